"""What a walk leaves as files of its run: a table of pages and people, and pictures to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.architecture.sources import ROOT
from tests.journeys.browser.walk import Seen
from tests.journeys.browser.windows import NARROW, WIDE, Window

FOLDER = ROOT / ".walk"
#: Which pages a person looks at when they change: by whom, where, and how wide.
PICTURED: frozenset[tuple[str, str, int]] = frozenset(
    {
        ("nobody", "/", NARROW),
        ("nobody", "/communities/<code>", NARROW),
        ("nobody", "/appeals/<code>", NARROW),
        ("nobody", "/surveys/<uuid:survey_id>", NARROW),
        ("nobody letters=elder", "/appeals/new", NARROW),
        ("workstation_staff", "/desk/today", WIDE),
        ("workstation_staff", "/desk/appeals/<uuid:appeal_id>", WIDE),
        ("workstation_staff", "/desk/appointments", WIDE),
        ("commissioner", "/desk/mine", NARROW),
        ("commissioner", "/desk/duty", NARROW),
        ("party_committee", "/desk", WIDE),
        ("party_committee", "/desk/records", WIDE),
    }
)


@dataclass
class Report:
    """Everything that the walks of one file saw."""

    name: str
    seen: list[Seen] = field(default_factory=list)

    def keeps(self, one: Seen, window: Window) -> None:
        """A line of the table; of some pages a picture too, taken while the page is open."""
        self.seen.append(one)
        if (one.who, one.rule, one.width) in PICTURED:
            FOLDER.mkdir(exist_ok=True)
            window.page.screenshot(path=FOLDER / f"{_word(one)}.png", full_page=True)

    def ends(self) -> Path:
        """Written down."""
        FOLDER.mkdir(exist_ok=True)
        path = FOLDER / f"{self.name}.txt"
        path.write_text(table(self.seen))
        return path


def table(seen: Sequence[Seen]) -> str:
    """Page × person: bytes and milliseconds at the most over its widths, `!` where it is wrong."""
    people = list(dict.fromkeys(one.who for one in seen))
    cells: dict[tuple[str, str], list[Seen]] = {}
    for one in seen:
        cells.setdefault((one.rule, one.who), []).append(one)
    widths = [max(len(who), len("60000 B 1000 ms!")) for who in people]
    page = max((len(one.rule) for one in seen), default=0)
    lines = [["page".ljust(page), *(who.rjust(w) for who, w in zip(people, widths, strict=True))]]
    for rule in sorted({one.rule for one in seen}):
        said = (_cell(cells.get((rule, who), ())) for who in people)
        lines.append(
            [rule.ljust(page), *(one.rjust(w) for one, w in zip(said, widths, strict=True))]
        )
    return "".join(f"{'  '.join(line)}\n" for line in lines)


def _cell(seen: Sequence[Seen]) -> str:
    if not seen:
        return "-"
    wrong = "!" if any(one.faults for one in seen) else ""
    heaviest, longest = max(one.bytes for one in seen), max(one.seconds for one in seen)
    return f"{heaviest} B {longest * 1000:.0f} ms{wrong}"


def _word(one: Seen) -> str:
    """A name for its file."""
    said = f"{one.who}-{one.rule}-{one.width}"
    return "-".join("".join(c if c.isalnum() else " " for c in said).split())
