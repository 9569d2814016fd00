"""The walk: every page that somebody finds, opened and looked at."""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from werkzeug.exceptions import HTTPException

from gateway.app import pages_by_rule
from gateway.console.known import HERE
from tests.journeys.browser.windows import Window

#: Files, answers of the interface, and what only changes how pages are read.
_NO_PAGE = ("/static/", "/api/", "/reading", "/docs", "/openapi")
_RULES = pages_by_rule()


@dataclass
class Seen:
    """One page as one person saw it."""

    who: str
    rule: str
    path: str
    width: int
    bytes: int
    seconds: float
    faults: list[str] = field(default_factory=list)


def walk(
    window: Window,
    who: str,
    starts: Sequence[str],
    *,
    width: int,
    is_elder: bool = False,
    is_chinese: bool = True,
    audited: set[tuple[str, ...]],
) -> Iterator[Seen]:
    """Every page from here, each pattern of address once.

    `audited` remembers which pages axe has seen: the same template with the same parts is not
    audited again.
    """
    waiting, met = deque(starts), set[str]()
    while waiting:
        path = waiting.popleft()
        rule = _rule(path)
        if rule is None or rule in met:
            continue
        met.add(rule)
        begun = time.perf_counter()
        answer = window.opens(path)
        took = time.perf_counter() - begun
        faults = [] if answer.status < 400 else [f"status {answer.status}"]
        parts = (str(width), str(is_elder), *sorted(_parts(window)))
        window.faults.clear()
        checks = window.checks(is_elder=is_elder, is_chinese=is_chinese, axe=parts not in audited)
        audited.add(parts)
        yield Seen(who, rule, path, width, len(answer.body()), took, faults + checks)
        waiting.extend(_links(window))


def _rule(path: str) -> str | None:
    if path.startswith(_NO_PAGE):
        return None
    try:
        rule, _ = _RULES.match(urlsplit(path).path, method="GET", return_rule=True)
    except HTTPException:
        # It leads nowhere: opening it says so.
        return path
    if rule.rule.endswith("<path:at>"):
        return f"{HERE}/{_register(urlsplit(path).path.removeprefix(f'{HERE}/'))}"
    return str(rule.rule)


def _register(at: str) -> str:
    """One page shows all registers: each address of the interface is a pattern of its own."""
    with contextlib.suppress(HTTPException):
        rule, _ = _RULES.match(f"/api/v1/{at}", method="GET", return_rule=True)
        return str(rule.rule).removeprefix("/api/v1/")
    above, _, last = at.rpartition("/")
    return f"{_register(above)}/*" if above else last


def _links(window: Window) -> list[str]:
    found: list[str] = window.page.eval_on_selector_all(
        "a[href]", "all => all.map(one => one.href)"
    )
    own = [urlsplit(link) for link in found if link.startswith(window.address)]
    return [f"{link.path}?{link.query}" if link.query else link.path for link in own]


def _parts(window: Window) -> set[str]:
    """Of what the page is made: each tag with its classes, and where in the menu it stands."""
    found: list[str] = window.page.eval_on_selector_all(
        "body *", "all => all.map(one => one.tagName + '.' + (one.getAttribute('class') || ''))"
    )
    return set(found)
