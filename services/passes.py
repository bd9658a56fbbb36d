"""Passes: links to how a case stands that open without signing in, until their day is over. No table keeps them."""

import base64
import hmac
from datetime import UTC, datetime
from hashlib import sha256

from domain.errors import PassGone
from storage.database import Database
from storage.sealed import ring_of

PURPOSE = "progress link"
PROOF_BYTES = 18
LONGEST = 100


def make_pass(db: Database, case_id: int, *, at: datetime) -> str:
    """A token of URL-safe letters that opens this case until the park's setting of days is over."""
    until = int((at + db.park.passes_live).timestamp())
    return f"{case_id}.{until}.{proof(db, case_id, until)}"


def case_of_pass(db: Database, token: str, *, at: datetime) -> tuple[int, datetime]:
    """The case that the token opens, and until when. Raises PassGone for a forged one as for one that is over."""
    parts = token.split(".") if len(token) <= LONGEST and token.isascii() else []
    if len(parts) != 3 or not (parts[0].isdecimal() and parts[1].isdecimal()):  # noqa: PLR2004 - case, end, proof
        raise PassGone
    case_id, until = int(parts[0]), int(parts[1])
    if not hmac.compare_digest(proof(db, case_id, until), parts[2]) or until <= at.timestamp():
        raise PassGone
    return case_id, datetime.fromtimestamp(until, UTC)


def proof(db: Database, case_id: int, until: int) -> str:
    """What only who holds the park's newest key can make: after a rotation old links are over."""
    key = ring_of(db.engine.dialect).derived(PURPOSE)
    made = hmac.digest(key, f"{case_id}.{until}".encode(), sha256)[:PROOF_BYTES]
    return base64.urlsafe_b64encode(made).decode()
