"""A person asks to have hours corrected, and a clerk corrects them or says why not."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from contracts.volunteers.hour_certificates import IssueHourCertificate
from contracts.volunteers.hour_wishes import AskForOwnCorrection, RefuseHoursWish
from contracts.volunteers.hours import AttestHours, CorrectHours, HoursView, ListHours, ListOwnHours
from contracts.volunteers.hours import ShowHours as Show
from contracts.volunteers.own_data import EraseOwnVolunteer, ExportOwnVolunteer
from contracts.volunteers.shown_hours import ListOwnShownHours, ListShownHours
from contracts.volunteers.volunteers import NameVolunteerAccount, VolunteerReceipt
from contracts.volunteers.words import HourCertificateState
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from services.volunteers.hour_certificates import operations as certificates
from services.volunteers.hour_certificates.model import HourCertificate
from services.volunteers.hour_wishes import operations
from services.volunteers.hours import operations as hours
from services.volunteers.hours import queries
from services.volunteers.own_data import operations as own_data
from services.volunteers.own_data import queries as copies
from services.volunteers.registrations import operations as registrations
from services.volunteers.shown_hours import queries as shown_hours
from tests.builders import COMMISSIONER, DENGLIANG, LILIN, STAFF, an_actor, done, field_of, refused
from tests.servers.databases import Databases
from tests.services.volunteers.conftest import known
from tests.services.volunteers.serving import (
    a_team,
    checked_in,
    counted,
    hours_of,
    met,
    published,
    registered,
    signed_up,
)
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.problems import Forbidden, NotFound, WrongState

_WHY = "收拾了半小时。"


def _served(database: Database) -> tuple[VolunteerReceipt, HoursView]:
    receipt = registered(database)
    activity = published(database, a_team(database))
    checked_in(database, signed_up(database, activity, receipt))
    [served] = hours_of(database, activity)
    return receipt, served


def _attested(database: Database) -> tuple[VolunteerReceipt, HoursView]:
    receipt, served = _served(database)
    done(database, hours.attest, STAFF, AttestHours(hours_id=served.id))
    return receipt, served


def _counted(database: Database) -> tuple[VolunteerReceipt, HoursView]:
    receipt, served = _served(database)
    counted(database, served)
    return receipt, served


def _asked(
    database: Database, receipt: VolunteerReceipt, served: HoursView, minutes: int = 210
) -> HoursView:
    wanted = AskForOwnCorrection(
        code=receipt.code, hours_id=served.id, minutes=minutes, reason=_WHY
    )
    return done(database, operations.ask, RESIDENT, wanted)


def _own(database: Database, receipt: VolunteerReceipt) -> HoursView:
    with database.reading() as session:
        [found] = queries.of_person(session, ListOwnHours(code=receipt.code)).items
    return found


def _wished(database: Database) -> list[HoursView]:
    with database.reading() as session:
        return queries.page(session, STAFF, ListHours.read({"wished": "true"})).items


@pytest.mark.parametrize("_again", range(3))
def test_of_two_wishes_at_the_same_moment_one_waits(
    postgres_databases: Databases, _again: int
) -> None:
    """The other is told that an earlier one waits, and the history tells of one."""
    database, _ = postgres_databases.arranged("volunteers", "areas and a post", known)
    receipt, served = _counted(database)

    def attempt(minutes: int) -> HoursView | WrongState:
        try:
            return _asked(database, receipt, served, minutes)
        except WrongState as refusal:
            return refusal

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(attempt, (200, 210)))

    [taken] = [one for one in answers if isinstance(one, HoursView)]
    [kept] = _wished(database)
    assert (kept.wished_minutes, kept.version) == (taken.wished_minutes, taken.version)
    assert [isinstance(one, WrongState) for one in answers].count(True) == 1


def test_a_clerk_sees_the_wish_and_corrects_and_certificates_follow(volunteers: Database) -> None:
    receipt, served = _counted(volunteers)
    paper = done(
        volunteers,
        certificates.issue,
        STAFF,
        IssueHourCertificate(registration_id=receipt.id, in_charge="李建华"),
    )
    before = _own(volunteers, receipt)

    asked = _asked(volunteers, receipt, served)
    [seen] = _wished(volunteers)
    correction = CorrectHours(hours_id=served.id, minutes=210, reason="签退时间有误。")
    done(volunteers, certificates.correct, STAFF, correction)
    after = _own(volunteers, receipt)

    assert (before.possible, asked.possible) == (["wish"], [])
    assert (seen.wished_minutes, seen.wish, seen.minutes) == (210, _WHY, 180)
    assert {"correction", "wish-refusal"} <= set(seen.possible)
    assert (after.minutes, after.wished_minutes, after.wished_at) == (210, None, None)
    assert (after.wish, after.wish_answer, after.possible) == (_WHY, "签退时间有误。", ["wish"])
    assert _wished(volunteers) == []
    with volunteers.reading() as session:
        state = session.get_one(HourCertificate, paper.id).state
    assert state is HourCertificateState.REPLACED


def test_a_refusal_says_why_and_the_person_reads_it(volunteers: Database) -> None:
    """Hours that are only shown yet can be asked about too."""
    receipt, served = _attested(volunteers)
    _asked(volunteers, receipt, served)
    refusal = RefuseHoursWish(hours_id=served.id, reason="签到表写明九点离开。")

    done(volunteers, operations.refuse, STAFF, refusal)

    after = _own(volunteers, receipt)
    with volunteers.reading() as session:
        told = queries.show(session, STAFF, Show(hours_id=served.id)).history or []
    assert (after.minutes, after.wished_minutes) == (180, None)
    assert after.wish_answer == "签到表写明九点离开。"
    assert [(one.what, one.note) for one in told[-2:]] == [
        ("wished", _WHY),
        ("wish_refused", "签到表写明九点离开。"),
    ]


@pytest.mark.one_database
def test_one_wish_at_a_time_for_other_minutes_and_ones_own_hours(volunteers: Database) -> None:
    receipt, served = _served(volunteers)
    other = registered(volunteers, name="王明", phone="13900139000")

    def attempt(by: VolunteerReceipt = receipt, minutes: int = 210) -> Any:
        return refused(_asked, volunteers, by, served, minutes)

    not_attested = attempt()
    counted(volunteers, served)
    same, foreign = attempt(minutes=180), attempt(other)
    _asked(volunteers, receipt, served)

    assert isinstance(not_attested, WrongState)
    assert field_of(same) == ("minutes", "as_recorded")
    assert isinstance(foreign, NotFound)
    assert isinstance(attempt(), WrongState)


@pytest.mark.one_database
def test_only_a_workstation_answers_and_only_what_is_asked(volunteers: Database) -> None:
    receipt, served = _counted(volunteers)
    wanted = RefuseHoursWish(hours_id=served.id, reason="没有依据。")

    def attempt(by: Actor) -> object:
        with volunteers.writing() as session:
            return type(refused(operations.refuse, session, by, wanted))

    nothing_asked = attempt(STAFF)
    _asked(volunteers, receipt, served)

    assert nothing_asked is WrongState
    assert attempt(COMMISSIONER) is Forbidden
    assert attempt(an_actor(Role.WORKSTATION_STAFF, DENGLIANG)) is NotFound


def test_the_words_are_in_the_copy_and_go_with_the_person(volunteers: Database) -> None:
    receipt, served = _counted(volunteers)
    _asked(volunteers, receipt, served)
    with volunteers.reading() as session:
        copy = copies.copy_of(session, ExportOwnVolunteer(code=receipt.code, phone="13800138000"))

    wanted = EraseOwnVolunteer(code=receipt.code, phone="13800138000")
    done(volunteers, own_data.erase_own, RESIDENT, wanted)

    [seen] = _wished(volunteers)
    assert [one.wish for one in copy.hours] == [_WHY]
    assert seen.wish != _WHY
    assert (seen.name, seen.minutes) == (None, 180)


def test_an_erased_person_asks_for_nothing_more(volunteers: Database) -> None:
    """The code still opens the hours; words written afterwards would never be cleaned."""
    receipt, served = _counted(volunteers)
    wanted = EraseOwnVolunteer(code=receipt.code, phone="13800138000")
    done(volunteers, own_data.erase_own, RESIDENT, wanted)

    assert _own(volunteers, receipt).possible == []
    assert isinstance(refused(_asked, volunteers, receipt, served), WrongState)


@pytest.mark.one_database
def test_words_of_a_wish_are_for_the_person_and_those_who_correct(volunteers: Database) -> None:
    """They stood raw before every reader of hours, in the history too."""
    receipt, served = _counted(volunteers)
    why = "请打13800138000问我。"
    wanted = AskForOwnCorrection(code=receipt.code, hours_id=served.id, minutes=210, reason=why)
    done(volunteers, operations.ask, RESIDENT, wanted)
    no = RefuseHoursWish(hours_id=served.id, reason="已打13800138000核对。")
    done(volunteers, operations.refuse, STAFF, no)

    def seen(by: Actor) -> list[str | None]:
        with volunteers.reading() as session:
            one = queries.show(session, by, Show(hours_id=served.id))
        return [one.wish, one.wish_answer, *(step.note for step in (one.history or [])[-2:])]

    words = ["请打[手机号已隐藏]问我。", "已打[手机号已隐藏]核对。"]
    own = _own(volunteers, receipt)
    assert seen(COMMISSIONER) == [None] * 4
    assert seen(STAFF) == words * 2
    assert [own.wish, own.wish_answer] == words


def test_a_clerk_answers_no_wish_of_their_own(volunteers: Database) -> None:
    """Nor corrects the hours that they served."""
    receipt, served = _counted(volunteers)
    account = new_id()
    named = NameVolunteerAccount(registration_id=receipt.id, account=account)
    done(volunteers, registrations.name_account, STAFF, named)
    oneself = an_actor(Role.WORKSTATION_STAFF, account=str(account))
    _asked(volunteers, receipt, served)
    correction = CorrectHours(hours_id=served.id, minutes=600, reason="更正。")
    refusal = RefuseHoursWish(hours_id=served.id, reason="不予更正。")

    with volunteers.reading() as session:
        seen = queries.show(session, oneself, Show(hours_id=served.id))
    refusals = [
        refused(done, volunteers, certificates.correct, oneself, correction),
        refused(done, volunteers, operations.refuse, oneself, refusal),
    ]

    assert seen.possible == []
    assert [type(one) for one in refusals] == [WrongState, WrongState]
    done(volunteers, operations.refuse, STAFF, refusal)


def test_members_of_the_community_see_what_is_shown(volunteers: Database) -> None:
    """By role or by code; what counts already and other communities are not there."""
    receipt, served = _attested(volunteers)
    elsewhere = registered(volunteers, phone="13900139000", community=DENGLIANG)

    def by_role(role: Role, area: str = LILIN) -> list[object]:
        with volunteers.reading() as session:
            found = shown_hours.page(session, an_actor(role, area), ListShownHours.read({}))
        return [(one.id, one.name, one.minutes) for one in found.items]

    def by_code(one: VolunteerReceipt) -> list[object]:
        with volunteers.reading() as session:
            found = shown_hours.page_of_person(session, ListOwnShownHours.read({"code": one.code}))
        return [(one.id, one.name, one.minutes) for one in found.items]

    line = [(served.id, "陈*", 180)]
    assert by_role(Role.VOLUNTEER) == by_role(Role.WORKSTATION_STAFF) == line
    assert by_role(Role.VOLUNTEER, DENGLIANG) == []
    # A registration alone, which anybody makes on the web, shows nothing of others.
    assert by_code(receipt) == []
    met(volunteers, receipt)
    assert (by_code(receipt), by_code(elsewhere)) == (line, [])
    done(volunteers, hours.count, clock.now() + dt.timedelta(days=9))
    assert by_role(Role.VOLUNTEER) == []
