"""The notices of the service of volunteers, and their wording."""

from __future__ import annotations

from contracts.gateway.notices import NoticeWish
from contracts.notice_kinds import NoticeKind, Parameter, Words, declare
from contracts.registry import Event, event
from vocabulary.accounts import Language

_TEAM = Parameter("team", "团队名称", "Name of the team", example="荔林消防安全团队")
_ANSWER_BY = Parameter("answer_by", "最后答复日", "Last day for an answer", example="2014-05-03")

MEMBERSHIP_OFFERED = declare(
    NoticeKind(
        name="membership_offered",
        zh="邀请加入团队（有账号的义工、社工）",
        en="A place in a team is offered (people with an account)",
        parameters=(_TEAM, _ANSWER_BY),
        words={
            Language.ZH: Words(
                "{team}邀请您加入",
                "您好！{area}的{team}邀请您加入。是否加入由您决定，请在{answer_by}前登录答复；"
                "不加入也不需要理由。",
                "{area}的{team}邀请您加入，请在{answer_by}前登录答复。",
            ),
            Language.EN: Words(
                "{team} offers you a place",
                "{team} of {area} offers you a place. You decide freely: sign in and answer by "
                "{answer_by}. You need no reason to decline.",
                "{team} of {area} offers you a place. Sign in and answer by {answer_by}.",
            ),
        },
    )
)
MEMBERSHIP_OFFERED_BY_CODE = declare(
    NoticeKind(
        name="membership_offered_by_code",
        zh="邀请加入团队（没有账号的义工、社工）",
        en="A place in a team is offered (people without an account)",
        parameters=(_TEAM, _ANSWER_BY),
        to_volunteers=True,
        words={
            Language.ZH: Words(
                "{team}邀请您加入",
                "您好！{area}的{team}邀请您加入。是否加入由您决定，请在{answer_by}前凭查询码 "
                "{tracking_code} 答复，也可以告诉社区工作站；不加入也不需要理由。",
                "{area}的{team}邀请您加入，请在{answer_by}前凭查询码{tracking_code}答复。",
            ),
            Language.EN: Words(
                "{team} offers you a place",
                "{team} of {area} offers you a place. You decide freely: answer by {answer_by} "
                "with your code {tracking_code}, or tell the workstation. You need no reason to "
                "decline.",
                "{team} of {area} offers you a place. Answer by {answer_by}: {tracking_code}",
            ),
        },
    )
)

TEAM_HANDED_OVER = declare(
    NoticeKind(
        name="team_handed_over",
        zh="团队换了专员（有账号的成员）",
        en="A team has another commissioner (members with an account)",
        parameters=(_TEAM,),
        words={
            Language.ZH: Words(
                "{team}换了专员",
                "您好！{area}的{team}换了专员，已安排的活动照常进行。是否留下由您决定："
                "可随时登录离队，不需要理由。",
                "{area}的{team}换了专员，活动照常。可随时登录离队。",
            ),
            Language.EN: Words(
                "{team} has another commissioner",
                "{team} of {area} has another commissioner; what is planned goes on. You decide "
                "whether you stay: sign in to leave at any time. You need no reason.",
                "{team} of {area} has another commissioner. Sign in if you wish to leave.",
            ),
        },
    )
)
TEAM_HANDED_OVER_BY_CODE = declare(
    NoticeKind(
        name="team_handed_over_by_code",
        zh="团队换了专员（没有账号的成员）",
        en="A team has another commissioner (members without an account)",
        parameters=(_TEAM,),
        to_volunteers=True,
        words={
            Language.ZH: Words(
                "{team}换了专员",
                "您好！{area}的{team}换了专员，已安排的活动照常进行。是否留下由您决定："
                "可随时凭查询码 {tracking_code} 离队，不需要理由。",
                "{area}的{team}换了专员，活动照常。可随时凭查询码{tracking_code}离队。",
            ),
            Language.EN: Words(
                "{team} has another commissioner",
                "{team} of {area} has another commissioner; what is planned goes on. You decide "
                "whether you stay: leave at any time with your code {tracking_code}. You need no "
                "reason.",
                "{team} of {area} has another commissioner. To leave: {tracking_code}",
            ),
        },
    )
)
TEAM_PARKED = declare(
    NoticeKind(
        name="team_parked",
        zh="团队由工作站代管（有账号的成员）",
        en="The workstation keeps a team for now (members with an account)",
        parameters=(_TEAM,),
        words={
            Language.ZH: Words(
                "{team}由工作站代管",
                "您好！{area}的{team}的专员已离任，接任以前由社区工作站代管，已安排的活动照常进行。"
                "是否留下由您决定：可随时登录离队，不需要理由。",
                "{area}的{team}暂由社区工作站代管。可随时登录离队。",
            ),
            Language.EN: Words(
                "The workstation keeps {team} for now",
                "The commissioner of {team} of {area} has left office. The workstation keeps the "
                "team until there is another one, and what is planned goes on. You decide "
                "whether you stay: sign in to leave at any time. You need no reason.",
                "The workstation of {area} keeps {team} for now. Sign in if you wish to leave.",
            ),
        },
    )
)
TEAM_PARKED_BY_CODE = declare(
    NoticeKind(
        name="team_parked_by_code",
        zh="团队由工作站代管（没有账号的成员）",
        en="The workstation keeps a team for now (members without an account)",
        parameters=(_TEAM,),
        to_volunteers=True,
        words={
            Language.ZH: Words(
                "{team}由工作站代管",
                "您好！{area}的{team}的专员已离任，接任以前由社区工作站代管，已安排的活动照常进行。"
                "是否留下由您决定：可随时凭查询码 {tracking_code} 离队，不需要理由。",
                "{area}的{team}暂由社区工作站代管。可随时凭查询码{tracking_code}离队。",
            ),
            Language.EN: Words(
                "The workstation keeps {team} for now",
                "The commissioner of {team} of {area} has left office. The workstation keeps the "
                "team until there is another one, and what is planned goes on. You decide "
                "whether you stay: leave at any time with your code {tracking_code}. You need no "
                "reason.",
                "The workstation of {area} keeps {team} for now. To leave: {tracking_code}",
            ),
        },
    )
)

