"""The rows an actor may see: the one condition in every query that shows rows of areas.

List, detail, count, search, export and figures of a table all begin with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from vocabulary import permissions
from vocabulary.actors import Actor
from vocabulary.areas import stem_of
from vocabulary.permissions import Action, Reach

_DIGITS = 12


def visible_to(
    actor: Actor, action: Action, *, area: Any, owner: Any = None, team: Any = None
) -> sa.ColumnElement[bool]:
    """The rows that the actor reaches with the action.

    `area`, `owner` and `team` are columns: the row's area code, the account that it is assigned to
    or was made by, and the id of its team. Without an owner no row is anybody's own, and without
    a team none is of a team.
    """
    return within(permissions.reach(actor, action), area=area, owner=owner, team=team)


def within(
    reach: Reach, *, area: Any, owner: Any = None, team: Any = None
) -> sa.ColumnElement[bool]:
    """The rows inside a reach, by the same columns."""
    shown = [begins_with_any(reach.stems, area)]
    if owner is not None and reach.account is not None and reach.own_stems:
        shown.append(sa.and_(owner == reach.account, _own_place(reach.own_stems, area)))
    if team is not None and reach.teams:
        theirs = team.in_(sorted(reach.teams))
        shown.append(sa.and_(theirs, begins_with_any(reach.team_stems, area)))
    return sa.or_(*shown)


def begins_with_any(stems: Sequence[str], area: Any) -> sa.ColumnElement[bool]:
    """The rows whose area lies below one of the stems; none below none."""
    return sa.or_(sa.false(), *(_begins_with(stem, area) for stem in stems))


def inside(code: str, area: Any) -> sa.ColumnElement[bool]:
    """The rows whose area lies in this one; narrows, never widens."""
    return _begins_with(stem_of(code), area)


def _own_place(stems: Sequence[str], area: Any) -> sa.ColumnElement[bool]:
    # The empty prefix is every place, and rows without one.
    return sa.true() if "" in stems else begins_with_any(stems, area)


def _begins_with(stem: str, area: Any) -> sa.ColumnElement[bool]:
    # A range, as an index serves it whatever the collation; codes have digits only.
    lowest, highest = stem.ljust(_DIGITS, "0"), stem.ljust(_DIGITS, "9")
    if lowest == highest:
        # One community: an index that goes on with the order of a list then serves that too.
        one: sa.ColumnElement[bool] = area == lowest
        return one
    between: sa.ColumnElement[bool] = area.between(lowest, highest)
    return between
