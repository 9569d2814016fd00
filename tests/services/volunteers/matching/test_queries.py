"""People who are proposed for a team, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.volunteers.matching import Matches, MatchVolunteers
from contracts.volunteers.memberships import DeclineOwnMembership
from contracts.volunteers.teams import TeamView
from contracts.volunteers.words import FreeTime, MatchReason
from runtime.database import Database
from services.volunteers.matching import queries
from services.volunteers.memberships import operations as memberships
from tests.builders import COMMISSIONER, DENGLIANG, LI, STAFF, an_actor, done, refused
from tests.services.volunteers.serving import a_member, a_team, offered, person_of, registered
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.problems import Forbidden, NotFound


def _matches(database: Database, team: TeamView, by: Actor = COMMISSIONER, **asked: Any) -> Matches:
    with database.reading() as session:
        return queries.propose(session, by, MatchVolunteers(team_id=team.id, **asked))


def test_those_who_suit_best_come_first_and_each_says_why(volunteers: Database) -> None:
    team = a_team(volunteers)
    plain = registered(volunteers, skills=[], free_times=[FreeTime.SUNDAY])
    suits = registered(
        volunteers, name="王芳", phone="13900139000", interests=[team.category.value]
    )

    found = _matches(volunteers, team, skill="first_aid", free_time=[FreeTime.SATURDAY]).items

    assert [one.registration_id for one in found] == [suits.id, plain.id]
    assert [(one.reason, one.points) for one in found[0].reasons] == [
        (MatchReason.CATEGORY, 3),
        (MatchReason.SKILL, 3),
        (MatchReason.FREE_TIME, 2),
        (MatchReason.IDLE, 1),
    ]
    assert (found[0].points, found[0].name) == (9, "王*")


def test_who_belongs_was_asked_declined_or_lives_elsewhere_is_not_proposed(
    volunteers: Database,
) -> None:
    team = a_team(volunteers)
    a_member(volunteers, team, registered(volunteers, phone="13800138001"))
    offered(volunteers, team, registered(volunteers, phone="13800138002"))
    declines = registered(volunteers, phone="13800138003")
    made = offered(volunteers, team, declines)
    answer = DeclineOwnMembership(code=declines.code, membership_id=made.id)
    done(volunteers, memberships.decline_own, RESIDENT, answer)
    registered(volunteers, phone="13800138004", community=DENGLIANG)
    free = registered(volunteers, phone="13800138005")

    [only] = _matches(volunteers, team, by=STAFF).items

    assert only.volunteer_id == person_of(volunteers, free)


@pytest.mark.one_database
def test_only_those_who_lead_the_team_match(volunteers: Database) -> None:
    team = a_team(volunteers)
    other = an_actor(Role.COMMISSIONER, account=str(LI))
    elsewhere = an_actor(Role.WORKSTATION_STAFF, area=DENGLIANG)

    assert isinstance(refused(_matches, volunteers, team, other), Forbidden)
    assert isinstance(refused(_matches, volunteers, team, elsewhere), (NotFound, Forbidden))
