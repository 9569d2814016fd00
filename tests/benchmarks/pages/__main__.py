"""First byte, calls and weight of the console's pages, on the data of the demo.

Every page of each role's menu is fetched, and the first case that a list leads to; residents'
pages too. It ends with 1 where an aim is missed.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from sample.accounts import Login, commissioners_of, committee_of, logins, workstation_of
from sample.people import DENGLIANG
from tests.demo import person_of, playing, session_of
from tests.journeys.running import Running
from tests.servers.waiting import wait_for

_ROUNDS = 15
_LIST_MS, _CASE_MS, _CALLS_MOST = 150.0, 60.0, 8
_HTML_MOST, _STYLE_MOST, _SCRIPT_MOST = 60_000, 25_000, 12_000
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_MENU = re.compile(r'<nav class="side".*?</nav>', re.DOTALL)
_LINK = re.compile(r'href="(/[^"#?]*)"')
_CASE = re.compile(rf'href="(/desk/[^"#?]*{_UUID})"')
_STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
_SCRIPT = re.compile(r'<script [^>]*src="([^"]+)"')


@dataclass(frozen=True)
class _Page:
    """A page that is measured, and as whom."""

    path: str
    by: str
    client: requests.Session
    is_case: bool = False


@dataclass(frozen=True)
class _Found:
    """What one page cost."""

    page: _Page
    first_byte_ms: float
    calls: int
    html: int
    style: int
    script: int

    @property
    def missed(self) -> list[str]:
        """Which aims."""
        aims = {
            "first byte": (self.first_byte_ms, _CASE_MS if self.page.is_case else _LIST_MS),
            "calls": (self.calls, _CALLS_MOST),
            "HTML": (self.html, _HTML_MOST),
            "style": (self.style, _STYLE_MOST),
            "script": (self.script, _SCRIPT_MOST),
        }
        return [name for name, (found, most) in aims.items() if found > most]


def main() -> None:
    """Play the demo, measure its pages and print them; ends with 1 where an aim is missed."""
    with tempfile.TemporaryDirectory() as name, playing(Path(name)) as running:
        log = Path(name) / "data" / "linli.log"
        found = [_measured(running, page, log) for page in _pages(running)]
    print(f"{'page':58} {'as':14} {'ms':>6} {'calls':>5} {'HTML':>7} {'style':>6} {'script':>6}")
    for one in found:
        page, missed = one.page, ", ".join(one.missed)
        path = re.sub(_UUID, "…", page.path)
        print(
            f"{path[:58]:58} {page.by:14} {one.first_byte_ms:6.1f} {one.calls:5} {one.html:7} "
            f"{one.style:6} {one.script:6}  {'MISSED ' + missed if missed else ''}"
        )
    sys.exit(any(one.missed for one in found))


def _pages(running: Running) -> Iterator[_Page]:
    resident = requests.Session()
    yield from (_Page(path, "", resident) for path in _of_residents(running))
    staff = workstation_of(DENGLIANG)
    for one in (staff, commissioners_of(DENGLIANG)[0], committee_of(DENGLIANG), *_of_the_street()):
        client = session_of(running, person_of(running, one))
        first = client.get(f"{running.address}/desk", timeout=20).text
        menu = _MENU.search(first)
        for path in dict.fromkeys(_LINK.findall(menu[0] if menu else "")):
            yield _Page(path, one.login, client)
            shown = client.get(running.address + path, timeout=20).text
            for case in _CASE.findall(shown)[:1]:
                yield _Page(case, one.login, client, is_case=case.startswith("/desk/appeals/"))
        if one is staff:
            code = _a_code(running, client)
            yield _Page(f"/appeals/{code}", "", resident, is_case=True)


def _of_residents(running: Running) -> list[str]:
    here = f"/communities/{DENGLIANG}"
    survey = running.answer("GET", "/public/surveys", params={"area": DENGLIANG})["items"][0]
    below = [f"{here}{page}" for page in ("", "/commissioners", "/notices", "/posts", "/handbook")]
    return [
        "/",
        *below,
        f"/surveys/{survey['id']}",
        f"/figures?area={DENGLIANG}",
        f"/appeals/new?community={DENGLIANG}",
    ]


def _of_the_street() -> list[Login]:
    return [one for one in logins() if one.login in {"jiedaoban", "guanliyuan"}]


def _a_code(running: Running, client: requests.Session) -> str:
    found = client.get(
        f"{running.address}/api/v1/appeals", params={"overdue": "true", "limit": "1"}, timeout=20
    ).json()
    return str(found["items"][0]["tracking_code"])


def _measured(running: Running, page: _Page, log: Path) -> _Found:
    told_before = log.stat().st_size
    spent = []
    for _ in range(_ROUNDS):
        answer = page.client.get(running.address + page.path, timeout=20)
        answer.raise_for_status()
        spent.append(1000 * answer.elapsed.total_seconds())
    return _Found(
        page,
        statistics.median(spent),
        _calls(log, told_before),
        len(answer.content),
        _weight(running, page, _STYLE, answer.text),
        _weight(running, page, _SCRIPT, answer.text),
    )


def _calls(log: Path, told_before: int) -> int:
    """How often the page called the interface, by the gateway's own log."""

    def told() -> list[int]:
        with log.open("rb") as lines:
            lines.seek(told_before)
            read = [_read(line) for line in lines]
        return [one.get("calls", 0) for one in read if one.get("event") == "http"]

    return max(wait_for(told, 10, "the page is in the log") or [0])


def _read(line: bytes) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = json.loads(line)
    except ValueError:
        # The last line may be on its way.
        return {}
    return found


def _weight(running: Running, page: _Page, files: re.Pattern[str], html: str) -> int:
    return sum(
        len(page.client.get(running.address + path, timeout=20).content)
        for path in files.findall(html)
    )


if __name__ == "__main__":
    main()
