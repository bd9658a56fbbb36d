"""answerCallbackQuery: the short notice that a press of a button gets, within 150 seconds."""

from __future__ import annotations

import time

from practice.park import Call, Park
from practice.refusals import bad
from practice.store import packed

NOTICE_LIMIT = 200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_press(park: Park, call: Call) -> bool:
    sql = "SELECT chat_id FROM presses WHERE id = ? AND expires > ?"
    row = park.db.one(sql, call.args.get("callback_query_id"), time.time())
    if row is None:
        raise bad(TOO_OLD)
    words: str = call.args.get("text") or ""
    if len(words) > NOTICE_LIMIT:
        raise bad("MESSAGE_TOO_LONG")
    notice = {"press": call.args["callback_query_id"], "text": words, "alert": bool(call.args.get("show_alert"))}
    notice |= {"url": call.args["url"]} if call.args.get("url") else {}
    park.event("toast", row["chat_id"], data=packed(notice))
    return True
