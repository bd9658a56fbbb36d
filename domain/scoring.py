"""How kept words are counted (考核亮单): rates that are cut off, the indicators, ranking (DOMAIN.md section 10)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

THIN = 5
EMPTY = "–"
MOST_IN_TENTHS = 1000


@dataclass(frozen=True)
class Rate:
    """So many of so many. Its text is cut off after one decimal, never rounded up: 100 % means all of them.

    `numerator` is None where it is withheld: then only of how many it is may be known.
    """

    numerator: int | None = 0
    denominator: int = 0

    @property
    def tenths(self) -> int | None:
        """Tenths of a percent, cut off; None of an empty set, and where it is withheld."""
        if self.numerator is None or not self.denominator:
            return None
        return self.numerator * MOST_IN_TENTHS // self.denominator

    @property
    def is_withheld(self) -> bool:
        """Whether this reader may know of how many it is, and no more."""
        return self.numerator is None

    @property
    def text(self) -> str:
        """`93.1 %`; `–` of an empty set, and where it is withheld."""
        if self.tenths is None:
            return EMPTY
        return "100 %" if self.tenths == MOST_IN_TENTHS else f"{self.tenths // 10}.{self.tenths % 10} %"

    @property
    def is_thin(self) -> bool:
        """Whether it says little: under 5 in the denominator it is shown grey, with how many there are."""
        return self.denominator < THIN

    def __add__(self, other: "Rate") -> "Rate":
        """Both together: rates of months or departments add up by their parts, never by their percents."""
        together = self.denominator + other.denominator
        if self.numerator is None or other.numerator is None:
            return Rate(None, together)
        return Rate(self.numerator + other.numerator, together)


def withhold(rates: Sequence[Rate], whole: Rate) -> list[Rate]:
    """Ratings of rows as those may see them who were rated: none by so few that one could tell who gave which stars.

    Under 5 are withheld; and more rows, the smallest first, until what the shown ones leave of the whole is nothing or
    5 at least: else taking them from the whole would give the rest away. `whole` is the sum of all there are, also of
    those that are not among the rates.
    """
    shown = list(rates)
    left = whole.denominator - sum(rate.denominator for rate in rates)
    for place in sorted(range(len(shown)), key=lambda place: shown[place].denominator):
        count = shown[place].denominator
        if count and (count < THIN or 0 < left < THIN):
            shown[place], left = Rate(None, count), left + count
    return shown


class Kind(StrEnum):
    """A fact of a ticket that is counted once: a dispatch, a round's promise, the ticket, its judgement, a coming."""

    CALL = "call"
    PROMISE = "promise"
    TICKET = "ticket"
    JUDGEMENT = "judgement"
    COMING = "coming"


class Measure(StrEnum):
    """What is summed up. `answered`: judged by the firm, of all that it could have judged."""

    RESPONSE = "response"
    KEPT_WORD = "kept_word"
    SOLUTION = "solution"
    SATISFACTION = "satisfaction"
    ANSWERED = "answered"
    COMING = "coming"
    PARTLY = "partly"
    EXPLAINED = "explained"
    PASSED_UP = "passed_up"
    UNCALLED = "uncalled"


class By(StrEnum):
    """By what figures are told apart."""

    PARK = "park"
    DEPARTMENT = "department"
    LIAISON = "liaison"
    CATEGORY = "category"
    CHAIN = "chain"
    SOURCE = "source"


@dataclass(frozen=True)
class Indicator:
    """An indicator of the board: its name and formula as text keys, and the facts behind it, None where there are none.

    The numerator are those of the facts that are good, the denominator all of them.
    """

    key: Measure
    name: str
    formula: str
    facts: Kind | None


INDICATORS: tuple[Indicator, ...] = (
    Indicator(Measure.RESPONSE, "board-response", "board-formula-response", Kind.CALL),
    Indicator(Measure.KEPT_WORD, "board-kept-word", "board-formula-kept-word", Kind.PROMISE),
    Indicator(Measure.SOLUTION, "board-solution", "board-formula-solution", Kind.TICKET),
    Indicator(Measure.SATISFACTION, "board-satisfaction", "board-formula-satisfaction", Kind.JUDGEMENT),
    Indicator(Measure.ANSWERED, "board-answered", "board-formula-answered", Kind.JUDGEMENT),
    Indicator(Measure.COMING, "board-coming", "board-formula-coming", Kind.COMING),
    Indicator(Measure.UNCALLED, "board-uncalled", "board-formula-uncalled", None),
)
RATES = (Measure.RESPONSE, Measure.KEPT_WORD, Measure.SOLUTION, Measure.SATISFACTION, Measure.ANSWERED)
APART = (Measure.PARTLY, Measure.EXPLAINED, Measure.PASSED_UP)
# The four services (四到服务): 不叫不到、随叫随到、说到做到、服务周到.
HEADLINE = (Measure.UNCALLED, Measure.COMING, Measure.KEPT_WORD, Measure.SATISFACTION)


def median(counted: Mapping[int, int]) -> int | None:
    """The middle of so many values each, cut off where two lie in the middle; None of nothing."""
    total = sum(counted.values())
    if total <= 0:
        return None
    low, high = nth(counted, (total - 1) // 2), nth(counted, total // 2)
    return (low + high) // 2


def nth(counted: Mapping[int, int], place: int) -> int:
    """The value at a place, from 0, when all stand in order."""
    for value in sorted(counted):
        place -= counted[value]
        if place < 0:
            return value
    raise IndexError("there are not so many")


def ranked(rates: Mapping[str, Sequence[Rate]]) -> tuple[tuple[int | None, str], ...]:
    """Places from 1, by the first rate, then the next; equals share a place. What is thin has none and comes last."""
    thick = [key for key in rates if not rates[key][0].is_thin]
    ordered = sorted(thick, key=lambda key: (*descending(rates[key]), key))
    places: list[tuple[int | None, str]] = []
    for position, key in enumerate(ordered, start=1):
        before = places[-1] if places else None
        same = before is not None and descending(rates[key]) == descending(rates[before[1]])
        places.append((before[0] if before and same else position, key))
    return (*places, *((None, key) for key in sorted(rates) if key not in thick))


def descending(rates: Iterable[Rate]) -> tuple[tuple[bool, int], ...]:
    """What sorts the best first, by what is shown; an empty one after all others."""
    return tuple((rate.tenths is None, -(rate.tenths or 0)) for rate in rates)
