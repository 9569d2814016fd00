"""Made-up requests about accounts and signing in, and whatever has no other file."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.made_up.requests_of_all_kinds import MadeUpRequests, Part


class TestPeople(MadeUpRequests):
    PART = Part.PEOPLE


def test_every_part_has_a_file() -> None:
    """Or its operations would never be tried."""
    files = {path.stem for path in Path(__file__).parent.glob("test_*.py")}

    assert files == {f"test_{part}" for part in Part}
