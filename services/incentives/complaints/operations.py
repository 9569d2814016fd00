"""Complaining, hearing both sides, examining, answering, and the review by the street office."""

from __future__ import annotations

import dataclasses
import datetime as dt
import secrets
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act, act_as
from bus import outbox
from contracts.incentives.complaints import (
    AbstainFromComplaint,
    AnswerComplaint,
    AskForReview,
    ComplainantDisclosed,
    ComplainantDisclosedAnswer,
    ComplaintAnswered,
    ComplaintBody,
    ComplaintReceived,
    ComplaintView,
    DiscloseComplainant,
    EraseComplaintContact,
    ExamineComplaint,
    ExtendComplaint,
    HearSide,
    OneComplaint,
    OwnComplaint,
    RecordComplaint,
    RecordedComplaint,
    ReviewComplaint,
    SubmitComplaint,
)
from contracts.incentives.notices import COMPLAINT_CAME, REVIEW_WISHED
from contracts.incentives.words import ComplaintFinding, ComplaintState, ComplaintWay
from contracts.recruitment.surveys import Received
from contracts.recruitment.words import Parameter
from groundwork import calendar, counters, parameters
from groundwork.disclosures import check_reason, look
from runtime import clock
from runtime.codes import print_of
from runtime.encryption import keyring
from runtime.identifiers import new_id
from services.incentives import notices
from services.incentives.complaints import queries, rules
from services.incentives.complaints.model import ComplainantDisclosure, Complaint
from services.incentives.complaints.queries import COMPLAINTS
from services.incentives.complaints.rules import Deed
from services.incentives.scorecards import queries as cards
from services.incentives.scorecards.rules import Term
from vocabulary.actors import RESIDENT, SYSTEM, SYSTEM_ROLE, Actor
from vocabulary.human_numbers import human_number
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, NotFound
from vocabulary.tracking import code_from, grouped, normalised
from vocabulary.workdays import add_workdays

_ENTROPY_BYTES = 8
_SERIES = b"complaints"
_AT_ONCE = 200


def submit(session: Session, request: SubmitComplaint) -> OwnComplaint:
    """Anyone complains about a commissioner (投诉).

    Raises:
        NotFound: no such appointment.
    """
    term = _term(session, request.appointment_id)
    complaint = _received(session, RESIDENT, term, request, ComplaintWay.WEB)
    return _kept_answer(session, complaint)


def record(session: Session, actor: Actor, request: RecordComplaint) -> RecordedComplaint:
    """A clerk writes down what came on paper, by phone or in person.

    Raises:
        NotFound: no such appointment in the actor's communities.
        Forbidden: it is the actor's own.
        Invalid: a way that is not recorded.
    """
    term = _term(session, request.appointment_id)
    action = Action.COMPLAINT_RECORD
    if not may(actor, action, area=term.community):
        raise _no_such(request.appointment_id)
    if actor.account in term.persons:
        raise Forbidden(
            "投诉反映的是您本人，请由他人登记。",
            "The complaint is about you; let somebody else write it down.",
        )
    act(session, actor, action, area=term.community)
    rules.check_way(request.way)
    complaint = _received(session, actor, term, request, request.way)
    return RecordedComplaint(id=complaint.id, number=complaint.number, code=grouped(complaint.code))


def abstain(session: Session, actor: Actor, request: AbstainFromComplaint) -> Received:
    """Abstain from a complaint (回避): the actor does not see it any more.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`.
    """
    _moved_on(session, actor, request, Deed.ABSTAIN, note=request.note)
    return Received(received=True)


def hear(session: Session, actor: Actor, request: HearSide) -> ComplaintView:
    """Write down what one side says.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_taken_up`.
    """
    complaint = _taken_up(session, actor, request, Deed.HEAR)
    rules.TABLE.follows(complaint.number, complaint.state, Deed.HEAR)
    COMPLAINTS.changed(session, actor, complaint, rules.HEARD[request.side], note=request.note)
    return queries.shown(session, actor, complaint)


