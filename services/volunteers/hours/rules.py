"""Where hours can go, and who may take them there.

    attest        recorded → attested           hours.attest
    refuse        recorded, attested → refused  hours.attest
    count         attested → counted            -
    wish          attested, counted stay        -
    decline_wish  attested, counted stay        hours.correct
    correct       counted stays                 hours.correct

Attested hours are shown inside the community for some days (`hours_shown_days`); then the clock
counts them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from enum import StrEnum

from contracts.volunteers.words import ActivityState, Presence, Unusual
from contracts.volunteers.words import HoursState as S
from contracts.words import value_name
from vocabulary.counted import counted
from vocabulary.periods import SHANGHAI
from vocabulary.permissions import Action
from vocabulary.problems import Invalid, WrongState, wrong_field
from vocabulary.state_table import Row, StateTable

#: Beginning and end.
Times = tuple[dt.datetime, dt.datetime]

DAY_MINUTES = 24 * 60
A_DAY = dt.timedelta(days=1)
#: The states of activities whose hours are written down.
OPEN = frozenset({ActivityState.PUBLISHED, ActivityState.HELD})
#: From here on it is asked about (more than).
LONG_DAY_MINUTES = 10 * 60
ATTESTED_A_DAY_MINUTES = 200 * 60
#: So many with the same minutes are a whole team; fewer are usual.
TEAM_FEWEST = 5


class Deed(StrEnum):
    """The deeds possible with hours."""

    ATTEST = "attest"  # 核实
    REFUSE = "refuse"  # 不予计入
    COUNT = "count"  # 计入
    WISH = "wish"  # 申请更正
    DECLINE_WISH = "decline_wish"  # 不予更正
    CORRECT = "correct"  # 更正


TABLE = StateTable(
    thing=("服务时长{}", "Hours {}"),
    states={
        S.RECORDED: ("已记录、等待核实", "are recorded and not attested yet"),
        S.ATTESTED: ("已核实、正在公示", "are attested and shown"),
        S.COUNTED: ("已计入", "count"),
        S.REFUSED: ("不予计入", "were refused"),
    },
    deeds={
        Deed.ATTEST: Row(
            "核实",
            "attest them",
            "attested",
            {S.RECORDED: S.ATTESTED},
            Action.HOURS_ATTEST,
            "attestation",
        ),
        Deed.REFUSE: Row(
            "不予计入",
            "refuse them",
            "refused",
            dict.fromkeys((S.RECORDED, S.ATTESTED), S.REFUSED),
            Action.HOURS_ATTEST,
            "refusal",
        ),
        Deed.COUNT: Row("计入", "count them", "counted", {S.ATTESTED: S.COUNTED}),
        Deed.WISH: Row(
            "申请更正",
            "ask for a correction",
            "wished",
            {S.ATTESTED: S.ATTESTED, S.COUNTED: S.COUNTED},
            route="wish",
            is_advised=False,
        ),
        Deed.DECLINE_WISH: Row(
            "不予更正",
            "refuse the correction that was asked for",
            "wish_refused",
            {S.ATTESTED: S.ATTESTED, S.COUNTED: S.COUNTED},
            Action.HOURS_CORRECT,
            "wish-refusal",
            is_advised=False,
        ),
        Deed.CORRECT: Row(
            "更正",
            "correct them",
            "corrected",
            {S.COUNTED: S.COUNTED},
            Action.HOURS_CORRECT,
            "correction",
        ),
    },
)


#: What the person does by the code.
WITH_CODE = frozenset({Deed.WISH})
#: What nobody does with their own hours.
BY_ANOTHER = frozenset({Deed.ATTEST, Deed.CORRECT, Deed.DECLINE_WISH})
#: What answers a wish.
ANSWERS = frozenset({Deed.REFUSE, Deed.CORRECT, Deed.DECLINE_WISH})


def check_wish(minutes: int, *, recorded: int, is_open: bool) -> None:
    """Let a wish pass that asks for other minutes, one at a time.

    Raises:
        Invalid: the minutes are those that are recorded; names `minutes`.
        WrongState: an earlier wish waits for its answer.
    """
    if is_open:
        raise WrongState(
            "您已申请更正这条时长，请等工作站答复。",
            "You asked for a correction of these hours already; wait for the workstation's answer.",
        )
    if minutes == recorded:
        raise wrong_field(
            "minutes",
            "as_recorded",
            zh=f"登记的就是 {minutes} 分钟，请填写您认为正确的分钟数。",
            en=f"{counted(minutes, 'minute is', 'minutes are')} recorded already; give the "
            "minutes that you think are right.",
        )


def check_not_erased(*, is_erased: bool) -> None:
    """Let a wish pass whose words are cleaned with the person's data one day.

    Raises:
        WrongState: that was done already.
    """
    if is_erased:
        raise WrongState(
            "您的个人信息已删除，不能再申请更正；需要时请联系工作站。",
            "Your personal data was erased, so no correction can be asked for; ask the "
            "workstation if you need one.",
        )


def check_wished(*, is_open: bool) -> None:
    """Let a refusal pass while a wish is open.

    Raises:
        WrongState: the person asks for nothing.
    """
    if not is_open:
        raise WrongState(
            "本人没有申请更正，或已有答复。",
            "The person asks for no correction, or has been answered.",
        )


def check_is_another(*, acting: str | None, served: str | None) -> None:
    """Somebody else attests, corrects and answers wishes than the person who served.

    Raises:
        WrongState: they are one's own hours.
    """
    if acting is not None and acting == served:
        raise WrongState(
            "不能核实、更正本人的服务时长，请由他人办理。",
            "You may not attest or correct your own hours; somebody else does.",
        )


def counts_from(attested_on: dt.date, shown_days: int) -> dt.date:
    """The day from which attested hours count: after whole days on which they were shown."""
    return attested_on + dt.timedelta(days=shown_days + 1 if shown_days else 0)


def real_time(
    presence: Presence | None, starts_at: dt.datetime, ends_at: dt.datetime, minutes: int
) -> Times:
    """When these minutes of a shift were served: up to its end, if late; else from its beginning."""
    served = dt.timedelta(minutes=minutes)
    if presence is Presence.LATE and ends_at - served > starts_at:
        return ends_at - served, ends_at
    return starts_at, starts_at + served


def length_of(times: Times) -> int:
    """Whole minutes between beginning and end."""
    return int((times[1] - times[0]).total_seconds()) // 60


def is_many(minutes: int) -> bool:
    """Whether one attester is asked about so much on one day."""
    return minutes > ATTESTED_A_DAY_MINUTES


def widened(times: Times, minutes: int) -> Times:
    """The real time after a correction: as it was, or longer if the minutes need it."""
    began_at, ended_at = times
    return began_at, max(ended_at, began_at + dt.timedelta(minutes=minutes))


def check_times(times: Times, starts_at: dt.datetime, now: dt.datetime) -> None:
    """Let a time pass that is over, within the activity's beginning and one day.

    Raises:
        Invalid: names the field.
    """
    began_at, ended_at = times
    if began_at >= ended_at:
        raise wrong_field(
            "ended_at",
            "wrong_times",
            zh="结束时间须晚于开始时间。",
            en="It must end after it begins.",
        )
    if began_at < starts_at:
        raise wrong_field(
            "began_at",
            "before_the_activity",
            zh=f"活动在 {written(starts_at)} 开始，此前的时间不计入；筹备工作请另列班次。",
            en=f"The activity began at {written(starts_at)}, and nothing before it counts; plan "
            "a shift of its own for preparations.",
        )
    if ended_at > now:
        raise wrong_field(
            "ended_at",
            "in_the_future",
            zh="服务尚未结束，请结束以后再登记。",
            en="The service is not over; enter it afterwards.",
        )


def check_minutes(minutes: int, times: Times) -> None:
    """No more minutes than the real time has.

    Raises:
        Invalid: names `minutes`.
    """
    most = length_of(times)
    if not 0 < minutes <= most:
        raise wrong_field(
            "minutes",
            "more_than_the_time",
            zh=f"起止时间之间有 {most} 分钟，不能登记 {minutes} 分钟，请核对。",
            en=f"Between beginning and end there is time for {counted(most, 'minute', 'minutes')}, "
            f"and {minutes} were given; check them.",
        )


def check_day(day: dt.date, minutes: int) -> None:
    """Nobody serves more than a day has.

    Raises:
        Invalid: names `minutes`; says the day and the sum.
    """
    if minutes > DAY_MINUTES:
        raise wrong_field(
            "minutes",
            "day_too_long",
            zh=f"加上已登记的，该义工 {day} 一天共 {minutes} 分钟，超过 24 小时，请核对。",
            en=f"With what is recorded already, this person would have served "
            f"{counted(minutes, 'minute', 'minutes')} on {day}, more than 24 hours; check them.",
        )


def two_places(elsewhere: str | None, times: Times) -> Invalid:
    """The refusal of two places at once; `elsewhere`: the activity, None: of another community."""
    what = f"“{elsewhere}”" if elsewhere else "其他社区的活动"
    other = f"“{elsewhere}”" if elsewhere else "an activity of another community"
    span = f"{written(times[0])}—{written(times[1])}"
    return wrong_field(
        "began_at",
        "two_places_at_once",
        zh=f"该义工 {span} 已登记在{what}，同一时间不能在两处服务；请更正时间，或先更正另一条。",
        en=f"This person is recorded for {other} at {span}, and nobody serves at two places at "
        "once; mend the time, or the other record first.",
    )


def check_member(ended_on: dt.date, served_on: dt.date) -> None:
    """Nothing counts for a team that was left; `ended_on`: the first day without membership.

    Raises:
        Invalid: names `began_at`; says the day.
    """
    if served_on >= ended_on:
        raise wrong_field(
            "began_at",
            "after_the_membership",
            zh=f"该义工自 {ended_on} 起已不是团队成员，此后的服务不计入；继续参加的请先邀请入队。",
            en=f"This person has left the team as of {ended_on}, and what comes later does not "
            "count; offer a place in the team first.",
        )


def check_explained(unusual: Collection[Unusual], reason: str | None) -> None:
    """What is unusual is attested with a reason.

    Raises:
        Invalid: names `reason`; says what is unusual.
    """
    if not unusual or reason:
        return
    names = [value_name(one) for one in sorted(unusual)]
    zh, en = "、".join(one.zh for one in names), ", ".join(one.en for one in names)
    raise wrong_field(
        "reason",
        "unusual",
        zh=f"需要说明的情况：{zh}。核对无误的，请填写理由；有误的，请更正或不予计入。",
        en=f"Unusual: {en}. If it is right, give the reason; otherwise mend or refuse it.",
    )


def signed_up_already() -> WrongState:
    """The refusal of entering hours of a person who is signed up or checked in."""
    return WrongState(
        "该义工已报名该班次，或其时长已登记；请办理签到，或更正原记录。",
        "This person is signed up for the shift, or their hours are recorded; check them in, or "
        "mend that record.",
    )


def not_open() -> WrongState:
    """The refusal of entering hours before publication and after the report."""
    return WrongState(
        "只有已发布、已举办而尚未总结的活动可以补记时长；总结有误的请先退回。",
        "Hours are entered for activities that are published or held and not reported; return "
        "the report first.",
    )


def written(moment: dt.datetime) -> str:
    """A moment as people read it, in Shanghai."""
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def attested_already() -> WrongState:
    """The refusal of another check-in once the hours are attested."""
    return WrongState(
        "该次服务时长已核实；有误的，计入以前请不予计入，计入以后请更正。",
        "The hours of this shift are attested already; refuse them before they count, or correct "
        "them afterwards.",
    )
