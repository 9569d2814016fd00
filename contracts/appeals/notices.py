"""The notices of the register of appeals, and their wording."""

from __future__ import annotations

from contracts.appeals.words import Outcome
from contracts.notice_kinds import NoticeKind, Parameter, Words, declare, in_each_language
from contracts.words import value_names
from vocabulary.accounts import Language
from vocabulary.notices import NoticeChannel

ZH, EN = Language.ZH, Language.EN

_NUMBER = Parameter("number", "诉求编号", "Number of the appeal", example="〔2013〕17")
_DUE_ON = Parameter("due_on", "办理期限", "Day by which it is to be closed", example="2013-05-10")
_OUTCOME = Parameter(
    "outcome",
    "办理结果",
    "How it was closed",
    example=Outcome.SETTLED.value,
    words=in_each_language(value_names(Outcome)),
)
#: Pages below LINLI_PAGES_ORIGIN. Browsers never send what follows #, so the tracking code, which
#: opens the appeal, stays out of proxy logs.
_DESK, _TRACKING = "/appeals/{subject_id}", "/track#{tracking_code}"

RECEIVED = declare(
    NoticeKind(
        name="appeal_received",
        zh="收到新诉求（工作站）",
        en="A new appeal (workstation)",
        parameters=(_NUMBER,),
        path=_DESK,
        usual=frozenset[NoticeChannel](),
        words={
            ZH: Words(
                "新诉求{number}",
                "{area}收到新诉求{number}，请及时受理。",
                "{area}收到新诉求{number}，请及时受理。",
            ),
            EN: Words(
                "New appeal {number}",
                "{area} has a new appeal, {number}. Please check whether to accept it.",
                "New appeal {number} in {area}.",
            ),
        },
    )
)
ASSIGNED = declare(
    NoticeKind(
        name="appeal_assigned",
        zh="诉求交办（专员）",
        en="An appeal was assigned (commissioner)",
        parameters=(_NUMBER,),
        path=_DESK,
        words={
            ZH: Words(
                "诉求{number}已交给您办理",
                "{area}的诉求{number}已交给您办理，请尽快联系居民。",
                "{area}的诉求{number}已交给您办理。",
            ),
            EN: Words(
                "Appeal {number} is yours",
                "Appeal {number} of {area} was given to you. Please contact the resident soon.",
                "Appeal {number} of {area} was given to you.",
            ),
        },
    )
)
DUE_SOON = declare(
    NoticeKind(
        name="appeal_due_soon",
        zh="诉求即将到期（专员）",
        en="An appeal is due soon (commissioner)",
        parameters=(_NUMBER, _DUE_ON),
        path=_DESK,
        words={
            ZH: Words(
                "诉求{number}即将到期",
                "{area}的诉求{number}应于{due_on}前办结，请抓紧办理。",
                "{area}的诉求{number}应于{due_on}前办结。",
            ),
            EN: Words(
                "Appeal {number} is due soon",
                "Appeal {number} of {area} is to be closed by {due_on}.",
                "Appeal {number} of {area} is due by {due_on}.",
            ),
        },
    )
)
OVERDUE = declare(
    NoticeKind(
        name="appeal_overdue",
        zh="诉求已超期（专员、工作站）",
        en="An appeal is overdue (commissioner, workstation)",
        parameters=(_NUMBER, _DUE_ON),
        path=_DESK,
        words={
            ZH: Words(
                "诉求{number}已超期",
                "{area}的诉求{number}应于{due_on}前办结，现已超期。",
                "{area}的诉求{number}已超期（{due_on}）。",
            ),
            EN: Words(
                "Appeal {number} is overdue",
                "Appeal {number} of {area} was to be closed by {due_on} and is still open.",
                "Appeal {number} of {area} has been overdue since {due_on}.",
            ),
        },
    )
)
CONTESTED = declare(
    NoticeKind(
        name="appeal_contested",
        zh="居民认为未解决（专员、工作站）",
        en="A resident says that it is not solved (commissioner, workstation)",
        parameters=(_NUMBER,),
        path=_DESK,
        words={
            ZH: Words(
                "居民认为诉求{number}没有解决",
                "{area}的诉求{number}办结后，居民认为没有解决，现已重新办理，请查看。",
                "居民认为{area}的诉求{number}没有解决，已重新办理。",
            ),
            EN: Words(
                "The resident says appeal {number} is not solved",
                "Appeal {number} of {area} was closed. The resident says that it is not solved; "
                "it is open again.",
                "The resident says that appeal {number} of {area} is not solved.",
            ),
        },
    )
)
ANSWERED = declare(
    NoticeKind(
        name="appeal_answered",
        zh="答复与评价邀请（居民）",
        en="Answer, with a request to rate it (resident)",
        parameters=(_NUMBER, _OUTCOME),
        path=_TRACKING,
        to_applicants=True,
        words={
            ZH: Words(
                "您的诉求{number}已有答复",
                "您好！您向{area}提出的诉求{number}已办结：{outcome}。\n"
                "凭查询码 {tracking_code} 可以查看答复并作出评价，也可以向社区工作站询问；"
                "如果问题没有解决，请告诉我们。",
                "您向{area}提出的诉求{number}已办结：{outcome}。凭查询码{tracking_code}查看答复并评价。",
            ),
            EN: Words(
                "Your appeal {number} has an answer",
                "Your appeal {number} to {area} is closed: {outcome}.\n"
                "With the tracking code {tracking_code} you can read the answer and rate it, "
                "or ask at the workstation. If it is not solved, please say so.",
                "Your appeal {number} is closed: {outcome}. Read and rate it: {tracking_code}",
            ),
        },
    )
)
DECLINED = declare(
    NoticeKind(
        name="appeal_declined",
        zh="不予受理（居民）",
        en="The appeal was declined (resident)",
        parameters=(_NUMBER,),
        path=_TRACKING,
        to_applicants=True,
        words={
            ZH: Words(
                "关于您的诉求{number}",
                "您好！您向{area}提出的诉求{number}不予受理。\n"
                "凭查询码 {tracking_code} 可以查看理由，也可以向社区工作站询问。",
                "您向{area}提出的诉求{number}不予受理，凭查询码{tracking_code}查看理由。",
            ),
            EN: Words(
                "About your appeal {number}",
                "Your appeal {number} to {area} was declined.\nWith the tracking code "
                "{tracking_code} you can read why, or ask at the workstation.",
                "Your appeal {number} was declined. Read why: {tracking_code}",
            ),
        },
    )
)
RATING_REQUEST = declare(
    NoticeKind(
        name="rating_request",
        zh="评价提醒（居民）",
        en="A reminder to rate (resident)",
        parameters=(_NUMBER,),
        path=_TRACKING,
        to_applicants=True,
        words={
            ZH: Words(
                "请评价诉求{number}的办理",
                "您好！您向{area}提出的诉求{number}已办结，还没有收到您的评价。\n"
                "凭查询码 {tracking_code} 可以评价，也可以向社区工作站口头评价；"
                "如果问题没有解决，请告诉我们。",
                "请评价您的诉求{number}的办理：凭查询码{tracking_code}，或告知社区工作站。",
            ),
            EN: Words(
                "Please rate appeal {number}",
                "Your appeal {number} to {area} is closed and not rated yet.\n"
                "With the tracking code {tracking_code} you can rate it, or tell the workstation. "
                "If it is not solved, please say so.",
                "Please rate your appeal {number}: {tracking_code}",
            ),
        },
    )
)

#: Why the contact was used for a message, in the words that the person reads.
PURPOSES = {
    ANSWERED.name: {
        ZH: "发送办理答复，并邀请评价",
        EN: "To send the answer, and to ask for a rating",
    },
    DECLINED.name: {
        ZH: "告知诉求不予受理",
        EN: "To say that the appeal was declined",
    },
    RATING_REQUEST.name: {
        ZH: "提醒评价办理情况",
        EN: "To remind of the rating",
    },
}
