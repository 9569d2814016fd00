"""From the registration to the certificate, on both databases."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from bus.tables import OUTBOX
from contracts.recruitment.appointments import AppointmentAccountNamed
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from contracts.recruitment.words import EndReason, Kind
from contracts.volunteers.activities import CancelActivity, ReportActivity, ShowActivity
from contracts.volunteers.hour_certificates import (
    CheckHourCertificate,
    IssueHourCertificate,
    PrintHourCertificate,
)
from contracts.volunteers.hours import AttestHours, CorrectHours, ListOwnHours
from contracts.volunteers.memberships import (
    AcceptOwnMembership,
    DeclineOwnMembership,
    EndMembership,
    ListOwnMemberships,
    MembershipView,
)
from contracts.volunteers.own_data import EraseOwnVolunteer, ExportOwnVolunteer
from contracts.volunteers.sign_ups import ListOwnSignUps, WithdrawOwnSignUp
from contracts.volunteers.teams import ShowTeam
from contracts.volunteers.volunteers import (
    LeaveVolunteers,
    MeetVolunteer,
    NameVolunteerAccount,
    ShowVolunteer,
    VolunteerReceipt,
)
from contracts.volunteers.words import (
    AgeGroup,
    HourCertificateState,
    HoursState,
    MembershipState,
    Presence,
    RegistrationState,
    SignUpState,
)
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from services.volunteers.activities import operations as activities
from services.volunteers.activities import queries as activities_found
from services.volunteers.cancelling import operations as cancelling
from services.volunteers.handover import operations as handover
from services.volunteers.hour_certificates import operations as certificates
from services.volunteers.hour_certificates import queries as certificates_found
from services.volunteers.hours import operations as hours
from services.volunteers.hours import queries as hours_found
from services.volunteers.memberships import operations as memberships
from services.volunteers.memberships import queries as memberships_found
from services.volunteers.own_data import operations as own_data
from services.volunteers.own_data import queries as own_data_found
from services.volunteers.register import queries as register
from services.volunteers.registrations import operations as registrations
from services.volunteers.sign_ups import operations as sign_ups
from services.volunteers.sign_ups import queries as sign_ups_found
from services.volunteers.teams import queries as teams_found
from tests.builders import COMMISSIONER, DENGLIANG, HUA, LI, LILIN, STAFF, an_actor, done, refused
from tests.services.volunteers.serving import (
    APPOINTMENT,
    POST,
    a_member,
    a_team,
    checked_in,
    counted,
    hours_of,
    met,
    offered,
    person_of,
    published,
    registered,
    signed_up,
)
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.periods import day_of

_HOUR = dt.timedelta(hours=1)


def _told(database: Database) -> list[str]:
    with database.reading() as session:
        found = session.scalars(sa.select(OUTBOX.c.type).order_by(OUTBOX.c.seq))
        return [one.rpartition(".")[2] for one in found]


def test_a_volunteer_serves_and_gets_a_certificate(volunteers: Database) -> None:
    """R40 to R43: register, join, sign up, be checked in, hours, certificate."""
    receipt = registered(volunteers)
    team = a_team(volunteers)
    a_member(volunteers, team, receipt)
    activity = published(volunteers, team)
    sign_up = checked_in(volunteers, signed_up(volunteers, activity, receipt))
    [served] = hours_of(volunteers, activity)
    counted(volunteers, served)

    wanted = IssueHourCertificate(registration_id=receipt.id, in_charge="李建华")
    with volunteers.writing() as session:
        issued = certificates.issue(session, STAFF, wanted)
    with volunteers.reading() as session:
        checked = certificates_found.check(
            session, CheckHourCertificate(number=issued.number, code=issued.code or "")
        )
        document = certificates_found.document(
            session, STAFF, PrintHourCertificate(hour_certificate_id=issued.id)
        )
        own = hours_found.of_person(session, ListOwnHours(code=receipt.code))

    assert (sign_up.state, sign_up.presence) == (SignUpState.CONFIRMED, Presence.PRESENT)
    assert (checked.name, checked.minutes, checked.state) == ("陈秀英", 180, "standing")
    assert (own.counted_minutes, document.as_bytes[:5]) == (180, b"%PDF-")
    assert _told(volunteers) == [
        "volunteer_registered",
        "notice_requested",
        "notice_requested",
        "volunteer_registered",
        "membership_began",
        "activity_published",
        "hours_counted",
        "certificate_of_hours_issued",
    ]


def test_corrected_hours_count_once_and_mark_the_certificate(volunteers: Database) -> None:
    """A correction tells the new minutes with a higher version, and the paper is replaced."""
    receipt = registered(volunteers)
    activity = published(volunteers, a_team(volunteers))
    checked_in(volunteers, signed_up(volunteers, activity, receipt))
    [served] = hours_of(volunteers, activity)
    counted(volunteers, served)
    wanted = IssueHourCertificate(registration_id=receipt.id, in_charge="李建华")
    with volunteers.writing() as session:
        issued = certificates.issue(session, STAFF, wanted)
        corrected = certificates.correct(
            session, STAFF, CorrectHours(hours_id=served.id, minutes=120, reason="提前离开。")
        )
    with volunteers.reading() as session:
        checked = certificates_found.check(
            session, CheckHourCertificate(number=issued.number, code=issued.code or "")
        )
        own = hours_found.of_person(session, ListOwnHours(code=receipt.code))

    steps = [(step.what, step.minutes_before) for step in corrected.history or []]
    assert (corrected.state, own.counted_minutes) == (HoursState.COUNTED, 120)
    assert steps[-1] == ("corrected", 180)
    assert (checked.minutes, checked.state) == (180, HourCertificateState.REPLACED)
    assert _told(volunteers).count("hours_counted") == 2


def test_nobody_attests_their_own_hours(volunteers: Database) -> None:
    """Volunteer service is attested by somebody else than the person who served."""
    receipt = registered(volunteers)
    activity = published(volunteers, a_team(volunteers))
    account = new_id()
    with volunteers.writing() as session:
        named = NameVolunteerAccount(registration_id=receipt.id, account=account)
        registrations.name_account(session, STAFF, named)
    checked_in(volunteers, signed_up(volunteers, activity, receipt))
    [served] = hours_of(volunteers, activity)
    oneself = an_actor(Role.WORKSTATION_STAFF, account=str(account))

    with volunteers.writing() as session:
        refusal = refused(hours.attest, session, oneself, AttestHours(hours_id=served.id))

    assert refusal.status == 409


def test_hours_are_shown_for_seven_days_before_they_count(volunteers: Database) -> None:
    receipt = registered(volunteers)
    activity = published(volunteers, a_team(volunteers))
    checked_in(volunteers, signed_up(volunteers, activity, receipt), minutes=100)
    [served] = hours_of(volunteers, activity)
    with volunteers.writing() as session:
        attested = hours.attest(session, STAFF, AttestHours(hours_id=served.id))
        begins = attested.counts_from
        assert begins is not None
        too_early = hours.count(session, clock.now() + 7 * 24 * _HOUR)
        in_time = hours.count(session, clock.now() + 8 * 24 * _HOUR)

    assert begins == day_of(clock.now()) + dt.timedelta(days=8)
    assert (too_early, in_time) == (0, 1)


def test_a_check_in_can_be_written_anew_until_the_hours_are_attested(
    volunteers: Database,
) -> None:
    receipt = registered(volunteers)
    activity = published(volunteers, a_team(volunteers))
    sign_up = checked_in(volunteers, signed_up(volunteers, activity, receipt))
    checked_in(volunteers, sign_up, Presence.ABSENT)
    [absent] = hours_of(volunteers, activity)
    checked_in(volunteers, sign_up, Presence.LATE, minutes=90)
    late = [one for one in hours_of(volunteers, activity) if one.state is HoursState.RECORDED]
    with volunteers.writing() as session:
        hours.attest(session, STAFF, AttestHours(hours_id=late[0].id))

    refusal = refused(checked_in, volunteers, sign_up, Presence.PRESENT)

    assert absent.state is HoursState.REFUSED
    assert [one.minutes for one in late] == [90]
    assert refusal.status == 409


def test_places_are_never_given_twice(volunteers: Database) -> None:
    """The third of two places waits; nobody is twice in one shift; a place comes free."""
    people = [registered(volunteers, phone=f"1380013800{number}") for number in range(3)]
    activity = published(volunteers, a_team(volunteers), places=2)

    made = [signed_up(volunteers, activity, person) for person in people]
    twice = refused(signed_up, volunteers, activity, people[0])
    wanted = WithdrawOwnSignUp(code=people[0].code, sign_up_id=made[0].id)
    with volunteers.writing() as session:
        withdrawn = sign_ups.withdraw_own(session, RESIDENT, wanted)
    with volunteers.reading() as session:
        shown = activities_found.show(session, STAFF, ShowActivity(activity_id=activity.id))

    assert [one.state for one in made] == ["confirmed", "confirmed", "waiting"]
    assert (twice.status, withdrawn.state) == (409, SignUpState.WITHDRAWN)
    [shift] = shown.shifts
    assert (shift.confirmed, shift.offered, shift.waiting) == (1, 1, 0)


def test_an_offer_is_the_persons_to_answer(volunteers: Database) -> None:
    """条例 art. 25: nobody is assigned by force, and nobody is asked again at once."""
    receipt = registered(volunteers)
    team = a_team(volunteers)
    membership = offered(volunteers, team, receipt)
    declined = DeclineOwnMembership(code=receipt.code, membership_id=membership.id)
    with volunteers.writing() as session:
        answer = memberships.decline_own(session, RESIDENT, declined)

    again = refused(offered, volunteers, team, receipt)

    assert (answer.state, answer.possible) == (MembershipState.DECLINED, [])
    assert again.status == 409


def test_an_offer_lapses_after_fourteen_days(volunteers: Database) -> None:
    receipt = registered(volunteers)
    offered(volunteers, a_team(volunteers), receipt)
    with volunteers.writing() as session:
        early = memberships.lapse(session, clock.now() + 14 * 24 * _HOUR)
        late = memberships.lapse(session, clock.now() + 15 * 24 * _HOUR)
    with volunteers.reading() as session:
        own = memberships_found.of_person(session, ListOwnMemberships(code=receipt.code))

    assert (early, late) == (0, 1)
    assert [one.state for one in own.items] == [MembershipState.LAPSED]


def test_another_commissioner_leads_no_team_of_this_post(volunteers: Database) -> None:
    receipt = registered(volunteers)
    team = a_team(volunteers)
    other = an_actor(Role.COMMISSIONER, account=str(LI))

    refusal = refused(offered, volunteers, team, receipt, by=other)

    assert refusal.status == 403


def test_a_commissioner_ends_a_membership_with_a_reason(volunteers: Database) -> None:
    membership = a_member(volunteers, a_team(volunteers), registered(volunteers))
    with volunteers.writing() as session:
        without = refused(
            memberships.end, session, COMMISSIONER, EndMembership(membership_id=membership.id)
        )
    wanted = EndMembership(membership_id=membership.id, reason="搬离社区。")
    with volunteers.writing() as session:
        ended = memberships.end(session, COMMISSIONER, wanted)

    assert (without.fields[0].code, ended.state) == ("reason_missing", MembershipState.ENDED)
    assert _told(volunteers)[-1] == "membership_ended"


def test_the_workstation_or_the_commissioner_of_the_team_meets_a_person(
    volunteers: Database,
) -> None:
    receipt = registered(volunteers)
    team = a_team(volunteers)
    wanted = MeetVolunteer(registration_id=receipt.id)
    with volunteers.writing() as session:
        too_early = refused(registrations.meet, session, COMMISSIONER, wanted)
    offered(volunteers, team, receipt)
    with volunteers.writing() as session:
        seen = registrations.meet(session, COMMISSIONER, wanted)

    assert (too_early.status, seen.state) == (403, RegistrationState.ACTIVE)


@pytest.mark.one_database
def test_a_person_accepts_a_place_once_they_have_been_met(volunteers: Database) -> None:
    """A person who registered on the web and was met by nobody became a member by themselves."""
    receipt = registered(volunteers)
    membership = offered(volunteers, a_team(volunteers), receipt)
    accepts = AcceptOwnMembership(code=receipt.code, membership_id=membership.id)
    [before] = _own_memberships(volunteers, receipt)

    too_early = refused(done, volunteers, memberships.accept_own, RESIDENT, accepts)
    met(volunteers, receipt)
    [after] = _own_memberships(volunteers, receipt)
    accepted = done(volunteers, memberships.accept_own, RESIDENT, accepts)

    assert (too_early.status, before.to_meet, before.possible) == (409, receipt.id, ["refusal"])
    assert (after.to_meet, after.possible) == (None, ["acceptance", "refusal"])
    assert accepted.state is MembershipState.ACCEPTED


def _own_memberships(database: Database, receipt: VolunteerReceipt) -> list[MembershipView]:
    with database.reading() as session:
        wanted = ListOwnMemberships(code=receipt.code)
        return memberships_found.of_person(session, wanted).items


def test_leaving_frees_everything(volunteers: Database) -> None:
    receipt = registered(volunteers)
    team = a_team(volunteers)
    a_member(volunteers, team, receipt)
    activity = published(volunteers, team)
    signed_up(volunteers, activity, receipt)
    with volunteers.writing() as session:
        left = registrations.leave(session, STAFF, LeaveVolunteers(registration_id=receipt.id))
    with volunteers.reading() as session:
        own = memberships_found.of_person(session, ListOwnMemberships(code=receipt.code))
        signed = sign_ups_found.of_person(session, ListOwnSignUps(code=receipt.code))

    assert left.state is RegistrationState.LEFT
    assert [one.state for one in own.items] == [MembershipState.ENDED]
    assert [one.state for one in signed.items] == [SignUpState.WITHDRAWN]


def test_a_cancelled_activity_frees_everybody(volunteers: Database) -> None:
    receipt = registered(volunteers)
    activity = published(volunteers, a_team(volunteers))
    signed_up(volunteers, activity, receipt)
    wanted = CancelActivity(activity_id=activity.id, reason="台风。")
    with volunteers.writing() as session:
        cancelled = cancelling.cancel(session, STAFF, wanted)
    with volunteers.reading() as session:
        signed = sign_ups_found.of_person(session, ListOwnSignUps(code=receipt.code))

    assert (cancelled.state, cancelled.shifts[0].confirmed) == ("cancelled", 0)
    assert [one.state for one in signed.items] == [SignUpState.WITHDRAWN]


def test_the_clock_holds_an_activity_and_its_report_tells_the_heads(volunteers: Database) -> None:
    activity = published(volunteers, a_team(volunteers))
    with volunteers.writing() as session:
        assert activities.hold_what_is_over(session, clock.now() + _HOUR) == 0
        assert activities.hold_what_is_over(session, clock.now() + 4 * _HOUR) == 1
    wanted = ReportActivity(activity_id=activity.id, head_count=23, result="顺利。")
    with volunteers.writing() as session:
        reported = activities.report(session, COMMISSIONER, wanted)

    assert (reported.state, reported.head_count) == ("reported", 23)
    assert _told(volunteers)[-2:] == ["activity_held", "activity_held"]


def test_a_team_knows_its_commissioner_of_the_day(volunteers: Database) -> None:
    """The end leaves it without one; the next one has it at once, whichever was told first."""
    team = a_team(volunteers)
    today = day_of(clock.now())
    ended = AppointmentEnded(
        appointment_id=APPOINTMENT,
        community=LILIN,
        commissioner=HUA,
        ended_on=today,
        reason=EndReason.RESIGNED,
        post_id=POST,
        version=6,
    )
    began = AppointmentBegan(
        appointment_id=new_id(),
        community=LILIN,
        commissioner=new_id(),
        began_on=today,
        post_id=POST,
        version=5,
    )
    named = AppointmentAccountNamed(
        appointment_id=began.appointment_id,
        community=LILIN,
        post_id=POST,
        kind=Kind.FOUND_FOR_NEED,
        commissioner=LI,
        before=began.commissioner,
        began_on=today,
        version=6,
    )
    seen = []
    with volunteers.writing() as session:
        for told in (ended, began, named):
            if isinstance(told, AppointmentEnded):
                handover.end(session, told)
            else:
                handover.begin(session, told)
            session.flush()
            seen.append(teams_found.show(session, STAFF, ShowTeam(team_id=team.id)).commissioner)

    assert (team.commissioner, seen) == (str(HUA), [None, str(began.commissioner), str(LI)])


@pytest.mark.one_database
def test_a_minor_needs_a_guardian(volunteers: Database) -> None:
    refusal = refused(registered, volunteers, age_group=AgeGroup.UNDER_14)

    assert {one.code for one in refusal.fields} == {"guardian_missing"}


def test_one_person_registers_once_in_a_community(volunteers: Database) -> None:
    """Two people with one phone are two volunteers."""
    registered(volunteers)
    registered(volunteers, name="陈小明")

    assert refused(registered, volunteers, phone="138 0013 8000").status == 409


def test_a_volunteer_of_another_community_is_not_found(volunteers: Database) -> None:
    receipt = registered(volunteers)
    elsewhere = an_actor(Role.WORKSTATION_STAFF, area=DENGLIANG)
    with volunteers.reading() as session:
        wanted = ShowVolunteer(registration_id=receipt.id)
        assert refused(register.show, session, elsewhere, wanted).status == 404
    stranger = registered(volunteers, community=DENGLIANG, phone="13900139000")
    team = a_team(volunteers)
    activity = published(volunteers, team)
    with volunteers.reading() as session:
        far = register.show(session, elsewhere, ShowVolunteer(registration_id=stranger.id))

    from_elsewhere = refused(signed_up, volunteers, activity, stranger)

    assert far.community == DENGLIANG
    assert (from_elsewhere.status, DENGLIANG in from_elsewhere.zh) == (404, False)


def test_a_person_copies_and_erases_what_is_theirs(volunteers: Database) -> None:
    """PIPL art. 45 and 47: minutes and numbers stay, the person goes."""
    receipt = registered(volunteers)
    team = a_team(volunteers)
    a_member(volunteers, team, receipt)
    activity = published(volunteers, team)
    checked_in(volunteers, signed_up(volunteers, activity, receipt))
    person_id = person_of(volunteers, receipt)
    with volunteers.reading() as session:
        wanted = ExportOwnVolunteer(code=receipt.code, phone="13800138000")
        copy = own_data_found.copy_of(session, wanted)
        wrong = ExportOwnVolunteer(code=receipt.code, phone="13800138001")
        assert refused(own_data_found.copy_of, session, wrong).status == 403
    with volunteers.writing() as session:
        erased = EraseOwnVolunteer(code=receipt.code, phone="13800138000")
        own_data.erase_own(session, RESIDENT, erased)
    with volunteers.reading() as session:
        shown = register.show(session, STAFF, ShowVolunteer(registration_id=receipt.id))
        own = memberships_found.of_person(session, ListOwnMemberships(code=receipt.code))
    [served] = hours_of(volunteers, activity)

    assert (copy.id, copy.name, copy.phone) == (person_id, "陈秀英", "13800138000")
    assert (shown.name, shown.phone, shown.state) == (None, None, RegistrationState.LEFT)
    assert [one.state for one in own.items] == [MembershipState.ENDED]
    assert (served.minutes, served.name) == (180, None)


def test_a_volunteer_who_left_long_ago_is_forgotten(
    volunteers: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = registered(volunteers)
    standing = registered(volunteers, phone="13900139000")
    with volunteers.writing() as session:
        registrations.leave(session, STAFF, LeaveVolunteers(registration_id=receipt.id))
    later = clock.now() + dt.timedelta(days=3 * 365 + 1)
    monkeypatch.setattr(clock, "now", lambda: later)
    [cleaning] = own_data.CLEANED["volunteer"]

    with volunteers.writing() as session:
        assert cleaning.clean(session) == 1
    with volunteers.reading() as session:
        gone = register.show(session, STAFF, ShowVolunteer(registration_id=receipt.id))
        kept = register.show(session, STAFF, ShowVolunteer(registration_id=standing.id))

    assert (gone.name, kept.name) == (None, "陈*")


def test_somebody_without_a_role_sees_nothing(volunteers: Database) -> None:
    receipt = registered(volunteers)
    with volunteers.reading() as session:
        wanted = ShowVolunteer(registration_id=receipt.id)
        assert refused(register.show, session, Actor("nobody"), wanted).status == 404
