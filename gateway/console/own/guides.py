"""How to use this (怎么用): the guide of each role, open from every page."""

from __future__ import annotations

from collections.abc import Sequence

import flask

from gateway.console import files, guidance
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown
from vocabulary.permissions import Action


@page("/guide", may=Action.ANYONE, title=_("怎么用"), nav="guide")
def residents_guide() -> Shown:
    """How residents use it."""
    return _shown(guidance.RESIDENTS, [])


@page("/desk/guide", may=Action.ACCOUNT_OWN, title=_("怎么用"), nav="guide")
def own_guide() -> Shown:
    """The guide of your role; of several, the one that is asked for."""
    own = guidance.of(flask.g.actor)
    asked = flask.request.args.get("role", "")
    return _shown(asked if guidance.named(asked) else own[0], own)


def _shown(name: str, own: Sequence[str]) -> Shown:
    steps = guidance.steps(name)
    return shown(
        "own/guide.html",
        name=name,
        own=own,
        steps=steps,
        picture=files.picture,
        paragraphs=guidance.text(name)[len(steps) :],
    )
