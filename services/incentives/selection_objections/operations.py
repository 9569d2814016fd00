"""Raising, reading and answering objections to selections."""

from __future__ import annotations

import datetime as dt
import secrets

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.incentives.notices import OBJECTION_RAISED
from contracts.incentives.selection_objections import (
    AnswerSelectionObjection,
    ObjectToSelection,
    RecordSelectionObjection,
    SelectionObjectionReceipt,
    SelectionObjections,
)
from groundwork.kept import the
from runtime import clock
from runtime.codes import print_of
from runtime.identifiers import new_id
from services.incentives import notices
from services.incentives.selection import operations as selections
from services.incentives.selection import queries as selecting
from services.incentives.selection import rules
from services.incentives.selection.model import Selection
from services.incentives.selection.rules import Deed
from services.incentives.selection_objections import queries
from services.incentives.selection_objections.model import SelectionObjection
from vocabulary.actors import RESIDENT, Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.problems import NotFound, WrongState, wrong_field
from vocabulary.tracking import code_from, normalised

_ENTROPY_BYTES = 8
_SERIES = b"objections to selections"


def raise_one(session: Session, request: ObjectToSelection) -> SelectionObjectionReceipt:
    """Anyone objects to a nomination in notice, or to a new honour.

    Raises:
        NotFound: no such selection is public.
        WrongState: the time is over.
    """
    chosen = sa.select(Selection).where(
        Selection.community == request.community,
        Selection.year == request.year,
        Selection.state.in_(selecting.PUBLISHED),
    )
    none = NotFound(
        f"该社区 {request.year} 年没有公示中的评选，请核对。",
        f"There is no public selection of {request.year} in this community; check the year.",
    )
    selection = the(session, chosen, for_change=True, otherwise=none)
    if not selecting.takes_objections(selection):
        raise rules.objections_closed(selecting.objections_until(selection))
    today = day_of(clock.now())
    return queries.receipt(_kept(session, RESIDENT, selection, request.text, today))


def record(
    session: Session, actor: Actor, request: RecordSelectionObjection
) -> SelectionObjectionReceipt:
    """Write down what came on paper or by phone while the notice lasted.

    Raises:
        NotFound, Forbidden, WrongState: see `selections.take_up`; or the time was over then.
        Invalid: a day that cannot be.
    """
    selection = selections.take_up(session, actor, request, Deed.OBJECT)
    rules.TABLE.follows(selection.number, selection.state, Deed.OBJECT)
    today = day_of(clock.now())
    day = request.happened_on or today
    until = selecting.objections_until(selection)
    if day > until:
        raise rules.objections_closed(until)
    first = selection.notice_from or today
    if not first <= day <= today:
        raise wrong_field(
            "happened_on",
            "out_of_range",
            zh=f"提出日期 {day} 应在公示开始日 {first} 与今天之间。",
            en=f"{day} is not possible; give a day from the first of the notice, {first}, to "
            "today.",
        )
    return queries.receipt(_kept(session, actor, selection, request.text, day))


def answer(
    session: Session, actor: Actor, request: AnswerSelectionObjection
) -> SelectionObjections:
    """The street office answers an objection (答复异议).

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `selections.moved_on`; or there is
            no such objection, or it is answered.
    """
    selection = selections.take_up(
        session, actor, request, Deed.ANSWER, expected=request.expected_version
    )
    objection = queries.one_of(session, selection, request.objection_id)
    if objection.answer is not None:
        raise WrongState("该异议已经答复。", "The objection is answered already.")
    objection.answer, objection.is_upheld = request.answer, request.is_upheld
    objection.answered_on, objection.answered_by = day_of(clock.now()), actor.account
    objection.version += 1
    session.flush()
    _move_on(session, actor, selection, Deed.ANSWER, objection)
    return queries.shown(session, actor, selection)


def _kept(
    session: Session, actor: Actor, selection: Selection, text: str, day: dt.date
) -> SelectionObjection:
    code = code_from(secrets.token_bytes(_ENTROPY_BYTES), _SERIES)
    objection = SelectionObjection(
        id=new_id(),
        selection_id=selection.id,
        community=selection.community,
        code=normalised(code),
        code_print=print_of(code),
        text=text,
        raised_on=day,
        is_cleaned=False,
        version=1,
    )
    session.add(objection)
    session.flush()
    _move_on(session, actor, selection, Deed.OBJECT, objection)
    known = selecting.chosen_from(session, selection, selecting.of(session, selection))
    notices.tell(
        session,
        OBJECTION_RAISED,
        selecting.SELECTIONS,
        selection,
        may=Action.SELECTION_MANAGE,
        but_not=selecting.concerned(selection, known, Deed.ANSWER),
        facts={"year": str(selection.year)},
    )
    return objection


def _move_on(
    session: Session,
    actor: Actor,
    selection: Selection,
    deed: Deed,
    objection: SelectionObjection,
) -> None:
    selecting.SELECTIONS.move_on(
        session, actor, selection, rules.TABLE, deed, objection_id=str(objection.id)
    )
