from __future__ import annotations

import json
from typing import Any

import pytest
import sqlalchemy as sa

from bus.tables import OUTBOX
from contracts.appeals.categories import CategoryPublished
from contracts.appeals.feed import ReadAppealsLog
from contracts.feed import LoggedEvents
from groundwork import feed
from runtime.database import Database
from tests.builders import ABROAD, DENGLIANG, LILIN, STREET, an_actor, an_appeal, refused, shanghai
from tests.groundwork.published import publish_everything
from vocabulary.actors import Actor, Role

OFFICER = an_actor(Role.STREET_OFFICER, STREET)


@pytest.fixture
def log(register: Database) -> Database:
    """Five appeals received in three communities, the last of them not published yet.

    Before them stand the categories, which belong to no area.
    """
    publish_everything(register, shanghai(2013, 5, 3))
    for community in (LILIN, DENGLIANG, ABROAD, LILIN):
        an_appeal(register, community=community)
    publish_everything(register, shanghai(2013, 5, 4))
    an_appeal(register, community=LILIN)
    return register


def _places(log: Database) -> int:
    """How many places stand before the first appeal."""
    with log.reading() as session:
        chosen = sa.select(sa.func.count()).where(OUTBOX.c.type == CategoryPublished.cloud_type())
        return session.scalar(chosen) or 0


def _read(log: Database, actor: Actor = OFFICER, **asked: Any) -> LoggedEvents:
    with log.reading() as session:
        return feed.page(session, actor, ReadAppealsLog(**asked))


def _areas(found: LoggedEvents) -> list[str]:
    return [event["area"] for event in found.items]


def test_the_street_reads_what_was_published_in_its_own_communities(log: Database) -> None:
    before = _places(log)

    found = _read(log, after=before)

    assert _areas(found) == [LILIN, DENGLIANG, LILIN]
    assert [int(event["sequence"]) - before for event in found.items] == [1, 2, 4]
    assert (found.last, found.more) == (before + 4, False)


def test_what_belongs_to_no_area_is_for_all_who_read(log: Database) -> None:
    before = _places(log)

    found = _read(log, limit=before)

    assert [int(event["sequence"]) for event in found.items] == list(range(1, before + 1))
    assert {event["type"] for event in found.items} == {CategoryPublished.cloud_type()}
    assert found.more


def test_who_asks_again_after_the_last_place_misses_nothing(log: Database) -> None:
    seen: list[str] = []
    place, more = _places(log), True
    while more:
        found = _read(log, after=place, limit=1)
        seen += _areas(found)
        place, more = found.last, found.more

    assert seen == [LILIN, DENGLIANG, LILIN]


def test_at_the_end_the_place_stays_where_it_is(log: Database) -> None:
    end = _places(log) + 4

    found = _read(log, after=end)

    assert (found.items, found.last, found.more) == ([], end, False)


@pytest.mark.parametrize("role", [Role.WORKSTATION_STAFF, Role.COMMISSIONER, Role.VOLUNTEER])
def test_those_who_handle_appeals_do_not_read_the_log(log: Database, role: Role) -> None:
    problem = refused(_read, log, an_actor(role, STREET))

    assert problem.code == "forbidden"


def test_another_streets_officer_reads_nothing_of_ours(log: Database) -> None:
    found = _read(log, an_actor(Role.STREET_OFFICER, ABROAD), after=_places(log))

    assert _areas(found) == [ABROAD]


@pytest.mark.one_database
def test_what_was_stored_before_control_characters_were_refused_is_read_without_them(
    log: Database,
) -> None:
    """A reader in another language may refuse the whole page for one of them."""
    before = _places(log)
    with log.writing() as session:
        kept = sa.select(OUTBOX.c.envelope).where(OUTBOX.c.pos == before + 1)
        told = json.loads(session.scalars(kept).one())
        told["data"]["note"] = {"words": ["\x07消火栓\ufffe"]}
        changed = sa.update(OUTBOX).where(OUTBOX.c.pos == before + 1)
        session.execute(changed.values(envelope=json.dumps(told)))

    found = _read(log, after=before, limit=1)

    assert found.items[0]["data"]["note"] == {"words": ["消火栓"]}
