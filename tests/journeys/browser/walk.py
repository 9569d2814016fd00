"""The walk: every page that somebody finds, opened and looked at."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from werkzeug.exceptions import HTTPException

from gateway.app import pages_by_rule
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
        answer = window.opens(path)
        faults = [] if answer.status < 400 else [f"status {answer.status}"]
        parts = (str(width), str(is_elder), *sorted(_parts(window)))
        window.faults.clear()
        checks = window.checks(is_elder=is_elder, is_chinese=is_chinese, axe=parts not in audited)
        audited.add(parts)
        yield Seen(who, rule, path, width, len(answer.body()), faults + checks)
        waiting.extend(_links(window))


def _rule(path: str) -> str | None:
    if path.startswith(_NO_PAGE):
        return None
    try:
        rule, _ = _RULES.match(urlsplit(path).path, method="GET", return_rule=True)
    except HTTPException:
        # It leads nowhere: opening it says so.
        return path
    return str(rule.rule)


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


def table(seen: Sequence[Seen]) -> str:
    """Page × person, with the weight and what is wrong."""
    lines = [f"{'page':44} {'who':14} {'px':>5} {'bytes':>6}  wrong"]
    lines += [
        f"{one.rule:44} {one.who:14} {one.width:5} {one.bytes:6}  {'; '.join(one.faults) or '-'}"
        for one in sorted(seen, key=lambda one: (one.rule, one.who, one.width))
    ]
    return "\n".join(lines)
