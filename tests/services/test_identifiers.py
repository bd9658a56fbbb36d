"""Credit codes and telephones: what people type is put right, what cannot be is refused with its own sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.errors import NotAnAnswer
from services.identifiers import made_up_code, read_credit_code, read_phone

KNOWN = "91110000600037341L"  # the example of python-stdnum


@pytest.mark.parametrize(
    "typed", [KNOWN, KNOWN.lower(), " 9111 0000-6000 37341L ", "９１１１００００６０００３７３４１Ｌ"]
)
def test_a_credit_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_credit_code(typed) == KNOWN


@pytest.mark.parametrize("first", ["Y", "A", "N"])
def test_the_newer_kinds_of_codes_are_known_too(first: str) -> None:
    assert any(valid(f"{first}1430199MA4L00001{last}") for last in "0123456789ABCDEFGHJKLMNPQRTUWXY")


def valid(code: str) -> bool:
    try:
        return read_credit_code(code) == code
    except NotAnAnswer:
        return False


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("911100006000373", "form-code-length"),
        ("澜砚星精密机械有限公司", "form-code-length"),
        (KNOWN[:-1] + "M", "form-code-digit"),
        ("91110000600037314L", "form-code-digit"),
        ("9111000060003734IL", "form-code-shape"),
        ("0" + KNOWN[1:], "form-code-shape"),
        ("91000000600037341L", "form-code-shape"),
    ],
)
def test_a_wrong_credit_code_is_told_what_is_wrong(typed: str, says: str) -> None:
    with pytest.raises(NotAnAnswer) as why:
        read_credit_code(typed)
    assert why.value.text == says


@given(some.integers(0, 99_999), some.integers(0, 16), some.sampled_from("0123456789"))
def test_one_mistyped_digit_is_always_found(number: int, place: int, digit: str) -> None:
    code = made_up_code(number)
    typed = code[:place] + digit + code[place + 1 :]
    assert valid(typed) == (typed == code)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13800138000", "13800138000"),
        ("+86 138-0013-8000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("0731-84123456", "073184123456"),
        ("+852 2345 6789", "+85223456789"),
    ],
)
def test_a_telephone_is_kept_as_one_dials_it(typed: str, number: str) -> None:
    assert read_phone(typed) == number


@pytest.mark.parametrize("typed", ["13800138OOO", "1380013800", "办公室", "", "1" * 40, "👍"])
def test_what_is_no_telephone_is_refused(typed: str) -> None:
    with pytest.raises(NotAnAnswer, match="form-need-phone"):
        read_phone(typed)
