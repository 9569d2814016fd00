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

#: Why the contact was used for a message, in the words that the person reads.
PURPOSES = {
    MEMBERSHIP_OFFERED_BY_CODE.name: {
        Language.ZH: "告知团队邀请",
        Language.EN: "To tell you of the offer of a team",
    },
}


@event("volunteers", subject="request_id", area="area")
class NoticeRequested(NoticeWish, Event):
    """The service of volunteers asks for a notice to volunteers or to accounts."""
