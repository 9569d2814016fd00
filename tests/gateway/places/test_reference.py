"""What the gateway knows in memory, and what follows from it for those who call."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from sqlalchemy.orm import Session

from contracts.appeals.categories import CategoryPublished, CategoryView
from contracts.gateway.areas import PutArea
from gateway.places.areas import operations
from gateway.places.areas.rules import Area, Name
from gateway.places.categories import operations as categories
from gateway.places.categories import queries
from gateway.places.reference import Known, Reference
from runtime import clock
from runtime.database import Database
from tests.areas import SAMPLE, a_file, imported
from tests.gateway.doubles import known
from tests.servers.fixtures import OpenDatabase
from vocabulary.actors import RESIDENT, Actor, Grant, Role

STREET, NEXT_STREET = "440305007000", "440305008000"
LILIN, YUELIANGWAN, DENGLIANG = "440305007001", "440305007002", "440305007003"
FAR = "440305008001"
_ENDED = dt.date(2014, 12, 31)


def _merged() -> Reference:
    """月亮湾 went over into 登良 in 2015, and 荔林 from there to another street in 2020."""
    areas = [
        Area(STREET, "南山街道", "Nanshan Street"),
        Area(NEXT_STREET, "别的街道", "Other Street"),
        Area(LILIN, "荔林", "Lilin", None, dt.date(2019, 12, 31), successor=FAR),
        Area(YUELIANGWAN, "月亮湾", "Yueliangwan", None, _ENDED, successor=DENGLIANG),
        Area(
            DENGLIANG, "登良", "Dengliang", renamings=(Name("新登良", "New", dt.date(2016, 1, 1)),)
        ),
        Area(FAR, "远", "Far"),
    ]
    return Reference(Known({area.code: area for area in areas}, known().categories))


def _holding(area: str, role: Role = Role.WORKSTATION_STAFF) -> Actor:
    return Actor("somebody", (Grant(role, area),))


def _areas(actor: Actor) -> list[str]:
    return [grant.area for grant in actor.grants]


def test_who_works_at_the_successor_works_on_what_the_predecessor_left() -> None:
    reference = _merged()

    assert _areas(reference.with_predecessors(_holding(DENGLIANG))) == [DENGLIANG, YUELIANGWAN]
    assert _areas(reference.with_predecessors(_holding(FAR))) == [FAR, LILIN]


def test_whoever_is_above_the_successor_sees_it_too() -> None:
    reference = _merged()

    widened = reference.with_predecessors(_holding(NEXT_STREET, Role.STREET_OFFICER))

    assert widened.grants == (
        Grant(Role.STREET_OFFICER, NEXT_STREET),
        Grant(Role.STREET_OFFICER, LILIN),
    )
    # What lies inside anyway needs no grant of its own.
    assert _areas(reference.with_predecessors(_holding("440305000000"))) == ["440305000000"]


def test_roles_are_not_mixed() -> None:
    """A role at one place gives nothing at the places of another role."""
    actor = Actor("b", (Grant(Role.COMMISSIONER, DENGLIANG), Grant(Role.WORKSTATION_STAFF, FAR)))

    widened = _merged().with_predecessors(actor)

    assert set(widened.grants) - set(actor.grants) == {
        Grant(Role.COMMISSIONER, YUELIANGWAN),
        Grant(Role.WORKSTATION_STAFF, LILIN),
    }


@pytest.mark.parametrize("area", [YUELIANGWAN, LILIN, STREET])
def test_nobody_else_gets_more(area: str) -> None:
    actor = _holding(area)

    assert _merged().with_predecessors(actor) == actor


def test_a_resident_and_a_gateway_that_knows_nothing_add_nothing() -> None:
    assert _merged().with_predecessors(RESIDENT) is RESIDENT
    assert _areas(Reference().with_predecessors(_holding(DENGLIANG))) == [DENGLIANG]


def test_a_planned_merger_counts_from_its_first_day(monkeypatch: pytest.MonkeyPatch) -> None:
    reference = _merged()
    days = {
        "2014-12-31T23:59:59+08:00": [DENGLIANG],
        "2015-01-01T00:00:00+08:00": [DENGLIANG, YUELIANGWAN],
    }

    for moment, areas in days.items():
        now = dt.datetime.fromisoformat(moment)
        monkeypatch.setattr(clock, "now", lambda now=now: now)
        assert _areas(reference.with_predecessors(_holding(DENGLIANG))) == areas


def test_a_new_appeal_to_what_was_taken_over_is_told_where_to_go() -> None:
    [wrong] = _merged().known().wrong_community(YUELIANGWAN, dt.date(2026, 1, 1))

    assert wrong.code == "taken_over"
    assert DENGLIANG in wrong.zh
    assert "新登良" in wrong.zh
    assert "this community is now New: use 440305007003" in wrong.en


def test_paper_from_before_the_merger_still_belongs_to_the_predecessor() -> None:
    assert _merged().known().wrong_community(YUELIANGWAN, _ENDED) == []


def test_before_it_began_a_community_has_no_successor() -> None:
    area = Area(LILIN, "荔林", "Lilin", dt.date(2010, 1, 1))
    found = Known({LILIN: area}, {}).wrong_community(LILIN, dt.date(2009, 1, 1))

    assert [wrong.code for wrong in found] == ["not_in_force"]


@pytest.fixture
def database(migrated_database: OpenDatabase) -> Database:
    """The sample's areas and one category."""
    database = migrated_database("gateway")
    imported(database, SAMPLE.read_bytes())
    category = CategoryPublished(
        code="pets", name_zh="宠物管理", name_en="Pets", active=True, version=1
    )
    with database.writing() as session:
        categories.keep(session, category)
    return database


