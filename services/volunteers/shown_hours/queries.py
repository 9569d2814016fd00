"""The hours that are shown now, for members of their community."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.shown_hours import (
    ListOwnShownHours,
    ListShownHours,
    ShownHours,
    ShownHoursPage,
)
from contracts.volunteers.words import HoursState, RegistrationState
from runtime import paging
from runtime.copying import Copying
from runtime.scope import inside
from services.volunteers.activities.queries import titles_of
from services.volunteers.hours.model import Hours
from services.volunteers.hours.queries import HOURS
from services.volunteers.volunteers.model import Registration
from services.volunteers.volunteers.queries import one_with_code, people_of
from vocabulary.actors import Actor
from vocabulary.masking import masked_name
from vocabulary.permissions import Action
from vocabulary.personal_text import hidden

_ORDER = paging.Order({"counts_from": Hours.counts_from}, identity=Hours.id, usual="counts_from")
_VIEW = Copying(Hours, ShownHours, given=("activity", "name"))


def page(session: Session, actor: Actor, request: ListShownHours) -> ShownHoursPage:
    """A page of the hours that are shown in the actor's communities.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    return _page(
        session,
        request,
        HOURS.reached_by(actor, Action.HOURS_SHOWN_READ),
        *([inside(request.area, Hours.community)] if request.area else []),
    )


def page_of_person(session: Session, request: ListOwnShownHours) -> ShownHoursPage:
    """A page of the hours that are shown where the holder of the code is a volunteer whom somebody met.

    Raises:
        NotFound: the code is unknown.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    person = one_with_code(session, request.code)
    communities = sa.select(Registration.community).where(
        Registration.volunteer_id == person.id, Registration.state == RegistrationState.ACTIVE
    )
    return _page(session, request, Hours.community.in_(communities))


def _page(
    session: Session,
    request: ListShownHours | ListOwnShownHours,
    *which: sa.ColumnElement[bool],
) -> ShownHoursPage:
    chosen = sa.select(Hours).where(Hours.state == HoursState.ATTESTED, *which)
    found = paging.page(session, chosen, _ORDER, request)
    people = people_of(session, [one.volunteer_id for one in found.rows])
    titles = titles_of(session, [one.activity_id for one in found.rows])
    return ShownHoursPage(
        items=[
            _VIEW(
                one,
                activity=hidden(titles[one.activity_id]),
                name=masked_name(people[one.volunteer_id].name),
            )
            for one in found.rows
        ],
        **found.besides,
    )
