"""The needs of each outcome before an appeal can be closed, and how often it can open again.

outcome      needs, in the current round                  reason
settled      at least one action                          -
explained    the method explain_and_persuade (R37)        yes
escalated    the method propose_upwards (R38)             yes
transferred  -                                            yes
withdrawn    -                                            yes
declined     has its own route, before acceptance (R30)
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from contracts.appeals.words import Method, Outcome
from contracts.words import names_of, value_name
from services.appeals.appeal.rules import may_open_again
from vocabulary.counted import counted
from vocabulary.problems import Invalid, WrongState, wrong_field
from vocabulary.texts import holds_letter


@dataclass(frozen=True)
class Need:
    """The methods of which the round needs one, and whether a reason is needed."""

    methods: frozenset[Method] = frozenset()
    reason: bool = True


#: Outcomes that are absent cannot be chosen at a closing.
NEEDS: Mapping[Outcome, Need] = {
    Outcome.SETTLED: Need(methods=frozenset(Method), reason=False),
    Outcome.EXPLAINED: Need(methods=frozenset({Method.EXPLAIN_AND_PERSUADE})),
    Outcome.ESCALATED: Need(methods=frozenset({Method.PROPOSE_UPWARDS})),
    Outcome.TRANSFERRED: Need(),
    Outcome.WITHDRAWN: Need(),
}


def check_outcome(
    outcome: Outcome, reason: str | None, methods: Collection[Method], *, number: str
) -> None:
    """Whether an appeal may be closed so, after these methods in its current round.

    Raises:
        Invalid: names `outcome` or `reason`.
    """
    need, name = NEEDS.get(outcome), value_name(outcome)
    if need is None:
        possible = names_of(NEEDS)
        raise wrong_field(
            "outcome",
            "has_its_own_route",
            zh=f"办结时不能选“{name.zh}”；不予受理须在受理之前决定。可选：{possible.zh}。",
            en=f"An appeal is not closed as “{name.en}”; declining has its own route, before "
            f"acceptance. Possible: {possible.en}.",
        )
    if need.reason and not holds_letter(reason or ""):
        raise wrong_field(
            "reason",
            "reason_missing",
            zh=f"以“{name.zh}”办结必须填写居民能看到的理由。",
            en=f"Closing as “{name.en}” needs a reason that the resident can read.",
        )
    if need.methods and need.methods.isdisjoint(methods):
        raise _method_missing(outcome, need, number)


def check_may_open_again(round_: int, *, number: str) -> None:
    """Whether one more round can follow.

    Raises:
        WrongState: there have been too many.
    """
    if not may_open_again(round_):
        raise WrongState(
            f"诉求{number}已办理 {round_} 轮，不能再次打开；请另行提出新的诉求。",
            f"Appeal {number} has gone through {counted(round_, 'round', 'rounds')} and cannot "
            "open again; submit a new appeal.",
        )


def _method_missing(outcome: Outcome, need: Need, number: str) -> Invalid:
    name = value_name(outcome)
    if outcome is Outcome.SETTLED:
        return wrong_field(
            "outcome",
            "action_missing",
            zh=f"诉求{number}本轮还没有任何办理记录，不能以“{name.zh}”办结；请先记录所做的办理。",
            en=f"Nothing has been done for appeal {number} in this round, so it cannot be "
            f"closed as “{name.en}”; record an action first.",
        )
    (method,) = map(value_name, need.methods)
    return wrong_field(
        "outcome",
        "method_missing",
        zh=f"诉求{number}本轮没有“{method.zh}”的办理记录，不能以“{name.zh}”办结；请先记录。",
        en=f"Appeal {number} has no action “{method.en}” in this round, so it cannot be closed as "
        f"“{name.en}”; record that action first.",
    )
