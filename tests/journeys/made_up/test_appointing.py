"""Made-up requests about appointments, and what they bring with them."""

from __future__ import annotations

from tests.journeys.made_up.requests_of_all_kinds import MadeUpRequests, Part


class TestAppointing(MadeUpRequests):
    PART = Part.APPOINTING
