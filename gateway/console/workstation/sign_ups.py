"""Signing people up (代报名) on the activity's page: by the number on their paper, or as guests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from contracts.registry import Request
from contracts.volunteers.guests import GuestBody, GuestReceipt, RecordGuest
from contracts.volunteers.sign_ups import RecordSignUp
from contracts.volunteers.words import ActivityState, SignUpState
from gateway.console import api, forms, naming
from gateway.console.deeds import Deed
from gateway.console.forms import Filled, Form
from gateway.console.languages import Sentence, _
from gateway.console.rights import may_somewhere
from runtime import clock
from vocabulary.permissions import Action

_LABELS = {"number": _("义工编号"), "shift_id": _("哪个班次")}
_BY_NUMBER = ("shift_id", "number", "guardian_agrees")


def _said(answer: api.Json) -> Sentence:
    """The person, and whether there was room."""
    shift = naming.span(answer["starts_at"], answer["ends_at"])
    if answer["state"] == SignUpState.CONFIRMED:
        return _("%(name)s，%(shift)s：名额已确认。", name=answer["name"], shift=shift)
    return _(
        "%(name)s，%(shift)s：名额已满，在候补，前面还有 %(n)s 份报名。",
        name=answer["name"],
        shift=shift,
        n=answer["ahead"] or 0,
    )


SIGN_UP = Deed(RecordSignUp, label=_("替义工报名"), says=_said)
GUEST = Deed(RecordGuest, body=GuestBody, label=_("替未注册居民、团体报名"), tells=GuestReceipt)


def possible(one: api.Json) -> list[str]:
    """What an activity says can be done with it, and whether the reader signs people up."""
    is_on = one["state"] == ActivityState.PUBLISHED and bool(_to_come(one))
    is_offered = is_on and may_somewhere(Action.SIGN_UP_RECORD)
    return [*one["possible"], *((SIGN_UP.word, GUEST.word) if is_offered else ())]


def asking(one: api.Json) -> dict[type[Request[Any]], Callable[[Filled], Form]]:
    """The forms, which name the shifts that are still to come."""
    shifts = _to_come(one)
    return {
        RecordSignUp: lambda tried: by_number(shifts, tried),
        RecordGuest: lambda tried: _at_shift(
            shifts, forms.form(tried.shape, _begun(shifts, tried), options=_options(shifts))
        ),
    }


def by_number(shifts: list[api.Json], tried: Filled) -> Form:
    """One volunteer at one of these shifts, by the number on their paper."""
    made = forms.form(
        tried.shape,
        _begun(shifts, tried),
        only=_BY_NUMBER,
        options=_options(shifts),
        labels=_LABELS,
        hints={"number": _("如 2026-12，写在义工的登记回执上。")},
    )
    asked = [
        replace(each, required=True) if each.name == "number" else each for each in made.fields
    ]
    return _at_shift(shifts, replace(made, fields=asked))


def _at_shift(shifts: list[api.Json], made: Form) -> Form:
    """Of an activity with one shift nobody is asked which."""
    kept = ("shift_id",) if len(shifts) == 1 else ()
    return replace(made, fields=[forms.unseen(each, kept) for each in made.fields])


def _begun(shifts: list[api.Json], tried: Filled) -> Filled:
    if tried.given.get("shift_id") or not shifts:
        return tried
    begun = forms.filled_with(tried.shape, {"shift_id": shifts[0]["id"]})
    begun.given.update(tried.given)
    return replace(begun, problem=tried.problem)


def _options(shifts: list[api.Json]) -> dict[str, list[tuple[str, str]]]:
    return {
        "shift_id": [
            (each["id"], naming.span(each["starts_at"], each["ends_at"])) for each in shifts
        ]
    }


def _to_come(one: api.Json) -> list[api.Json]:
    now = clock.now()
    return [each for each in one["shifts"] if datetime.fromisoformat(each["starts_at"]) > now]
