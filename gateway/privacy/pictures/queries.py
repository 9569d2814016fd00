"""The pictures that are shown, asked anew each time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.attachments import AttachmentRecord
from contracts.gateway.pictures import (
    FindPublicPicture,
    ListPictures,
    PictureConsent,
    PictureList,
    PictureView,
    PublicPicture,
    PublicPictureList,
    PublicPictures,
)
from contracts.gateway.words import AttachmentState, Purpose
from gateway.files.attachments.model import ATTACHMENT
from gateway.files.attachments.queries import no_such, record
from gateway.people.consents import queries as consents
from gateway.people.consents.model import CONSENT
from gateway.privacy.pictures.model import PICTURE, PICTURE_CONSENT
from runtime.scope import visible_to
from vocabulary.actors import Actor
from vocabulary.areas import covers
from vocabulary.permissions import Action, may
from vocabulary.state_table import where


def public(session: Session, request: PublicPictures) -> PublicPictureList:
    """The pictures of an activity that everybody on them agrees to show today."""
    rows = session.execute(
        _published(request.activity_id, _is_shown()).add_columns(
            ATTACHMENT.c.width, ATTACHMENT.c.height
        )
    )
    return PublicPictureList(
        items=[
            PublicPicture(id=row.attachment_id, width=row.width, height=row.height) for row in rows
        ]
    )


def find_public(session: Session, request: FindPublicPicture) -> AttachmentRecord:
    """A picture that everybody on it agrees to show today.

    Raises:
        NotFound: it is not published, or a consent no longer holds; the answer does not say which.
    """
    chosen = (
        sa.select(ATTACHMENT)
        .join(PICTURE, PICTURE.c.attachment_id == ATTACHMENT.c.id)
        .where(ATTACHMENT.c.id == request.attachment_id, _is_shown())
    )
    row = session.execute(chosen).one_or_none()
    if row is None:
        raise no_such(request.attachment_id)
    return record(row)


def listed(session: Session, actor: Actor, request: ListPictures) -> PictureList:
    """The published pictures of an activity whose files the actor may see."""
    reached = visible_to(actor, Action.ACTIVITY_READ, area=PICTURE.c.community)
    rows = session.execute(_published(request.activity_id, reached)).all()
    return PictureList(items=told(session, actor, rows))


def told(session: Session, actor: Actor, rows: Sequence[sa.Row[Any]]) -> list[PictureView]:
    """Published pictures with what each rests on."""
    ids = [row.attachment_id for row in rows]
    named: dict[UUID, list[UUID]] = {one: [] for one in ids}
    chosen = sa.select(PICTURE_CONSENT).where(PICTURE_CONSENT.c.attachment_id.in_(ids))
    for row in session.execute(chosen.order_by(PICTURE_CONSENT.c.consent_id)):
        named[row.attachment_id].append(row.consent_id)
    holding = _holding(session, {one for found in named.values() for one in found})
    return [
        PictureView(
            id=row.attachment_id,
            area=row.community,
            shows_nobody=row.shows_nobody,
            agreed=[
                PictureConsent(consent_id=one, holds=one in holding)
                for one in named[row.attachment_id]
            ],
            is_shown=all(one in holding for one in named[row.attachment_id]),
            published_at=row.published_at,
            published_by=row.published_by,
            possible=where(publication=may(actor, Action.ACTIVITY_DECIDE, area=row.community)),
        )
        for row in rows
    ]


def one(session: Session, attachment_id: UUID) -> sa.Row[Any] | None:
    """The published picture, or none."""
    chosen = sa.select(PICTURE).where(PICTURE.c.attachment_id == attachment_id)
    return session.execute(chosen).one_or_none()


def holding_in(session: Session, wanted: Collection[UUID], community: str) -> set[UUID]:
    """Those of these consents to publishing the photo that hold today and cover this community."""
    return {row for row, area in _holding(session, wanted).items() if covers(area, community)}


def with_consents(session: Session, *whose: sa.ColumnElement[bool]) -> Sequence[UUID]:
    """The published pictures that rest on these consents, whether they hold or not."""
    chosen = (
        sa.select(PICTURE_CONSENT.c.attachment_id)
        .join(CONSENT, CONSENT.c.id == PICTURE_CONSENT.c.consent_id)
        .where(*whose)
        .distinct()
    )
    return session.scalars(chosen.order_by(PICTURE_CONSENT.c.attachment_id)).all()


def without_consent(session: Session) -> Sequence[UUID]:
    """The published pictures that rest on a consent that was deleted after its period."""
    kept = sa.select(CONSENT.c.id).where(CONSENT.c.id == PICTURE_CONSENT.c.consent_id)
    chosen = sa.select(PICTURE_CONSENT.c.attachment_id).where(~kept.exists()).distinct()
    return session.scalars(chosen.order_by(PICTURE_CONSENT.c.attachment_id)).all()


def _holding(session: Session, wanted: Collection[UUID]) -> dict[UUID, str]:
    chosen = consents.that_hold(Purpose.PUBLISH_PHOTO).where(CONSENT.c.id.in_(wanted))
    return {row.id: row.area for row in session.execute(chosen)}


def _published(activity_id: UUID, *which: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return (
        sa.select(PICTURE)
        .join(ATTACHMENT, ATTACHMENT.c.id == PICTURE.c.attachment_id)
        .where(
            PICTURE.c.activity_id == activity_id,
            ATTACHMENT.c.state == AttachmentState.KEPT,
            *which,
        )
        .order_by(ATTACHMENT.c.created_at, ATTACHMENT.c.id)
    )


def _is_shown() -> sa.ColumnElement[bool]:
    """Whether the file is there, and no consent that the picture rests on is missing today."""
    standing = consents.that_hold(Purpose.PUBLISH_PHOTO).with_only_columns(CONSENT.c.id)
    missing = sa.exists().where(
        PICTURE_CONSENT.c.attachment_id == PICTURE.c.attachment_id,
        PICTURE_CONSENT.c.consent_id.not_in(standing),
    )
    return sa.and_(ATTACHMENT.c.state == AttachmentState.KEPT, ~missing)
