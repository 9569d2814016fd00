"""Where a membership can go, and who may take it there.

    accept   offered → accepted  membership.answer
    decline  offered → declined  membership.answer
    lapse    offered → lapsed    -
    end      accepted → ended    membership.end

A person accepts once they have been met: by the workstation, or by the commissioner whose team
asks them. A person who came by a link of the team is offered a place with that.
Nobody is assigned by force (条例 art. 25): only the person accepts, or a clerk who heard it from
them. The clock lets an offer lapse after fourteen days.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from contracts.volunteers.words import MembershipState as S
from vocabulary.permissions import Action
from vocabulary.problems import WrongState, wrong_field
from vocabulary.state_table import Row, StateTable

ANSWER_DAYS = 14
#: So long a person who came by a link waits to be met; the days for an answer begin then.
MEETING_DAYS = 30
#: So long nobody is asked again by a team that they declined.
DECLINED_DAYS = 90


class Deed(StrEnum):
    """The deeds possible with a membership."""

    ACCEPT = "accept"  # 接受
    DECLINE = "decline"  # 婉拒
    LAPSE = "lapse"  # 逾期失效
    END = "end"  # 离队


TABLE = StateTable(
    thing=("入队邀请{}", "Membership {}"),
    states={
        S.OFFERED: ("等待答复", "waits for an answer"),
        S.ACCEPTED: ("已在队", "goes on"),
        S.DECLINED: ("已婉拒", "was declined"),
        S.LAPSED: ("逾期未答复", "has lapsed"),
        S.ENDED: ("已结束", "has ended"),
    },
    deeds={
        Deed.ACCEPT: Row(
            "接受",
            "accept it",
            "accepted",
            {S.OFFERED: S.ACCEPTED},
            Action.MEMBERSHIP_ANSWER,
            "acceptance",
        ),
        Deed.DECLINE: Row(
            "婉拒",
            "decline it",
            "declined",
            {S.OFFERED: S.DECLINED},
            Action.MEMBERSHIP_ANSWER,
            "refusal",
        ),
        Deed.LAPSE: Row("失效", "let it lapse", "lapsed", {S.OFFERED: S.LAPSED}),
        Deed.END: Row(
            "离队",
            "end it",
            "ended",
            {S.ACCEPTED: S.ENDED},
            Action.MEMBERSHIP_END,
            "ending",
        ),
    },
)
#: What the person does by the code.
WITH_CODE = frozenset({Deed.ACCEPT, Deed.DECLINE, Deed.END})


def standing_already(team: str) -> WrongState:
    """The refusal of a second offer to a person who is asked already, or is a member."""
    return WrongState(
        f"该义工已在团队“{team}”中，或邀请正等待答复。",
        f"This person belongs to the team “{team}” already, or was asked and has not answered yet.",
    )


def check_may_ask_again(team: str, declined_on: dt.date | None, today: dt.date) -> None:
    """Let an offer pass to people who have not declined lately.

    Raises:
        WrongState: the person declined less than ninety days ago; says from when on they may be asked.
    """
    if declined_on is None:
        return
    again = declined_on + dt.timedelta(days=DECLINED_DAYS)
    if today < again:
        raise WrongState(
            f"该义工已于 {declined_on} 婉拒团队“{team}”；{again} 起可以再次邀请，或由本人提出。",
            f"This person declined the team “{team}” on {declined_on}; ask again from {again} on.",
        )


def not_met_yet(team: str) -> WrongState:
    """The refusal of an answer by a person who has not been met."""
    return WrongState(
        f"工作站或团队“{team}”的专员还没有和义工本人见面；见面并登记以后即可确认加入。",
        f"The workstation or the commissioner of the team “{team}” has not met the person yet; "
        "accept once the meeting is recorded.",
    )


def check_reason(reason: str | None, *, is_own: bool) -> None:
    """A person leaves without a reason; everybody else gives one.

    Raises:
        Invalid: it is missing.
    """
    if reason is None and not is_own:
        raise wrong_field(
            "reason",
            "reason_missing",
            zh="请说明离队原因；本人离队不需要原因。",
            en="Give the reason; only the person leaves without one.",
        )
