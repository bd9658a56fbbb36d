"""A message between a firm and its liaison. The firm's code stands in it: a reply to it belongs to that firm."""

import re
from collections.abc import Sequence

from cards.card import Button, Card, tap
from cards.words import name_of
from storage.tables import Person, ThreadMessage
from texts import Html, Say

CODE = re.compile(r"#([\w.-]+)\s*$")


def thread_card(message: ThreadMessage, author: Person, firm: Sequence[str], say: Say) -> Card:
    """Who writes, for which firm, what; and the button to answer."""
    name, code = firm
    key = "thread-from-firm" if message.from_firm else "thread-from-park"
    heading = say(key, name=name_of(author, say), firm=name)
    words = [say("push-text", text=message.text)] if message.text else []
    answer = Button(say.plain("thread-answer"), tap("w", message.firm_id))
    return Card(Html("\n".join([heading, *words, say("thread-code", code=code)])), ((answer,),))


def code_in(words: str) -> str | None:
    """The code of the firm whose thread a message belongs to."""
    found = CODE.search(words)
    return found[1] if found else None
