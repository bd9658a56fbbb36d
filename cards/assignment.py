"""Which liaison a firm gets: the proposal with its buttons, and what both liaisons and the firm are told."""

from collections.abc import Sequence

from cards.card import Button, Card, in_rows, tap
from domain.assignment import Suggestion
from services.assignment import Assigned, Proposal
from services.outgoing import Handing
from texts import Html, Say

ASSIGN = "as"
ALL, ONE, OTHER = "all", "one", "other"
LISTED = 20


def proposal_card(seen: Proposal, say: Say) -> Card:
    """Every firm without a liaison in red, with whom it should get and why; accept all, or choose for one."""
    other = (Button(say.plain("assign-other"), tap(ASSIGN, OTHER)),)
    if not seen.suggestions:
        return Card(say("assign-none", room=seen.room), (other,))
    shown = seen.suggestions[:LISTED]
    lines = [say("assign-title", count=len(seen.suggestions)), *(line(each, say) for each in shown)]
    if left := len(seen.suggestions) - len(shown):
        lines.append(say("assign-more", count=left))
    if not all(each.liaison for each in seen.suggestions):
        lines.append(say("assign-too-few"))
    choose = [Button(say.plain("assign-one", code=each.firm.code), tap(ASSIGN, ONE, each.firm.id)) for each in shown]
    return Card(Html("\n".join(lines)), (*accept(seen, say), *in_rows(choose, 3), other))


def accept(seen: Proposal, say: Say) -> tuple[tuple[Button, ...], ...]:
    """The button that accepts what is shown, if there is anything to accept."""
    count = sum(each.liaison is not None for each in seen.suggestions)
    return ((Button(say.plain("assign-all", count=count), tap(ASSIGN, ALL, seen.proof)),),) if count else ()


def line(each: Suggestion, say: Say) -> Html:
    """A firm, the liaison it should get, and why."""
    firm = {"firm": each.firm.name, "code": each.firm.code, "chain": each.firm.chain or "–"}
    if each.liaison is None:
        return say("assign-line-nobody", **firm)
    why = say.plain("assign-why", why=each.why, count=len(each.liaison.chains))
    return say("assign-line", **firm, name=each.liaison.name, why=why)


def done_text(done: Sequence[Assigned], say: Say) -> Html:
    """What has been assigned."""
    lines = [say("assign-done-line", firm=each.firm.name, name=each.liaison.name) for each in done[:LISTED]]
    rest = [say("assign-more", count=len(done) - LISTED)] if len(done) > LISTED else []
    return Html("\n".join([say("assign-done", count=len(done)), *lines, *rest]))


def told_card(kind: str, handing: Handing, say: Say) -> Card:
    """To the new liaison, the one before, or the firm; with the way to write to each other."""
    before = handing.before.name if handing.before else "–"
    details = {"firm": handing.firm.name, "name": handing.liaison.name, "before": before, "count": handing.count}
    text = say(f"push-{kind}", **details)
    label = {"firm-yours": "assign-write-firm", "new-liaison": "menu-liaison"}.get(kind)
    return Card(text, ((Button(say.plain(label), tap("w", handing.firm.id)),),) if label else ())
