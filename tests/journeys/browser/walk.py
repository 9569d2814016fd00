"""The walk: every page that somebody finds, read, and looked at in a browser.

All pages are read. One is opened in the browser where it holds
something that it held for nobody before, in the walks of one worker: an element in its place, or words
of ours; or where the menus around it do that no page has had. It is opened wide and narrow the
first time, and again narrow alone, where things find no room. It is audited by axe and printed
where an element stands in a place in which none has stood on any page; its contrast where letters
of their colour, size and weight have not stood on such a ground. Walks of the whole product look
at everything, in both widths; they leave out only the contrast of such letters, on a page all of
whose parts have been looked at in this view and width.

Generated pages are made of the same parts, so one of them is opened where a part stands in a place
in which none has stood on any page, and narrow alone.
"""

from __future__ import annotations

import contextlib
from collections import Counter, deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

import requests
from werkzeug.exceptions import HTTPException

from gateway.app import pages_by_rule
from gateway.console.known import HERE
from tests.journeys.browser.paper import Paper
from tests.journeys.browser.windows import HEIGHTS, NARROW, Window

#: Files, answers of the interface, and what only changes how pages are read.
_NO_PAGE = ("/static/", "/api/", "/reading", "/docs", "/openapi")
_RULES = pages_by_rule()
#: Of one kind of link on one page.
_TRIED_MOST = 3

T = TypeVar("T")


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
    """What the walks of one worker have looked at."""

    #: Look at everything, audit everything.
    is_whole: bool = False
    #: Letters and ground whose contrast axe has seen.
    inks: set[str] = field(default_factory=set)
    _opened: set[tuple[str, str]] = field(default_factory=set)
    _looked_at: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    _frames: dict[str, set[str]] = field(default_factory=dict)
    _audited: dict[bool, set[str]] = field(default_factory=dict)
    #: Parts of pages that were audited whole, by view and width.
    _contrasted: dict[tuple[str, int], set[str]] = field(default_factory=dict)
    #: Parts of all pages that were opened, by how they are read.
    _stood: dict[str, set[str]] = field(default_factory=dict)

    def is_new(self, rule: str, reading: str, paper: Paper) -> bool:
        """Whether this page holds something that it has not held before; it is kept."""
        everything = paper.parts | paper.sentences
        is_new = _adds(self._looked_at.setdefault((rule, reading), set()), everything - paper.frame)
        stood = self._stood.setdefault(reading, set())
        if _is_generated(rule):
            is_new = not paper.parts <= stood
        if is_new:
            stood |= paper.parts
        is_other_frame = _adds(self._frames.setdefault(reading, set()), paper.frame)
        return is_new or is_other_frame or self.is_whole

    def has_seen(self, rule: str, reading: str) -> bool:
        """Whether anybody has read this page so."""
        return (rule, reading) in self._looked_at

    def widths(self, rule: str, reading: str) -> list[int]:
        """How wide to open it: in all widths the first time, and narrow again; it is kept."""
        is_first = _adds(self._opened, {(rule, reading)}) and not _is_generated(rule)
        return list(HEIGHTS) if is_first or self.is_whole else [NARROW]

    def is_to_be_audited(self, *, is_elder: bool, paper: Paper) -> bool:
        """Whether a part of it stands where none has stood on any page; it is kept."""
        known = self._audited.setdefault(is_elder, set())
        is_known = paper.parts <= known
        known |= paper.parts
        return self.is_whole or not is_known

    def is_contrasted_anew(self, reading: str, width: int, paper: Paper) -> bool:
        """Whether the contrast of known letters is looked at too; what stands there is kept.

        Their ground follows from what is around them, but in a new place a thing may lie on them.
        """
        known = self._contrasted.setdefault((reading, width), set())
        return self.is_whole and _adds(known, paper.parts)


def _is_generated(rule: str) -> bool:
    return rule.startswith(f"{HERE}/")


def _adds(known: set[T], found: set[T]) -> bool:
    before = len(known)
    known |= found
    return len(known) > before


@dataclass(frozen=True)
class _Came:
    """A page as it came over the line."""

    status: int
    html: str
    cache_control: str
    seconds: float
    #: Where it sends the reader instead.
    leads_to: str


