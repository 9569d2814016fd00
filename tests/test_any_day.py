"""Tests pass on any day and at any hour: those that ask for today run again on other days."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_TESTS = Path(__file__).parent
_FOLDERS = ("services", "gateway", "runtime", "vocabulary", "cli")
_ASKS_FOR_TODAY = ("TODAY", "LATELY", "clock.now", "day_of(")
#: Files bear the true time.
_LOOKS_AT_FILES = "os.utime("
#: In UTC; the evening of one is the morning of the next in Shanghai. Where holidays are not
#: published yet, as in 2028, tests enter what they need (`appointing.know_the_holidays`).
_MOMENTS = {
    "the last day of a month": "2026-11-30 09:00:00",
    "the first day of a year in Shanghai, not yet in UTC": "2027-12-31 17:30:00",
    "a leap day": "2028-02-29 09:00:00",
    "Spring Festival": "2027-02-08 09:00:00",
}


@pytest.mark.thorough("runs some 1,500 tests again on each of these days, minutes each")
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("moment", _MOMENTS.values(), ids=_MOMENTS)
def test_what_asks_for_today_passes_on_any_day(moment: str) -> None:
    """On the last days of a month a renewal began after its term had ended, and nothing landed.

    On SQLite only: a server of a database knows the true time, and rules know no database.
    """
    # Properties hold on any day: very many cases of each on one day are enough.
    given = {"FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": "UTC", "HYPOTHESIS_PROFILE": "usual"}
    plugins = ["-p", "tests.turned_clock", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [
            *("faketime", moment, sys.executable, "-m", "pytest", "-q", "--no-header", *plugins),
            *("-k", "not postgres", "-m", "not broker", *_ask_for_today()),
        ],
        cwd=_TESTS.parent,
        env=os.environ | given,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-10_000:] + done.stderr[-2_000:]


def _ask_for_today() -> list[str]:
    files = (file for folder in _FOLDERS for file in (_TESTS / folder).rglob("test_*.py"))
    return sorted(str(file) for file in files if _is_for_any_day(file.read_text()))


def _is_for_any_day(test: str) -> bool:
    return any(word in test for word in _ASKS_FOR_TODAY) and _LOOKS_AT_FILES not in test
