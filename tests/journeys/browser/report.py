"""What a walk leaves as files of its run: a table of pages and people, and pictures to look at."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.architecture.sources import ROOT
from tests.journeys.browser.walk import Memory, Seen, Walk
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
        ("party_committee", "/desk/committee", WIDE),
        ("street_officer", "/desk/overview", WIDE),
    }
)


@dataclass
class Report:
    """Everything that the walks of one file saw."""

    name: str
    memory: Memory = field(default_factory=Memory)
    seen: list[Seen] = field(default_factory=list)
    only_told: Collection[str] = ()

    def walks(self, window: Window, who: str, *starts: str, reading: str = "") -> set[str]:
        """Somebody's way from there: patterns of all pages met, none of which is wrong."""
        pictured = {(rule, width) for name, rule, width in PICTURED if name == who}
        rules = [rule for rule, _width in pictured]
        walk = Walk(window, who, self.memory, reading, rules, self.only_told)
        met, taken = [], set()
        for seen, paper in walk.goes(*starts):
            met.append(seen)
            for width in walk.looks(seen, paper) if seen.is_new else ():
                if (seen.rule, width) in pictured:
                    _take(window, seen, width)
                    taken.add((seen.rule, width))
        self.seen += met
        wrong = [f"{one.path}: {fault}" for one in met for fault in one.faults]
        assert wrong == [], "\n".join(wrong)
        assert taken == pictured
        return {one.rule for one in met}

    def ends(self) -> Path:
        """Written down, in one table with what other files have written."""
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{self.name}.jsonl").write_text(
            "".join(f"{json.dumps(asdict(one))}\n" for one in self.seen)
        )
        path = FOLDER / "walk.txt"
        path.write_text(table(list(_written())))
        return path


def _written() -> Iterator[Seen]:
    for path in sorted(FOLDER.glob("*.jsonl")):
        yield from (Seen(**json.loads(line)) for line in path.read_text().splitlines())


def _take(window: Window, seen: Seen, width: int) -> None:
    """A picture of the page that is open."""
    FOLDER.mkdir(exist_ok=True)
    said = f"{seen.who}-{seen.rule}-{width}"
    name = "-".join("".join(c if c.isalnum() else " " for c in said).split())
    window.page.screenshot(path=FOLDER / f"{name}.png", full_page=True)


def table(seen: Sequence[Seen]) -> str:
    """Page × person: bytes and milliseconds; `!` where it is wrong, `=` as somebody else has it."""
    people = list(dict.fromkeys(one.who for one in seen))
    cells: dict[tuple[str, str], list[Seen]] = {}
    for one in seen:
        cells.setdefault((one.rule, one.who), []).append(one)
    widths = [max(len(who), len("60000 B 1000 ms=!")) for who in people]
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
    same = "" if any(one.is_new for one in seen) else "="
    heaviest, longest = max(one.bytes for one in seen), max(one.seconds for one in seen)
    return f"{heaviest} B {longest * 1000:.0f} ms{same}{wrong}"
