"""How long appeals took from receipt to closing (办理用时), as a distribution."""

from __future__ import annotations

import datetime as dt

from contracts import fields
from contracts.registry import Answer, Request, Shape, request, shape


@shape
class DurationFilter(Shape):
    """Which closed appeals; the caller's own scope narrows them."""

    area: str | None = fields.area("Only this area.", default=None)
    closed_from: dt.date | None = fields.plain(
        "Closed on this day or later, Asia/Shanghai; a year before the last day, if left out.",
        default=None,
    )
    closed_to: dt.date | None = fields.plain(
        "Closed on this day or earlier; today, if left out.", default=None
    )


@shape
class DurationStep(Answer):
    """The appeals that took so many days."""

    least_days: int = fields.plain("At least so many days; 0: closed on the day of receipt.")
    most_days: int | None = fields.plain("At most so many days; null: any number more.")
    closed: int = fields.plain("Appeals closed in this time.")
    settled: int = fields.plain("Of these, settled (化解).")


@shape
class Durations(Answer):
    """How long the closed appeals of a period took; an appeal opened again counts to its last end."""

    area: str | None = fields.place("The area counted; null: the whole scope of the caller.")
    closed_from: dt.date = fields.plain("First day of the period.")
    closed_to: dt.date = fields.plain("Last day of the period.")
    closed: int = fields.plain("Appeals closed in the period.")
    median_days: float | None = fields.plain(
        "Half of the appeals took no longer; null without any."
    )
    within_days: int | None = fields.plain(
        "Nine of ten appeals took no more days than this; null without any."
    )
    steps: list[DurationStep] = fields.plain("All steps, the shortest first.")


@request("appeals", "show_durations", Durations)
class ShowDurations(DurationFilter, Request[Durations]):
    """Show how long the appeals that you may see took until they were closed."""
