"""The visitor's door, and what the duty desk sees of who asks to be bound."""

from cards.card import Button, Card, in_rows, tap
from services.requests import Request
from storage.tables import Firm
from texts import Html, Say

DOOR, DESK = "v", "b"
WAYS = ("apply", "guide")


def door_buttons(say: Say) -> tuple[tuple[Button, ...], ...]:
    """What a visitor can do."""
    return (tuple(Button(say.plain(f"menu-{way}"), tap(DOOR, way)) for way in WAYS),)


def request_card(request: Request, say: Say) -> Card:
    """Who asks, for which firm, whether it is known; a button for each firm that it may be, or what was decided."""
    row = request.row
    lines = [
        say("binding-title", id=str(row.id), at=row.asked_at),
        say("binding-who", name=row.name, phone=row.phone or "–"),
        say("binding-firm", firm=row.firm_name, code=row.credit_code),
        known(request.known, say),
    ]
    if row.decided_at:
        return Card(Html("\n".join([*lines, decided(request, say)])))
    firms = [*([request.known] if request.known else []), *request.alike]
    admits = [Button(say.plain("binding-admit", firm=firm.name), tap(DESK, "admit", row.id, firm.id)) for firm in firms]
    verbs = [Button(say.plain(f"binding-{verb}"), tap(DESK, verb, row.id)) for verb in ("other", "refuse")]
    how = say("binding-how", id=str(row.id))
    return Card(Html("\n".join([*lines, how])), (*in_rows(admits, 1), tuple(verbs)))


def known(firm: Firm | None, say: Say) -> Html:
    """Whether the park has a firm of that credit code."""
    return say("binding-known", firm=firm.name, code=firm.code) if firm else say("binding-unknown")


def decided(request: Request, say: Say) -> Html:
    """By whom and how; a chat that was bound in another way is decided by nobody."""
    row = request.row
    if request.decided_by is None:
        return say("binding-over")
    if request.firm:
        return say("binding-admitted", who=request.decided_by.name, firm=request.firm.name)
    return say("binding-refused", who=request.decided_by.name, reason=row.reason)