def examine(session: Session, actor: Actor, request: ExamineComplaint) -> ComplaintView:
    """Write down what one examined; with the second person it is examined.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_taken_up`; or the actor
            examined it already.
    """
    complaint = _taken_up(session, actor, request, Deed.EXAMINE)
    rules.TABLE.follows(complaint.number, complaint.state, Deed.EXAMINE)
    known = queries.examiners(session, complaint)
    deed = rules.examining(known, actor.account or "", complaint.number)
    COMPLAINTS.move_on(session, actor, complaint, rules.TABLE, deed, note=request.note)
    return _shown(session, actor, complaint)


def extend(session: Session, actor: Actor, request: ExtendComplaint) -> ComplaintView:
    """Tell the complainant how long it takes.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`.
        Invalid: no later day.
    """
    complaint = _moved_on(session, actor, request, Deed.EXTEND)
    rules.check_extension(request.extended_to, due_on=complaint.extended_to or complaint.due_on)
    complaint.extended_to = request.extended_to
    complaint.extended_why = request.extended_why
    return _shown(session, actor, complaint)


def answer(session: Session, actor: Actor, request: AnswerComplaint) -> ComplaintView:
    """The committee answers (答复): founded with what follows, or the person is cleared.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`; or a side was not
            heard.
        Invalid: measures that do not fit what was found.
    """
    rules.check_measures(request.finding, request.measures)
    complaint = _moved_on(session, actor, request, Deed.ANSWER, finding=request.finding.value)
    rules.check_heard(queries.unheard(session, complaint), complaint.number)
    today = day_of(clock.now())
    complaint.finding, complaint.answer = request.finding, request.answer
    complaint.measures = sorted({one.value for one in request.measures})
    complaint.answered_on = today
    complaint.review_until = _workdays_after(session, complaint.community, today)
    _tell_answer(session, actor, complaint, today, is_reviewed=False)
    return _shown(session, actor, complaint)


def ask_for_review(session: Session, request: AskForReview) -> OwnComplaint:
    """The complainant asks the street office for a review, once.

    Raises:
        NotFound: the code is unknown.
        WrongState: it is not answered, was reviewed, or the time is over.
    """
    complaint = queries.with_code(session, request.code, for_change=True)
    today = day_of(clock.now())
    number = complaint.number
    rules.TABLE.follows(number, complaint.state, Deed.ASK_REVIEW)
    rules.check_review_in_time(complaint.review_until, today, number)
    COMPLAINTS.move_on(session, RESIDENT, complaint, rules.TABLE, Deed.ASK_REVIEW)
    complaint.review_wish = request.review_wish
    complaint.review_due_on = _workdays_after(session, complaint.community, today)
    session.flush()
    notices.tell(
        session,
        REVIEW_WISHED,
        COMPLAINTS,
        complaint,
        may=Action.COMPLAINT_REVIEW,
        but_not=queries.partial(session, complaint),
        facts={"number": number, "due_on": complaint.review_due_on.isoformat()},
    )
    return _kept_answer(session, complaint)


def _kept_answer(session: Session, complaint: Complaint) -> OwnComplaint:
    """The answer without the contact: it is kept for repetitions, and the contact may be erased."""
    return dataclasses.replace(queries.own(session, complaint), contact=None)


def review(session: Session, actor: Actor, request: ReviewComplaint) -> ComplaintView:
    """The street office reviews the answer.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`.
    """
    complaint = _moved_on(session, actor, request, Deed.REVIEW, finding=request.finding.value)
    today = day_of(clock.now())
    complaint.finding, complaint.review = request.finding, request.review
    complaint.reviewed_on = today
    if request.finding is not ComplaintFinding.FOUNDED:
        # The person is cleared, so nothing follows any more.
        complaint.measures = []
    _tell_answer(session, actor, complaint, today, is_reviewed=True)
    return _shown(session, actor, complaint)


