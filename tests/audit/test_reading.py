from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

import audit
from audit import context, reading
from contracts.audit import AuditEntry, AuditPage, Change, ReadAppealsAudit
from runtime.database import Database
from tests.builders import (
    ABROAD,
    DENGLIANG,
    LILIN,
    STREET,
    a_settled_appeal,
    an_actor,
    an_appeal,
    field_of,
    refused,
)
from tests.servers.fixtures import OpenDatabase
from vocabulary.actors import RESIDENT, Actor, Grant, Role
from vocabulary.areas import covers
from vocabulary.periods import day_of

_CITY = "440300000000"
_PLACES = [LILIN, DENGLIANG, STREET, ABROAD, "*", None]


@pytest.fixture
def register(migrated_database: OpenDatabase) -> Database:
    """A register with a note about each place."""
    database = migrated_database("appeals")
    for place in _PLACES:
        _note(database, place)
    return database


def _note(database: Database, place: str | None, account: str = "clerk-1", **after: Any) -> None:
    deed = context.Deed("appeals.show_contact")
    actor = Actor(account, (Grant(Role.WORKSTATION_STAFF, place or STREET),)) if place else RESIDENT
    with (
        context.about(correlation_id=f"work-{place}", actor=actor, deed=deed),
        database.writing() as session,
    ):
        audit.note(session, kind="note", identity=str(place), area=place, after=after)


def _page(register: Database, actor: Actor, **filters: Any) -> AuditPage:
    with register.reading() as session:
        return reading.page(session, actor, ReadAppealsAudit(**filters))


def _seen(register: Database, actor: Actor, **filters: Any) -> list[AuditEntry]:
    return _page(register, actor, **filters).items


def _places(entries: list[AuditEntry]) -> set[str | None]:
    return {entry.area for entry in entries}


ADMINISTRATOR = an_actor(Role.ADMINISTRATOR, STREET)


def test_an_administrator_sees_the_own_street_and_what_concerns_all(register: Database) -> None:
    assert _places(_seen(register, ADMINISTRATOR)) == {LILIN, DENGLIANG, STREET, "*"}


def test_an_administrator_of_a_community_sees_that_one_alone(register: Database) -> None:
    assert _places(_seen(register, an_actor(Role.ADMINISTRATOR, LILIN))) == {LILIN, "*"}


def test_what_has_no_place_is_for_the_city(register: Database) -> None:
    assert _places(_seen(register, an_actor(Role.ADMINISTRATOR, _CITY))) == set(_PLACES)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_reads_the_audit(register: Database, role: Role) -> None:
    refusal = refused(_page, register, an_actor(role, _CITY))

    assert refusal.code == "forbidden"


def test_a_resident_does_not_read_the_audit(register: Database) -> None:
    assert refused(_page, register, RESIDENT).code == "forbidden"


def test_another_role_elsewhere_widens_nothing(register: Database) -> None:
    """The scope is that of the administrator's role, not of every role."""
    grants = (Grant(Role.ADMINISTRATOR, LILIN), Grant(Role.STREET_OFFICER, _CITY))

    assert _places(_seen(register, Actor("both", grants))) == {LILIN, "*"}


def test_asking_for_another_area_widens_nothing(register: Database) -> None:
    assert _seen(register, ADMINISTRATOR, area=ABROAD) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(
    grants=some.lists(
        some.builds(
            Grant,
            some.sampled_from([Role.ADMINISTRATOR, Role.STREET_OFFICER]),
            some.sampled_from([LILIN, DENGLIANG, STREET, ABROAD, "440305000000", _CITY]),
        ),
        max_size=3,
    ),
    area=some.none() | some.sampled_from([LILIN, STREET, ABROAD, _CITY]),
)
def test_a_scope_never_shows_a_row_of_elsewhere(
    register: Database, grants: list[Grant], area: str | None
) -> None:
    """Whatever is held and whatever is asked for."""
    held = [grant.area for grant in grants if grant.role is Role.ADMINISTRATOR]
    if not held:
        assert refused(_page, register, Actor("a", tuple(grants)), area=area).code == "forbidden"
        return

    for place in _places(_seen(register, Actor("a", tuple(grants)), area=area)):
        if place is None:
            assert _CITY in held
        elif place != "*":
            assert any(covers(one, place) for one in held)
        if area is not None:
            assert place is not None
            assert covers(area, place)


@pytest.mark.parametrize(
    ("filters", "places"),
    [
        ({"kind": "note"}, {LILIN, DENGLIANG, STREET, "*"}),
        ({"kind": "appeal"}, set()),
        ({"identity": LILIN}, {LILIN}),
        ({"account": "clerk-1"}, {LILIN, DENGLIANG, STREET, "*"}),
        ({"account": "clerk-2"}, set()),
        ({"action": "appeals.show_contact"}, {LILIN, DENGLIANG, STREET, "*"}),
        ({"action": "appeals.other"}, set()),
        ({"change": [Change.NOTED]}, {LILIN, DENGLIANG, STREET, "*"}),
        ({"change": [Change.DELETED, Change.UPDATED]}, set()),
        ({"correlation_id": f"work-{LILIN}"}, {LILIN}),
        ({"area": DENGLIANG}, {DENGLIANG}),
    ],
)
def test_filters_narrow(
    register: Database, filters: dict[str, Any], places: set[str | None]
) -> None:
    assert _places(_seen(register, ADMINISTRATOR, **filters)) == places


def test_days_narrow(register: Database) -> None:
    today = day_of(_seen(register, ADMINISTRATOR)[0].happened_at)
    day = dt.timedelta(days=1)

    assert len(_seen(register, ADMINISTRATOR, happened_from=today - day, happened_to=today)) == 4
    assert _seen(register, ADMINISTRATOR, happened_from=today + day) == []
    assert _seen(register, ADMINISTRATOR, happened_to=today - day) == []


@pytest.mark.parametrize("sort", [None, "-happened_at", "pos", "-pos", "happened_at"])
def test_pages_show_each_row_once(register: Database, sort: str | None) -> None:
    whole = [entry.pos for entry in _seen(register, ADMINISTRATOR, sort=sort)]
    paged: list[int] = []
    cursor = None
    while True:
        page = _page(register, ADMINISTRATOR, sort=sort, cursor=cursor, limit=1, total=True)
        paged += [entry.pos for entry in page.items]
        assert page.total == len(whole)
        cursor = page.next_cursor
        if cursor is None:
            break

    assert paged == whole
    assert len(set(whole)) == 4


def test_a_wrong_cursor_is_named(register: Database) -> None:
    assert field_of(refused(_page, register, ADMINISTRATOR, cursor="x"))[0] == "cursor"


def test_an_entry_says_what_changed_and_hides_what_is_personal(register: Database) -> None:
    submitted = an_appeal(register)
    a_settled_appeal(register)

    (entry,) = _seen(register, ADMINISTRATOR, identity=str(submitted.appeal_id))

    told = {one.field: one for one in entry.changes}
    assert (told["state"].before, told["state"].after) == (None, "received")
    for hidden in ("text", "contact_name", "contact_phone", "tracking_code"):
        assert (told[hidden].before, told[hidden].after, told[hidden].hidden) == (None, None, True)
    assert (entry.seq, entry.change, entry.role) == (1, Change.INSERTED, "resident")