@dataclass
class Walk:
    """One person on the way."""

    window: Window
    who: str
    memory: Memory
    reading: str = ""
    #: Pages of which a picture is wanted are opened in any case.
    pictured: Sequence[str] = ()
    #: Things of which other services were told and their own register knows nothing, as no deployment
    #: has them: a link to one leads nowhere for everybody.
    only_told: Collection[str] = ()
    #: What the browser shows.
    _open: str = ""
    #: Links that were tried.
    _leading: set[str] = field(default_factory=set)

    def goes(self, *starts: str) -> Iterator[tuple[Seen, Paper]]:
        """Every page from here, each pattern of address once; what is new stays open meanwhile."""
        line, waiting, met = self.window.line(), deque(starts), set[str]()
        while waiting:
            path = waiting.popleft()
            rule = _rule(path)
            if rule is None or rule in met:
                continue
            met.add(rule)
            # What nobody has read is mostly opened, and need not be fetched besides.
            is_read = self.memory.has_seen(rule, self.reading) or _is_generated(rule)
            came = self._fetched(line, path) if is_read else self._opened(path)
            if came.leads_to:
                waiting.appendleft(came.leads_to)
                continue
            paper = Paper(self.window.address + path, came.status, came.html)
            is_new = self.memory.is_new(rule, self.reading, paper) or rule in self.pictured
            faults = list(paper.faults(is_chinese="language" not in self.reading))
            if came.cache_control != "no-store":
                faults.append("a browser may keep it, and shows it after the sign-out")
            if self.memory.is_whole:
                faults += self._leads_nowhere(line, rule, paper)
            yield Seen(self.who, rule, path, paper.weight, came.seconds, is_new, faults), paper
            waiting.extend(one for one in paper.links if not self._is_only_told(one))

    def _leads_nowhere(self, line: requests.Session, here: str, paper: Paper) -> Iterator[str]:
        """Links to a thing that its reader may not open, though others of its kind they may.

        Of each kind of link some: a page of each pattern is walked once, by whichever link.
        """
        tried: Counter[str] = Counter()
        for path in dict.fromkeys(paper.links):
            to = _rule(path)
            if to is None or "<" not in to or to == here or tried[to] == _TRIED_MOST:
                continue
            tried[to] += 1
            if path in self._leading or self._is_only_told(path):
                continue
            self._leading.add(path)
            status = line.get(
                self.window.address + path, allow_redirects=False, timeout=60
            ).status_code
            if status >= 400:
                yield f"leads to {path}, which answers {status}"

    def _is_only_told(self, path: str) -> bool:
        return any(one in path for one in self.only_told)

    def _fetched(self, line: requests.Session, path: str) -> _Came:
        answer = line.get(self.window.address + path, allow_redirects=False, timeout=60)
        answer.encoding = "utf-8"
        headers = answer.headers
        to = _path(headers["Location"]) if answer.is_redirect else ""
        seconds = answer.elapsed.total_seconds()
        return _Came(answer.status_code, answer.text, headers.get("Cache-Control", ""), seconds, to)

    def _opened(self, path: str) -> _Came:
        answer = self.window.opens(path)
        self._open = path
        seconds = answer.request.timing["responseEnd"] / 1000
        to = _path(answer.url) if answer.request.redirected_from else ""
        cache_control = answer.headers.get("cache-control", "")
        return _Came(answer.status, answer.text(), cache_control, seconds, to)

    def looks(self, seen: Seen, paper: Paper) -> Iterator[int]:
        """The page in the browser, at one width after the other; faults are noted."""
        is_elder = "letters" in self.reading
        widths = self.memory.widths(seen.rule, self.reading)
        if self._open != seen.path:
            self.window.opens(seen.path)
            self._open = seen.path
        for width in HEIGHTS if seen.rule in self.pictured else widths:
            self.window.widens(width)
            found = self.window.fits(is_elder=is_elder)
            if self.memory.is_to_be_audited(is_elder=is_elder, paper=paper):
                anew = self.memory.is_contrasted_anew(self.reading, width, paper)
                found += self.window.audited(self.memory.inks, anew=anew)
            seen.faults += [f"{fault} (at {width} px)" for fault in found]
            yield width
        seen.faults += self.window.faults
        self.window.faults.clear()


def _path(address: str) -> str:
    to = urlsplit(address)
    return f"{to.path}?{to.query}" if to.query else to.path


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
