"""Where a post can go (R7, R8, R15, R17).

    state           edit   open  advertise   withdraw  fill    fill interim    vacate      close
    draft           draft  open  -           -         -       -               -           closed
    open            open   -     advertised  -         filled  interim_filled  -           closed
    advertised      -      -     -           open      filled  interim_filled  -           closed
    interim_filled  -      -     -           -         filled  -               advertised  -
    filled          -      -     -           -         -       -               open        -
    closed          -      -     -           -         -       -               -           -

Whoever keeps posts (see vocabulary/permissions.py) edits, opens, advertises,
withdraws and closes; nothing is closed that people wait for. Filling and vacating follow from appointments, and nobody
does them by hand. What residents can read is not edited: it is withdrawn first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from services.recruitment.state_tables import not_now
from vocabulary.problems import WrongState

DRAFT, OPEN, ADVERTISED = "draft", "open", "advertised"
INTERIM_FILLED, FILLED, CLOSED = "interim_filled", "filled", "closed"
STATES = (DRAFT, OPEN, ADVERTISED, INTERIM_FILLED, FILLED, CLOSED)
#: What anybody can read.
SHOWN = (ADVERTISED, INTERIM_FILLED)
OCCUPIED = (INTERIM_FILLED, FILLED)


class Deed(StrEnum):
    """What can be done with a post."""

    EDIT = "edit"  # 修改
    OPEN = "open"  # 设立
    ADVERTISE = "advertise"  # 发布招募
    WITHDRAW = "withdraw"  # 停止招募
    FILL = "fill"  # 聘任到岗
    FILL_INTERIM = "fill_interim"  # 临时兼任
    VACATE = "vacate"  # 空缺
    CLOSE = "close"  # 撤销


#: What follows when something is done in a state; what is absent cannot be done there.
NEXT: Mapping[tuple[str, Deed], str] = {
    (DRAFT, Deed.EDIT): DRAFT,
    (OPEN, Deed.EDIT): OPEN,
    (DRAFT, Deed.OPEN): OPEN,
    (OPEN, Deed.ADVERTISE): ADVERTISED,
    (ADVERTISED, Deed.WITHDRAW): OPEN,
    (OPEN, Deed.FILL): FILLED,
    (ADVERTISED, Deed.FILL): FILLED,
    (INTERIM_FILLED, Deed.FILL): FILLED,  # R17: the resident takes over
    (OPEN, Deed.FILL_INTERIM): INTERIM_FILLED,
    (ADVERTISED, Deed.FILL_INTERIM): INTERIM_FILLED,
    (INTERIM_FILLED, Deed.VACATE): ADVERTISED,  # R17: advertised all the time
    (FILLED, Deed.VACATE): OPEN,
    (DRAFT, Deed.CLOSE): CLOSED,
    (OPEN, Deed.CLOSE): CLOSED,
    (ADVERTISED, Deed.CLOSE): CLOSED,
}

#: How the history calls it afterwards.
DONE: Mapping[Deed, str] = {
    Deed.EDIT: "edited",
    Deed.OPEN: "opened",
    Deed.ADVERTISE: "advertised",
    Deed.WITHDRAW: "withdrawn",
    Deed.FILL: "filled",
    Deed.FILL_INTERIM: "interim_filled",
    Deed.VACATE: "vacated",
    Deed.CLOSE: "closed",
}

#: What nobody does by hand.
OF_APPOINTMENTS = frozenset({Deed.FILL, Deed.FILL_INTERIM, Deed.VACATE})


class UnderWay(StrEnum):
    """What goes on about a post, so that people wait for it."""

    AWAITED = "awaited"
    PROPOSED = "proposed"
    SOUGHT = "sought"


_WAITING_WORDS = {
    UnderWay.AWAITED: (
        "已决定聘任人选，尚未到任；请先由综合党委撤回该聘任",
        "has somebody appointed who waits for the first day; the committee takes that back first",
    ),
    UnderWay.PROPOSED: (
        "已有提名或正在公示；请先撤回提名",
        "has a candidate who is proposed or in public notice; withdraw the proposal first",
    ),
    UnderWay.SOUGHT: (
        "正在接受报名；请先截止招募活动",
        "is one of a campaign that takes applications; close the campaign first",
    ),
}
_STATE_WORDS = {
    DRAFT: ("拟设", "is a draft"),
    OPEN: ("已设立、未发布招募", "is open and not advertised"),
    ADVERTISED: ("招募中", "is advertised"),
    INTERIM_FILLED: ("由工作站人员临时兼任", "is looked after by staff of the workstation"),
    FILLED: ("已聘任", "is filled"),
    CLOSED: ("已撤销", "is closed"),
}
_DEED_WORDS = {
    Deed.EDIT: ("修改", "edit it"),
    Deed.OPEN: ("设立", "open it"),
    Deed.ADVERTISE: ("发布招募", "advertise it"),
    Deed.WITHDRAW: ("停止招募", "withdraw it"),
    Deed.FILL: ("聘任", "fill it"),
    Deed.FILL_INTERIM: ("安排临时兼任", "fill it with interim staff"),
    Deed.VACATE: ("转为空缺", "vacate it"),
    Deed.CLOSE: ("撤销", "close it"),
}


def next_state(number: str, state: str, deed: Deed) -> str:
    """Where the post stands afterwards.

    Raises:
        WrongState: that cannot be done now; says what can.
    """
    found = NEXT.get((state, deed))
    if found is not None:
        return found
    ways = [_DEED_WORDS[other] for other in possible(state)] or [_way_out(state)]
    thing = (f"岗位{number}", f"Post {number}")
    raise not_now(thing, _STATE_WORDS[state], _DEED_WORDS[deed], ways)


def possible(state: str, under_way: Collection[UnderWay] = ()) -> list[Deed]:
    """What somebody can do by hand with a post in this state; what is under way, nobody closes."""
    return [
        deed
        for deed in Deed
        if (state, deed) in NEXT
        and deed not in OF_APPOINTMENTS
        and not (under_way and deed is Deed.CLOSE)
    ]


def check_may_close(number: str, under_way: Collection[UnderWay]) -> None:
    """Let be closed what nobody waits for: as candidate, as applicant, or for the first day.

    Raises:
        WrongState: somebody does; says what is to be done first.
    """
    for what in under_way:
        zh, en = _WAITING_WORDS[what]
        raise WrongState(f"岗位{number}{zh}。", f"Post {number} {en}.")


def _way_out(state: str) -> tuple[str, str]:
    """Where nobody can do anything with the post by hand."""
    if state == CLOSED:
        return "仍需要的，新设岗位", "write down a new one where it is needed again"
    return "先结束该岗位上的聘任", "end the appointment of its holder first"
