"""What happened after a certain event: in one chat, or on all phones."""

from __future__ import annotations

import json

from practice.park import Park
from practice.store import Json, Row

PAGE = 300
REPLAY = 1000


def since(park: Park, chat_id: int, after: int) -> Json:
    """Messages that came, changed or went after the event, as they are now; before any event: the newest ones."""
    if after < 0:
        sql = "SELECT * FROM messages WHERE chat_id = ? AND NOT deleted ORDER BY message_id DESC LIMIT ?"
        rows = park.db.all(sql, chat_id, PAGE)[::-1]
    else:
        sql = "SELECT * FROM messages WHERE chat_id = ? AND event > ? ORDER BY event"
        rows = park.db.all(sql, chat_id, after)
    toasts = toasts_since(park, chat_id, after) if after >= 0 else []
    return {"event": park.last_event(), "messages": [shown(row) for row in rows], "toasts": toasts}


def shown(row: Row) -> Json:
    body = json.loads(row["body"])
    marks = {"event": row["event"], "by_bot": bool(row["by_bot"]), "deleted": bool(row["deleted"])}
    return marks | {"edited": "edit_date" in body, "message": body}


def toasts_since(park: Park, chat_id: int, after: int) -> list[Json]:
    sql = "SELECT id, data FROM events WHERE id > ? AND chat_id = ? AND kind = 'toast' ORDER BY id"
    return [{"event": row["id"], **json.loads(row["data"])} for row in park.db.all(sql, after, chat_id)]


def events_after(park: Park, after: int) -> list[Json]:
    """The events of all phones, each message in its present form."""
    sql = """SELECT e.id, e.kind, e.chat_id, e.message_id, e.data, m.body, m.by_bot FROM events e
        LEFT JOIN messages m ON m.chat_id = e.chat_id AND m.message_id = e.message_id
        WHERE e.id > ? ORDER BY e.id LIMIT ?"""
    return [event_of(row) for row in park.db.all(sql, after, REPLAY)]


def event_of(row: Row) -> Json:
    event: Json = {"event": row["id"], "kind": row["kind"], "chat_id": row["chat_id"], "message_id": row["message_id"]}
    if row["body"] and row["kind"] != "deleted":
        event |= {"message": json.loads(row["body"]), "by_bot": bool(row["by_bot"])}
    return event | (json.loads(row["data"]) if row["data"] else {})
