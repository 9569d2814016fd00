from __future__ import annotations

from tests.journeys.places import NANSHAN, place_of
from tests.journeys.running import Running, an_appeal, commissioner_of, new_key, staff_of
from tests.servers.waiting import wait_for

_HERE = place_of(__file__)
_STAFF = staff_of(_HERE.community)
_COMMISSIONER = commissioner_of(_HERE.community)


def test_a_resident_follows_an_appeal_from_the_first_word_to_the_rating(running: Running) -> None:
    """R25, R32-R39, R56: the whole life over HTTP, and the street counts it."""
    before = running.counted(_HERE.community)
    receipt = running.submit()

    closed = running.settle(receipt)

    assert (closed["state"], closed["outcome"]) == ("closed", "settled")
    shown = running.answer("GET", f"/public/appeals/{receipt['tracking_code']}")
    assert [step["what"] for step in shown["progress"]] == [
        "received", "accepted", "assigned", "action_taken", "closed",
    ]  # fmt: skip
    assert shown["may_rate"]
    rated = running.answer(
        "POST", f"/public/appeals/{receipt['tracking_code']}/rating", json={"score": 5}
    )
    assert not rated["may_rate"]
    totals = running.settled_at(
        _HERE.community,
        appeals=before["appeals"] + 1,
        closed=before["closed"] + 1,
        settled=before["settled"] + 1,
    )
    assert totals["settled_rate"]["denominator"] == totals["appeals"]


def test_a_contested_appeal_is_open_again_and_no_longer_counts_as_settled(
    running: Running,
) -> None:
    """R25, R56: the rate says how things stand now."""
    before = running.counted(_HERE.community)["settled"]
    receipt = running.submit()
    running.settle(receipt)
    running.settled_at(_HERE.community, settled=before + 1)

    shown = running.answer(
        "POST",
        f"/public/appeals/{receipt['tracking_code']}/reopening",
        json={"reason": "新的灭火器又不见了。"},
    )

    assert shown["state"] != "closed"
    assert shown["outcome"] is None
    running.settled_at(_HERE.community, settled=before)


def test_an_appeal_sent_twice_with_one_key_is_one_appeal(running: Running) -> None:
    """Design §4: a retried submission is the same appeal."""
    key = new_key()

    first, again = running.submit(key=key), running.submit(key=key)

    assert first == again
    running.stored(first)
    count = running.rows(
        "appeals", f"SELECT count(*) FROM appeal WHERE {_is(running, first['id'])}"
    )
    assert count == [(1,)]


def test_an_action_sent_twice_with_one_key_is_one_action(running: Running) -> None:
    receipt = running.submit()
    running.stored(receipt)
    appeal, key = f"/appeals/{receipt['id']}", new_key()
    running.answer("POST", f"{appeal}/acceptance", actor=_STAFF, json={})
    action = {"method": "provide_information", "note": "给了消防中队的电话。"}

    for _ in range(2):
        running.answer("POST", f"{appeal}/actions", actor=_STAFF, json=action, key=key)

    history = running.answer("GET", appeal, actor=_STAFF)["history"]
    assert [step["what"] for step in history].count("action_taken") == 1


def test_receptions_are_counted_by_the_street(running: Running) -> None:
    """R55: person-visits, most of them without an appeal."""
    before = running.answer("GET", "/public/street/totals", params={"area": _HERE.neighbour})

    running.answer(
        "POST",
        "/receptions",
        actor=commissioner_of(_HERE.neighbour),
        json={
            "community": _HERE.neighbour,
            "visitors": 7,
            "channel": "home_visit",
            "held_at": "2013-05-04T09:30:00+08:00",
        },
    )

    running.settled_at(_HERE.neighbour, receptions=before["receptions"] + 7)