_OF_ACTIVITY = (
    Parameter("activity", "活动名称", "Name of the activity", example="百家宴"),
    Parameter("when", "班次开始时间", "Beginning of the shift", example="2014-05-03 09:00"),
    Parameter("place", "地点", "Place", example="社区广场"),
)
_SIGN_IN, _BY_CODE = (
    ("登录", "sign in"),
    ("凭查询码 {tracking_code} ", "use your code {tracking_code}"),
)
_OTHERS_BY_CODE = (
    "凭查询码 {tracking_code} 可以看您的其他报名。",
    " Use your code {tracking_code} to see your other places.",
)


def _of_activity(
    name: str,
    about: tuple[str, str],
    title: tuple[str, str],
    text: tuple[str, str],
    *,
    is_on: bool = True,
    more: tuple[Parameter, ...] = (),
    asks: tuple[str, str] = (
        "不能参加的，请{way}取消报名。",
        " If you cannot come, {way} to give your place back.",
    ),
) -> tuple[NoticeKind, NoticeKind]:
    """What people with an account are told of an activity, and people without."""

    def declared(*, by_code: bool) -> NoticeKind:
        way = _BY_CODE if by_code else _SIGN_IN
        back_zh, back_en = (
            one.replace("{way}", how) if is_on else "" for one, how in zip(asks, way, strict=True)
        )
        if by_code and not is_on:
            back_zh, back_en = _OTHERS_BY_CODE
        short_zh = "查询码{tracking_code}" if by_code else ""
        short_en = " {tracking_code}" if by_code else ""
        return declare(
            NoticeKind(
                name=f"{name}_by_code" if by_code else name,
                zh=f"{about[0]}（{'没有' if by_code else '有'}账号的）",
                en=f"{about[1]} (people {'without' if by_code else 'with'} an account)",
                parameters=(*_OF_ACTIVITY, *more),
                to_volunteers=by_code,
                words={
                    Language.ZH: Words(
                        title[0], f"您好！{{area}}的{text[0]}{back_zh}", f"{text[0]}{short_zh}"
                    ),
                    Language.EN: Words(title[1], f"{text[1]}{back_en}", f"{text[1]}{short_en}"),
                },
            )
        )

    return declared(by_code=False), declared(by_code=True)


