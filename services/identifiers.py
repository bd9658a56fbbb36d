"""What firms and people are known by outside the park: unified social credit codes and telephone numbers."""

import re
import unicodedata

import phonenumbers
from stdnum.cn import uscc

from domain.errors import NotAnAnswer

LENGTH = 18
HERE = "CN"
CHINA = 86
# Registering authority (digit or Y, A, N), kind of entity, region, organisation, check digit: GB 32100-2015.
SHAPE = re.compile(r"[1-9YAN][0-9A-HJ-NP-RTUWXY]\d{6}[0-9A-HJ-NP-RTUWXY]{10}")
NOWHERE = "000000"
SPACING = re.compile(r"[\s.\-—–]+")
LETTER = re.compile(r"[^\W\d_]")


def read_credit_code(words: str) -> str:
    """A unified social credit code (统一社会信用代码) as it is written on the licence: 18 capitals and digits.

    Full-width characters, small letters and blanks are put right. Raises NotAnAnswer that says what is wrong: the
    length, a character or region that does not exist, the check digit. Source: GB 32100-2015; python-stdnum reckons
    the check digit, but knows no codes that begin with Y, A or N.
    """
    code = SPACING.sub("", unicodedata.normalize("NFKC", words)).upper()
    if len(code) != LENGTH:
        raise NotAnAnswer("form-code-length", length=len(code))
    if not SHAPE.fullmatch(code) or not code.isascii() or code[2:8] == NOWHERE:
        raise NotAnAnswer("form-code-shape")
    if uscc.calc_check_digit(code[:-1]) != code[-1]:
        raise NotAnAnswer("form-code-digit")
    return code


def read_phone(words: str) -> str:
    """A telephone number: of China its digits as one dials them there, of elsewhere with + and its country.

    Raises NotAnAnswer. Letters are refused first: the library would read 13800138OOO as 13800138666.
    """
    typed = unicodedata.normalize("NFKC", words).strip()
    try:
        number = None if LETTER.search(typed) else phonenumbers.parse(typed, HERE)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise NotAnAnswer("form-need-phone")
    if number.country_code != CHINA:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return re.sub(r"\D", "", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL))


def made_up_code(number: int) -> str:
    """A credit code for a made-up firm, with its true check digit."""
    code = f"91430199MA4L{number:05}"
    return code + uscc.calc_check_digit(code)
