"""Where an application to the support fund can go, and who may take it there. R20.

    edit            draft stays                                         fund.apply
    submit          draft → submitted                                   fund.apply
    take_back       draft, submitted, checked, deliberated → withdrawn  fund.apply
    check           submitted → checked                                 fund.check
    return          submitted → draft                                   fund.check
    deliberate      checked → deliberated                               fund.deliberate
    decline         checked → refused                                   fund.deliberate
    approve         deliberated → approved                              fund.approve
    refuse          deliberated → refused                               fund.approve
    merge           deliberated → merged                                -
    start           approved → running                                  fund.check
    withdraw        approved → withdrawn                                fund.check
    change          approved, running stay                              fund.apply
    be_changed      approved, running stay                              -
    advance         running stays                                       fund.check
    add_receipt     running stays                                       fund.apply
    settle          running → settled                                   fund.apply
    decide_receipt  settled stays                                       fund.check
    return_rest     running, settled stay                               fund.check
    send_back       settled → running                                   fund.check
    close           settled → closed                                    fund.approve

Approval reserves the money, or is refused. A change of an approved project is an application of its
own, which approval merges into the project.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from contracts.volunteers.words import ActivityFunding, ActivityState
from contracts.volunteers.words import FundState as S
from services.volunteers.activities import rules as activity_rules
from vocabulary.periods import months_after
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden, Invalid, WrongState, wrong_field
from vocabulary.state_table import Row, StateTable

#: What each state says to the activity that it would pay for; the others say nothing.
FUNDING: Mapping[S, ActivityFunding] = {
    S.SUBMITTED: ActivityFunding.ASKED,
    S.CHECKED: ActivityFunding.ASKED,
    S.DELIBERATED: ActivityFunding.ASKED,
    S.APPROVED: ActivityFunding.GRANTED,
    S.RUNNING: ActivityFunding.GRANTED,
    S.SETTLED: ActivityFunding.GRANTED,
    S.CLOSED: ActivityFunding.ACCOUNTED,
}


class Deed(StrEnum):
    """The deeds possible with an application."""

    EDIT = "edit"  # 修改
    SUBMIT = "submit"  # 提交
    TAKE_BACK = "take_back"  # 撤回
    CHECK = "check"  # 初审
    RETURN = "return"  # 退回
    DELIBERATE = "deliberate"  # 审议
    DECLINE = "decline"  # 审议不通过
    APPROVE = "approve"  # 批准
    REFUSE = "refuse"  # 不予批准
    MERGE = "merge"  # 并入原项目
    START = "start"  # 开始实施
    WITHDRAW = "withdraw"  # 撤销
    CHANGE = "change"  # 变更
    BE_CHANGED = "be_changed"  # 变更获批
    ADVANCE = "advance"  # 预付
    ADD_RECEIPT = "add_receipt"  # 登记票据
    SETTLE = "settle"  # 提交结算
    DECIDE_RECEIPT = "decide_receipt"  # 核对票据
    RETURN_REST = "return_rest"  # 登记余款退回
    SEND_BACK = "send_back"  # 退回结算
    CLOSE = "close"  # 办结


_APPLY, _CHECK = Action.FUND_APPLY, Action.FUND_CHECK
_DELIBERATE, _APPROVE = Action.FUND_DELIBERATE, Action.FUND_APPROVE
#: Not decided yet.
_UNDECIDED = (S.DRAFT, S.SUBMITTED, S.CHECKED, S.DELIBERATED)


def _stays(*states: S) -> Mapping[S, S]:
    return {state: state for state in states}


TABLE = StateTable(
    thing=("项目扶持资金申请{}", "Application {} to the support fund"),
    states={
        S.DRAFT: ("还是草稿", "is a draft"),
        S.SUBMITTED: ("等待工作站初审", "waits for the workstation"),
        S.CHECKED: ("等待综合党委审议", "waits for the party committee"),
        S.DELIBERATED: ("等待街道办批准", "waits for the street office"),
        S.APPROVED: ("已批准、尚未开始", "is approved and has not begun"),
        S.RUNNING: ("正在实施", "is running"),
        S.SETTLED: ("已提交结算", "is handed in for settlement"),
        S.CLOSED: ("已办结", "is closed"),
        S.REFUSED: ("未获批准", "was refused"),
        S.WITHDRAWN: ("已撤回或撤销", "was withdrawn"),
        S.MERGED: ("已并入原项目", "was merged into its project"),
    },
    deeds={
        Deed.EDIT: Row("修改", "edit it", "edited", _stays(S.DRAFT), _APPLY, "edit"),
        Deed.SUBMIT: Row(
            "提交", "submit it", "submitted", {S.DRAFT: S.SUBMITTED}, _APPLY, "submission"
        ),
        Deed.TAKE_BACK: Row(
            "撤回",
            "take it back",
            "taken_back",
            dict.fromkeys(_UNDECIDED, S.WITHDRAWN),
            _APPLY,
            "taking-back",
            is_advised=False,
        ),
        Deed.CHECK: Row(
            "初审通过", "pass it on", "checked", {S.SUBMITTED: S.CHECKED}, _CHECK, "check"
        ),
        Deed.RETURN: Row("退回", "return it", "returned", {S.SUBMITTED: S.DRAFT}, _CHECK, "return"),
        Deed.DELIBERATE: Row(
            "审议通过",
            "recommend it",
            "deliberated",
            {S.CHECKED: S.DELIBERATED},
            _DELIBERATE,
            "deliberation",
        ),
        Deed.DECLINE: Row(
            "审议不通过",
            "refuse it",
            "declined",
            {S.CHECKED: S.REFUSED},
            _DELIBERATE,
            "declining",
        ),
        Deed.APPROVE: Row(
            "批准",
            "approve it",
            "approved",
            {S.DELIBERATED: S.APPROVED},
            _APPROVE,
            "approval",
        ),
        Deed.REFUSE: Row(
            "不予批准", "refuse it", "refused", {S.DELIBERATED: S.REFUSED}, _APPROVE, "refusal"
        ),
        Deed.MERGE: Row("并入原项目", "merge it", "merged", {S.DELIBERATED: S.MERGED}),
        Deed.START: Row(
            "开始实施", "begin it", "started", {S.APPROVED: S.RUNNING}, _CHECK, "start"
        ),
        Deed.WITHDRAW: Row(
            "撤销", "withdraw it", "withdrawn", {S.APPROVED: S.WITHDRAWN}, _CHECK, "withdrawal"
        ),
        Deed.CHANGE: Row(
            "申请变更",
            "ask to change it",
            "change_asked",
            _stays(S.APPROVED, S.RUNNING),
            _APPLY,
            "changes",
        ),
        Deed.BE_CHANGED: Row(
            "变更", "change it", "changed", _stays(S.APPROVED, S.RUNNING), is_advised=False
        ),
        Deed.ADVANCE: Row(
            "登记预付",
            "record an advance",
            "advanced",
            _stays(S.RUNNING),
            _CHECK,
            "advance",
        ),
        Deed.ADD_RECEIPT: Row(
            "登记票据",
            "enter a receipt",
            "receipt_added",
            _stays(S.RUNNING),
            _APPLY,
            "receipts",
        ),
        Deed.SETTLE: Row(
            "提交结算", "settle it", "settled", {S.RUNNING: S.SETTLED}, _APPLY, "settlement"
        ),
        # Done with each receipt, whose answer offers it.
        Deed.DECIDE_RECEIPT: Row(
            "核对票据", "decide on its receipts", "receipt_decided", _stays(S.SETTLED), _CHECK
        ),
        Deed.RETURN_REST: Row(
            "登记余款退回",
            "record money that came back",
            "rest_returned",
            _stays(S.RUNNING, S.SETTLED),
            _CHECK,
            "returned-rest",
        ),
        Deed.SEND_BACK: Row(
            "退回结算",
            "send its settlement back",
            "sent_back",
            {S.SETTLED: S.RUNNING},
            _CHECK,
            "settlement-return",
        ),
        Deed.CLOSE: Row("办结", "close it", "closed", {S.SETTLED: S.CLOSED}, _APPROVE, "closing"),
    },
)
#: A sign becomes so many at most where capitals and small letters are made alike: ΐ.
FOLDED = 3
#: Full-width signs (０, Ａ) to the usual ones, one for one.
_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_MONTHS_TO_SETTLE = 1
_YUAN, _WHOLE = 100, 100
#: Deeds of a project itself; a change of it waits for approval only.
OF_PROJECTS = frozenset({Deed.CHANGE})
#: What a person with a part in it leaves to others (回避): deciding on it and on its money.
DECISIONS = frozenset(
    deed for deed, row in TABLE.deeds.items() if row.action in {_CHECK, _DELIBERATE, _APPROVE}
)
#: How the history tells what applicants do; a person who did so has a part.
APPLIED = frozenset(
    {"drafted"} | {row.done for row in TABLE.deeds.values() if row.action is _APPLY}
)
#: A project lasts so long at most.
_MONTHS_MOST = 18


def settle_by(ends_on: dt.date) -> dt.date:
    """The last day to settle a project: a month after its end."""
    return months_after(ends_on, _MONTHS_TO_SETTLE)


def matter_of(title: str) -> str:
    """A title as far as it tells one matter from another: without signs and blanks."""
    return "".join(sign for sign in title.casefold() if sign.isalnum()) or title


def known_as(reference: str) -> str:
    """The number of a paper as far as it tells one from another.

    A Chinese input method writes full-width digits and letters, which are the same number.
    """
    return matter_of(reference.translate(_HALF_WIDTH))


def is_enough(amount_fen: int, committee_yuan: int) -> bool:
    """Whether the party committee's approval is enough for an amount."""
    return amount_fen <= committee_yuan * _YUAN


