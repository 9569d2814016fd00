"""Groups as those see them who may, as a table, in numbers, and as everyone sees them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.groups import (
    CountGroups,
    ExportGroups,
    GroupCounts,
    GroupFilter,
    GroupPage,
    GroupRow,
    GroupRows,
    GroupsOfCommunity,
    GroupsOfKind,
    GroupStep,
    GroupView,
    ListGroups,
    PublicGroup,
    PublicGroupPage,
    PublicGroups,
    ShowGroup,
)
from contracts.volunteers.words import GroupKind, GroupState
from groundwork import history
from groundwork.kept import Kept
from runtime import clock, paging
from runtime.copying import Copying
from runtime.narrowing import Conditions, any_of, with_words
from runtime.scope import inside
from services.volunteers.group_people import queries as people
from services.volunteers.groups import rules
from services.volunteers.groups.model import Group
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.personal_text import hidden
from vocabulary.problems import wrong_field

KIND = "group"
GROUPS = Kept(Group, KIND, "队伍", "group", read=Action.GROUP_READ, owner="commissioner")
#: More groups than a street has in a table; a smaller area gives the others.
ROWS_MOST = 5000

_VIEW = Copying(Group, GroupView, given=("member_count", "possible", "people", "history"))
_ROW = Copying(Group, GroupRow, given=("member_count",))
_PUBLIC = Copying(Group, PublicGroup, given=("name", "leader"))
_STEP = history.Telling(GroupStep, given=("note",))
_ORDER = paging.Order(
    {"founded_on": Group.founded_on, "name": Group.name}, identity=Group.id, usual="-founded_on"
)
_BY_NAME = paging.Order({"name": Group.name}, identity=Group.id, usual="name")


def show(session: Session, actor: Actor, request: ShowGroup) -> GroupView:
    """One group with its people and its history.

    Raises:
        NotFound: no such group in the actor's communities.
    """
    return shown(session, actor, GROUPS.one_of(session, actor, request.group_id))


def page(session: Session, actor: Actor, request: ListGroups) -> GroupPage:
    """A page of the groups that the actor may see.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    found = GROUPS.page(session, actor, request, _ORDER, *_which(request))
    members = _members(session, found.rows)
    return GroupPage(
        items=[
            _VIEW(
                one,
                member_count=members[one.id],
                possible=possible_with(actor, one),
                people=None,
                history=None,
            )
            for one in found.rows
        ],
        **found.besides,
    )


def exported(session: Session, actor: Actor, request: ExportGroups) -> GroupRows:
    """The groups that the actor may see, as rows of a table.

    Raises:
        Invalid: more than a table takes.
    """
    chosen = GROUPS.seen_by(actor).where(*_which(request))
    chosen = chosen.order_by(Group.community, Group.founded_on, Group.id).limit(ROWS_MOST + 1)
    found = session.scalars(chosen).all()
    if len(found) > ROWS_MOST:
        raise wrong_field(
            "area",
            "too_many_rows",
            zh=f"超过 {ROWS_MOST} 行，请缩小范围。",
            en=f"More than {ROWS_MOST} rows; ask for a smaller area.",
        )
    members = _members(session, found)
    return GroupRows(rows=[_ROW(one, member_count=members[one.id]) for one in found])


def counted(session: Session, actor: Actor, request: CountGroups) -> GroupCounts:
    """How many groups there were on a day, of those that the actor may see.

    Raises:
        Invalid: a day still to come.
    """
    today = day_of(clock.now())
    day = request.day or today
    rules.check_day("day", day, today=today)
    chosen = (
        sa.select(Group.community, Group.kind, sa.func.count())
        .where(
            GROUPS.reached_by(actor),
            *([inside(request.area, Group.community)] if request.area else []),
            *_there_on(day),
        )
        .group_by(Group.community, Group.kind)
    )
    by_community: dict[str, int] = {}
    by_kind: dict[GroupKind, int] = {}
    for community, kind, groups in session.execute(chosen):
        by_community[community] = by_community.get(community, 0) + groups
        by_kind[kind] = by_kind.get(kind, 0) + groups
    return GroupCounts(
        day=day,
        groups=sum(by_kind.values()),
        by_community=[
            GroupsOfCommunity(community=one, groups=groups)
            for one, groups in sorted(by_community.items())
        ],
        by_kind=[
            GroupsOfKind(kind=kind, groups=by_kind[kind]) for kind in GroupKind if kind in by_kind
        ],
    )


def public_page(session: Session, request: PublicGroups) -> PublicGroupPage:
    """The groups of a community that are there today; leaders as far as they agreed.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    chosen = sa.select(Group).where(
        Group.community == request.community, Group.state == GroupState.ACTIVE
    )
    found = paging.page(session, chosen, _BY_NAME, request)
    leaders = people.public_leaders(session, [one.id for one in found.rows])
    return PublicGroupPage(
        items=[
            _PUBLIC(one, name=hidden(one.name), leader=leaders.get(one.id)) for one in found.rows
        ],
        **found.besides,
    )


def shown(session: Session, actor: Actor, group: Group) -> GroupView:
    """The group with its people and its history."""
    manages = GROUPS.may(actor, Action.GROUP_MANAGE, group)
    return _VIEW(
        group,
        member_count=_members(session, [group])[group.id],
        possible=possible_with(actor, group),
        people=people.of_group(session, group.id, in_full=manages),
        history=[_STEP(entry, note=entry.note) for entry in history.of(session, KIND, group.id)],
    )


def possible_with(actor: Actor, group: Group) -> list[str]:
    """What the actor can do with the group now."""
    deeds = rules.TABLE.granted(actor, area=group.community, owner=group.commissioner)
    return rules.TABLE.offered(group.state, deeds)


def _which(request: GroupFilter) -> Conditions:
    return [
        *([inside(request.area, Group.community)] if request.area else []),
        *any_of(Group.kind, request.kind),
        *any_of(Group.category, request.category),
        *any_of(Group.state, request.state),
        *(_there_on(request.day) if request.day else []),
        *with_words(request.words, Group.name),
    ]


def _there_on(day: dt.date) -> Conditions:
    return [
        Group.founded_on <= day,
        sa.or_(Group.dissolved_on.is_(None), Group.dissolved_on > day),
    ]


def _members(session: Session, groups: Sequence[Group]) -> Mapping[UUID, int]:
    """How many belong to each: as it was told, or those in its list."""
    listed = people.counted(session, [one.id for one in groups if one.told_members is None])
    return {
        one.id: listed.get(one.id, 0) if one.told_members is None else one.told_members
        for one in groups
    }
