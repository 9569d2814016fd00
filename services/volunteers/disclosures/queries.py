"""Viewings and uses of a contact: for those who oversee, and for the person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.disclosures import (
    CommunityVolunteerDisclosure,
    CommunityVolunteerDisclosureList,
    ListCommunityVolunteerDisclosures,
    ListVolunteerDisclosures,
    ToldVolunteerDisclosure,
    ToldVolunteerDisclosures,
    TrackVolunteerDisclosures,
    VolunteerDisclosureList,
    VolunteerDisclosureView,
)
from contracts.volunteers.notices import PURPOSES
from groundwork import disclosures as looks
from services.volunteers.disclosures import rules
from services.volunteers.disclosures.model import Disclosure
from services.volunteers.volunteers.model import Registration
from services.volunteers.volunteers.queries import REGISTRATIONS, newest_in, one_with_code
from vocabulary.accounts import Language
from vocabulary.actors import Actor
from vocabulary.permissions import Action


def for_overseers(
    session: Session, actor: Actor, request: ListVolunteerDisclosures
) -> VolunteerDisclosureList:
    """The viewings of one person in this community, and the messages.

    Raises:
        NotFound: no such registration in the actor's communities.
        Forbidden: the actor does not oversee there.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    registration = REGISTRATIONS.one_of(session, actor, request.registration_id)
    action = Action.VOLUNTEER_DISCLOSURE_READ
    rules.check_may_oversee(allowed=REGISTRATIONS.may(actor, action, registration))
    found = looks.page(
        session,
        Disclosure,
        request,
        Disclosure.volunteer_id == registration.volunteer_id,
        # What happened in another community is overseen there.
        sa.or_(Disclosure.community.is_(None), Disclosure.community == registration.community),
    )
    return VolunteerDisclosureList(
        items=[
            VolunteerDisclosureView(**_purpose(row), **looks.to_overseers(row))
            for row in found.rows
        ],
        **found.besides,
    )


def of_communities(
    session: Session, actor: Actor, request: ListCommunityVolunteerDisclosures
) -> CommunityVolunteerDisclosureList:
    """The viewings of volunteers in the communities that the actor oversees.

    Messages belong to no community; they stand at each person.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    action = Action.VOLUNTEER_DISCLOSURE_READ
    place = Disclosure.community
    found = looks.of_area(session, actor, action, Disclosure, request, area=place)
    seen = newest_in(session, [(row.volunteer_id, row.community) for row in found.rows])
    return CommunityVolunteerDisclosureList(
        items=[
            _with_person(row, seen.get((row.volunteer_id, row.community))) for row in found.rows
        ],
        **found.besides,
    )


def for_the_person(
    session: Session, request: TrackVolunteerDisclosures
) -> ToldVolunteerDisclosures:
    """The same for the holder of the code: no account, no free words.

    Raises:
        NotFound: the code is unknown.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    person = one_with_code(session, request.code)
    found = looks.page(session, Disclosure, request, Disclosure.volunteer_id == person.id)
    return ToldVolunteerDisclosures(items=[_told(row) for row in found.rows], **found.besides)


def told(session: Session, volunteer_id: UUID) -> list[ToldVolunteerDisclosure]:
    """Every use of the contact of a volunteer, oldest first."""
    return _uses(session, Disclosure.volunteer_id == volunteer_id)


def told_guest(session: Session, guest_id: UUID) -> list[ToldVolunteerDisclosure]:
    """Every use of the contact of a guest, oldest first."""
    return _uses(session, Disclosure.guest_id == guest_id)


def _uses(session: Session, whose: sa.ColumnElement[bool]) -> list[ToldVolunteerDisclosure]:
    chosen = sa.select(Disclosure).where(whose)
    ordered = chosen.order_by(Disclosure.disclosed_at, Disclosure.id)
    return [_told(row) for row in session.scalars(ordered)]


def _with_person(row: Disclosure, seen: Registration | None) -> CommunityVolunteerDisclosure:
    return CommunityVolunteerDisclosure(
        registration_id=None if seen is None else seen.id,
        number=None if seen is None else seen.number,
        community=row.community or "",
        **_purpose(row),
        **looks.to_overseers(row),
    )


def _told(row: Disclosure) -> ToldVolunteerDisclosure:
    return ToldVolunteerDisclosure(**_purpose(row), **looks.told(row))


def _purpose(row: Disclosure) -> dict[str, Any]:
    """Why: the reason, and what a message was about."""
    words = PURPOSES.get(row.purpose or "", {})
    return {
        "reason": row.reason,
        "purpose": row.purpose,
        "purpose_zh": words.get(Language.ZH),
        "purpose_en": words.get(Language.EN),
    }
