"""Publishing a picture, taking it back, and removing it with the data of a person on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from contracts.gateway.pictures import (
    PictureView,
    PublishPicture,
    TakePictureBack,
)
from contracts.gateway.words import AttachedTo, AttachmentKind, AttachmentState
from gateway.files.attachments import operations as attachments
from gateway.files.attachments.queries import no_such, row_of
from gateway.privacy.pictures import queries, rules
from gateway.privacy.pictures.model import PICTURE, PICTURE_CONSENT
from runtime import clock
from vocabulary.actors import SYSTEM, Actor
from vocabulary.permissions import Action, may


def publish(session: Session, actor: Actor, request: PublishPicture) -> PictureView:
    """Show a picture to residents, or name the people on it anew.

    Raises:
        NotFound: no such attachment in the actor's communities.
        Forbidden: the actor decides on no activities there.
        WrongState: it is no picture of an activity.
        Invalid: neither people nor nobody, or a consent that does not hold there today.
    """
    row = _taken_up(session, actor, request.attachment_id)
    rules.check_is_picture(
        AttachedTo(row.owner_kind), AttachmentKind(row.kind), AttachmentState(row.state)
    )
    wanted = sorted(set(request.consent_ids or []))
    rules.check_people(wanted, shows_nobody=request.shows_nobody)
    rules.check_consents(wanted, queries.holding_in(session, wanted, row.community))
    _forget(session, row.id)
    values = {
        "attachment_id": row.id,
        "activity_id": row.owner_id,
        "community": row.community,
        "shows_nobody": request.shows_nobody,
        "published_at": clock.now(),
        "published_by": actor.account,
    }
    session.execute(sa.insert(PICTURE).values(values))
    if wanted:
        named = [{"attachment_id": row.id, "consent_id": one} for one in wanted]
        session.execute(sa.insert(PICTURE_CONSENT), named)
    return _told(session, actor, row.id)


def take_back(session: Session, actor: Actor, request: TakePictureBack) -> PictureView:
    """Show a picture no longer; the attachment stays.

    Raises:
        NotFound: no such attachment in the actor's communities.
        Forbidden: the actor decides on no activities there.
        WrongState: it is not published.
    """
    row = _taken_up(session, actor, request.attachment_id)
    if queries.one(session, row.id) is None:
        raise rules.not_published(row.id)
    told = _told(session, actor, row.id)
    _forget(session, row.id)
    return told


def remove_with(session: Session, actor: Actor, *whose: sa.ColumnElement[bool]) -> int:
    """Remove the pictures that rest on these consents, file and all; returns how many."""
    found = queries.with_consents(session, *whose)
    for attachment_id in found:
        _forget(session, attachment_id)
    return attachments.erase_these(session, found, by=actor)


def due(session: Session) -> dict[str, int]:
    """The number of pictures that rest on a consent that is kept no longer."""
    return {"picture_without_consent": len(queries.without_consent(session))}


def clean(session: Session) -> dict[str, int]:
    """Remove them, file and all: nobody can agree to show them again.

    Runs after the consents past their period are deleted.
    """
    found = queries.without_consent(session)
    for attachment_id in found:
        _forget(session, attachment_id)
    attachments.erase_these(session, found, by=SYSTEM)
    return {"picture_without_consent": len(found)}


def _taken_up(session: Session, actor: Actor, attachment_id: UUID) -> sa.Row[Any]:
    """The attachment, locked, if the actor decides on the activities of its community.

    Raises:
        NotFound: there is none that the actor may see.
        Forbidden: the actor only reads it.
    """
    row = row_of(session, attachment_id, for_change=True)
    if row.community is None or not may(actor, Action.ACTIVITY_READ, area=row.community):
        raise no_such(attachment_id)
    action = Action.ACTIVITY_DECIDE
    rules.check_may_publish(row.community, may=may(actor, action, area=row.community))
    act(session, actor, action, area=row.community)
    return row


def _told(session: Session, actor: Actor, attachment_id: UUID) -> PictureView:
    row = queries.one(session, attachment_id)
    return queries.told(session, actor, [] if row is None else [row])[0]


def _forget(session: Session, attachment_id: UUID) -> None:
    for table in (PICTURE_CONSENT, PICTURE):
        session.execute(sa.delete(table).where(table.c.attachment_id == attachment_id))
