from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from contracts.recruitment.parameters import ParameterSet, ParameterView, SetParameter
from contracts.recruitment.words import Parameter
from runtime import clock
from runtime.database import Database
from services.recruitment.parameters import operations, queries
from tests.builders import LILIN, STAFF, STREET, an_actor, done, field_of, refused
from tests.outboxes import events
from vocabulary.actors import Role
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, NotFound, PreconditionFailed

OFFICER = an_actor(Role.STREET_OFFICER, STREET)
_STRANGER = an_actor(Role.STREET_OFFICER, "440306001000")


def _set(database: Database, actor: Any = OFFICER, **changed: Any) -> ParameterView:
    usual: dict[str, Any] = {
        "street": STREET,
        "name": Parameter.POST_CAP,
        "value": 12,
        "reason": "街道办公会议研究决定",
    }
    return done(database, operations.put, actor, SetParameter(**usual | changed))


def _value(database: Database, day: dt.date) -> int:
    return done(database, queries.value_on, LILIN, Parameter.POST_CAP, day)


def test_what_the_street_sets_counts_in_its_communities(recruitment: Database) -> None:
    today = day_of(clock.now())

    shown = _set(recruitment)

    assert (shown.value, shown.version, shown.default) == (12, 1, 10)
    assert _value(recruitment, today) == 12
    assert _value(recruitment, today - dt.timedelta(days=1)) == 10


def test_a_value_for_later_counts_later(recruitment: Database) -> None:
    later = day_of(clock.now()) + dt.timedelta(days=30)

    shown = _set(recruitment, effective_from=later)

    assert (shown.value, [step.value for step in shown.steps]) == (10, [12])
    assert _value(recruitment, later) == 12


def test_each_setting_is_told_and_kept(recruitment: Database) -> None:
    _set(recruitment)
    shown = _set(recruitment, value=14)

    assert [step.value for step in shown.steps] == [14, 12]
    assert [step.set_by for step in shown.steps] == [OFFICER.account] * 2
    with recruitment.reading() as session:
        found = queries.settings(session, STREET, Parameter.POST_CAP)
    assert [setting.version for setting in found] == [1, 2]


def test_the_world_hears_of_it(recruitment: Database) -> None:
    _set(recruitment)

    (told,) = events(recruitment, operations.parameter_id(STREET, Parameter.POST_CAP))
    assert isinstance(told, ParameterSet)
    assert (told.name, told.value, told.version) == ("post_cap", 12, 1)


@pytest.mark.parametrize(
    ("actor", "kind"),
    [(STAFF, Forbidden), (_STRANGER, NotFound), (an_actor(Role.COMMISSIONER), Forbidden)],
)
def test_only_the_own_street_office_sets_a_number(
    recruitment: Database, actor: Any, kind: type[Exception]
) -> None:
    assert isinstance(refused(_set, recruitment, actor), kind)
    assert _value(recruitment, day_of(clock.now())) == 10


def test_people_of_the_community_read_it(recruitment: Database) -> None:
    with recruitment.reading() as session:
        found = queries.everything(session, STAFF, STREET)

    assert {view.name for view in found.items} == set(Parameter)


@pytest.mark.one_database
def test_people_of_another_street_do_not(recruitment: Database) -> None:
    def read() -> Any:
        with recruitment.reading() as session:
            return queries.everything(session, _STRANGER, STREET)

    assert isinstance(refused(read), NotFound)


def test_a_change_of_what_was_not_read_is_refused(recruitment: Database) -> None:
    _set(recruitment)

    problem = refused(_set, recruitment, value=13, expected_version=0)

    assert isinstance(problem, PreconditionFailed)
    assert _value(recruitment, day_of(clock.now())) == 12


def test_a_value_that_cannot_be_is_refused(recruitment: Database) -> None:
    assert field_of(refused(_set, recruitment, value=51)) == ("value", "out_of_range")


def test_two_who_set_the_first_value_at_once_do_not_both_believe_it(
    recruitment: Database,
) -> None:
    def attempt(value: int) -> bool:
        try:
            _set(recruitment, value=value, expected_version=0)
        except PreconditionFailed:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        outcomes = list(threads.map(attempt, [11, 12, 13, 14]))

    assert sum(outcomes) == 1
