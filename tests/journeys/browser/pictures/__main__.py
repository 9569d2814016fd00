"""`make pictures`: takes the pictures of README and guides from the demo, with a real browser.

The README shows a community's page on a phone, and beside it a case at the workstation's desk;
each guide (怎么用) the pages with which a role begins.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from gateway.console import files
from sample.accounts import Login, logins
from sample.people import DENGLIANG
from tests.demo import person_of, playing
from tests.journeys.browser.windows import Window, window
from tests.journeys.people import Person
from tests.journeys.running import Running
from tests.servers import programs
from vocabulary.actors import Role

_ROOT = Path(__file__).parents[4]
_README = _ROOT / "docs" / "pictures" / "console.png"
_STATIC = _ROOT / "gateway" / "console" / "static"
_PHONE, _DESK, _HEIGHT = 390, 1100, 860
_GAP = 24
_AROUND = (222, 226, 232)
#: Few colours make a small file; letters stay sharp.
_COLOURS = 32


@dataclass(frozen=True)
class View:
    """A page to take: its name in the guides, whose, where, and how wide."""

    name: str
    role: Role | None
    path: str
    width: int


_CASE = "/desk/appeals/"
_VIEWS = (
    View("community", None, f"/communities/{DENGLIANG}", _PHONE),
    View("today", Role.WORKSTATION_STAFF, "/desk/today", _DESK),
    View("case", Role.WORKSTATION_STAFF, _CASE, _DESK),
    View("mine", Role.COMMISSIONER, "/desk/mine", _PHONE),
    View("duty", Role.COMMISSIONER, "/desk/duty", _PHONE),
    View("committee", Role.PARTY_COMMITTEE, "/desk/committee", _DESK),
    View("overview", Role.STREET_OFFICER, "/desk/overview", _DESK),
    View("administration", Role.ADMINISTRATOR, "/desk/administration", _DESK),
    View("accounts", Role.ADMINISTRATOR, "/desk/accounts", _DESK),
    View("service", Role.VOLUNTEER, "/desk/service", _PHONE),
    View("attesting", Role.SOCIAL_WORKER, "/desk/hours-to-attest", _PHONE),
)
#: These two stand in the README.
_SHOWN_FIRST = ("community", "case")


def main() -> None:
    """Play the demo, take the pictures and write them down."""
    with tempfile.TemporaryDirectory() as name, playing(Path(name)) as running:
        take(running)


def take(running: Running) -> None:
    """Take the pictures of this system, and write them down."""
    taken = dict(_taken(running))
    for name, one in taken.items():
        path = _STATIC / files.picture(name)
        # A phone's reader sees it whole; a desk's beside the words.
        one.quantize(_COLOURS).convert("RGB").save(path, lossless=True, method=6)
        print(f"{path}: {path.stat().st_size} bytes")
    beside = [taken[name] for name in _SHOWN_FIRST]
    width = sum(one.width for one in beside) + _GAP * (len(beside) + 1)
    whole = Image.new("RGB", (width, _HEIGHT + 2 * _GAP), _AROUND)
    left = _GAP
    for one in beside:
        whole.paste(one, (left, _GAP))
        left += one.width + _GAP
    _README.parent.mkdir(exist_ok=True)
    whole.quantize(_COLOURS).save(_README, optimize=True)
    print(f"{_README}: {_README.stat().st_size} bytes")


def _taken(running: Running) -> Iterator[tuple[str, Image.Image]]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=programs.find("chromium"), args=["--no-sandbox", "--lang=zh-CN"]
        )
        for role in dict.fromkeys(view.role for view in _VIEWS):
            with window(browser, running.address) as opened:
                person = None if role is None else person_of(running, _of(role))
                if person is not None:
                    opened.signs_in(person)
                for view in _VIEWS:
                    if view.role == role:
                        yield view.name, _shown(opened, view, person)
        browser.close()


def _of(role: Role) -> Login:
    """The person who stands for a role in the demo."""
    return next(one for one in logins() if one.role is role)


def _shown(opened: Window, view: View, person: Person | None) -> Image.Image:
    opened.page.set_viewport_size({"width": view.width, "height": _HEIGHT})
    path = view.path
    if person is not None and path == _CASE:
        path += _due(person)
    answer = opened.opens(path)
    assert answer.ok, f"{path}: {answer.status}"
    return Image.open(io.BytesIO(opened.page.screenshot())).convert("RGB")


def _due(person: Person) -> str:
    """The appeal that is due first, as the workstation sees it."""
    asked = "state=assigned&sort=due_on&overdue=false&limit=1"
    return str(person.answer("GET", f"/appeals?{asked}")["items"][0]["id"])


if __name__ == "__main__":
    main()
