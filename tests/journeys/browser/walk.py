"""The walk: every page that somebody finds, read, and looked at in a browser.

All pages are fetched and read. A page is opened in the browser, wide and narrow, where it holds
something that it held for nobody before in this file of tests: an element in its place, or words
of ours; or where the menus around it do that no page has had. It is audited by axe and printed
where an element stands in a place in which none has stood on any page; its contrast where letters
of their colour, size and weight have not stood on such a ground. Walks of the whole product look
at everything.
"""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import requests
from werkzeug.exceptions import HTTPException

from gateway.app import pages_by_rule
from gateway.console.known import HERE
from tests.journeys.browser.paper import Paper
from tests.journeys.browser.windows import HEIGHTS, Window

#: Files, answers of the interface, and what only changes how pages are read.
_NO_PAGE = ("/static/", "/api/", "/reading", "/docs", "/openapi")
_RULES = pages_by_rule()


@dataclass
class Seen:
    """One page as one person found it."""

    who: str
    rule: str
    path: str
    bytes: int
    seconds: float
    #: Whether it was opened in the browser; else others have the same page.
    is_new: bool
    faults: list[str] = field(default_factory=list)


@dataclass
class Memory:
    """What the walks of one file have looked at."""

    #: Look at everything, audit everything.
    is_whole: bool = False
    #: Letters and ground whose contrast axe has seen; None: it looks at all of them each time.
    inks: set[str] | None = field(default_factory=set)
    _looked_at: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    _frames: dict[str, set[str]] = field(default_factory=dict)
    _audited: dict[tuple[int, bool], set[str]] = field(default_factory=dict)

    def is_new(self, rule: str, reading: str, paper: Paper) -> bool:
        """Whether this page holds something that it has not held before; it is kept."""
        everything = paper.parts | paper.sentences
        is_new = _adds(self._looked_at.setdefault((rule, reading), set()), everything - paper.frame)
        is_other_frame = _adds(self._frames.setdefault(reading, set()), paper.frame)
        return is_new or is_other_frame or self.is_whole

    def is_to_be_audited(self, width: int, *, is_elder: bool, paper: Paper) -> bool:
        """Whether a part of it stands where none has stood on any page; it is kept."""
        known = self._audited.setdefault((width, is_elder), set())
        is_known = paper.parts <= known
        known |= paper.parts
        return self.is_whole or not is_known


def _adds(known: set[str], found: set[str]) -> bool:
    before = len(known)
    known |= found
    return len(known) > before


@dataclass
class Walk:
    """One person on the way."""

    window: Window
    who: str
    memory: Memory
    reading: str = ""
    #: Pages of which a picture is wanted are opened in any case.
    pictured: Sequence[str] = ()

    def goes(self, *starts: str) -> Iterator[tuple[Seen, Paper]]:
        """Every page from here, each pattern of address once; what is new stays open meanwhile."""
        line, waiting, met = self.window.line(), deque(starts), set[str]()
        while waiting:
            path = waiting.popleft()
            rule = _rule(path)
            if rule is None or rule in met:
                continue
            met.add(rule)
            begun = time.perf_counter()
            answer = line.get(self.window.address + path, allow_redirects=False, timeout=60)
            took = time.perf_counter() - begun
            if answer.is_redirect:
                to = urlsplit(answer.headers["Location"])
                waiting.appendleft(f"{to.path}?{to.query}" if to.query else to.path)
                continue
            paper = _paper(answer)
            is_new = self.memory.is_new(rule, self.reading, paper) or rule in self.pictured
            faults = list(paper.faults(is_chinese="language" not in self.reading))
            if answer.headers["Cache-Control"] != "no-store":
                faults.append("a browser may keep it, and shows it after the sign-out")
            yield Seen(self.who, rule, path, paper.weight, took, is_new, faults), paper
            waiting.extend(paper.links)

    def looks(self, seen: Seen, paper: Paper) -> Iterator[int]:
        """The page in the browser, at one width after the other; faults are noted."""
        is_elder = "letters" in self.reading
        self.window.opens(seen.path)
        for width in HEIGHTS:
            self.window.widens(width)
            found = self.window.fits(is_elder=is_elder)
            if self.memory.is_to_be_audited(width, is_elder=is_elder, paper=paper):
                found += self.window.audited(self.memory.inks)
            seen.faults += [f"{fault} (at {width} px)" for fault in found]
            yield width
        seen.faults += self.window.faults
        self.window.faults.clear()


def _paper(answer: requests.Response) -> Paper:
    answer.encoding = "utf-8"
    return Paper(answer.url, answer.status_code, answer.text)


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
