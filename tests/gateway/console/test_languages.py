from __future__ import annotations

import re

from gateway.console import languages
from tests.gateway.console import sentences

_PLACE = re.compile(r"%\((\w+)\)s")


def test_every_sentence_of_a_page_has_an_english_one_and_none_is_left_over() -> None:
    assert sentences.said() - languages.catalogue().keys() == set()
    assert languages.catalogue().keys() - sentences.said() == set()


def test_both_languages_say_the_same_values() -> None:
    for zh, en in languages.catalogue().items():
        assert sorted(_PLACE.findall(zh)) == sorted(_PLACE.findall(en)), zh


def test_no_chinese_stands_where_it_cannot_be_translated() -> None:
    assert list(sentences.chinese_that_stays()) == []
