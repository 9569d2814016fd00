"""People who are proposed for a team, on both databases."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.recruitment.words import PostCategory
from contracts.volunteers.activities import ShiftBody
from contracts.volunteers.catalogue import PutCatalogueEntry
from contracts.volunteers.matching import Matches, MatchTeams, MatchVolunteers
from contracts.volunteers.memberships import DeclineOwnMembership
from contracts.volunteers.teams import TeamView
from contracts.volunteers.volunteers import VolunteerReceipt
from contracts.volunteers.words import CatalogueKind, FreeTime, MatchReason
from runtime import clock
from runtime.database import Database
from services.volunteers.catalogue import operations as catalogue
from services.volunteers.hours.model import Hours
from services.volunteers.matching import queries
from services.volunteers.memberships import operations as memberships
from tests.builders import (
    COMMISSIONER,
    DENGLIANG,
    LI,
    LILIN,
    STAFF,
    STREET,
    an_actor,
    done,
    field_of,
    refused,
)
from tests.services.volunteers.serving import (
    a_member,
    a_team,
    another_team,
    checked_in,
    offered,
    person_of,
    published,
    registered,
    signed_up,
)
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.periods import day_of
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


def test_people_who_are_alike_come_by_number(volunteers: Database) -> None:
    """They are read as one row; a skill in other letters is another skill."""
    team = a_team(volunteers)
    alike = [registered(volunteers, phone=f"1380013800{at}", skills=["cpr"]) for at in range(3)]
    other = registered(volunteers, phone="13800138009", skills=["CPR"])

    found = _matches(volunteers, team, skill="cpr", free_time=None).items

    assert [one.registration_id for one in found] == [one.id for one in [*alike, other]]
    assert [one.points for one in found] == [4, 4, 4, 1]
    assert [one.number for one in found] == [one.number for one in [*alike, other]]


def test_each_ten_hours_served_lately_let_others_come_first(volunteers: Database) -> None:
    """Added up from the first of 90 days on; nine hours and 59 minutes are no ten hours."""
    team = a_team(volunteers)
    most, ten_hours, less = (registered(volunteers, phone=f"1380013800{at}") for at in range(3))
    _serve(volunteers, team, {most: 1440, ten_hours: 600, less: 599})
    with volunteers.writing() as session:
        first_day = day_of(clock.now()) - dt.timedelta(days=89)
        session.execute(sa.update(Hours).values(served_on=first_day))
    _serve(volunteers, team, {most: 360}, starts_in=90)

    found = _matches(volunteers, team, free_time=None).items

    assert [(one.registration_id, one.minutes_lately, one.points) for one in found] == [
        (less.id, 599, 1),
        (ten_hours.id, 600, 0),
        (most.id, 1800, -2),
    ]


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


def test_the_street_says_which_fields_of_work_an_interest_belongs_to(volunteers: Database) -> None:
    """With all that it includes; people told their interests before, and nothing is asked anew."""
    team = a_team(volunteers)
    asked = registered(volunteers, interests=["safety_at_home"])
    registered(volunteers, name="王芳", phone="13900139000", interests=["singing"])

    def first() -> tuple[object, list[MatchReason]]:
        best = _matches(volunteers, team, by=STAFF).items[0]
        return best.registration_id, [one.reason for one in best.reasons]

    before = first()
    _put(volunteers, "safety", categories=[team.category])
    _put(volunteers, "safety_at_home", includes=["safety"])

    assert MatchReason.CATEGORY not in before[1]
    assert first() == (asked.id, [MatchReason.CATEGORY, MatchReason.IDLE])


@pytest.mark.one_database
def test_a_skill_belongs_to_no_field_of_work(volunteers: Database) -> None:
    refusal = refused(
        _put,
        volunteers,
        "first_aid",
        kind=CatalogueKind.SKILL,
        categories=[PostCategory.FIRE_SAFETY],
    )

    assert field_of(refusal) == ("categories", "not_for_skills")


def test_the_overview_shows_each_team_with_those_who_suit_it(volunteers: Database) -> None:
    """In the order of the fields of work; people whom a team asked already suit others only."""
    environment, fire = another_team(volunteers), a_team(volunteers)
    busy = registered(volunteers, interests=[fire.category.value])
    free = registered(volunteers, name="王芳", phone="13900139000", skills=["first_aid"])
    offered(volunteers, fire, busy)

    with volunteers.reading() as session:
        found = queries.propose_for_all(
            session, STAFF, MatchTeams(community=LILIN, skill="first_aid", free_time=None)
        )

    assert [one.team_id for one in found.teams] == [fire.id, environment.id]
    of_fire, of_environment = ([one.registration_id for one in t.matches] for t in found.teams)
    assert of_fire == [free.id]
    assert of_environment == [free.id, busy.id]
    best = found.teams[1].matches[0]
    assert [(one.reason, one.points) for one in best.reasons] == [
        (MatchReason.SKILL, 3),
        (MatchReason.IDLE, 1),
    ]


@pytest.mark.one_database
def test_only_those_who_manage_teams_see_the_overview(volunteers: Database) -> None:
    def attempt(by: Actor, community: str = LILIN) -> object:
        with volunteers.reading() as session:
            wanted = MatchTeams(community=community, free_time=None)
            return type(refused(queries.propose_for_all, session, by, wanted))

    assert attempt(COMMISSIONER) is NotFound
    assert attempt(STAFF, DENGLIANG) is NotFound


def _put(database: Database, code: str, **changed: Any) -> None:
    usual: dict[str, Any] = {"kind": CatalogueKind.INTEREST, "includes": []}
    entry = PutCatalogueEntry(
        street=STREET, code=code, name_zh=code, name_en=code, **usual | changed
    )
    done(database, catalogue.put, an_actor(Role.STREET_OFFICER, STREET), entry)


def _serve(
    database: Database,
    team: TeamView,
    served: dict[VolunteerReceipt, int],
    *,
    starts_in: int = 30,
) -> None:
    """In a shift of half an hour, which begins in so many minutes; each as long as is written down."""
    starts_at = clock.now() + dt.timedelta(minutes=starts_in)
    ends_at = starts_at + dt.timedelta(minutes=30)
    shift = ShiftBody(starts_at=starts_at, ends_at=ends_at, places=len(served))
    activity = published(database, team, shifts=[shift])
    for person, each in served.items():
        checked_in(database, signed_up(database, activity, person), minutes=each)
