"""The street's figures of two times, as a play ends with them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rich.table import Table

from runtime import clock
from sample.programme import Figures
from sample.recruiting import LAST_DAY
from sample.recruiting import Figures as AppointmentFigures
from vocabulary.periods import day_of

Json = dict[str, Any]

#: A line of figures in which nobody was counted yet.
NOTHING = {
    "appeals": 0,
    "settled": 0,
    "settled_rate": {"numerator": 0, "denominator": 0, "percent": None},
}


@dataclass(frozen=True)
class Shown:
    """The street's figures of one time: all appeals, and those of migrant workers in 登良."""

    whole: Json
    workers: Json
    appointed: Json

    @property
    def figures(self) -> Figures:
        return Figures(
            receptions=self.whole["receptions"],
            appeals=self.whole["appeals"],
            settled=self.whole["settled"],
            workers_appeals=self.workers["appeals"],
            workers_settled=self.workers["settled"],
        )


def missing(shown: Shown, least: Figures) -> list[str]:
    """The figures that are lower than these, or than the programme's of appointments."""
    made = AppointmentFigures()
    expected = dataclasses.asdict(least) | {"posts": made.posts, "cumulative": made.appointed}
    # Somebody may have used the system between two plays, so more is as good.
    found = dataclasses.asdict(shown.figures) | shown.appointed
    return [
        f"{name} {found[name]} < {number}"
        for name, number in expected.items()
        if found[name] < number
    ]


def table(then: Shown, now: Shown) -> Table:
    """The figures of the source's period, and beside them those of today."""
    made = Table(title="南山街道 Nanshan Street")
    made.add_column("指标 Figure")
    for heading in (f"2012 → {LAST_DAY}", f"→ {day_of(clock.now())}"):
        made.add_column(heading, justify="right")
    rows: list[tuple[str, Callable[[Shown], str]]] = [
        ("岗位 Posts", lambda shown: str(shown.appointed["posts"])),
        ("累计聘任 Appointments ever made", lambda shown: str(shown.appointed["cumulative"])),
        ("在聘 In office on the last day", lambda shown: str(shown.appointed["in_office"])),
        ("接待人次 Person-visits received", lambda shown: str(shown.whole["receptions"])),
        ("诉求 Appeals", lambda shown: str(shown.whole["appeals"])),
        ("其中化解 of these settled", lambda shown: _rate(shown.whole)),
        ("登良外来务工人员 Migrant workers in 登良", lambda shown: str(shown.workers["appeals"])),
        ("其中化解 of these settled", lambda shown: _rate(shown.workers)),
    ]
    for name, figure in rows:
        made.add_row(name, figure(then), figure(now))
    return made


def _rate(line: Json) -> str:
    rate = line["settled_rate"]
    return f"{rate['numerator']}/{rate['denominator']} = {rate['percent']} %"
