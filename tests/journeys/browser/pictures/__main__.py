"""`make pictures`: takes the picture of the README from the demo, with a real browser.

A community's page on a phone, and beside it a case at the workstation's desk.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from sample.accounts import workstation_of
from sample.people import DENGLIANG
from tests.demo import person_of, playing
from tests.journeys.browser.windows import Window
from tests.journeys.running import Running
from tests.servers import programs

_PICTURE = Path(__file__).parents[4] / "docs" / "pictures" / "console.png"
_PHONE, _DESK, _HEIGHT = 390, 1100, 860
_GAP = 24
_AROUND = (222, 226, 232)
#: Few colours make a small file; letters stay sharp.
_COLOURS = 32


def main() -> None:
    """Play the demo, take the pictures, write them down as one."""
    with tempfile.TemporaryDirectory() as name, playing(Path(name)) as running:
        take(running, Path(name))


def take(running: Running, folder: Path) -> None:
    """Take the pictures of this system, and write them down as one."""
    taken = _taken(running, folder)
    width = sum(one.width for one in taken) + _GAP * (len(taken) + 1)
    whole = Image.new("RGB", (width, _HEIGHT + 2 * _GAP), _AROUND)
    left = _GAP
    for one in taken:
        whole.paste(one, (left, _GAP))
        left += one.width + _GAP
    _PICTURE.parent.mkdir(exist_ok=True)
    whole.quantize(_COLOURS).save(_PICTURE, optimize=True)
    print(f"{_PICTURE}: {_PICTURE.stat().st_size} bytes")


def _taken(running: Running, folder: Path) -> list[Image.Image]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=programs.find("chromium"), args=["--no-sandbox", "--lang=zh-CN"]
        )
        phone, desk = _page(browser, _PHONE), _page(browser, _DESK)
        phone.goto(f"{running.address}/communities/{DENGLIANG}")
        _open_a_case(running, desk)
        found = []
        for name, page in (("phone", phone), ("desk", desk)):
            page.screenshot(path=folder / f"{name}.png")
            found.append(Image.open(folder / f"{name}.png").convert("RGB"))
        browser.close()
    return found


def _page(browser: Browser, width: int) -> Page:
    context = browser.new_context(viewport={"width": width, "height": _HEIGHT}, locale="zh-CN")
    return context.new_page()


def _open_a_case(running: Running, page: Page) -> None:
    """The appeal that is due today, as the workstation sees it."""
    person = person_of(running, workstation_of(DENGLIANG))
    Window(page, running.address).signs_in(person)
    asked = {"state": "assigned", "sort": "due_on", "overdue": "false", "limit": 1}
    headers = {"Authorization": f"Bearer {person.token}"}
    found = running.answer("GET", "/appeals", params=asked, headers=headers)["items"]
    case = page.goto(f"{running.address}/desk/appeals/{found[0]['id']}")
    if case is None or not case.ok:
        page.goto(f"{running.address}/")


if __name__ == "__main__":
    main()
