"""How long each class of data is kept (PIPL art. 19: no longer than needed).

The periods are our proposal, not law. A deployment sets its own with LINLI_RETENTION_DAYS; fewer
than `fewest` would break something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class DataClass:
    """One class: the databases that hold it, for how many days, and what happens then."""

    name: str
    databases: tuple[str, ...]
    days: int
    #: A deployment may not go below.
    fewest: int
    zh: str
    en: str


_EVERYWHERE = ("recruitment", "appeals", "volunteers", "incentives", "gateway", "street")
_YEAR = 365
#: No period is longer.
_MOST = 100 * _YEAR

CLASSES: Mapping[str, DataClass] = {
    one.name: one
    for one in (
        DataClass(
            "contact",
            ("appeals",),
            _YEAR,
            30,
            "办结诉求的联系方式：自办结起，删除姓名、电话、地址、邮箱",
            "contact of closed appeals, from the closing: name, phone, address and e-mail are removed",
        ),
        DataClass(
            "free_text",
            ("appeals",),
            5 * _YEAR,
            _YEAR,
            "办结诉求的文字：自办结起，清除内容、办理记录和理由，统计保留",
            "words of closed appeals, from the closing: text, notes and reasons are cleaned, figures stay",
        ),
        DataClass(
            "disclosure",
            ("appeals", "recruitment", "volunteers", "incentives"),
            3 * _YEAR,
            _YEAR,
            "查看联系方式的记录：自查看起删除",
            "records of who saw a contact, from the day: deleted",
        ),
        DataClass(
            "proof",
            ("appeals", "volunteers"),
            30,
            1,
            "查询码、签到码核验失败的计数：自最后一次起删除",
            "counts of failed proofs for a tracking code or with a code of the day, from the last: "
            "deleted",
        ),
        DataClass(
            "consent",
            ("gateway", "recruitment", "volunteers"),
            3 * _YEAR,
            _YEAR,
            "已撤回或到期的同意记录：自失效起删除",
            "consents withdrawn or run out, from their end: deleted",
        ),
        DataClass(
            "account",
            ("gateway",),
            3 * _YEAR,
            30,
            "已注销账号的姓名、登录名、电话、邮箱：自注销起删除，编号、角色和历史保留",
            "name, login, phone and e-mail of closed accounts, from the closing: removed; id, roles "
            "and history stay",
        ),
        DataClass(
            "sign_in",
            ("gateway",),
            90,
            1,
            "登录记录：自最迟结束时间起删除",
            "sign-ins, from the day on which they end at the latest: deleted",
        ),
        DataClass(
            "notice",
            ("gateway",),
            180,
            7,
            "通知及其发送记录：自产生起删除",
            "notices and their deliveries, from the day: deleted",
        ),
        DataClass(
            "application",
            ("recruitment",),
            _YEAR,
            30,
            "报名：自招募活动结束起，删除个人信息和文字；同意列入后备名单的，到期后删除；未答复的推荐，自报名截止起即删除；统计保留",
            "applications, from the end of the campaign or of the agreed time on the reserve "
            "list: person and words are removed, figures stay; recommendations without an "
            "answer, as soon as the campaign is closed",
        ),
        DataClass(
            "appointment",
            ("recruitment",),
            3 * _YEAR,
            _YEAR,
            "已结束或未成的聘任：自结束起，删除姓名、电话和文字；统计、证书编号和办理记录保留",
            "appointments that ended or came to nothing, from that day: name, phone and words are "
            "removed; figures, certificate numbers and history stay",
        ),
        DataClass(
            "objection",
            ("recruitment", "incentives"),
            _YEAR,
            30,
            "对拟聘人选的异议：自决定聘任与否起，删除内容、答复和联系方式；对评选提名和荣誉的异议：自答复起，删除内容和答复",
            "objections to candidates, from the decision: words, answer and contact are removed; to "
            "nominations and honours, from the answer: words and answer are removed",
        ),
        DataClass(
            "volunteer",
            ("volunteers",),
            3 * _YEAR,
            _YEAR,
            "已退出的义工：自最后一次离队和退出起，删除姓名、电话、监护人和说明；时长、证明编号和统计保留",
            "volunteers who left, from the end of the last membership and registration: name, phone, "
            "guardian and words are removed; minutes, certificate numbers and figures stay",
        ),
        DataClass(
            "sign_up",
            ("volunteers",),
            90,
            7,
            "活动报名：自活动结束起，删除未注册居民和团体的姓名、电话，以及没有服务时长的报名（取消、失效、缺席、请假、未签到）；有时长的签到和时长保留",
            "sign-ups, from the end of the activity: name and phone of guests are removed and sign-ups "
            "without hours deleted (withdrawn, lapsed, absent, excused, never checked in); attendance "
            "with hours stays",
        ),
        DataClass(
            "finding",
            ("volunteers",),
            5 * _YEAR,
            _YEAR,
            "巡查发现的地址和文字：自发现起清除，状态和诉求编号保留",
            "address and words of findings, from the day: cleaned, state and number stay",
        ),
        DataClass(
            "group_person",
            ("volunteers",),
            3 * _YEAR,
            _YEAR,
            "队伍与协会的发起人、负责人和成员：自退出或队伍解散起，删除姓名，身份和日期保留",
            "founders, leaders and members of groups, from their leaving or the dissolution: the name "
            "is removed; role and days stay",
        ),
        DataClass(
            "rating_words",
            ("incentives",),
            _YEAR,
            30,
            "居民评议的文字：自评议截止起删除，分数统计保留",
            "words of residents' ratings, from the last day of rating: deleted, figures stay",
        ),
        DataClass(
            "ballot_slip",
            ("incentives",),
            30,
            1,
            "年终评选的选票编码和回避理由：自计分起删除，得票和按方式的人数保留",
            "codes of the slips of selections and reasons of abstentions, from the count: deleted, "
            "votes and numbers by way stay",
        ),
        DataClass(
            "complaint",
            ("incentives",),
            _YEAR,
            30,
            "对专员的投诉：自最后一次答复起，删除内容、答复、说法和联系方式；日期和结论保留",
            "complaints about commissioners, from the last answer: words, answer, what both sides "
            "said and the contact are removed; days and finding stay",
        ),
        DataClass(
            "invitee",
            ("incentives",),
            _YEAR,
            30,
            "年终会议和重大项目社会评价的受邀人：自会议召开或评价截止起，删除姓名、联系方式、答复说明，以及逐份评价；人数和统计结果保留",
            "people invited to year-end meetings and reviews of projects, from the meeting or the "
            "last day of the review: name, contact and words of replies are removed and sheets of "
            "reviewers deleted; numbers and results stay",
        ),
        DataClass(
            "fund_paper",
            ("volunteers",),
            10 * _YEAR + 3,
            10 * _YEAR + 3,
            "项目扶持资金的预算、记账、申请和票据：自预算年度结束起，连同本年度的全部凭证删除；没有获批的申请自起草起删除",
            "budgets, bookings, applications and receipts of the support fund: deleted together, "
            "from the end of the budget's year; applications without money, from the draft",
        ),
        DataClass(
            "answer",
            _EVERYWHERE,
            30,
            1,
            "幂等请求的答复副本：删除",
            "copies of answers to repeatable requests: deleted",
        ),
        DataClass(
            "inbox",
            _EVERYWHERE,
            400,
            30,
            "已处理消息的标记：删除",
            "marks of handled messages, as long as one can be delivered again: deleted",
        ),
        DataClass(
            "dead_letter",
            _EVERYWHERE,
            180,
            1,
            "已处置死信的正文：自处置起清空，记录保留",
            "bodies of settled dead letters, from the settling: emptied, the record stays",
        ),
    )
}


class RetentionWrong(ValueError):  # noqa: N818 - says what the text is
    """The text does not set periods of known classes."""


def read(text: str, *, keeps_sample: bool = False) -> dict[str, int]:
    """Days of every class: those of `text`, as contact=180,answer=7, and our proposal for the rest.

    `keeps_sample`: the rest is kept as long as possible, because a sample is old when it is played.

    Raises:
        RetentionWrong: with what is wrong.
    """
    days = {one.name: _MOST if keeps_sample else one.days for one in CLASSES.values()}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, number = part.partition("=")
        if name not in CLASSES:
            raise RetentionWrong(f"No class {name!r}; there are {', '.join(CLASSES)}.")
        if not (number.isascii() and number.isdigit()):
            raise RetentionWrong(f"{part!r} is not CLASS=DAYS.")
        fewest = CLASSES[name].fewest
        # A number beyond any calendar gives no date.
        if not fewest <= int(number[:6]) <= _MOST or len(number) > len(str(_MOST)):
            raise RetentionWrong(f"{name} must be {fewest} to {_MOST} days.")
        days[name] = int(number)
    return days
