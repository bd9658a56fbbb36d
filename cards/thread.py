"""A message between a firm and its liaison. The firm's code stands in it: a reply to it belongs to that firm."""

import re
from collections.abc import Sequence

from cards.card import Button, Card, tap
from cards.words import name_of
from services.outgoing import Letter
from storage.tables import Person, ThreadMessage
from texts import Html, Say

CODE = re.compile(r"#([\w.-]+)\s*$")


def thread_card(
    message: ThreadMessage, author: Person, firm: Sequence[str], say: Say, *, of_desk: bool = False
) -> Card:
    """Who writes, for which firm, what; and the button to answer. `of_desk`: the duty desk answers, not a liaison."""
    name, code = firm
    key = "thread-from-firm" if message.from_firm else "thread-from-desk" if of_desk else "thread-from-park"
    heading = say(key, name=name_of(author, say), firm=name)
    words = [say("push-text", text=message.text)] if message.text else []
    answer = Button(say.plain("thread-answer"), tap("w", message.firm_id))
    return Card(Html("\n".join([heading, *words, say("thread-code", code=code)])), ((answer,),))


def waiting_card(kind: str, message: ThreadMessage, about: Letter, say: Say) -> Card:
    """Of a message that nobody has answered: to who is to answer, and to the firm, who takes care of it now."""
    name, code = about.firms
    who = about.taker.name if about.taker else say.plain("thread-desk")
    author = about.about.name if about.about else "–"
    words = [say("push-text", text=message.text)] if message.text else []
    heading = say(kind, firm=name, name=author, at=message.at, who=who)
    answer = Button(say.plain("thread-answer"), tap("w", message.firm_id))
    return Card(Html("\n".join([heading, *words, say("thread-code", code=code)])), ((answer,),))


def code_in(words: str) -> str | None:
    """The code of the firm whose thread a message belongs to."""
    found = CODE.search(words)
    return found[1] if found else None
