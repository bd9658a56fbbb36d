"""What somebody is to one ticket, what holds of it, and so what he may do: read from domain/lifecycle.py."""

from domain.errors import (
    AlreadyAsked,
    AlreadyPromised,
    NotAsked,
    NotForYou,
    NothingPending,
    NotNow,
    NotPromised,
    Refusal,
    RulingStands,
    StillPending,
)
from domain.lifecycle import (
    RETURNS_TO_THE_DESK,
    Action,
    Fact,
    Part,
    Rule,
    State,
    actions_for,
    can_be,
    hindrance,
    parts_for,
    rule_for,
    rules_for,
)
from domain.roles import Role
from storage.people import Me
from storage.tables import Ticket
from storage.tickets import Ties

STANDS: dict[Fact, type[Refusal]] = {
    Fact.PROMISED: AlreadyPromised,
    Fact.ASKED: AlreadyAsked,
    Fact.RULING: RulingStands,
    Fact.RULED: RulingStands,
    Fact.PENDING: StillPending,
}
DECISIONS = frozenset({Action.APPROVE, Action.DECLINE})
MISSES: dict[Fact, type[Refusal]] = {Fact.PROMISED: NotPromised, Fact.ASKED: NotAsked}


def facts_of(ticket: Ticket) -> frozenset[Fact]:
    """What holds of the ticket beside its state."""
    holds = {
        Fact.PROMISED: ticket.promised_for is not None,
        Fact.ASKED: ticket.state is State.IN_HAND and ticket.held_due is not None,
        Fact.RULING: ticket.returns >= RETURNS_TO_THE_DESK and not ticket.ruled,
        Fact.RULED: ticket.ruled,
        Fact.PENDING: ticket.wants is not None,
    }
    wish = {Fact(str(ticket.wants))} if ticket.wants else set()
    return frozenset(fact for fact, is_so in holds.items() if is_so) | wish


def part_in(ticket: Ticket, me: Me, ties: Ties) -> frozenset[Part]:
    """What somebody is to this ticket; a strange liaison is a stranger. `visible_to` of storage asks the same."""
    desk = me.desk_id
    parts = {
        Part.FIRM: ticket.firm_id in me.firm_ids,
        Part.LIAISON: ties.liaison_id in me.selves,
        Part.OWNER: ticket.owner_id in me.selves,
        Part.LEAD: desk is not None and desk == ticket.lead_id and ticket.sender_id is not None,
        Part.ASSISTANT: desk in ties.assisting,
        Part.APPROVER: approves(ticket, me, ties),
        Part.DISPATCHER: Role.DISPATCHER in me.roles,
        Part.DIRECTOR: Role.DIRECTOR in me.roles,
        Part.ASSESSOR: Role.ASSESSOR in me.roles,
        Part.FOLLOWER: follows(ticket, me, ties),
    }
    return frozenset(part for part, holds in parts.items() if holds) or frozenset({Part.STRANGER})


def approves(ticket: Ticket, me: Me, ties: Ties) -> bool:
    """Whether what the owner wishes for waits for this person."""
    if ticket.wants_of is Role.HEAD:
        return heads_owner(me, ties) and me.id != ticket.owner_id
    return ticket.wants_of is not None and ticket.wants_of in me.roles


def heads_owner(me: Me, ties: Ties) -> bool:
    """Whether the person heads the owner's department."""
    mine = me.person.department_id
    return Role.HEAD in me.roles and mine is not None and mine == ties.owner_department_id


def follows(ticket: Ticket, me: Me, ties: Ties) -> bool:
    """Who had it before, his department's colleagues, the owner's head, and the chain lead when it is escalated."""
    desk = me.desk_id
    leads = Role.CHAIN_LEAD in me.roles and ties.is_backbone and ticket.escalated > 0 and me.person.chain == ties.chain
    concerned = desk is not None and (desk == ticket.lead_id or desk in ties.assisting | ties.assisted)
    return bool(me.selves & ties.followers) or heads_owner(me, ties) or bool(leads and ties.chain) or concerned


def allowed(ticket: Ticket, parts: frozenset[Part], action: Action) -> Rule:
    """The rule that lets these parts do the action now, or a refusal that says why and what is possible."""
    facts = facts_of(ticket)
    if rule := rule_for(ticket.state, parts, action, facts):
        return rule
    if action in DECISIONS and ticket.wants is None and Part.FIRM not in parts:
        raise NothingPending  # an approval that is stale, or that somebody else has given meanwhile
    if can_be(ticket.state, action) and not parts & parts_for(action):
        raise NotForYou(who=tuple(sorted(parts_for(action) - {Part.CLOCK})))
    if why := because(ticket, hindrance(rules_for(ticket.state, parts, action), facts)):
        raise why
    possible = tuple(a for a in actions_for(ticket.state, parts, facts) if a not in {Action.MESSAGE, Action.NOTE})
    raise NotNow(number=ticket.number, state=ticket.state, action=action, possible=possible, some=len(possible))


def because(ticket: Ticket, why: tuple[Fact, bool] | None) -> Refusal | None:
    """The refusal that tells which fact stands in the way."""
    if why is None:
        return None
    fact, stands = why
    kind = STANDS.get(fact) if stands else MISSES.get(fact, NothingPending)
    return kind(number=ticket.number, date=ticket.promised_for) if kind else None
