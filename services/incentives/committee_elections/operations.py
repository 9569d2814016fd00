"""Writing elections of residents' committees down."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.incentives.committee_elections import (
    CommitteeElectionRecorded,
    CommitteeElectionView,
    CorrectCommitteeElection,
    RecordCommitteeElection,
)
from groundwork import areas, counters, territories
from runtime import clock
from runtime.identifiers import new_id
from services.incentives.committee_elections import queries, rules
from services.incentives.committee_elections.model import CommitteeElection
from services.incentives.committee_elections.queries import ELECTIONS
from services.incentives.public_words import check_public
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, WrongState


def record(
    session: Session, actor: Actor, request: RecordCommitteeElection
) -> CommitteeElectionView:
    """Write the result of an election down.

    Raises:
        NotFound: not a community of the actor.
        Forbidden: the actor is not of the street office.
        Invalid: a day to come, a community that there was not on it, more commissioners than
            seats, or a person's number in the source.
        WrongState: it is written down already.
    """
    community, action = request.community, Action.COMMITTEE_ELECTION_RECORD
    territories.check_community(actor, Action.COMMITTEE_ELECTION_READ, community)
    if not may(actor, action, area=community):
        raise _only_the_office()
    act(session, actor, action, area=community)
    rules.check_held(request.held_on, day_of(clock.now()))
    areas.check_community(session, community, request.held_on)
    check_public([("source", request.source)])
    rules.check_seats(request.seats, request.commissioners)
    counters.hold(session, f"committee_election/{community}")
    same = sa.select(CommitteeElection.id).where(
        CommitteeElection.community == community, CommitteeElection.held_on == request.held_on
    )
    if session.scalar(same) is not None:
        raise WrongState(
            f"该社区 {request.held_on} 的选举已登记，请在其上更正。",
            f"The election of {request.held_on} in this community is written down already; "
            "correct that one.",
        )
    election = CommitteeElection(
        id=new_id(),
        community=community,
        held_on=request.held_on,
        seats=request.seats,
        commissioners=request.commissioners,
        source=request.source,
        version=1,
    )
    session.add(election)
    session.flush()
    ELECTIONS.note(session, actor, election, "recorded")
    _tell(session, actor, election)
    return queries.shown(actor, election)


def correct(
    session: Session, actor: Actor, request: CorrectCommitteeElection
) -> CommitteeElectionView:
    """Correct a result.

    Raises:
        NotFound: no such election in the actor's scope.
        Forbidden: the actor is not of the street office.
        PreconditionFailed: it is at another version.
        Invalid: more commissioners than seats, or a person's number in the source.
    """
    election = ELECTIONS.take_up(
        session,
        actor,
        request.election_id,
        Action.COMMITTEE_ELECTION_RECORD,
        otherwise=lambda _: _only_the_office(),
        expected=request.expected_version,
    )
    check_public([("source", request.source)])
    rules.check_seats(request.seats, request.commissioners)
    election.seats, election.commissioners = request.seats, request.commissioners
    election.source = request.source
    ELECTIONS.changed(session, actor, election, "corrected")
    _tell(session, actor, election)
    return queries.shown(actor, election)


def _tell(session: Session, actor: Actor, election: CommitteeElection) -> None:
    event = CommitteeElectionRecorded(
        election_id=election.id,
        community=election.community,
        held_on=election.held_on,
        seats=election.seats,
        commissioners=election.commissioners,
        version=election.version,
    )
    outbox.add(session, event, actor=actor)


def _only_the_office() -> Forbidden:
    return Forbidden(
        "只有街道办可以登记和更正居委会换届选举结果。",
        "Only the street office may write elections of residents' committees down.",
    )