def advance_most(approved_fen: int, percent: int) -> int:
    """What may be paid in advance, in fen, rounded down."""
    return approved_fen * percent // _WHOLE


def check_days(starts_on: dt.date, ends_on: dt.date, *, first: dt.date) -> None:
    """Let days pass in their order, the last one still to come, and none far off.

    Raises:
        Invalid: names the field.
    """
    if starts_on.year > first.year + 1:
        raise wrong_field(
            "starts_on",
            "too_far",
            zh=f"开始日期 {starts_on} 太远，最迟为 {first.year + 1} 年底，请核对。",
            en=f"It begins on {starts_on}; give a day until the end of {first.year + 1}.",
        )
    last = months_after(starts_on, _MONTHS_MOST)
    if ends_on > last:
        raise wrong_field(
            "ends_on",
            "too_long",
            zh=f"项目最长 {_MONTHS_MOST} 个月，结束日期 {ends_on} 请改为 {last} 或以前。",
            en=f"A project lasts {_MONTHS_MOST} months at most; let it end by {last} instead of "
            f"{ends_on}.",
        )
    if ends_on < starts_on:
        raise wrong_field(
            "ends_on",
            "wrong_days",
            zh=f"结束日期 {ends_on} 早于开始日期 {starts_on}，请核对。",
            en=f"It ends on {ends_on}, before it begins on {starts_on}; check the days.",
        )
    if ends_on < first:
        raise wrong_field(
            "ends_on",
            "in_the_past",
            zh=f"结束日期 {ends_on} 已过，只支持尚未完成的项目；请改为今天或以后。",
            en=f"It ended on {ends_on}, and only projects to come are supported; give today or a "
            "later day.",
        )


