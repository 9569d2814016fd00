"""Made-up requests about how candidates are found."""

from __future__ import annotations

from tests.journeys.made_up.requests_of_all_kinds import MadeUpRequests, Part


class TestRecruiting(MadeUpRequests):
    PART = Part.RECRUITING
