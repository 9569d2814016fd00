"""Leaves out what takes long, unless `make thorough` asks for it, and says how much that was."""

from __future__ import annotations

from typing import Any

import pytest

_MARK = "thorough"
_LEFT_OUT = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of `make thorough`."""
    parser.addoption("--thorough", action="store_true", help="run what takes long, too")


def pytest_configure(config: pytest.Config) -> None:
    """Nothing is left out so far."""
    config.stash[_LEFT_OUT] = 0


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take out what is marked, after every other choice of tests.

    Raises:
        UsageError: a mark says nothing about why its test takes long.
    """
    marked = {item for item in items if _takes_long(item)}
    if config.getoption("thorough"):
        return
    config.stash[_LEFT_OUT] = len(marked)
    config.hook.pytest_deselected(items=list(marked))
    items[:] = [item for item in items if item not in marked]


def _takes_long(item: pytest.Item) -> bool:
    marks = list(item.iter_markers(_MARK))
    for mark in marks:
        if len(mark.args) != 1 or not isinstance(mark.args[0], str) or not mark.args[0].strip():
            raise pytest.UsageError(
                f'{item.nodeid}: say why it takes long: @pytest.mark.thorough("…")'
            )
    return bool(marks)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker tells how many it left out."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[_MARK] = session.config.stash[_LEFT_OUT]


# Any: a worker of xdist, which has no types. Each worker collects everything.
@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Keep what a worker told."""
    told = getattr(node, "workeroutput", {}).get(_MARK, 0)
    node.config.stash[_LEFT_OUT] = max(node.config.stash[_LEFT_OUT], told)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many were left out."""
    left_out = terminalreporter.config.stash[_LEFT_OUT]
    if left_out:
        terminalreporter.write_line(
            f"{left_out} tests that take long were left out; `make thorough` runs them too"
        )
