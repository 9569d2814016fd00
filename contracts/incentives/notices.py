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

_NUMBER = Parameter("number", "编号", "Number", example="2026-0007")
_DUE_ON = Parameter("due_on", "答复期限", "Due on", example="2026-12-18")
_COMPLAINT = "/desk/complaints/{subject_id}"

COMPLAINT_CAME = declare(
    NoticeKind(
        name="complaint_came",
        zh="新的投诉（工作站、综合党委）",
        en="A new complaint (workstation, party committee)",
        parameters=(_NUMBER, _DUE_ON),
        path=_COMPLAINT,
        words={
            Language.ZH: Words(
                "新的投诉：{number}",
                "{area}收到投诉 {number}，须在 {due_on} 前答复。请两人核实、听取双方说法；"
                "与投诉有利害关系的请回避。",
                "{area}收到投诉{number}，{due_on}前答复。",
            ),
            Language.EN: Words(
                "A new complaint: {number}",
                "{area} received the complaint {number}, to be answered by {due_on}. Two people "
                "examine it and hear both sides; abstain if it concerns you.",
                "{area} received the complaint {number}, to be answered by {due_on}.",
            ),
        },
    )
)
REVIEW_WISHED = declare(
    NoticeKind(
        name="complaint_review_wished",
        zh="投诉人要求复核（街道办）",
        en="A complainant asks for a review (street office)",
        parameters=(_NUMBER, _DUE_ON),
        path=_COMPLAINT,
        words={
            Language.ZH: Words(
                "要求复核：投诉 {number}",
                "{area}投诉 {number} 的投诉人对答复不满意，要求街道办复核，须在 {due_on} 前复核。",
                "{area}投诉{number}要求复核，{due_on}前办理。",
            ),
            Language.EN: Words(
                "A review is asked for: complaint {number}",
                "The complainant of {number} in {area} does not agree with the answer and asks "
                "the street office for a review by {due_on}.",
                "A review of the complaint {number} in {area} is asked for by {due_on}.",
            ),
        },
    )
)
OBJECTION_RAISED = declare(
    NoticeKind(
        name="selection_objection_raised",
        zh="对年终评选的异议（街道办）",
        en="An objection to a selection (street office)",
        parameters=(Parameter("year", "年度", "Year", example="2026"),),
        path="/desk/selections/{subject_id}",
        words={
            Language.ZH: Words(
                "对{year}年评选的异议",
                "有人对{area}{year}年年终评选的结果提出异议。答复以前不能审核、表彰。",
                "{area}{year}年评选收到异议，请答复。",
            ),
            Language.EN: Words(
                "An objection to the selection of {year}",
                "Somebody objects to the result of the selection of {year} in {area}. Nobody is "
                "checked or honoured before it is answered.",
                "An objection to the selection of {year} in {area} waits for an answer.",
            ),
        },
    )
)
RATINGS_SET_ASIDE = declare(
    NoticeKind(
        name="ratings_set_aside",
        zh="待核的评议（综合党委）",
        en="Ratings are set aside (party committee)",
        parameters=(Parameter("quarter", "季度", "Quarter", example="2026Q3"),),
        path="/desk/work-reports/{subject_id}/rating-bursts",
        words={
            Language.ZH: Words(
                "{quarter}履职公示：有待核的评议",
                "{area}{quarter}的履职公示，短时间内有许多评议来自同一网络，已先搁置。"
                "一小时后请决定计不计入；公示规定的工作日内没有决定的，不计入。",
                "{area}{quarter}有评议待核，请决定计不计入。",
            ),
            Language.EN: Words(
                "Work report of {quarter}: ratings were set aside",
                "Many ratings of the work report of {area} for {quarter} came from one network "
                "in a short time and were set aside. Once the hour is over, decide whether they "
                "count; without a decision within the working days of a notice they do not.",
                "Ratings of {area} for {quarter} were set aside; decide whether they count.",
            ),
        },
    )
)


@event("incentives", subject="request_id", area="area")
class NoticeRequested(NoticeWish, Event):
    """The service of incentives asks for a notice to accounts, or to holders of a role at an area."""
