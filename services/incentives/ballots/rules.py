"""How a box is counted, and which sheets can be."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from vocabulary.counted import counted
from vocabulary.problems import NotFound, WrongState, wrong_field

#: Two people count each box.
_COUNTERS = 2


@dataclass(frozen=True)
class Tally:
    """What one person counted in a box."""

    counter: str
    sheets: int
    spoilt: int
    votes: Mapping[UUID, int]

    def agrees(self, other: Tally) -> bool:
        """Whether both found the same."""
        mine, theirs = ((one.sheets, one.spoilt, one.votes) for one in (self, other))
        return mine == theirs


@dataclass(frozen=True)
class Standing:
    """A box after its counts: the round, and what two people agree on; None: nothing yet."""

    round: int
    settled: Tally | None = None
    differs: bool = False
    #: The people who counted it in this round.
    counters: frozenset[str] = frozenset()


def standing(rounds: Mapping[int, Sequence[Tally]]) -> Standing:
    """How a box stands after its rounds of counts."""
    if not rounds:
        return Standing(1)
    number = max(rounds)
    tallies = rounds[number]
    counters = frozenset(one.counter for one in tallies)
    if len(tallies) < _COUNTERS:
        return Standing(number, counters=counters)
    one, other = tallies
    if one.agrees(other):
        return Standing(number, settled=one, counters=counters)
    return Standing(number + 1, differs=True)


def check_counter(found: Standing, counter: str, box: int) -> None:
    """Let two different people count a box in each round.

    Raises:
        WrongState: it is settled, or this person counted it in this round.
    """
    if found.settled is not None:
        raise WrongState(
            f"{box} 号票箱两人清点一致，已经结束。",
            f"Two people counted the same in box {box}; it is settled.",
        )
    if counter in found.counters:
        raise WrongState(
            f"您已经清点过 {box} 号票箱，每箱须由两人分别清点，请另一人清点。",
            f"You have counted box {box}, and two people count each; somebody else counts it now.",
        )


def check_tally(tally: Tally, candidates: Collection[UUID], *, doubled: bool, most: int) -> None:
    """Let a count pass that can be right.

    Raises:
        Invalid: names `votes` or `spoilt`.
    """
    if doubled or not set(tally.votes) <= set(candidates):
        raise wrong_field(
            "votes",
            "not_candidates",
            zh="票数里有不在选票上的人，或有人重复，请核对。",
            en="The votes name somebody who is not on the slip, or twice; check them.",
        )
    if tally.spoilt > tally.sheets:
        raise wrong_field(
            "spoilt",
            "more_than_sheets",
            zh=f"废票 {tally.spoilt} 张多于总数 {tally.sheets} 张，请核对。",
            en="More sheets are spoilt than there are in the box; check both numbers.",
        )
    valid = tally.sheets - tally.spoilt
    if (
        any(votes > valid for votes in tally.votes.values())
        or sum(tally.votes.values()) > valid * most
    ):
        raise wrong_field(
            "votes",
            "more_than_sheets",
            zh=f"票数超过了 {valid} 张有效票可能的数目，请重新清点。",
            en="There are more votes than the valid sheets can hold; count again.",
        )


def check_chosen(chosen: Sequence[UUID], candidates: Collection[UUID], *, most: int) -> None:
    """Let a vote pass for people on the slip, each once, and no more than the honours.

    Raises:
        Invalid: names `chosen`.
    """
    if len(chosen) > most:
        raise wrong_field(
            "chosen",
            "too_many",
            zh=f"最多选 {most} 人，您选了 {len(chosen)} 人，请减少。",
            en=f"Choose {most} at most; you chose {len(chosen)}.",
        )
    if len(set(chosen)) != len(chosen) or not set(chosen) <= set(candidates):
        raise wrong_field(
            "chosen",
            "not_candidates",
            zh="所选的人不在选票上，或重复了，请重新选择。",
            en="Somebody you chose is not on the slip, or there twice; choose again.",
        )


def check_boxes(*, unsettled: Sequence[int], sheets: int, taken: int) -> None:
    """Let a ballot be closed whose boxes are settled and hold no more sheets than slips came in.

    Raises:
        WrongState: a box is not settled, or there are more sheets than slips.
    """
    if unsettled:
        named = "、".join(map(str, unsettled))
        raise WrongState(
            f"{named} 号票箱还没有两人清点一致，请先清点完毕。",
            f"No two counts agree on box {', '.join(map(str, unsettled))} yet; finish them first.",
        )
    if sheets > taken:
        raise WrongState(
            f"票箱里有 {sheets} 张选票，而收取的纸质选票只有 {taken} 张；请核对收票登记。",
            f"The boxes hold {counted(sheets, 'sheet', 'sheets')} and fewer slips were taken in, {taken}; "
            "check those first.",
        )
    if sheets < taken:
        raise WrongState(
            f"收取了 {taken} 张纸质选票，票箱只清点出 {sheets} 张；请清点完所有票箱。",
            f"The boxes hold {counted(sheets, 'sheet', 'sheets')} and more slips were taken in, {taken}; "
            "count every box.",
        )


def no_such_slip() -> NotFound:
    """The refusal of a code that no slip has; it does not say why."""
    return NotFound(
        "没有这张选票，请核对选票上的编码。",
        "There is no such slip; check the code on it.",
    )


def used() -> WrongState:
    """The refusal of a slip that was used, by whichever way."""
    return WrongState(
        "这张选票已经用过，一张选票只能投一次；如有疑问，请联系社区工作站。",
        "This slip has been used, and each counts once; if you wonder, ask the workstation of "
        "the community.",
    )


def closed() -> WrongState:
    """The refusal of a vote after the ballot."""
    return WrongState("投票已经结束。", "The ballot is over.")
