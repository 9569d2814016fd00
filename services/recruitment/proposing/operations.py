"""Putting somebody forward for a post, and taking a proposal back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.recruitment.appointments import AppointmentView
from contracts.recruitment.proposing import (
    AppointmentProposed,
    ProposeAppointment,
    WithdrawAppointment,
)
from contracts.recruitment.words import AppointmentState, EndReason, Kind
from runtime import clock, marks
from runtime.identifiers import new_id
from services.recruitment.applications import queries as applications
from services.recruitment.applications.operations import mark_account, mark_not_appointed
from services.recruitment.appointment import queries as appointments
from services.recruitment.appointment.model import Appointment
from services.recruitment.appointment.operations import (
    check_can_be_filled,
    day_of_deed,
    facts_of,
    mark_post,
    note,
    take_up,
    withdraw_proposal,
)
from services.recruitment.appointment.rules import Deed, required
from services.recruitment.back_entries import operations as back_entries
from services.recruitment.back_entries.rules import check_after_opening
from services.recruitment.office.operations import reminders_of
from services.recruitment.posts import queries as post_queries
from services.recruitment.posts.model import Post
from services.recruitment.proposing import queries, rules
from vocabulary.actors import Actor
from vocabulary.periods import day_of, start_of_day
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, Invalid, WrongState, wrong_field


@dataclass(frozen=True)
class _Person:
    """The person proposed, and how the community came to know them."""

    person_id: UUID
    has_account: bool
    name: str
    phone: str | None
    #: Whether their application agrees to being named in public notice.
    shows_name: bool = False
    found_because: str | None = None
    #: When the screening selected the application; null: found in another way.
    selected_on: dt.date | None = None
    #: The declaration about a person whom the community found; an application has its own.
    lives_here: bool = False
    #: The position, for staff of the workstation.
    position: str | None = None


def propose(session: Session, actor: Actor, request: ProposeAppointment) -> AppointmentView:
    """Propose somebody for a post (提名). R1, R2, R15 to R17.

    Raises:
        NotFound: no such post, or nothing to renew, in the actor's communities.
        Forbidden: the actor does not prepare appointments there.
        WrongState: the post is not to be filled; the renewal is not possible; or the application is
        proposed already.
        Invalid: the person is missing, known by another id, or holds or last held the post and
            `renews` is missing; `interim` without `position`, or for an applicant; the declaration
            of residence is missing; a renewal is of the wrong kind; or a wrong `happened_on`.
    """
    if request.application_id is not None:
        appointments.hold_posts(session, request.application_id, request.post_id)
    post = post_queries.POSTS.one_of(session, actor, request.post_id, for_change=True)
    if not may(actor, Action.APPOINTMENT_PREPARE, area=post.community):
        raise Forbidden(
            "只有本社区工作站和综合党委可以提名。",
            "Only the community's workstation and its party committee may propose.",
        )
    act(session, actor, Action.APPOINTMENT_PREPARE, area=post.community)
    check_can_be_filled(post)
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
        phone_print=marks.PHONE.of(person.phone),
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
    mark_post(session, post.id)
    lives: dict[str, Any] = {"lives_in_community": True} if person.lives_here else {}
    note(session, actor, appointment, "proposed", on=on, of_kind=request.kind.value, **lives)
    event = AppointmentProposed(**facts_of(appointment), proposed_on=on, renews=request.renews)
    outbox.add(session, event, actor=actor)
    return appointments.whole(session, actor, appointment)


def withdraw(session: Session, actor: Actor, request: WithdrawAppointment) -> AppointmentView:
    """Take a proposal back, before anybody is in office (撤回).

    Once it is decided, only the committee may (R10); an applicant is then selected again.

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`.
        Invalid: a wrong `happened_on`.
    """
    appointment = take_up(
        session, actor, request.appointment_id, Deed.WITHDRAW, expected=request.expected_version
    )
    on = day_of_deed(session, request.happened_on, appointment)
    if appointment.state is AppointmentState.PENDING and appointment.application_id is not None:
        mark_not_appointed(session, actor, appointment.application_id)
    withdraw_proposal(session, actor, appointment, on, words=request.reason)
    return appointments.whole(session, actor, appointment)


def _proposed_on(
    session: Session,
    request: ProposeAppointment,
    post: Post,
    before: Appointment | None,
    person: _Person,
) -> dt.date:
    """Not before the post was opened, the term to go on with began, or the person was selected."""
    # `check_can_be_filled` has refused drafts, which alone have no such day.
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


def _renewed(session: Session, actor: Actor, request: ProposeAppointment) -> Appointment | None:
    if request.renews is None:
        return None
    before = appointments.one_of(session, actor, request.renews)
    if before.post_id != request.post_id:
        raise wrong_field(
            "renews",
            "of_another_post",
            zh="续聘须在原岗位。",
            en="A renewal is for the same post.",
        )
    rules.check_kind_goes_on(
        was_interim=appointments.is_interim(before), is_interim=request.kind is Kind.INTERIM
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
    """An appointment without a term is refused for its state; the day does not matter there."""
    if appointment.began_on is None:
        return appointment.proposed_on
    days, _ = reminders_of(session, appointment.community, appointment.began_on)
    return rules.year_judged_from(term_to=required(appointment.term_to), days=days)


def _check_is_no_renewal(session: Session, post: Post, person: _Person, kind: Kind) -> None:
    """The holder of the post, or the last one if their term ran out, is renewed (续聘).

    Otherwise the year's evaluation would be skipped. Without an account the phone identifies the
    person; staff in the interim may have the workstation's phone, so only their id does. A person
    who held it in the interim and is to hold it as a resident is proposed as new, and so is a
    person whose data was erased.

    Raises:
        Invalid: names `renews`.
    """
    last = queries.last_holder(session, post.id)
    if last is None or last.end_reason not in {None, EndReason.TERM_OVER}:
        return
    if last.known_name is None:
        return
    if appointments.is_interim(last) and kind is not Kind.INTERIM:
        return
    is_same_phone = person.phone is not None and marks.PHONE.fits(last.phone_print, person.phone)
    if last.person_id == person.person_id or (is_same_phone and not appointments.is_interim(last)):
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
        rules.check_names_nobody_else(request.commissioner, before.person_id)
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
    given = request.commissioner
    return _Person(
        given or new_id(),
        given is not None and not appointments.is_without_account(session, given),
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
            en="A renewal is for the same person and does not come from an application.",
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
    given, person_id = request.commissioner, candidate.person_id
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