def check_begins(starts_on: dt.date, *, today: dt.date) -> None:
    """Let a project pass that does not begin before it is applied for.

    Raises:
        Invalid: names the day.
    """
    if starts_on < today:
        raise wrong_field(
            "starts_on",
            "in_the_past",
            zh=f"开始日期 {starts_on} 已过，请改为今天或以后再提交。",
            en=f"It began on {starts_on}; give today or a later day, then submit it.",
        )


def check_year(year: int, *, today: dt.date) -> None:
    """Let money be reserved in the budget of a year that is not over.

    Raises:
        WrongState: the year is over.
    """
    if year < today.year:
        raise WrongState(
            f"{year} 年度已经结束，不能再动用该年度预算；请按今年重新申请。",
            f"The year {year} is over, and its budget takes nothing more; apply for this year.",
        )


def check_is_apart(*, is_in_micro_projects: bool) -> None:
    """The same matter is not supported as a micro-project (民生微实事) too.

    Raises:
        Invalid: it is one.
    """
    if is_in_micro_projects:
        raise wrong_field(
            "is_in_micro_projects",
            "supported_twice",
            zh="同一事项已按民生微实事申报或支持，不能再申请项目扶持资金；请只选一项。",
            en="The matter is applied for or supported as a micro-project; choose one of the two.",
        )


