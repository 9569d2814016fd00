"""Telling the figures of the areas in which something changed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus import outbox
from groundwork.areas import AREA
from runtime.database import upsert_newer
from services.street.changes import operations as changes
from services.street.changes.operations import Heard
from services.street.digests import queries, rules
from services.street.digests.model import DIGEST, DIGEST_TURN
from services.street.digests.rules import Digest
from vocabulary.actors import RESIDENT
from vocabulary.areas import Level, level_of, stem_of
from vocabulary.periods import day_of

#: What is known of a digest before its content is read.
_KEPT = ("area", "version", "place", "day", "counted_at", "heard", "told_at")


def digest(session: Session, now: dt.datetime) -> int:
    """Tell the digests that are due, and return how many; none if others did within a minute.

    Due are areas in which something changed, every area on a new day, and what was silent for an
    hour.
    """
    if not _is_our_turn(session, now):
        return 0
    state = _State.of(session, day_of(now), changes.take(session))
    due = state.due(now)
    return _tell(session, now, state, due) if due else 0


def _is_our_turn(session: Session, now: dt.datetime) -> bool:
    """Take the turn, unless it was taken less than a minute ago; other processes wait at the row."""
    last = session.scalar(sa.select(DIGEST_TURN.c.taken_at).with_for_update())
    if not rules.may_digest(now, last):
        return False
    session.execute(sa.update(DIGEST_TURN).values(taken_at=now))
    return True


@dataclass(frozen=True)
class _State:
    """What is known of the areas before their digests are made."""

    day: dt.date
    heard: Heard
    #: The area that took over each one that is gone on that day.
    merged: Mapping[str, str]
    #: The areas in force on that day.
    in_force: Collection[str]
    #: The newest digest of each area, without its content.
    known: Mapping[str, Any]

    @staticmethod
    def of(session: Session, day: dt.date, heard: Heard) -> _State:
        """What stands in the database."""
        row = AREA.c
        chosen = sa.select(row.code, row.valid_from, row.valid_to, row.successor)
        areas = [one for one in session.execute(chosen) if level_of(one.code) in rules.LEVELS]
        gone = [one for one in areas if one.valid_to is not None and one.valid_to < day]
        known = session.execute(sa.select(*(DIGEST.c[name] for name in _KEPT)))
        return _State(
            day=day,
            heard=heard,
            merged={one.code: one.successor for one in gone if one.successor is not None},
            in_force=[
                one.code for one in areas if one not in gone and (one.valid_from or day) <= day
            ],
            known={one.area: one for one in known},
        )

    def communities(self) -> set[str]:
        """Every community that exists or has figures."""
        every = {*self.in_force, *self.known, *self.heard}
        return {area for area in every if level_of(area) is Level.COMMUNITY}

    def due(self, now: dt.datetime) -> set[str]:
        """The areas whose digest may differ by now or is to be told again, and those around."""
        every = {*self.in_force, *self.known, *self.heard}
        due = {area for area in every if self._is_due(area, now)}
        for community in [area for area in due if level_of(area) is Level.COMMUNITY]:
            known = self.known.get(community)
            places = {community, self.counted_at(community)}
            if known is not None:
                places.add(known.counted_at)
            due |= places
            for place in places:
                due.update(rules.above(place, self.merged), rules.above(place, {}))
        return due

    def _is_due(self, area: str, now: dt.datetime) -> bool:
        known = self.known.get(area)
        return (
            known is None
            or area in self.heard
            or known.day != self.day
            or known.counted_at != self.counted_at(area)
            or now - known.told_at >= rules.SIGN_OF_LIFE
        )

    def counted_at(self, area: str) -> str:
        """Where the figures of an area are counted now."""
        if level_of(area) is Level.COMMUNITY:
            return rules.counted_at(area, self.merged)
        return rules.holder_of(area, self.merged)

    def heard_of(self, area: str) -> dict[str, int]:
        """How far each source was heard about this very area."""
        known = self.known.get(area)
        return rules.highest([known.heard if known else {}, self.heard.get(area, {})])


def _tell(session: Session, now: dt.datetime, state: _State, due: Collection[str]) -> int:
    communities = [area for area in due if level_of(area) is Level.COMMUNITY]
    told_before = queries.contents(session)
    made = _of_communities(session, state, communities)
    quiet = (state.communities() & told_before.keys()) - made.keys()
    others = {area: queries.read(told_before[area]) for area in quiet}
    made |= _of_higher_areas(state, {*due} - {*communities}, {**others, **made})
    place = session.scalar(sa.select(sa.func.max(DIGEST.c.place))) or 0
    rows, told, alive = [], [], []
    # What lies in an area, before the area itself.
    for area in sorted(made, key=lambda code: (-len(stem_of(code)), code)):
        found, known = made[area], state.known.get(area)
        content = queries.written(found)
        if known is None or known.day != state.day or content != told_before[area]:
            place += 1
            version = rules.version_after(known and known.version, now)
            rows.append(
                {
                    "area": area,
                    "version": version,
                    "place": place,
                    "day": state.day,
                    "counted_at": state.counted_at(area),
                    "heard": state.heard_of(area),
                    "content": content,
                    "told_at": now,
                }
            )
        elif now - known.told_at >= rules.SIGN_OF_LIFE:
            version = known.version
            alive.append(area)
        else:
            continue
        told.append((queries.event_of(area, version, state.day, found), None))
    upsert_newer(session, DIGEST, rows, key="area")
    if alive:
        session.execute(sa.update(DIGEST).where(DIGEST.c.area.in_(alive)).values(told_at=now))
    outbox.add_all(session, told, actor=RESIDENT)
    return len(told)


def _of_communities(
    session: Session, state: _State, communities: Iterable[str]
) -> dict[str, Digest]:
    """Each with the figures of those that it took over; one that was taken over has none."""
    members: defaultdict[str, list[str]] = defaultdict(list)
    for community in sorted(state.communities()):
        members[state.counted_at(community)].append(community)
    wanted = {one: members.get(one, []) for one in communities}
    codes = sorted({code for found in wanted.values() for code in found})
    figures = queries.figures(session, codes, state.day)
    made = {}
    for community, found in wanted.items():
        at = state.counted_at(community)
        if at != community:
            made[community] = Digest(rules.nothing(), state.heard_of(community), merged_into=at)
        else:
            periods = rules.limited(rules.added(figures[code] for code in found))
            made[community] = Digest(periods, rules.highest(map(state.heard_of, found)))
    return made


def _of_higher_areas(
    state: _State, areas: Iterable[str], digests: Mapping[str, Digest]
) -> dict[str, Digest]:
    """Each from those of the communities that lie in it by the tree of the day."""
    together: defaultdict[tuple[str, ...], list[Digest]] = defaultdict(list)
    for community in sorted(state.communities()):
        if state.counted_at(community) == community and community in digests:
            around = tuple(rules.above(community, state.merged))
            together[around].append(digests[community])
    wanted = {area: list[Digest]() for area in areas}
    for around, found in together.items():
        concerned = [area for area in around if area in wanted]
        if concerned:
            part = rules.together(found)
            for area in concerned:
                wanted[area].append(part)
    made = {}
    for area, found in wanted.items():
        at = state.counted_at(area)
        whole = rules.together(found)
        made[area] = Digest(whole.periods, whole.heard, merged_into=at if at != area else None)
    return made
