"""Invited people as others may see them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.incentives.invitees import InviteeLook
from groundwork import disclosures as looks
from groundwork.kept import Kept
from services.incentives.invitees.model import InvitedPerson, InviteeDisclosure
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
