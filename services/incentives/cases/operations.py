"""Writing, agreeing to, approving and withdrawing cases."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from contracts.incentives.cases import (
    ApproveCase,
    CaseBody,
    CaseView,
    ConsentToCase,
    EditCase,
    WithdrawCaseConsent,
    WriteCase,
)
from contracts.incentives.words import CaseState
from contracts.recruitment.appointments import AppointmentAccountNamed
from groundwork import counters
from runtime import clock
from runtime.identifiers import new_id
from services.incentives.cases import queries, rules
from services.incentives.cases.model import WORDS, Case
from services.incentives.cases.queries import CASES
from services.incentives.cases.rules import Deed
from services.incentives.meetings import queries as meetings
from services.incentives.public_words import check_public
from services.incentives.scorecards import queries as cards
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, check_version


def write(session: Session, actor: Actor, request: WriteCase) -> CaseView:
    """Write a case from what a speaker told at a meeting.

    Raises:
        NotFound: no such meeting in the actor's communities, or no such point of it.
        Forbidden: it is another commissioner's point.
        WrongState: the meeting was not held, the committee spoke, or there is a case of it.
        Invalid: a person's number in it.
    """
    _check(request)
    meeting = meetings.MEETINGS.one_of(session, actor, request.sharing_meeting_id)
    point = meetings.point_of(session, meeting.id, request.point_id)
    speaker = rules.check_told(meeting.theme, meeting.state, point.appointment_id)
    term = cards.terms(session, appointment_id=speaker)[0]
    if not may(actor, Action.CASE_WRITE, area=meeting.community, owner=term.person):
        raise _forbidden(Deed.EDIT)
    act(session, actor, Action.CASE_WRITE, area=meeting.community, owner=term.person)
    counters.hold(session, f"case/{point.id}")
    known = sa.select(Case.id).where(Case.point_id == point.id, Case.state != CaseState.WITHDRAWN)
    rules.check_first(has_case=session.scalar(known) is not None)
    case = Case(
        id=new_id(),
        community=meeting.community,
        meeting_id=meeting.id,
        point_id=point.id,
        appointment_id=speaker,
        person=term.person,
        state=CaseState.DRAFT,
        written_at=clock.now(),
        version=1,
    )
    _set(case, request)
    session.add(case)
    session.flush()
    CASES.note(session, actor, case, "written")
    return queries.shown(actor, case)


def edit(session: Session, actor: Actor, request: EditCase) -> CaseView:
    """Change a case; consent and approval were for the words before.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`.
        Invalid: a person's number in it.
    """
    _check(request)
    case = _moved_on(session, actor, request, Deed.EDIT)
    _set(case, request)
    case.reach = case.approved_on = None
    return _shown(session, actor, case)


def consent(session: Session, actor: Actor, request: ConsentToCase) -> CaseView:
    """Agree to a case as its speaker; another reach counts at once.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`.
        Invalid: a clerk does not say where the signed paper lies.
    """
    case = _moved_on(session, actor, request, Deed.CONSENT, note=request.note)
    rules.check_paper(request.note, is_own=actor.account == case.person)
    case.reach = request.reach
    return _shown(session, actor, case)


def withdraw(session: Session, actor: Actor, request: WithdrawCaseConsent) -> CaseView:
    """Withdraw the consent: nobody reads the case any more, and its words are erased.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`.
        Invalid: a clerk does not say where the signed paper lies.
    """
    case = _moved_on(session, actor, request, Deed.WITHDRAW, note=request.note)
    rules.check_paper(request.note, is_own=actor.account == case.person)
    for name in WORDS:
        setattr(case, name, None)
    case.reach = case.approved_on = None
    return _shown(session, actor, case)


def approve(session: Session, actor: Actor, request: ApproveCase) -> CaseView:
    """Approve a case as it stands, and as its speaker agreed to it (审定).

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `_moved_on`; or it is the actor's own.
        WrongState: that cannot be done now, or its speaker has not agreed.
    """
    case = _moved_on(session, actor, request, Deed.APPROVE)
    rules.check_not_own(is_own=actor.account == case.person)
    rules.check_consented(case.number, has_consent=case.reach is not None)
    case.approved_on = day_of(clock.now())
    return _shown(session, actor, case)


def name_speakers(session: Session, events: Sequence[AppointmentAccountNamed]) -> None:
    """Let speakers whose account is named later agree and withdraw by themselves."""
    for event in events:
        session.execute(
            sa.update(Case)
            .where(Case.appointment_id == event.appointment_id)
            .values(person=str(event.commissioner))
        )


def _check(body: CaseBody) -> None:
    check_public([(name, getattr(body, name)) for name in WORDS])


def _set(case: Case, body: CaseBody) -> None:
    case.category = body.category
    for name in WORDS:
        setattr(case, name, getattr(body, name))


def _moved_on(
    session: Session,
    actor: Actor,
    request: EditCase | ConsentToCase | WithdrawCaseConsent | ApproveCase,
    deed: Deed,
    *,
    note: str | None = None,
) -> Case:
    """The case in its next state, locked.

    Raises:
        NotFound: no such case that the actor may read.
        Forbidden: the actor may not do this with it.
        PreconditionFailed: it is at another version.
        WrongState: that cannot be done now.
    """
    case, action = (
        queries.found(session, actor, request.case_id, for_change=True),
        rules.TABLE.action(deed),
    )
    if not CASES.may(actor, action, case):
        raise _forbidden(deed)
    act(session, actor, action, area=case.community, owner=case.person)
    check_version(request.expected_version, case.version)
    CASES.move_on(session, actor, case, rules.TABLE, deed, note=note)
    return case


def _forbidden(deed: Deed) -> Forbidden:
    if deed is Deed.APPROVE:
        return Forbidden(
            "案例由讲述人所在社区的综合党委审定。",
            "The party committee of the speaker's community approves the case.",
        )
    if deed is Deed.EDIT:
        return Forbidden(
            "案例由讲述人本人、所在社区的工作站或综合党委编写。",
            "The speaker, or the workstation or party committee of their community, writes the "
            "case.",
        )
    return Forbidden(
        "只有讲述人本人可以同意或撤回；书面同意请本社区工作站登记。",
        "Only the speaker agrees and withdraws; the workstation of their community writes down "
        "what they signed.",
    )


def _shown(session: Session, actor: Actor, case: Case) -> CaseView:
    session.flush()
    return queries.shown(actor, case)