def taken(number: str, title: str) -> WrongState:
    """The refusal of a matter that another application is about."""
    return WrongState(
        f"同一事项“{title}”已有申请{number}，不重复支持；不是同一事项的，请改用不同的名称。",
        f"Application {number} is about “{title}” already, and a matter is supported once; give "
        "another title if it is another matter.",
    )


def check_activity(number: str, state: ActivityState) -> None:
    """Let an activity be paid for that is not over.

    Raises:
        WrongState: it is closed or cancelled.
    """
    if state in activity_rules.OVER:
        zh, en = activity_rules.TABLE.states[state]
        raise WrongState(
            f"活动{number}{zh}，不能再为它申请扶持资金；其他事项请另行申请，不选该活动。",
            f"Activity {number} {en}, so the support fund cannot pay for it; for anything else, "
            "apply without it.",
        )


def overdue(number: str, settle_by: dt.date) -> WrongState:
    """The refusal of an application while a project should be settled."""
    return WrongState(
        f"项目{number}应在 {settle_by} 前结算，至今没有提交；请先结算，再申请新的项目。",
        f"Project {number} was to be settled by {settle_by}; settle it first, then apply again.",
    )


def has_part(number: str) -> Forbidden:
    """The refusal to a person with a part in the matter."""
    return Forbidden(
        f"您与申请{number}有利害关系（本人申请、登记或结算，或属于本人岗位、本人团队），须回避；请由其他人员办理。",
        f"You have a part in application {number}: you wrote or settled it, entered its receipts, or "
        "it is of your post or team. Somebody else decides.",
    )


def for_others(community: str) -> Forbidden:
    """The refusal to people who only read it."""
    return Forbidden(
        f"您不能办理社区 {community} 的这项申请，请联系专员、工作站、综合党委或街道办。",
        f"You may not do this with applications of community {community}; ask the commissioner, "
        "the workstation, the party committee or the street office.",
    )


def not_of_changes(number: str) -> WrongState:
    """The refusal to change a change."""
    return WrongState(
        f"{number}本身就是变更申请；请退回修改，或撤回后重新提出。",
        f"{number} is a change itself; have it returned, or take it back and ask anew.",
    )


def change_waits(number: str) -> WrongState:
    """The refusal while a change is not decided."""
    return WrongState(
        f"变更申请{number}还没有决定；请先决定或撤回它。",
        f"Change {number} is not decided; decide on it or take it back first.",
    )


def check_advance(paid_fen: int, amount_fen: int, most_fen: int, *, yuan: tuple[str, str]) -> None:
    """Let an advance pass within the share; `yuan`: what is left and what is the most, in words.

    Raises:
        WrongState: names what may still be paid.
    """
    if paid_fen + amount_fen > most_fen:
        left, most = yuan
        raise WrongState(
            f"预付合计不能超过 {most} 元，还可以预付 {left} 元；其余凭票据结算。",
            f"Advances are {most} yuan at most, and {left} may still be paid; the rest is paid by "
            "receipts.",
        )


def booked_twice(paper: str, booking: int) -> WrongState:
    """The refusal of a paper that was booked before for the same project and reason."""
    return WrongState(
        f"凭证 {paper} 已在本项目记账（第 {booking} 号），一张凭证只记一次；记错的请先冲正那一笔，或核对凭证号。",
        f"Paper {paper} is booked for this project already, as number {booking}, and a paper is "
        "booked once; have that booking reversed first if it was wrong, or check the number.",
    )


def no_such_post(post_id: object) -> Invalid:
    """The refusal of a post that is not there, or lies elsewhere."""
    return wrong_field(
        "post_id",
        "unknown_post",
        zh=f"没有岗位 {post_id}，或不是您的岗位，请核对。",
        en=f"There is no post {post_id}, or it is not yours; check the id.",
    )


def no_such_activity(activity_id: object) -> Invalid:
    """The refusal of an activity that is not there, or of another post."""
    return wrong_field(
        "activity_id",
        "unknown_activity",
        zh=f"该岗位的团队没有活动 {activity_id}，请核对，或不填。",
        en=f"The post's team has no activity {activity_id}; check the id, or leave it out.",
    )


def held(*, is_change: bool, has_part: bool) -> frozenset[Deed]:
    """The deeds that facts forbid now."""
    return (OF_PROJECTS if is_change else frozenset()) | (DECISIONS if has_part else frozenset())
