"""Made-up requests about appeals, and what they rest on."""

from __future__ import annotations

from tests.journeys.made_up.requests_of_all_kinds import MadeUpRequests, Part


class TestAppeals(MadeUpRequests):
    PART = Part.APPEALS
