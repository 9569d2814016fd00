from __future__ import annotations

import datetime as dt

import pytest

from contracts.recruitment.commissioners import ListServing, ServingCommissioner
from contracts.recruitment.words import PostCategory
from runtime.database import Database
from services.recruitment.office import queries as office_queries
from tests.builders import DENGLIANG, LILIN, STAFF, STREET, an_actor, refused
from tests.services.recruitment.appointing import DECIDED, a_post, appointed
from vocabulary.actors import Actor, Role
from vocabulary.problems import NotFound


def _serving(
    recruitment: Database, on: dt.date = DECIDED, actor: Actor = STAFF, community: str = LILIN
) -> list[ServingCommissioner]:
    with recruitment.reading() as session:
        return office_queries.serving(session, actor, ListServing(community=community, on=on)).items


def test_staff_see_who_serves_on_a_day_with_name_and_field(recruitment: Database) -> None:
    """From the first day on; overseers see the name masked."""
    kept = appointed(recruitment, a_post(recruitment))

    [found] = _serving(recruitment)
    assert (found.commissioner, found.name) == (kept.commissioner, "李建华")
    work = found.field_of_work
    assert (work.category, work.category_zh) == (PostCategory.FIRE_SAFETY, "消防安全")
    [masked] = _serving(recruitment, actor=an_actor(Role.STREET_OFFICER, STREET))
    assert masked.name == "李*"
    assert _serving(recruitment, DECIDED - dt.timedelta(days=1)) == []


@pytest.mark.parametrize(
    "outsider",
    [an_actor(Role.WORKSTATION_STAFF, DENGLIANG), an_actor(Role.COMMISSIONER), Actor()],
)
def test_another_community_tells_nothing_of_its_commissioners(
    recruitment: Database, outsider: Actor
) -> None:
    assert isinstance(refused(_serving, recruitment, actor=outsider), NotFound)
