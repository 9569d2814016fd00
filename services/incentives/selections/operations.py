"""Drafting, opening, judging, counting, nominating, publishing, checking and awarding."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.incentives.selections import (
    AwardSelection,
    CheckSelection,
    CountSelection,
    DraftSelection,
    EditSelection,
    JudgeCandidates,
    Nominate,
    OpenSelection,
    PublishNomination,
    ReturnSelection,
    SelectionOpened,
    SelectionTerms,
    SelectionView,
)
from contracts.incentives.words import Criterion, SelectionState
from contracts.recruitment.words import Parameter
from groundwork import calendar, counters, parameters, territories
from groundwork.workdays import check_known
from runtime import clock
from runtime.identifiers import new_id
from services.incentives.ballots import queries as ballots
from services.incentives.honours import operations as honours
from services.incentives.places import queries as places
from services.incentives.places import rules as placing
from services.incentives.public_words import check_public
from services.incentives.selection import operations as taking
from services.incentives.selection import queries as selecting
from services.incentives.selection import rules
from services.incentives.selection.model import Opinion, Selection
from services.incentives.selection.rules import Deed
from services.incentives.selections import queries
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import WrongState
from vocabulary.workdays import Notice, notice_of


def draft(session: Session, actor: Actor, request: DraftSelection) -> SelectionView:
    """Draft the selection of a community for a year.

    Raises:
        NotFound: not a community of the actor.
        Forbidden: the actor is not of its street office.
        WrongState: there is one of that year.
        Invalid: see `_check_terms`.
    """
    community = request.community
    territories.check_community(actor, Action.SELECTION_READ, community)
    if not may(actor, Action.SELECTION_MANAGE, area=community):
        raise taking.forbidden(Deed.EDIT)
    act(session, actor, Action.SELECTION_MANAGE, area=community)
    counters.hold(session, f"selection/{community}/{request.year}")
    same = sa.select(Selection.id).where(
        Selection.community == community, Selection.year == request.year
    )
    if session.scalar(same) is not None:
        raise WrongState(
            f"该社区 {request.year} 年的评选已经建立，请在其上修改。",
            f"There is a selection of {request.year} in this community already; change that one.",
        )
    selection = Selection(
        id=new_id(),
        community=community,
        year=request.year,
        state=SelectionState.DRAFT,
        batches=0,
        version=1,
    )
    _set_terms(session, selection, request)
    session.add(selection)
    session.flush()
    done = rules.TABLE.deeds[Deed.DRAFT].done
    selecting.SELECTIONS.note(session, actor, selection, done, year=request.year)
    return queries.shown(session, actor, selection)


def edit(session: Session, actor: Actor, request: EditSelection) -> SelectionView:
    """Change the terms of a draft.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `taking.moved_on`.
        Invalid: see `_set_terms`.
    """
    selection = taking.moved_on(
        session, actor, request, Deed.EDIT, expected=request.expected_version
    )
    _set_terms(session, selection, request)
    return _shown(session, actor, selection)


def open_(session: Session, actor: Actor, request: OpenSelection) -> SelectionView:
    """Open a selection for opinions and votes.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `taking.moved_on`.
        Invalid: more honours than candidates, or a criterion without a fact.
    """
    selection = taking.moved_on(
        session, actor, request, Deed.OPEN, expected=request.expected_version
    )
    found = selecting.live(session, selection)
    rules.check_honours(selection.honours, len(found))
    rules.check_facts(list(selecting.weights(selection)), [one.candidate for one in found])
    event = SelectionOpened(
        selection_id=selection.id,
        community=selection.community,
        year=selection.year,
        title=selection.title,
        honours=selection.honours,
        candidates=len(found),
        version=selection.version,
    )
    outbox.add(session, event, actor=actor)
    return _shown(session, actor, selection)


def judge(session: Session, actor: Actor, request: JudgeCandidates) -> SelectionView:
    """Give points for every candidate but oneself, or abstain (回避).

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `taking.moved_on`; or points for oneself.
        Invalid: somebody is missing, there twice or no candidate.
    """
    selection = taking.moved_on(
        session, actor, request, Deed.JUDGE, expected=request.expected_version
    )
    judging = actor.account or ""
    ids = selecting.ids(selecting.of(session, selection))
    persons = selecting.persons(session, selection.community, ids)
    rules.check_sheet(
        [one.appointment_id for one in request.points],
        [one.appointment_id for one in request.abstains],
        expected=ids,
        own=[one for one in ids if judging in persons[one]],
    )
    is_committee = selecting.SELECTIONS.may(actor, Action.SELECTION_NOMINATE, selection)
    criterion = Criterion.COMMITTEE if is_committee else Criterion.PEERS
    before = sa.select(Opinion).where(
        Opinion.selection_id == selection.id, Opinion.judge == judging
    )
    for old in session.scalars(before).all():
        session.delete(old)
    session.flush()
    given: list[tuple[UUID, int | None, str | None]] = [
        *((one.appointment_id, one.points, None) for one in request.points),
        *((one.appointment_id, None, one.reason) for one in request.abstains),
    ]
    session.add_all(
        Opinion(
            selection_id=selection.id,
            judge=judging,
            appointment_id=appointment_id,
            community=selection.community,
            criterion=criterion,
            points=points,
            reason=reason,
        )
        for appointment_id, points, reason in given
    )
    return _shown(session, actor, selection)


def count(session: Session, actor: Actor, request: CountSelection) -> SelectionView:
    """Close opinions and ballot, and let the places stand.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `taking.moved_on`; or a box is not
            settled.
    """
    selection = taking.moved_on(
        session, actor, request, Deed.COUNT, expected=request.expected_version
    )
    found = selecting.live(session, selection)
    closed = ballots.closed(session, selection)
    opinions = selecting.judged(session, selection)
    for one in selecting.ids(found):
        value = closed.value(one)
        if value is not None:
            opinions.setdefault(one, {})[Criterion.BALLOT] = value
    selection.counted = selecting.frozen(found, opinions)
    selection.ways = dict(closed.ways)
    selection.counted_on = day_of(clock.now())
    return _shown(session, actor, selection)


def nominate(session: Session, actor: Actor, request: Nominate) -> SelectionView:
    """Nominate those to be honoured, with a reason wherever the order is left (提名).

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `taking.moved_on`.
        Invalid: see `rules.check_nomination` and `rules.check_apart`; or a person's number in a
            reason.
    """
    selection = taking.moved_on(
        session, actor, request, Deed.NOMINATE, expected=request.expected_version
    )
    check_public([("passed_over", one.reason) for one in request.passed_over])
    check_public([("apart", one.reason) for one in request.apart])
    found = selecting.of(session, selection)
    rules.check_nomination(
        selecting.placed(selection, found),
        request.nominees,
        [one.appointment_id for one in request.passed_over],
        honours=selection.honours,
    )
    selection.nominees = [str(one) for one in request.nominees]
    selection.passed_over = [one.plain() for one in request.passed_over]
    interim = {one.candidate.appointment_id: one for one in selecting.interim(session, selection)}
    rules.check_apart([one.appointment_id for one in request.apart], interim.keys())
    selection.apart = [
        one.plain() | {"post": interim[one.appointment_id].post} for one in request.apart
    ]
    selection.returned_because = None
    return _shown(session, actor, selection)


def publish(session: Session, actor: Actor, request: PublishNomination) -> SelectionView:
    """Put the nomination into public notice for the street's number of working days (公示).

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `taking.moved_on`; or it reaches into a
            year whose holidays are not entered.
    """
    selection = taking.moved_on(
        session, actor, request, Deed.PUBLISH, expected=request.expected_version
    )
    notice = _notice(session, selection.community)
    selection.notice_from, selection.notice_to = day_of(clock.now()), notice.last_day
    return _shown(session, actor, selection)


def send_back(session: Session, actor: Actor, request: ReturnSelection) -> SelectionView:
    """Send the nomination back to the committee (退回).

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `taking.moved_on`.
        Invalid: a person's number in the reason.
    """
    check_public([("reason", request.reason)])
    selection = taking.moved_on(
        session, actor, request, Deed.RETURN, expected=request.expected_version
    )
    selection.returned_because = request.reason
    selection.notice_from = selection.notice_to = None
    return _shown(session, actor, selection)


def check(session: Session, actor: Actor, request: CheckSelection) -> SelectionView:
    """Check the nomination once its notice is over (审核).

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `taking.moved_on`; or the notice hangs,
            or an objection waits.
    """
    selection = taking.moved_on(
        session, actor, request, Deed.CHECK, expected=request.expected_version
    )
    _check_ripe(session, selection)
    return _shown(session, actor, selection)


def award(session: Session, actor: Actor, request: AwardSelection) -> SelectionView:
    """Award the honours (表彰): the street's party committee, and nobody else. R49.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `taking.moved_on`; or an objection waits.
    """
    selection = taking.take_up(
        session, actor, request, Deed.AWARD, expected=request.expected_version
    )
    if selection.state is SelectionState.CHECKED:
        _check_ripe(session, selection)
    selection.awarded_on = day_of(clock.now())
    taking.move_on(session, actor, selection, Deed.AWARD)
    selection.objections_to = _notice(session, selection.community).last_day
    candidates = selecting.of(session, selection)
    posts = {one.candidate.appointment_id: one.post for one in candidates}
    posts |= {UUID(one["appointment_id"]): one["post"] for one in selection.apart or ()}
    persons = selecting.accounts(session, selection.community)
    names = {one.appointment_id: one.name for one in request.names}
    for one in [*selecting.nominated(selection), *selecting.apart(selection)]:
        honours.award(
            session,
            actor,
            selection,
            honours.Awarded(one, persons.get(one), names.get(one), posts[one]),
        )
    return _shown(session, actor, selection)


def _set_terms(session: Session, selection: Selection, terms: SelectionTerms) -> None:
    """Write the terms into a draft.

    Raises:
        Invalid: weights that do not add to 100, more honours than candidates, or a title that
            names money.
    """
    placing.check_weights([(one.criterion, one.weight) for one in terms.criteria])
    rules.check_no_money(terms.title, is_confirmed=terms.is_without_money)
    check_public([("title", terms.title)])
    found = places.eligible(
        session, selection.community, selection.year, least_days=terms.least_days
    )
    rules.check_honours(terms.honours, len(found))
    selection.title = terms.title
    selection.criteria = [one.plain() for one in terms.criteria]
    selection.honours = terms.honours
    selection.least_days, selection.least_cases = terms.least_days, terms.least_cases


def _check_ripe(session: Session, selection: Selection) -> None:
    today = day_of(clock.now())
    rules.check_notice_over(selection.notice_to or today, today)
    rules.check_answered(queries.open_objections(session, selection.id))


def _notice(session: Session, community: str) -> Notice:
    today = day_of(clock.now())
    workdays = parameters.value_on(session, community, Parameter.NOTICE_WORKDAYS, today)
    notice = notice_of(today, workdays, calendar.known(session))
    check_known(notice.unknown_years, calendar.known(session))
    return notice


def _shown(session: Session, actor: Actor, selection: Selection) -> SelectionView:
    session.flush()
    return queries.shown(session, actor, selection)
