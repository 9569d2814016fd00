"""Taking a selection up for a step, and moving it on."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from services.incentives.selection import queries, rules
from services.incentives.selection.model import Selection
from services.incentives.selection.rules import Deed
from vocabulary.actors import Actor
from vocabulary.problems import Forbidden

_ONLY = {
    Deed.EDIT: ("街道办", "the street office"),
    Deed.OPEN: ("街道办", "the street office"),
    Deed.JUDGE: (
        "社区综合党委和本社区专员",
        "the party committee and the community's commissioners",
    ),
    Deed.ISSUE_SLIPS: ("本社区工作站", "the community's workstation"),
    Deed.TAKE_SLIP: ("本社区工作站", "the community's workstation"),
    Deed.COUNT_BOX: ("本社区工作站和综合党委", "the community's workstation and party committee"),
    Deed.COUNT: ("本社区综合党委", "the community's party committee"),
    Deed.NOMINATE: ("本社区综合党委", "the community's party committee"),
    Deed.PUBLISH: ("本社区工作站", "the community's workstation"),
    Deed.OBJECT: ("本社区工作站", "the community's workstation"),
    Deed.ANSWER: ("街道办", "the street office"),
    Deed.RETURN: ("街道办", "the street office"),
    Deed.CHECK: ("街道办", "the street office"),
    Deed.AWARD: ("街道党工委", "the street's party committee"),
}


class OfSelection(Protocol):
    """A request about one selection."""

    @property
    def selection_id(self) -> UUID:
        """The selection."""


def moved_on(
    session: Session,
    actor: Actor,
    request: OfSelection,
    deed: Deed,
    *,
    expected: int | None = None,
    **facts: object,
) -> Selection:
    """The selection in its next state, locked.

    Raises:
        NotFound: no such selection in the actor's communities.
        Forbidden: the actor may not do this there, or may be chosen.
        PreconditionFailed: it is at another version.
        WrongState: that cannot be done now.
    """
    selection = take_up(session, actor, request, deed, expected=expected)
    move_on(session, actor, selection, deed, **facts)
    return selection


def take_up(
    session: Session,
    actor: Actor,
    request: OfSelection,
    deed: Deed,
    *,
    expected: int | None = None,
) -> Selection:
    """The selection, locked, if the actor may do this with it.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `moved_on`.
    """
    selection = queries.SELECTIONS.take_up(
        session,
        actor,
        request.selection_id,
        rules.TABLE.action(deed),
        otherwise=lambda _: forbidden(deed),
        expected=expected,
    )
    queries.check_not_concerned(session, actor, selection, deed)
    return selection


def looked_at(session: Session, actor: Actor, request: OfSelection, deed: Deed) -> Selection:
    """The selection as it is, if the actor may do this with it; nothing is locked.

    Raises:
        NotFound, Forbidden: see `moved_on`.
    """
    selection = queries.SELECTIONS.one_of(session, actor, request.selection_id)
    if not queries.SELECTIONS.may(actor, rules.TABLE.action(deed), selection):
        raise forbidden(deed)
    queries.check_not_concerned(session, actor, selection, deed)
    return selection


def move_on(
    session: Session, actor: Actor, selection: Selection, deed: Deed, **facts: object
) -> None:
    """Bring it to its next state; every step names the year in the history."""
    queries.SELECTIONS.move_on(
        session, actor, selection, rules.TABLE, deed, year=selection.year, **facts
    )


def forbidden(deed: Deed) -> Forbidden:
    """The refusal, which says whose step it is."""
    zh, en = _ONLY[deed]
    row = rules.TABLE.deeds[deed]
    return Forbidden(
        f"只有{zh}可以{row.zh}（年终评选）。", f"Only {en} may {row.en} in a selection."
    )
