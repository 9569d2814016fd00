"""Tying promises to facts, and writing down what somebody saw."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from contracts.incentives.promises import FollowedPromise, TiePromise, WritePromiseSeen
from contracts.words import value_name
from groundwork import counters
from runtime import clock
from runtime.identifiers import new_id
from services.incentives.promises import queries, rules
from services.incentives.promises.model import PromiseSeen, PromiseTie
from services.incentives.promises.queries import SEEN, TIES, Promise
from services.incentives.public_words import check_public
from services.incentives.scorecards.rules import Days
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, check_version


def tie(session: Session, actor: Actor, request: TiePromise) -> FollowedPromise:
    """Say by which facts a promise is counted.

    Raises:
        NotFound: no such promise in the actor's communities.
        Forbidden: it is not the committee that asks.
        Invalid: a promise without target and period, or of another unit.
        PreconditionFailed: the tie is at another version.
    """
    promise = _taken_up(session, actor, request.promise_id, Action.PROMISE_TIE)
    if request.fact is not None:
        rules.check_tie(
            request.fact,
            unit=promise.unit,
            has_target=promise.target is not None,
            has_period=promise.has_period,
            name_of=lambda fact: value_name(fact).zh,
        )
    row = _locked(session, promise)
    check_version(request.expected_version, row.version)
    row.fact = request.fact
    session.flush()
    TIES.changed(session, actor, row, "tied", fact=request.fact.value if request.fact else None)
    return _shown(session, actor, promise)


def write_seen(session: Session, actor: Actor, request: WritePromiseSeen) -> FollowedPromise:
    """Write down whether it was kept in a period, as somebody other than its person.

    Raises:
        NotFound: no such promise in the actor's communities.
        Forbidden: it is the actor's own, or not for them to judge.
        WrongState: facts count it.
        Invalid: not a full period that is over, or a person's number in the words.
        PreconditionFailed: its tie to facts is at another version.
    """
    promise = _taken_up(session, actor, request.promise_id, Action.PROMISE_SEE)
    rules.check_other_person(is_own=actor.account in promise.term.persons)
    check_public([("seen", request.seen)])
    known = queries.ties_of(session, [promise.promise_id]).get(promise.promise_id)
    check_version(request.expected_version, 0 if known is None else known.version)
    rules.check_untied(None if known is None else known.fact)
    full = next(
        (
            one
            for one in queries.full_periods(promise, promise.stands)
            if one.first <= request.day <= one.last
        ),
        None,
    )
    period = rules.check_full(full, is_full=full is not None, day=request.day)
    counters.hold(session, f"promise_seen/{promise.promise_id}")
    chosen = sa.select(PromiseSeen).where(
        PromiseSeen.promise_id == promise.promise_id, PromiseSeen.first_day == period.first
    )
    row = session.scalars(chosen.with_for_update()).one_or_none()
    if row is None:
        row = PromiseSeen(
            id=new_id(),
            promise_id=promise.promise_id,
            appointment_id=promise.term.appointment_id,
            community=promise.term.community,
            first_day=period.first,
            version=0,
        )
        session.add(row)
    row.verdict, row.seen = request.verdict, request.seen
    session.flush()
    SEEN.changed(session, actor, row, "seen", verdict=request.verdict.value)
    return _shown(session, actor, promise)


def _taken_up(session: Session, actor: Actor, promise_id: UUID, action: Action) -> Promise:
    promise = queries.one_promise(session, promise_id)
    community = promise.term.community
    if not may(actor, Action.SCORECARD_READ, area=community, owner=promise.term.person):
        raise queries.no_such(promise_id)
    if not may(actor, action, area=community):
        raise Forbidden(
            "承诺的统计依据由社区综合党委确定，兑现情况由工作站或综合党委登记。",
            "The party committee says by which facts a promise is counted; the workstation or the "
            "committee writes down whether it was kept.",
        )
    act(session, actor, action, area=community)
    return promise


def _locked(session: Session, promise: Promise) -> PromiseTie:
    counters.hold(session, f"promise_tie/{promise.promise_id}")
    row = session.get(PromiseTie, promise.promise_id, with_for_update=True)
    if row is None:
        row = PromiseTie(promise_id=promise.promise_id, community=promise.term.community, version=0)
        session.add(row)
    return row


def _shown(session: Session, actor: Actor, promise: Promise) -> FollowedPromise:
    session.flush()
    today = day_of(clock.now())
    days = Days(promise.stands.first, max(today, promise.stands.first))
    community = promise.term.community
    return queries.all_shown(session, actor, community, [promise], days)[0]
