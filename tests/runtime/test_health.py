from __future__ import annotations

from runtime.health import Health


def _broken() -> None:
    raise ConnectionError("no database")


def test_a_process_without_trouble_is_ready() -> None:
    health = Health()
    health.watch("relay", lambda: None)

    assert health.report().ready
    assert health.report().checks == {"relay": "ok"}


def test_one_trouble_is_enough_and_all_are_told() -> None:
    health = Health()
    health.watch("relay", lambda: "the oldest event has waited 40 s")
    health.watch("database", _broken)
    health.watch("publisher", lambda: None)

    found = health.report()

    assert not found.ready
    assert found.checks == {
        "relay": "the oldest event has waited 40 s",
        "database": "ConnectionError: no database",
        "publisher": "ok",
    }


def test_a_check_can_be_replaced_and_taken_away() -> None:
    health = Health()
    health.watch("relay", lambda: "old")
    health.watch("relay", lambda: "new")
    assert health.report().checks == {"relay": "new"}

    health.forget("relay")
    health.forget("relay")

    assert health.report().checks == {}


def test_checks_may_come_and_go_while_the_others_are_asked() -> None:
    """A service that stops takes its checks away while the database still answers."""
    health = Health()

    def stop_meanwhile() -> None:
        health.forget("relay")
        health.watch("publisher", lambda: None)

    health.watch("database", stop_meanwhile)
    health.watch("relay", lambda: None)

    assert health.report().checks == {"database": "ok", "relay": "ok"}


def test_a_process_with_nothing_to_check_is_ready() -> None:
    assert Health().report().ready


def test_advice_is_told_and_makes_nobody_less_ready() -> None:
    health = Health()
    health.watch("relay", lambda: None)
    health.advise("trusted proxies", lambda: "look at this")
    health.advise("nothing", lambda: None)

    found = health.report()

    assert found.ready
    assert (found.checks, found.advice) == ({"relay": "ok"}, {"trusted proxies": "look at this"})


def test_advice_that_fails_is_told_and_keeps_nothing_else_from_being_told() -> None:
    health = Health()
    health.advise("clock", _broken)
    health.advise("space", lambda: health.forget("clock"))

    assert health.report().advice == {"clock": "ConnectionError: no database"}
    assert health.report().advice == {}
