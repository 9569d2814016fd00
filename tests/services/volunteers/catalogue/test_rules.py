"""What a person can do on a day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.volunteers.catalogue.rules import (
    check_inclusion,
    held_on,
    that_include,
    with_included,
)
from vocabulary.problems import Invalid

_DAY = dt.date(2026, 5, 4)
_INCLUSION = {"first_aid": [], "lifesaver": ["first_aid"], "diver": ["lifesaver"]}
_MONTHS = {"first_aid": 24, "lifesaver": None, "diver": 12}


@pytest.mark.parametrize(
    ("told", "proved", "held"),
    [
        (["lifesaver"], {}, {"lifesaver", "first_aid"}),
        (["first_aid"], {}, set()),
        (["first_aid"], {"first_aid": _DAY}, {"first_aid"}),
        (["first_aid"], {"first_aid": _DAY - dt.timedelta(days=1)}, set()),
        ([], {"diver": None}, {"diver", "lifesaver", "first_aid"}),
        (["of_old"], {}, {"of_old"}),
    ],
)
def test_skills_that_want_proof_count_while_it_lasts(
    told: list[str], proved: dict[str, dt.date | None], held: set[str]
) -> None:
    assert held_on(_DAY, told, proved, _MONTHS, _INCLUSION) == held


@given(some.lists(some.tuples(some.sampled_from("abcdef"), some.sampled_from("abcdef"))))
def test_no_order_of_changes_lets_a_skill_include_itself(changes: list[tuple[str, str]]) -> None:
    inclusion: dict[str, list[str]] = {code: [] for code in "abcdef"}
    for code, included in changes:
        wanted = [*inclusion[code], included]
        try:
            check_inclusion(code, wanted, inclusion)
        except Invalid:
            continue
        inclusion[code] = wanted

    assert all(
        code not in with_included(included, inclusion) for code, included in inclusion.items()
    )


_CODES = "abcdef"
#: A skill includes later letters only, as none may include itself.
_INCLUSIONS = some.fixed_dictionaries(
    {
        code: some.lists(some.sampled_from(_CODES[at + 1 :] or "f"), max_size=2)
        for at, code in enumerate(_CODES[:-1])
    }
)


@given(
    _INCLUSIONS,
    some.sets(some.sampled_from(_CODES)),
    some.dictionaries(some.sampled_from(_CODES), some.sampled_from([None, _DAY, dt.date.min])),
    some.sets(some.sampled_from(_CODES)),
    some.sampled_from(_CODES),
)
def test_who_has_a_skill_is_the_same_from_the_person_and_from_the_skill(
    inclusion: dict[str, list[str]],
    told: set[str],
    proved: dict[str, dt.date | None],
    wanting_proof: set[str],
    skill: str,
) -> None:
    """Matching asks which codes show a skill, instead of which skills each of 5,000 people has."""
    months = dict.fromkeys(wanting_proof, 24)
    codes = that_include(skill, inclusion)
    shown = told & {code for code in codes if code not in months}
    trained = {code for code in codes & set(proved) if (proved[code] or _DAY) >= _DAY}

    assert (skill in held_on(_DAY, told, proved, months, inclusion)) == bool(shown | trained)
