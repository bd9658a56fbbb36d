"""Where an item under way stands (代办进度): words that ask after it, and its bar of steps."""

import re
import unicodedata

from domain.agency import CaseState
from domain.questions import asks_after

GOING = frozenset({CaseState.PREPARING, CaseState.UNDER_WAY, CaseState.WAITING})
# What only paperwork is asked after with: a problem has no steps and no licence.
PAPERWORK = re.compile(
    "代办|手续|执照|许可|证照|办件|办证|产权证|不动产|审批|立项|备案|登记|奖励|兑现|落地|哪一步|哪个环节"
    r"|\b(licen[cs]e|permit|certificate|paperwork|registration|reward)s?\b"
)
ASKS = re.compile(r"到哪|哪一步|哪个环节|办好|办完|下来了|批了|多久|什么时候")
FULL, EMPTY = "▰", "▱"
WIDEST = 12


def asks_where(words: str) -> bool:
    """Whether the words ask how far paperwork has come."""
    clean = unicodedata.normalize("NFKC", words).casefold()
    return bool(PAPERWORK.search(clean)) and (asks_after(clean) or bool(ASKS.search(clean)))


def bar(done: int, total: int) -> str:
    """So many of all steps, as a bar that fits a narrow phone."""
    width = min(total, WIDEST)
    full = done * width // total if total else 0
    return FULL * full + EMPTY * (width - full)
