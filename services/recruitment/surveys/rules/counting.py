"""Shares, ranks, and hiding small numbers that could identify a person.

A cell of a cross table with one or two answers could reveal a neighbour's answer. It is hidden; and
where only one cell of a row or column is hidden, the smallest other one is hidden too, because the
row's total is known from the results.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

#: Cells with fewer are hidden, and published questions that fewer have answered.
FEWEST = 3

Cells = Mapping[tuple[str, str], int]


def percent(count: int, of: int) -> float:
    """The share in percent with one decimal; nothing of nothing is nothing."""
    return round(100 * count / of, 1) if of else 0.0


def ranked(counts: Mapping[str, int]) -> list[tuple[int, str]]:
    """Rank and key, the most frequent first; equals have the same rank."""
    ordered = sorted(counts, key=lambda key: (-counts[key], key))
    return [(1 + sum(other > counts[key] for other in counts.values()), key) for key in ordered]


def hidden(cells: Cells, rows: Sequence[str], columns: Sequence[str]) -> set[tuple[str, str]]:
    """The cells that are not told."""
    found = {place for place, count in cells.items() if 0 < count < FEWEST}
    lines = [
        *([(row, column) for column in columns] for row in rows),
        *([(row, column) for row in rows] for column in columns),
    ]
    while True:
        more = {other for line in lines for other in _lonely(cells, line, found)}
        if not more:
            return found
        found |= more


def _lonely(
    cells: Cells, line: Sequence[tuple[str, str]], found: set[tuple[str, str]]
) -> list[tuple[str, str]]:
    """The cell to be hidden too where only one of the line is."""
    told = [place for place in line if place not in found]
    if len(line) - len(told) != 1 or not told:
        return []
    # Empty cells come last: hiding them helps least.
    return [min(told, key=lambda place: (cells.get(place, 0) == 0, cells.get(place, 0), place))]
