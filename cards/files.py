"""A file under a name that tells nothing, for who must not learn which firm it is from."""

import mimetypes
import re
from dataclasses import replace
from pathlib import PurePath

from services.files import KeptFile
from services.record import PLACE
from texts import Say

SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")
# A picture sent as a file carries where and by whom it was taken: as a photo Telegram takes that out.
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})


def masked(file: KeptFile, say: Say) -> KeptFile:
    """The file without name, words and id: what has no id can't be sent by it. A place is not shown at all."""
    if file.kind == PLACE:
        return KeptFile("document", "", name=say.plain("file-place"), number=file.number)
    name = f"{say.plain('file-masked', number=str(file.number))}{suffix_of(file)}"
    kind = "photo" if file.mime in PICTURES else file.kind
    return replace(file, kind=kind, file_id="", name=name, caption="", album="")


def suffix_of(file: KeptFile) -> str:
    """What kind of file it is: the end of its name if that is a plain one, else by its type."""
    end = PurePath(file.name).suffix
    return end if SUFFIX.fullmatch(end) else (mimetypes.guess_extension(file.mime) or "")