def test_the_totals_of_a_period_are_those_of_its_days_in_shanghai(running: Running) -> None:
    """R66: statistics over freely chosen periods."""
    body = {"community": _HERE.neighbour, "visitors": 3, "channel": "station_duty"}
    for held_at in ("2011-01-31T15:59:00Z", "2011-01-31T16:01:00Z"):
        running.answer(
            "POST",
            "/receptions",
            actor=staff_of(_HERE.neighbour),
            json=body | {"held_at": held_at},
        )
    running.settled_at(_HERE.neighbour)

    def february() -> int:
        period = {"from": "2011-02-01", "to": "2011-02-28", "area": _HERE.neighbour}
        return int(running.answer("GET", "/public/street/totals", params=period)["receptions"])

    wait_for(lambda: february() == 3, 20, "only the second falls into February")


def test_the_clock_tells_once_that_a_due_day_has_passed(running: Running) -> None:
    """Design §6. Paper of 2013, so that nobody has to wait for a day to end."""
    day = "2013-05-{:02}T09:30:00+08:00"
    paper = an_appeal(
        community=_HERE.community,
        received_at=day.format(4),
        contact_email="chen@example.cn",
        notify=False,
    )
    receipt = running.answer("POST", "/appeals", actor=_STAFF, json=paper)
    running.stored(receipt)
    appeal = f"/appeals/{receipt['id']}"
    accepted = {"happened_at": day.format(5)}
    running.answer("POST", f"{appeal}/acceptance", actor=_STAFF, json=accepted)
    body = {"commissioner": _COMMISSIONER.account, "happened_at": day.format(6)}

    early = {"due_on": "2013-05-05"}
    refused = running.call("POST", f"{appeal}/assignment", actor=_STAFF, json=body | early)
    due = {"due_on": "2013-05-17"}
    assigned = running.answer("POST", f"{appeal}/assignment", actor=_STAFF, json=body | due)

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "due_on")
    assert assigned["due_on"] == "2013-05-17"
    assert (assigned["contact_email"], assigned["wants_notices"]) == ("c***@example.cn", False)
    overdue = running.answer("GET", "/appeals", actor=_STAFF, params={"overdue": "true"})
    assert receipt["id"] in [one["id"] for one in overdue["items"]]

    def reminders() -> list[tuple[str, str]]:
        history = running.answer("GET", appeal, actor=_COMMISSIONER)["history"]
        return [(step["what"], step["role"]) for step in history[3:]]

    wait_for(reminders, 60, "the clock has looked")
    wait_for(
        lambda: len(running.rows("appeals", _TOLD.format(receipt["id"]))) == 1,
        20,
        "the world hears of it",
    )
    assert reminders() == [("overdue", "system")]


_TOLD = (
    "SELECT id FROM outbox WHERE type = 'linli.appeals.appeal_overdue' "
    "AND aggregate = '{}' AND published_at IS NOT NULL"
)


def _is(running: Running, appeal: str) -> str:
    is_embedded = "LINLI_AMQP_URI" not in running.settings
    return f"id = '{appeal.replace('-', '') if is_embedded else appeal}'"


def test_an_appeal_goes_only_to_a_commissioner_in_office_here(running: Running) -> None:
    """Unknown names, markup and people of elsewhere are refused; the refusal leads to the right ones."""
    receipt = running.submit(community=_HERE.community)
    running.stored(receipt)
    appeal = f"/appeals/{receipt['id']}"
    running.answer("POST", f"{appeal}/acceptance", actor=_STAFF, json={})
    elsewhere = commissioner_of(NANSHAN.community).account

    for name in ("nobody", "张三", "<script>alert(1)</script>", elsewhere):
        body = {"commissioner": name}
        refused = running.call("POST", f"{appeal}/assignment", actor=_STAFF, json=body)
        [error] = refused.json()["errors"]
        assert (refused.status_code, error["field"]) == (422, "commissioner")
        assert error["code"] == "not_in_office"
        path = f"/communities/{_HERE.community}/commissioners"
        assert f"/api/v1{path}" in error["en"]
    assert running.answer("GET", appeal, actor=_STAFF)["state"] == "accepted"

    [possible] = running.answer("GET", path, actor=_STAFF)["items"]
    assert possible["commissioner"] == _COMMISSIONER.account
    body = {"commissioner": possible["commissioner"]}
    running.answer("POST", f"{appeal}/assignment", actor=_STAFF, json=body)
    neighbours = running.call("GET", path, actor=staff_of(_HERE.neighbour))
    assert neighbours.status_code == 404
