from __future__ import annotations

import datetime as dt

import pytest

from contracts.gateway.areas import AreaName
from groundwork import areas
from groundwork.areas import Name
from runtime.database import Database
from tests.builders import ABROAD, LILIN, STREET, done, field_of, refused
from tests.services.recruitment.conftest import an_area

_DAY = dt.date(2013, 5, 4)
_NAMES = [
    AreaName(name_zh="荔林", name_en="Lilin"),
    AreaName(name_zh="新荔林", name_en="New Lilin", valid_from=dt.date(2015, 1, 1)),
]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (dt.date(2014, 12, 31), Name("荔林", "Lilin")),
        (dt.date(2015, 1, 1), Name("新荔林", "New Lilin")),
    ],
)
def test_a_community_has_its_name_of_the_day(
    recruitment: Database, day: dt.date, name: Name
) -> None:
    done(recruitment, areas.keep, [an_area(LILIN, names=_NAMES, version=2)])

    assert done(recruitment, areas.name_on, LILIN, day) == name


def test_older_news_changes_nothing(recruitment: Database) -> None:
    done(recruitment, areas.keep, [an_area(LILIN, names=_NAMES, version=2)])
    done(recruitment, areas.keep, [an_area(LILIN, version=1)])

    assert done(recruitment, areas.name_on, LILIN, _DAY).zh == "荔林"


def test_an_area_that_nobody_told_of_goes_by_its_code(recruitment: Database) -> None:
    assert done(recruitment, areas.name_on, ABROAD, _DAY) == Name(ABROAD, ABROAD)


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        (STREET, "not_a_community"),
        (ABROAD, "unknown_community"),
        (LILIN, "not_in_force"),
    ],
)
def test_only_a_community_in_force_passes(recruitment: Database, code: str, complaint: str) -> None:
    ended = an_area(LILIN, valid_to=dt.date(2013, 5, 3), version=2)
    done(recruitment, areas.keep, [ended])

    problem = refused(done, recruitment, areas.check_community, code, _DAY)

    assert field_of(problem) == ("community", complaint)
