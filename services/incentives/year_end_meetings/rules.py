"""When people can be invited to a year-end meeting (年终会议), reply, and have come. R50."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from contracts.incentives.words import MeetingReply, YearEndMeetingState
from vocabulary.counted import counted
from vocabulary.problems import WrongState, wrong_field

#: Replies of people who are counted.
STANDING = (MeetingReply.INVITED, MeetingReply.ACCEPTED, MeetingReply.DECLINED)


def takes_invitations(state: YearEndMeetingState, held_on: dt.date, today: dt.date) -> bool:
    """Whether people can still be invited and reply: until the day is over or written down."""
    return state is YearEndMeetingState.PLANNED and today <= held_on


def check_takes_invitations(
    subject: str, state: YearEndMeetingState, held_on: dt.date, today: dt.date
) -> None:
    """Let a meeting pass that lies ahead.

    Raises:
        WrongState: its day is over, or attendance is written down.
    """
    check_not_called_off(subject, state)
    if not takes_invitations(state, held_on, today):
        raise WrongState(
            f"“{subject}”已于 {held_on} 召开，不能再邀请或答复；可以登记到会情况。",
            f"The meeting “{subject}” was held on {held_on}, so nobody is invited or replies any "
            "more; write down who came.",
        )


def check_not_called_off(subject: str, state: YearEndMeetingState) -> None:
    """Let a meeting pass that takes place.

    Raises:
        WrongState: it was called off.
    """
    if state is YearEndMeetingState.CALLED_OFF:
        raise WrongState(
            f"“{subject}”已取消；如另行召开，请重新安排。",
            f"The meeting “{subject}” was called off; plan another one if it is held after all.",
        )


def check_may_be_called_off(subject: str, state: YearEndMeetingState) -> None:
    """Let a meeting be called off that is planned.

    Raises:
        WrongState: it was called off before, or attendance is written down.
    """
    check_not_called_off(subject, state)
    if state is YearEndMeetingState.HELD:
        raise WrongState(
            f"“{subject}”已登记到会情况，不能再取消。",
            f"Attendance of the meeting “{subject}” is written down, so it cannot be called off.",
        )


def check_day(held_on: dt.date, today: dt.date) -> None:
    """Let a day pass that is not over.

    Raises:
        Invalid: names `held_on`.
    """
    if held_on < today:
        raise wrong_field(
            "held_on",
            "in_the_past",
            zh=f"会议日期 {held_on} 已经过去，请另选日期。",
            en=f"{held_on} is over; choose another day for the meeting.",
        )


def check_somebody(number: int) -> None:
    """Let a list pass that names somebody.

    Raises:
        Invalid: names `appointments`.
    """
    if number == 0:
        raise wrong_field(
            "appointments",
            "nobody",
            zh="还没有选择任何人，请选择专员、岗位，或填写其他受邀人。",
            en="Nobody is named; choose commissioners or posts, or add other people.",
        )


def check_stands(reply: MeetingReply) -> None:
    """Let a reply pass to an invitation that has not lapsed.

    Raises:
        WrongState: the person left office before they answered.
    """
    if reply is MeetingReply.LAPSED:
        raise WrongState(
            "该邀请因离任已失效，不能再答复。",
            "The invitation lapsed because the person left office, so nobody can reply to it.",
        )


def check_came(present: Collection[UUID], invited: Collection[UUID]) -> None:
    """Let an attendance pass of people who were invited, each once.

    Raises:
        Invalid: names `present`.
    """
    strangers = set(present) - set(invited)
    if strangers or len(set(present)) != len(present):
        raise wrong_field(
            "present",
            "not_invited",
            zh="到会名单里有不在邀请名单的人、已失效的邀请，或有人重复，请核对。",
            en=f"{counted(len(strangers), 'entry is', 'entries are')} no standing invitation to "
            "this meeting, or somebody is there twice; check the list.",
        )


def check_may_be_held(held_on: dt.date, today: dt.date) -> None:
    """Let attendance pass from the day on.

    Raises:
        WrongState: the meeting lies ahead.
    """
    if today < held_on:
        raise WrongState(
            f"会议 {held_on} 才召开，到时再登记到会情况。",
            f"The meeting is on {held_on}; write down who came from that day on.",
        )
