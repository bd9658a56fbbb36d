"""Which liaison a firm gets: three firms at most, fewest first, one industry chain together (DOMAIN.md section 4)."""

import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.roles import MOST_FIRMS_A_LIAISON


class Why(StrEnum):
    """What speaks for a liaison: he has a firm of the same chain, he has no firm yet, or nobody has fewer."""

    SAME_CHAIN = "same_chain"
    NO_FIRM_YET = "no_firm_yet"
    FEWEST = "fewest"


OFFERED = 3


@dataclass(frozen=True)
class Bearer:
    """A liaison and the industry chains of his firms, one for each firm; "" of a firm without a chain.

    `id` is his row's, 0 where he stands in a workbook only.
    """

    code: str
    name: str
    chains: tuple[str, ...] = ()
    id: int = 0

    @property
    def has_room(self) -> bool:
        """Whether he may have another firm."""
        return len(self.chains) < MOST_FIRMS_A_LIAISON

    @property
    def places_left(self) -> int:
        """How many more firms he may have."""
        return max(MOST_FIRMS_A_LIAISON - len(self.chains), 0)

    def shares(self, chain: str) -> bool:
        """Whether one of his firms belongs to that chain; no chain is none to share."""
        return bool(chain) and chain in self.chains


@dataclass(frozen=True)
class Orphan:
    """A firm without a liaison."""

    code: str
    name: str
    chain: str = ""
    id: int = 0


@dataclass(frozen=True)
class Suggestion:
    """A firm and the liaison it should get, as he stands before it; None when nobody has room."""

    firm: Orphan
    liaison: Bearer | None
    why: Why = Why.FEWEST


def with_room(liaisons: Collection[Bearer], chain: str) -> list[Bearer]:
    """Who can take a firm of that chain: who has one of it already first, then who has the fewest, then by code."""
    free = [each for each in liaisons if each.has_room]
    return sorted(free, key=lambda each: (not each.shares(chain), len(each.chains), each.code))


def nearest(liaisons: Collection[Bearer], chain: str) -> list[Bearer]:
    """The first few of them, as a refusal proposes them."""
    return with_room(liaisons, chain)[:OFFERED]


def bearing(names: Mapping[str, str], given: Iterable[tuple[str | None, str]]) -> list[Bearer]:
    """Liaisons by code and name, with the chains of the firms that they are given: pairs of liaison and chain."""
    chains: dict[str | None, list[str]] = defaultdict(list)
    for code, chain in given:
        chains[code].append(chain)
    return [Bearer(code, name, tuple(chains[code])) for code, name in names.items()]


def propose(firms: Collection[Orphan], liaisons: Collection[Bearer]) -> list[Suggestion]:
    """A liaison for each firm: always one of those who have the fewest, and of these one with a firm of its chain.

    The same park gives the same proposal, in whatever order it is listed. Sorted by chain, then code.
    """
    waiting = sorted(firms, key=lambda firm: (firm.chain, firm.code))
    known = {each.code: each for each in liaisons}
    found: dict[str, Suggestion] = {}
    while waiting:
        firm, liaison = next_pair(waiting, lightest(known.values()))
        waiting.remove(firm)
        found[firm.code] = suggestion(firm, liaison)
        if liaison:
            known[liaison.code] = replace(liaison, chains=(*liaison.chains, firm.chain))
    return sorted(found.values(), key=lambda each: (each.firm.chain, each.firm.code))


def lightest(liaisons: Collection[Bearer]) -> list[Bearer]:
    """Those with the fewest firms, if that is not as many as allowed; by code."""
    fewest = min((len(each.chains) for each in liaisons), default=MOST_FIRMS_A_LIAISON)
    light = [each for each in liaisons if len(each.chains) == fewest and each.has_room]
    return sorted(light, key=lambda each: each.code)


def next_pair(waiting: Sequence[Orphan], light: Sequence[Bearer]) -> tuple[Orphan, Bearer | None]:
    """The first firm for which one of them has a firm of its chain; else the first firm and the first of them."""
    by_chain: dict[str, Bearer] = {}
    for each in light:
        for chain in each.chains:
            by_chain.setdefault(chain, each)
    together = next((firm for firm in waiting if firm.chain and firm.chain in by_chain), None)
    if together:
        return together, by_chain[together.chain]
    return waiting[0], light[0] if light else None


def suggestion(firm: Orphan, liaison: Bearer | None) -> Suggestion:
    """The pair, and what speaks for it."""
    if liaison is None or liaison.shares(firm.chain):
        return Suggestion(firm, liaison, Why.SAME_CHAIN if liaison else Why.FEWEST)
    return Suggestion(firm, liaison, Why.FEWEST if liaison.chains else Why.NO_FIRM_YET)


def proof_of(proposal: Sequence[Suggestion]) -> str:
    """A short mark of a proposal: whoever accepts it accepts what he has seen, and nothing that came after."""
    pairs = ";".join(f"{each.firm.code}>{each.liaison.code if each.liaison else ''}" for each in proposal)
    return f"{zlib.crc32(pairs.encode()):08x}"
