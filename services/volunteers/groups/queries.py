"""Groups as those see them who may, as a table, in numbers, and as everyone sees them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.words import Purpose
from contracts.volunteers.groups import (
    CountGroups,
    ExportGroups,
    GroupCounts,
    GroupFilter,
    GroupPage,
    GroupPerson,
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
from contracts.volunteers.own_data import OwnGroup
from contracts.volunteers.words import GroupKind, GroupRole, GroupState
from groundwork import history
from groundwork.kept import Kept
from runtime import clock, paging
from runtime.copying import Copying
from runtime.narrowing import Conditions, any_of, with_words
from runtime.scope import inside
from services.volunteers.consents import queries as consents
from services.volunteers.groups import rules
from services.volunteers.groups.model import Group, PersonOfGroup
from vocabulary.actors import Actor
from vocabulary.masking import masked_name
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.personal_text import hidden
from vocabulary.problems import wrong_field

KIND = "group"
GROUPS = Kept(Group, KIND, "队伍", "group", read=Action.GROUP_READ, owner="commissioner")
#: More groups than a street has in a table; a smaller area gives the others.
ROWS_MOST = 5000

_VIEW = Copying(
    Group,
    GroupView,
    given=("member_count", "files_to_check_since", "possible", "people", "history"),
)
_ROW = Copying(Group, GroupRow, given=("member_count",))
_PUBLIC = Copying(Group, PublicGroup, given=("name", "leader"))
_STEP = history.Telling(GroupStep, given=("note",))
_SORTED = paging.Order(
    {"founded_on": Group.founded_on, "name": Group.name}, identity=Group.id, usual="-founded_on"
)
_PERSON = Copying(PersonOfGroup, GroupPerson, given=("name", "is_public"))
_ROLES = {role: at for at, role in enumerate(GroupRole)}
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
    found = GROUPS.page(session, actor, request, _SORTED, *_which(actor, request))
    members = _members(session, found.rows)
    return GroupPage(
        items=[
            _VIEW(
                one,
                member_count=members[one.id],
                files_to_check_since=_files_to_check_since(actor, one),
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
    chosen = GROUPS.seen_by(actor).where(*_which(actor, request))
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
    leaders = _public_leaders(session, [one.id for one in found.rows])
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
        files_to_check_since=_files_to_check_since(actor, group),
        possible=possible_with(actor, group),
        people=_people_of(session, group.id, in_full=manages),
        history=[_STEP(entry, note=entry.note) for entry in history.of(session, KIND, group.id)],
    )


def of_volunteer(session: Session, volunteer_id: UUID) -> list[OwnGroup]:
    """The groups in which a volunteer is listed, for their own copy."""
    chosen = (
        sa.select(PersonOfGroup, Group.name)
        .join(Group, Group.id == PersonOfGroup.group_id)
        .where(PersonOfGroup.volunteer_id == volunteer_id)
        .order_by(PersonOfGroup.since, PersonOfGroup.id)
    )
    return [
        OwnGroup(group=name, role=row.role, since=row.since, until=row.until)
        for row, name in session.execute(chosen)
    ]


def possible_with(actor: Actor, group: Group) -> list[str]:
    """What the actor can do with the group now."""
    deeds = rules.TABLE.granted(actor, area=group.community, owner=group.commissioner)
    held = set() if group.files_to_check_since else {rules.Deed.CHECK_FILES}
    return rules.TABLE.offered(group.state, deeds, held=held)


def _files_to_check_since(actor: Actor, group: Group) -> dt.date | None:
    """That a name was erased is only for those who then look through the files."""
    return group.files_to_check_since if GROUPS.may(actor, Action.GROUP_MANAGE, group) else None


def _which(actor: Actor, request: GroupFilter) -> Conditions:
    waits = (GROUPS.reached_by(actor, Action.GROUP_MANAGE), Group.files_to_check_since.is_not(None))
    return [
        *([inside(request.area, Group.community)] if request.area else []),
        *any_of(Group.kind, request.kind),
        *any_of(Group.category, request.category),
        *any_of(Group.state, request.state),
        *(_there_on(request.day) if request.day else []),
        *(waits if request.files_to_check else ()),
        *with_words(request.words, Group.name),
    ]


def _there_on(day: dt.date) -> Conditions:
    return [
        Group.founded_on <= day,
        sa.or_(Group.dissolved_on.is_(None), Group.dissolved_on > day),
    ]


def _members(session: Session, groups: Sequence[Group]) -> Mapping[UUID, int]:
    """How many belong to each: as it was told, or those in its list."""
    listed = _listed(session, [one.id for one in groups if one.told_members is None])
    return {
        one.id: listed.get(one.id, 0) if one.told_members is None else one.told_members
        for one in groups
    }


def _people_of(session: Session, group_id: UUID, *, in_full: bool) -> list[GroupPerson]:
    """Everyone who is or was listed; leaders before members, then by the first day."""
    rows = session.scalars(sa.select(PersonOfGroup).where(PersonOfGroup.group_id == group_id)).all()
    agreed = _agreed(session, rows)
    return [
        _PERSON(
            row,
            name=row.name if in_full else masked_name(row.name),
            is_public=_is_public(row, agreed),
        )
        for row in sorted(rows, key=lambda row: (_ROLES[row.role], row.since, row.id))
    ]


def _listed(session: Session, groups: Sequence[UUID]) -> Mapping[UUID, int]:
    """How many people these groups list today. One in two roles of a group counts once."""
    today = day_of(clock.now())
    person = sa.func.coalesce(PersonOfGroup.name_print, sa.cast(PersonOfGroup.id, sa.String()))
    chosen = (
        sa.select(PersonOfGroup.group_id, sa.func.count(sa.distinct(person)))
        .where(
            PersonOfGroup.group_id.in_(groups),
            PersonOfGroup.since <= today,
            _is_there(today),
        )
        .group_by(PersonOfGroup.group_id)
    )
    return {row[0]: row[1] for row in session.execute(chosen)}


def _public_leaders(session: Session, groups: Sequence[UUID]) -> Mapping[UUID, str]:
    """The leaders of these groups whose consent to publish the name holds now."""
    chosen = sa.select(PersonOfGroup).where(
        PersonOfGroup.group_id.in_(groups),
        PersonOfGroup.role == GroupRole.LEADER,
        PersonOfGroup.consent_id.is_not(None),
        _is_there(day_of(clock.now())),
    )
    rows = session.scalars(chosen.order_by(PersonOfGroup.since, PersonOfGroup.id)).all()
    agreed = _agreed(session, rows)
    return {row.group_id: row.name for row in rows if row.name and _is_public(row, agreed)}


def _is_there(day: dt.date) -> sa.ColumnElement[bool]:
    return sa.or_(PersonOfGroup.until.is_(None), PersonOfGroup.until > day)


def _agreed(session: Session, rows: Sequence[PersonOfGroup]) -> frozenset[UUID]:
    wanted = [row.consent_id for row in rows if row.consent_id is not None]
    return consents.holding(session, wanted, Purpose.PUBLISH_NAME)


def _is_public(row: PersonOfGroup, agreed: frozenset[UUID]) -> bool:
    return row.consent_id in agreed and row.erased_at is None
