"""The copy of a street's numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from contracts.recruitment.parameters import ParameterSet
from contracts.recruitment.words import Parameter
from groundwork import parameters
from runtime.database import Database
from runtime.identifiers import new_id
from tests.builders import LILIN, STREET, done

_DAY = dt.date(2013, 5, 4)
_ONE = dt.timedelta(days=1)


@pytest.fixture
def service(migrated_database: Callable[[str], Database]) -> Database:
    """A service that keeps a copy; the gateway is one."""
    return migrated_database("gateway")


def _set(value: int, effective_from: dt.date, version: int, name: str = "post_cap") -> ParameterSet:
    return ParameterSet(
        parameter_id=new_id(),
        street=STREET,
        name=name,
        value=value,
        effective_from=effective_from,
        version=version,
    )


def _cap_on(service: Database, day: dt.date) -> int:
    return done(service, parameters.value_on, LILIN, Parameter.POST_CAP, day)


@pytest.mark.one_database
@pytest.mark.parametrize("parameter", Parameter)
def test_a_street_that_set_nothing_has_the_default(service: Database, parameter: Parameter) -> None:
    found = done(service, parameters.value_on, LILIN, parameter, _DAY)

    assert found == parameter.standard.default


def test_a_value_counts_from_its_day_on_in_whatever_order_it_is_told(service: Database) -> None:
    done(service, parameters.keep, [_set(14, _DAY + 9 * _ONE, 2), _set(12, _DAY, 1)])
    done(service, parameters.keep, [_set(12, _DAY, 1), _set(1, _DAY, 1, "of_a_later_release")])

    days = (_DAY - _ONE, _DAY, _DAY + 9 * _ONE)
    assert [_cap_on(service, day) for day in days] == [10, 12, 14]
