"""Applying events to the projection: the newest version of each row wins.

Disorder and repetition change nothing, because only a newer version replaces
what is stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias, cast, get_args
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.appeals.actions import AppealActionTaken
from contracts.appeals.assignment import AppealAccepted, AppealAssigned
from contracts.appeals.closing import AppealClosed, AppealReopened
from contracts.appeals.intake import AppealReceived
from contracts.appeals.rating import AppealRated
from contracts.appeals.receptions import ReceptionRecorded
from contracts.appeals.words import Outcome
from contracts.registry import Event
from groundwork import generations
from runtime.database import upsert_newer
from services.street.changes import operations as changes
from services.street.further import operations as further
from services.street.further.model import FURTHER_FACT
from services.street.further.operations import FurtherEvent
from services.street.totals.model import (
    APPEAL_COUNT,
    APPEAL_FACT,
    RECEPTION_COUNT,
    RECEPTION_FACT,
    RETOLD,
    UNKNOWN,
)

#: Every event that carries an appeal's facts.
AppealEvent: TypeAlias = (
    AppealReceived
    | AppealAccepted
    | AppealAssigned
    | AppealActionTaken
    | AppealClosed
    | AppealReopened
    | AppealRated
)


#: The events behind each table of facts.
APPEAL_EVENTS: tuple[type[Event], ...] = get_args(AppealEvent)
RECEPTION_EVENTS: tuple[type[Event], ...] = (ReceptionRecorded,)


#: The logs behind all facts, by groups of events of which the newest of a thing says all.
LOGS: Mapping[str, Sequence[tuple[type[Event], ...]]] = {
    "appeals": (APPEAL_EVENTS + RECEPTION_EVENTS,),
    **further.LOGS,
}


def apply_appeals(session: Session, events: Sequence[AppealEvent], *, again: bool = False) -> None:
    """Remember the state of these appeals; `again`: even if it seems to be known."""
    rows = [
        {
            "appeal_id": event.appeal_id,
            "version": event.version,
            "community": event.community,
            "category": event.category,
            "applicant_group": event.applicant_group.value,
            "channel": event.channel.value if event.channel else UNKNOWN,
            "outcome": event.outcome.value if event.outcome else None,
            "received_at": event.received_at,
        }
        for event in events
    ]
    upsert_newer(session, APPEAL_FACT, rows, key="appeal_id", also_same=again)
    if again:
        _note(session, APPEAL_FACT.name, {event.appeal_id: event.version for event in events})


def apply_receptions(
    session: Session, events: Sequence[ReceptionRecorded], *, again: bool = False
) -> None:
    """Remember these receptions; `again`: even if they seem to be known."""
    rows = [
        {
            "reception_id": event.reception_id,
            "version": event.version,
            "community": event.community,
            "visitors": event.visitors,
            "held_at": event.held_at,
        }
        for event in events
    ]
    upsert_newer(session, RECEPTION_FACT, rows, key="reception_id", also_same=again)
    if again:
        _note(session, RECEPTION_FACT.name, {event.reception_id: event.version for event in events})


def begin_generation(session: Session, entries: int) -> int:
    """Begin to count again what so many entries of the log say; returns the generation's number."""
    number = generations.begin(session, entries)
    session.execute(sa.delete(RETOLD))
    return number


def count_again(session: Session, number: int, events: Sequence[Event], *, read: int) -> None:
    """Take what a piece of the log says, of each thing its newest event; live events go on.

    Raises:
        WrongState: somebody began to count anew.
    """
    generations.hold(session, number, read=read)
    appeals = [cast("AppealEvent", one) for one in events if isinstance(one, APPEAL_EVENTS)]
    apply_appeals(session, appeals, again=True)
    receptions = [one for one in events if isinstance(one, ReceptionRecorded)]
    apply_receptions(session, receptions, again=True)
    others = [cast("FurtherEvent", one) for one in events if isinstance(one, further.EVENTS)]
    told: defaultdict[str, dict[UUID, int]] = defaultdict(dict)
    for row in further.keep(session, others, again=True):
        known = told[row["kind"]]
        known[row["thing"]] = max(row["version"], known.get(row["thing"], 0))
    for kind, versions in told.items():
        _note(session, kind, versions)


def take_turns(session: Session) -> None:
    """Let no other change facts until this transaction ends."""
    for fact, _ in _COUNTED:
        # Changes no row, but takes its turn as every change of facts does.
        session.execute(sa.update(fact).where(sa.false()).values(version=fact.c.version))


