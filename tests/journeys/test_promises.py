"""A promise that is counted, one that somebody saw, and one changed in mid-quarter. R23, R24."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts.recruitment.handbooks import HandbookPublished, PublishedPromise
from runtime.identifiers import new_id
from services.incentives import quarters
from tests.journeys.places import place_of
from tests.journeys.running import Json, Running, commissioner_of, new_key, staff_of
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor, Grant, Role
from vocabulary.periods import SHANGHAI

_HERE = place_of(__file__)
_STAFF, _PERSON = staff_of(_HERE.community), commissioner_of(_HERE.community)
_COMMITTEE = Actor("committee", (Grant(Role.PARTY_COMMITTEE, _HERE.community),))
_COUNTED, _SEEN, _CHANGED = new_id(), new_id(), new_id()
_DAY = dt.timedelta(days=1)
#: For so many days of the quarter the earlier wording stood.
_EARLIER = 45


def test_promises_are_judged_by_facts_by_eyes_and_by_the_days_of_each_wording(
    running: Running,
) -> None:
    """What became of each in the last full quarter stands at the desk, and for anyone."""
    quarter = quarters.before(dt.datetime.now(SHANGHAI).date())  # noqa: TID251 - the day on which the servers really run
    first, last = quarters.first_day(quarter), quarters.last_day(quarter)
    path = f"/communities/{_HERE.community}/scorecards?quarter={quarter}"
    cards = wait_for(
        lambda: running.answer("GET", path, actor=_STAFF)["items"], 60, "somebody is in office"
    )
    appointment = UUID(cards[0]["appointment_id"])
    _published(running, appointment, first - 30 * _DAY, changed_to=8, number=1)
    _published(running, appointment, first + _EARLIER * _DAY, changed_to=2, number=2)
    for day in (first + _DAY, last):
        body = {
            "community": _HERE.community,
            "visitors": 3,
            "channel": "station_duty",
            "held_at": dt.datetime.combine(day, dt.time(10), SHANGHAI).isoformat(),
        }
        running.answer("POST", "/receptions", actor=_PERSON, json=body, key=new_key())

    wait_for(lambda: len(_promises(running, quarter)) == 3, 60, "the promises are known")
    for promise in (_COUNTED, _CHANGED):
        _send(running, f"{promise}/fact", {"fact": "receptions"}, _COMMITTEE, "PUT")
    seen = {"day": str(first), "verdict": "kept", "seen": "都见巡查记录。"}
    own = running.call(
        "POST", f"/promises/{_SEEN}/seen", actor=_own_clerk(), json=seen, key=new_key()
    )
    assert own.status_code == 403
    _send(running, f"{_SEEN}/seen", seen, _STAFF)
    both = wait_for(lambda: _of_quarter(running, quarter, _COUNTED, 2), 60, "both count")

    assert both is not None
    assert (both["needed"], both["verdict"]) == (2, "kept")
    [by_eyes] = _promises(running, quarter)[_SEEN]["periods"]
    assert (by_eyes["verdict"], by_eyes["seen"]) == ("kept", "都见巡查记录。")
    changed = _of_quarter(running, quarter, _CHANGED, 2)
    assert changed is not None
    days = (last - first).days + 1
    needed = (8 * _EARLIER + 2 * (days - _EARLIER)) // days
    assert (changed["needed"], changed["verdict"]) == (needed, "missed")

    public = running.answer("GET", f"/public/communities/{_HERE.community}/promises")["items"]
    assert {UUID(one["promise_id"]): one["verdict"] for one in public} == {
        _COUNTED: "kept",
        _SEEN: "kept",
        _CHANGED: "missed",
    }


def _own_clerk() -> Actor:
    """The commissioner, who works at the workstation too."""
    return Actor(_PERSON.account, (Grant(Role.WORKSTATION_STAFF, _HERE.community),))


def _published(
    running: Running, appointment: UUID, day: dt.date, *, changed_to: int, number: int
) -> None:
    """An edition of the handbook of a day, as recruitment told it then."""
    promises = [
        PublishedPromise(
            promise_id=promise,
            appointment_id=appointment,
            commissioner=UUID(_PERSON.account),
            category="fire_safety",
            text=text,
            target=target,
            unit=None if target is None else "次",
            period=None if target is None else "quarter",
        )
        for promise, text, target in (
            (_COUNTED, "每季度接待两次。", 2),
            (_SEEN, "隐患当日上报。", None),
            (_CHANGED, f"每季度接待{changed_to}次。", changed_to),
        )
    ]
    told = HandbookPublished(
        handbook_id=new_id(),
        community=_HERE.community,
        number=number,
        published_on=day,
        promises=promises,
        version=1,
    )
    running.tells("recruitment", told)


def _promises(running: Running, quarter: str) -> dict[UUID, Json]:
    period = f"from={quarters.first_day(quarter)}&to={quarters.last_day(quarter)}"
    path = f"/communities/{_HERE.community}/promises?{period}"
    found = running.answer("GET", path, actor=_COMMITTEE)["items"]
    return {UUID(one["promise_id"]): one for one in found}


def _of_quarter(running: Running, quarter: str, promise: UUID, counted: int) -> Json | None:
    """What became of a promise in the quarter, once so much was counted."""
    found: list[Json] = _promises(running, quarter)[promise]["periods"]
    return next((one for one in found if one["counted"] == counted), None)


def _send(running: Running, path: str, body: Json, actor: Actor, method: str = "POST") -> Json:
    return running.answer(method, f"/promises/{path}", actor=actor, json=body, key=new_key())
