"""One kind of thing that a service keeps, declared once: its row, its names, and who sees it.

    SURVEYS = Kept(Survey, "survey", "问卷", "survey", read=Action.SURVEY_READ)

It provides what every kind needs: finding one, refusing where there is none, a page of a list,
taking one up for a change, moving it on, and its history. The operations of a kind add what is
special to it, between taking up and moving on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from audit.acting import act
from groundwork import history
from runtime import paging
from runtime.scope import visible_to
from vocabulary.actors import Actor
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, NotFound, Problem, check_version
from vocabulary.state_table import D, S, StateTable

T = TypeVar("T")


@dataclass(frozen=True)
class Kept(Generic[T]):
    """One kind of thing.

    `kind`: its name in the history. `zh`, `en`: its names for people. `read`: the right to see one;
    None: a thing that is seen as a part of another. `place`, `owner`, `team`, `identity`: the
    columns of its area, its owner, its team and its id.
    """

    row: type[T]
    kind: str
    zh: str
    en: str
    read: Action | None = None
    place: str = "community"
    owner: str | None = None
    team: str | None = None
    identity: str = "id"

    def reached_by(self, actor: Actor, action: Action | None = None) -> sa.ColumnElement[bool]:
        """Those that the actor reaches with an action; without one, those that they may see.

        Raises:
            LookupError: without one, of a thing that is seen as a part of another.
        """
        wanted = action or self.read
        if wanted is None:
            raise LookupError(f"{self.kind} has no list of its own")
        place, owner, team = (
            None if name is None else getattr(self.row, name)
            for name in (self.place, self.owner, self.team)
        )
        return visible_to(actor, wanted, area=place, owner=owner, team=team)

    def seen_by(self, actor: Actor, action: Action | None = None) -> sa.Select[T]:
        """Those that the actor may see; every list, detail and command begins here."""
        return sa.select(self.row).where(self.reached_by(actor, action))

    def one_of(
        self,
        session: Session,
        actor: Actor,
        thing_id: UUID,
        *,
        action: Action | None = None,
        for_change: bool = False,
    ) -> T:
        """One in the actor's scope; locked, if it is to be changed.

        Raises:
            NotFound: there is none, or it is elsewhere; the answer does not say which.
        """
        chosen = self.seen_by(actor, action).where(self._is(thing_id))
        return the(session, chosen, for_change=for_change, otherwise=self.no_such(thing_id))

    def locked(self, session: Session, thing_id: UUID) -> T:
        """One that the deed of another changes, in any scope.

        Raises:
            NotFound: there is none.
        """
        chosen = sa.select(self.row).where(self._is(thing_id))
        return the(session, chosen, for_change=True, otherwise=self.no_such(thing_id))

    def no_such(self, thing_id: UUID) -> NotFound:
        """The refusal, which reveals nothing of other places."""
        return NotFound(
            f"没有找到{self.zh} {thing_id}，或不在您的范围内，请核对。",
            f"There is no {self.en} {thing_id} in your scope; check the id.",
        )

    def page(
        self,
        session: Session,
        actor: Actor,
        asked: paging.AskedSorted,
        order: paging.Order,
        *which: sa.ColumnElement[bool],
    ) -> paging.Page[T]:
        """A page of those that the actor may see and that match the filters.

        Raises:
            Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
        """
        return paging.page(session, self.seen_by(actor).where(*which), order, asked)

    def may(self, actor: Actor, action: Action, thing: T) -> bool:
        """Whether the table allows the actor this with this one."""
        area, owner, team = self.place_of(thing), self.owner_of(thing), self.team_of(thing)
        return may(actor, action, area=area, owner=owner, team=team)

    def allow(
        self, session: Session, actor: Actor, action: Action, thing: T, *, otherwise: Problem
    ) -> None:
        """Let the actor do this with it, as the audit then tells.

        Raises:
            Problem: they may not; `otherwise`.
        """
        if not self.may(actor, action, thing):
            raise otherwise
        area, owner, team = self.place_of(thing), self.owner_of(thing), self.team_of(thing)
        act(session, actor, action, area=area, owner=owner, team=team)

    def take_up(
        self,
        session: Session,
        actor: Actor,
        thing_id: UUID,
        action: Action,
        *,
        otherwise: Callable[[str], Forbidden],
        expected: int | None = None,
    ) -> T:
        """The thing, locked, if the actor may do this with it; `expected`: at this version.

        Raises:
            NotFound: no such one in the actor's scope.
            Forbidden: the actor sees it but may not do this; `otherwise` with its place.
            PreconditionFailed: it is at another version.
        """
        thing = self.one_of(session, actor, thing_id, for_change=True)
        self.allow(session, actor, action, thing, otherwise=otherwise(self.place_of(thing)))
        check_version(expected, thing.version)  # type: ignore[attr-defined]  # every kind counts its changes
        return thing

    def move_on(
        self,
        session: Session,
        actor: Actor,
        thing: Any,
        table: StateTable[S, D],
        deed: D,
        **facts: Any,
    ) -> None:
        """Bring it to its next state and write the history, see `note`.

        Raises:
            WrongState: that cannot be done now.
        """
        thing.state = table.follows(thing.number, thing.state, deed)
        thing.version += 1
        self.note(session, actor, thing, table.deeds[deed].done, **facts)

    def changed(self, session: Session, actor: Actor, thing: Any, what: str, **facts: Any) -> None:
        """Raise its version, and write into the history what made it, see `note`."""
        thing.version += 1
        session.flush()
        self.note(session, actor, thing, what, **facts)

    def note(
        self,
        session: Session,
        actor: Actor,
        thing: Any,
        what: str,
        *,
        at: dt.datetime | None = None,
        role: str | None = None,
        note: str | None = None,
        **details: Any,
    ) -> history.Entry:
        """Write down what made this version; `details` are plain facts that name no person."""
        return history.add(
            session,
            actor,
            kind=self.kind,
            thing_id=getattr(thing, self.identity),
            version=thing.version,
            area=self.place_of(thing),
            what=what,
            happened_at=at,
            role=role,
            note=note,
            **details,
        )

    def place_of(self, thing: T) -> str:
        """The area it belongs to."""
        place: str = getattr(thing, self.place)
        return place

    def owner_of(self, thing: T) -> str | None:
        """Its owner; None: it has none."""
        owner: str | None = None if self.owner is None else getattr(thing, self.owner)
        return owner

    def team_of(self, thing: T) -> UUID | None:
        """Its team; None: it has none."""
        team: UUID | None = None if self.team is None else getattr(thing, self.team)
        return team

    def _is(self, thing_id: UUID) -> sa.ColumnElement[bool]:
        found: sa.ColumnElement[bool] = getattr(self.row, self.identity) == thing_id
        return found


def the(
    session: Session, chosen: sa.Select[T], *, otherwise: Problem, for_change: bool = False
) -> T:
    """The one row that a statement finds, as it is now; locked, if it is to be changed.

    Raises:
        Problem: there is none; `otherwise`.
    """
    # A command waits here for the one before it, and then sees what that one left.
    statement = chosen.with_for_update() if for_change else chosen
    found = session.scalar(statement.execution_options(populate_existing=True))
    if found is None:
        raise otherwise
    return found


def each(session: Session, row: type[T], ids: Iterable[UUID]) -> dict[UUID, T]:
    """The rows with these ids; those that the session holds already are not read again."""
    held = {one: session.identity_map.get(identity_key(row, one)) for one in ids}
    found: dict[UUID, T] = {one: known for one, known in held.items() if known is not None}
    missing = held.keys() - found.keys()
    if missing:
        by_id: Any = sa.inspect(row).primary_key[0]
        found |= {one.id: one for one in session.scalars(sa.select(row).where(by_id.in_(missing)))}  # type: ignore[attr-defined]  # such rows have an id
    return found