def _refreshed(reference: Reference, database: Database) -> None:
    with database.reading() as session:
        reference.refresh(session)


def test_another_gateway_notices_every_change_and_reads_nothing_without_one(
    database: Database,
) -> None:
    reference = Reference(known())
    _refreshed(reference, database)
    before = reference.known().areas[LILIN]
    _refreshed(reference, database)
    assert reference.known().areas[LILIN] is before

    imported(database, a_file(f"{LILIN},荔林新村,Lilin,2015-01-01"))
    _refreshed(reference, database)

    assert reference.known().areas[LILIN].name_on(dt.date(2026, 1, 1)).zh == "荔林新村"


def test_a_category_that_was_taken_over_during_a_reading_stays(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = Reference(known())
    _refreshed(reference, database)
    changed, added = (
        CategoryView(code=code, name_zh="宠物", name_en="Pets", active=True, version=version)
        for code, version in (("pets", 5), ("added", 1))
    )

    def reads(session: Session) -> tuple[CategoryView, ...]:
        found = everything(session)
        # The answers to those who changed them come before the reader goes on.
        reference.take(changed)
        reference.take(added)
        return found

    everything = queries.everything
    monkeypatch.setattr(queries, "everything", reads)
    _refreshed(reference, database)

    assert reference.known().categories["pets"] == changed
    assert reference.known().categories["added"] == added


def test_a_change_that_is_taken_back_is_forgotten_again(database: Database) -> None:
    """Read inside a transaction that then fails, while another one counts as many changes."""
    reference = Reference(known())
    for name, holds in (("荔林甲", False), ("荔林乙", True)):
        with contextlib.suppress(_TakenBack), database.writing() as session:
            renamed = PutArea(code=LILIN, name_zh=name, name_en="Lilin", from_day=_ENDED)
            operations.put(session, _holding(STREET, Role.ADMINISTRATOR), renamed)
            if not holds:
                reference.refresh_at_once(session)
                raise _TakenBack
    assert reference.known().areas[LILIN].renamings[0].zh == "荔林甲"

    _refreshed(reference, database)

    assert reference.known().areas[LILIN].renamings[0].zh == "荔林乙"


class _TakenBack(Exception):  # noqa: N818 - not an error, a transaction that ends so
    """Ends a transaction without its changes."""