ACTIVITY_CHANGED, ACTIVITY_CHANGED_BY_CODE = _of_activity(
    "activity_changed",
    ("活动改期或换地点", "Another time or place of an activity"),
    ("{activity}改期或换地点", "{activity}: another time or place"),
    (
        "活动“{activity}”改为{when}在{place}举行。",
        "“{activity}” is now on {when} at {place}.",
    ),
)
ACTIVITY_TOMORROW, ACTIVITY_TOMORROW_BY_CODE = _of_activity(
    "activity_tomorrow",
    ("活动前一晚提醒", "A reminder the evening before"),
    ("明天：{activity}", "Tomorrow: {activity}"),
    (
        "活动“{activity}”明天（{when}）在{place}举行。",
        "“{activity}” is tomorrow, {when}, at {place}.",
    ),
)
ACTIVITY_CANCELLED, ACTIVITY_CANCELLED_BY_CODE = _of_activity(
    "activity_cancelled",
    ("活动取消", "An activity is called off"),
    ("{activity}取消", "{activity} is called off"),
    (
        "活动“{activity}”（{when}，{place}）取消，不再举行。",
        "“{activity}” of {when} at {place} is called off.",
    ),
    is_on=False,
)
PLACE_OFFERED, PLACE_OFFERED_BY_CODE = _of_activity(
    "place_offered",
    ("候补递补：有了名额，请答复", "A place became free for somebody who waited"),
    ("{activity}：有名额了", "{activity}: a place for you"),
    (
        "{activity}（{when}，{place}）有位，留到{answer_by}。",
        "A place for “{activity}”, {when} at {place}, is kept for you until {answer_by}.",
    ),
    more=(Parameter("answer_by", "最后答复时间", "Last hour for an answer", "2014-05-02 18:00"),),
    asks=(
        "请{way}接受或放弃；逾期未答复的，名额转给下一位。",
        " To accept it or give it back, {way}; without an answer it goes to the next one.",
    ),
)

_OF_PROJECT = (
    Parameter("project", "项目名称", "Title of the project", example="楼道消防宣传"),
    Parameter("number", "项目编号", "Number of the project", example="〔2026〕3"),
)
_SETTLE_BY = Parameter("settle_by", "结算期限", "Last day to settle it", example="2026-07-04")


def _of_project(
    name: str, about: tuple[str, str], title: tuple[str, str], text: tuple[str, str]
) -> NoticeKind:
    """What the applicant is told of a decision; why stands on the page of the project."""
    return declare(
        NoticeKind(
            name=name,
            zh=about[0],
            en=about[1],
            parameters=_OF_PROJECT,
            words={
                Language.ZH: Words(
                    title[0],
                    f"您好！{{area}}的扶持项目{{number}}“{{project}}”{text[0]}",
                    f"{{area}}：扶持项目{{number}}“{{project}}”：{title[0]}。",
                ),
                Language.EN: Words(
                    title[1],
                    f"Project {{number}}, “{{project}}”, of {{area}} {text[1]}",
                    f"Project {{number}}, “{{project}}”, of {{area}}: {title[1]}.",
                ),
            },
        )
    )


