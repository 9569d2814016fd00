"""Where a sign-up can go, and who may take it there.

    offer     waiting → offered                        -
    accept    offered → confirmed                      sign_up.record
    withdraw  confirmed, waiting, offered → withdrawn  sign_up.record
    lapse     waiting, offered → lapsed                -
    check_in  confirmed stays                          attendance.record

A place that becomes free is offered to the first in line; an answer that does not come in time
lets the offer lapse, and the next one is asked. People who still wait when the shift begins lapse.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from enum import StrEnum
from uuid import UUID

from contracts.volunteers.words import AgeGroup
from contracts.volunteers.words import SignUpState as S
from vocabulary.counted import counted
from vocabulary.permissions import Action
from vocabulary.problems import NotFound, WrongState, wrong_field
from vocabulary.quiet_hours import USUAL, next_allowed
from vocabulary.state_table import Row, StateTable


class Deed(StrEnum):
    """The deeds possible with a sign-up."""

    OFFER = "offer"  # 递补
    ACCEPT = "accept"  # 接受名额
    WITHDRAW = "withdraw"  # 取消报名
    LAPSE = "lapse"  # 逾期
    CHECK_IN = "check_in"  # 签到


TABLE = StateTable(
    thing=("报名{}", "Sign-up {}"),
    states={
        S.CONFIRMED: ("已确认", "is confirmed"),
        S.WAITING: ("在候补", "waits for a place"),
        S.OFFERED: ("有名额、等待答复", "is offered a place"),
        S.WITHDRAWN: ("已取消", "was withdrawn"),
        S.LAPSED: ("逾期失效", "has lapsed"),
    },
    deeds={
        Deed.OFFER: Row("递补", "offer it a place", "offered", {S.WAITING: S.OFFERED}),
        Deed.ACCEPT: Row(
            "接受名额",
            "accept the place",
            "accepted",
            {S.OFFERED: S.CONFIRMED},
            Action.SIGN_UP_RECORD,
            "acceptance",
        ),
        Deed.WITHDRAW: Row(
            "取消报名",
            "withdraw it",
            "withdrawn",
            dict.fromkeys((S.CONFIRMED, S.WAITING, S.OFFERED), S.WITHDRAWN),
            Action.SIGN_UP_RECORD,
            "withdrawal",
        ),
        Deed.LAPSE: Row(
            "作废", "let it lapse", "lapsed", dict.fromkeys((S.WAITING, S.OFFERED), S.LAPSED)
        ),
        Deed.CHECK_IN: Row(
            "签到",
            "check the person in",
            "checked_in",
            {S.CONFIRMED: S.CONFIRMED},
            Action.ATTENDANCE_RECORD,
            "attendance",
        ),
    },
)
#: The states in which a sign-up holds or wants a place.
STANDS = (S.CONFIRMED, S.WAITING, S.OFFERED)
#: So long before its beginning people can be checked in.
CHECK_IN_OPENS = dt.timedelta(hours=2)
#: What the person does by the code.
WITH_CODE = frozenset({Deed.ACCEPT, Deed.WITHDRAW})


def state_of_new(*, free: int, heads: int, waiting: int) -> S:
    """Confirmed while there is room and nobody waits; people who wait come first."""
    return S.CONFIRMED if heads <= free and not waiting else S.WAITING


def answer_by(now: dt.datetime, starts_at: dt.datetime, hours: int) -> dt.datetime:
    """Until when an offer stands: `hours`, and less on the last day.

    The hours count from when the message may leave, so that no offer lapses in the quiet hours
    before its person has read it. Where they would reach beyond the beginning of the shift, half
    of the time until then is left to the next one in line.
    """
    told_at = next_allowed(now, USUAL)
    if told_at >= starts_at:
        told_at = now
    until = told_at + dt.timedelta(hours=hours)
    return until if until < starts_at else told_at + (starts_at - told_at) / 2


def check_in_time(title: str, offered_until: dt.datetime | None, now: dt.datetime) -> None:
    """Let an answer pass while the offer stands.

    Raises:
        WrongState: it came too late; the place is offered to the next one.
    """
    if offered_until is not None and offered_until <= now:
        raise WrongState(
            f"“{title}”名额的答复期限已过，名额已转给下一位；仍想参加的请重新报名。",
            f"The time to accept the place for “{title}” is over and it goes to the next one; "
            "sign up again to wait for another.",
        )


def guardian_agrees(age_group: AgeGroup, *, field: str, says_so: bool) -> bool:
    """Whether a guardian agreed: asked about minors only, who need it.

    Raises:
        Invalid: a minor without the word of the guardian; names `field`.
    """
    if age_group is AgeGroup.ADULT:
        return False
    if not says_so:
        raise wrong_field(
            field,
            "guardian_missing",
            zh="未成年人报名须监护人同意：请由监护人填写注册时的监护人电话，或到工作站登记同意。",
            en="A minor needs the word of the guardian: let the guardian give the phone from the "
            "registration, or agree at the workstation.",
        )
    return True


def check_heads(heads: int, places: int) -> None:
    """A group can only wait for places that the shift has.

    Raises:
        Invalid: names `heads`.
    """
    if heads > places:
        raise wrong_field(
            "heads",
            "too_many",
            zh=f"这个班次共 {places} 个名额，不能报 {heads} 人；请减少人数或分班次报名。",
            en=f"The shift has {counted(places, 'place', 'places')}, not {heads}; bring fewer people, or use "
            "several shifts.",
        )


def check_fit(
    title: str,
    *,
    day: dt.date,
    needs_insurance: bool,
    needs_skills: Sequence[str],
    insured_until: dt.date | None,
    skills: Collection[str],
) -> None:
    """Let people pass who have what a risky activity asks for (条例 art. 15-17).

    Raises:
        WrongState: names what is missing.
    """
    if needs_insurance and (insured_until is None or insured_until < day):
        raise WrongState(
            f"“{title}”要求保险有效至 {day}，登记的保险不足；请先办理并由工作站登记保险截止日。",
            f"“{title}” asks for insurance until {day}, and none is on record; get insured and "
            "let the workstation record its last day.",
        )
    missing = [one for one in needs_skills if one not in skills]
    if missing:
        raise WrongState(
            f"“{title}”要求的培训或技能没有登记：{'、'.join(missing)}；请先参加培训并由工作站登记。",
            f"“{title}” asks for training that is not on record: {', '.join(missing)}; take it "
            "first and let the workstation record it.",
        )


def named(volunteer_id: UUID | None) -> UUID:
    """The person at the door.

    Raises:
        Invalid: nobody is named.
    """
    if volunteer_id is None:
        raise wrong_field(
            "number",
            "person_missing",
            zh="请填写义工编号，或选择义工。",
            en="Give the volunteer's number, or choose the volunteer.",
        )
    return volunteer_id


def is_too_early(starts_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether nobody is checked in yet: the shift begins in more than two hours."""
    return now < starts_at - CHECK_IN_OPENS


def no_such_shift(shift_id: object) -> NotFound:
    """The refusal, which reveals nothing of what is not published."""
    return NotFound(
        f"没有找到可以报名的班次 {shift_id}，请核对。",
        f"There is no shift {shift_id} to sign up for; check the id.",
    )


def signed_up_already(title: str) -> WrongState:
    """The refusal of a second sign-up of one person for one shift."""
    return WrongState(
        f"已报名“{title}”的这个班次；如需更改，请先取消原报名。",
        f"This person is signed up for this shift of “{title}” already; withdraw that first to "
        "change it.",
    )


def is_elsewhere(title: str, other: str) -> WrongState:
    """The refusal of a second place at one time."""
    return WrongState(
        f"同一时间已确认参加“{other}”，不能再确认“{title}”；请先取消其中一项。",
        f"The person is confirmed for “{other}” at that time, so not for “{title}” too; withdraw "
        "one of them first.",
    )


def has_begun(title: str) -> WrongState:
    """The refusal of what is only possible before the shift begins."""
    return WrongState(
        f"“{title}”的这个班次已经开始，请联系工作站。",
        f"This shift of “{title}” has begun; ask the workstation.",
    )
