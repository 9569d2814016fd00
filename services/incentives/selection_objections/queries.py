"""Objections as those who answer them, and as their writers, read them."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.incentives.selection_objections import (
    FollowSelectionObjection,
    ListSelectionObjections,
    SelectionObjectionReceipt,
    SelectionObjections,
    SelectionObjectionView,
)
from groundwork.kept import the
from runtime.codes import has_code
from runtime.copying import Copying
from services.incentives.selection import queries as selecting
from services.incentives.selection.model import Selection
from services.incentives.selection.rules import Deed
from services.incentives.selection_objections.model import SelectionObjection
from vocabulary.actors import Actor
from vocabulary.permissions import Action
from vocabulary.personal_text import hidden
from vocabulary.problems import Forbidden, NotFound
from vocabulary.state_table import where
from vocabulary.tracking import grouped

_VIEW = Copying(SelectionObjection, SelectionObjectionView, given=("text", "answer", "possible"))
_RECEIPT = Copying(SelectionObjection, SelectionObjectionReceipt, given=("code", "answer"))


def of_selection(
    session: Session, actor: Actor, request: ListSelectionObjections
) -> SelectionObjections:
    """The objections to a selection, the oldest first.

    Raises:
        NotFound: no such selection in the actor's communities.
        Forbidden: the actor reads none there, or they are raised against the actor.
    """
    selection = selecting.SELECTIONS.one_of(session, actor, request.selection_id)
    if not selecting.SELECTIONS.may(actor, Action.SELECTION_OBJECTION_READ, selection):
        raise Forbidden(
            "只有街道可以查看评选的异议。", "Only the street may read objections to a selection."
        )
    selecting.check_not_concerned(session, actor, selection, Deed.OBJECT)
    return shown(session, actor, selection)


def follow(session: Session, request: FollowSelectionObjection) -> SelectionObjectionReceipt:
    """The answer to an objection, for the holder of its code.

    Raises:
        NotFound: no objection has this code.
    """
    chosen = sa.select(SelectionObjection).where(
        has_code(SelectionObjection.code_print, request.code)
    )
    none = NotFound("没有找到该异议，请核对编码。", "There is no such objection; check the code.")
    return receipt(the(session, chosen, otherwise=none))


def one_of(session: Session, selection: Selection, objection_id: UUID) -> SelectionObjection:
    """One objection to this selection.

    Raises:
        NotFound: there is none.
    """
    chosen = sa.select(SelectionObjection).where(
        SelectionObjection.id == objection_id, SelectionObjection.selection_id == selection.id
    )
    none = NotFound(
        f"该评选没有异议 {objection_id}，请核对。",
        f"The selection has no objection {objection_id}; check the id.",
    )
    return the(session, chosen, otherwise=none)


def shown(session: Session, actor: Actor, selection: Selection) -> SelectionObjections:
    """All objections to a selection."""
    chosen = sa.select(SelectionObjection).where(SelectionObjection.selection_id == selection.id)
    ordered = chosen.order_by(SelectionObjection.raised_on, SelectionObjection.id)
    may_answer = selecting.SELECTIONS.may(actor, Action.SELECTION_MANAGE, selection)
    return SelectionObjections(
        items=[
            _VIEW(
                one,
                text=hidden(one.text),
                answer=hidden(one.answer),
                possible=where(answer=may_answer and one.answer is None),
            )
            for one in session.scalars(ordered)
        ]
    )


def receipt(objection: SelectionObjection) -> SelectionObjectionReceipt:
    """What the objector gets."""
    return _RECEIPT(objection, code=grouped(objection.code), answer=objection.answer)
