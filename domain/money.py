"""Sums as people type them, read exactly: 1,234,567.8, 123.45万, ¥1.2亿元. Always decimal yuan, never a float."""

import re
import unicodedata
from decimal import Decimal

CENT = Decimal("0.01")
MOST = Decimal("9999999999999.99")  # what the column holds: thirteen digits before the point
UNITS = {"": 1, "万": 10**4, "亿": 10**8}
SUM = re.compile(
    r"(?:¥|rmb|cny|人民币)?\s*(\d+|\d{1,3}(?:,\d{3})+)(\.\d+)?\s*([万亿]?)\s*(?:元|圆|yuan|rmb|cny)?(?:整)?"
)


def read_yuan(words: str) -> Decimal | None:
    """The sum in yuan that the words name, more than nothing; None when they name none, or parts of a fen."""
    found = SUM.fullmatch(unicodedata.normalize("NFKC", words).strip().casefold())
    if not found:
        return None
    whole, part, unit = found[1].replace(",", ""), found[2] or "", found[3]
    amount = Decimal(whole + part) * UNITS[unit]
    if amount != amount.quantize(CENT) or not 0 < amount <= MOST:
        return None
    return amount.quantize(CENT)


def yuan(amount: Decimal) -> str:
    """A sum as it is shown: with separators and both places, as in 31,176,000.00."""
    return f"{amount:,.2f}"
