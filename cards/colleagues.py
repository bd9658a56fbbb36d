"""同事: what a firm's owner sees of its contacts; what a one-time link looks like; what somebody is told who goes."""

from collections.abc import Sequence
from datetime import datetime

from cards.card import Button, Card, in_rows, tap
from cards.door import door_buttons
from services.colleagues import NAMELESS, Staff
from storage.colleagues import Colleague
from storage.tables import Firm, Person
from texts import Html, Say

KIND = "k"
# Pushes about a person's place in a firm, or about his chat, with the button of the door where the chat is nobody's.
PLACES = frozenset({"moved", "removed", "owner", "colleague-left"})


def staff_card(staff: Staff, say: Say) -> Card:
    """For the owner: everybody with his state, a button each, and one to invite."""
    firm_id = staff.firm.id
    lines = [say("colleagues-title", firm=staff.firm.name), *(line(each, say) for each in staff.people)]
    people = [Button(each.person.name, tap(KIND, "who", firm_id, each.person.id)) for each in staff.people]
    invite = Button(say.plain("colleagues-invite"), tap(KIND, "add", firm_id))
    return Card(Html("\n".join([*lines, say("colleagues-how")])), (*in_rows(people, 2), (invite,)))


def line(each: Colleague, say: Say) -> Html:
    """One colleague."""
    state = say.plain("colleague-bound" if each.is_bound else "colleague-unbound")
    key = "colleague-owner" if each.is_owner else "colleague-line"
    return say(key, name=each.person.name, code=each.person.code, state=state)


def not_owner_line(staff: Staff, say: Say) -> Html:
    """For the other contacts: who the owner is."""
    owner = next((each.person.name for each in staff.people if each.is_owner), NAMELESS)
    return say("colleagues-not-owner", firm=staff.firm.name, owner=owner)


def colleague_card(firm: Firm, each: Colleague, say: Say) -> Card:
    """One colleague, and what the owner can do; the owner himself is only shown."""
    verbs = ("again",) if each.is_owner else ("again", "owner", "remove")
    buttons = [Button(say.plain(f"colleague-do-{verb}"), tap(KIND, verb, firm.id, each.person.id)) for verb in verbs]
    back = Button(say.plain("form-button-back"), tap(KIND, "list", firm.id))
    return Card(Html(f"{say('colleagues-title', firm=firm.name)}\n{line(each, say)}"), in_rows([*buttons, back], 2))


def sure_card(verb: str, firm: Firm, person: Person, say: Say) -> Card:
    """Ask once more before somebody is removed, or owns the firm."""
    yes = Button(say.plain(f"colleague-{verb}-yes"), tap(KIND, f"{verb}-yes", firm.id, person.id))
    no = Button(say.plain("form-button-back"), tap(KIND, "who", firm.id, person.id))
    return Card(say(f"colleague-{verb}-sure", name=person.name, firm=firm.name), ((yes, no),))


def invitation_text(firm: Firm, person: Person, link: str, until: datetime, say: Say) -> Html:
    """What is passed on to a colleague: who invites him, the link, and until when it opens."""
    return say("invitation-pass-on", firm=firm.name, name=person.name, link=link, until=until)


def place_card(kind: str, firms: Sequence[str], say: Say, *, door: bool) -> Card:
    """Somebody's place in a firm has changed; a chat that is nobody's any more gets the visitor's door at once."""
    return Card(say(f"push-{kind}", firm=" ".join(firms) or NAMELESS), door_buttons(say) if door else ())
