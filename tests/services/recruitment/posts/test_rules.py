from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.recruitment.posts import PostWords
from contracts.recruitment.words import PostCategory, PostState
from runtime.identifiers import new_id
from services.recruitment.posts import queries
from services.recruitment.posts.rules import built_in, needs, places, states
from services.recruitment.posts.rules.places import Override, Places
from services.recruitment.posts.rules.states import TABLE, Deed
from tests.builders import LILIN, field_of, refused

_DAY = dt.date(2013, 5, 4)
_DAYS = st.dates(dt.date(2012, 1, 1), dt.date(2015, 1, 1))


def test_a_vacant_post_can_be_advertised_again() -> None:
    after = TABLE.follows("", PostState.FILLED, Deed.VACATE)

    assert TABLE.follows("", after, Deed.ADVERTISE) is PostState.ADVERTISED


def test_a_post_stays_advertised_while_staff_looks_after_it() -> None:
    """R17."""
    interim = TABLE.follows("", PostState.ADVERTISED, Deed.FILL_INTERIM)

    assert interim in states.SHOWN
    assert TABLE.follows("", interim, Deed.FILL) is PostState.FILLED
    assert TABLE.follows("", interim, Deed.VACATE) is PostState.ADVERTISED


@given(st.sets(st.integers(1, 30)), st.integers(1, 50), st.integers(0, 20), st.integers(1, 10))
def test_a_place_is_free_and_never_above_the_cap(
    taken: set[int], cap: int, extra: int, wanted: int
) -> None:
    """R8."""
    found = Places(cap, extra, frozenset(taken))

    if len(taken) + wanted > cap + extra:
        problem = refused(places.take, LILIN, found, wanted)
        assert str(cap + extra) in problem.zh
        assert "override" in problem.en
        return

    given_out = places.take(LILIN, found, wanted)

    assert len(set(given_out)) == wanted
    assert not set(given_out) & taken
    assert max(given_out) <= len(taken) + wanted


@given(st.lists(st.tuples(st.integers(1, 5), _DAYS, _DAYS, st.booleans()), max_size=6), _DAYS)
def test_overrides_count_from_their_first_to_their_last_day_unless_revoked(
    given_out: list[tuple[int, dt.date, dt.date, bool]], day: dt.date
) -> None:
    overrides = [
        Override(extra, min(one, other), max(one, other), is_revoked)
        for extra, one, other, is_revoked in given_out
    ]

    found = places.extra_on(overrides, day)

    expected = [
        one.extra for one in overrides if one.starts_on <= day <= one.ends_on and not one.is_revoked
    ]
    assert found == sum(expected)


def test_more_posts_than_allowed_are_warned_of() -> None:
    assert places.warning(Places(10, 0, frozenset(range(1, 11)))) is None
    zh, en = places.warning(Places(10, 0, frozenset(range(1, 13)))) or ("", "")
    assert "超出上限 2 个" in zh
    assert en.startswith("2 posts above the cap of 10")


@pytest.mark.parametrize(
    ("ends_on", "code"),
    [(_DAY - dt.timedelta(days=1), "in_the_past"), (dt.date(2020, 1, 1), "too_far")],
)
def test_an_override_ends_on_a_sensible_day(ends_on: dt.date, code: str) -> None:
    assert field_of(refused(places.check_end, ends_on, _DAY)) == ("to", code)


@pytest.mark.parametrize(
    ("survey", "question", "option", "reason", "field"),
    [
        (None, None, None, None, "need_reason"),
        (new_id(), None, None, "有需要", "need_question"),
        (None, "needs", None, "有需要", "need_survey"),
        (None, None, "fire", "有需要", "need_survey"),
    ],
)
def test_a_post_without_a_need_is_refused(
    survey: object, question: str | None, option: str | None, reason: str | None, field: str
) -> None:
    """R7."""

    def check() -> None:
        needs.check_need(survey=survey, question=question, option=option, reason=reason)  # type: ignore[arg-type]  # made above

    assert field_of(refused(check))[0] == field


def test_every_category_that_the_source_names_has_a_template() -> None:
    """R9."""
    assert set(built_in.OF_CATEGORY) == set(PostCategory) - {"other"}


@pytest.mark.parametrize("code", sorted(built_in.TEMPLATES))
def test_a_built_in_post_could_have_been_written_by_a_clerk(code: str) -> None:
    for words in built_in.TEMPLATES[code].posts:
        plain = queries.words_of(words).plain()
        assert PostWords.read(plain).plain() == plain
