"""Viewings of a contact: for those who oversee, and for the person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.appeals import notices
from contracts.appeals.disclosures import (
    CommunityDisclosure,
    CommunityDisclosureList,
    DisclosureList,
    DisclosureView,
    ListCommunityDisclosures,
    ListDisclosures,
    ToldDisclosure,
    ToldDisclosures,
    TrackDisclosures,
)
from groundwork import disclosures as looks
from groundwork.kept import each
from runtime.narrowing import any_of
from runtime.scope import inside
from services.appeals.appeal import queries as appeals
from services.appeals.appeal.model import Appeal
from services.appeals.disclosures import rules
from services.appeals.disclosures.model import Disclosure
from vocabulary.accounts import Language
from vocabulary.actors import Actor
from vocabulary.permissions import Action


def of(session: Session, appeal_id: UUID) -> Sequence[Disclosure]:
    """Every disclosure of an appeal, oldest first."""
    chosen = sa.select(Disclosure).where(Disclosure.appeal_id == appeal_id)
    return session.scalars(chosen.order_by(Disclosure.disclosed_at, Disclosure.id)).all()


def for_overseers(session: Session, actor: Actor, request: ListDisclosures) -> DisclosureList:
    """The viewings of the contact of one appeal.

    Raises:
        NotFound: no such appeal in the actor's communities.
        Forbidden: the actor does not oversee there.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    appeal = appeals.APPEALS.one_of(session, actor, request.appeal_id)
    rules.check_may_oversee(actor, community=appeal.community, commissioner=appeal.commissioner)
    found = looks.page(session, Disclosure, request, Disclosure.appeal_id == appeal.id)
    return DisclosureList(
        items=[DisclosureView(**_to_overseers(row)) for row in found.rows],
        **found.besides,
    )


def of_communities(
    session: Session, actor: Actor, request: ListCommunityDisclosures
) -> CommunityDisclosureList:
    """The viewings of contacts of every appeal in the communities that the actor oversees.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    seen = appeals.APPEALS.seen_by(actor, Action.DISCLOSURE_READ).with_only_columns(Appeal.id)
    chosen = seen.where(inside(request.area, Appeal.community)) if request.area else seen
    found = looks.page(
        session,
        Disclosure,
        request,
        Disclosure.appeal_id.in_(chosen),
        *any_of(Disclosure.reason, request.reason),
        *looks.narrowed(Disclosure, request),
    )
    of_rows = each(session, Appeal, [row.appeal_id for row in found.rows])
    return CommunityDisclosureList(
        items=[
            CommunityDisclosure(
                **_to_overseers(row),
                appeal_id=row.appeal_id,
                number=of_rows[row.appeal_id].number,
                community=of_rows[row.appeal_id].community,
            )
            for row in found.rows
        ],
        **found.besides,
    )


def for_the_person(session: Session, request: TrackDisclosures) -> ToldDisclosures:
    """The same for the holder of the tracking code: no account, no free words.

    Raises:
        NotFound: the code is unknown.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    appeal = appeals.one_with_code(session, request.tracking_code)
    found = looks.page(session, Disclosure, request, Disclosure.appeal_id == appeal.id)
    return ToldDisclosures(items=[_told(row) for row in found.rows], **found.besides)


def told(session: Session, appeal_id: UUID) -> list[ToldDisclosure]:
    """Every disclosure as the person learns of it."""
    return [_told(row) for row in of(session, appeal_id)]


def _told(row: Disclosure) -> ToldDisclosure:
    return ToldDisclosure(reason=row.reason, **_purpose(row), **looks.told(row))


def _to_overseers(row: Disclosure) -> dict[str, Any]:
    return {
        "reason": row.reason,
        **_purpose(row),
        **looks.to_overseers(row),
    }


def _purpose(row: Disclosure) -> dict[str, Any]:
    """The message: its kind, and its purpose in words."""
    words = notices.PURPOSES.get(row.purpose or "", {})
    return {
        "purpose": row.purpose,
        "purpose_zh": words.get(Language.ZH),
        "purpose_en": words.get(Language.EN),
    }
