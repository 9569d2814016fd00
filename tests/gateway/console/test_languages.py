from __future__ import annotations

import re

from gateway.console import languages
from tests.gateway.console import sentences

#: “Objection answered”, “Decided to appoint”; “Supported project” has a noun behind.
_DONE = re.compile(
    r"^(?:Not )?\w+ed(?: to\b.*)?$|^.*\w (?:answered|recorded|sorted|decided|closed)$"
)
_PLACE = re.compile(r"%\((\w+)\)s")


def test_every_sentence_of_a_page_has_an_english_one_and_none_is_left_over() -> None:
    assert sentences.said() - languages.catalogue().keys() == set()
    assert languages.catalogue().keys() - sentences.said() == set()


def test_both_languages_say_the_same_values() -> None:
    for zh, en in languages.catalogue().items():
        assert sorted(_PLACE.findall(zh)) == sorted(_PLACE.findall(en)), zh


def test_what_is_still_to_be_done_is_not_called_done_in_english() -> None:
    """One sentence of a history and of a deed is one in Chinese, and two in English."""
    calls = {"Deed": "label", "page": "title"}
    #: Pages that tell what has been done.
    told = {"诉求已收到", "诉求已登记", "已评价", "已投票", "修改了什么"}

    found = {
        zh: english
        for zh in sentences.named(calls) | sentences.matters()
        for english in [languages.catalogue()[zh]]
        if zh not in told and _DONE.search(english.partition(":")[0])
    }

    assert found == {}


def test_no_chinese_stands_where_it_cannot_be_translated() -> None:
    assert list(sentences.chinese_that_stays()) == []
