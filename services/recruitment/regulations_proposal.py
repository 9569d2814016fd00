"""Every street's measures (《社区专员实施办法》) until the street decides otherwise (R18-R21).

Ten regulations (规章制度) and eight work flows (工作流程). Four regulations and one flow
are named by Nanshan Street's own account; what they say, and all others, is our
proposal. The texts are package data in `regulations_texts`: a head of four lines, a
blank one, then Markdown with headings, numbered lines and paragraphs. {{post_cap}}
stands for the value of that parameter on the day on which the text is read.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from contracts.recruitment.words import RegulationKind, RegulationName

_TEXTS = Path(__file__).parent / "regulations_texts"
_FLOWS = frozenset(
    {
        RegulationName.GATHERING_OPINIONS,
        RegulationName.SETTLING_APPEALS,
        RegulationName.SOLVING_PROBLEMS,
        RegulationName.NEEDS_SURVEY,
        RegulationName.RECRUITING,
        RegulationName.APPOINTING,
        RegulationName.ENDING,
        RegulationName.OBJECTIONS,
    }
)


@dataclass(frozen=True)
class Proposed:
    """One document as we propose it."""

    kind: RegulationKind
    #: Counts within its kind, from 1.
    position: int
    title_zh: str
    title_en: str
    summary_en: str
    text: str
    #: Whether the source names it; else its being there is our proposal too.
    is_from_source: bool


@functools.cache
def proposal() -> Mapping[RegulationName, Proposed]:
    """All eighteen, in their order."""
    regulations = [name for name in RegulationName if name not in _FLOWS]
    flows = [name for name in RegulationName if name in _FLOWS]
    return {
        name: _read(name, kind, position)
        for kind, names in (
            (RegulationKind.REGULATION, regulations),
            (RegulationKind.WORK_FLOW, flows),
        )
        for position, name in enumerate(names, 1)
    }


def _read(name: RegulationName, kind: RegulationKind, position: int) -> Proposed:
    head, _, text = (_TEXTS / f"{name}.md").read_text(encoding="utf-8").partition("\n\n")
    said = dict(line.split(": ", 1) for line in head.splitlines())
    return Proposed(
        kind=kind,
        position=position,
        title_zh=said["zh"],
        title_en=said["en"],
        summary_en=said["about"],
        text=text.strip(),
        is_from_source=said["source"] == "yes",
    )
