"""Regulations (规章制度): in force, as a draft beside it, and put into force from a day on."""

from __future__ import annotations

import flask

from contracts.recruitment.regulations import (
    DiscardRegulationDraft,
    DraftRegulation,
    PublishRegulation,
)
from gateway.console import api, naming
from gateway.console.api import Json
from gateway.console.deeds import Deed, Deeds
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown
from gateway.console.prose import paragraphs
from gateway.console.street import streets
from vocabulary.permissions import Action

_HERE = "/desk/regulations"
_HINTS = {
    "text": _(
        "每行一条，“## ”开头的是标题。双花括号里的是制度参数，会自动换成现值，请照原样保留。"
    ),
    "effective_from": _("不填就是今天；不能早于今天。"),
    "reason": _("依据哪次会议或哪份文件。会和版本一起保留。"),
}
#: A draft that is written is looked at first, then put into force.
_DEEDS = (
    Deed(PublishRegulation, hints=_HINTS, is_seldom=True),
    Deed(DraftRegulation, hints=_HINTS, is_seldom=True),
    Deed(DiscardRegulationDraft, is_final=True),
)


@page(_HERE, may=Action.REGULATION_READ, title=_("制度与流程"), nav="regulations")
def choose_street() -> Shown | flask.Response:
    """Which street's?"""
    return streets.chosen(_HERE)


@page(f"{_HERE}/<street>", may=Action.REGULATION_READ, title=_("制度与流程"), nav="regulations")
def street_regulations(street: str) -> Shown:
    """The ten regulations and eight work flows: which version counts, and where a draft waits."""
    found = api.get(f"/api/v1/streets/{street}/regulations")["items"]
    return shown("street/regulations.html", street=street, found=found)


@page(
    f"{_HERE}/<street>/<name>",
    may=Action.REGULATION_READ,
    title=_("制度与流程"),
    nav="regulations",
    methods=("GET", "POST"),
)
def street_regulation(street: str, name: str) -> Shown | flask.Response:
    """One of them: what counts, what the draft changes, and every version."""
    here, at = f"{_HERE}/{street}/{name}", f"/api/v1/streets/{street}/regulations/{name}"
    known = Deeds(here, _DEEDS, {"street": street, "name": name})
    if done := known.sent():
        return done
    one = api.get(at)
    return shown(
        "street/regulation.html",
        known.status,
        street=street,
        one=one,
        paragraphs=list(paragraphs(one["text"])),
        draft_changes=_changes(at) if one["draft"] else [],
        deeds=known,
        offers=known.offered(one, begun={DraftRegulation: one["draft"] or _counting(one)}),
    )


def _changes(at: str) -> list[Json]:
    """What the draft changes, with what parameters are called."""
    lines = api.get(f"{at}/draft/difference")["lines"]
    return [one | {"text": naming.with_parameters(one["text"], {})} for one in lines]


def _counting(one: Json) -> Json:
    """The version in force as it was written, with the names of parameters."""
    found: Json = next(each for each in one["editions"] if each["number"] == one["number"])
    return found
