from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from vocabulary.personal_text import Kind, found, hidden

_MOBILES = some.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
_GAPS = some.sampled_from(["", " ", "-", "－", " - ", "　", "·"])
_DIGITS = str.maketrans("0123456789", "零一二三四五六七八九")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_WRITINGS = [str.maketrans("", ""), _DIGITS, _WIDE]
_WORDS = some.text("楼道里的灯坏了请来看看，。！？“” \n abcXYZ")


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("请打13800138000找我", Kind.MOBILE, "13800138000"),
        ("138 0013 8000", Kind.MOBILE, "138 0013 8000"),
        ("138-0013-8000。", Kind.MOBILE, "138-0013-8000"),
        ("１３８００１３８０００", Kind.MOBILE, "１３８００１３８０００"),
        ("+86 138 0013 8000", Kind.MOBILE, "86 138 0013 8000"),
        ("8613800138000", Kind.MOBILE, "8613800138000"),
        ("一三八零零一三八零零零", Kind.MOBILE, "一三八零零一三八零零零"),
        ("幺三八〇〇幺三八〇〇〇", Kind.MOBILE, "幺三八〇〇幺三八〇〇〇"),
        ("1 3 8 0 0 1 3 8 0 0 0", Kind.MOBILE, "1 3 8 0 0 1 3 8 0 0 0"),
        ("0755-26561234", Kind.LANDLINE, "0755-26561234"),
        ("(0755) 26561234", Kind.LANDLINE, "0755) 26561234"),
        ("010-65251234", Kind.LANDLINE, "010-65251234"),
        ("电话：26561234", Kind.LANDLINE, "26561234"),
        ("身份证11010519491231002X的", Kind.IDENTITY_CARD, "11010519491231002X"),
        ("11010519491231002x", Kind.IDENTITY_CARD, "11010519491231002x"),
        ("440524 18800101 0014", Kind.IDENTITY_CARD, "440524 18800101 0014"),
        ("130503670401001", Kind.IDENTITY_CARD, "130503670401001"),
        ("卡号4111 1111 1111 1111", Kind.BANK_CARD, "4111 1111 1111 1111"),
        ("写信到 zhang.san@example.com。", Kind.EMAIL, "zhang.san@example.com"),
        ("zhang＠example．com", Kind.EMAIL, "zhang＠example．com"),
        ("a@b.c", Kind.EMAIL, "a@b.c"),
        ("扣扣10001", Kind.ACCOUNT, "10001"),
        ("微信 a-----", Kind.ACCOUNT, "a-----"),
        ("微信号：zhang_meilan", Kind.ACCOUNT, "zhang_meilan"),
        ("加我vx zml2013x", Kind.ACCOUNT, "zml2013x"),
        ("QQ 10001234", Kind.ACCOUNT, "10001234"),
    ],
)
def test_a_personal_number_is_found(text: str, kind: Kind, number: str) -> None:
    [finding] = found(text)

    assert (finding.kind, text[finding.start : finding.end]) == (kind, number)
    assert number not in hidden(text)


@pytest.mark.parametrize(
    "text",
    [
        "三栋楼道里的灭火器过期半年了，请来看看。",
        "请拨打12345或者110。",
        "诉求〔2013〕17 已于2013-05-04 10:30办结",
        "订单号110105194912310021，请查",  # as long as an identity card, the check digit is wrong
        "订单号201305041234567890",
        "快递单号 2013800138000123",
        "一共1380元，3栋2单元1101房，面积138.5平方米",
        "一二三四五，上山打老虎",
        "微信群里都在说",
        "12800138000",
        "440305007003",
    ],
)
def test_what_is_no_personal_number_stays(text: str) -> None:
    assert hidden(text) == text


@given(before=_WORDS, number=_MOBILES, after=_WORDS, data=some.data())
def test_no_mobile_number_is_left(
    before: str, number: str, after: str, data: some.DataObject
) -> None:
    """However its digits are grouped and written."""
    writing = data.draw(some.sampled_from(_WRITINGS))
    written = "".join(digit + data.draw(_GAPS) for digit in number).translate(writing)

    shown = hidden(f"{before}：{written}。{after}")

    assert not re.search(r"1[3-9]\d{9}", re.sub(r"[\s\-－·]", "", shown.translate(_back())))


@given(_WORDS)
def test_a_text_without_numbers_stays_as_it_is(text: str) -> None:
    assert hidden(text) == text


@given(some.text("0123456789Xx -－.@一三八零微信vx:号qQabc[]电话\n（）"))
def test_what_is_hidden_is_hidden_at_once(text: str) -> None:
    """A second look finds nothing new."""
    once = hidden(text)

    assert hidden(once) == once


@given(some.text())
def test_findings_stand_in_order_and_apart(text: str) -> None:
    ends = 0
    for finding in found(text):
        assert ends <= finding.start < finding.end <= len(text)
        ends = finding.end


def _back() -> dict[int, str]:
    return {
        ord(written): plain
        for plain, written in [
            *zip("0123456789", "零一二三四五六七八九", strict=True),
            *zip("0123456789", "０１２３４５６７８９", strict=True),
        ]
    }
