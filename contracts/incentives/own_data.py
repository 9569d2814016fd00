"""What incentives keep of a commissioner, for that person. PIPL art. 45."""

from __future__ import annotations

import datetime as dt

from contracts import fields
from contracts.incentives.honours import HonourView
from contracts.incentives.scorecards import Scorecard
from contracts.registry import Answer, Request, request, shape


@shape
class OwnIncentives(Answer):
    """Everything that incentives keep of the caller."""

    exported_at: dt.datetime = fields.moment("When the copy was made.")
    scorecards: list[Scorecard] = fields.plain(
        "A card for each of your appointments, over its whole time, with your words."
    )
    honours: list[HonourView] = fields.plain("Your honours.")


@request("incentives", "export_own_incentives", OwnIncentives)
class ExportOwnIncentives(Request[OwnIncentives]):
    """Get a copy of your scorecards and words, also after your office is over."""
