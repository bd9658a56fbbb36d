"""The agency service (全程代办, DOMAIN.md section 5): what states a case, its steps and its materials can be in."""

from enum import StrEnum

MOST_AGENTS = 2
CASES_PREFIX = "DB"


class Kind(StrEnum):
    """What kind of item it is; certificates and rewards have ledgers of their own."""

    APPROVAL = "approval"
    SETUP = "setup"
    CERTIFICATE = "certificate"
    REWARD = "reward"


class CaseState(StrEnum):
    """Where an item under way stands. While it waits for the firm its clock stands still."""

    PREPARING = "preparing"
    UNDER_WAY = "under_way"
    WAITING = "waiting"
    FINISHED = "finished"
    STOPPED = "stopped"


class StepState(StrEnum):
    """Where one step stands: its turn has not come, it waits to be signed for, is worked on, or is over."""

    AHEAD = "ahead"
    OPEN = "open"
    SIGNED = "signed"
    FINISHED = "finished"
    SKIPPED = "skipped"


class MaterialState(StrEnum):
    """Where one material stands; `waived`: it is not needed after all."""

    MISSING = "missing"
    ASKED = "asked"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WAIVED = "waived"


class Worker(StrEnum):
    """Whose step it is."""

    AGENT = "agent"
    DEPARTMENT = "department"
    FIRM = "firm"
