"""Hours of a team are attested by the commissioner who leads it now, also those of before."""

from __future__ import annotations

import pytest

from contracts.volunteers.hours import AttestHours, HoursView, ListHours
from contracts.volunteers.words import HoursState
from runtime.database import Database
from runtime.identifiers import new_id
from services.volunteers.hours import operations, queries
from tests.builders import DENGLIANG, LILIN, done, refused
from tests.services.volunteers.serving import (
    a_team,
    checked_in,
    hours_of,
    published,
    registered,
    signed_up,
)
from vocabulary.actors import Actor, Grant, InTeam, Role
from vocabulary.problems import Forbidden, NotFound


@pytest.fixture
def served(volunteers: Database) -> HoursView:
    """Hours of the team of the post, on a day on which somebody else led it."""
    activity = published(volunteers, a_team(volunteers))
    checked_in(volunteers, signed_up(volunteers, activity, registered(volunteers)))
    [found] = hours_of(volunteers, activity)
    return found


def _leading(served: HoursView, area: str = LILIN) -> Actor:
    """The successor on the post, as the gateway tells who leads which team."""
    team = served.team_id
    assert team is not None
    commissioner = (Grant(Role.COMMISSIONER, area),)
    return Actor("wang", commissioner, (InTeam(Role.COMMISSIONER, team),))


def _possible(database: Database, actor: Actor) -> list[list[str]]:
    with database.reading() as session:
        return [
            one.possible
            for one in queries.page(session, actor, ListHours(state=None, sort=None)).items
        ]


def test_the_successor_attests_what_was_served_before(
    volunteers: Database, served: HoursView
) -> None:
    successor = _leading(served)
    assert "attestation" in _possible(volunteers, successor)[0]

    attested = done(volunteers, operations.attest, successor, AttestHours(hours_id=served.id))

    assert attested.state is HoursState.ATTESTED


@pytest.mark.parametrize(
    "teams",
    [(), (InTeam(Role.COMMISSIONER, new_id()),), None],
    ids=["no team", "another team", "helping this one"],
)
def test_a_commissioner_of_another_team_neither_may_nor_is_offered_it(
    volunteers: Database, served: HoursView, teams: tuple[InTeam, ...] | None
) -> None:
    """Helping in a team opens what volunteers do there, and not what its commissioner does."""
    helping = (InTeam(Role.VOLUNTEER, served.team_id),) if served.team_id else ()
    grants = (Grant(Role.COMMISSIONER, LILIN), Grant(Role.VOLUNTEER, LILIN))
    another = Actor("wang", grants, helping if teams is None else teams)

    refusal = refused(done, volunteers, operations.attest, another, AttestHours(hours_id=served.id))

    assert isinstance(refusal, Forbidden)
    assert "attestation" not in _possible(volunteers, another)[0]


def test_a_team_counts_only_inside_the_area_of_the_role(
    volunteers: Database, served: HoursView
) -> None:
    elsewhere = _leading(served, DENGLIANG)

    refusal = refused(
        done, volunteers, operations.attest, elsewhere, AttestHours(hours_id=served.id)
    )

    assert isinstance(refusal, NotFound)
    assert _possible(volunteers, elsewhere) == []