def too_new(session: Session) -> list[UUID]:
    """Things whose facts claim a newer version than the log has; they are set back to nothing."""
    found: list[UUID] = []
    for fact, _ in _COUNTED:
        key = _key(fact)
        claimed = (
            sa.select(key).join(RETOLD, _is_retold(fact)).where(fact.c.version > RETOLD.c.version)
        )
        ids = list(session.scalars(claimed))
        session.execute(sa.update(fact).where(key.in_(ids)).values(version=0))
        found += ids
    return found


def end_generation(session: Session, number: int) -> int:
    """Drop the facts that the log does not know, and mend the counts; returns how many facts.

    The caller has taken turns and told the rest of the log, so nothing is missing.

    Raises:
        WrongState: somebody began to count anew.
    """
    generations.end(session, number)
    dropped = 0
    for fact, count in _COUNTED:
        known = sa.select(RETOLD.c.id).where(_is_retold(fact))
        gone = session.scalars(sa.delete(fact).where(~known.exists()).returning(fact.c.community))
        areas = list(gone)
        dropped += len(areas)
        if count is None:
            changes.note_areas(session, {*areas})
        elif areas or not _agree(session, fact, count):
            _recount(session, fact, count)
    session.execute(sa.delete(RETOLD))
    return dropped


def _agree(session: Session, fact: sa.Table, count: sa.Table) -> bool:
    if fact is RECEPTION_FACT:
        there = session.scalar(sa.select(sa.func.sum(fact.c.visitors)))
        counted = sa.select(sa.func.sum(count.c.visitors)).where(count.c.span == "day")
        return (there or 0) == (session.scalar(counted) or 0)
    settled = sa.case((fact.c.outcome == Outcome.SETTLED, 1))
    sums = [sa.func.count(), sa.func.count(fact.c.outcome), sa.func.count(settled)]
    there = tuple(session.execute(sa.select(*sums).select_from(fact)).one())
    figures = (count.c.appeals, count.c.closed, count.c.settled)
    for kind in ("community", "category", "applicant_group", "channel", "outcome"):
        for level, span in (("community", "month"), ("street", "month"), ("street", "day")):
            counted = sa.select(*(sa.func.coalesce(sa.func.sum(one), 0) for one in figures)).where(
                count.c.kind == kind, count.c.level == level, count.c.span == span
            )
            if tuple(int(one) for one in session.execute(counted).one()) != there:
                return False
    return True


def _recount(session: Session, fact: sa.Table, count: sa.Table) -> None:
    """Take the facts out and put them in again: the triggers count what is put in."""
    kept = sa.table(f"{fact.name}_kept", *(sa.column(one.name) for one in fact.c))
    session.execute(sa.text(f"CREATE TEMPORARY TABLE {kept.name} AS SELECT * FROM {fact.name}"))  # noqa: S608 - names of tables
    session.execute(sa.delete(count))
    session.execute(sa.delete(fact))
    names = [one.name for one in fact.c]
    session.execute(sa.insert(fact).from_select(names, sa.select(*kept.c)))
    session.execute(sa.text(f"DROP TABLE {kept.name}"))


def _note(session: Session, fact: str, versions: Mapping[UUID, int]) -> None:
    rows = [{"fact": fact, "id": one, "version": version} for one, version in versions.items()]
    upsert_newer(session, RETOLD, rows, key=("fact", "id"))


def _key(fact: sa.Table) -> sa.Column[UUID]:
    return next(iter(fact.primary_key))


def _is_retold(fact: sa.Table) -> sa.ColumnElement[bool]:
    # Of the further facts each kind is one of its own.
    named = fact.c.kind if fact is FURTHER_FACT else fact.name
    return sa.and_(RETOLD.c.fact == named, RETOLD.c.id == _key(fact))


def forget(session: Session) -> None:
    """Drop the projection."""
    take_turns(session)
    for fact, count in _COUNTED:
        if count is not None:
            session.execute(sa.delete(count))
        session.execute(sa.delete(fact))


#: The facts, and the table that the database counts them in, if there is one.
_COUNTED: tuple[tuple[sa.Table, sa.Table | None], ...] = (
    (APPEAL_FACT, APPEAL_COUNT),
    (RECEPTION_FACT, RECEPTION_COUNT),
    (FURTHER_FACT, None),
)
