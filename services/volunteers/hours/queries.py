"""Hours as staff and the person see them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.hours import (
    HoursPage,
    HoursStep,
    HoursView,
    ListHours,
    ListOwnHours,
    OwnHours,
    ShowHours,
)
from contracts.volunteers.words import HoursState
from groundwork import history
from groundwork.history import Entry
from groundwork.kept import Kept
from runtime import paging
from runtime.copying import Copying
from runtime.narrowing import any_of, between
from runtime.scope import inside
from services.volunteers.activities.queries import titles_of
from services.volunteers.hours import rules
from services.volunteers.hours.model import Hours
from services.volunteers.hours.rules import Deed
from services.volunteers.volunteers.model import Volunteer
from services.volunteers.volunteers.queries import one_with_code, people_of
from vocabulary.actors import Actor
from vocabulary.masking import masked_name
from vocabulary.permissions import Action

KIND = "hours"
HOURS = Kept(
    Hours,
    KIND,
    "服务时长",
    "hours",
    read=Action.HOURS_READ,
    owner="commissioner",
    team="team_id",
)

_ORDER = paging.Order({"served_on": Hours.served_on}, identity=Hours.id, usual="-served_on")
_VIEW = Copying(Hours, HoursView, given=("activity", "name", "possible", "history"))
_STEP = history.Telling(HoursStep, given=("minutes_before", "note"))
#: In the details of a correction: the minutes before it.
MINUTES_BEFORE = "minutes_before"


def show(session: Session, actor: Actor, request: ShowHours) -> HoursView:
    """One person's hours in one shift.

    Raises:
        NotFound: no such hours in the actor's communities.
    """
    return shown(session, actor, HOURS.one_of(session, actor, request.hours_id))


def page(session: Session, actor: Actor, request: ListHours) -> HoursPage:
    """A page of the hours that the actor may see.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    found = HOURS.page(
        session,
        actor,
        request,
        _ORDER,
        *([inside(request.area, Hours.community)] if request.area else []),
        *([Hours.volunteer_id == request.volunteer_id] if request.volunteer_id else []),
        *([Hours.activity_id == request.activity_id] if request.activity_id else []),
        *([Hours.team_id == request.team_id] if request.team_id else []),
        *any_of(Hours.state, request.state),
        *between(Hours.served_on, request.served_from, request.served_to),
    )
    return HoursPage(items=_listed(session, actor, found.rows), **found.besides)


def of_person(session: Session, request: ListOwnHours) -> OwnHours:
    """The hours of the holder of a code.

    Raises:
        NotFound: the code is unknown.
    """
    person = one_with_code(session, request.code)
    items = all_of(session, person.id)
    counted = [one.minutes for one in items if one.state is HoursState.COUNTED]
    return OwnHours(counted_minutes=sum(counted), items=items)


def all_of(session: Session, volunteer_id: UUID) -> list[HoursView]:
    """All hours of a person, newest first, as they see them."""
    chosen = sa.select(Hours).where(Hours.volunteer_id == volunteer_id)
    found = session.scalars(chosen.order_by(Hours.served_on.desc(), Hours.id)).all()
    return _listed(session, None, found)


def shown(session: Session, actor: Actor, hours: Hours) -> HoursView:
    """The hours with their history."""
    entries = history.of(session, KIND, hours.id)
    return _told(session, actor, [hours], [[_step(entry) for entry in entries]])[0]


def _step(entry: Entry) -> HoursStep:
    return _STEP(entry, minutes_before=entry.details.get(MINUTES_BEFORE), note=entry.note)


def _listed(session: Session, actor: Actor | None, found: Sequence[Hours]) -> list[HoursView]:
    return _told(session, actor, found, [None] * len(found))


def _told(
    session: Session,
    actor: Actor | None,
    found: Sequence[Hours],
    histories: Sequence[list[HoursStep] | None],
) -> list[HoursView]:
    people = people_of(session, [one.volunteer_id for one in found])
    titles = titles_of(session, [one.activity_id for one in found])
    return [
        _VIEW(
            one,
            activity=titles[one.activity_id],
            name=masked_name(people[one.volunteer_id].name),
            possible=_possible(actor, one, people[one.volunteer_id]),
            history=steps,
        )
        for one, steps in zip(found, histories, strict=True)
    ]


def _possible(actor: Actor | None, hours: Hours, person: Volunteer) -> list[str]:
    if actor is None:
        return []
    is_own = actor.account is not None and actor.account == person.account
    area, owner, team = hours.community, hours.commissioner, hours.team_id
    deeds = rules.TABLE.granted(actor, area=area, owner=owner, team=team)
    return rules.TABLE.offered(hours.state, deeds, held={Deed.ATTEST} if is_own else ())