FUND_RETURNED = _of_project(
    "fund_returned",
    ("扶持资金申请被退回", "An application to the support fund was returned"),
    ("扶持资金申请被退回", "Your application was returned"),
    (
        "的申请被工作站退回。请登录查看原因，修改后再提交。",
        (
            "was returned by the workstation. Sign in to read why, change the application and submit "
            "it again."
        ),
    ),
)
FUND_REFUSED = _of_project(
    "fund_refused",
    ("扶持资金申请未获批准", "An application to the support fund was refused"),
    ("扶持资金申请未获批准", "Your application was refused"),
    ("的申请未获批准。请登录查看原因。", "was refused. Sign in to read why."),
)
FUND_APPROVED = _of_project(
    "fund_approved",
    ("扶持资金申请获批准", "An application to the support fund was approved"),
    ("扶持资金申请已批准", "Your application was approved"),
    (
        "的申请已批准。请登录查看批准金额和结算期限；批准以后的支出才能报销，请保存票据。",
        (
            "was approved. Sign in to see the amount and the last day to settle it. Only expenses "
            "after the approval are paid, so keep the receipts."
        ),
    ),
)
FUND_WITHDRAWN = _of_project(
    "fund_withdrawn",
    ("扶持项目被撤销", "A supported project was withdrawn"),
    ("扶持项目已撤销", "Your project was withdrawn"),
    (
        "在开始实施以前已撤销，款项不再保留。请登录查看原因。",
        "was withdrawn before it began, and its money is no longer kept. Sign in to read why.",
    ),
)
FUND_SENT_BACK = _of_project(
    "fund_sent_back",
    ("扶持项目结算被退回", "The settlement of a supported project was sent back"),
    ("结算被退回，请补充", "Your settlement was sent back"),
    (
        "的结算被退回。请登录查看缺什么，补充后再提交。",
        (
            "was sent back after it was settled. Sign in to read what is missing, add it, and settle "
            "it again."
        ),
    ),
)
FUND_OVERDUE = declare(
    NoticeKind(
        name="fund_overdue",
        zh="扶持项目超期未结算",
        en="A supported project is overdue",
        parameters=(*_OF_PROJECT, _SETTLE_BY),
        words={
            Language.ZH: Words(
                "项目“{project}”超期未结算",
                "您好！{area}的扶持项目{number}“{project}”应在 {settle_by} 前结算，已经超期。请尽快登录"
                "提交票据，写明做了什么、多少人受益；结算以前，本岗位和本人不能再申请新的项目。",
                "{area}：扶持项目{number}“{project}”应在{settle_by}前结算，已超期。",
            ),
            Language.EN: Words(
                "The project “{project}” is overdue",
                "The supported project {number}, “{project}”, of {area} was to be settled by "
                "{settle_by}. Sign in, hand in its receipts, and say what was done and how many "
                "benefited. Until it is settled, nothing new can be applied for.",
                "Project {number}, “{project}”, of {area} was to be settled by {settle_by}.",
            ),
        },
    )
)
FUND_SETTLEMENT_DUE = declare(
    NoticeKind(
        name="fund_settlement_due",
        zh="提醒结算扶持项目",
        en="A supported project is to be settled",
        parameters=(*_OF_PROJECT, _SETTLE_BY),
        words={
            Language.ZH: Words(
                "请结算项目“{project}”",
                "您好！{area}的扶持项目{number}“{project}”应在 {settle_by} 前结算。请登录提交票据，"
                "写明做了什么、多少人受益；超期未结算的，不能再申请新的项目。",
                "{area}：扶持项目{number}“{project}”应在{settle_by}前结算。",
            ),
            Language.EN: Words(
                "Settle the project “{project}”",
                "The supported project {number}, “{project}”, of {area} is to be settled by "
                "{settle_by}. Sign in, hand in its receipts, and say what was done and how many "
                "benefited. Until an overdue project is settled nothing new can be applied for.",
                "Project {number}, “{project}”, of {area} is to be settled by {settle_by}.",
            ),
        },
    )
)

#: The purpose of a table for the national system.
NATIONAL_RECORD = "national_record"

#: Why the contact was used for a message, in the words that the person reads.
PURPOSES = {
    MEMBERSHIP_OFFERED_BY_CODE.name: {
        Language.ZH: "告知团队邀请",
        Language.EN: "To tell you of the offer of a team",
    },
    TEAM_HANDED_OVER_BY_CODE.name: {
        Language.ZH: "告知团队换了专员",
        Language.EN: "To tell you that your team has another commissioner",
    },
    ACTIVITY_CHANGED_BY_CODE.name: {
        Language.ZH: "告知活动改期或换地点",
        Language.EN: "To tell you of another time or place of an activity",
    },
    ACTIVITY_TOMORROW_BY_CODE.name: {
        Language.ZH: "提醒明天的活动",
        Language.EN: "To remind you of tomorrow's activity",
    },
    ACTIVITY_CANCELLED_BY_CODE.name: {
        Language.ZH: "告知活动取消",
        Language.EN: "To tell you that an activity is called off",
    },
    PLACE_OFFERED_BY_CODE.name: {
        Language.ZH: "告知候补有了名额",
        Language.EN: "To tell you that a place became free for you",
    },
    TEAM_PARKED_BY_CODE.name: {
        Language.ZH: "告知团队由工作站代管",
        Language.EN: "To tell you that the workstation keeps your team for now",
    },
    NATIONAL_RECORD: {
        Language.ZH: "报送全国志愿服务信息系统",
        Language.EN: "To send your data to the national system of volunteers, as you agreed",
    },
}


@event("volunteers", subject="request_id", area="area")
class NoticeRequested(NoticeWish, Event):
    """The service of volunteers asks for a notice to volunteers or to accounts."""
