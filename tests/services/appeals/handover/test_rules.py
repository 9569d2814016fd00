from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.appeals.handover.rules import Term, holder_now

_SPRING, _AUTUMN = dt.date(2013, 3, 1), dt.date(2013, 9, 1)
_PEOPLE = "abcd"


def _holder(**terms: list[Term]) -> str | None:
    return holder_now("a", lambda account: terms.get(account, []))


@pytest.mark.parametrize(
    ("terms", "holder"),
    [
        ([], "a"),
        ([Term()], "a"),
        ([Term(_SPRING)], None),
        ([Term(_SPRING, "b")], "b"),
        ([Term(_SPRING, "b"), Term()], "a"),
        ([Term(_SPRING, "a")], "a"),
        ([Term(_SPRING, "b"), Term(_AUTUMN, "c")], "c"),
        ([Term(_AUTUMN, "c"), Term(_SPRING, "b")], "c"),
        ([Term(_SPRING, "a"), Term(_AUTUMN)], None),
    ],
    ids=[
        "nothing_known",
        "in_office",
        "left",
        "followed",
        "appointed_anew",
        "goes_on",
        "followed_twice",
        "told_in_disorder",
        "renewed_and_left",
    ],
)
def test_who_has_it_now(terms: list[Term], holder: str | None) -> None:
    assert _holder(a=terms) == holder


def test_a_successor_who_left_passes_it_on() -> None:
    assert _holder(a=[Term(_SPRING, "b")], b=[Term(_AUTUMN, "c")], c=[Term()]) == "c"
    assert _holder(a=[Term(_SPRING, "b")], b=[Term(_AUTUMN)]) is None


def test_two_who_followed_each_other_and_left_have_nothing() -> None:
    assert _holder(a=[Term(_SPRING, "b")], b=[Term(_AUTUMN, "a")]) is None


_terms = st.builds(
    Term, st.none() | st.sampled_from([_SPRING, _AUTUMN]), st.none() | st.sampled_from(_PEOPLE)
)


@given(st.dictionaries(st.sampled_from(_PEOPLE), st.lists(_terms, max_size=3)))
def test_nobody_who_is_known_to_have_left_has_anything(known: dict[str, list[Term]]) -> None:
    holder = _holder(**known)

    terms = known.get(holder, []) if holder else []
    goes_on = all(term.successor == holder for term in terms)
    assert goes_on or any(term.ended_on is None for term in terms)
