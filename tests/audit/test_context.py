from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from audit import author_now, context
from bus.entrypoints import _as_list
from bus.inbox import one_by_one
from bus.work import Work
from tests.builders import LILIN, STAFF, a_submission, delivered
from vocabulary.actors import RESIDENT
from vocabulary.origins import NOWHERE, Origin

_ORIGIN = Origin(address="203.0.113.7", program="http")


def test_outside_any_work_nobody_comes_from_nowhere() -> None:
    assert (context.actor(), context.origin(), context.deed()) == (
        RESIDENT,
        NOWHERE,
        context.Deed(),
    )


def test_work_inside_work_gives_back_what_it_found() -> None:
    with context.about(correlation_id="outer", actor=STAFF, origin=_ORIGIN):
        with context.about(correlation_id="inner", deed=context.Deed("appeals.x")):
            assert (context.actor(), context.origin()) == (RESIDENT, NOWHERE)
            assert context.deed().name == "appeals.x"
        assert (context.correlation_id(), context.actor()) == ("outer", STAFF)
        assert (context.origin(), context.deed()) == (_ORIGIN, context.Deed())


def test_who_acts_for_somebody_else_still_comes_from_the_same_place() -> None:
    with context.about(correlation_id="c", origin=_ORIGIN):
        with context.on_behalf_of("resident"):
            assert context.origin() == Origin("203.0.113.7", "http", "resident")
        assert context.origin() == _ORIGIN


def test_a_program_that_is_known_late_is_forgotten_with_its_work() -> None:
    with context.about(correlation_id="c", origin=_ORIGIN):
        context.came_by("key pharmacy")
        assert context.origin() == Origin("203.0.113.7", "key pharmacy")

    assert context.origin() == NOWHERE


def test_a_role_is_the_one_held_at_the_place() -> None:
    with context.about(correlation_id="c", actor=STAFF):
        assert author_now(LILIN).role == "workstation_staff"
        assert author_now("440306001001").role == "resident"
        assert author_now(None).role == "workstation_staff"


def test_the_clock_acts_as_the_system() -> None:
    deed = context.Deed("appeals.remind", role="system")
    with context.about(correlation_id="c", origin=Origin(program="timer"), deed=deed):
        found = author_now(LILIN)

    assert (found.action, found.account, found.role) == ("appeals.remind", None, "system")
    assert found.program == "timer"


def _seen_by(handle: Any, *roles: str) -> list[tuple[str, str, str | None, str]]:
    """Deed, role, program and correlation id as a handler finds them."""
    seen = []

    def note(*_arguments: object) -> None:
        seen.append(
            (
                context.deed().name,
                context.deed().role,
                context.origin().program,
                context.correlation_id(),
            )
        )

    batch: list[Any] = [delivered(a_submission(), role=role) for role in roles]
    handle(note)(Work(Session()), batch)
    return seen


def test_what_an_event_causes_is_done_because_of_it() -> None:
    event_type = "linli.gateway.appeal_submitted"

    first, second = _seen_by(one_by_one, "commissioner", "resident")

    assert (first[0], first[1], first[3]) == (event_type, "commissioner", "tests")
    assert (second[0], second[1]) == (event_type, "resident")
    assert (first[2] or "").startswith("event ")


def test_one_event_handled_as_many_is_told_like_one() -> None:
    ((name, role, program, correlation_id),) = _seen_by(_as_list, "commissioner")

    assert (name, role, correlation_id) == (
        "linli.gateway.appeal_submitted",
        "commissioner",
        "tests",
    )
    assert (program or "").startswith("event ")


def test_many_events_at_once_are_the_systems_work() -> None:
    ((name, role, program, _),) = _seen_by(_as_list, "commissioner", "resident")

    assert (name, role, program) == ("linli.gateway.appeal_submitted", "system", "2 events")
