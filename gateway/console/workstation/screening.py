"""Screening (筛选) as pages show it: stages, points of each assessor, and the form for one's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from gateway.console import api, languages
from gateway.console.api import Refused
from gateway.console.forms import Field, Filled, Form
from gateway.console.languages import _

_NOT_BEGUN = (403, 404, 409)
_NOTE_LONGEST, _POINTS_MOST = 500, 100


def of_campaign(campaign_id: UUID | str) -> api.Json | None:
    """How a campaign is screened; None: that has not begun, or is not for the caller.

    Raises:
        Refused: for any other reason.
    """
    try:
        return api.get(f"/api/v1/campaigns/{campaign_id}/screening")
    except Refused as refused:
        if refused.status in _NOT_BEGUN:
            return None
        raise


def card_of(screened: api.Json | None, application_id: UUID | str) -> api.Json | None:
    """What was found of one application, as far as the caller sees it."""
    cards = screened["items"] if screened else []
    return next((one for one in cards if one["application"]["id"] == str(application_id)), None)


def next_stage(screened: api.Json | None, passed: int) -> api.Json | None:
    """The stage that is decided next."""
    stages = screened["stages"] if screened else []
    found: api.Json | None = stages[passed] if passed < len(stages) else None
    return found


def assessors(card: api.Json | None, me: str | None) -> list[tuple[str, Mapping[str, Any]]]:
    """The points by criterion, one row for each assessor."""
    found: dict[str, dict[str, Any]] = {}
    names: dict[str, str] = {me or "": str(_("我"))}
    for score in card["scores"] if card else ():
        assessor = score["assessor"]
        found.setdefault(assessor, {})[score["criterion"]] = score
        names.setdefault(assessor, score["assessor_name"] or str(_("一位评委")))
    return [(names[one], points) for one, points in found.items()]


def scoring(
    screened: api.Json | None, card: api.Json | None, me: str | None, tried: Filled
) -> Form:
    """A question for each criterion; one's earlier points stand in it."""
    own = {one["criterion"]: one for one in card["scores"] if one["assessor"] == me} if card else {}
    criteria = screened["criteria"] if screened else []
    return Form(
        [
            field
            for at, criterion in enumerate(criteria)
            for field in _questions(at, criterion, own.get(criterion["key"], {}), tried)
        ],
        tried.problem,
    )


def _questions(
    at: int, criterion: api.Json, own: Mapping[str, Any], tried: Filled
) -> Iterator[Field]:
    prefix = f"points.{at}"

    def values(name: str) -> list[str]:
        typed = tried.given.getlist(f"{prefix}.{name}")
        kept = own.get(name)
        return typed or ([] if kept is None else [str(kept)])

    def errors(name: str) -> list[str]:
        wrong = (tried.problem or {}).get("errors", ())
        return [
            str(one[languages.current()]) for one in wrong if one["field"] == f"{prefix}.{name}"
        ]

    yield Field(f"{prefix}.criterion", "", "hidden", values=[criterion["key"]])
    yield Field(
        f"{prefix}.points",
        criterion["title"],
        "number",
        required=True,
        hint=str(_("0 到 100 分，权重 %(n)s", n=criterion["weight"])),
        least=0,
        most=_POINTS_MOST,
        values=values("points"),
        errors=errors("points"),
    )
    yield Field(
        f"{prefix}.note",
        str(_("%(criterion)s：理由", criterion=criterion["title"])),
        "text",
        longest=_NOTE_LONGEST,
        values=values("note"),
        errors=errors("note"),
    )
