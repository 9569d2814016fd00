"""Granting a community posts above the cap for a while, and ending that early."""

from __future__ import annotations

from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.recruitment.post_cap import (
    EndPostOverride,
    OverridePostCap,
    PostCapOverridden,
    PostCapView,
    PostOverrideEnded,
)
from groundwork import areas, counters, territories
from runtime import clock
from runtime.identifiers import new_id
from services.recruitment.post_cap import queries
from services.recruitment.posts import queries as posts
from services.recruitment.posts.model import PostOverride
from services.recruitment.posts.operations import lock
from services.recruitment.posts.rules import places
from vocabulary.actors import Actor
from vocabulary.areas import street_of
from vocabulary.human_numbers import human_number
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, check_version


def override(session: Session, actor: Actor, request: OverridePostCap) -> PostCapView:
    """Grant a community more posts for a while (批准增设岗位). R8.

    Raises:
        NotFound: not a community, or not one that the actor sees.
        Forbidden: the actor does not speak for the street office.
        Invalid: `to` has passed, or is too far away.
    """
    community = request.community
    _check_grants(session, actor, community)
    now = clock.now()
    today = day_of(now)
    areas.check_community(session, community, today)
    places.check_end(request.to_day, today)
    # Opening a post there waits, and then counts with it.
    counters.hold(session, lock(community))
    street = street_of(community)
    serial = counters.next_serial(session, f"post_override/{street}/{today.year}")
    granted = PostOverride(
        id=new_id(),
        street=street,
        number=human_number(today.year, serial),
        community=community,
        extra=request.extra,
        reason=request.reason,
        starts_on=today,
        ends_on=request.to_day,
        granted_at=now,
        granted_by=actor.account,
        version=1,
    )
    session.add(granted)
    queries.OVERRIDES.note(
        session,
        actor,
        granted,
        "granted",
        note=request.reason,
        extra=request.extra,
        ends_on=request.to_day.isoformat(),
    )
    event = PostCapOverridden(
        override_id=granted.id,
        number=granted.number,
        community=community,
        extra=granted.extra,
        starts_on=granted.starts_on,
        ends_on=granted.ends_on,
        version=1,
    )
    outbox.add(session, event, actor=actor)
    session.flush()
    return queries.shown_cap(session, actor, community)


def end_override(session: Session, actor: Actor, request: EndPostOverride) -> PostCapView:
    """End an override earlier, or at once (提前终止增设). R8.

    Existing posts stay, as when it ends by itself, and no new ones are opened while there are too
    many.

    Raises:
        NotFound: not a community that the actor sees, or it has no such override.
        Forbidden: the actor does not speak for the street office.
        PreconditionFailed: it is at another version.
        WrongState: it is over already.
        Invalid: `to` is not earlier than it was, or has passed.
    """
    community = request.community
    _check_grants(session, actor, community)
    # Locked as in granting: no post is opened meanwhile.
    counters.hold(session, lock(community))
    granted = queries.override_of(session, community, request.override_id)
    check_version(request.expected_version, granted.version)
    now = clock.now()
    places.check_can_end(granted.number, posts.counted(granted), request.to_day, day_of(now))
    if request.to_day is None:
        granted.revoked_at = now
    else:
        granted.ends_on = request.to_day
    queries.OVERRIDES.changed(
        session,
        actor,
        granted,
        "revoked" if request.to_day is None else "shortened",
        note=request.reason,
        ends_on=granted.ends_on.isoformat(),
    )
    event = PostOverrideEnded(
        override_id=granted.id,
        number=granted.number,
        community=community,
        extra=granted.extra,
        ends_on=granted.ends_on,
        is_revoked=granted.revoked_at is not None,
        version=granted.version,
    )
    outbox.add(session, event, actor=actor)
    session.flush()
    return queries.shown_cap(session, actor, community)


def _check_grants(session: Session, actor: Actor, community: str) -> None:
    """Let an actor pass who speaks for the street office, and act as that from now on.

    Raises:
        NotFound: not a community, or not one that the actor sees.
        Forbidden: the actor does not speak for the street office.
    """
    territories.check_community(actor, Action.POST_READ, community)
    if not may(actor, Action.POST_OVERRIDE, area=community):
        raise Forbidden(
            "只有街道办可以批准超出上限增设岗位。",
            "Only the street office may grant posts above the cap.",
        )
    act(session, actor, Action.POST_OVERRIDE, area=community)
