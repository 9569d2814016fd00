"""Whose rows an actor may see: the one condition in every query of this service."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from vocabulary.actors import Actor, Role
from vocabulary.areas import stem_of

#: Who may look at all. Volunteers, social workers and residents have no need of the register.
READERS = (
    Role.COMMISSIONER,
    Role.WORKSTATION_STAFF,
    Role.PARTY_COMMITTEE,
    Role.STREET_OFFICER,
    Role.STREET_PARTY_COMMITTEE,
    Role.ADMINISTRATOR,
)

_DIGITS = 12


def visible_to(actor: Actor, community: Any) -> sa.ColumnElement[bool]:
    """The rows whose community lies in an area where the actor holds a reading role."""
    return begins_with_any(actor.stems(*READERS), community)


def begins_with_any(stems: Sequence[str], community: Any) -> sa.ColumnElement[bool]:
    """The rows whose community lies below one of the stems; none below none."""
    return sa.or_(sa.false(), *(_begins_with(stem, community) for stem in stems))


def inside(area: str, community: Any) -> sa.ColumnElement[bool]:
    """The rows whose community lies in this area; narrows, never widens."""
    return _begins_with(stem_of(area), community)


def _begins_with(stem: str, community: Any) -> sa.ColumnElement[bool]:
    # A range, as an index serves it whatever the collation; codes have digits only.
    lowest, highest = stem.ljust(_DIGITS, "0"), stem.ljust(_DIGITS, "9")
    between: sa.ColumnElement[bool] = community.between(lowest, highest)
    return between
