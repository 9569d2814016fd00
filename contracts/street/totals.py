"""The figures of the whole street (R55 to R57, R66), each with numerator and denominator."""

from __future__ import annotations

import datetime as dt

from contracts import fields
from contracts.appeals.words import AppealChannel
from contracts.registry import Answer, Request, Shape, request, shape


@shape
class Rate(Answer):
    """A share that can be checked: both numbers and the percentage."""

    numerator: int = fields.plain("The numerator.")
    denominator: int = fields.plain("The denominator.")
    percent: float | None = fields.plain(
        "Rounded to two places; null when there is nothing to divide."
    )


@shape
class _Figures(Answer):
    """What a line of the totals counts."""

    appeals: int = fields.plain("Appeals received in the period.")
    closed: int = fields.plain("Of these, closed by now (办结).")
    settled: int = fields.plain("Of these, settled by now (化解).")
    settled_rate: Rate = fields.plain("Settled of received.")


@shape
class Line(_Figures):
    """The figures of one category, group, channel or outcome."""

    key: str = fields.plain("Its code.")


@shape
class CommunityLine(_Figures):
    """The figures of one community."""

    community: str = fields.place("The community.")


@shape
class ReceptionLine(Answer):
    """Person-visits of one community."""

    community: str = fields.place("The community.")
    receptions: int = fields.plain("Person-visits (接待人次).")


@shape
class Totals(Answer):
    """The totals of a period."""

    from_day: dt.date | None = fields.plain(
        "First day, Asia/Shanghai; null: from the beginning.", key="from"
    )
    to_day: dt.date | None = fields.plain("Last day, included; null: until today.", key="to")
    area: str | None = fields.place("The area counted; null: everything.")
    predecessors: list[str] | None = fields.place(
        "Areas merged into it whose figures are counted here too; null unless asked for.",
        default=None,
    )
    receptions: int = fields.plain("Person-visits (接待人次).")
    appeals: int = fields.plain("Appeals received in the period.")
    closed: int = fields.plain("Of these, closed by now (办结).")
    settled: int = fields.plain("Of these, settled by now (化解).")
    settled_rate: Rate = fields.plain("Settled of received.")
    receptions_by_community: list[ReceptionLine] = fields.plain("Person-visits by community.")
    by_community: list[CommunityLine] = fields.plain("By community.")
    by_category: list[Line] = fields.plain("By category.")
    by_applicant_group: list[Line] = fields.plain("By applicant group.")
    by_channel: list[Line] = fields.plain(
        "By channel; `unknown` holds appeals without a recorded channel."
    )
    by_outcome: list[Line] = fields.plain("By outcome; `open` holds appeals that are not closed.")
    generation: int = fields.plain(
        "How often the figures were counted from the logs; 1 is the first time, event by event.",
        default=1,
    )
    rebuilt_percent: float | None = fields.plain(
        "How much of the log was read, while the figures are counted again and mended; null "
        "otherwise. The figures stay in use meanwhile.",
        default=None,
    )


@shape
class MonthLine(Answer):
    """The appeals of one month."""

    begins: dt.date = fields.plain("The first day of the month.")
    appeals: int = fields.plain("Appeals received in it.")
    closed: int = fields.plain("Of these, closed by now (办结).")
    settled: int = fields.plain("Of these, settled by now (化解).")


@shape
class Months(Answer):
    """The appeals of a year by month, and of the year before."""

    area: str | None = fields.place("The area counted; null: everything.")
    year: int = fields.plain("The year.")
    items: list[MonthLine] = fields.plain(
        "24 months, January of the year before first; a month without appeals has zeros."
    )


@shape
class MonthsFilter(Shape):
    """The year and the area."""

    year: int | None = fields.number(
        "The year; this one, if left out.", least=1901, most=2999, default=None, strict=False
    )
    area: str | None = fields.area("Only this area.", default=None)


@request("street", "show_months", Months)
class ShowMonths(MonthsFilter, Request[Months]):
    """The appeals of a year by month; public, because they name no person."""


@shape
class TotalsFilter(Shape):
    """The period and the area; dates are days in Asia/Shanghai, both included."""

    from_day: dt.date | None = fields.plain("First day.", default=None, key="from")
    to_day: dt.date | None = fields.plain("Last day.", default=None, key="to")
    area: str | None = fields.area("Only this area.", default=None)
    include_predecessors: bool = fields.plain(
        "Whether to include the figures of areas merged into this one by today.", default=False
    )


@shape
class StaffTotalsFilter(TotalsFilter):
    """The same, and the ways the appeals came in; receptions are counted whole."""

    channel: list[AppealChannel] | None = fields.several(
        "Only appeals that came in by these ways.", AppealChannel, default=None
    )


@request("street", "show_totals", Totals)
class ShowTotals(StaffTotalsFilter, Request[Totals]):
    """The totals; public, because they name no person."""
