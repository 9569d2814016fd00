"""Elections, and the committees of a street against its target."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.incentives.committee_elections import (
    CommitteeElectionPage,
    CommitteeElectionView,
    CommitteeSeatsOverview,
    CommunitySeats,
    ListCommitteeElections,
    ShowCommitteeElection,
    ShowCommitteeSeats,
)
from contracts.recruitment.words import Parameter
from groundwork import areas, parameters, territories
from groundwork.kept import Kept
from runtime import clock, paging
from runtime.copying import Copying
from runtime.scope import inside
from services.incentives.committee_elections import rules
from services.incentives.committee_elections.model import CommitteeElection
from vocabulary.actors import Actor
from vocabulary.areas import predecessors_of
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.shares import percent
from vocabulary.state_table import where

ELECTIONS = Kept(
    CommitteeElection,
    "committee_election",
    "居委会换届选举",
    "committee election",
    read=Action.COMMITTEE_ELECTION_READ,
)
_ORDER = paging.Order(
    {"held_on": CommitteeElection.held_on}, identity=CommitteeElection.id, usual="-held_on"
)
_VIEW = Copying(
    CommitteeElection, CommitteeElectionView, given=("next_due_on", "percent", "possible")
)


def page(session: Session, actor: Actor, request: ListCommitteeElections) -> CommitteeElectionPage:
    """A page of elections, the newest first.

    Raises:
        Invalid: a limit, sort or cursor that does not fit.
    """
    which = [] if request.area is None else [inside(request.area, CommitteeElection.community)]
    found = ELECTIONS.page(session, actor, request, _ORDER, *which)
    return CommitteeElectionPage(items=[shown(actor, one) for one in found.rows], **found.besides)


def one(session: Session, actor: Actor, request: ShowCommitteeElection) -> CommitteeElectionView:
    """One election.

    Raises:
        NotFound: no such election in the actor's scope.
    """
    return shown(actor, ELECTIONS.one_of(session, actor, request.election_id))


def shown(actor: Actor, election: CommitteeElection) -> CommitteeElectionView:
    """The election as people read it."""
    return _VIEW(
        election,
        next_due_on=rules.next_due(election.held_on),
        percent=percent(election.commissioners, election.seats),
        possible=where(result=ELECTIONS.may(actor, Action.COMMITTEE_ELECTION_RECORD, election)),
    )


def overview(session: Session, actor: Actor, request: ShowCommitteeSeats) -> CommitteeSeatsOverview:
    """The newest election of each community that the actor sees, against the street's target.

    Raises:
        NotFound: not a street of the actor.
    """
    street, action = request.street, Action.COMMITTEE_ELECTION_READ
    territories.check_street(session, actor, action, street)
    today = day_of(clock.now())
    target = parameters.value_on(session, street, Parameter.COMMITTEE_SEATS_PERCENT, today)
    gone = areas.taken_over(session, today)
    into = {code: successor for code, (successor, _) in gone.items()}
    from_ = {
        community: (community, *predecessors_of(community, into))
        for community in areas.communities_of(session, street, today)
        if may(actor, action, area=community)
    }
    row = CommitteeElection
    chosen = sa.select(row).where(
        row.community.in_([code for codes in from_.values() for code in codes]),
        row.held_on <= today,
    )
    newest = {one_.community: one_ for one_ in session.scalars(chosen.order_by(row.held_on))}
    held = {code: one_.held_on for code, one_ in newest.items()}
    items = [
        _seats(
            community,
            [newest[code] for code in codes if code in held and rules.sits(code, held, gone)],
            target,
        )
        for community, codes in from_.items()
    ]
    known = [one_ for one_ in items if one_.seats]
    seats = sum(one_.seats or 0 for one_ in known)
    theirs = sum(one_.commissioners or 0 for one_ in known)
    return CommitteeSeatsOverview(
        street=street,
        target_percent=target,
        seats=seats,
        commissioners=theirs,
        percent=percent(theirs, seats),
        items=items,
    )


def _seats(community: str, elections: Sequence[CommitteeElection], target: int) -> CommunitySeats:
    """The seats of a community's committee; of all that sit, where communities merged since."""
    if not elections:
        return CommunitySeats(
            community=community,
            held_on=None,
            next_due_on=None,
            seats=None,
            commissioners=None,
            percent=None,
            meets_target=None,
        )
    held_on = min(one_.held_on for one_ in elections)
    seats = sum(one_.seats for one_ in elections)
    theirs = sum(one_.commissioners for one_ in elections)
    return CommunitySeats(
        community=community,
        held_on=held_on,
        next_due_on=rules.next_due(held_on),
        seats=seats,
        commissioners=theirs,
        percent=percent(theirs, seats),
        meets_target=rules.meets(seats, theirs, target),
    )
