"""One test for all routes: it tries each, goes on after a failure and names every one that failed.

A case of its own for each route and role would cost more in pytest than in the gateway.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

Step = Callable[..., AbstractContextManager[None]]


@contextlib.contextmanager
def walking() -> Iterator[Step]:
    """Gives `with step("GET", path, role):`, and fails at the end with all that failed within."""
    failed, tried = list[str](), list[str]()

    @contextlib.contextmanager
    def step(*name: object) -> Iterator[None]:
        tried.append(" ".join(map(str, name)))
        here = tried[-1]
        try:
            yield
        except Exception as failure:  # noqa: BLE001 - whatever it is, it is told at the end
            failed.append(f"{here}: {type(failure).__name__}: {failure}")

    yield step
    assert tried, "nothing was tried"
    assert not failed, f"{len(failed)} of {len(tried)} failed:\n" + "\n".join(failed)
