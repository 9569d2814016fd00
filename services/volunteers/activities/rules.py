"""Where an activity can go, and who may take it there.

    edit        draft stays                      activity.plan
    repeat      draft stays                      activity.plan
    submit      draft → submitted                activity.plan
    approve     submitted → approved             activity.decide
    return      submitted → draft                activity.decide
    publish     approved → published             activity.decide
    sign_up     published stays                  -
    cancel      approved, published → cancelled  activity.decide
    reschedule  approved, published stay         activity.decide
    hold        published → held                 activity.decide
    report      held → reported                  activity.plan
    revise      reported → held                  activity.decide
    close       reported → closed                activity.decide

The clock holds a published activity once its last shift is over. If the support fund was asked for
its costs, it is approved after the fund's answer, and closed once the money is settled.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from contracts.volunteers.words import ActivityFunding, Organiser
from contracts.volunteers.words import ActivityState as S
from vocabulary.counted import counted
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.problems import Invalid, WrongState, wrong_field
from vocabulary.state_table import Row, StateTable

T = TypeVar("T")

_LONGEST = dt.timedelta(hours=24)


class Deed(StrEnum):
    """The deeds possible with an activity."""

    EDIT = "edit"  # 修改
    REPEAT = "repeat"  # 定期举办
    SUBMIT = "submit"  # 提交
    APPROVE = "approve"  # 批准
    RETURN = "return"  # 退回
    PUBLISH = "publish"  # 发布
    SIGN_UP = "sign_up"  # 报名
    CANCEL = "cancel"  # 取消
    RESCHEDULE = "reschedule"  # 改期
    HOLD = "hold"  # 登记已举办
    REPORT = "report"  # 提交总结
    REVISE = "revise"  # 退回总结
    CLOSE = "close"  # 办结


def _row(zh: str, en: str, done: str, moves: Mapping[S, S], action: Action, route: str) -> Row[S]:
    return Row(zh, en, done, moves, action, route)


_PLAN, _DECIDE = Action.ACTIVITY_PLAN, Action.ACTIVITY_DECIDE

TABLE = StateTable(
    thing=("活动{}", "Activity {}"),
    states={
        S.DRAFT: ("还是草稿", "is a draft"),
        S.SUBMITTED: ("等待审批", "waits for the workstation"),
        S.APPROVED: ("已批准、尚未发布", "is approved and not published yet"),
        S.PUBLISHED: ("已发布", "is published"),
        S.HELD: ("已举办、等待总结", "was held and waits for its report"),
        S.REPORTED: ("已总结", "is reported"),
        S.CLOSED: ("已办结", "is closed"),
        S.CANCELLED: ("已取消", "was cancelled"),
    },
    deeds={
        Deed.EDIT: _row("修改", "edit it", "edited", {S.DRAFT: S.DRAFT}, _PLAN, "edit"),
        Deed.REPEAT: _row(
            "定期举办", "repeat it", "repeated", {S.DRAFT: S.DRAFT}, _PLAN, "repetition"
        ),
        Deed.SUBMIT: _row(
            "提交", "submit it", "submitted", {S.DRAFT: S.SUBMITTED}, _PLAN, "submission"
        ),
        Deed.APPROVE: _row(
            "批准", "approve it", "approved", {S.SUBMITTED: S.APPROVED}, _DECIDE, "approval"
        ),
        Deed.RETURN: _row(
            "退回", "return it", "returned", {S.SUBMITTED: S.DRAFT}, _DECIDE, "return"
        ),
        Deed.PUBLISH: _row(
            "发布", "publish it", "published", {S.APPROVED: S.PUBLISHED}, _DECIDE, "publication"
        ),
        # Refusals never suggest this deed: it is done in the list of sign-ups.
        Deed.SIGN_UP: Row(
            "报名",
            "sign up for it",
            "signed_up",
            {S.PUBLISHED: S.PUBLISHED},
            is_advised=False,
        ),
        Deed.CANCEL: _row(
            "取消",
            "cancel it",
            "cancelled",
            dict.fromkeys((S.APPROVED, S.PUBLISHED), S.CANCELLED),
            _DECIDE,
            "cancellation",
        ),
        Deed.RESCHEDULE: _row(
            "改期",
            "reschedule it",
            "rescheduled",
            {S.APPROVED: S.APPROVED, S.PUBLISHED: S.PUBLISHED},
            _DECIDE,
            "rescheduling",
        ),
        Deed.HOLD: _row(
            "登记已举办",
            "record that it was held",
            "held",
            {S.PUBLISHED: S.HELD},
            _DECIDE,
            "holding",
        ),
        Deed.REPORT: _row(
            "提交总结", "report on it", "reported", {S.HELD: S.REPORTED}, _PLAN, "report"
        ),
        Deed.REVISE: _row(
            "退回总结",
            "return its report",
            "report_returned",
            {S.REPORTED: S.HELD},
            _DECIDE,
            "report-return",
        ),
        Deed.CLOSE: _row("办结", "close it", "closed", {S.REPORTED: S.CLOSED}, _DECIDE, "closing"),
    },
)
#: What waits for the support fund.
FUNDED_FIRST: Mapping[Deed, frozenset[ActivityFunding]] = {
    Deed.APPROVE: frozenset({ActivityFunding.ASKED}),
    Deed.CLOSE: frozenset({ActivityFunding.ASKED, ActivityFunding.GRANTED}),
}
#: The states after which nothing of it costs anything.
OVER = (S.CLOSED, S.CANCELLED)
#: The states that anyone sees.
SHOWN = (S.PUBLISHED,)
#: The states after which everybody has seen it.
ONCE_SHOWN = (S.PUBLISHED, S.HELD, S.REPORTED, S.CLOSED)


def check_shifts(shifts: Sequence[tuple[dt.datetime, dt.datetime]], now: dt.datetime) -> None:
    """Let shifts pass that are still to come, each with an end after its beginning.

    Raises:
        Invalid: names `shifts`.
    """
    for number, (starts_at, ends_at) in enumerate(shifts, 1):
        if not starts_at < ends_at <= starts_at + _LONGEST:
            raise wrong_field(
                "shifts",
                "wrong_times",
                zh=f"第 {number} 个班次的结束时间须晚于开始时间，且不超过 24 小时。",
                en=f"Shift {number} must end after it begins, at most 24 hours later.",
            )
        if starts_at <= now:
            raise wrong_field(
                "shifts",
                "in_the_past",
                zh=f"第 {number} 个班次的开始时间已过，请改为以后的时间。",
                en=f"Shift {number} begins in the past; give a later time.",
            )


def check_organiser(
    team_id: UUID | None, organiser: Organiser | None, community: str | None
) -> None:
    """A team holds it, or another organiser of a community.

    Raises:
        Invalid: both or neither; names the field.
    """
    if team_id is not None and (organiser or Organiser.TEAM) is not Organiser.TEAM:
        raise wrong_field(
            "organiser",
            "two_organisers",
            zh="已选专员团队，主办方请不填；由其他主办方举办的，请不填团队。",
            en="A team holds it; leave the organiser out, or the team.",
        )
    if team_id is None and organiser in {None, Organiser.TEAM}:
        raise wrong_field(
            "organiser",
            "organiser_missing",
            zh="请选择专员团队，或选择其他主办方和社区。",
            en="Give the team that holds it, or another organiser and the community.",
        )
    if team_id is None and community is None:
        raise wrong_field(
            "community",
            "community_missing",
            zh="不由专员团队举办的活动，请填写社区。",
            en="An activity that no team holds needs its community.",
        )


def report_by(ends_at: dt.datetime) -> dt.date:
    """The last day for the report: the tenth after the activity."""
    return day_of(ends_at) + dt.timedelta(days=10)


def check_risk(*, is_risky: bool, insurance: bool, skills: Sequence[str]) -> None:
    """A risky activity names the insurance and the training that it asks for (条例 art. 15-17).

    Raises:
        Invalid: names what is missing.
    """
    if is_risky and not insurance:
        raise wrong_field(
            "needs_insurance",
            "insurance_missing",
            zh="有风险的活动须要求保险，请勾选“要求保险”。",
            en="A risky activity asks for insurance; say that it needs one.",
        )
    if is_risky and not skills:
        raise wrong_field(
            "needs_skills",
            "training_missing",
            zh="有风险的活动须写明要求的培训或技能，请至少填写一项。",
            en="A risky activity names the training or skills that it asks for; give at least one.",
        )


def one_of_shifts(shifts: Mapping[UUID, T], shift_id: UUID) -> T:
    """The shift of this activity.

    Raises:
        Invalid: it is a shift of another activity, or of none.
    """
    found = shifts.get(shift_id)
    if found is None:
        raise wrong_field(
            "shifts",
            "not_of_the_activity",
            zh=f"班次 {shift_id} 不属于这项活动，请核对。",
            en=f"Shift {shift_id} is none of this activity; check the id.",
        )
    return found


def check_places(places: int, taken: int) -> None:
    """Places are never fewer than are confirmed or offered.

    Raises:
        Invalid: says how many are taken.
    """
    if places < taken:
        raise wrong_field(
            "shifts",
            "places_taken",
            zh=f"已确认和待答复的名额共 {taken} 个，名额不能少于此数；请先请人取消报名。",
            en=f"{counted(taken, 'place is', 'places are')} confirmed or offered, so there cannot "
            "be fewer; ask people to withdraw first.",
        )


def no_series(number: str) -> Invalid:
    """The refusal to change what follows where nothing does."""
    return wrong_field(
        "with_following",
        "no_series",
        zh=f"活动{number}不是定期活动，没有“以后各次”；请不勾选。",
        en=f"Activity {number} is no recurring activity, so none follow; leave this out.",
    )


def check_has_begun(number: str, starts_at: dt.datetime, now: dt.datetime) -> None:
    """Nothing was held that has not begun.

    Raises:
        WrongState: it begins later; says when.
    """
    if now < starts_at:
        raise WrongState(
            f"活动{number}尚未开始，开始以后再登记；不举办的请取消。",
            f"Activity {number} has not begun; record it afterwards, or cancel it.",
        )


def check_still_to_come(number: str, starts_at: dt.datetime, now: dt.datetime) -> None:
    """Only an activity that is still to come is published.

    Raises:
        WrongState: it has begun.
    """
    if starts_at <= now:
        raise WrongState(
            f"活动{number}的开始时间已过，不能再发布；请取消，另行安排。",
            f"Activity {number} would have begun already; cancel it and plan another one.",
        )


def check_funded(number: str, deed: Deed, funding: ActivityFunding | None) -> None:
    """Let a deed pass for which nothing of the support fund is open.

    Raises:
        WrongState: the fund has not answered, or its money is not settled.
    """
    if funding not in FUNDED_FIRST.get(deed, ()):
        return
    if funding is ActivityFunding.ASKED:
        raise WrongState(
            f"活动{number}已申请扶持资金，请等答复；不再需要的，请先撤回申请。",
            f"The support fund was asked to pay for activity {number}; wait for the answer, "
            "or have the application returned first.",
        )
    raise WrongState(
        f"活动{number}的扶持资金还没有核销办结；请先办结该项目，或退回总结补齐材料。",
        f"The fund's money for activity {number} is not settled; close that project first, or "
        "return the report with what is missing.",
    )
