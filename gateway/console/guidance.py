"""How people of each role use Linli (使用指南): two pages in Chinese, and three steps to begin with.

The texts lie in `guides/ROLE.md`. The numbered lines with which one begins are its steps. A line
`![what it shows](name)` is a picture of a page, `static/guide-name.webp`; `make pictures` takes all
of them from the demo.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from importlib import resources
from itertools import takewhile

from gateway.console.prose import Paragraph, paragraphs
from vocabulary.actors import Actor, Role

#: Of several roles, whose day comes first.
_ORDER = (
    Role.ADMINISTRATOR,
    Role.STREET_OFFICER,
    Role.STREET_PARTY_COMMITTEE,
    Role.PARTY_COMMITTEE,
    Role.WORKSTATION_STAFF,
    Role.COMMISSIONER,
    Role.SOCIAL_WORKER,
    Role.VOLUNTEER,
)
RESIDENTS = "resident"
_PICTURE = re.compile(r"!\[(.+)\]\(([a-z-]+)\)")


def named(name: str) -> bool:
    """Whether there is a guide of this name."""
    return name in {RESIDENTS, *Role}


def of(actor: Actor) -> Sequence[str]:
    """The guides for this reader, their most particular role first."""
    held = {grant.role for grant in actor.grants}
    return [role.value for role in _ORDER if role in held] or [RESIDENTS]


@functools.cache
def text(name: str) -> Sequence[Paragraph]:
    """A guide."""
    written = resources.files("gateway.console").joinpath("guides", f"{name}.md")
    return tuple(_pictured(one) for one in paragraphs(written.read_text(encoding="utf-8")))


def _pictured(one: Paragraph) -> Paragraph:
    found = _PICTURE.fullmatch(one.text)
    return one if found is None else Paragraph("picture", found[1], picture=found[2])


def steps(name: str) -> Sequence[Paragraph]:
    """The three steps with which somebody begins."""
    return tuple(takewhile(lambda one: one.kind == "numbered", text(name)))