def erase_contact(session: Session, request: EraseComplaintContact) -> OwnComplaint:
    """Erase the contact at the wish of the complainant; the complaint goes on.

    Raises:
        NotFound: the code is unknown.
    """
    complaint = queries.with_code(session, request.code, for_change=True)
    if complaint.contact is not None:
        complaint.contact = None
        COMPLAINTS.changed(session, RESIDENT, complaint, "contact_erased")
    return queries.own(session, complaint)


def disclose(
    session: Session, actor: Actor, request: DiscloseComplainant
) -> ComplainantDisclosedAnswer:
    """Show the contact of a complainant, and record who saw it, when and why.

    Raises:
        NotFound: no such complaint in the actor's communities.
        Forbidden: it is about the actor, they abstained from it, or do not deal with it.
        WrongState: no contact was left, or it was erased.
        Invalid: the reason needs words.
    """
    complaint = COMPLAINTS.one_of(session, actor, request.complaint_id)
    queries.check_impartial(session, actor, complaint)
    action = Action.COMPLAINT_DISCLOSE
    if not COMPLAINTS.may(actor, action, complaint):
        raise Forbidden(
            "只有办理投诉的工作站、综合党委和街道办可以查看投诉人的联系方式。",
            "Only the workstation, the party committee and the street office that deal with a "
            "complaint may see the complainant's contact.",
        )
    check_reason(request.reason, request.words)
    contact = rules.check_contact_left(complaint.contact, complaint.number)
    role = act(session, actor, action, area=complaint.community)
    row = ComplainantDisclosure(
        complaint_id=complaint.id,
        community=complaint.community,
        reason=request.reason,
        **look(actor, request, seen=["contact"], role=role),
    )
    session.add(row)
    event = ComplainantDisclosed(
        disclosure_id=row.id,
        complaint_id=complaint.id,
        community=complaint.community,
        role=role,
        reason=request.reason.value,
        seen=row.seen,
        disclosed_at=row.disclosed_at,
        sealed_account=keyring().to("gateway").seal(row.account),
        version=1,
    )
    outbox.add(session, event, actor=actor)
    return ComplainantDisclosedAnswer(id=row.id, disclosed_at=row.disclosed_at, contact=contact)


def close_all(session: Session) -> int:
    """Close the answered complaints for which nobody asked for a review in time; returns how many."""
    today = day_of(clock.now())
    chosen = (
        sa.select(Complaint)
        .where(Complaint.state == ComplaintState.ANSWERED, Complaint.review_until < today)
        .order_by(Complaint.id)
        .limit(_AT_ONCE)
    )
    found = session.scalars(chosen.with_for_update(skip_locked=True)).all()
    if found:
        act_as(session, SYSTEM, SYSTEM_ROLE)
    for complaint in found:
        COMPLAINTS.move_on(session, SYSTEM, complaint, rules.TABLE, Deed.CLOSE, role=SYSTEM_ROLE)
    return len(found)


def _received(
    session: Session, actor: Actor, term: Term, request: ComplaintBody, way: ComplaintWay
) -> Complaint:
    today = day_of(clock.now())
    serial = counters.next_serial(session, f"complaints/{term.community}/{today.year}")
    code = code_from(secrets.token_bytes(_ENTROPY_BYTES), _SERIES)
    complaint = Complaint(
        id=new_id(),
        number=human_number(today.year, serial),
        community=term.community,
        appointment_id=term.appointment_id,
        state=ComplaintState.RECEIVED,
        way=way,
        code=normalised(code),
        code_print=print_of(code),
        text=request.text,
        contact=request.contact,
        received_on=today,
        due_on=_workdays_after(session, term.community, today),
        measures=[],
        version=1,
    )
    session.add(complaint)
    session.flush()
    COMPLAINTS.note(session, actor, complaint, rules.TABLE.deeds[Deed.RECEIVE].done)
    event = ComplaintReceived(
        complaint_id=complaint.id,
        community=complaint.community,
        appointment_id=complaint.appointment_id,
        way=way,
        received_on=complaint.received_on,
        due_on=complaint.due_on,
        version=complaint.version,
    )
    outbox.add(session, event, actor=actor)
    told = {"number": complaint.number, "due_on": complaint.due_on.isoformat()}
    notices.tell(
        session,
        COMPLAINT_CAME,
        COMPLAINTS,
        complaint,
        may=Action.COMPLAINT_EXAMINE,
        # The clerk who wrote it down knows it.
        but_not={*term.persons, actor.account or ""},
        facts=told,
    )
    return complaint


