"""Who uses the desk (DOMAIN.md section 1). A person can hold several roles."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is in the park."""

    CONTACT = "contact"
    LIAISON = "liaison"
    AGENT = "agent"
    OFFICER = "officer"
    HEAD = "head"
    DISPATCHER = "dispatcher"
    DIRECTOR = "director"
    CHAIN_LEAD = "chain_lead"
    SECRETARY = "secretary"
    ASSESSOR = "assessor"
    INSPECTOR = "inspector"
    ADMIN = "admin"


OVERSEERS = frozenset({Role.DIRECTOR, Role.DISPATCHER})
DEPARTMENT = frozenset({Role.OFFICER, Role.HEAD})
SEES_ALL = OVERSEERS | {Role.ASSESSOR}
MOST_FIRMS_A_LIAISON = 3
OFFICE = frozenset({Role.ADMIN, Role.DISPATCHER, Role.DIRECTOR, Role.ASSESSOR})
ENTERS = OFFICE | {Role.SECRETARY}  # who gets into the back office; the secretary for reception days alone
# Who is measured may look at the board too; who has no role for the back office finds nothing else in the browser.
BOARD = ENTERS | DEPARTMENT | {Role.LIAISON, Role.CHAIN_LEAD}
# Who reads the ledgers of the agency service, with every case in them.
LEDGER_READERS = OFFICE
