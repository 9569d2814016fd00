"""A state machine as one table: a row for each deed, words for each state.

One row holds what a thing may become, the word for it in the history, the right that an account
needs, and the address. Refusals and possible actions both follow from the table.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar
from uuid import UUID

from vocabulary.actors import Actor
from vocabulary.permissions import Action, may
from vocabulary.problems import WrongState

S = TypeVar("S", bound=StrEnum)
D = TypeVar("D", bound=StrEnum)
#: Words in Chinese and English.
Words = tuple[str, str]

_READ: Words = ("查看", "read it")


@dataclass(frozen=True)
class Row(Generic[S]):
    """One deed.

    `zh`, `en`: a verb with its object (修改, edit it). `done`: the word for it in the history.
    `moves`: where it leads from each state in which it can be done. `action`: the right that an
    account needs; None: no account does it. `route`: the last part of its address; None: it is
    never done by hand. `is_advised`: whether a refusal suggests it as a way out.
    """

    zh: str
    en: str
    done: str
    moves: Mapping[S, S]
    action: Action | None = None
    route: str | None = None
    is_advised: bool = True


@dataclass(frozen=True)
class StateTable(Generic[S, D]):
    """The deeds possible with one kind of thing.

    `thing`: its name, with `{}` for its number. `states`: words for each state (尚在起草, is a draft).
    `instead`: what helps in a state without deeds.
    """

    thing: Words
    states: Mapping[S, Words]
    deeds: Mapping[D, Row[S]]
    instead: Mapping[S, Words] = field(default_factory=dict)

    def allows(self, state: S, deed: D) -> bool:
        """Whether it can be done in this state."""
        return state in self.deeds[deed].moves

    def follows(self, number: str, state: S, deed: D, *, ways: Sequence[Words] | None = None) -> S:
        """The state of the thing afterwards. `ways`: the deeds to suggest instead of all possible.

        Raises:
            WrongState: it cannot be done now; the sentence says what can.
        """
        row = self.deeds[deed]
        if state in row.moves:
            return row.moves[state]
        thing_zh, thing_en = (words.format(number) for words in self.thing)
        state_zh, state_en = self.states[state]
        ways = self.ways(state) if ways is None else ways
        ways_zh, ways_en = "、".join(zh for zh, _ in ways), " or ".join(en for _, en in ways)
        raise WrongState(
            f"{thing_zh}{state_zh}，现在不能{row.zh}；可以：{ways_zh}。",
            f"{thing_en} {state_en}, so nobody can {row.en} now; possible: {ways_en}.",
        )

    def ways(self, state: S, among: Collection[D] | None = None) -> list[Words]:
        """The deeds that a refusal suggests in this state; `among`: only of these."""
        advised = [self.deeds[deed] for deed in self.possible(state, among)]
        found = [(row.zh, row.en) for row in advised if row.is_advised]
        return found or [self.instead.get(state, _READ)]

    def possible(self, state: S, among: Collection[D] | None = None) -> list[D]:
        """The deeds that can be done by hand in this state; `among`: only of these."""
        return [
            deed
            for deed, row in self.deeds.items()
            if row.route is not None and state in row.moves and (among is None or deed in among)
        ]

    def granted(
        self,
        actor: Actor,
        *,
        area: str | None,
        owner: str | None = None,
        team: UUID | None = None,
    ) -> frozenset[D]:
        """What the account may do with a thing of this area, owner and team, in any state."""
        return frozenset(
            deed
            for deed, row in self.deeds.items()
            if row.action is not None and may(actor, row.action, area=area, owner=owner, team=team)
        )

    def offered(self, state: S, deeds: Collection[D], *, held: Collection[D] = ()) -> list[str]:
        """The deeds that the caller can do now, by address: `possible` of every answer.

        `deeds`: those the caller has a right to. `held`: those the facts forbid now.
        """
        return self.routes([deed for deed in self.possible(state, deeds) if deed not in held])

    def routes(self, deeds: Collection[D]) -> list[str]:
        """The addresses of these deeds: the last part of each, once."""
        found = (self.deeds[deed].route for deed in deeds)
        return list(dict.fromkeys(route for route in found if route is not None))

    def action(self, deed: D) -> Action:
        """The right that an account needs for it; only for deeds of accounts."""
        action = self.deeds[deed].action
        if action is None:
            raise LookupError(f"no account does {deed.value}")
        return action

    def drawing(self) -> str:
        """The table for a reader: each deed, where it leads, and which right it needs."""
        rows = [
            (deed.value, _moves(row.moves), row.action.value if row.action else "-")
            for deed, row in self.deeds.items()
        ]
        widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
        return "\n".join(
            f"{deed:{widths[0]}}  {moves:{widths[1]}}  {action}" for deed, moves, action in rows
        )


def where(**routes: bool) -> list[str]:
    """The addresses of possible deeds, of a thing that has facts and no states."""
    return [route.replace("_", "-") for route, goes in routes.items() if goes]


def _moves(moves: Mapping[S, S]) -> str:
    """`draft → open; open stays`: the states in which it can be done, by where it leads."""
    found: dict[str, list[str]] = {}
    for before, after in moves.items():
        found.setdefault("" if before is after else f" → {after.value}", []).append(before.value)
    return "; ".join(
        ", ".join(before) + (leads or (" stay" if len(before) > 1 else " stays"))
        for leads, before in found.items()
    )
