"""Where a complaint (投诉) can go, and who may touch it: never the person concerned. R25.

Two people examine it and both sides are heard, the party committee answers, and the street office
reviews the answer once.

    receive     received stays                                -
    abstain     received, examined, answered, in_review stay  complaint.read
    hear        received, examined stay                       complaint.examine
    examine     received stays                                complaint.examine
    confirm     received → examined                           complaint.examine
    extend      received, examined stay                       complaint.examine
    answer      examined → answered                           complaint.answer
    ask_review  answered → in_review                          -
    review      in_review → reviewed                          complaint.review
    close       answered → closed                             -
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from enum import StrEnum

from contracts.incentives.words import (
    ComplaintFinding,
    ComplaintMeasure,
    ComplaintWay,
    HeardSide,
)
from contracts.incentives.words import ComplaintState as S
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden, WrongState, wrong_field
from vocabulary.state_table import Row, StateTable

#: How many people examine a complaint.
EXAMINERS = 2
#: The words of the history by which the rules know who did what.
ABSTAINED, FIRST_LOOK, SECOND_LOOK = "abstained", "looked_into", "confirmed"
HEARD = {
    HeardSide.COMPLAINANT: "complainant_heard",
    HeardSide.COMMISSIONER: "commissioner_heard",
}


class Deed(StrEnum):
    """What can be done with a complaint."""

    RECEIVE = "receive"
    ABSTAIN = "abstain"
    HEAR = "hear"
    EXAMINE = "examine"
    CONFIRM = "confirm"
    EXTEND = "extend"
    ANSWER = "answer"
    ASK_REVIEW = "ask_review"
    REVIEW = "review"
    CLOSE = "close"


_OPEN = {S.RECEIVED: S.RECEIVED, S.EXAMINED: S.EXAMINED}

TABLE: StateTable[S, Deed] = StateTable(
    thing=("投诉{}", "Complaint {}"),
    states={
        S.RECEIVED: ("已收到，正在核实", "is being examined"),
        S.EXAMINED: ("已核实，尚未答复", "is examined and not answered"),
        S.ANSWERED: ("已答复", "is answered"),
        S.IN_REVIEW: ("正由街道办复核", "is being reviewed by the street office"),
        S.REVIEWED: ("已复核", "is reviewed"),
        S.CLOSED: ("已办结", "is closed"),
    },
    deeds={
        Deed.RECEIVE: Row(
            "收到", "receive it", "received", {S.RECEIVED: S.RECEIVED}, is_advised=False
        ),
        Deed.ABSTAIN: Row(
            "回避",
            "abstain from it",
            ABSTAINED,
            {**_OPEN, S.ANSWERED: S.ANSWERED, S.IN_REVIEW: S.IN_REVIEW},
            Action.COMPLAINT_READ,
            "abstention",
            is_advised=False,
        ),
        Deed.HEAR: Row(
            "听取一方说法", "hear a side", "heard", _OPEN, Action.COMPLAINT_EXAMINE, "hearings"
        ),
        Deed.EXAMINE: Row(
            "核实",
            "examine it",
            FIRST_LOOK,
            {S.RECEIVED: S.RECEIVED},
            Action.COMPLAINT_EXAMINE,
            "examinations",
        ),
        Deed.CONFIRM: Row(
            "第二人核实",
            "examine it as the second person",
            SECOND_LOOK,
            {S.RECEIVED: S.EXAMINED},
            Action.COMPLAINT_EXAMINE,
            "examinations",
        ),
        Deed.EXTEND: Row(
            "告知延期",
            "tell how long it takes",
            "extended",
            _OPEN,
            Action.COMPLAINT_EXAMINE,
            "extension",
        ),
        Deed.ANSWER: Row(
            "答复",
            "answer it",
            "answered",
            {S.EXAMINED: S.ANSWERED},
            Action.COMPLAINT_ANSWER,
            "answer",
        ),
        Deed.ASK_REVIEW: Row(
            "申请复核",
            "ask for a review",
            "review_asked",
            {S.ANSWERED: S.IN_REVIEW},
            route="review-request",
        ),
        Deed.REVIEW: Row(
            "复核",
            "review it",
            "reviewed",
            {S.IN_REVIEW: S.REVIEWED},
            Action.COMPLAINT_REVIEW,
            "review",
        ),
        Deed.CLOSE: Row("办结", "close it", "closed", {S.ANSWERED: S.CLOSED}, is_advised=False),
    },
)


def check_impartial(*, is_concerned: bool, has_abstained: bool, number: str) -> None:
    """Keep a complaint from the person concerned, and from those who abstained.

    Raises:
        Forbidden: the actor is one of them.
    """
    if is_concerned:
        raise Forbidden(
            f"投诉{number}反映的是您本人，须由他人处理。",
            f"Complaint {number} is about you, so others deal with it.",
        )
    if has_abstained:
        raise Forbidden(
            f"您已回避投诉{number}，由他人处理。",
            f"You abstained from complaint {number}, so others deal with it.",
        )


def examining(examiners: Collection[str], account: str, number: str) -> Deed:
    """Whether somebody is the first to examine it or the second.

    Raises:
        WrongState: they examined it already, and another person has to.
    """
    if account in examiners:
        raise WrongState(
            f"您已核实过投诉{number}，还须由另一人核实。",
            f"You have examined complaint {number}; another person has to do so too.",
        )
    return Deed.CONFIRM if len(examiners) + 1 >= EXAMINERS else Deed.EXAMINE


def unheard(heard: Collection[HeardSide], *, has_contact: bool) -> list[HeardSide]:
    """The sides still to be heard; a complainant without a contact has said it in the complaint."""
    wanted = [HeardSide.COMMISSIONER, *([HeardSide.COMPLAINANT] if has_contact else [])]
    return [side for side in wanted if side not in heard]


def check_heard(sides: Collection[HeardSide], number: str) -> None:
    """Let an answer pass once both sides were heard; `sides`: still to be heard.

    Raises:
        WrongState: names the side.
    """
    if sides:
        side = min(sides)
        zh = "被投诉的专员" if side is HeardSide.COMMISSIONER else "投诉人"
        raise WrongState(
            f"投诉{number}还没有听取{zh}的说法，请先登记，再答复。",
            f"The {side.value} has not been heard about complaint {number}; write down what they "
            "say, then answer.",
        )


def check_measures(finding: ComplaintFinding, measures: Collection[ComplaintMeasure]) -> None:
    """Let measures pass that fit what was found.

    Raises:
        Invalid: founded without a measure, or unfounded with one.
    """
    is_founded = finding is ComplaintFinding.FOUNDED
    if is_founded and not measures:
        raise wrong_field(
            "measures",
            "measure_missing",
            zh="查实的投诉须选择处理措施：提醒、谈话、要求改正，或按程序解聘。",
            en="A founded complaint needs a measure: a reminder, a talk, a correction, or "
            "dismissal by its procedure.",
        )
    if not is_founded and measures:
        raise wrong_field(
            "measures",
            "measure_without_reason",
            zh="查无实据的，不能采取处理措施，请清空。",
            en="An unfounded complaint has no measures; leave them out.",
        )


def check_extension(until: dt.date, *, due_on: dt.date) -> None:
    """Let a later day pass.

    Raises:
        Invalid: it is no later than the day by which it is due now.
    """
    if until <= due_on:
        raise wrong_field(
            "extended_to",
            "not_later",
            zh=f"延期日期 {until} 不晚于现在的期限 {due_on}，请另选日期。",
            en=f"{until} is not later than {due_on}, by which it is due now; choose another day.",
        )


def check_way(way: ComplaintWay) -> None:
    """Let a clerk write down only what did not come from the web.

    Raises:
        Invalid: names `way`.
    """
    if way is ComplaintWay.WEB:
        raise wrong_field(
            "way",
            "not_recorded",
            zh="网上投诉由居民自己提交；代录请选择“纸质”“电话”或“当面”。",
            en="Residents complain on the web themselves; record `paper`, `phone` or `in_person`.",
        )


def check_review_in_time(until: dt.date | None, today: dt.date, number: str) -> None:
    """Let a wish for a review pass while there is time for it.

    Raises:
        WrongState: the time is over.
    """
    if until is not None and today > until:
        raise WrongState(
            f"对投诉{number}的答复，申请复核的时间已于 {until} 截止。",
            f"A review of complaint {number} could be asked for until {until}.",
        )


def check_contact_left(contact: str | None, number: str) -> str:
    """The contact, where there is one.

    Raises:
        WrongState: none was left, or it was erased.
    """
    if contact is None:
        raise WrongState(
            f"投诉{number}没有留下联系方式，或已删除。",
            f"No contact was left with complaint {number}, or it was erased.",
        )
    return contact
