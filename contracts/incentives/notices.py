"""The notices of incentives, and their wording."""

from __future__ import annotations

from contracts.gateway.notices import NoticeWish
from contracts.notice_kinds import NoticeKind, Parameter, Words, declare
from contracts.registry import Event, event
from vocabulary.accounts import Language

_THEME = Parameter("theme", "主题", "The theme", example="楼道消防怎么管得住")
_WHEN = Parameter("when", "时间", "When", example="2026-12-10 14:30")
_PLACE = Parameter("place", "地点", "Where", example="社区党群服务中心二楼")
_MEETING = "/desk/sharing-meetings/{subject_id}"

MEETING_PLANNED = declare(
    NoticeKind(
        name="sharing_meeting_planned",
        zh="经验分享会通知（专员）",
        en="A sharing meeting is planned (commissioners)",
        parameters=(_THEME, _WHEN, _PLACE),
        path=_MEETING,
        words={
            Language.ZH: Words(
                "经验分享会：{theme}",
                "您好！{area}综合党委请您参加经验分享会。时间：{when}；地点：{place}；主题：{theme}。"
                "您可以登录提出要讲的事：办成的、没有办成的都可以。",
                "{area}经验分享会：{when}，{place}，{theme}。",
            ),
            Language.EN: Words(
                "Sharing meeting: {theme}",
                "The party committee of {area} invites you to a sharing meeting on {when} at "
                "{place}: {theme}. Sign in to put a point of yours on the agenda, whether it "
                "worked or not.",
                "Sharing meeting of {area}: {when}, {place}, {theme}.",
            ),
        },
    )
)
MEETING_CALLED_OFF = declare(
    NoticeKind(
        name="sharing_meeting_called_off",
        zh="经验分享会取消（专员）",
        en="A sharing meeting is called off (commissioners)",
        parameters=(_THEME, _WHEN),
        path=_MEETING,
        words={
            Language.ZH: Words(
                "经验分享会取消：{theme}",
                "您好！{area}原定 {when} 的经验分享会“{theme}”取消，另行通知。",
                "{area}原定{when}的经验分享会（{theme}）取消。",
            ),
            Language.EN: Words(
                "Sharing meeting called off: {theme}",
                "The sharing meeting of {area} on {when}, “{theme}”, is called off. You will hear "
                "of another day.",
                "The sharing meeting of {area} on {when}, {theme}, is called off.",
            ),
        },
    )
)


@event("incentives", subject="request_id", area="area")
class NoticeRequested(NoticeWish, Event):
    """The service of incentives asks for a notice to accounts."""
