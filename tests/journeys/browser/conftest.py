"""A real browser for the journeys of this folder: Debian's Chromium, driven by playwright."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.browser.town import Town, lively
from tests.journeys.running import Running
from tests.servers import programs


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all; each journey opens windows of its own in it."""
    path = programs.find("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--lang=zh-CN"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def town(embedded: Running) -> Town:
    """A community in which something goes on, on the embedded system."""
    return lively(embedded)
