"""Marks from the fixtures that a test uses, how thoroughly properties are tried, no patches."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Iterator

import hypothesis
import pytest
import structlog
from eventlet import patcher
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

from runtime import encryption
from tests.keys import KEY

pytest_plugins = [
    "tests.servers.leftovers",
    "tests.servers.fixtures",
    "tests.spoken",
    "tests.summary",
    # What is left out does not count where files are put in order.
    "tests.thorough",
    "tests.spread",
]

#: Fixture → mark, so that nobody sets them by hand.
_MARKS = {
    "postgres": "database",
    "durable_postgres": "database",
    "databases": "database",
    "rabbitmq": "broker",
    "chromium": "browser",
}

hypothesis.settings.register_profile("usual", deadline=None)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=1000)
_PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "usual")
hypothesis.settings.load_profile(_PROFILE)
if _PROFILE == "usual":
    # By itself it reads every loaded module of ours for constants to try. That takes seconds in
    # each process, and what is tried would depend on what else has run there.
    providers._get_local_constants = Constants
# By itself it shows each failure with the values of all names, which takes half a second.
structlog.configure(
    processors=[
        *structlog.get_config()["processors"][:-1],
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
    ]
)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What was collected stays to the end, so nobody looks for garbage in it, now or later."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by what it needs."""
    for item in items:
        used = getattr(item, "fixturenames", ())
        for mark in {_MARKS[name] for name in used if name in _MARKS}:
            item.add_marker(mark)


@pytest.fixture(scope="session", autouse=True)
def _keys_from_the_start() -> None:
    """What lasts longer than a test is sealed too."""
    encryption.use([KEY])


@pytest.fixture(autouse=True)
def _keys() -> None:
    """Personal data is sealed in every test, as it is in every process, whatever key another used."""
    encryption.use([KEY])


@pytest.fixture(autouse=True)
def _unpatched() -> Iterator[None]:
    """Name the test that lets eventlet patch this process: threads of later tests would hang."""
    yield
    assert not patcher.is_monkey_patched("socket")
