"""Charts, made here: bars are drawn and words are words.

They need no script, print as they stand, grow with the letters, and read as a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from gateway.console.languages import _

_WIDTH = 1000


def bars(rows: Sequence[tuple[str, dict[str, Any]]]) -> Markup:
    """Appeals received and settled, one line for each community or category."""
    most = max((one["appeals"] for _label, one in rows), default=0) or 1
    return Markup("").join(
        [
            Markup('<ul class="bars">'),
            *(_bar(label, one, most) for label, one in rows),
            Markup("</ul>"),
        ]
    )


def of_question(result: dict[str, Any]) -> Markup:
    """What was answered to a question of a survey."""
    return shares([(one["text"], one["percent"], share_of(one)) for one in result["counts"]])


def share_of(one: dict[str, Any]) -> str:
    """How many, and of a hundred."""
    return str(_("%(n)s（%(p)s%%）", n=one["count"], p=one["percent"]))


def shares(rows: Sequence[tuple[str, float, str]]) -> Markup:
    """Label, share of a hundred, and the same in words; each a line."""
    return Markup("").join(
        [Markup('<ul class="bars">'), *(_share(*row) for row in rows), Markup("</ul>")]
    )


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
