"""From an event to the inbox, on both databases."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.appeals.assignment import AppealAssigned
from contracts.appeals.closing import AppealClosed, AppealReopened
from contracts.appeals.deadlines import AppealDueSoon, AppealOverdue
from contracts.appeals.intake import AppealReceived
from contracts.appeals.words import Outcome
from contracts.recruitment.notices import NoticeRequested
from gateway.messages.dispatch import Dispatch
from gateway.messages.notices import operations
from gateway.messages.notices.model import Notice
from gateway.places.areas.model import AREA
from runtime import clock
from runtime.identifiers import new_id
from runtime.marks import blind_id
from tests.builders import shanghai
from tests.gateway.house import House, Person
from tests.gateway.messages.notices.people_told import (
    COMMUNITY,
    NEIGHBOUR,
    STREET,
    an_open_dispatch,
    deliveries,
    happen,
    happen_together,
    name_areas,
    notices,
    of_appeal,
    speak,
)
from vocabulary.accounts import Language
from vocabulary.actors import Actor, Role
from vocabulary.notices import NoticeChannel

_DUE = dt.date(2013, 5, 10)


def _staff(house: House, login: str = "station", area: str = COMMUNITY) -> Person:
    return house.person(login, Role.WORKSTATION_STAFF, area)


def _actor(person: Person) -> Actor:
    return Actor(str(person.id))


def _inbox(house: House, person: Person, **query: Any) -> dict[str, Any]:
    answer = house.gateway.call("GET", "/api/v1/notices", by=_actor(person), query_string=query)
    assert answer.status_code == 200, answer.json
    found: dict[str, Any] = answer.json
    return found


def test_who_gets_an_appeal_is_told(house: House) -> None:
    name_areas(house)
    person = house.person()
    event = of_appeal(AppealAssigned, commissioner=str(person.id))

    happen(house, an_open_dispatch(), "tell_of_appeal", event)

    [notice] = _inbox(house, person)["items"]
    assert notice["title"] == "诉求〔2013〕17已交给您办理"
    assert notice["text"].startswith("登良社区的诉求〔2013〕17")
    assert (notice["subject_kind"], notice["read_at"]) == ("appeal", None)
    [delivery] = deliveries(house)
    assert (delivery.channel, delivery.state) == ("email", "waiting")


@pytest.mark.one_database
def test_a_notice_is_in_the_language_of_its_reader(house: House) -> None:
    name_areas(house)
    person = house.person()
    speak(house, person, Language.EN)

    event = of_appeal(AppealAssigned, commissioner=str(person.id))
    happen(house, an_open_dispatch(), "tell_of_appeal", event)

    assert _inbox(house, person)["items"][0]["text"].startswith("Appeal 〔2013〕17 of Dengliang")


def test_an_event_that_comes_twice_is_told_once(house: House) -> None:
    person, event_id = house.person(), new_id()
    event = of_appeal(AppealAssigned, commissioner=str(person.id))

    for _ in range(2):
        happen(house, an_open_dispatch(), "tell_of_appeal", event, event_id=event_id)

    assert notices(house) == [("appeal_assigned", str(person.id))]
    assert len(deliveries(house)) == 1


@pytest.mark.one_database
@pytest.mark.parametrize("name", ["commissioner-003-1", "01970a3c-9000-7000-8000-0000000000c1"])
def test_a_commissioner_without_an_account_is_nobody_to_tell(house: House, name: str) -> None:
    happen(
        house, an_open_dispatch(), "tell_of_appeal", of_appeal(AppealAssigned, commissioner=name)
    )

    assert notices(house) == []


def test_a_closed_account_is_left_alone(house: House) -> None:
    person = house.person()
    with house.database.writing() as session:
        session.execute(sa.text("UPDATE account SET state = 'locked'"))

    event = of_appeal(AppealAssigned, commissioner=str(person.id))
    happen(house, an_open_dispatch(), "tell_of_appeal", event)

    assert notices(house) == []


def test_a_due_day_is_told_to_the_commissioner_and_an_overdue_one_to_the_office_too(
    house: House,
) -> None:
    person, staff = house.person(), _staff(house)
    facts = {"commissioner": str(person.id), "due_on": _DUE}

    happen(house, an_open_dispatch(), "tell_of_appeal", of_appeal(AppealDueSoon, **facts))
    happen(house, an_open_dispatch(), "tell_of_appeal", of_appeal(AppealOverdue, **facts))

    assert set(notices(house)) == {
        ("appeal_due_soon", str(person.id)),
        ("appeal_overdue", str(person.id)),
        ("appeal_overdue", str(staff.id)),
    }
    assert "2013-05-10" in _inbox(house, staff)["items"][0]["text"]


@pytest.mark.one_database
def test_the_office_learns_that_a_resident_is_not_content(house: House) -> None:
    """Otherwise “not solved” stays unseen until somebody happens to look."""
    person, staff = house.person(), _staff(house)
    by = {"commissioner": str(person.id)}

    happen(
        house,
        an_open_dispatch(),
        "tell_of_appeal",
        of_appeal(AppealReopened, by_resident=True, **by),
    )
    happen(
        house,
        an_open_dispatch(),
        "tell_of_appeal",
        of_appeal(AppealReopened, by_resident=False, **by),
    )

    assert set(notices(house)) == {
        ("appeal_contested", str(person.id)),
        ("appeal_contested", str(staff.id)),
    }


def test_a_new_appeal_is_told_to_the_office_in_its_inbox_only(house: House) -> None:
    here, street = _staff(house), _staff(house, "street.station", STREET)
    _staff(house, "elsewhere", NEIGHBOUR)
    house.person()

    happen(house, an_open_dispatch(), "tell_workstation", of_appeal(AppealReceived))

    assert {recipient for _, recipient in notices(house)} == {str(here.id), str(street.id)}
    assert deliveries(house) == []


def test_the_office_that_took_a_community_over_is_told(house: House) -> None:
    heir = _staff(house, "heir", NEIGHBOUR)
    area = {"name_en": "", "level": "community", "is_sample": False, "version": 1}
    old = {"valid_to": dt.date(2013, 1, 1), "successor": NEIGHBOUR}
    with house.database.writing() as session:
        session.execute(sa.insert(AREA).values(code=COMMUNITY, name_zh="旧", **area, **old))
        session.execute(sa.insert(AREA).values(code=NEIGHBOUR, name_zh="新", **area))

    happen(house, an_open_dispatch(), "tell_workstation", of_appeal(AppealReceived))

    assert notices(house) == [("appeal_received", str(heir.id))]


def _statements(house: House, *places: str) -> list[str]:
    """What it takes to tell the offices of an appeal in each of these places, at once."""
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(statement)

    appeals = [of_appeal(AppealReceived, community=place) for place in places]
    sa.event.listen(house.database.engine, "before_cursor_execute", hear)
    happen_together(house, an_open_dispatch(), appeals)
    sa.event.remove(house.database.engine, "before_cursor_execute", hear)
    return [one for one in said if one.startswith(("SELECT", "INSERT"))]


def test_many_appeals_are_told_with_as_few_statements_as_one(house: House) -> None:
    """Asking anew for each appeal, the gateway fell behind under load."""
    here, there = _staff(house), _staff(house, "neighbour", NEIGHBOUR)
    both = _staff(house, "street", STREET)
    for_one = _statements(house, COMMUNITY)

    for_many = _statements(house, *[COMMUNITY, NEIGHBOUR] * 20)

    assert len(for_many) == len(for_one) <= 5
    assert Counter(recipient for _, recipient in notices(house)) == {
        str(here.id): 21,
        str(there.id): 20,
        str(both.id): 41,
    }


def test_where_nobody_works_nothing_is_written(house: House) -> None:
    said = _statements(house, *[COMMUNITY] * 20)

    assert [one.split()[0] for one in said] == ["SELECT", "SELECT"]


def test_of_many_offices_each_is_told_of_its_own_appeals(house: House) -> None:
    """Also where a community has gone over into another since."""
    staff = _staff(house)
    gone = {
        "code": NEIGHBOUR,
        "name_zh": "月亮湾",
        "name_en": "Yueliangwan",
        "level": "community",
        "is_sample": False,
        "valid_to": dt.date(2013, 1, 1),
        "successor": COMMUNITY,
    }
    name_areas(house)
    with house.database.writing() as session:
        session.execute(sa.insert(AREA).values(gone))

    _statements(house, NEIGHBOUR, COMMUNITY, "440305008001")

    assert [recipient for _, recipient in notices(house)] == [str(staff.id)] * 2


def test_whose_role_has_ended_is_told_nothing(house: House) -> None:
    past = clock.now() - dt.timedelta(days=1)
    house.person(
        "former", Role.WORKSTATION_STAFF, begins_at=past - dt.timedelta(days=9), ends_at=past
    )

    happen(house, an_open_dispatch(), "tell_workstation", of_appeal(AppealReceived))

    assert notices(house) == []


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        (Outcome.SETTLED, "appeal_answered"),
        (Outcome.EXPLAINED, "appeal_answered"),
        (Outcome.DECLINED, "appeal_declined"),
    ],
)
def test_whoever_raised_an_appeal_gets_its_answer(
    house: House, outcome: Outcome, kind: str
) -> None:
    event = of_appeal(AppealClosed, outcome=outcome)

    happen(house, an_open_dispatch(), "tell_of_appeal", event)

    told = [found for found in notices(house) if found[0] != "rating_request"]
    assert told == [(kind, str(event.plain()["appeal_id"]))]
    assert {found.channel for found in deliveries(house)} == {"email", "webhook"}


@pytest.mark.one_database
def test_who_withdrew_an_appeal_needs_no_answer(house: House) -> None:
    event = of_appeal(AppealClosed, outcome=Outcome.WITHDRAWN)

    happen(house, an_open_dispatch(), "tell_of_appeal", event)

    assert notices(house) == []


@pytest.mark.one_database
def test_what_happened_long_ago_is_told_to_nobody(house: House) -> None:
    person, long_ago = house.person(), clock.now() - dt.timedelta(days=30)
    event = of_appeal(AppealAssigned, commissioner=str(person.id))

    happen(house, an_open_dispatch(), "tell_of_appeal", event, at=long_ago)

    assert notices(house) == []


@pytest.mark.one_database
def test_without_a_mail_server_there_is_the_inbox(house: House) -> None:
    person = house.person()
    dispatch = an_open_dispatch()
    dispatch.channels = {}

    event = of_appeal(AppealAssigned, commissioner=str(person.id))
    happen(house, dispatch, "tell_of_appeal", event)

    assert len(notices(house)) == 1
    assert deliveries(house) == []


@pytest.mark.one_database
def test_a_message_at_night_waits_for_the_morning_and_stands_in_the_inbox(house: House) -> None:
    house.time.now = shanghai(2013, 5, 6, 22).astimezone(dt.UTC)
    person = house.person()

    event = of_appeal(AppealAssigned, commissioner=str(person.id))
    happen(house, an_open_dispatch(), "tell_of_appeal", event)

    [delivery] = deliveries(house)
    assert delivery.next_at == shanghai(2013, 5, 7, 8)
    assert _inbox(house, person)["unread"] == 1


def _wish(**more: Any) -> NoticeRequested:
    usual: dict[str, Any] = {
        "request_id": new_id(),
        "kind": "announcement",
        "area": COMMUNITY,
        "accounts": [],
        "roles": [],
        "facts": {"subject": "五月培训", "message": "周五上午九点，电话13800138000。"},
        "version": 1,
    }
    return NoticeRequested(**usual | more)


def test_any_service_has_something_said_to_accounts_and_roles(house: House) -> None:
    person, staff = house.person(), _staff(house)
    later = clock.now() + dt.timedelta(days=1)
    wish = _wish(accounts=[person.id], roles=[Role.WORKSTATION_STAFF], not_before=later)

    happen(house, an_open_dispatch(), "tell_as_asked", wish)

    assert {recipient for _, recipient in notices(house)} == {str(person.id), str(staff.id)}
    [shown] = _inbox(house, person)["items"]
    assert shown["title"] == "五月培训"
    assert "13800138000" not in shown["text"]
    assert {found.next_at for found in deliveries(house)} == {later}


@pytest.mark.parametrize("is_blind", [True, False])
def test_whom_it_concerns_is_not_told_whatever_roles_they_hold(
    house: House, *, is_blind: bool
) -> None:
    """Events from before the blind ids name them plainly."""
    concerned, other = _staff(house), house.person("other", Role.WORKSTATION_STAFF, COMMUNITY)
    request_id = new_id()
    named = (
        blind_id(concerned.id, within=request_id, reader="gateway") if is_blind else concerned.id
    )
    wish = _wish(request_id=request_id, roles=[Role.WORKSTATION_STAFF], but_not=[named])

    happen(house, an_open_dispatch(), "tell_as_asked", wish)

    assert [recipient for _, recipient in notices(house)] == [str(other.id)]


def test_the_same_request_of_a_service_is_said_once(house: House) -> None:
    """A service that does not know whether it has asked asks again, by another event."""
    person = house.person()
    wish = _wish(accounts=[person.id])

    happen(house, an_open_dispatch(), "tell_as_asked", wish)
    happen(house, an_open_dispatch(), "tell_as_asked", wish)
    happen(house, an_open_dispatch(), "tell_as_asked", _wish(accounts=[person.id]))

    assert len(notices(house)) == 2
    assert len(deliveries(house)) == 2


@pytest.mark.one_database
@pytest.mark.parametrize("kind", ["weather", "appeal_answered"])
def test_a_kind_that_is_not_for_accounts_becomes_a_dead_letter(house: House, kind: str) -> None:
    with pytest.raises((KeyError, ValueError)):
        happen(house, an_open_dispatch(), "tell_as_asked", _wish(kind=kind))


def _some(house: House, person: Person, count: int) -> list[str]:
    for _ in range(count):
        house.time.forward(minutes=1)
        event = of_appeal(AppealAssigned, commissioner=str(person.id))
        happen(house, an_open_dispatch(), "tell_of_appeal", event)
    return [found["id"] for found in _inbox(house, person)["items"]]


def test_the_inbox_comes_in_pages_newest_first(house: House) -> None:
    person = house.person()
    newest, middle, oldest = _some(house, person, 3)

    first = _inbox(house, person, limit=2, total="true")
    second = _inbox(house, person, limit=2, cursor=first["next_cursor"])

    assert [found["id"] for found in first["items"]] == [newest, middle]
    assert [found["id"] for found in second["items"]] == [oldest]
    assert (first["total"], first["unread"], second["next_cursor"]) == (3, 3, None)


def test_a_notice_is_read_and_unread(house: House) -> None:
    person = house.person()
    newest, other = _some(house, person, 2)
    path = f"/api/v1/notices/{newest}/reading"

    read = house.gateway.call("PUT", path, by=_actor(person), json={}).json
    unread = _inbox(house, person, unread="true")
    done = _inbox(house, person, unread="false")
    house.gateway.call("PUT", path, by=_actor(person), json={"is_read": False})

    assert read["read_at"] is not None
    assert [found["id"] for found in unread["items"]] == [other]
    assert [found["id"] for found in done["items"]] == [newest]
    assert _inbox(house, person)["unread"] == 2


def test_everything_up_to_a_moment_is_marked_as_read(house: House) -> None:
    person = house.person()
    _some(house, person, 2)
    seen = clock.now().isoformat()
    newest, *_ = _some(house, person, 1)

    answer = house.gateway.call(
        "PUT", "/api/v1/notices/reading", by=_actor(person), json={"until": seen}
    )

    assert answer.json == {"marked": 2, "unread": 1}
    assert [found["id"] for found in _inbox(house, person, unread="true")["items"]] == [newest]


def test_nobody_reads_the_inbox_of_another(house: House) -> None:
    person, other = house.person(), house.person("bai.li")
    [notice] = _some(house, person, 1)

    assert _inbox(house, other)["items"] == []
    for method, path in (("GET", ""), ("PUT", "/reading")):
        answer = house.gateway.call(
            method,
            f"/api/v1/notices/{notice}{path}",
            by=_actor(other),
            **({"json": {}} if method == "PUT" else {}),
        )
        assert answer.status_code == 404
    house.gateway.call("PUT", "/api/v1/notices/reading", by=_actor(other), json={})
    assert _inbox(house, person)["unread"] == 1


def test_no_row_holds_an_address_or_words(house: House) -> None:
    """Facts only: an erased appeal has nothing here that tells of a person."""
    happen(
        house,
        an_open_dispatch(),
        "tell_of_appeal",
        of_appeal(AppealClosed, outcome=Outcome.SETTLED),
    )

    with house.database.reading() as session:
        rows = session.execute(sa.select(Notice.kind, Notice.facts))
        facts = {row.kind: row.facts for row in rows}
    assert facts == {
        "appeal_answered": {"number": "〔2013〕17", "outcome": "settled"},
        "rating_request": {"number": "〔2013〕17"},
    }


def test_notices_past_their_period_are_deleted_with_their_deliveries(house: House) -> None:
    person = house.person()
    _some(house, person, 2)
    house.time.forward(days=179)
    [kept] = _some(house, person, 1)[:1]
    house.time.forward(days=2)

    with house.database.writing() as session:
        assert operations.due(session) == {"notice": 2}
        assert operations.clean(session) == {"notice": 2}
        assert operations.clean(session) == {"notice": 0}

    assert [UUID(found["id"]) for found in _inbox(house, person)["items"]] == [UUID(kept)]
    assert len(deliveries(house)) == 1


def test_a_turn_deletes_everything_that_is_over(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One event can make two hundred notices; portions must not fall behind."""
    monkeypatch.setattr(operations, "_A_PORTION", 2)
    _some(house, house.person(), 5)
    house.time.forward(days=181)

    assert operations.clean_all(house.database, lambda: True) == 0
    assert operations.clean_all(house.database, lambda: False) == 5
    assert notices(house) == []


def test_an_event_never_waits_for_the_dispatch() -> None:
    """It would hold its transaction open; so the gateway opens it before anything runs."""
    with pytest.raises(RuntimeError, match="not open"):
        _ = Dispatch().ways


@pytest.mark.one_database
def test_a_way_that_the_account_does_not_want_is_not_taken(house: House) -> None:
    person = house.person()
    body = {
        "quiet_from": "21:00",
        "quiet_to": "08:00",
        "kinds": [{"kind": "appeal_assigned", "email": False, "webhook": True}],
    }
    path = "/api/v1/accounts/me/notice-preferences"
    house.gateway.call("PUT", path, by=_actor(person), json=body)

    _some(house, person, 1)

    assert [found.channel for found in deliveries(house)] == [NoticeChannel.WEBHOOK]
