"""The notices of recruitment, and their wording."""

from __future__ import annotations

from contracts.gateway.notices import NoticeWish
from contracts.notice_kinds import NoticeKind, Parameter, Words, declare
from contracts.registry import Event, event
from vocabulary.accounts import Language

_TERM_TO = Parameter("term_to", "聘期最后一日", "Last day of the term", example="2014-05-03")
_DAYS = Parameter("days", "剩余天数", "Days left", example="60")

TERM_ENDING = declare(
    NoticeKind(
        name="term_ending",
        zh="聘期即将届满（专员、综合党委、工作站）",
        en="A term ends soon (commissioner, party committee, workstation)",
        parameters=(_TERM_TO, _DAYS),
        words={
            Language.ZH: Words(
                "聘期还有{days}天届满",
                "{area}一名社区专员的聘期将于{term_to}届满，还有{days}天。"
                "续聘须先完成年度评价；不续聘的，请安排交接。",
                "{area}一名社区专员的聘期将于{term_to}届满，还有{days}天。",
            ),
            Language.EN: Words(
                "A term ends in {days} days",
                "The term of a commissioner of {area} ends on {term_to}, in {days} days. "
                "Renewal needs the year's evaluation first; otherwise plan the hand-over.",
                "The term of a commissioner of {area} ends on {term_to}, in {days} days.",
            ),
        },
    )
)


@event("recruitment", subject="request_id", area="area")
class NoticeRequested(NoticeWish, Event):
    """Recruitment asks for a notice to accounts, or to holders of a role at an area."""
