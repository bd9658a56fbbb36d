"""Files: kept once, named by a file_id, shown in messages the way Telegram shows each kind."""

from __future__ import annotations

import json
import mimetypes
import secrets
from dataclasses import dataclass

from practice.park import Park
from practice.pictures import dimensions
from practice.refusals import bad, too_large
from practice.store import Json, Row, packed

MEGABYTE = 1024 * 1024
UPLOAD_LIMIT = 50 * MEGABYTE
PHOTO_LIMIT = 10 * MEGABYTE
DOWNLOAD_LIMIT = 20 * MEGABYTE
SMALL = "-s"  # the file_id of a photo's small size
KINDS = ("photo", "document", "voice", "video", "audio", "sticker")
MIMES = {
    "photo": "image/jpeg",
    "voice": "audio/ogg",
    "video": "video/mp4",
    "audio": "audio/mpeg",
    "sticker": "image/webp",
}
DEFAULT_SIZE = (1280, 960)


@dataclass(frozen=True)
class Upload:
    kind: str
    name: str
    mime: str
    data: bytes
    declared_size: int | None = None

    @property
    def size(self) -> int:
        return len(self.data) if self.declared_size is None else self.declared_size


def keep(park: Park, upload: Upload, extra: Json | None = None) -> Row:
    meta = {"file_name": upload.name, "mime_type": mime_of(upload), **shape_of(upload), **(extra or {})}
    file_id = f"{upload.kind}_{secrets.token_urlsafe(18)}"
    sql = "INSERT INTO files (file_id, kind, size, meta, data) VALUES (?, ?, ?, ?, ?)"
    park.db.run(sql, file_id, upload.kind, upload.size, packed(meta), upload.data)
    return stored(park, file_id)


def mime_of(upload: Upload) -> str:
    guess = upload.mime if upload.mime not in ("", "application/octet-stream") else None
    by_name = mimetypes.guess_type(upload.name)[0]
    return guess or by_name or MIMES.get(upload.kind, "application/octet-stream")


def shape_of(upload: Upload) -> Json:
    if upload.kind not in ("photo", "sticker", "video"):
        return {}
    width, height = dimensions(upload.data) or DEFAULT_SIZE
    return {"width": width, "height": height}


def check_sent(upload: Upload) -> None:
    """What the bot uploads has limits, and a photo must be one."""
    if upload.size > (PHOTO_LIMIT if upload.kind == "photo" else UPLOAD_LIMIT):
        raise too_large()
    if not upload.data:
        raise bad("file must be non-empty")
    if upload.kind == "photo" and dimensions(upload.data) is None:
        raise bad("IMAGE_PROCESS_FAILED")


def stored(park: Park, file_id: str) -> Row:
    sql = "SELECT file_id, kind, size, meta FROM files WHERE file_id = ?"
    row = park.db.one(sql, file_id.removesuffix(SMALL))
    if row is None:
        raise bad("wrong file identifier/HTTP URL specified")
    return row


def contents(park: Park, file_id: str) -> Row | None:
    return park.db.one("SELECT * FROM files WHERE file_id = ?", file_id.removesuffix(SMALL))


def reused(park: Park, kind: str, file_id: str) -> Row:
    """A file that is here already, sent once more."""
    if file_id.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")  # the practice park has no outer world
    row = stored(park, file_id)
    if row["kind"] != kind:
        raise bad(f"can't use file of type {row['kind'].capitalize()} as {kind.capitalize()}")
    return row


def unique(file_id: str) -> str:
    return "u" + file_id.split("_", 1)[1][:15]


def file_fields(row: Row) -> Json:
    file_id = row["file_id"]
    return {"file_id": file_id, "file_unique_id": unique(file_id), "file_size": row["size"]}


def shown(row: Row) -> Json:
    """The field of a Message that carries this file."""
    if row["kind"] == "photo":
        return {"photo": sizes(row)}
    meta = json.loads(row["meta"])
    if row["kind"] in ("voice", "video", "audio"):
        meta.setdefault("duration", 0)
    if row["kind"] in ("voice", "sticker"):
        meta.pop("file_name")
    if row["kind"] == "sticker":
        meta |= {"type": "regular", "is_animated": False, "is_video": False}
    return {row["kind"]: {**file_fields(row), **meta}}


def sizes(row: Row) -> list[Json]:
    """A small and the full size, both backed by the same bytes."""
    meta, full = json.loads(row["meta"]), file_fields(row)
    width, height = meta["width"], meta["height"]
    scale = min(1.0, 90 / max(width, height, 1))
    small = {"width": max(1, int(width * scale)), "height": max(1, int(height * scale))}
    names = {"file_id": full["file_id"] + SMALL, "file_unique_id": full["file_unique_id"] + "s"}
    return [full | names | small, full | {"width": width, "height": height}]


def found(park: Park, file_id: str) -> Json:
    """The answer to getFile."""
    row = stored(park, file_id)
    if row["size"] > DOWNLOAD_LIMIT:
        raise bad("file is too big")
    name = json.loads(row["meta"])["file_name"]
    suffix = "." + name.rsplit(".", 1)[1] if "." in name else ""
    return {**file_fields(row), "file_id": file_id, "file_path": f"{row['kind']}s/{row['file_id']}{suffix}"}
