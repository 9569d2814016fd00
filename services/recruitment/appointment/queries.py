"""Finding appointments: one, or a page of many; and how a reader sees them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.words import Purpose
from contracts.recruitment.appointments import (
    AppointmentPage,
    AppointmentStep,
    AppointmentView,
    ListAppointments,
    ObjectionView,
    ShowAppointment,
)
from contracts.recruitment.words import AppointmentState, Kind, Parameter, Part
from groundwork import history, printing
from groundwork.history import Entry
from groundwork.kept import Kept
from runtime import clock, paging
from runtime.copying import Copying
from runtime.narrowing import Conditions, any_of
from runtime.scope import inside
from services.recruitment.applications import queries as applications
from services.recruitment.applications.model import Application
from services.recruitment.appointment import rules
from services.recruitment.appointment.model import Appointment, Objection
from services.recruitment.appointment.rules import Deed
from services.recruitment.consents.queries import agreeing
from services.recruitment.holidays import queries as holidays
from services.recruitment.parameters import queries as parameters
from services.recruitment.posts.model import Post
from vocabulary.actors import Actor
from vocabulary.masking import masked_name, masked_phone
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.personal_text import hidden
from vocabulary.workdays import Notice, notice_of

KIND = "appointment"
APPOINTMENTS = Kept(
    Appointment, KIND, "聘任", "appointment", read=Action.APPOINTMENT_READ, owner="account"
)
ORDER = paging.Order(
    {
        "proposed_at": Appointment.proposed_at,
        "began_on": Appointment.began_on,
        "term_to": Appointment.term_to,
    },
    identity=Appointment.id,
    usual="-proposed_at",
)
#: By its name alone: the screening uses appointments, and neighbours go one way only.
_ABSTAINED = sa.table(
    "screening_abstention",
    sa.column("application_id", sa.Uuid()),
    sa.column("assessor", sa.String()),
)
#: Proposed and not decided.
_LIVE = (AppointmentState.PROPOSED, AppointmentState.IN_NOTICE)
#: These, and those decided on and waiting for office.
TO_COME = (*_LIVE, AppointmentState.PENDING)
_VIEW = Copying(
    Appointment,
    AppointmentView,
    given=(
        "post",
        "commissioner",
        "name",
        "phone",
        "not_printable",
        "position",
        "shows_name",
        "possible",
        "on_paper",
        "paper_reference",
        "parts",
        "grade",
        "found_because",
        "ability",
        "trust",
        "recognition",
        "willingness",
        "dual_roles",
        "objections",
        "history",
    ),
)
_OBJECTION = Copying(Objection, ObjectionView, given=("text", "has_contact", "answer", "possible"))
_STEP = history.Telling(AppointmentStep, given=("part", "note"))


def one_of(
    session: Session,
    actor: Actor,
    appointment_id: UUID,
    *,
    action: Action = Action.APPOINTMENT_READ,
    for_change: bool = False,
) -> Appointment:
    """One appointment in the actor's scope; with its post locked, if it is to change.

    Raises:
        NotFound: there is none, or it is elsewhere; the answer does not say which.
    """
    found = APPOINTMENTS.one_of(session, actor, appointment_id, action=action)
    return locked(session, found) if for_change else found


def own(session: Session, actor: Actor) -> Sequence[Appointment]:
    """Everything for which the actor was proposed, oldest first."""
    chosen = APPOINTMENTS.seen_by(actor, Action.APPOINTMENT_COPY)
    return session.scalars(chosen.order_by(Appointment.proposed_at, Appointment.id)).all()


def locked(session: Session, appointment: Appointment) -> Appointment:
    """The same, locked together with its post.

    The post always comes first: taking office may end another appointment of the post, and two such
    changes must not wait for each other.
    """
    _hold(session, Post.id == appointment.post_id)
    [found] = lock(session, Appointment.id == appointment.id)
    return found


def lock(session: Session, *which: sa.ColumnElement[bool]) -> Sequence[Appointment]:
    """These appointments as they are now, locked in one order; their posts are locked before."""
    chosen = sa.select(Appointment).where(*which).order_by(Appointment.id).with_for_update()
    return session.scalars(chosen.execution_options(populate_existing=True)).all()


def _hold(session: Session, which: sa.ColumnElement[bool]) -> None:
    """Lock posts in one order, so that no two who do so wait for each other."""
    session.execute(sa.select(Post.id).where(which).order_by(Post.id).with_for_update())


def proposals_of(session: Session, application: Application) -> Sequence[Appointment]:
    """The proposals that came of an application and wait for a decision, locked.

    The posts are locked first, as in proposing: a proposal that is being made now is among them, or
    comes too late. So call this before the application is locked.
    """
    hold_posts(session, application.id)
    return lock(session, Appointment.application_id == application.id, Appointment.state.in_(_LIVE))


def all_of_person(session: Session, appointment: Appointment) -> Sequence[Appointment]:
    """The person's other current and future appointments in the community, locked with their posts.

    Call this before anything else is locked.
    """
    theirs = sa.and_(
        Appointment.community == appointment.community,
        Appointment.person_id == appointment.person_id,
        Appointment.state.in_((*TO_COME, AppointmentState.IN_OFFICE)),
    )
    posts = sa.select(Appointment.post_id).where(theirs)
    _hold(session, sa.or_(Post.id == appointment.post_id, Post.id.in_(posts)))
    return lock(session, theirs, Appointment.id != appointment.id)


def hold_posts(session: Session, application_id: UUID, *more: UUID) -> None:
    """Lock the post of an application, those that it serves from the reserve list, and more."""
    own = sa.select(Application.post_id).where(Application.id == application_id)
    serves = sa.select(Appointment.post_id).where(
        Appointment.application_id == application_id, Appointment.state.in_(_LIVE)
    )
    _hold(session, sa.or_(Post.id.in_(own), Post.id.in_(serves), Post.id.in_(more)))


def is_proposed(application_id: Any) -> sa.ColumnElement[bool]:
    """Whether the application of this column has led to a proposal, or to somebody who waits for office."""
    return sa.exists().where(
        Appointment.application_id == application_id,
        Appointment.state.in_(TO_COME),
    )


def name_for(actor: Actor, appointment: Appointment) -> str | None:
    """The person's name, masked for a reader who only oversees."""
    sees_person = APPOINTMENTS.may(actor, Action.APPOINTMENT_PREPARE, appointment) or is_own(
        actor, appointment
    )
    is_whole = sees_person or appointment.erased_at is not None
    return appointment.name if is_whole else masked_name(appointment.name)


