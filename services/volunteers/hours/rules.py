"""Where hours can go, and who may take them there.

    attest   recorded → attested            hours.attest
    refuse   recorded, attested → refused   hours.attest
    count    attested → counted             -
    correct  counted stays                  hours.correct

Attested hours are shown inside the community for some days (`hours_shown_days`); then the clock
counts them.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from contracts.volunteers.words import HoursState as S
from vocabulary.permissions import Action
from vocabulary.problems import WrongState
from vocabulary.state_table import Row, StateTable


class Deed(StrEnum):
    """The deeds possible with hours."""

    ATTEST = "attest"  # 核实
    REFUSE = "refuse"  # 不予计入
    COUNT = "count"  # 计入
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


def check_is_another(*, attester: str | None, served: str | None) -> None:
    """Somebody else attests than the person who served.

    Raises:
        WrongState: they are one's own hours.
    """
    if attester is not None and attester == served:
        raise WrongState(
            "不能核实本人的服务时长，请由他人核实。",
            "You may not attest your own hours; somebody else does.",
        )


def counts_from(attested_on: dt.date, shown_days: int) -> dt.date:
    """The day from which attested hours count: after whole days on which they were shown."""
    return attested_on + dt.timedelta(days=shown_days + 1)


def attested_already() -> WrongState:
    """The refusal of another check-in once the hours are attested."""
    return WrongState(
        "该次服务时长已核实；有误的，计入以前请不予计入，计入以后请更正。",
        "The hours of this shift are attested already; refuse them before they count, or correct "
        "them afterwards.",
    )
