from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from contracts import notice_kinds
from gateway.messages.templates import queries, rules
from tests.builders import refused
from vocabulary import texts
from vocabulary.accounts import Language

notice_kinds.load_all()

_GOOD = {"title": "诉求{number}", "text": "{area}：{number}", "short": "{number}"}
_KNOWN = ("area", "number")


def _codes(**changed: str) -> list[tuple[str, str]]:
    problem = refused(rules.check_words, _GOOD | changed, _KNOWN, ["number"])
    return [(found.field, found.code) for found in problem.fields]


def test_good_words_pass() -> None:
    rules.check_words(_GOOD, _KNOWN, ["number"])


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"title": "{phone}"}, ("title", "unknown_parameter")),
        ({"text": "{area}"}, ("text", "missing_parameter")),
        ({"short": "短信"}, ("short", "missing_parameter")),
        ({"title": "{{number}}"}, ("title", "stray_brace")),
        ({"title": "{number.__class__}"}, ("title", "stray_brace")),
        ({"title": "{0}"}, ("title", "stray_brace")),
    ],
)
def test_words_that_do_not_fit_are_refused_under_their_field(
    changed: dict[str, str], complaint: tuple[str, str]
) -> None:
    assert _codes(**changed) == [complaint]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    assert _codes(title="{phone}", short="{") == [
        ("title", "unknown_parameter"),
        ("short", "stray_brace"),
        ("short", "missing_parameter"),
    ]


@given(some.dictionaries(some.sampled_from(_KNOWN), some.text(max_size=400)))
def test_no_value_ever_breaks_a_title_into_lines(values: dict[str, str]) -> None:
    """A line break in a title could become a header of an e-mail."""
    made = rules.render("诉求{number}：{area}", "{number}", "{number}", values)

    assert "\n" not in made.title + made.short
    assert "\r" not in made.title + made.short
    assert len(made.title) <= 150


@pytest.mark.parametrize("mark", ["\u202e", "\u202d", "\u2066", "\u2068", "\u200f", "\u061c"])
def test_no_value_turns_the_direction_of_what_is_read(mark: str) -> None:
    made = rules.render("{number}", "{number}", "{number}", {"number": f"{mark}〔2013〕17"})

    assert vars(made) == dict.fromkeys(("title", "text", "short"), "〔2013〕17")


@given(some.text(max_size=60))
def test_a_value_is_never_read_as_words(value: str) -> None:
    made = rules.render("t", "{number}", "s", {"number": "{area}" + value, "area": "secret"})

    assert "secret" not in made.text.replace(texts.line(value), "")


@pytest.mark.parametrize("kind", sorted(notice_kinds.KINDS))
@pytest.mark.parametrize("language", list(Language))
def test_our_own_words_keep_to_the_rules(kind: str, language: Language) -> None:
    known = notice_kinds.KINDS[kind]
    words = known.words[language]

    queries.check_words(known, words)
    assert len(words.title) <= notice_kinds.TITLE_LONGEST
    assert len(words.text) <= notice_kinds.TEXT_LONGEST
    assert len(words.short) <= notice_kinds.SHORT_LONGEST


@pytest.mark.parametrize("kind", sorted(notice_kinds.KINDS))
def test_the_short_words_in_chinese_fit_into_one_text_message(kind: str) -> None:
    """70 characters; a link makes it two."""
    known = notice_kinds.KINDS[kind]
    facts = {one.name: one.example for one in known.known} | {"area": "登良社区"}

    made = queries.rendered(known, known.words[Language.ZH], Language.ZH, facts)

    assert len(made.short) <= 70
