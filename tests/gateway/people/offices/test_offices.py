"""Roles that follow from appointments: only at home, and only once the owner agrees."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from bus.tables import OUTBOX
from contracts.gateway.notices import OFFICE_NAMED
from contracts.recruitment.appointments import (
    AppointmentAccountNamed,
    AppointmentView,
    NameAppointmentAccount,
    ShowAppointment,
)
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from contracts.recruitment.words import EndReason, Kind
from gateway.people.offices import appointments
from runtime.identifiers import new_id
from tests.gateway.actors import STAFF, holding
from tests.gateway.cases.case import an_answer
from tests.gateway.doubles import DENGLIANG, DINGTAI, STREET
from tests.gateway.house import House, Person
from vocabulary.actors import Actor, Role

_ACCOUNTS = "/api/v1/accounts"
_OFFICES = f"{_ACCOUNTS}/me/offices"
_TODAY = dt.date(2013, 5, 6)


def _began(
    house: House, person: Person, appointment: UUID, day: dt.date = _TODAY, **more: Any
) -> None:
    given: dict[str, Any] = {"community": DENGLIANG, "version": 1} | more
    event = AppointmentBegan(
        appointment_id=appointment, commissioner=person.id, began_on=day, **given
    )
    with house.database.writing() as session:
        appointments.follow(session, event)
    house.refresh()


def _named(
    house: House,
    person: Person,
    appointment: UUID,
    began_on: dt.date | None = _TODAY,
    version: int = 2,
) -> None:
    event = AppointmentAccountNamed(
        appointment_id=appointment,
        community=DENGLIANG,
        post_id=new_id(),
        kind=Kind.GROUP_LEADER,
        commissioner=person.id,
        before=new_id(),
        began_on=began_on,
        version=version,
    )
    with house.database.writing() as session:
        appointments.follow(session, event)
    house.refresh()


def _ended(house: House, person: Person, appointment: UUID, day: dt.date = _TODAY) -> None:
    event = AppointmentEnded(
        appointment_id=appointment,
        community=DENGLIANG,
        commissioner=person.id,
        ended_on=day,
        reason=EndReason.TERM_OVER,
        version=9,
    )
    with house.database.writing() as session:
        appointments.end(session, event)
    house.refresh()


def _confirmed(house: House, person: Person, appointment: UUID, **changed: Any) -> Any:
    access = house.tokens(person)["access_token"]
    proof = {"current_password": person.password, "code": person.code} | changed
    answer = house.by_token(access, "POST", f"{_OFFICES}/{appointment}/confirmation", json=proof)
    house.refresh()
    return answer


def _roles_of(house: House, person: Person) -> list[str]:
    access = house.tokens(person)["access_token"]
    own = house.by_token(access, "GET", f"{_ACCOUNTS}/me").json
    return [role["role"] for role in own["roles"] if role["is_held"]]


def _offices_of(house: House, person: Person) -> Any:
    access = house.tokens(person)["access_token"]
    return house.by_token(access, "GET", _OFFICES).json["items"]


def test_an_appointment_gives_the_role_once_its_person_has_confirmed_it(house: House) -> None:
    person, appointment = house.person("person.one", None), new_id()
    _began(house, person, appointment)
    _began(house, person, appointment)
    [waiting] = _offices_of(house, person)
    assert (waiting["appointment_id"], waiting["confirmed_at"]) == (str(appointment), None)
    assert waiting["possible"] == ["confirmation"]
    assert _roles_of(house, person) == []

    confirmed = _confirmed(house, person, appointment)

    assert confirmed.status_code == 200, confirmed.json
    assert (confirmed.json["role"], confirmed.json["possible"]) == ("commissioner", [])
    assert _roles_of(house, person) == ["commissioner"]
    assert _confirmed(house, person, appointment).status_code == 200
    assert _roles_of(house, person) == ["commissioner"]
    access = house.tokens(person)["access_token"]
    _ended(house, person, appointment)
    assert house.by_token(access, "GET", "/api/v1/appeals").status_code == 401
    assert _roles_of(house, person) == []


def test_a_sign_in_left_open_confirms_nothing(quick_house: House) -> None:
    person, appointment = quick_house.person("person.one", None), new_id()
    _began(quick_house, person, appointment)

    refused = _confirmed(quick_house, person, appointment, current_password="guessed it 1")

    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, "current_password")
    assert _roles_of(quick_house, person) == []


def test_nobody_confirms_the_office_of_another(quick_house: House) -> None:
    person, other = quick_house.person("person.one", None), quick_house.person("person.two", None)
    appointment = new_id()
    _began(quick_house, person, appointment)

    assert _confirmed(quick_house, other, appointment).status_code == 404
    assert _confirmed(quick_house, other, new_id()).status_code == 404
    assert (_roles_of(quick_house, person), _roles_of(quick_house, other)) == ([], [])


@pytest.mark.parametrize("home", [DINGTAI, "440306001001", "440305000000"])
def test_an_event_makes_nobody_of_another_area_a_commissioner(house: House, home: str) -> None:
    """A workstation named an account of elsewhere, which then held its role here."""
    person, appointment = house.person("person.one", None, home), new_id()

    _began(house, person, appointment)
    _named(house, person, appointment)

    assert _offices_of(house, person) == []
    assert _confirmed(house, person, appointment).status_code == 404
    assert _roles_of(house, person) == []


def test_an_account_of_the_street_may_be_named_in_its_communities(quick_house: House) -> None:
    person, appointment = quick_house.person("person.one", None, STREET), new_id()

    _began(quick_house, person, appointment)

    assert _confirmed(quick_house, person, appointment).status_code == 200
    assert _roles_of(quick_house, person) == ["commissioner"]


def test_the_owner_is_told_that_an_office_waits(quick_house: House) -> None:
    person = quick_house.person("person.one", None)

    _began(quick_house, person, new_id())

    with quick_house.database.reading() as session:
        [told] = session.scalars(
            sa.select(OUTBOX.c.envelope).where(
                OUTBOX.c.type == "linli.gateway.account_notice_requested"
            )
        ).all()
    assert OFFICE_NAMED.name in told
    assert str(person.id) in told


def test_a_renewal_needs_no_second_confirmation(house: House) -> None:
    """R11: nobody loses the role between two terms that follow each other."""
    person, first, second = house.person("person.one", None), new_id(), new_id()
    _began(house, person, first)
    _confirmed(house, person, first)
    _ended(house, person, first)

    _began(house, person, second)

    assert _roles_of(house, person) == ["commissioner"]
    later = new_id()
    _ended(house, person, second)
    house.time.forward(days=3)
    _began(house, person, later, _TODAY + dt.timedelta(days=3))
    assert _roles_of(house, person) == []


def test_roles_of_other_appointments_and_those_given_by_hand_stay(house: House) -> None:
    """R1, R2: a commissioner may be a deputy as well."""
    person = house.person("person.one", Role.PARTY_COMMITTEE)
    kept, ended = new_id(), new_id()
    _began(house, person, kept)
    _confirmed(house, person, kept)
    _ended(house, person, ended)

    assert sorted(_roles_of(house, person)) == ["commissioner", "party_committee"]


def test_an_appointment_that_ends_tomorrow_still_counts_today(house: House) -> None:
    person, appointment = house.person("person.one", None), new_id()
    _began(house, person, appointment)
    _confirmed(house, person, appointment)
    _ended(house, person, appointment, _TODAY + dt.timedelta(days=1))

    assert _roles_of(house, person) == ["commissioner"]
    house.time.forward(days=1)
    assert _roles_of(house, person) == []


def test_an_appointment_that_ended_before_it_was_heard_of_gives_nothing(house: House) -> None:
    """Messages may come in disorder."""
    person, appointment = house.person("person.one", None), new_id()
    _ended(house, person, appointment)
    _began(house, person, appointment)

    assert _offices_of(house, person) == []


def test_an_office_that_has_ended_is_not_confirmed(quick_house: House) -> None:
    person, appointment = quick_house.person("person.one", None), new_id()
    _began(quick_house, person, appointment)
    _ended(quick_house, person, appointment)

    assert _confirmed(quick_house, person, appointment).status_code == 409
    assert _roles_of(quick_house, person) == []


def test_an_appointment_of_nobody_we_know_is_no_failure(house: House) -> None:
    nobody, appointment = Person(new_id(), "nobody", ""), new_id()

    _began(house, nobody, appointment)
    _ended(house, nobody, appointment)


def test_who_is_in_office_without_account_gets_the_role_with_it(house: House) -> None:
    person, appointment = house.person("person.one", None), new_id()
    _began(house, Person(new_id(), "nobody", ""), appointment)
    _named(house, person, appointment)
    _named(house, person, appointment)

    assert _confirmed(house, person, appointment).status_code == 200
    assert _roles_of(house, person) == ["commissioner"]


def test_a_corrected_account_takes_the_office_over(house: House) -> None:
    wrong, right = house.person("person.one", None), house.person("person.two", None)
    appointment = new_id()
    _began(house, wrong, appointment)
    _confirmed(house, wrong, appointment)

    _named(house, right, appointment)

    assert (_roles_of(house, wrong), _roles_of(house, right)) == ([], [])
    assert _confirmed(house, wrong, appointment).status_code == 404
    _confirmed(house, right, appointment)
    assert (_roles_of(house, wrong), _roles_of(house, right)) == ([], ["commissioner"])
    # What was said before the correction, and comes late, takes nothing back.
    _began(house, wrong, appointment)
    assert (_roles_of(house, wrong), _roles_of(house, right)) == ([], ["commissioner"])


def test_a_name_gives_no_office_before_it_has_begun_nor_after(house: House) -> None:
    person, waits, ended = house.person("person.one", None), new_id(), new_id()
    _ended(house, person, ended)
    _named(house, person, ended)
    _named(house, person, waits, None)

    assert _offices_of(house, person) == []


def _send(house: House, token: str, method: str, path: str, body: Any = None) -> Any:
    options = {} if method == "GET" else {"json": {} if body is None else body}
    return house.by_token(token, method, f"{_ACCOUNTS}{path}", **options)


def test_a_role_that_an_administrator_gave_for_it_needs_no_confirmation(house: House) -> None:
    administrator = house.person("admin.one", Role.ADMINISTRATOR, STREET)
    token = house.tokens(administrator)["access_token"]
    person, appointment = house.person("person.one", None), new_id()
    body = {"role": "commissioner", "area": DENGLIANG, "appointment_id": str(appointment)}
    assert _send(house, token, "POST", f"/{person.id}/roles", body).status_code == 200

    _began(house, person, appointment)

    assert _roles_of(house, person) == ["commissioner"]
    _ended(house, person, appointment)
    [role] = _send(house, token, "GET", f"/{person.id}").json["roles"]
    assert role["is_held"] is False
    again = _send(house, token, "POST", f"/{person.id}/roles", body)
    assert (again.status_code, again.json["errors"][0]["field"]) == (409, "appointment_id")


def test_a_role_of_elsewhere_does_not_take_an_account_out_of_its_homes_hands(house: House) -> None:
    """Another community had made it commissioner there, and nobody at home could lock it."""
    person = house.person("person.one", Role.COMMISSIONER, DENGLIANG)
    above = house.person("admin.two", Role.ADMINISTRATOR, STREET)
    role = {"role": "commissioner", "area": DINGTAI}
    streets = house.tokens(above)["access_token"]
    _send(house, streets, "POST", f"/{person.id}/roles", role)
    local = house.person("admin.one", Role.ADMINISTRATOR, DENGLIANG)
    token = house.tokens(local)["access_token"]
    at_home, foreign = _send(house, token, "GET", f"/{person.id}").json["roles"]

    ends_foreign = _send(house, token, "POST", f"/{person.id}/roles/{foreign['id']}/ending")
    locked = _send(house, token, "POST", f"/{person.id}/locking")
    reset = _send(house, token, "POST", f"/{person.id}/initial-password")
    by_the_street = _send(house, streets, "POST", f"/{person.id}/initial-password")
    ends_own = _send(house, token, "POST", f"/{person.id}/roles/{at_home['id']}/ending")
    closed = _send(house, token, "POST", f"/{person.id}/closing")

    # With a new password one could sign in with the role of elsewhere.
    assert [ends_foreign.status_code, reset.status_code] == [403, 403]
    codes = [answer.status_code for answer in (locked, by_the_street, ends_own, closed)]
    assert codes == [200, 200, 200, 200]


@pytest.mark.parametrize("home", [DINGTAI, "440306001001", None])
def test_an_account_of_another_area_is_refused_at_the_door(
    quick_house: House, home: str | None
) -> None:
    person = Person(new_id(), "nobody", "")
    if home is not None:
        person = quick_house.person("person.one", None, home)
    services = quick_house.gateway.services
    services.answers[ShowAppointment] = an_answer(AppointmentView)

    refused = quick_house.gateway.call(
        "PUT",
        f"/api/v1/appointments/{new_id()}/account",
        by=STAFF,
        json={"account": str(person.id)},
    )

    assert refused.status_code == 422
    [error] = refused.json["errors"]
    assert (error["field"], error["code"]) == ("account", "of_another_area")
    assert not any(isinstance(asked.request, NameAppointmentAccount) for asked in services.asked)


def test_a_workstation_chooses_among_the_accounts_at_home_there(house: House) -> None:
    """Those of the street without a role here are masked, as the workstation need not know them."""
    here = house.person("a.here", None)
    of_the_street = house.person("b.street", None, STREET)
    serving = house.person("c.serving", Role.COMMISSIONER, DENGLIANG)
    _closed_by_the_street(house, house.person("d.closed", None))
    house.person("e.neighbour", None, DINGTAI)
    house.person("f.elsewhere", None, "440306001001")

    answer = house.gateway.call("GET", _choice_at(DENGLIANG), by=STAFF)

    assert answer.status_code == 200, answer.json
    found = {one["account"]: (one["name"], one["login"]) for one in answer.json["items"]}
    assert found.pop(str(here.id)) == ("某某某", "a.here")
    assert found.pop(str(of_the_street.id)) == ("某*", None)
    assert found.pop(str(serving.id)) == ("某某某", "c.serving")
    # The administrator who closed one account, masked too.
    assert list(found.values()) == [("某*", None)]


def test_accounts_are_chosen_a_page_at_a_time(quick_house: House) -> None:
    everyone = {str(quick_house.person(f"one.{letter}", None).id) for letter in "abc"}
    path = f"{_choice_at(DENGLIANG)}?limit=2&total=true"

    first = quick_house.gateway.call("GET", path, by=STAFF).json
    second = quick_house.gateway.call("GET", f"{path}&cursor={first['next_cursor']}", by=STAFF).json

    assert (first["total"], second["next_cursor"]) == (3, None)
    assert {one["account"] for one in first["items"] + second["items"]} == everyone


@pytest.mark.parametrize(
    ("by", "place", "status"),
    [
        (holding(Role.WORKSTATION_STAFF, DINGTAI), DENGLIANG, 403),
        (holding(Role.COMMISSIONER), DENGLIANG, 403),
        (holding(Role.STREET_OFFICER, STREET), DENGLIANG, 403),
        (holding(Role.PARTY_COMMITTEE), DENGLIANG, 200),
        (STAFF, STREET, 404),
    ],
)
def test_accounts_are_chosen_only_where_one_prepares_appointments(
    quick_house: House, by: Actor, place: str, status: int
) -> None:
    answer = quick_house.gateway.call("GET", _choice_at(place), by=by)

    assert answer.status_code == status, answer.json


def _choice_at(community: str) -> str:
    return f"/api/v1/communities/{community}/accounts"


def _closed_by_the_street(house: House, person: Person) -> None:
    above = house.person("z.admin", Role.ADMINISTRATOR, STREET)
    token = house.tokens(above)["access_token"]
    assert _send(house, token, "POST", f"/{person.id}/closing").status_code == 200
