"""What the reader of a page may do."""

from __future__ import annotations

import flask

from vocabulary import permissions
from vocabulary.permissions import Action


def may_in(area: str, action: Action) -> bool:
    """Whether the reader may do this to everything in this area."""
    return permissions.may(flask.g.actor, action, area=area)


def may_somewhere(action: Action) -> bool:
    """Whether the reader may do this in any of their areas."""
    return permissions.may_somewhere(flask.g.actor, action)
