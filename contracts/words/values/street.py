"""The names of the values of the street (街道)."""

from __future__ import annotations

VALUES = {
    "Span": {
        "day": ("当日", "today"),
        "month": ("当月", "this month"),
        "quarter": ("当季", "this quarter"),
        "year": ("当年", "this year"),
        "ever": ("累计", "all of time"),
    },
}
