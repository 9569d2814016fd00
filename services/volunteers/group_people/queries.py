"""The people of groups: for those who may see them, in numbers, and for everyone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.words import Purpose
from contracts.volunteers.groups import GroupPerson
from contracts.volunteers.own_data import OwnGroup
from contracts.volunteers.words import GroupRole
from runtime import clock
from runtime.copying import Copying
from services.volunteers.consents import queries as consents
from services.volunteers.group_people.model import PersonOfGroup
from services.volunteers.groups.model import Group
from vocabulary.masking import masked_name
from vocabulary.periods import day_of

_PERSON = Copying(PersonOfGroup, GroupPerson, given=("name", "is_public"))
_ORDER = {role: at for at, role in enumerate(GroupRole)}


def of_group(session: Session, group_id: UUID, *, in_full: bool) -> list[GroupPerson]:
    """Everyone who is or was listed; leaders before members, then by the first day."""
    rows = session.scalars(sa.select(PersonOfGroup).where(PersonOfGroup.group_id == group_id)).all()
    agreed = _agreed(session, rows)
    return [
        _PERSON(
            row,
            name=row.name if in_full else masked_name(row.name),
            is_public=_is_public(row, agreed),
        )
        for row in sorted(rows, key=lambda row: (_ORDER[row.role], row.since, row.id))
    ]


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


def counted(session: Session, groups: Sequence[UUID]) -> Mapping[UUID, int]:
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


def public_leaders(session: Session, groups: Sequence[UUID]) -> Mapping[UUID, str]:
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
