"""What somebody is to one case, and whether the table lets him do something with it."""

from domain.agency import Worker
from domain.agency_rules import GOING, CaseAction, CasePart, CaseRule, Place, case_rule, parts_of
from domain.errors import CaseNotNow, NotForThisCase, UnknownCase
from domain.roles import Role
from storage.agency_tables import Case, CaseMaterial, CaseStep
from storage.cases import CaseTies
from storage.people import Me

STRANGER = frozenset({CasePart.STRANGER})


def case_parts(case: Case, ties: CaseTies, me: Me, step: CaseStep | None = None) -> frozenset[CasePart]:
    """What the person is to the case; of a step, a department is only its own. The same as `case_visible_to`."""
    departments = {step.department_id} if step else ties.departments
    held = {
        CasePart.FIRM: case.firm_id in me.firm_ids,
        CasePart.AGENT: bool(set(ties.agents) & me.selves),
        CasePart.DEPARTMENT: me.desk_id is not None and me.desk_id in departments,
        CasePart.DISPATCHER: Role.DISPATCHER in me.roles,
        CasePart.DIRECTOR: Role.DIRECTOR in me.roles,
        CasePart.FOLLOWER: follows(ties, me),
    }
    return frozenset(part for part, holds in held.items() if holds) or STRANGER


def follows(ties: CaseTies, me: Me) -> bool:
    """The firm's liaison; of a landing also who answers for the industry chain."""
    leads = Role.CHAIN_LEAD in me.roles and bool(me.person.chain) and me.person.chain == ties.chain
    return ties.liaison_id in me.selves or (leads and ties.is_landing)


def allowed_in_case(
    case: Case, ties: CaseTies, me: Me, action: CaseAction, *, step: CaseStep | None, material: CaseMaterial | None
) -> CaseRule:
    """The row of the table that allows it. Raises UnknownCase, NotForThisCase, CaseNotNow."""
    parts = case_parts(case, ties, me)
    if parts == STRANGER:
        raise UnknownCase
    own = case_parts(case, ties, me, step) | (parts - {CasePart.DEPARTMENT}) if step else parts
    if not own & parts_of(action):
        raise NotForThisCase
    place, worker = place_of(case, step, material)
    rule = case_rule(place, own, action, worker) if place is case.state or case.state in GOING else None
    if rule is None:
        raise CaseNotNow
    return rule


def place_of(case: Case, step: CaseStep | None, material: CaseMaterial | None) -> tuple[Place, Worker | None]:
    """Where that stands which the action is about, and whose step it is."""
    if step:
        return step.state, step.worker
    return (material.state, None) if material else (case.state, None)
