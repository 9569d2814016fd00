"""From the proposal into office, and out of it.

`take_up` and `move_on` are the two halves of every change, as with an appeal.
`mark_part`, `begin_if_ready` and `end_office` are for the capabilities behind this
one: certificates and handbooks mark their part, terms end what is in office.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act, act_as_system
from bus import outbox
from contracts.recruitment.appointments import (
    AnswerObjection,
    AppointmentAccountNamed,
    AppointmentBegan,
    AppointmentDecided,
    AppointmentEnded,
    AppointmentProposed,
    AppointmentView,
    AppointmentWithdrawn,
    DecideAppointment,
    MarkPart,
    NoticeOpened,
    ObjectionReceipt,
    OpenNotice,
    ProposeAppointment,
    RecordObjection,
    SubmitObjection,
    WithdrawAppointment,
)
from contracts.recruitment.words import (
    AppointmentState,
    EndReason,
    Kind,
    Parameter,
    Part,
    PostState,
)
from runtime import clock
from runtime.codes import print_of
from runtime.encryption import keyring
from runtime.identifiers import new_id
from services.recruitment import channels, history
from services.recruitment.applications import queries as applications
from services.recruitment.applications.operations import (
    mark_account,
    mark_appointed,
    mark_not_appointed,
)
from services.recruitment.appointment import queries, rules
from services.recruitment.appointment.model import Appointment, Objection
from services.recruitment.appointment.rules import Deed, known
from services.recruitment.back_entries import operations as back_entries
from services.recruitment.back_entries.rules import check_after_opening, day_of_step
from services.recruitment.holidays import queries as holidays
from services.recruitment.holidays.rules import check_known
from services.recruitment.parameters import queries as parameters
from services.recruitment.posts import operations as posts
from services.recruitment.posts import queries as post_queries
from services.recruitment.posts.model import Post
from vocabulary.actors import RESIDENT, Actor
from vocabulary.periods import day_of, start_of_day
from vocabulary.permissions import Action, may
from vocabulary.phones import same_phone
from vocabulary.problems import Forbidden, Invalid, NotFound, WrongState, check_version, wrong_field
from vocabulary.tracking import code_from, normalised

_DAY = dt.timedelta(days=1)
_ENTROPY_BYTES = 8
_SERIES = b"objections"
#: Why a renewal goes with the term that it was to go on with.
_RENEWS_NOTHING = "renewed_term_ended"
#: Why an interim that never began is needed no more.
_RESIDENT_BEGAN = "resident_began"


@dataclass(frozen=True)
class _Person:
    """Who is proposed, and how the community came to know them."""

    person_id: UUID
    has_account: bool
    name: str
    phone: str | None
    #: Whether the own application agrees to be named in public notice.
    shows_name: bool = False
    found_because: str | None = None
    #: When the screening selected the application; null: found in another way.
    selected_on: dt.date | None = None
    #: What the proposal declares of whom the community found; an application says so itself.
    lives_here: bool = False
    #: Where it is staff of the workstation.
    position: str | None = None


def propose(session: Session, actor: Actor, request: ProposeAppointment) -> AppointmentView:
    """Propose somebody for a post (提名). R1, R2, R15 to R17.

    Raises:
        NotFound: no such post, or nothing to renew, in the actor's communities.
        Forbidden: the actor does not prepare appointments there.
        WrongState: the post is no post to be filled; what is to be renewed cannot be; or the
            application is proposed already.
        Invalid: the person is missing, known by another id, or holds or last held the post and
            `renews` is missing; `interim` without `position`, or for who applied; nobody says
            that the person lives there; a renewal is of the wrong kind; or a wrong `happened_on`.
    """
    if request.application_id is not None:
        queries.hold_posts(session, request.application_id, request.post_id)
    post = post_queries.one_of(session, actor, request.post_id, for_change=True)
    if not may(actor, Action.APPOINTMENT_PREPARE, area=post.community):
        raise Forbidden(
            "只有本社区工作站和综合党委可以提名。",
            "Only the community's workstation and its party committee propose.",
        )
    act(session, actor, Action.APPOINTMENT_PREPARE, area=post.community)
    _check_can_be_filled(post)
    before = _renewed(session, actor, request)
    person = _person(session, actor, request, before, post)
    if before is None:
        _check_is_no_renewal(session, post, person, request.kind)
    _check_interim(session, request, person, post)
    now = clock.now()
    on = _proposed_on(session, request, post, before, person)
    appointment = Appointment(
        id=new_id(),
        community=post.community,
        post_id=post.id,
        kind=request.kind,
        application_id=request.application_id,
        renews=request.renews,
        person_id=person.person_id,
        account=str(person.person_id),
        has_account=person.has_account,
        name=person.name,
        phone=person.phone,
        phone_print=person.phone and keyring().fingerprint(same_phone(person.phone)),
        shows_name=person.shows_name,
        position=person.position,
        found_because=person.found_because,
        ability=request.ability,
        trust=request.trust,
        recognition=request.recognition,
        willingness=request.willingness,
        dual_roles=request.dual_roles,
        state=AppointmentState.PROPOSED,
        proposed_at=now if on == day_of(now) else start_of_day(on),
        proposed_on=on,
        progressed_on=on,
        version=1,
    )
    session.add(appointment)
    _mark_post(session, post.id)
    lives: dict[str, Any] = {"lives_in_community": True} if person.lives_here else {}
    note(session, actor, appointment, "proposed", on=on, of_kind=request.kind.value, **lives)
    event = AppointmentProposed(**facts_of(appointment), proposed_on=on, renews=request.renews)
    outbox.add(session, event, actor=actor)
    return queries.whole(session, actor, appointment)


def open_notice(session: Session, actor: Actor, request: OpenNotice) -> AppointmentView:
    """Put a candidate into public notice (公示), for the street's number of working days.

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`; or it reaches into
            a year whose holidays nobody has entered.
        Invalid: a wrong `happened_on`; or a day before today without `paper_reference`.
    """
    appointment = take_up(
        session,
        actor,
        request.appointment_id,
        Deed.OPEN_NOTICE,
        expected=request.expected_version,
    )
    on = _day(session, request.happened_on, appointment)
    reference = request.paper_reference
    rules.check_paper(first_day=on, today=day_of(clock.now()), reference=reference)
    workdays, notice = queries.notice_beginning(session, appointment.community, on)
    check_known(notice.unknown_years, holidays.calendar(session))
    appointment.notice_from = on
    appointment.notice_to = notice.last_day
    appointment.paper_reference = reference
    on_paper = reference is not None
    move_on(
        session,
        actor,
        appointment,
        Deed.OPEN_NOTICE,
        on=on,
        words=reference,
        workdays=workdays,
        on_paper=on_paper,
    )
    event = NoticeOpened(
        **facts_of(appointment),
        first_day=on,
        last_day=notice.last_day,
        on_paper=on_paper,
    )
    outbox.add(session, event, actor=actor)
    return queries.whole(session, actor, appointment)


def submit_objection(session: Session, request: SubmitObjection) -> ObjectionReceipt:
    """Anyone objects to a candidate in public notice (异议).

    Raises:
        NotFound: no such notice.
        WrongState: it is over, or the proposal was taken back.
    """
    found = session.get(Appointment, request.notice_id)
    if found is None:
        raise _no_such_notice(request.notice_id)
    today = day_of(clock.now())
    # Asked twice: nobody waits for what is over, and it may end while this one waits.
    _check_can_object(session, found, today)
    appointment = queries.locked(session, found)
    _check_can_object(session, appointment, today)
    objection = _objected(session, RESIDENT, appointment, request, on=today)
    return queries.receipt(objection)


def record_objection(session: Session, actor: Actor, request: RecordObjection) -> AppointmentView:
    """Write an objection down for somebody, also from paper.

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`.
        Invalid: a wrong `happened_on`, or the notice was over on that day.
    """
    appointment = take_up(
        session, actor, request.appointment_id, Deed.OBJECT, expected=request.expected_version
    )
    on = _day(session, request.happened_on, appointment, previous=known(appointment.notice_from))
    rules.check_raised_in_time(notice_to=known(appointment.notice_to), day=on)
    _objected(session, actor, appointment, request, on=on)
    return queries.whole(session, actor, appointment)


def answer_objection(session: Session, actor: Actor, request: AnswerObjection) -> AppointmentView:
    """The committee answers an objection (答复异议).

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`; or there is no such
            objection, or it is answered already.
        Invalid: a wrong `happened_on`.
    """
    appointment = take_up(
        session, actor, request.appointment_id, Deed.ANSWER, expected=request.expected_version
    )
    objection = queries.objection_to(session, appointment, request.objection_id)
    if objection.answer is not None:
        raise WrongState("该异议已经答复。", "The objection is answered already.")
    on = _day(session, request.happened_on, appointment, previous=objection.raised_on)
    objection.answer, objection.answered_on = request.answer, on
    objection.answered_by = actor.account
    objection.version += 1
    move_on(session, actor, appointment, Deed.ANSWER, on=on, objection_id=str(objection.id))
    return queries.whole(session, actor, appointment)


def decide(session: Session, actor: Actor, request: DecideAppointment) -> AppointmentView:
    """The community's composite party committee decides (R10), and the term is set (R11).

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`; or the notice is
            not over, an objection is open, the post is held or given in that time, or the
            term to be renewed ended early.
        Invalid: a wrong `happened_on` or `term_from`.
    """
    deed = Deed.APPROVE if request.approved else Deed.REFUSE
    appointment = take_up(
        session, actor, request.appointment_id, deed, expected=request.expected_version
    )
    on = _day(session, request.happened_on, appointment)
    rules.check_notice_is_over(
        notice_to=known(appointment.notice_to),
        decided_on=on,
        open_objections=queries.open_objections(session, appointment.id),
    )
    appointment.decided_on = on
    if request.approved:
        _check_can_be_filled(session.get_one(Post, appointment.post_id))
        _check_goes_on(session, appointment)
        _set_term(session, appointment, on, request.term_from)
        _check_is_free(session, appointment)
        if appointment.application_id is not None:
            # Refused here, should the person have withdrawn since.
            mark_appointed(
                session, actor, appointment.application_id, community=appointment.community
            )
    move_on(session, actor, appointment, deed, on=on, words=request.reason)
    event = AppointmentDecided(
        **facts_of(appointment),
        approved=request.approved,
        decided_on=on,
        term_from=appointment.term_from,
        term_to=appointment.term_to,
    )
    outbox.add(session, event, actor=actor)
    if request.approved:
        _take_channel(session, actor, appointment)
    return queries.whole(session, actor, appointment)


def state_part(session: Session, actor: Actor, request: MarkPart) -> AppointmentView:
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
            en="A certificate is marked by issuing it, the handbook by writing the entry, "
            "the channel by making it public.",
        )
    on = _day(session, request.happened_on, appointment, previous=known(appointment.decided_on))
    mark_part(session, actor, appointment.id, request.part, on, words=request.note)
    return queries.whole(session, actor, appointment)


def mark_part(
    session: Session,
    actor: Actor,
    appointment_id: UUID,
    part: Part,
    on: dt.date,
    *,
    words: str | None = None,
) -> Appointment:
    """One of the four parts stands since a day; with the last one the office begins. R14.

    Whoever calls has asked who may. A part that stands already stays as it is.

    Raises:
        NotFound: no such appointment.
        WrongState: it is not decided, or goes nowhere any more.
        Invalid: the day lies before the decision.
    """
    found = session.get(Appointment, appointment_id)
    if found is None:
        raise queries.no_such(appointment_id)
    appointment = queries.locked(session, found)
    if part.value in appointment.marked:
        return appointment
    rules.TABLE.follows("", appointment.state, Deed.MARK_PART)
    now = clock.now()
    day_of_step(on, today=day_of(now), previous=known(appointment.decided_on))
    setattr(appointment, f"{part.value}_on", on)
    move_on(session, actor, appointment, Deed.MARK_PART, on=on, words=words, part=part.value)
    # Should it have become public while the committee decided.
    _take_channel(session, actor, appointment)
    begin_if_ready(session, actor, appointment, now)
    return appointment


def withdraw(session: Session, actor: Actor, request: WithdrawAppointment) -> AppointmentView:
    """Take a proposal back, before anybody is in office (撤回).

    Once it is decided, only the committee does (R10); whoever applied is then selected again.

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`.
        Invalid: a wrong `happened_on`.
    """
    appointment = take_up(
        session, actor, request.appointment_id, Deed.WITHDRAW, expected=request.expected_version
    )
    on = _day(session, request.happened_on, appointment)
    if appointment.state is AppointmentState.PENDING and appointment.application_id is not None:
        mark_not_appointed(session, actor, appointment.application_id)
    _withdraw(session, actor, appointment, on, words=request.reason)
    return queries.whole(session, actor, appointment)


def take_back(session: Session, actor: Actor, proposal: Appointment, *, because: str) -> None:
    """A proposal goes with what it came from: an application, a term that it goes on with, a person.

    Whoever calls has locked it, see `queries.proposals_of`. `because`: what became of
    that, as a word.
    """
    is_decided = proposal.state is AppointmentState.PENDING
    if is_decided and proposal.application_id is not None:
        mark_not_appointed(session, actor, proposal.application_id)
    on = max(day_of(clock.now()), proposal.progressed_on)
    _withdraw(session, actor, proposal, on, because=because)


def name_account(session: Session, actor: Actor, appointment: Appointment, account: UUID) -> None:
    """The person of an appointment has this account. Whoever calls has asked who may, and locked it."""
    before = None if appointment.has_account else appointment.person_id
    appointment.person_id, appointment.account = account, str(account)
    appointment.has_account = True
    appointment.version += 1
    note(
        session,
        actor,
        appointment,
        rules.TABLE.deeds[Deed.NAME_ACCOUNT].done,
        on=day_of(clock.now()),
    )
    event = AppointmentAccountNamed(
        **facts_of(appointment),
        commissioner=account,
        before=before,
        began_on=appointment.began_on,
        ended_on=appointment.ended_on,
        successor=appointment.successor,
    )
    outbox.add(session, event, actor=actor)


def name_successor(session: Session, actor: Actor, before: UUID, account: UUID) -> None:
    """Who took over without an account is this account. An appointment that was erased stays."""
    chosen = sa.select(Appointment).where(
        Appointment.successor == before, Appointment.erased_at.is_(None)
    )
    for one in session.scalars(chosen.order_by(Appointment.id).with_for_update()).all():
        one.successor = account
        one.version += 1
        note(session, actor, one, "successor_named", on=day_of(clock.now()))


def begin_if_ready(
    session: Session, actor: Actor, appointment: Appointment, now: dt.datetime
) -> bool:
    """Take it into office, if its parts stand, its first day has come and the post is free.

    An interim holder ends on the day before, and one who is only decided is withdrawn
    (R17). What was written down after its term was over begins and ends at once. Says
    whether it began.
    """
    marked = appointment.marked
    if appointment.state is not AppointmentState.PENDING or set(marked) != set(Part):
        return False
    _expire_overdue(session, appointment.post_id, now)
    term_from, term_to = known(appointment.term_from), known(appointment.term_to)
    until = term_to + _DAY
    holders = queries.others_on(session, appointment, term_from, until)
    interim = None if queries.is_interim(appointment) else _to_supersede(holders)
    first = rules.begins_on(
        term_from=term_from,
        marked=marked,
        interim_from=None if interim is None else interim.began_on,
    )
    others = [one for one in holders if one is not interim and known(one.free_from) > first]
    post = session.get_one(Post, appointment.post_id)
    if first > day_of(now) or first > term_to or others or post.state is PostState.CLOSED:
        return False
    if interim is not None and known(interim.free_from) > first:
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
        interim_now = queries.is_interim(appointment)
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
        ended_on=known(appointment.term_to) + _DAY,
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
    """It ends; `ended_on` is the first day without it. The post is free, or passes on.

    `successor`: who takes over what is open; if nobody is named, whoever follows on the
    post at once, or the same person where they hold another post of the community and
    have neither died nor moved away.
    """
    rules.TABLE.follows("", appointment.state, deed)
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


def take_up(
    session: Session, actor: Actor, appointment_id: UUID, deed: Deed, *, expected: int | None = None
) -> Appointment:
    """The appointment, locked, if the actor may do this with it now; `expected`: at this version.

    Raises:
        NotFound: no such appointment in the actor's communities.
        PreconditionFailed: it is at another version.
        Forbidden: the actor sees it, but this is for others to do.
        WrongState: the state does not allow it.
    """
    appointment = queries.one_of(session, actor, appointment_id, for_change=True)
    action = rules.TABLE.action(deed)
    rules.check_may(
        actor,
        deed,
        state=appointment.state,
        community=appointment.community,
        allowed=queries.may(actor, action, appointment),
        is_partial=queries.is_partial(session, actor, appointment),
    )
    check_version(expected, appointment.version)
    act(session, actor, action, area=appointment.community, owner=appointment.account)
    return appointment


def move_on(
    session: Session,
    actor: Actor,
    appointment: Appointment,
    deed: Deed,
    *,
    on: dt.date,
    words: str | None = None,
    **details: Any,
) -> None:
    """Bring the appointment to its next state and write the history."""
    before = appointment.state
    appointment.state = rules.TABLE.deeds[deed].moves[before]
    appointment.version += 1
    appointment.progressed_on = max(on, appointment.progressed_on)
    if before is not appointment.state:
        _mark_post(session, appointment.post_id)
    note(session, actor, appointment, rules.TABLE.deeds[deed].done, on=on, words=words, **details)


def _mark_post(session: Session, post_id: UUID) -> None:
    """A post for which somebody is proposed or appointed is not closed meanwhile."""
    session.flush()
    posts.mark_awaited(
        session,
        post_id,
        is_awaited=queries.is_awaited(session, post_id),
        is_proposed=queries.is_anybody_proposed(session, post_id),
    )


def note(
    session: Session,
    actor: Actor,
    appointment: Appointment,
    what: str,
    *,
    on: dt.date,
    words: str | None = None,
    **details: Any,
) -> None:
    """Write down what happened to the appointment, with its version as it is."""
    now = clock.now()
    history.add(
        session,
        actor,
        kind=queries.KIND,
        thing_id=appointment.id,
        version=appointment.version,
        area=appointment.community,
        what=what,
        happened_at=now if on >= day_of(now) else start_of_day(on),
        note=words,
        **details,
    )


def remind_on(
    session: Session, appointment: Appointment, today: dt.date, *, began_on: dt.date
) -> dt.date | None:
    """When the next reminder is due, by what the street set before the office began."""
    coming = rules.next_reminder(
        term_to=known(appointment.term_to),
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


def facts_of(appointment: Appointment) -> dict[str, Any]:
    """The appointment as its events tell it: it names nobody."""
    return {
        "appointment_id": appointment.id,
        "community": appointment.community,
        "post_id": appointment.post_id,
        "kind": appointment.kind,
        "version": appointment.version,
    }


def _withdraw(
    session: Session, actor: Actor, appointment: Appointment, on: dt.date, **note_of: Any
) -> None:
    move_on(session, actor, appointment, Deed.WITHDRAW, on=on, **note_of)
    event = AppointmentWithdrawn(
        **facts_of(appointment), withdrawn_on=on, notice_from=appointment.notice_from
    )
    outbox.add(session, event, actor=actor)


def _take_channel(session: Session, actor: Actor, appointment: Appointment) -> None:
    """The channel's part stands since the decision, where it was public by then. R14."""
    decided_on = known(appointment.decided_on)
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
    appointment.free_from = known(appointment.term_to) + _DAY
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
    """Whoever's last day is over and whom the clock has not come to yet."""
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
        if queries.is_interim(one)
        and (one.state is AppointmentState.IN_OFFICE or one.end_reason is EndReason.TERM_OVER)
    ]
    return found[-1] if found else None


def _follower(
    session: Session, appointment: Appointment, ended_on: dt.date, reason: EndReason
) -> UUID | None:
    for waiting in queries.waiting(session, appointment.post_id):
        if known(waiting.term_from) <= ended_on <= known(waiting.term_to):
            return waiting.person_id
    if rules.leaves_community(reason):
        return None
    is_here_still = queries.holds_elsewhere(session, appointment, ended_on)
    return appointment.person_id if is_here_still else None


def _fills_the_post(session: Session, appointment: Appointment) -> bool:
    """Whether the post counts this one as its holder: not what began and ended at once."""
    post = session.get_one(Post, appointment.post_id)
    return post.filled_on is not None and post.filled_on == appointment.began_on


def _proposed_on(
    session: Session,
    request: ProposeAppointment,
    post: Post,
    before: Appointment | None,
    person: _Person,
) -> dt.date:
    """Not before the post was opened, the term to go on with began, or the person was selected."""
    # `_check_can_be_filled` has refused drafts, which alone have no such day.
    opened_on = day_of(post.opened_at or post.created_at)
    if request.happened_on is not None:
        check_after_opening(request.happened_on, opened_on, field="happened_on")
    follows = [opened_on, before.began_on if before else None, person.selected_on]
    return back_entries.day_of_step(
        session,
        post.community,
        request.happened_on,
        previous=max(day for day in follows if day is not None),
    )


def _check_can_be_filled(post: Post) -> None:
    if post.state in {PostState.DRAFT, PostState.CLOSED}:
        raise WrongState(
            f"岗位{post.number}尚未设立或已撤销，不能提名。",
            f"Post {post.number} is not open, so nobody can be proposed for it.",
        )


def _renewed(session: Session, actor: Actor, request: ProposeAppointment) -> Appointment | None:
    if request.renews is None:
        return None
    before = queries.one_of(session, actor, request.renews)
    if before.post_id != request.post_id:
        raise wrong_field(
            "renews",
            "of_another_post",
            zh="续聘须在原岗位。",
            en="A renewal goes on with the same post.",
        )
    rules.check_kind_goes_on(
        was_interim=queries.is_interim(before), is_interim=request.kind is Kind.INTERIM
    )
    rules.check_still_names_somebody(before.known_name)
    rules.check_may_be_renewed(
        state=before.state,
        end_reason=before.end_reason,
        evaluated_on=before.evaluated_on,
        judged_from=_judged_from(session, before),
    )
    gone = (AppointmentState.REFUSED, AppointmentState.WITHDRAWN)
    chosen = sa.select(Appointment.id).where(
        Appointment.renews == before.id, Appointment.state.not_in(gone)
    )
    if session.scalars(chosen).first() is not None:
        raise WrongState("该聘任已提出续聘。", "A renewal of it is proposed already.")
    return before


def _judged_from(session: Session, appointment: Appointment) -> dt.date:
    """What has no term to judge is refused for its state; the day plays no part there."""
    if appointment.began_on is None:
        return appointment.proposed_on
    days, _ = reminders_of(session, appointment.community, appointment.began_on)
    return rules.year_judged_from(term_to=known(appointment.term_to), days=days)


def _check_is_no_renewal(session: Session, post: Post, person: _Person, kind: Kind) -> None:
    """Whoever holds the post, or held it last to the end of the term, is renewed (续聘).

    Else nobody would ask for the year's evaluation. Without an account the phone tells
    who it is; staff in the interim may have the workstation's, and is known by the id alone.
    A person who held it in the interim and is to hold it as a resident is found anew, and
    so is a person whose data was erased.

    Raises:
        Invalid: names `renews`.
    """
    last = queries.last_holder(session, post.id)
    if last is None or last.end_reason not in {None, EndReason.TERM_OVER}:
        return
    if last.known_name is None:
        return
    if queries.is_interim(last) and kind is not Kind.INTERIM:
        return
    phone = person.phone and keyring().fingerprint(same_phone(person.phone))
    is_same_phone = phone is not None and phone == last.phone_print
    if last.person_id == person.person_id or (is_same_phone and not queries.is_interim(last)):
        raise _missing(
            "renews",
            f"该人选在聘或刚届满，请填写续聘的聘任 {last.id}，并先完成年度评价。",
            f"The person holds the post or held it last; give {last.id} as `renews`, "
            "and evaluate the year first.",
        )


def _person(
    session: Session,
    actor: Actor,
    request: ProposeAppointment,
    before: Appointment | None,
    post: Post,
) -> _Person:
    if before is not None:
        _check_renews_alone(request)
        rules.check_names_nobody_else(request.person_id, before.person_id)
        return _Person(
            before.person_id,
            before.has_account,
            before.name,
            request.phone or before.phone,
            position=request.position or _position_of(request, before),
        )
    if request.application_id is not None:
        return _applicant(session, actor, request, request.application_id, post)
    if request.name is None:
        raise _missing("name", "请填写姓名。", "Give the person's name.")
    if request.found_because is None:
        raise _missing(
            "found_because",
            "没有报名的，请说明如何发现该人选及其同意方式。",
            "Without an application, say how the person was found and how they agreed.",
        )
    rules.check_lives_here(
        is_interim=request.kind is Kind.INTERIM, lives_in_community=request.lives_in_community
    )
    given = request.person_id
    return _Person(
        given or new_id(),
        given is not None and not queries.is_without_account(session, given),
        request.name,
        request.phone,
        found_because=request.found_because,
        lives_here=request.lives_in_community is True,
        position=request.position,
    )


def _check_renews_alone(request: ProposeAppointment) -> None:
    if request.application_id is not None:
        raise wrong_field(
            "application_id",
            "of_a_renewal",
            zh="续聘是原来的人选，不填写报名。",
            en="A renewal goes on with the same person, and comes from no application.",
        )


def _position_of(request: ProposeAppointment, before: Appointment) -> str | None:
    """The one before, where the interim goes on."""
    return before.position if request.kind is Kind.INTERIM else None


def _check_interim(
    session: Session, request: ProposeAppointment, person: _Person, post: Post
) -> None:
    is_interim = request.kind is Kind.INTERIM
    rules.check_interim(
        is_interim=is_interim,
        position=person.position,
        is_applicant=is_interim
        and (
            request.application_id is not None
            or applications.is_applicant(session, post.community, person.person_id, person.phone)
        ),
    )


def _applicant(
    session: Session, actor: Actor, request: ProposeAppointment, application_id: UUID, post: Post
) -> _Person:
    # Locks the application, so that two do not propose it at once.
    candidate = applications.candidate(session, application_id, community=post.community)
    rules.check_serves(
        is_same_post=candidate.post_id == post.id,
        is_same_category=session.get_one(Post, candidate.post_id).category is post.category,
        reserve_until=candidate.reserve_until,
        today=day_of(clock.now()),
    )
    gone = (AppointmentState.REFUSED, AppointmentState.WITHDRAWN)
    chosen = sa.select(Appointment.id).where(
        Appointment.application_id == application_id, Appointment.state.not_in(gone)
    )
    if session.scalars(chosen).first() is not None:
        raise WrongState("该报名已提名。", "The application is proposed already.")
    given, person_id = request.person_id, candidate.person_id
    if candidate.account is not None:
        rules.check_names_nobody_else(given, person_id)
    elif given is not None:
        mark_account(session, actor, application_id, given)
        person_id = given
    return _Person(
        person_id,
        candidate.account is not None or given is not None,
        candidate.name,
        candidate.phone,
        shows_name=candidate.consents_to_notice,
        selected_on=candidate.selected_on,
        position=request.position,
    )


def _missing(field: str, zh: str, en: str) -> Invalid:
    return wrong_field(field, "missing", zh=zh, en=en)


def _set_term(
    session: Session, appointment: Appointment, decided_on: dt.date, wished: dt.date | None
) -> None:
    before = session.get(Appointment, appointment.renews) if appointment.renews else None
    term_before = before.term_to if before is not None else None
    follows = decided_on if term_before is None else max(decided_on, term_before + _DAY)
    term_from = wished or follows
    months = parameters.value_on(session, appointment.community, Parameter.TERM_MONTHS, decided_on)
    latest = rules.term_to(follows, months) + _DAY
    rules.check_term_from(term_from, decided_on, latest=latest)
    appointment.term_from = term_from
    appointment.term_to = rules.term_to(term_from, months)


def _check_goes_on(session: Session, appointment: Appointment) -> None:
    before = session.get(Appointment, appointment.renews) if appointment.renews else None
    if before is not None:
        reason = before.end_reason
        rules.check_goes_on(end_reason=reason, ended_on=before.ended_on)


def _check_is_free(session: Session, appointment: Appointment) -> None:
    """Let pass a term in which nobody else holds the post, or is decided to; interim gives way.

    Raises:
        WrongState: says who stands in the way, and until when.
    """
    until = known(appointment.term_to) + _DAY
    first = known(appointment.term_from)
    pending = sa.select(Appointment).where(
        Appointment.post_id == appointment.post_id,
        Appointment.id != appointment.id,
        Appointment.state == AppointmentState.PENDING,
        Appointment.term_from < until,
        Appointment.term_to >= first,
    )
    in_the_way = [
        one
        for one in [
            *queries.others_on(session, appointment, first, until),
            *session.scalars(pending),
        ]
        if queries.is_interim(appointment) or not queries.is_interim(one)
    ]
    if in_the_way:
        last = max(known(one.term_to) for one in in_the_way)
        raise WrongState(
            f"该岗位在此期间已有聘任，至 {last}；请另定聘期起始日。",
            f"The post is given in this time, until {last}; choose another first day.",
        )


def _check_can_object(session: Session, appointment: Appointment, today: dt.date) -> None:
    if appointment.notice_to is None:
        raise _no_such_notice(appointment.id)
    state = appointment.state
    # What was withdrawn before proposals went with their applications.
    if state is AppointmentState.IN_NOTICE and not applications.still_stands(
        session, appointment.application_id
    ):
        state = AppointmentState.WITHDRAWN
    rules.check_can_object(state=state, notice_to=appointment.notice_to, day=today)


def _objected(
    session: Session,
    actor: Actor,
    appointment: Appointment,
    request: SubmitObjection | RecordObjection,
    *,
    on: dt.date,
) -> Objection:
    code = code_from(secrets.token_bytes(_ENTROPY_BYTES), _SERIES)
    objection = Objection(
        id=new_id(),
        appointment_id=appointment.id,
        community=appointment.community,
        code=normalised(code),
        code_print=print_of(code),
        text=request.text,
        contact=request.contact,
        raised_at=clock.now(),
        raised_on=on,
        version=1,
    )
    session.add(objection)
    move_on(session, actor, appointment, Deed.OBJECT, on=on, objection_id=str(objection.id))
    return objection


def _no_such_notice(notice_id: UUID) -> NotFound:
    return NotFound(
        f"没有公示 {notice_id}，请核对。", f"There is no public notice {notice_id}; check the id."
    )


def _day(
    session: Session,
    given: dt.date | None,
    appointment: Appointment,
    *,
    previous: dt.date | None = None,
) -> dt.date:
    return back_entries.day_of_step(
        session,
        appointment.community,
        given,
        previous=previous if previous is not None else appointment.progressed_on,
    )
