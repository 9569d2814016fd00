"""Check-in (签到) on a phone in the rain: large buttons, without a network too, each sent once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import flask

from contracts.volunteers.sign_ups import CheckIn, RecordUnannounced
from contracts.volunteers.words import Presence
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.forms import Form
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.workstation.activities import ALL, HERE
from gateway.console.workstation.sign_ups import by_number
from runtime import clock
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.whole_numbers import whole_number

_SIGN_UPS = "/api/v1/sign-ups"
_DOOR = RecordUnannounced.body()
_AT_ONCE, _PAGES_MOST = 200, 4
#: Pressed without asking further, and those for which the minutes are asked.
_AT_HAND = (Presence.PRESENT, Presence.ABSENT, Presence.EXCUSED)
_PARTLY = (Presence.LATE, Presence.EARLY)


@page(
    f"{HERE}/<uuid:activity_id>/check-in",
    may=Action.ATTENDANCE_RECORD,
    title=_("签到"),
    nav="activities",
    methods=("GET", "POST"),
)
def check_in(activity_id: UUID) -> Shown | flask.Response:
    """Write down how people were there.

    The copy that a phone keeps holds the numbers of sign-ups and the masked names of this one
    activity, and no token.
    """
    here = f"{HERE}/{activity_id}/check-in"
    door, problem = forms.filled(_DOOR), None
    if pages.is_sent():
        try:
            if flask.request.form.get("_deed") == "door":
                api.send("POST", f"{_SIGN_UPS}/unannounced", door.body)
                return told(here, _("已登记到场。"))
            name = _marked()
            return told(here, _("%(n)s 号：已登记。", n=name))
        except Refused as refusal:
            problem = refusal.problem
    one = api.get(f"{ALL}/{activity_id}")
    is_kept = "kept" in flask.request.args
    shifts = _of_the_day(one)
    people = _people(activity_id)
    is_door = flask.request.form.get("_deed") == "door"
    own = {"csrf": None, "may_search": False} if is_kept else {}
    return shown(
        "commissioner/check_in.html",
        200 if problem is None else forms.status_of(problem),
        one=one,
        account=flask.g.actor.account,
        is_kept=is_kept,
        shifts=[
            (shift, [each for each in people if each["shift_id"] == shift["id"]])
            for shift in shifts
        ],
        at_hand=_AT_HAND,
        partly=_PARTLY,
        wrong=Form([], None if is_door else problem),
        door=by_number(shifts, door.refused(problem) if is_door and problem else door),
        **own,
    )


@page(
    f"{HERE}/<uuid:activity_id>/check-in/code",
    may=Action.ATTENDANCE_RECORD,
    title=_("签到码"),
    nav="activities",
)
def check_in_code(activity_id: UUID) -> Shown:
    """The code of the day, large, and as a picture that phones read."""
    found = api.get(f"{ALL}/{activity_id}/check-in-code")
    code = found["check_in_code"]
    return shown(
        "commissioner/check_in_code.html",
        activity=api.get(f"{ALL}/{activity_id}"),
        found=found,
        address=f"{flask.request.host_url}check-in?check_in_code={code}",
    )


def _marked() -> str:
    """Write down what the pressed button says; gives the number in the list.

    Raises:
        Refused: with the problem document.
    """
    sign_up, _one, rest = flask.request.form.get("mark", "").partition(".")
    version, _two, presence = rest.partition(".")
    minutes = flask.request.form.get(f"minutes.{sign_up}") if presence in _PARTLY else None
    body = forms.read(CheckIn.body(), _given(presence, minutes))
    expected = whole_number(version)
    found = api.send("POST", f"{_SIGN_UPS}/{sign_up}/attendance", body, version=expected)
    return str(found["turn"])


def _given(presence: str, minutes: str | None) -> forms.Given:
    return forms.Given({"presence": presence, "minutes": minutes or ""})


def _of_the_day(one: api.Json) -> list[api.Json]:
    """The shifts of the day that is on, else of the next one, else of the last."""
    shifts: list[api.Json] = one["shifts"]
    now = clock.now()
    next_one = next((each for each in shifts if _moment(each["ends_at"]) > now), shifts[-1])
    day = day_of(_moment(next_one["starts_at"]))
    return [each for each in shifts if day_of(_moment(each["starts_at"])) == day]


def _people(activity_id: UUID) -> list[api.Json]:
    """Everybody who is confirmed, by their number."""
    query = {"activity_id": str(activity_id), "state": "confirmed", "limit": _AT_ONCE}
    found: list[api.Json] = []
    cursor: str | None = ""
    for _turn in range(_PAGES_MOST):
        part = api.get(_SIGN_UPS, {**query, "cursor": cursor})
        found += part["items"]
        cursor = part["next_cursor"]
        if not cursor:
            break
    return sorted(found, key=lambda each: int(each["turn"]))


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written)
