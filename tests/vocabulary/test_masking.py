from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from vocabulary.masking import masked_contact, masked_name, masked_phone

_PHONES = some.text(alphabet="+-0123456789", min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13800131234", "138****1234"),
        ("0755-26412345", "075****2345"),
        ("26412345", "****"),
        ("1", "****"),
        ("", "****"),
        (None, None),
    ],
)
def test_a_phone_as_others_see_it(phone: str | None, shown: str | None) -> None:
    assert shown == masked_phone(phone)


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("13800131234", "138****1234"),
        ("liu@example.cn", "l***@example.cn"),
        ("微信 liujianguo", "****"),
        (None, None),
    ],
)
def test_a_contact_of_any_kind_as_others_see_it(contact: str | None, shown: str | None) -> None:
    assert shown == masked_contact(contact)


@given(_PHONES)
def test_a_masked_phone_hides_at_least_four_characters(phone: str) -> None:
    shown = masked_phone(phone)

    assert shown is not None
    assert len(phone) - len(shown.replace("*", "")) >= min(4, len(phone))
    assert len(shown.replace("*", "")) <= 7


@given(_PHONES, _PHONES)
def test_phones_with_the_same_ends_look_the_same(one: str, other: str) -> None:
    """Neither the middle nor its length can be told from what is shown."""
    ends = ("138", "1234")
    one, other = (f"{ends[0]}{middle:0>4}{ends[1]}" for middle in (one, other))

    assert "138****1234" == masked_phone(one) == masked_phone(other)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("张三丰", "张*"), ("张三", "张*"), ("Li Lei", "L*"), ("", None), (None, None)],
)
def test_a_name_as_others_see_it(name: str | None, shown: str | None) -> None:
    assert shown == masked_name(name)


@given(some.text(min_size=1))
def test_a_masked_name_shows_the_family_name_only(name: str) -> None:
    shown = masked_name(name)

    assert shown is not None
    assert shown.removesuffix("*") in {name[:1], name[:2]}
    assert len(shown) <= max(2, len(name))
