"""What every list takes and answers: one grammar for pages, sorting and totals.

    class AppealFilter(Listing):
        state: list[State] | None = fields.several("Only in these states.", State)
        received_from: dt.date | None = fields.plain("First day.", default=None)
        sort: str | None = fields.sorting("received_at", "closed_at")

Filters are fields. Several values of one have commas between (`state=accepted,assigned`);
a range has two fields, `«what»_from` and `«what»_to`, days in Asia/Shanghai, both included.
"""

from __future__ import annotations

from contracts import fields
from contracts.registry import Answer, Shape, shape

LIMIT_MOST = 200
#: The longest text by which a list is searched.
WORDS_SOUGHT_LONGEST = 60


@shape
class Listing(Shape):
    """Which page of a list; a list that can be sorted has a field `sort` too."""

    cursor: str | None = fields.text(
        "The next_cursor of the last page. It carries the sort.",
        longest=1000,
        default=None,
    )
    limit: int = fields.number(
        f"How many, 1 to {LIMIT_MOST}.", least=1, most=LIMIT_MOST, default=50, strict=False
    )
    total: bool = fields.plain(
        "Whether to count what the filters find, up to 10,000.", default=False
    )


@shape
class Page(Answer):
    """A page of a list; `items` are what it lists."""

    next_cursor: str | None = fields.plain(
        "Pass it to get the next page; null at the end.", default=None
    )
    total: int | None = fields.plain(
        "How many the filters find in all, at most 10,000; null unless asked for with total=true.",
        default=None,
    )
    more_than_total: bool = fields.plain(
        "Whether there are more than `total` says: counting ends at 10,000.", default=False
    )
