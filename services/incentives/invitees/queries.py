"""Invited people as others may see them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.incentives.invitees import (
    AreaInviteeDisclosure,
    AreaInviteeDisclosureList,
    InviteeDisclosureList,
    InviteeDisclosureView,
    InviteeLook,
    ListAreaInviteeDisclosures,
    ListInviteeDisclosures,
)
from groundwork import disclosures as looks
from groundwork.kept import Kept
from services.incentives.invitees.model import InvitedPerson, InviteeDisclosure
from vocabulary.actors import Actor
from vocabulary.masking import masked_name
from vocabulary.permissions import Action

INVITEES = Kept(
    InvitedPerson,
    "invitee",
    "受邀人",
    "invited person",
    read=Action.INVITEE_DISCLOSE,
    place="area",
)


def masked_names(
    session: Session, invitees: Collection[UUID | None]
) -> Mapping[UUID | None, str | None]:
    """The family names of these people; no name of those whose name was erased."""
    wanted = [one for one in invitees if one is not None]
    chosen = sa.select(InvitedPerson).where(InvitedPerson.id.in_(wanted))
    return {one.id: masked_name(one.known_name) for one in session.scalars(chosen)}


def viewings(session: Session, invitee_id: UUID) -> list[InviteeLook]:
    """The viewings of name and contact, in which role and why."""
    row = InviteeDisclosure
    chosen = sa.select(row).where(row.invitee_id == invitee_id)
    return [
        InviteeLook(reason=one.reason, **looks.told(one))
        for one in session.scalars(chosen.order_by(row.disclosed_at, row.id))
    ]


def for_overseers(
    session: Session, actor: Actor, request: ListInviteeDisclosures
) -> InviteeDisclosureList:
    """The disclosures of name and contact of an invited person: by which account, when and why.

    Raises:
        NotFound: no such person where the actor oversees.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    action = Action.INVITEE_DISCLOSURE_READ
    person = INVITEES.one_of(session, actor, request.invitee_id, action=action)
    row = InviteeDisclosure
    found = looks.page(session, row, request, row.invitee_id == person.id)
    return InviteeDisclosureList(
        items=[
            InviteeDisclosureView(reason=one.reason, **looks.to_overseers(one))
            for one in found.rows
        ],
        **found.besides,
    )


def of_areas(
    session: Session, actor: Actor, request: ListAreaInviteeDisclosures
) -> AreaInviteeDisclosureList:
    """The viewings of invited people in the areas that the actor oversees.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    row, action = InviteeDisclosure, Action.INVITEE_DISCLOSURE_READ
    found = looks.of_area(session, actor, action, row, request, area=row.area)
    names = masked_names(session, [one.invitee_id for one in found.rows])
    return AreaInviteeDisclosureList(
        items=[
            AreaInviteeDisclosure(
                reason=one.reason,
                name=names[one.invitee_id],
                area=one.area,
                **looks.to_overseers(one),
            )
            for one in found.rows
        ],
        **found.besides,
    )
