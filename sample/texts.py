"""What people say and what is noted: stories and words from the two files beside this one."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from random import Random
from typing import Any

from contracts.appeals.words import ApplicantGroup, Method, Outcome

_SINGLE_STEP_SHARE = 0.9


@dataclass(frozen=True)
class Deed:
    """One action: which of the seven methods, and what is noted."""

    method: Method
    note: str


@dataclass(frozen=True)
class Ending:
    """How an appeal ends: what is done, and the reason where it is not settled."""

    deeds: tuple[Deed, ...]
    reason: str | None = None


@dataclass(frozen=True)
class Story:
    """One matter: who brings it, in which words, and how it can end."""

    category: str
    communities: tuple[str, ...]
    groups: tuple[ApplicantGroup, ...]
    says: str
    endings: Mapping[Outcome, tuple[Ending, ...]]

    def happens_in(self, community: str) -> bool:
        """Whether the community knows this; without a list every one does."""
        return not self.communities or community in self.communities


class Words:
    """The words that fill a story's gaps, chosen once for each appeal."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._lists = _file("words.toml")

    def chosen(self, community: str) -> dict[str, str]:
        """One word for each gap."""
        found = {
            gap: self._chance.choice(words)
            for gap, words in self._lists.items()
            if isinstance(words, list)
        }
        return found | {"地点": self._chance.choice(self._lists["地点"][community])}

    def name(self) -> str:
        """The applicant: a family name and a form of address."""
        form = self._chance.choice(("女士", "先生"))
        surname: str = self._chance.choice(self._lists["姓氏"][form])
        return surname + form

    def phrase(self, table: str, kind: str) -> str:
        """One of the ready phrases of a table."""
        found: str = self._chance.choice(self._lists[table][kind])
        return found

    def ending(self, story: Story, outcome: Outcome) -> Ending:
        """One of the story's endings; most appeals need a single action."""
        endings = story.endings[outcome]
        single = [ending for ending in endings if len(ending.deeds) <= 1]
        if single and self._chance.random() < _SINGLE_STEP_SHARE:
            return self._chance.choice(single)
        return self._chance.choice(endings)


def spoken(story: Story, chosen: Mapping[str, str]) -> str:
    """The appeal in its applicant's words."""
    return chosen["开头"] + story.says.format_map(chosen) + chosen["结尾"]


def filled(ending: Ending, chosen: Mapping[str, str]) -> Ending:
    """An ending with the words of one appeal."""
    deeds = tuple(Deed(deed.method, deed.note.format_map(chosen)) for deed in ending.deeds)
    return Ending(deeds, ending.reason.format_map(chosen) if ending.reason else None)


@functools.cache
def stories() -> tuple[Story, ...]:
    """Every story."""
    kinds = _file("stories.toml")["story"]
    return tuple(_story(kind, matter) for kind in kinds for matter in kind["matter"])


def _story(kind: dict[str, Any], matter: dict[str, Any]) -> Story:
    return Story(
        category=kind["category"],
        communities=tuple(kind.get("communities", ())),
        groups=tuple(ApplicantGroup(group) for group in kind["groups"]),
        says=matter["says"],
        endings=_endings(matter),
    )


def _endings(written: dict[str, Any]) -> dict[Outcome, tuple[Ending, ...]]:
    settled = tuple(
        Ending(tuple(Deed(Method(method), note) for method, note in way))
        for way in written["settled"]
    )
    return {Outcome.SETTLED: settled} | {
        outcome: (_unsettled(outcome, written[outcome]),)
        for outcome in Outcome
        if outcome is not Outcome.SETTLED and outcome in written
    }


def _unsettled(outcome: Outcome, written: Any) -> Ending:
    match outcome, written:
        case Outcome.EXPLAINED, [note, reason]:
            return Ending((Deed(Method.EXPLAIN_AND_PERSUADE, note),), reason)
        case Outcome.ESCALATED, [method, note, proposal, reason]:
            # R67: reported upwards only after something else was tried.
            tried = Deed(Method(method), note)
            return Ending((tried, Deed(Method.PROPOSE_UPWARDS, proposal)), reason)
        case Outcome.TRANSFERRED, [note, reason]:
            return Ending((Deed(Method.REPORT_AND_FOLLOW_UP, note),), reason)
        case ((Outcome.DECLINED | Outcome.WITHDRAWN), str(reason)):
            return Ending((), reason)
    message = f"a story's ending {outcome.value} is not written as stories.toml says: {written!r}"
    raise ValueError(message)


@functools.cache
def _file(name: str) -> Mapping[str, Any]:
    return tomllib.loads(resources.files("sample").joinpath(name).read_text(encoding="utf-8"))
