"""Charts, made here: shapes are drawn and words are words.

They need no script, print as they stand and grow with the letters. Bars read as a list; of the
others the drawing is left out when a page is read aloud, and the table below says the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from gateway.console.languages import _

_WIDTH = 1000
#: Of a column chart: the width of a place, the part of it without a bar, and the height.
_PLACE, _FREE, _HEIGHT = 100, 24, 100


@dataclass(frozen=True)
class Series:
    """One of the things compared, with its number in each place."""

    name: str
    values: Sequence[int]


@dataclass(frozen=True)
class Span:
    """A line of time: from its first to its last day, with the same in words."""

    label: str
    first: dt.date
    last: dt.date
    words: str


def columns(places: Sequence[str], series: Sequence[Series], *, stacked: bool = False) -> Markup:
    """Numbers in places, such as months: side by side, or one upon the other."""
    heights = [sum(one) if stacked else max(one) for one in zip(*_values(series), strict=True)]
    most = max(heights, default=0) or 1
    width = _PLACE * max(len(places), 1)
    across = 1 if stacked else max(len(series), 1)
    wide = (_PLACE - _FREE) / across
    drawn = []
    for at in range(len(places)):
        below = 0.0
        for number, one in enumerate(series):
            tall = _HEIGHT * one.values[at] / most
            left = at * _PLACE + _FREE / 2 + (0 if stacked else number * wide)
            drawn.append(_rectangle(number, left, max(_HEIGHT - below - tall, 0.0), wide, tall))
            below += tall if stacked else 0
    return Markup(
        '<div class="chart">{legend}<p class="muted">{scale}</p>'
        '<svg class="columns-drawn" viewBox="0 0 {width} {height}" preserveAspectRatio="none" '
        'aria-hidden="true">{drawn}</svg><ol class="ticks" aria-hidden="true">{ticks}</ol></div>'
    ).format(
        legend=_legend([one.name for one in series]),
        scale=_("最高 %(n)s", n=max(heights, default=0)),
        width=width,
        height=_HEIGHT,
        drawn=Markup("").join(drawn),
        ticks=Markup("").join(Markup("<li>{}</li>").format(one) for one in places),
    )


def spans(lines: Sequence[Span], first: dt.date, last: dt.date, today: dt.date) -> Markup:
    """Lines of time below each other, between two days, with a mark at today."""
    whole = max((last - first).days, 1)

    def at(day: dt.date) -> float:
        return _WIDTH * min(max((day - first).days, 0), whole) / whole

    return _list(
        Markup(
            '<li><span data-given>{label}</span><svg viewBox="0 0 1000 10" '
            'preserveAspectRatio="none" aria-hidden="true">{bar}'
            '<rect class="chart-now" x="{now:.0f}" width="6" height="10"/></svg>'
            '<span class="bar-value">{words}</span></li>'
        ).format(
            label=one.label,
            bar=_rectangle(0, at(one.first), 1, at(one.last) - at(one.first), 8),
            now=at(today),
            words=one.words,
        )
        for one in lines
    )


def parts(rows: Sequence[tuple[str, Sequence[int]]], names: Sequence[str]) -> Markup:
    """How each row divides, one bar of a hundred for each; numbers stand in the table."""
    return _legend(names, given=True) + _list(_divided(*row) for row in rows)


def _divided(label: str, numbers: Sequence[int]) -> Markup:
    whole, drawn, left = sum(numbers) or 1, [], 0.0
    for at, number in enumerate(numbers):
        wide = _WIDTH * number / whole
        drawn.append(_rectangle(at, left, 0, wide, 10))
        left += wide
    return Markup(
        '<li><span data-given>{label}</span><svg viewBox="0 0 1000 10" preserveAspectRatio="none" '
        'aria-hidden="true">{drawn}</svg><span class="bar-value">{whole}</span></li>'
    ).format(label=label, drawn=Markup("").join(drawn), whole=sum(numbers))


def _legend(names: Sequence[str], *, given: bool = False) -> Markup:
    if len(names) < 2:  # noqa: PLR2004 - one thing needs no key
        return Markup("")
    lines = Markup("").join(
        Markup(
            '<li><svg viewBox="0 0 10 10" aria-hidden="true">{sign}</svg><span{given}>{name}</span></li>'
        ).format(
            sign=_rectangle(at, 0, 0, 10, 10),
            given=Markup(" data-given") if given else "",
            name=name,
        )
        for at, name in enumerate(names)
    )
    return Markup('<ul class="legend">{}</ul>').format(lines)


def _rectangle(series: int, x: float, y: float, width: float, height: float) -> Markup:
    """A part in the colour of its series; there are six, which then begin again."""
    return Markup(
        '<rect class="chart-{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>'
    ).format(series % 6, x, y, width, height)


def _values(series: Sequence[Series]) -> list[Sequence[int]]:
    return [one.values for one in series]


def _list(lines: Iterable[Markup]) -> Markup:
    return Markup('<ul class="bars">{}</ul>').format(Markup("").join(lines))


def bars(rows: Sequence[tuple[str, dict[str, Any]]]) -> Markup:
    """Appeals received and settled, one line for each community or category."""
    most = max((one["appeals"] for _label, one in rows), default=0) or 1
    return _list(_bar(label, one, most) for label, one in rows)


def of_question(result: dict[str, Any]) -> Markup:
    """What was answered to a question of a survey."""
    return shares([(one["text"], one["percent"], share_of(one)) for one in result["counts"]])


def share_of(one: dict[str, Any]) -> str:
    """How many, and of a hundred."""
    return str(_("%(n)s（%(p)s%%）", n=one["count"], p=one["percent"]))


def shares(rows: Sequence[tuple[str, float, str]]) -> Markup:
    """Label, share of a hundred, and the same in words; each a line."""
    return _list(_share(*row) for row in rows)


def _share(label: str, percent: float, value: str) -> Markup:
    return Markup(
        '<li><span data-given>{label}</span><svg viewBox="0 0 100 10" preserveAspectRatio="none" '
        'aria-hidden="true"><rect class="bar-part" width="{percent:.1f}" height="10"/></svg>'
        '<span class="bar-value">{value}</span></li>'
    ).format(label=label, percent=percent, value=value)


def _bar(label: str, one: dict[str, Any], most: int) -> Markup:
    percent = one["settled_rate"]["percent"]
    value = _(
        "收到 %(n)s，化解 %(m)s（%(p)s）",
        n=one["appeals"],
        m=one["settled"],
        p="—" if percent is None else f"{percent}%",
    )
    return Markup(
        '<li><span>{label}</span><svg viewBox="0 0 1000 10" preserveAspectRatio="none" '
        'aria-hidden="true"><rect class="bar-whole" width="{whole:.0f}" height="10"/>'
        '<rect class="bar-part" width="{part:.0f}" height="10"/></svg>'
        '<span class="bar-value">{value}</span></li>'
    ).format(
        label=label,
        value=str(value),
        whole=_WIDTH * one["appeals"] / most,
        part=_WIDTH * one["settled"] / most,
    )
