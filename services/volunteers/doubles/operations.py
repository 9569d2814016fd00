"""Making two registrations one person, or saying that they are two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.doubles import (
    DoubleSide,
    KeepVolunteersApart,
    MergeVolunteers,
    TwoRegistrations,
)
from contracts.volunteers.words import HoursState, MembershipState, RegistrationState, SignUpState
from runtime import clock, marks
from runtime.identifiers import new_id
from services.volunteers.disclosures.model import Disclosure
from services.volunteers.doubles import queries, rules
from services.volunteers.doubles.model import KeptApart
from services.volunteers.hour_certificates import operations as hour_certificates
from services.volunteers.hour_certificates.model import HourCertificate
from services.volunteers.hours import operations as hours
from services.volunteers.hours.model import Hours
from services.volunteers.hours.rules import Deed as HoursDeed
from services.volunteers.memberships import operations as memberships
from services.volunteers.memberships.model import Membership
from services.volunteers.merits.model import Merit
from services.volunteers.sign_ups import operations as sign_ups
from services.volunteers.sign_ups.model import SignUp
from services.volunteers.trainings.model import Training
from services.volunteers.volunteers.model import Registration, Volunteer
from services.volunteers.volunteers.operations import for_others, tell
from services.volunteers.volunteers.queries import REGISTRATIONS, person_first
from services.volunteers.volunteers.rules import TABLE, Deed
from vocabulary.actors import Actor
from vocabulary.permissions import Action

_STANDS = (MembershipState.OFFERED, MembershipState.ACCEPTED)
#: What the row of a person no longer holds, once another one stands for the person.
_PERSONAL = (
    "account",
    "name",
    "name_print",
    "phone",
    "phone_print",
    "guardian_name",
    "guardian_phone",
    "national_number",
)
_LISTS = ("skills", "interests", "free_times")
#: What says together as what somebody works.
_WORK = ("work", "specialties", "service_centre", "duties")
#: Why hours of a merged double count no longer.
_COUNTED_TWICE = "合并重复登记，同一时段的服务时长只计一次"
#: What the person who stays takes over where nothing is known.
_TAKEN_OVER = ("account", "insured_until", "national_number")


def merge(session: Session, actor: Actor, request: MergeVolunteers) -> DoubleSide:
    """Make two registrations one person, with everything that hangs on both.

    Raises:
        NotFound, Forbidden: see `_both`.
        Invalid: they are one person already, or have different phones.
        WrongState: each has another account, or one has left.
    """
    kept, other = _both(session, actor, request)
    person, double = _people(session, kept, other)
    phone = double.phone or ""
    rules.check_one_phone(is_same=marks.PHONE.fits(person.phone_print, phone))
    rules.check_accounts(
        are_both_known=None not in (person.account, double.account)
        and person.account != double.account
    )
    account = person.account or double.account
    _move_memberships(session, actor, person.id, double.id, account)
    moved = _move_service(session, person.id, double.id)
    # What both had for the same time is kept once.
    sign_ups.free_all(session, actor, double.id, None)
    _count_once(session, actor, double.id, request.note)
    is_same = person.account == account
    told_anew = Hours.id.in_(moved) if is_same else Hours.volunteer_id == person.id
    _take_over(session, person, double)
    session.flush()
    hours.tell_again(session, actor, "merged", told_anew)
    if kept.community == other.community:
        kept.national_consent_id = kept.national_consent_id or other.national_consent_id
        kept.contact_consent_id = kept.contact_consent_id or other.contact_consent_id
        if kept.work is None:
            for name in _WORK:
                setattr(kept, name, getattr(other, name))
    _move_registrations(session, actor, kept, double.id, request.note)
    double.merged_into = person.id
    for name in _PERSONAL:
        setattr(double, name, None)
    for name in _LISTS:
        setattr(double, name, [])
    REGISTRATIONS.changed(
        session, actor, kept, "merged", note=request.note, other=str(other.id), number=other.number
    )
    tell(session, actor, kept)
    session.flush()
    return queries.side(kept, person)


def keep_apart(session: Session, actor: Actor, request: KeepVolunteersApart) -> DoubleSide:
    """Say that two people have one phone.

    Raises:
        NotFound, Forbidden: see `_both`.
        Invalid: they are one person already.
    """
    kept, other = _both(session, actor, request)
    first, second = sorted((kept.volunteer_id, other.volunteer_id), key=str)
    said = sa.select(KeptApart.id).where(KeptApart.first_id == first, KeptApart.second_id == second)
    if session.scalar(said) is None:
        session.add(
            KeptApart(
                id=new_id(),
                first_id=first,
                second_id=second,
                community=kept.community,
                kept_at=clock.now(),
            )
        )
        for one in (kept, other):
            REGISTRATIONS.changed(session, actor, one, "kept_apart", note=request.reason)
            tell(session, actor, one)
    return queries.side(kept, session.get_one(Volunteer, kept.volunteer_id))


def _both(
    session: Session, actor: Actor, request: TwoRegistrations
) -> tuple[Registration, Registration]:
    """Both, locked in one order, if the actor may change each.

    Raises:
        NotFound: no such registration in the actor's communities.
        Forbidden: the actor only reads one of them.
        Invalid: they are of one person already.
    """
    ids = (request.kept_registration_id, request.other_registration_id)
    person_first(session, *ids)
    found = {
        one: REGISTRATIONS.take_up(
            session, actor, one, Action.VOLUNTEER_RECORD, otherwise=for_others
        )
        for one in sorted(set(ids))
    }
    kept, other = found[ids[0]], found[ids[1]]
    rules.check_two(is_one_person=kept.volunteer_id == other.volunteer_id)
    return kept, other


def _people(
    session: Session, kept: Registration, other: Registration
) -> tuple[Volunteer, Volunteer]:
    ids = sorted((kept.volunteer_id, other.volunteer_id))
    found = {one: session.get_one(Volunteer, one, with_for_update=True) for one in ids}
    return found[kept.volunteer_id], found[other.volunteer_id]


def _move_memberships(
    session: Session, actor: Actor, person: UUID, double: UUID, account: str | None
) -> None:
    own = sa.select(Membership.team_id).where(
        Membership.volunteer_id == person, Membership.state.in_(_STANDS)
    )
    teams = set(session.scalars(own))
    chosen = sa.select(Membership).where(Membership.volunteer_id == double).with_for_update()
    for one in session.scalars(chosen).all():
        if one.state in _STANDS and one.team_id in teams:
            # The person is in this team once; the days of the other membership stay.
            memberships.leave_one(session, actor, one)
        memberships.move_to(session, actor, one, person, account)
    session.flush()


def _count_once(session: Session, actor: Actor, double: UUID, note: str | None) -> None:
    """Let nothing count of the hours that both had for the same time and the other one keeps."""
    reason = "；".join(filter(None, (_COUNTED_TWICE, note)))
    chosen = _of(Hours, double).where(Hours.state != HoursState.REFUSED).order_by(Hours.id)
    for one in session.scalars(chosen.with_for_update()).all():
        if one.state is HoursState.COUNTED:
            hour_certificates.let_count(session, actor, one, 0, reason)
        else:
            hours.move(session, actor, one, HoursDeed.REFUSE, note=reason)


def _move_service(session: Session, person: UUID, double: UUID) -> list[UUID]:
    """Sign-ups, hours and certificates; but nobody was in two places at one time.

    Returns the hours.
    """
    own = _Taken.of(session, person)
    moved = [
        one.id
        for one in session.scalars(_of(SignUp, double).with_for_update())
        if one.state is SignUpState.WITHDRAWN
        or own.leaves(one.shift_id, one.starts_at, one.ends_at)
    ]
    entered = [
        one.id
        for one in session.scalars(_of(Hours, double).where(Hours.sign_up_id.is_(None)))
        if one.state is HoursState.REFUSED or own.leaves(one.shift_id, one.began_at, one.ended_at)
    ]
    served = [
        one.id
        for one in session.scalars(
            _of(Hours, double).where(sa.or_(Hours.sign_up_id.in_(moved), Hours.id.in_(entered)))
        )
    ]
    for table, which in (
        (SignUp, SignUp.id.in_(moved)),
        (Hours, Hours.id.in_(served)),
        (HourCertificate, sa.true()),
        (Training, sa.true()),
        (Merit, sa.true()),
        (Disclosure, sa.true()),
    ):
        for one in session.scalars(_of(table, double).where(which)).all():
            one.volunteer_id = person
    session.flush()
    return served


def _of(table: Any, volunteer_id: UUID) -> sa.Select[Any]:
    return sa.select(table).where(table.volunteer_id == volunteer_id)


@dataclass(frozen=True)
class _Taken:
    """The shifts and times of one person."""

    shifts: frozenset[UUID]
    times: Sequence[tuple[dt.datetime, dt.datetime]]

    @classmethod
    def of(cls, session: Session, person: UUID) -> Self:
        stands = SignUp.state != SignUpState.WITHDRAWN
        places = session.scalars(_of(SignUp, person).where(stands)).all()
        # A leader entered them for somebody who had not signed up.
        served = session.scalars(_of(Hours, person).where(Hours.state != HoursState.REFUSED)).all()
        return cls(
            frozenset(one.shift_id for one in (*places, *served)),
            [
                *((one.starts_at, one.ends_at) for one in places),
                *((one.began_at, one.ended_at) for one in served),
            ],
        )

    def leaves(self, shift: UUID, begins: dt.datetime, ends: dt.datetime) -> bool:
        """Whether the person can have been in this shift at this time."""
        is_met = any(begins < end and start < ends for start, end in self.times)
        return shift not in self.shifts and not is_met


def _take_over(session: Session, person: Volunteer, double: Volunteer) -> None:
    if person.account is None and double.account is not None:
        memberships.name_account(session, person.id, double.account)
    for name in _TAKEN_OVER:
        if getattr(person, name) is None:
            setattr(person, name, getattr(double, name))
    for name in _LISTS:
        both = [*getattr(person, name), *getattr(double, name)]
        setattr(person, name, list(dict.fromkeys(both)))


def _move_registrations(
    session: Session, actor: Actor, kept: Registration, double: UUID, note: str | None
) -> None:
    """The person stands in a community once; in others the registration goes on."""
    own = sa.select(Registration.community).where(
        Registration.volunteer_id == kept.volunteer_id,
        Registration.state != RegistrationState.LEFT,
    )
    communities = set(session.scalars(own))
    chosen = sa.select(Registration).where(Registration.volunteer_id == double).with_for_update()
    for one in session.scalars(chosen).all():
        if one.state is not RegistrationState.LEFT and one.community in communities:
            one.left_at = clock.now()
            REGISTRATIONS.move_on(session, actor, one, TABLE, Deed.LEAVE, note=note)
            session.flush()
            tell(session, actor, one)
        one.volunteer_id = kept.volunteer_id
    session.flush()
