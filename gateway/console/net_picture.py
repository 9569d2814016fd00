"""The net of a community as a picture (SVG): one trunk, a branch for each commissioner.

The committee stands on top. Each team is a branch with its people as signs: a square for a social
worker, a diamond for staff, a dot for a volunteer. Form tells them apart as well as colour. The
same stands in words beside it, so a reader who sees no picture misses nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from gateway.console.languages import _

_WIDTH, _TOP, _TRUNK, _BRANCH = 360, 56, 16, 34
_STEP, _IN_A_LINE, _SIGNS_MOST = 13, 24, 96
_LETTERS_MOST = 20
_WORDS, _LINE, _GAP = 40, 16, 14
_SIGNS = {
    "social_worker": Markup('<rect class="net-worker" x="{x0}" y="{y0}" width="9" height="9"/>'),
    "staff": Markup(
        '<path class="net-staff" d="M{x} {top}L{right} {y}L{x} {bottom}L{left} {y}Z"/>'
    ),
    "volunteer": Markup('<circle class="net-volunteer" cx="{x}" cy="{y}" r="4.5"/>'),
}


@dataclass(frozen=True)
class Branch:
    """One team: what it is called, who leads it, and the kinds of its people."""

    team: str
    leader: str
    kinds: Sequence[str]
    count: int


def picture(committee: str, branches: Sequence[Branch]) -> Markup:
    """The picture; its title says what it shows."""
    parts: list[Markup] = []
    y = _TOP + _GAP
    for branch in branches:
        parts.append(_branch(branch, y))
        y += _height(branch)
    bottom = y - (_height(branches[-1]) if branches else 0) + 6
    trunk = Markup('<path class="net-line" d="M{x} {top}V{bottom}"/>').format(
        x=_TRUNK, top=_TOP - 12, bottom=bottom
    )
    title = _("%(name)s和%(n)s支专员团队", name=committee, n=len(branches))
    return Markup(
        '<svg class="net" viewBox="0 0 {width} {height}" role="img" aria-labelledby="net-title">'
        '<title id="net-title">{title}</title>{trunk}'
        '<rect class="net-committee" x="2" y="8" width="356" height="36" rx="6"/>'
        '<text class="net-head" x="180" y="31" text-anchor="middle">{committee}</text>{parts}</svg>'
    ).format(
        width=_WIDTH,
        height=max(y, _TOP),
        title=title,
        trunk=trunk,
        committee=_short(committee),
        parts=Markup("").join(parts),
    )


def _branch(branch: Branch, y: int) -> Markup:
    shown = branch.kinds[:_SIGNS_MOST]
    signs = [_sign(kind, at, y) for at, kind in enumerate(shown)]
    rest = branch.count - len(shown)
    return Markup(
        '<path class="net-line" d="M{trunk} {middle}H{branch}"/>'
        '<circle class="net-commissioner" cx="{branch}" cy="{middle}" r="7"/>'
        '<text class="net-team" x="{words}" y="{first}">{team}</text>'
        '<text class="net-leader" x="{words}" y="{second}">{leader}</text>{signs}'
    ).format(
        trunk=_TRUNK,
        branch=_BRANCH,
        middle=y + 6,
        words=_BRANCH + 14,
        first=y + 10,
        second=y + 27,
        team=_short(branch.team),
        leader=_short(branch.leader if rest <= 0 else f"{branch.leader} +{rest}"),
        signs=Markup("").join(signs),
    )


def _sign(kind: str, at: int, y: int) -> Markup:
    line, place = divmod(at, _IN_A_LINE)
    x, middle = _BRANCH + 18 + place * _STEP, y + _WORDS + line * _LINE
    return _SIGNS[kind].format(
        x=x,
        y=middle,
        x0=x - 4.5,
        y0=middle - 4.5,
        top=middle - 6,
        bottom=middle + 6,
        left=x - 6,
        right=x + 6,
    )


def _height(branch: Branch) -> int:
    lines = -(-min(len(branch.kinds), _SIGNS_MOST) // _IN_A_LINE)
    return _WORDS + lines * _LINE + _GAP - (_LINE // 2 if not lines else 0)


def _short(text: str) -> str:
    return text if len(text) <= _LETTERS_MOST else f"{text[: _LETTERS_MOST - 1]}…"


def branches(net: dict[str, Any], words: Any) -> list[Branch]:
    """The branches of an answer; `words` tells the leader of a team."""
    return [
        Branch(
            team=one["team"],
            leader=words(one),
            kinds=[member["kind"] for member in one["members"]],
            count=one["member_count"],
        )
        for one in net["teams"]
    ]
