"""One kind of thing that a service keeps, said once: its row, its names, and who sees it.

    SURVEYS = Kept(Survey, "survey", "问卷", "survey", read=Action.SURVEY_READ)

What every kind needs follows: finding one, refusing where there is none, a page of a list,
taking one up for a change, moving it on, and its history. What is special to a kind stands
in its own operations, between taking up and moving on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from groundwork import history
from runtime import paging
from runtime.scope import visible_to
from vocabulary.actors import Actor
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, NotFound, check_version
from vocabulary.state_table import D, S, StateTable

T = TypeVar("T")


@dataclass(frozen=True)
class Kept(Generic[T]):
    """One kind of thing.

    `kind`: as its history calls it. `zh`, `en`: as people call it. `read`: the right to see
    one; None: a thing that is seen as a part of another. `place`, `owner`, `identity`: the
    columns that say where it belongs, whose it is and which one it is.
    """

    row: type[T]
    kind: str
    zh: str
    en: str
    read: Action | None = None
    place: str = "community"
    owner: str | None = None
    identity: str = "id"

    def reached_by(self, actor: Actor, action: Action | None = None) -> sa.ColumnElement[bool]:
        """Those that the actor reaches with an action; without one, those that they may see.

        Raises:
            LookupError: without one, of a thing that is seen as a part of another.
        """
        wanted = action or self.read
        if wanted is None:
            raise LookupError(f"nobody lists {self.kind} by itself")
        owner = None if self.owner is None else getattr(self.row, self.owner)
        return visible_to(actor, wanted, area=getattr(self.row, self.place), owner=owner)

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
            NotFound: there is none, or it is elsewhere; the answer does not tell which.
        """
        chosen = self.seen_by(actor, action).where(self._is(thing_id))
        return the(session, chosen, for_change=for_change, otherwise=self.no_such(thing_id))

    def locked(self, session: Session, thing_id: UUID) -> T:
        """One that somebody else's deed changes, whoever that is.

        Raises:
            NotFound: there is none.
        """
        chosen = sa.select(self.row).where(self._is(thing_id))
        return the(session, chosen, for_change=True, otherwise=self.no_such(thing_id))

    def no_such(self, thing_id: UUID) -> NotFound:
        """The refusal that tells nothing of other places."""
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
        """A page of those that the actor may see and that the filters let pass.

        Raises:
            Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
        """
        return paging.page(session, self.seen_by(actor).where(*which), order, asked)

    def may(self, actor: Actor, action: Action, thing: T) -> bool:
        """Whether the table allows the actor this with this one."""
        return may(actor, action, area=self.place_of(thing), owner=self.owner_of(thing))

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
            Forbidden: the actor sees it, but this is for others to do; `otherwise` of its place.
            PreconditionFailed: it is at another version.
        """
        thing = self.one_of(session, actor, thing_id, for_change=True)
        if not self.may(actor, action, thing):
            raise otherwise(self.place_of(thing))
        act(session, actor, action, area=self.place_of(thing), owner=self.owner_of(thing))
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
        """It is at its next version, and the history says what made it, see `note`."""
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
    ) -> None:
        """Write down what made this version of it; `details` are plain facts that name nobody."""
        history.add(
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
        """Where it belongs."""
        place: str = getattr(thing, self.place)
        return place

    def owner_of(self, thing: T) -> str | None:
        """Whose it is; None: nobody's own."""
        owner: str | None = None if self.owner is None else getattr(thing, self.owner)
        return owner

    def _is(self, thing_id: UUID) -> sa.ColumnElement[bool]:
        found: sa.ColumnElement[bool] = getattr(self.row, self.identity) == thing_id
        return found


def the(
    session: Session, chosen: sa.Select[T], *, otherwise: NotFound, for_change: bool = False
) -> T:
    """The one row that a statement finds, as it is now; locked, if it is to be changed.

    Raises:
        NotFound: there is none; `otherwise`.
    """
    # A command waits here for the one before it, and then sees what that one left.
    statement = chosen.with_for_update() if for_change else chosen
    found = session.scalar(statement.execution_options(populate_existing=True))
    if found is None:
        raise otherwise
    return found
