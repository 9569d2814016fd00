"""Objections (异议) to a nomination or to an honour, each answered by the street office. R48."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.incentives.selections import year
from contracts.registry import Answer, Request, Shape, request, shape

_LONGEST = 2000


@shape
class SelectionObjectionBody(Shape):
    """What somebody objects to."""

    text: str = fields.words(
        "The objection, and the facts behind it.",
        longest=_LONGEST,
        example="公示中的事迹与事实不符。",
    )


@shape
class SelectionObjectionReceipt(Answer):
    """The objection is kept; its answer is read with the code."""

    code: str = fields.plain("The code that the objector quotes.")
    raised_on: dt.date = fields.plain("When it was raised.")
    answer: str | None = fields.plain("The street office's answer; null: not yet.", default=None)
    is_upheld: bool | None = fields.plain(
        "Whether it was found right; null: not answered.", default=None
    )
    answered_on: dt.date | None = fields.plain("When it was answered.", default=None)


@request("incentives", "object_to_selection", SelectionObjectionReceipt)
class ObjectToSelection(SelectionObjectionBody, Request[SelectionObjectionReceipt]):
    """Object to a nomination in public notice or to a new honour, without an account."""

    community: str = fields.path(fields.area("The community."))
    year: int = fields.path(year("The year."))


@request("incentives", "follow_selection_objection", SelectionObjectionReceipt)
class FollowSelectionObjection(Request[SelectionObjectionReceipt]):
    """Read the answer to an objection, with the code of its receipt."""

    code: str = fields.path(fields.text("The code of the receipt.", longest=40))


@request("incentives", "record_selection_objection", SelectionObjectionReceipt)
class RecordSelectionObjection(SelectionObjectionBody, Request[SelectionObjectionReceipt]):
    """Write down an objection that came on paper or by phone, raised while the notice lasted."""

    selection_id: UUID = fields.path("The selection.")
    happened_on: dt.date | None = fields.plain(
        "The day on which it was raised; left out: today.", default=None, example="2013-12-20"
    )


@shape
class SelectionObjectionView(Answer):
    """An objection, for those who answer it."""

    id: UUID = fields.plain("The objection.")
    text: str = fields.plain("The objection.")
    raised_on: dt.date = fields.plain("When it was raised.")
    answer: str | None = fields.plain("The answer; null: not yet.", default=None)
    is_upheld: bool | None = fields.plain(
        "Whether it was found right; null: not answered.", default=None
    )
    answered_on: dt.date | None = fields.plain("When it was answered.", default=None)
    possible: list[str] = fields.possible()
    version: int = fields.plain("Counts the changes, from 1.")


@shape
class SelectionObjections(Answer):
    """The objections to a selection, the oldest first."""

    items: list[SelectionObjectionView] = fields.plain("The objections.")


@request("incentives", "list_selection_objections", SelectionObjections)
class ListSelectionObjections(Request[SelectionObjections]):
    """Read the objections to a selection; never those whom they concern."""

    selection_id: UUID = fields.path("The selection.")


@request("incentives", "answer_selection_objection", SelectionObjections)
class AnswerSelectionObjection(Change, Request[SelectionObjections]):
    """Answer an objection as the street office; an objector reads it with the code."""

    selection_id: UUID = fields.path("The selection.")
    objection_id: UUID = fields.path("The objection.")
    answer: str = fields.words("The answer.", longest=_LONGEST, example="经核实，公示内容属实。")
    is_upheld: bool = fields.plain("Whether the objection was found right.")
