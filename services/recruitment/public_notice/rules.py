"""Notices on paper, and the last day for objections."""

from __future__ import annotations

import datetime as dt

from contracts.recruitment.words import AppointmentState as S
from vocabulary.problems import WrongState, wrong_field


def check_paper(*, first_day: dt.date, today: dt.date, reference: str | None) -> None:
    """A notice of days before today hung on paper, and somebody can say where.

    Raises:
        Invalid: names `paper_reference`.
    """
    if first_day < today and reference is None:
        raise wrong_field(
            "paper_reference",
            "missing",
            zh=f"公示自 {first_day} 起，早于今天，请填写纸质公示张贴在何处、是哪一份。",
            en=f"The notice began on {first_day}, before today: say where it hung on paper, "
            "and on which sheet.",
        )


def check_can_object(*, state: S, notice_to: dt.date, day: dt.date) -> None:
    """Objections are taken until the notice's last day ends, or it is taken back before.

    Raises:
        WrongState: it is over.
    """
    if state is S.WITHDRAWN:
        raise WrongState(
            "该提名已撤回，公示已停止，不再接受异议。",
            "The proposal was taken back and its public notice has ended; objections are not "
            "possible any more.",
        )
    if state is not S.IN_NOTICE or day > notice_to:
        raise WrongState(
            f"公示期已于 {notice_to} 24 时结束。", f"The public notice ended with {notice_to}."
        )


def check_raised_in_time(*, notice_to: dt.date, day: dt.date) -> None:
    """An objection that a clerk writes down was raised while the notice lasted.

    Raises:
        Invalid: names `happened_on`.
    """
    if day > notice_to:
        raise wrong_field(
            "happened_on",
            "after_notice",
            zh=f"公示期已于 {notice_to} 24 时结束，不能登记 {day} 提出的异议；"
            "公示期内提出的，请填写提出的日期。",
            en=f"The public notice ended with {notice_to}, before {day}. If somebody objected "
            "while it lasted, give the day on which they did.",
        )
