"""Teams in a running system."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from bus import outbox
from contracts.recruitment.office import AppointmentBegan
from contracts.recruitment.posts import PostOpened
from contracts.recruitment.words import PostCategory, PostState
from contracts.registry import Event
from runtime.database import Database
from runtime.identifiers import new_id
from runtime.settings import load
from tests.journeys.running import Json, Running, staff_of
from tests.servers.waiting import wait_for
from vocabulary.actors import SYSTEM, Actor


def a_team(running: Running, community: str, commissioner: Actor) -> Json:
    """Let recruitment tell of a post and its commissioner, and found the team of it."""
    post_id = told_of_a_post(running.settings, community, commissioner)
    return founded(running, post_id, staff_of(community), commissioner)


def told_of_a_post(settings: Mapping[str, str], community: str, commissioner: Actor) -> UUID:
    """A post of which recruitment tells, with its commissioner."""
    post_id = new_id()
    told(settings, opened(post_id, community), began(post_id, community, commissioner))
    return post_id


def told(settings: Mapping[str, str], *events: Event) -> None:
    """Let recruitment tell of this."""
    url = load(settings).database_url("recruitment")
    with contextlib.closing(Database(url)) as log, log.writing() as session:
        outbox.add_all(session, [(one, None) for one in events], actor=SYSTEM)


def opened(post_id: UUID, community: str) -> PostOpened:
    """A post was opened."""
    return PostOpened(
        post_id=post_id,
        community=community,
        number="〔2013〕1",
        category=PostCategory.FIRE_SAFETY,
        title="消防安全社区专员",
        state=PostState.OPEN,
        version=1,
    )


def began(
    post_id: UUID, community: str, person: Actor, began_on: dt.date = dt.date(2013, 1, 7)
) -> AppointmentBegan:
    """A commissioner took office on it."""
    return AppointmentBegan(
        appointment_id=new_id(),
        community=community,
        commissioner=UUID(person.account),
        began_on=began_on,
        post_id=post_id,
        version=5,
    )


def founded(running: Running, post_id: UUID, staff: Actor, commissioner: Actor) -> Json:
    """The team of a post, once the post and its commissioner are known."""
    body = {"post_id": str(post_id), "name": "消防团队"}

    def founded() -> Json | None:
        found = running.call("POST", "/teams", json=body, actor=staff)
        made: Json | None = found.json() if found.ok else None
        return made

    team = wait_for(founded, 30, "the post is known") or {}
    shown = f"/teams/{team['id']}"

    def is_led() -> bool:
        led: Json = running.answer("GET", shown, actor=staff)
        return bool(led["commissioner"] == commissioner.account)

    wait_for(is_led, 30, "the commissioner is known")
    return team