def _workdays_after(session: Session, community: str, day: dt.date) -> dt.date:
    """The last of the street's working days of a notice, from the day after."""
    workdays = parameters.value_on(session, community, Parameter.NOTICE_WORKDAYS, day)
    return add_workdays(day, workdays, calendar.known(session))


def _tell_answer(
    session: Session, actor: Actor, complaint: Complaint, today: dt.date, *, is_reviewed: bool
) -> None:
    if complaint.finding is None:
        raise LookupError(f"complaint {complaint.id} has no finding")
    event = ComplaintAnswered(
        complaint_id=complaint.id,
        community=complaint.community,
        appointment_id=complaint.appointment_id,
        finding=complaint.finding,
        answered_on=today,
        is_reviewed=is_reviewed,
        version=complaint.version,
    )
    outbox.add(session, event, actor=actor)


def _taken_up(session: Session, actor: Actor, request: OneComplaint, deed: Deed) -> Complaint:
    """The complaint, locked, if the actor may do this with it and is impartial.

    Raises:
        NotFound: no such complaint in the actor's communities.
        Forbidden: it is about the actor, they abstained, or this is done by others.
        PreconditionFailed: it is at another version.
    """
    complaint = COMPLAINTS.take_up(
        session,
        actor,
        request.complaint_id,
        rules.TABLE.action(deed),
        otherwise=lambda _: _forbidden(deed),
        expected=request.expected_version,
    )
    queries.check_impartial(session, actor, complaint)
    return complaint


def _moved_on(
    session: Session,
    actor: Actor,
    request: OneComplaint,
    deed: Deed,
    *,
    note: str | None = None,
    **facts: str,
) -> Complaint:
    """The complaint in its next state, locked.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `_taken_up`.
        WrongState: that cannot be done now.
    """
    complaint = _taken_up(session, actor, request, deed)
    COMPLAINTS.move_on(session, actor, complaint, rules.TABLE, deed, note=note, **facts)
    return complaint


def _forbidden(deed: Deed) -> Forbidden:
    if deed is Deed.ANSWER:
        return Forbidden(
            "只有本社区综合党委可以答复投诉。",
            "Only the community's party committee may answer a complaint.",
        )
    if deed is Deed.REVIEW:
        return Forbidden(
            "只有街道办可以复核投诉。", "Only the street office may review a complaint."
        )
    return Forbidden(
        "只有本社区工作站和综合党委可以核实投诉。",
        "Only the workstation and the party committee of the community may examine a complaint.",
    )


def _term(session: Session, appointment_id: UUID) -> Term:
    found = cards.terms(session, appointment_id=appointment_id)
    if not found or found[0].is_erased:
        raise _no_such(appointment_id)
    return found[0]


def _no_such(appointment_id: UUID) -> NotFound:
    return NotFound(
        f"没有找到聘任 {appointment_id}，或不在您的范围内，请核对。",
        f"There is no appointment {appointment_id} in your scope; check the id.",
    )


def _shown(session: Session, actor: Actor, complaint: Complaint) -> ComplaintView:
    session.flush()
    return queries.shown(session, actor, complaint)
