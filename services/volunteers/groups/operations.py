"""Founding groups, correcting them, dissolving them."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.volunteers.groups import (
    DissolveGroup,
    EditGroup,
    FoundGroup,
    GroupDissolved,
    GroupFounded,
    GroupView,
    OneGroup,
    RestoreGroup,
)
from contracts.volunteers.words import GroupState
from groundwork import areas, counters, territories
from runtime import clock
from runtime.identifiers import as_uuid, new_id
from services.volunteers.groups import rules
from services.volunteers.groups.model import Contest, Group, GroupDocumentText, GroupMeeting
from services.volunteers.groups.queries import GROUPS, shown
from services.volunteers.groups.rules import TABLE, Deed
from services.volunteers.posts import queries as posts
from vocabulary.actors import RESIDENT, Actor
from vocabulary.human_numbers import human_number
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may

#: What the body tells that is kept as it is.
_KEPT = ("name", "kind", "category", "founded_on", "post_id")


def found(session: Session, actor: Actor, request: FoundGroup) -> GroupView:
    """Write down that a group was founded; the commissioner of its post may do it too.

    Raises:
        NotFound: not a community in which the actor manages groups.
        Invalid: an unknown post, a day still to come, or a name that another group has.
    """
    today = day_of(clock.now())
    _check_place(session, actor, request, today)
    rules.check_founded_on(request.founded_on, first_deed_on=None, today=today)
    # The series is held until the end, so two cannot found one group at once.
    serial = counters.next_serial(session, f"group/{request.community}/{today.year}")
    _check_name(session, request.community, request.name)
    group = Group(
        id=new_id(),
        community=request.community,
        number=human_number(today.year, serial),
        commissioner=_commissioner(session, request.post_id, today),
        dissolved_on=None,
        state=GroupState.ACTIVE,
        told_members=request.member_count,
        version=0,
        **{name: getattr(request, name) for name in _KEPT},
    )
    session.add(group)
    GROUPS.changed(session, actor, group, "founded")
    _tell(session, actor, group)
    return shown(session, actor, group)


def edit(session: Session, actor: Actor, request: EditGroup) -> GroupView:
    """Correct what is written down about a group.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`.
        Invalid: see `found`; or it has records of an earlier day than it was founded.
    """
    group = take_up(session, actor, request, Deed.EDIT)
    today = day_of(clock.now())
    if request.post_id != group.post_id:
        _check_post(session, request.post_id, group.community)
    if request.name != group.name:
        counters.next_serial(session, f"group/{group.community}/{today.year}")
        _check_name(session, group.community, request.name)
    first, _ = _records(session, group.id)
    rules.check_founded_on(request.founded_on, first_deed_on=first, today=today)
    for name in _KEPT:
        setattr(group, name, getattr(request, name))
    group.told_members = request.member_count
    group.commissioner = _commissioner(session, group.post_id, today)
    GROUPS.move_on(session, actor, group, TABLE, Deed.EDIT)
    _tell(session, actor, group)
    return shown(session, actor, group)


def dissolve(session: Session, actor: Actor, request: DissolveGroup) -> GroupView:
    """Write down that a group was dissolved; its records stay.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`.
        Invalid: a day still to come, before the founding, or with records of the group.
    """
    group = take_up(session, actor, request, Deed.DISSOLVE)
    _, last = _records(session, group.id)
    rules.check_dissolved_on(
        request.dissolved_on,
        founded_on=group.founded_on,
        last_deed_on=last,
        today=day_of(clock.now()),
    )
    group.dissolved_on = request.dissolved_on
    GROUPS.move_on(session, actor, group, TABLE, Deed.DISSOLVE, note=request.reason)
    event = GroupDissolved(
        group_id=group.id,
        dissolved_on=request.dissolved_on,
        commissioner=as_uuid(_commissioner(session, group.post_id, request.dissolved_on)),
        community=group.community,
        kind=group.kind,
        category=group.category,
        post_id=group.post_id,
        founded_on=group.founded_on,
        version=group.version,
    )
    outbox.add(session, event, actor=actor)
    return shown(session, actor, group)


def restore(session: Session, actor: Actor, request: RestoreGroup) -> GroupView:
    """Take a dissolution back.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`.
        Invalid: another group has its name now.
    """
    group = take_up(session, actor, request, Deed.RESTORE)
    counters.next_serial(session, f"group/{group.community}/{day_of(clock.now()).year}")
    _check_name(session, group.community, group.name)
    group.dissolved_on = None
    GROUPS.move_on(session, actor, group, TABLE, Deed.RESTORE, note=request.reason)
    _tell(session, actor, group)
    return shown(session, actor, group)


def take_up(session: Session, actor: Actor, request: OneGroup, deed: Deed) -> Group:
    """A group that the actor manages, locked, with which this can be done now.

    Raises:
        NotFound: no such group in the actor's communities.
        Forbidden: the actor only reads it.
        PreconditionFailed: it was changed meanwhile.
        WrongState: it was dissolved, or it is active.
    """
    group = GROUPS.take_up(
        session,
        actor,
        request.group_id,
        TABLE.action(deed),
        otherwise=rules.for_others,
        expected=request.expected_version,
    )
    TABLE.follows(group.number, group.state, deed)
    return group


def follow(session: Session, post_id: UUID, commissioner: str | None) -> None:
    """Give the groups of a post to its commissioner of the day."""
    chosen = sa.select(Group).where(
        Group.post_id == post_id, Group.commissioner.is_distinct_from(commissioner)
    )
    for group in session.scalars(chosen.order_by(Group.id).with_for_update()).all():
        group.commissioner = commissioner
        GROUPS.changed(session, RESIDENT, group, "handed_over", role="system")


def commissioner_on(session: Session, group: Group, day: dt.date) -> UUID | None:
    """The commissioner on the group's post on a day, as events say it."""
    return as_uuid(_commissioner(session, group.post_id, day))


def _tell(session: Session, actor: Actor, group: Group) -> None:
    event = GroupFounded(
        group_id=group.id,
        community=group.community,
        kind=group.kind,
        category=group.category,
        post_id=group.post_id,
        founded_on=group.founded_on,
        commissioner=commissioner_on(session, group, group.founded_on),
        version=group.version,
    )
    outbox.add(session, event, actor=actor)


def _check_place(session: Session, actor: Actor, request: FoundGroup, today: dt.date) -> None:
    """Check the community, and act in it: as its manager, or on the post that the group is from."""
    action, community = Action.GROUP_MANAGE, request.community
    owner = _commissioner(session, request.post_id, today)
    if not may(actor, action, area=community, owner=owner):
        if not may(actor, Action.GROUP_READ, area=community):
            raise territories.no_community(community)
        raise rules.for_others(community)
    areas.check_community(session, community, today)
    _check_post(session, request.post_id, community)
    act(session, actor, action, area=community, owner=owner)


def _check_post(session: Session, post_id: UUID | None, community: str) -> None:
    post = None if post_id is None else posts.find(session, post_id, in_turn=True)
    if post_id is not None and (post is None or post.community != community):
        raise rules.no_such_post(post_id)


def _check_name(session: Session, community: str, name: str) -> None:
    chosen = sa.select(Group.number).where(
        Group.community == community, Group.name == name, Group.state != GroupState.DISSOLVED
    )
    known = session.scalar(chosen.limit(1))
    if known is not None:
        raise rules.known_already(known, name)


def _commissioner(session: Session, post_id: UUID | None, day: dt.date) -> str | None:
    return None if post_id is None else posts.commissioner_on(session, post_id, day)


def _records(session: Session, group_id: UUID) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day of which the group has a record."""
    days = sa.union_all(
        sa.select(GroupMeeting.held_on.label("day")).where(GroupMeeting.group_id == group_id),
        sa.select(Contest.held_on).where(Contest.group_id == group_id),
        sa.select(GroupDocumentText.adopted_on).where(GroupDocumentText.group_id == group_id),
    ).subquery()
    row = session.execute(sa.select(sa.func.min(days.c.day), sa.func.max(days.c.day))).one()
    return row[0], row[1]