def is_own(actor: Actor, appointment: Appointment) -> bool:
    """Whether the actor is the person."""
    return actor.account is not None and actor.account == appointment.account


def has_conflict_of_interest(session: Session, actor: Actor, appointment: Appointment) -> bool:
    """Whether the actor is the person, or abstained in the screening of the application."""
    return appointment.id in conflicts_of_interest(session, actor, [appointment])


def conflicts_of_interest(
    session: Session, actor: Actor, found: Sequence[Appointment]
) -> frozenset[UUID]:
    """Those of these appointments on which the actor must not decide."""
    applied = {row.application_id for row in found} - {None}
    chosen = sa.select(_ABSTAINED.c.application_id).where(
        _ABSTAINED.c.assessor == actor.account, _ABSTAINED.c.application_id.in_(applied)
    )
    abstained = set(session.scalars(chosen)) if applied and actor.account else set()
    return frozenset(
        row.id for row in found if is_own(actor, row) or row.application_id in abstained
    )


def show(session: Session, actor: Actor, request: ShowAppointment) -> AppointmentView:
    """One appointment with its objections and its history.

    Raises:
        NotFound: no such appointment in the actor's communities.
    """
    return whole(session, actor, one_of(session, actor, request.appointment_id))


def page(session: Session, actor: Actor, request: ListAppointments) -> AppointmentPage:
    """A page of the appointments in the actor's scope, newest first unless sorted otherwise.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    found = APPOINTMENTS.page(session, actor, request, ORDER, *_narrowed(request))
    named = named_in_notice(session, found.rows)
    conflicts = conflicts_of_interest(session, actor, found.rows)
    held = held_with(session, found.rows)
    titles = _titles(session, found.rows)
    return AppointmentPage(
        items=[
            shown(
                actor,
                row,
                post=titles[row.post_id],
                held=held[row.id],
                is_named=row.id in named,
                has_conflict_of_interest=row.id in conflicts,
            )
            for row in found.rows
        ],
        **found.besides,
    )


def whole(session: Session, actor: Actor, appointment: Appointment) -> AppointmentView:
    """The appointment with everything that belongs to it."""
    session.flush()
    return shown(
        actor,
        appointment,
        objections_to(session, appointment.id),
        history.of(session, KIND, appointment.id),
        post=_titles(session, [appointment])[appointment.post_id],
        held=held_with(session, [appointment])[appointment.id],
        is_named=appointment.id in named_in_notice(session, [appointment]),
        has_conflict_of_interest=has_conflict_of_interest(session, actor, appointment),
    )


def shown(
    actor: Actor,
    appointment: Appointment,
    objections: Sequence[Objection] = (),
    entries: Sequence[Entry] = (),
    *,
    post: str,
    held: Collection[Deed],
    is_named: bool,
    has_conflict_of_interest: bool,
) -> AppointmentView:
    """The appointment for one reader; readers who only oversee see the name masked.

    Those who prepare and decide must know the person; the phone is masked for them too, and shown
    in full for a reason, see `disclosures`. `held`: see `held_with`. `is_named`: in public notice.
    `has_conflict_of_interest`: the reader does not decide on it.

    Objections, how the person was found and the words of the history are for those who prepare and
    decide, but never about themselves: the person objected to might recognise the writer.
    """
    sees_whole = APPOINTMENTS.may(actor, Action.APPOINTMENT_PREPARE, appointment)
    is_theirs = is_own(actor, appointment)
    sees_person = sees_whole or is_theirs
    sees_others_words = sees_whole and not is_theirs
    row = appointment
    marked = row.marked
    possible = rules.possible(
        actor,
        state=row.state,
        community=row.community,
        deeds=rules.TABLE.granted(actor, area=row.community, owner=row.account),
        held=held,
        has_conflict_of_interest=has_conflict_of_interest,
        has_account=row.has_account,
    )
    return _VIEW(
        row,
        post=post,
        commissioner=row.person_id,
        name=name_for(actor, row),
        phone=row.phone if is_theirs else masked_phone(row.phone),
        not_printable=printing.missing(row.name or "") if sees_person else [],
        position=row.position if sees_person else None,
        shows_name=is_named,
        possible=possible,
        on_paper=row.paper_reference is not None,
        paper_reference=hidden(row.paper_reference) if sees_whole else None,
        parts={part.value: marked.get(part) for part in Part},
        grade=row.grade if sees_person else None,
        found_because=row.found_because if sees_others_words else None,
        ability=row.ability if sees_whole else None,
        trust=row.trust if sees_whole else None,
        recognition=row.recognition if sees_whole else None,
        willingness=row.willingness if sees_whole else None,
        dual_roles=row.dual_roles if sees_whole else None,
        objections=[_objection(one, possible) for one in objections] if sees_others_words else [],
        history=[step(entry, sees_note=sees_others_words) for entry in entries],
    )


def _titles(session: Session, found: Sequence[Appointment]) -> Mapping[UUID, str]:
    """What the posts of these are called."""
    chosen = sa.select(Post.id, Post.title).where(Post.id.in_({row.post_id for row in found}))
    return {row[0]: row[1] for row in session.execute(chosen)}


def posts_of(session: Session, wanted: Collection[UUID]) -> Mapping[UUID, str]:
    """What the posts of these appointments are called."""
    chosen = (
        sa.select(Appointment.id, Post.title)
        .join(Post, Post.id == Appointment.post_id)
        .where(Appointment.id.in_(wanted))
    )
    return {row[0]: row[1] for row in session.execute(chosen)}


def objections_to(session: Session, appointment_id: UUID) -> Sequence[Objection]:
    """Everything that was said against a candidate, oldest first."""
    chosen = sa.select(Objection).where(Objection.appointment_id == appointment_id)
    return session.scalars(chosen.order_by(Objection.raised_at, Objection.id)).all()


def held_with(session: Session, found: Sequence[Appointment]) -> Mapping[UUID, set[Deed]]:
    """The deeds forbidden now for each of these, for any caller."""
    today = day_of(clock.now())
    chosen = sa.select(Objection.appointment_id).where(
        Objection.appointment_id.in_([row.id for row in found]), Objection.answer.is_(None)
    )
    objected = frozenset(session.scalars(chosen))
    waiting = {row.community for row in found if row.state is AppointmentState.PROPOSED}
    uncounted = {
        community
        for community in waiting
        if notice_beginning(session, community, today)[1].unknown_years
    }
    return {
        row.id: rules.held(
            today=today,
            notice_to=row.notice_to,
            has_open_objections=row.id in objected,
            are_workdays_known=row.community not in uncounted,
            is_certified=Part.CERTIFICATE in row.marked,
            end_reason=row.end_reason,
            is_erased=row.erased_at is not None,
        )
        for row in found
    }


def notice_beginning(session: Session, community: str, on: dt.date) -> tuple[int, Notice]:
    """For how many working days a public notice that begins on a day lasts, and to which day."""
    workdays = parameters.value_on(session, community, Parameter.NOTICE_WORKDAYS, on)
    return workdays, notice_of(on, workdays, holidays.calendar(session))


def held_on(day: dt.date) -> sa.ColumnElement[bool]:
    """The appointments in office on a day, whether or not the clock has come round since."""
    return sa.and_(Appointment.began_on <= day, Appointment.free_from > day)


def is_awaited(session: Session, post_id: UUID) -> bool:
    """Whether somebody is appointed to the post and not in office yet."""
    pending = Appointment.state == AppointmentState.PENDING
    return is_there(session, Appointment.post_id == post_id, pending)


def is_anybody_proposed(session: Session, post_id: UUID) -> bool:
    """Whether a proposal for the post is waiting for a decision."""
    return is_there(session, Appointment.post_id == post_id, Appointment.state.in_(_LIVE))


def is_without_account(session: Session, person_id: UUID) -> bool:
    """Whether appointments know a person by this id, without a named account."""
    return is_there(session, Appointment.person_id == person_id, Appointment.has_account.is_(False))


def is_there(session: Session, *which: sa.ColumnElement[bool]) -> bool:
    """Whether there is any such appointment."""
    chosen = sa.select(Appointment.id).where(*which).limit(1)
    return session.scalars(chosen).first() is not None


def of_the_person(session: Session, appointment: Appointment) -> Sequence[Appointment]:
    """The appointments that get an account together with this one, locked with their posts.

    An id without an account belongs to one person, so these are all in the community. A wrong
    account may belong to another person, so then these are only those of the post.
    """
    row = Appointment
    which = [row.community == appointment.community, row.person_id == appointment.person_id]
    if appointment.has_account:
        which.append(row.post_id == appointment.post_id)
    _hold(session, Post.id.in_(sa.select(row.post_id).where(*which)))
    return lock(session, *which, row.erased_at.is_(None))


def named_in_notice(session: Session, found: Sequence[Appointment]) -> frozenset[UUID]:
    """The candidates whom a public notice names now (PIPL art. 25).

    Applicants agreed in the application, and can change it at any time. All others need a valid
    recorded consent to exactly this, by the person or from signed paper; without one they are not
    named.
    """
    ids = [row.application_id for row in found if row.application_id is not None]
    agreeing_now = applications.agreeing_to_notice(session, ids)
    applied = {
        row.id for row in found if row.application_id in agreeing_now and _is_by_application(row)
    }
    others = [row for row in found if not _is_by_application(row)]
    agreed = {
        community: agreeing(
            session,
            [row.person_id for row in others if row.community == community],
            Purpose.NAME_IN_NOTICE,
            community=community,
        )
        for community in {row.community for row in others}
    }
    return frozenset(applied | {row.id for row in others if row.person_id in agreed[row.community]})


def _is_by_application(appointment: Appointment) -> bool:
    return appointment.application_id is not None and appointment.renews is None


def _narrowed(request: ListAppointments) -> Conditions:
    asked = {
        Appointment.post_id: request.post_id,
        Appointment.person_id: request.commissioner,
    }
    first, last = request.ends_from, request.ends_to
    return [
        *([inside(request.area, Appointment.community)] if request.area else []),
        *(column == value for column, value in asked.items() if value is not None),
        *_in_states(request),
        *any_of(Appointment.kind, request.kind),
        *([held_on(request.in_office_on)] if request.in_office_on else []),
        *([Appointment.term_to >= first] if first else []),
        *([Appointment.term_to <= last] if last else []),
    ]


def _in_states(request: ListAppointments) -> Conditions:
    asked = any_of(Appointment.state, request.state)
    if request.or_ending_to is None:
        return asked
    is_ending = sa.and_(
        Appointment.state == AppointmentState.IN_OFFICE,
        Appointment.term_to <= request.or_ending_to,
    )
    return [sa.or_(is_ending, *asked)]


def is_interim(appointment: Appointment) -> bool:
    """Whether staff of the workstation only looks after the post (R17)."""
    return appointment.kind is Kind.INTERIM


def _objection(objection: Objection, possible: Collection[str]) -> ObjectionView:
    """`possible`: what the reader can do with the appointment."""
    answers = rules.TABLE.routes([Deed.ANSWER]) if objection.answer is None else []
    return _OBJECTION(
        objection,
        text=hidden(objection.text),
        has_contact=objection.contact is not None,
        answer=hidden(objection.answer),
        possible=[deed for deed in answers if deed in possible],
    )


def step(entry: Entry, *, sees_note: bool) -> AppointmentStep:
    """One row of the history; its words for those who prepare and decide on somebody else."""
    part = entry.details.get("part")
    return _STEP(
        entry,
        part=Part(part) if part is not None else None,
        note=hidden(entry.note) if sees_note else None,
    )
