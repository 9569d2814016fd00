"""Common to every step of an appointment: taking it up, moving it on, and its history.

`take_up` and `move_on` are the two halves of every change, as with an appeal.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.recruitment.appointments import AppointmentAccountNamed, AppointmentWithdrawn
from contracts.recruitment.words import AppointmentState, PostState
from runtime import clock
from services.recruitment.applications.operations import mark_not_appointed
from services.recruitment.appointment import queries, rules
from services.recruitment.appointment.model import Appointment
from services.recruitment.appointment.rules import Deed
from services.recruitment.back_entries import operations as back_entries
from services.recruitment.posts import operations as posts
from services.recruitment.posts.model import Post
from vocabulary.actors import Actor
from vocabulary.periods import day_of, start_of_day
from vocabulary.problems import WrongState, check_version


def take_back(session: Session, actor: Actor, proposal: Appointment, *, because: str) -> None:
    """Withdraw a proposal together with its source: an application, a term it renews, a person.

    The caller has locked it, see `queries.proposals_of`. `because`: what happened to the source, as
    a word.
    """
    is_decided = proposal.state is AppointmentState.PENDING
    if is_decided and proposal.application_id is not None:
        mark_not_appointed(session, actor, proposal.application_id)
    on = max(day_of(clock.now()), proposal.progressed_on)
    withdraw_proposal(session, actor, proposal, on, because=because)


def name_account(session: Session, actor: Actor, appointment: Appointment, account: UUID) -> None:
    """Set the account of an appointment's person. The caller has checked rights and locked it."""
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
    """Set the account of a successor without one. Erased appointments stay as they are."""
    chosen = sa.select(Appointment).where(
        Appointment.successor == before, Appointment.erased_at.is_(None)
    )
    for one in session.scalars(chosen.order_by(Appointment.id).with_for_update()).all():
        one.successor = account
        one.version += 1
        note(session, actor, one, "successor_named", on=day_of(clock.now()))


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
        allowed=queries.APPOINTMENTS.may(actor, action, appointment),
        has_conflict_of_interest=queries.has_conflict_of_interest(session, actor, appointment),
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
        mark_post(session, appointment.post_id)
    note(session, actor, appointment, rules.TABLE.deeds[deed].done, on=on, words=words, **details)


def mark_post(session: Session, post_id: UUID) -> None:
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
    happened_at = now if on >= day_of(now) else start_of_day(on)
    queries.APPOINTMENTS.note(
        session, actor, appointment, what, at=happened_at, note=words, **details
    )


def facts_of(appointment: Appointment) -> dict[str, Any]:
    """The appointment as its events tell it, without names."""
    return {
        "appointment_id": appointment.id,
        "community": appointment.community,
        "post_id": appointment.post_id,
        "kind": appointment.kind,
        "version": appointment.version,
    }


def withdraw_proposal(
    session: Session, actor: Actor, appointment: Appointment, on: dt.date, **note_of: Any
) -> None:
    """It goes nowhere any more; its notice is over too."""
    move_on(session, actor, appointment, Deed.WITHDRAW, on=on, **note_of)
    event = AppointmentWithdrawn(
        **facts_of(appointment), withdrawn_on=on, notice_from=appointment.notice_from
    )
    outbox.add(session, event, actor=actor)


def check_can_be_filled(post: Post) -> None:
    """Check that a post is open.

    Raises:
        WrongState: it is a draft, or closed.
    """
    if post.state in {PostState.DRAFT, PostState.CLOSED}:
        raise WrongState(
            f"岗位{post.number}尚未设立或已撤销，不能提名。",
            f"Post {post.number} is not open, so you cannot propose anybody for it.",
        )


def day_of_deed(
    session: Session,
    given: dt.date | None,
    appointment: Appointment,
    *,
    previous: dt.date | None = None,
) -> dt.date:
    """The day that was given, or today; checked against the previous step and the allowed days."""
    return back_entries.day_of_step(
        session,
        appointment.community,
        given,
        previous=previous if previous is not None else appointment.progressed_on,
    )
