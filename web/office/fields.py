"""Fields of a form: how each is filled in, and its value as a form holds it."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.roles import Role
from services.park import ParkSheets
from services.rows import Row
from web.office.sheets import SIZES
from web.office.visit import Visit

Options = Sequence[tuple[str, str]]
HINTS = {"code": "office-code-hint", "contacts": "office-contacts-hint", "resolve_days": "office-resolve-days-hint"}


@dataclass(frozen=True)
class Field:
    """A field of a form. `theirs` is what somebody else has saved meanwhile, in words."""

    name: str
    label: str
    kind: str
    value: object
    options: Options = ()
    optional: bool = True
    fixed: bool = False
    hint: str = ""
    error: str = ""
    theirs: str | None = None


def choices(visit: Visit, sheets: ParkSheets, name: str) -> tuple[str, Options, bool]:
    """How a field is filled in, and what can be chosen."""
    say = visit.say
    if name == "roles":
        return "ticks", [(str(role), say.word(role)) for role in Role], False
    if name == "department":
        return "choice", [(row.code, f"{row.code} {row.name}") for row in sheets.departments], True
    if name == "liaison":
        liaisons = [row for row in sheets.people if Role.LIAISON in row.roles]
        return "choice", [(row.code, f"{row.code} {row.name}") for row in liaisons], True
    if name == "size":
        return "choice", [(size, say.plain(f"office-size-{size}")) for size in SIZES], False
    if name == "backbone":
        return "choice", [(word, say.plain(f"office-{word}")) for word in ("no", "yes")], False
    return {"phone": "tel", "resolve_days": "number"}.get(name, "text"), (), True


def typed_of(row: Row | None) -> dict[str, object]:
    """A row's values as a form holds them."""
    return {name: as_typed(value) for name, value in row} if row else {}


def as_typed(value: object) -> object:
    """One value as a form holds it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return [str(role) for role in Role if role in value]
    return "、".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def words_of(value: object, options: Options) -> str:
    """A value in words: the labels of what is chosen."""
    labels = dict(options)
    chosen = value if isinstance(value, list) else [value]
    return "、".join(labels.get(str(each), str(each)) for each in chosen)
