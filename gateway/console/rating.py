"""The sheet on which residents rate the commissioners of a report, on the web and at the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from contracts.registry import Shape
from gateway.console import api, forms
from gateway.console.forms import Field, Filled, Form, Option
from gateway.console.languages import _

SCORES: Sequence[Option] = (
    ("5", _("很满意")),
    ("4", _("满意")),
    ("3", _("一般")),
    ("2", _("不满意")),
    ("1", _("很不满意")),
)
_LABELS = {
    "household": _("住址（与电话填一项）"),
    "phone": _("电话（与住址填一项）"),
}
_HINTS = {
    "household": _("每户或每个号码评一次。只用来防止重复，不会保存。"),
    "words": _("综合党委会看到，不会公开。请不要写姓名和电话。"),
}


def sheet(
    shape: type[Shape],
    tried: Filled,
    rated: Sequence[Mapping[str, Any]],
    *,
    options: Mapping[str, Sequence[Option]] | None = None,
) -> Form:
    """A question for each commissioner of the report, then the others of the shape."""
    asked = [_question(at, one, tried) for at, one in enumerate(rated)]
    scores = Field("scores", str(_("请给每位专员打分")), "group", rows=[asked])
    rest = [name for name in shape.schema().fields if name != "scores"]
    made = forms.form(shape, tried, only=rest, options=options, labels=_LABELS, hints=_HINTS)
    return Form([scores, *made.fields], tried.problem)


def body(tried: Filled) -> api.Json:
    """The sheet as the interface takes it: commissioners without a score are left out."""
    found = tried.body
    scores = [one for one in found.get("scores", ()) if "score" in one]
    return found | {"scores": scores}


def _question(at: int, one: Mapping[str, Any], tried: Filled) -> Field:
    key = f"scores.{at}.score"
    name = one.get("name")
    return Field(
        name=key,
        label=f"{one['post'] or _('专员')}（{name}）" if name else one["post"] or str(_("专员")),
        widget="radios",
        options=SCORES,
        values=tried.given.getlist(key),
    )
