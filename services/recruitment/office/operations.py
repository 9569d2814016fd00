"""Into office and out of it.

`mark_part`, `begin_if_ready` and `end_office` are for the capabilities behind this
one: certificates and handbooks mark their part, terms end what is in office.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act_as_system
from bus import outbox
from contracts.recruitment.appointments import AppointmentView
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded, MarkPart
from contracts.recruitment.words import AppointmentState, EndReason, Parameter, Part, PostState
from runtime import clock
from services.recruitment import channels
from services.recruitment.appointment import queries as appointments
from services.recruitment.appointment import rules as appointment_rules
from services.recruitment.appointment.model import Appointment
from services.recruitment.appointment.operations import day_of_deed, move_on, take_back, take_up
from services.recruitment.appointment.rules import Deed, required
from services.recruitment.back_entries.rules import day_of_step
from services.recruitment.office import queries, rules
from services.recruitment.parameters import queries as parameters
from services.recruitment.posts import operations as posts
from services.recruitment.posts.model import Post
from vocabulary.actors import RESIDENT, Actor
from vocabulary.periods import day_of
from vocabulary.problems import wrong_field

_DAY = dt.timedelta(days=1)
#: Why a renewal goes with the term that it was to go on with.
_RENEWS_NOTHING = "renewed_term_ended"
#: Why an interim that never began is no longer needed.
_RESIDENT_BEGAN = "resident_began"


def record_ceremony(session: Session, actor: Actor, request: MarkPart) -> AppointmentView:
    """The ceremony was held (聘任仪式). R14.

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`.
        Invalid: another part, or a wrong `happened_on`.
    """
    appointment = take_up(
        session, actor, request.appointment_id, Deed.MARK_PART, expected=request.expected_version
    )
    if request.part not in rules.STATED_PARTS:
        raise wrong_field(
            "part",
            "marked_elsewhere",
            zh="证书由颁发登记，手册由编写条目登记，监督渠道由公开渠道登记，不能在此填写。",
            en="Issue the certificate, write the handbook entry or make the channel public; "
            "that records those parts.",
        )
    on = day_of_deed(
        session, request.happened_on, appointment, previous=required(appointment.decided_on)
    )
    mark_part(session, actor, appointment.id, request.part, on, words=request.note)
    return appointments.whole(session, actor, appointment)


def mark_part(
    session: Session,
    actor: Actor,
    appointment_id: UUID,
    part: Part,
    on: dt.date,
    *,
    words: str | None = None,
) -> Appointment:
    """Complete one of the four parts on a day; the last one begins the office. R14.

    The caller has checked the right. A completed part stays as it is.

    Raises:
        NotFound: no such appointment.
        WrongState: it is not decided, or is over.
        Invalid: the day lies before the decision.
    """
    found = session.get(Appointment, appointment_id)
    if found is None:
        raise appointments.APPOINTMENTS.no_such(appointment_id)
    appointment = appointments.locked(session, found)
    if part in appointment.marked:
        return appointment
    appointment_rules.TABLE.follows("", appointment.state, Deed.MARK_PART)
    now = clock.now()
    day_of_step(on, today=day_of(now), previous=required(appointment.decided_on))
    setattr(appointment, f"{part.value}_on", on)
    move_on(session, actor, appointment, Deed.MARK_PART, on=on, words=words, part=part.value)
    # Should it have become public while the committee decided.
    take_channel(session, actor, appointment)
    begin_if_ready(session, actor, appointment, now)
    return appointment


def begin_if_ready(
    session: Session, actor: Actor, appointment: Appointment, now: dt.datetime
) -> bool:
    """Take it into office, if its parts are complete, its first day has come and the post is free.

    An interim holder ends on the day before, and one that is only decided is withdrawn (R17). An
    appointment written down after its term was over begins and ends at once. Returns whether it
    began.
    """
    marked = appointment.marked
    if appointment.state is not AppointmentState.PENDING or set(marked) != set(Part):
        return False
    _expire_overdue(session, appointment.post_id, now)
    term_from, term_to = required(appointment.term_from), required(appointment.term_to)
    until = term_to + _DAY
    holders = queries.others_on(session, appointment, term_from, until)
    interim = None if appointments.is_interim(appointment) else _to_supersede(holders)
    first = rules.begins_on(
        term_from=term_from,
        marked=marked,
        interim_from=None if interim is None else interim.began_on,
    )
    others = [one for one in holders if one is not interim and required(one.free_from) > first]
    post = session.get_one(Post, appointment.post_id)
    if first > day_of(now) or first > term_to or others or post.state is PostState.CLOSED:
        return False
    if interim is not None and required(interim.free_from) > first:
        end_office(
            session,
            actor,
            interim,
            Deed.SUPERSEDE,
            reason=EndReason.SUPERSEDED,
            ended_on=first,
            successor=appointment.person_id,
        )
    _begin(session, actor, appointment, first)
    if rules.is_over(term_to, now):
        expire(session, actor, appointment)
    else:
        interim_now = appointments.is_interim(appointment)
        if not interim_now:
            _take_interims_back(session, actor, appointment)
        posts.fill(session, actor, appointment.post_id, interim=interim_now, on=first)
    return True


def expire(session: Session, actor: Actor, appointment: Appointment) -> None:
    """Its last day is over (届满)."""
    end_office(
        session,
        actor,
        appointment,
        Deed.EXPIRE,
        reason=EndReason.TERM_OVER,
        ended_on=required(appointment.term_to) + _DAY,
    )


def end_office(
    session: Session,
    actor: Actor,
    appointment: Appointment,
    deed: Deed,
    *,
    reason: EndReason,
    ended_on: dt.date,
    successor: UUID | None = None,
    words: str | None = None,
) -> None:
    """End it; `ended_on` is the first day without it. The post becomes free, or passes on.

    `successor`: the person who takes over open work; if none is named, the one who follows on the
    post at once, or the same person if they hold another post of the community and have not died or
    moved away.
    """
    appointment_rules.TABLE.follows("", appointment.state, deed)
    was_in_office = appointment.state is AppointmentState.IN_OFFICE
    if rules.ends_renewals(reason):
        # Before it is asked who follows, and before the clock could begin one of them.
        _take_renewals_back(session, actor, appointment)
    appointment.successor = successor or _follower(session, appointment, ended_on, reason)
    appointment.ended_on = appointment.free_from = ended_on
    appointment.end_reason = reason
    appointment.end_note = words
    move_on(
        session,
        actor,
        appointment,
        deed,
        on=max(ended_on, appointment.progressed_on),
        words=words,
        reason=reason.value,
        ended_on=ended_on.isoformat(),
    )
    # The constraint must see the post free before somebody else is seen on it.
    session.flush()
    event = AppointmentEnded(
        appointment_id=appointment.id,
        community=appointment.community,
        commissioner=appointment.person_id,
        ended_on=ended_on,
        reason=reason,
        successor=appointment.successor,
        post_id=appointment.post_id,
        version=appointment.version,
    )
    outbox.add(session, event, actor=actor)
    if was_in_office and deed is not Deed.SUPERSEDE and _fills_the_post(session, appointment):
        posts.vacate(session, actor, appointment.post_id, on=ended_on)


def remind_on(
    session: Session, appointment: Appointment, today: dt.date, *, began_on: dt.date
) -> dt.date | None:
    """When the next reminder is due, by what the street set before the office began."""
    coming = rules.next_reminder(
        term_to=required(appointment.term_to),
        today=today,
        days=reminders_of(session, appointment.community, began_on),
        sent=appointment.reminded_days,
    )
    return None if coming is None else coming[0]


def reminders_of(session: Session, community: str, began_on: dt.date) -> tuple[int, int]:
    """The street's two reminders as they stood when the office began, in days before the end."""
    first, second = (
        parameters.value_on(session, community, name, began_on)
        for name in (Parameter.FIRST_REMINDER_DAYS, Parameter.SECOND_REMINDER_DAYS)
    )
    return first, second


def take_channel(session: Session, actor: Actor, appointment: Appointment) -> None:
    """Complete the channel part on the decision, if the channel was public by then. R14."""
    decided_on = required(appointment.decided_on)
    if appointment.channel_on is not None or not channels.has_channel_on(
        session, appointment.community, decided_on
    ):
        return
    appointment.channel_on = decided_on
    part = Part.CHANNEL.value
    move_on(session, actor, appointment, Deed.MARK_PART, on=decided_on, part=part)


def _take_renewals_back(session: Session, actor: Actor, appointment: Appointment) -> None:
    for renewal in queries.live_renewals(session, appointment):
        take_back(session, actor, renewal, because=_RENEWS_NOTHING)


def _take_interims_back(session: Session, actor: Actor, appointment: Appointment) -> None:
    for interim in queries.pending_interims(session, appointment):
        take_back(session, actor, interim, because=_RESIDENT_BEGAN)


def _begin(session: Session, actor: Actor, appointment: Appointment, first: dt.date) -> None:
    # Asked before anything changes: what is half in office, the database refuses.
    posts.mark_held(session, appointment.post_id, proposed_on=appointment.proposed_on)
    appointment.remind_on = remind_on(session, appointment, day_of(clock.now()), began_on=first)
    appointment.began_on = first
    appointment.free_from = required(appointment.term_to) + _DAY
    move_on(session, actor, appointment, Deed.BEGIN, on=first)
    session.flush()
    event = AppointmentBegan(
        appointment_id=appointment.id,
        community=appointment.community,
        commissioner=appointment.person_id,
        began_on=first,
        post_id=appointment.post_id,
        kind=appointment.kind,
        term_to=appointment.term_to,
        version=appointment.version,
    )
    outbox.add(session, event, actor=actor)


def _expire_overdue(session: Session, post_id: UUID, now: dt.datetime) -> None:
    """Appointments past their last day that the clock has not reached yet."""
    chosen = sa.select(Appointment).where(
        Appointment.post_id == post_id,
        Appointment.state == AppointmentState.IN_OFFICE,
        Appointment.term_to < day_of(now),
    )
    found = session.scalars(chosen).all()
    if found:
        act_as_system(session)
    for overdue in found:
        expire(session, RESIDENT, overdue)


def _to_supersede(holders: Any) -> Appointment | None:
    """The interim holder that gives way: in office, or taken for expired when paper came late."""
    found = [
        one
        for one in holders
        if appointments.is_interim(one)
        and (one.state is AppointmentState.IN_OFFICE or one.end_reason is EndReason.TERM_OVER)
    ]
    return found[-1] if found else None


def _follower(
    session: Session, appointment: Appointment, ended_on: dt.date, reason: EndReason
) -> UUID | None:
    for waiting in queries.waiting(session, appointment.post_id):
        if required(waiting.term_from) <= ended_on <= required(waiting.term_to):
            return waiting.person_id
    if rules.leaves_community(reason):
        return None
    is_here_still = queries.holds_elsewhere(session, appointment, ended_on)
    return appointment.person_id if is_here_still else None


def _fills_the_post(session: Session, appointment: Appointment) -> bool:
    """Whether the post counts this one as its holder: not what began and ended at once."""
    post = session.get_one(Post, appointment.post_id)
    return post.filled_on is not None and post.filled_on == appointment.began_on
