"""Hours as staff and the person see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from contracts.volunteers.words import HoursState, MembershipState, Unusual
from groundwork import history
from groundwork.history import Entry
from groundwork.kept import Kept
from runtime import clock, paging
from runtime.copying import Copying
from runtime.narrowing import any_of, between
from runtime.scope import inside
from services.volunteers.activities.queries import titles_of
from services.volunteers.hours import rules
from services.volunteers.hours.model import Hours
from services.volunteers.hours.rules import Deed
from services.volunteers.memberships.model import Membership
from services.volunteers.volunteers.model import Volunteer
from services.volunteers.volunteers.queries import one_with_code, people_of
from vocabulary.actors import Actor
from vocabulary.masking import masked_name
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.personal_text import hidden

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
_VIEW = Copying(
    Hours,
    HoursView,
    given=("activity", "name", "unusual", "wish", "wish_answer", "possible", "history"),
)
_STEP = history.Telling(HoursStep, given=("minutes_before", "note"))
#: The words for what was done, in the history.
_DONE = {deed: row.done for deed, row in rules.TABLE.deeds.items()}
#: What was not refused.
STANDS = Hours.state != HoursState.REFUSED
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
        *([Hours.wished_at.is_not(None)] if request.wished else []),
        *between(Hours.served_on, request.served_from, request.served_to),
    )
    return HoursPage(items=listed(session, actor, found.rows), **found.besides)


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
    return listed(session, None, found)


def shown(session: Session, actor: Actor, hours: Hours) -> HoursView:
    """The hours with their history."""
    may_read = _may_read_wishes(actor, hours)
    steps = [_step(entry, may_read=may_read) for entry in history.of(session, KIND, hours.id)]
    return _told(session, actor, [hours], [steps])[0]


def shown_to_person(session: Session, hours: Hours) -> HoursView:
    """The hours as their person sees them."""
    return _told(session, None, [hours], [None])[0]


def _step(entry: Entry, *, may_read: bool) -> HoursStep:
    is_of_wish = entry.what in (_DONE[Deed.WISH], _DONE[Deed.DECLINE_WISH])
    note = entry.note if may_read or not is_of_wish else None
    return _STEP(entry, minutes_before=entry.details.get(MINUTES_BEFORE), note=hidden(note))


def _may_read_wishes(actor: Actor | None, hours: Hours) -> bool:
    """Whether what was asked, and the answer, are for them: the person and those who correct."""
    return actor is None or HOURS.may(actor, Action.HOURS_CORRECT, hours)


def listed(session: Session, actor: Actor | None, found: Sequence[Hours]) -> list[HoursView]:
    """Hours without their history; `actor` None: for their person."""
    return _told(session, actor, found, [None] * len(found))


def _told(
    session: Session,
    actor: Actor | None,
    found: Sequence[Hours],
    histories: Sequence[list[HoursStep] | None],
) -> list[HoursView]:
    people = people_of(session, [one.volunteer_id for one in found])
    titles = titles_of(session, [one.activity_id for one in found])
    asked = {} if actor is None else unusual(session, actor.account, found)
    wishes = _wishes(session, [one for one in found if _may_read_wishes(actor, one)])
    return [
        _VIEW(
            one,
            activity=titles[one.activity_id],
            name=masked_name(people[one.volunteer_id].name),
            unusual=asked.get(one.id, []),
            wish=wishes.get(one.id, (None, None))[0],
            wish_answer=wishes.get(one.id, (None, None))[1],
            possible=_possible(actor, one, people[one.volunteer_id]),
            history=steps,
        )
        for one, steps in zip(found, histories, strict=True)
    ]


def _possible(actor: Actor | None, hours: Hours, person: Volunteer) -> list[str]:
    held = {Deed.DECLINE_WISH} if hours.wished_at is None else {Deed.WISH}
    if person.erased_at is not None:
        held.add(Deed.WISH)
    if actor is None:
        return rules.TABLE.offered(hours.state, rules.WITH_CODE, held=held)
    if actor.account is not None and actor.account == person.account:
        held |= rules.BY_ANOTHER
    area, owner, team = hours.community, hours.commissioner, hours.team_id
    deeds = rules.TABLE.granted(actor, area=area, owner=owner, team=team)
    return rules.TABLE.offered(hours.state, deeds, held=held)


def _wishes(
    session: Session, found: Sequence[Hours]
) -> Mapping[UUID, tuple[str | None, str | None]]:
    """Why people asked for a correction the last time, and what they were answered."""
    asked, answers = _DONE[Deed.WISH], {_DONE[one] for one in rules.ANSWERS}
    chosen = sa.select(Entry).where(
        Entry.kind == KIND,
        Entry.thing_id.in_([one.id for one in found]),
        Entry.what.in_([asked, *answers]),
    )
    told: dict[UUID, tuple[str | None, str | None]] = {}
    for entry in session.scalars(chosen.order_by(Entry.thing_id, Entry.version)):
        if entry.what == asked:
            told[entry.thing_id] = (hidden(entry.note), None)
        elif entry.thing_id in told:
            told[entry.thing_id] = (told[entry.thing_id][0], hidden(entry.note))
    return told


def check(session: Session, hours: Hours) -> None:
    """Let hours pass that can be true beside everything else that the person served.

    Raises:
        Invalid: more than a day has, at two places at once, or after the membership.
    """
    with session.no_autoflush:
        # Two who write hours of one person down at once wait for each other here.
        locked = sa.select(Volunteer.id).where(Volunteer.id == hours.volunteer_id)
        session.execute(locked.with_for_update(key_share=True))
        others = (Hours.volunteer_id == hours.volunteer_id, Hours.id != hours.id, STANDS)
        _check_day(session, hours, *others)
        _check_place(session, hours, *others)
        _check_member(session, hours)


def _check_day(session: Session, hours: Hours, *others: sa.ColumnElement[bool]) -> None:
    known = sa.select(sa.func.coalesce(sa.func.sum(Hours.minutes), 0)).where(
        Hours.served_on == hours.served_on, *others
    )
    rules.check_day(hours.served_on, session.scalars(known).one() + hours.minutes)


def _check_place(session: Session, hours: Hours, *others: sa.ColumnElement[bool]) -> None:
    days = (hours.served_on - rules.A_DAY, hours.served_on + rules.A_DAY)
    chosen = sa.select(Hours).where(
        Hours.served_on.between(*days),
        Hours.began_at < hours.ended_at,
        Hours.ended_at > hours.began_at,
        *others,
    )
    met = session.scalars(chosen.order_by(Hours.began_at).limit(1)).first()
    if met is not None:
        is_here = met.community == hours.community
        title = titles_of(session, [met.activity_id])[met.activity_id] if is_here else None
        raise rules.two_places(title, (met.began_at, met.ended_at))


def _check_member(session: Session, hours: Hours) -> None:
    if hours.team_id is None:
        return
    chosen = sa.select(Membership.state, Membership.ended_on).where(
        Membership.volunteer_id == hours.volunteer_id,
        Membership.team_id == hours.team_id,
        Membership.state.in_((MembershipState.ACCEPTED, MembershipState.ENDED)),
    )
    known = session.execute(chosen).all()
    # People who never were members serve as residents; people who are again, as members.
    if known and all(state is MembershipState.ENDED for state, _ in known):
        last = max(day for _, day in known if day is not None)
        rules.check_member(last, hours.served_on)


def unusual(
    session: Session, account: str | None, found: Sequence[Hours]
) -> Mapping[UUID, list[Unusual]]:
    """What is unusual about those of the hours that wait to be attested, by id.

    `account`: it would attest them, each alone.
    """
    waiting = [one for one in found if one.state is HoursState.RECORDED]
    if not waiting:
        return {}
    long_days, alike = _long_days(session, waiting), _alike(session, waiting)
    attested = _attested_today(session, account)
    return {
        one.id: [
            *([Unusual.LONG_DAY] if (one.volunteer_id, one.served_on) in long_days else []),
            *([Unusual.SAME_MINUTES] if one.activity_id in alike else []),
            *([Unusual.MANY_A_DAY] if rules.is_many(attested + one.minutes) else []),
        ]
        for one in waiting
    }


def unusual_of_all(session: Session, account: str | None, found: Sequence[Hours]) -> set[Unusual]:
    """What is unusual about hours that one account would attest together."""
    seen = {one for each in unusual(session, account, found).values() for one in each}
    together = _attested_today(session, account) + sum(one.minutes for one in found)
    return seen | ({Unusual.MANY_A_DAY} if rules.is_many(together) else set())


def _long_days(session: Session, waiting: Sequence[Hours]) -> set[tuple[UUID, object]]:
    chosen = (
        sa.select(Hours.volunteer_id, Hours.served_on)
        .where(
            Hours.volunteer_id.in_({one.volunteer_id for one in waiting}),
            Hours.served_on.in_({one.served_on for one in waiting}),
            STANDS,
        )
        .group_by(Hours.volunteer_id, Hours.served_on)
        .having(sa.func.sum(Hours.minutes) > rules.LONG_DAY_MINUTES)
    )
    return {(person, day) for person, day in session.execute(chosen)}


def _alike(session: Session, waiting: Sequence[Hours]) -> set[UUID]:
    chosen = (
        sa.select(Hours.activity_id)
        .where(Hours.activity_id.in_({one.activity_id for one in waiting}), STANDS)
        .group_by(Hours.activity_id)
        .having(
            sa.func.count() >= rules.TEAM_FEWEST,
            sa.func.min(Hours.minutes) == sa.func.max(Hours.minutes),
        )
    )
    return set(session.scalars(chosen))


def _attested_today(session: Session, account: str | None) -> int:
    chosen = sa.select(sa.func.coalesce(sa.func.sum(Hours.minutes), 0)).where(
        Hours.attested_by == account, Hours.attested_on == day_of(clock.now()), STANDS
    )
    return session.scalars(chosen).one()
