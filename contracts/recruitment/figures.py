"""Figures of appointments: how many there ever were, how many are in office, how long posts wait."""

from __future__ import annotations

import datetime as dt

from contracts import fields
from contracts.lists import LIMIT_MOST, Listing, Page
from contracts.recruitment.words import Kind
from contracts.registry import Answer, Request, Shape, request, shape

#: More days are not counted in one answer.
MONTHS_MOST = 36


@shape
class AppointmentFiguresFilter(Shape):
    """Which figures."""

    area: str | None = fields.area("Only this area; everything, if left out.", default=None)
    from_day: dt.date | None = fields.plain(
        "First day of the period in which appointments began, Asia/Shanghai.",
        default=None,
        key="from",
    )
    to_day: dt.date | None = fields.plain("Last day of the period.", default=None, key="to")
    on: dt.date | None = fields.plain(
        "The day on which to count holders and vacant posts; today, if left out.",
        default=None,
    )


@shape
class CommunityFiguresFilter(AppointmentFiguresFilter, Listing):
    """The period, the area and the page of the figures of communities."""


@shape
class Share(Answer):
    """A share with both of its numbers."""

    numerator: int = fields.plain("The part.")
    denominator: int = fields.plain("The whole.")
    percent: float | None = fields.plain(
        "The share in percent, rounded to two places; null where the whole is 0.", default=None
    )


@shape
class AppointmentCount(Answer):
    """The figures of one group."""

    cumulative: int = fields.plain(
        "Appointments that began in the period, renewals too (累计聘任). Not those in office."
    )
    in_office: int = fields.plain("In office on the day.")
    interim: Share = fields.plain("Those in office who are staff in the interim (R17).")


@shape
class TimeToFill(Answer):
    """How long posts waited for a resident who began in the period."""

    median_days: float | None = fields.plain(
        "Median of the days from the vacancy to the first day in office; null without any.",
        default=None,
    )
    sample: int = fields.plain("The number of waits behind the median.")


@shape
class OfCommunity(AppointmentCount):
    """The figures of one community."""

    community: str = fields.place("The community.")
    posts: int = fields.plain("Its posts on the day.")
    vacant: Share = fields.plain("Posts without any holder on the day.")
    without_resident: Share = fields.plain("Posts vacant or held only in the interim.")
    time_to_fill: TimeToFill = fields.plain("How long its posts waited.")


@shape
class OfKind(AppointmentCount):
    """The figures of one of the three kinds of people; a vacancy has no kind."""

    kind: Kind = fields.choice("Which kind.")
    time_to_fill: TimeToFill = fields.plain(
        "How long posts waited until one of this kind came; staff in the interim ends no wait."
    )


@shape
class AppointmentFigures(AppointmentCount):
    """Appointments of an area."""

    area: str | None = fields.place("Which area; null: all.", default=None)
    from_day: dt.date | None = fields.plain("First day of the period.", default=None, key="from")
    to_day: dt.date | None = fields.plain("Last day of the period.", default=None, key="to")
    on: dt.date = fields.plain("The day.")
    posts: int = fields.plain("Posts on the day.")
    vacant: Share = fields.plain("Posts without any holder on the day.")
    without_resident: Share = fields.plain("Posts vacant or held only in the interim.")
    time_to_fill: TimeToFill = fields.plain("How long posts waited.")
    by_community: list[OfCommunity] | None = fields.plain(
        f"By community; null where the area has more than {LIMIT_MOST} with posts: ask for the "
        "list of their figures.",
        default=None,
    )
    by_kind: list[OfKind] = fields.plain("By kind.")


@request("recruitment", "appointment_figures", AppointmentFigures)
class ShowAppointmentFigures(AppointmentFiguresFilter, Request[AppointmentFigures]):
    """The figures of an area."""


@shape
class PostMonthsFilter(Shape):
    """Which posts, and for how long."""

    area: str | None = fields.area("Only this area; everything, if left out.", default=None)
    to_day: dt.date | None = fields.plain(
        "The last day; today, if left out. The days before are the last ones of earlier months.",
        default=None,
        key="to",
    )
    months: int = fields.number(
        "How many days to count, the last one too.",
        least=1,
        most=MONTHS_MOST,
        default=13,
        strict=False,
    )


@shape
class PostsOnDay(Answer):
    """The posts on one day."""

    on: dt.date = fields.plain("The day.")
    posts: int = fields.plain("Posts there were.")
    filled: int = fields.plain("Of these, held by a resident.")
    interim: int = fields.plain("Of these, held by staff in the interim (R17).")
    vacant: int = fields.plain("Of these, without any holder.")


@shape
class PostMonths(Answer):
    """How many posts were filled and vacant at the end of each month."""

    area: str | None = fields.place("Which area; null: all.", default=None)
    items: list[PostsOnDay] = fields.plain("The days, the earliest first.")


@request("recruitment", "show_post_months", PostMonths)
class ShowPostMonths(PostMonthsFilter, Request[PostMonths]):
    """Show how many posts of an area were filled and vacant over time."""


@shape
class CommunityFiguresPage(Page):
    """A page of communities that have posts, by code."""

    on: dt.date = fields.plain("The day.")
    items: list[OfCommunity] = fields.plain("Their figures.")


@request("recruitment", "list_community_figures", CommunityFiguresPage)
class ListCommunityFigures(CommunityFiguresFilter, Request[CommunityFiguresPage]):
    """List the figures of the communities of an area."""
