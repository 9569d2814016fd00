"""The contests of a group."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.contests import ContestPage, ContestView, ListContests
from runtime import paging
from runtime.copying import Copying
from runtime.narrowing import any_of
from services.volunteers.groups.model import Contest, Group
from services.volunteers.groups.queries import GROUPS, possible_with
from vocabulary.actors import Actor
from vocabulary.state_table import where

_VIEW = Copying(Contest, ContestView, given=("result", "possible"))
_ORDER = paging.Order({"held_on": Contest.held_on}, identity=Contest.id, usual="-held_on")


def page(session: Session, actor: Actor, request: ListContests) -> ContestPage:
    """A page of the contests of a group, newest first unless sorted otherwise.

    Raises:
        NotFound: no such group in the actor's communities.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    group = GROUPS.one_of(session, actor, request.group_id)
    chosen = sa.select(Contest).where(
        Contest.group_id == group.id, *any_of(Contest.level, request.level)
    )
    found = paging.page(session, chosen, _ORDER, request)
    return ContestPage(items=[shown(actor, group, one) for one in found.rows], **found.besides)


def shown(actor: Actor, group: Group, contest: Contest) -> ContestView:
    """The contest."""
    return _VIEW(
        contest,
        result=contest.result,
        possible=where(edit="contests" in possible_with(actor, group)),
    )
