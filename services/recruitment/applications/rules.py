"""Where an application can go, and who may take it there.

    consent           recommended → received                                                    application.record
    edit              received stays                                                            application.record
    withdraw          recommended, received, selected → withdrawn                               application.record
    name              received, selected, unsuccessful, appointed stay                          application.record
    agree_to_reserve  recommended, received, selected, unsuccessful, appointed stay             -
    erase             recommended, received, selected, unsuccessful, withdrawn, appointed stay  -
    disclose          recommended, received, selected, unsuccessful, withdrawn, appointed stay  application.disclose
    score             received stays                                                            screening.score
    abstain           received stays                                                            screening.score
    advance           received stays                                                            screening.decide
    fail              received → unsuccessful                                                   screening.decide
    select            received, unsuccessful → selected                                         screening.decide
    turn_down         received, selected → unsuccessful                                         screening.decide
    leave_reserve     unsuccessful stays                                                        reserve.manage
    appoint           selected → appointed                                                      -
    restore           appointed → selected                                                      -
    replace           appointed → unsuccessful                                                  -

An appointment that the committee takes back before the office begins leads back. Unsuccessful
applicants are selected only from the reserve list (后备人才, R46). The person edits until the deadline.
Erasure is possible in every state and withdraws an open application.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from contracts.recruitment.words import ApplicationState as S
from vocabulary.periods import months_after
from vocabulary.permissions import Action
from vocabulary.problems import FieldError, Invalid, WrongState, wrong_field
from vocabulary.state_table import Row, StateTable

#: The states in which the person has applied and not withdrawn.
_STANDS = (S.RECEIVED, S.SELECTED, S.UNSUCCESSFUL, S.APPOINTED)


class Deed(StrEnum):
    """The deeds possible with an application."""

    CONSENT = "consent"  # 本人同意
    EDIT = "edit"  # 修改
    WITHDRAW = "withdraw"  # 撤回
    NAME = "name"  # 同意公示姓名
    AGREE_TO_RESERVE = "agree_to_reserve"  # 同意列入后备
    ERASE = "erase"  # 删除个人信息
    DISCLOSE = "disclose"  # 查看完整信息
    SCORE = "score"  # 评分
    ABSTAIN = "abstain"  # 回避
    ADVANCE = "advance"  # 通过环节
    FAIL = "fail"  # 未通过环节
    SELECT = "select"  # 拟聘
    TURN_DOWN = "turn_down"  # 不予入选
    LEAVE_RESERVE = "leave_reserve"  # 移出后备名单
    APPOINT = "appoint"  # 聘任
    RESTORE = "restore"  # 恢复拟聘
    REPLACE = "replace"  # 已另选他人


def _aside(
    zh: str, en: str, done: str, states: Iterable[S], route: str, action: Action | None = None
) -> Row[S]:
    """The deeds that leave the state as it is."""
    stays = {state: state for state in states}
    return Row(zh, en, done, stays, action, route, is_advised=False)


TABLE = StateTable(
    thing=("报名{}", "Application {}"),
    states={
        S.RECOMMENDED: ("等待本人同意", "waits for the person's consent"),
        S.RECEIVED: ("已报名", "is received"),
        S.SELECTED: ("已列为拟聘人选", "is selected"),
        S.UNSUCCESSFUL: ("未入选", "was not successful"),
        S.WITHDRAWN: ("已撤回", "was withdrawn"),
        S.APPOINTED: ("已聘任", "has led to an appointment"),
    },
    deeds={
        Deed.CONSENT: Row(
            "登记本人同意",
            "record the person's consent",
            "consented",
            {S.RECOMMENDED: S.RECEIVED},
            Action.APPLICATION_RECORD,
            "consent",
        ),
        Deed.EDIT: Row(
            "修改",
            "edit it",
            "edited",
            {S.RECEIVED: S.RECEIVED},
            Action.APPLICATION_RECORD,
            "edit",
        ),
        Deed.WITHDRAW: Row(
            "撤回",
            "withdraw it",
            "withdrawn",
            dict.fromkeys((S.RECOMMENDED, S.RECEIVED, S.SELECTED), S.WITHDRAWN),
            Action.APPLICATION_RECORD,
            "withdrawal",
        ),
        # Refusals never suggest these deeds.
        Deed.NAME: _aside(
            "更改公示姓名的同意",
            "change the consent to the public notice",
            "notice_agreed",
            _STANDS,
            "notice-consent",
            Action.APPLICATION_RECORD,
        ),
        Deed.AGREE_TO_RESERVE: _aside(
            "更改列入后备名单的同意",
            "change the consent to the reserve list",
            "reserve_agreed",
            (S.RECOMMENDED, *_STANDS),
            "reserve",
        ),
        # An open application is withdrawn first.
        Deed.ERASE: _aside("删除个人信息", "erase its personal data", "erased", S, "erasure"),
        Deed.DISCLOSE: _aside(
            "查看完整信息",
            "see the person's full details",
            "disclosed",
            S,
            "disclosures",
            Action.APPLICATION_DISCLOSE,
        ),
        Deed.SCORE: _aside(
            "评分", "score it", "scored", (S.RECEIVED,), "scores", Action.SCREENING_SCORE
        ),
        Deed.ABSTAIN: _aside(
            "回避",
            "abstain from it",
            "abstained",
            (S.RECEIVED,),
            "abstention",
            Action.SCREENING_SCORE,
        ),
        Deed.ADVANCE: Row(
            "通过环节",
            "let it pass a stage",
            "stage_passed",
            {S.RECEIVED: S.RECEIVED},
            Action.SCREENING_DECIDE,
            "stages",
        ),
        Deed.FAIL: Row(
            "评为未通过环节",
            "let it fail a stage",
            "stage_failed",
            {S.RECEIVED: S.UNSUCCESSFUL},
            Action.SCREENING_DECIDE,
            "stages",
        ),
        Deed.SELECT: Row(
            "列为拟聘人选",
            "select it",
            "selected",
            dict.fromkeys((S.RECEIVED, S.UNSUCCESSFUL), S.SELECTED),  # R46
            Action.SCREENING_DECIDE,
            "decision",
        ),
        Deed.TURN_DOWN: Row(
            "评为未入选",
            "turn it down",
            "turned_down",
            # The committee may decide differently on a selected person.
            dict.fromkeys((S.RECEIVED, S.SELECTED), S.UNSUCCESSFUL),
            Action.SCREENING_DECIDE,
            "decision",
        ),
        Deed.LEAVE_RESERVE: _aside(
            "移出后备名单",
            "take it from the reserve list",
            "reserve_left",
            (S.UNSUCCESSFUL,),
            "reserve-removal",
            Action.RESERVE_MANAGE,
        ),
        # These follow from what the committee does with an appointment: decides it, takes it
        # back, and takes it back when another was selected meanwhile.
        Deed.APPOINT: Row("聘任", "appoint it", "appointed", {S.SELECTED: S.APPOINTED}),
        Deed.RESTORE: Row(
            "恢复拟聘", "select it again", "selected_again", {S.APPOINTED: S.SELECTED}
        ),
        Deed.REPLACE: Row("另选他人", "replace it", "replaced", {S.APPOINTED: S.UNSUCCESSFUL}),
    },
)


#: The deeds of the person, with the code.
WITH_CODE = frozenset(
    {
        Deed.CONSENT,
        Deed.EDIT,
        Deed.WITHDRAW,
        Deed.NAME,
        Deed.AGREE_TO_RESERVE,
        Deed.ERASE,
    }
)


@dataclass(frozen=True)
class Facts:
    """The facts that decide, besides the state, what can be done with an application now.

    `takes`: its campaign takes applications today. `takes_consent`: it takes the consent of a
    recommended person in this way. `is_listed`: it is on the reserve list. `is_begun`: its
    screening has begun. `is_for_others`: the caller applied for the post too, or has abstained.
    `is_selectable`: all stages are passed, and no other is selected.
    """

    takes: bool
    takes_consent: bool
    is_erased: bool = False
    is_listed: bool = False
    is_begun: bool = False
    is_for_others: bool = False
    has_abstained: bool = False
    has_stages_left: bool = False
    is_selectable: bool = False


def held(state: S, facts: Facts) -> set[Deed]:
    """The deeds that the facts forbid now."""
    if facts.is_erased:
        return set(Deed)
    screening = {Deed.ADVANCE, Deed.FAIL, Deed.SELECT, Deed.TURN_DOWN, Deed.SCORE}
    hindrances: list[tuple[bool, set[Deed]]] = [
        (not facts.takes, {Deed.EDIT}),
        (not facts.takes_consent, {Deed.CONSENT}),
        (not facts.is_begun, screening | {Deed.ABSTAIN}),
        (facts.is_for_others, screening),
        (facts.has_abstained, {Deed.ABSTAIN}),
        (not facts.has_stages_left, {Deed.ADVANCE, Deed.FAIL}),
        (not facts.is_selectable, {Deed.SELECT}),
        (not facts.is_listed, {Deed.LEAVE_RESERVE}),
        # Once it is decided, it cannot be put on the list any more.
        (state is S.UNSUCCESSFUL and not facts.is_listed, {Deed.AGREE_TO_RESERVE}),
    ]
    return {deed for applies, deeds in hindrances if applies for deed in deeds}


def check_can_be_named(number: str, state: S) -> None:
    """Applicants may say at any time whether the public notice may name them.

    Raises:
        WrongState: the person was only recommended, or no longer applies.
    """
    if not TABLE.allows(state, Deed.NAME):
        zh, en = TABLE.states[state]
        raise WrongState(
            f"报名{number}{zh}，没有公示姓名的同意可以更改。",
            f"Application {number} {en}, so there is no consent to the public notice to change.",
        )


def check_sought(number: str, *, is_sought: bool) -> None:
    """Refuse applications for a post that is not advertised any more.

    Raises:
        WrongState: it is not advertised, or closed.
    """
    if not is_sought:
        raise WrongState(
            f"岗位{number}已停止招募，不再接受报名。",
            f"Post {number} is not advertised any more; nobody can apply for it.",
        )


def gives_way(before: S, state: S) -> bool:
    """Whether an open recommendation makes room for the person's own application.

    Anyone who knows a phone can recommend its owner; that must not keep them from applying.
    """
    return before is S.RECOMMENDED and state is S.RECEIVED


def check_declared(*, is_voluntary: bool, lives_in_community: bool) -> None:
    """R1: of free will, and in the community where the person lives. No more is asked (R2).

    Raises:
        Invalid: names each declaration that is missing.
    """
    missing = []
    if not is_voluntary:
        missing.append(
            FieldError(
                "is_voluntary",
                "must_be_declared",
                "社区专员是自愿、无偿的工作，请确认自愿报名。",
                "The work is voluntary and unpaid; declare that you apply of free will.",
            )
        )
    if not lives_in_community:
        missing.append(
            FieldError(
                "lives_in_community",
                "must_be_declared",
                "社区专员服务自己居住的社区，请确认在本社区居住。",
                "A commissioner serves the community where they live; declare that you live there.",
            )
        )
    if missing:
        raise Invalid(missing[0].zh, missing[0].en, fields=tuple(missing))


def check_in_time(day: dt.date, *, opens_on: dt.date, closes_on: dt.date, field: str) -> None:
    """Let a day pass on which applications were taken.

    Raises:
        Invalid: names the field.
    """
    if not opens_on <= day <= closes_on:
        raise wrong_field(
            field,
            "not_in_time",
            zh=f"报名时间为 {opens_on} 至 {closes_on}，不能是 {day}。",
            en=f"Applications are taken from {opens_on} to {closes_on}, not on {day}.",
        )


def check_taken(*, takes: bool, number: str) -> None:
    """Check that a campaign takes applications now.

    Raises:
        WrongState: it is not open, or its deadline has passed.
    """
    if not takes:
        raise WrongState(
            f"招募活动{number}现在不接受报名或修改，请查看报名起止日期。",
            f"Campaign {number} takes no applications or changes now; see its days.",
        )


def applied_already(number: str) -> WrongState:
    """One person applies once for a post; the refusal reveals nothing of the application."""
    return WrongState(
        f"该手机号已报名招募活动{number}的这个岗位，每人每岗只能报一次；可凭查询码修改或撤回。",
        f"There is already an application with this phone for this post of campaign {number}; "
        "each person applies once. Use the code of that application to change or withdraw it.",
    )


def check_reserve(months: int, *, is_decided: bool, is_on_it: bool) -> None:
    """Agreeing is for the time before the decision; leaving, or staying for less or more, is for later.

    Raises:
        WrongState: decided, and not on the reserve list.
    """
    if months and is_decided and not is_on_it:
        raise WrongState(
            "报名已有结果且不在后备名单上，不能再加入；可在下一次招募时报名。",
            "It is decided, and the application is not on the reserve list; apply again in the "
            "next campaign.",
        )


def reserve_until(decided_on: dt.date, months: int) -> dt.date | None:
    """Last day on the reserve list; None for people who do not agree to it."""
    return months_after(decided_on, months) if months else None
