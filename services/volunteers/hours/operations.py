"""Recording, attesting, refusing, counting, correcting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act_as_system
from bus import outbox
from contracts.recruitment.words import Parameter
from contracts.volunteers.hours import (
    AttestedHours,
    AttestHours,
    AttestSeveralHours,
    HoursCounted,
    HoursView,
    OneOfHours,
    RefuseHours,
)
from contracts.volunteers.words import HoursState
from groundwork import parameters
from runtime import clock
from runtime.identifiers import as_uuid, new_id
from services.volunteers.activities.model import Activity
from services.volunteers.hours import queries, rules
from services.volunteers.hours.model import Hours
from services.volunteers.hours.queries import HOURS
from services.volunteers.hours.rules import Deed
from services.volunteers.posts.queries import commissioner_on
from services.volunteers.sign_ups.model import SignUp
from services.volunteers.volunteers.model import Volunteer
from services.volunteers.volunteers.queries import people_of
from vocabulary.actors import RESIDENT, Actor
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden

#: Hours that the clock counts in one transaction.
AT_ONCE = 200


def record(
    session: Session, actor: Actor, sign_up: SignUp, activity: Activity, minutes: int | None
) -> None:
    """Write down what a volunteer served in a shift, or what they now served; None: nothing.

    Guests get no hours: they have no record that a certificate could be made from.

    Raises:
        Invalid: more than a day has, at two places at once, or after the membership.
        WrongState: the hours are attested already.
    """
    if sign_up.volunteer_id is None:
        return
    chosen = sa.select(Hours).where(
        Hours.sign_up_id == sign_up.id, Hours.state != HoursState.REFUSED
    )
    known = session.scalar(chosen.with_for_update())
    if known is not None and known.state is not HoursState.RECORDED:
        raise rules.attested_already()
    if known is None and minutes is not None:
        times = rules.real_time(sign_up.presence, sign_up.starts_at, sign_up.ends_at, minutes)
        begin(
            session,
            actor,
            activity,
            minutes,
            times,
            planned=(sign_up.starts_at, sign_up.ends_at),
            volunteer_id=sign_up.volunteer_id,
            shift_id=sign_up.shift_id,
            sign_up_id=sign_up.id,
        )
    elif known is not None and minutes is None:
        move(session, actor, known, Deed.REFUSE)
    elif known is not None and minutes is not None and known.minutes != minutes:
        before, known.minutes = known.minutes, minutes
        known.began_at, known.ended_at = rules.real_time(
            sign_up.presence, sign_up.starts_at, sign_up.ends_at, minutes
        )
        queries.check(session, known)
        HOURS.changed(session, actor, known, "recorded", minutes_before=before)


def attest(session: Session, actor: Actor, request: AttestHours) -> HoursView:
    """Attest the hours of another person; they count once they were shown.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `taken_up`.
        Invalid: they are unusual, and no reason is given.
        WrongState: they are one's own, or attested or refused already.
    """
    hours = taken_up(session, actor, request, Deed.ATTEST)
    _attest(session, actor, [hours], request.reason)
    return queries.shown(session, actor, hours)


def attest_several(session: Session, actor: Actor, request: AttestSeveralHours) -> AttestedHours:
    """Attest several hours, all or none.

    Raises:
        NotFound, Forbidden: see `taken_up`, of any of them.
        Invalid: something about them is unusual, and no reason is given.
        WrongState: some are one's own, or attested or refused already.
    """
    # In one order, so that two who attest the same hours do not wait for each other.
    ids = sorted(set(request.hours_ids))
    found = [take_up(session, actor, one, Deed.ATTEST) for one in ids]
    _attest(session, actor, found, request.reason)
    return AttestedHours(items=queries.listed(session, actor, found))


def refuse(session: Session, actor: Actor, request: RefuseHours) -> HoursView:
    """Refuse hours that do not count yet.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `taken_up`.
        WrongState: they count, or were refused.
    """
    hours = taken_up(session, actor, request, Deed.REFUSE)
    move(session, actor, hours, Deed.REFUSE, note=request.reason)
    return queries.shown(session, actor, hours)


def correct(session: Session, actor: Actor, hours: Hours, minutes: int, reason: str | None) -> None:
    """Let other minutes count; the old ones stay in the history.

    Raises:
        Invalid: more than a day has, or at two places at once.
        WrongState: they do not count.
    """
    before, hours.minutes = hours.minutes, minutes
    hours.began_at, hours.ended_at = rules.widened((hours.began_at, hours.ended_at), minutes)
    queries.check(session, hours)
    move(session, actor, hours, Deed.CORRECT, note=reason, minutes_before=before)
    _tell(session, actor, hours)


def tell_again(session: Session, actor: Actor, what: str, *which: sa.ColumnElement[bool]) -> None:
    """Tell anew whose counted hours they are: the person or the account is another one."""
    chosen = sa.select(Hours).where(Hours.state == HoursState.COUNTED, *which)
    for hours in session.scalars(chosen.order_by(Hours.id).with_for_update()).all():
        HOURS.changed(session, actor, hours, what)
        _tell(session, actor, hours)


def count(session: Session, now: dt.datetime) -> int:
    """Count attested hours that were shown for long enough; returns how many."""
    act_as_system(session)
    chosen = (
        sa.select(Hours)
        .where(
            Hours.state == HoursState.ATTESTED,
            Hours.counts_from <= day_of(now),
            Hours.ended_at <= now,
        )
        .order_by(Hours.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    due = session.scalars(chosen).all()
    for hours in due:
        move(session, RESIDENT, hours, Deed.COUNT, role="system")
        _tell(session, RESIDENT, hours)
    return len(due)


def person_first(session: Session, hours_id: UUID) -> None:
    """Lock the person before the hours, as a merge does; whether the actor may is asked later."""
    chosen = (
        sa.select(Volunteer.id)
        .join(Hours, Hours.volunteer_id == Volunteer.id)
        .where(Hours.id == hours_id)
    )
    session.execute(chosen.with_for_update(of=Volunteer, key_share=True))


def taken_up(session: Session, actor: Actor, request: OneOfHours, deed: Deed) -> Hours:
    """The hours, locked, if the actor may do this with them.

    Raises:
        NotFound: no such hours in the actor's communities.
        Forbidden: the actor only reads them.
        PreconditionFailed: they are at another version.
        WrongState: they are one's own, and somebody else must do this.
    """
    return take_up(session, actor, request.hours_id, deed, request.expected_version)


def take_up(
    session: Session, actor: Actor, hours_id: UUID, deed: Deed, expected: int | None = None
) -> Hours:
    """The hours with this id, see `taken_up`.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `taken_up`.
        WrongState: they are one's own, and somebody else must do this.
    """
    hours = HOURS.take_up(
        session,
        actor,
        hours_id,
        rules.TABLE.action(deed),
        otherwise=_for_others,
        expected=expected,
    )
    if deed in rules.BY_ANOTHER:
        served = people_of(session, [hours.volunteer_id])[hours.volunteer_id].account
        rules.check_is_another(acting=actor.account, served=served)
    return hours


def _attest(session: Session, actor: Actor, found: Sequence[Hours], reason: str | None) -> None:
    for hours in found:
        rules.TABLE.follows("", hours.state, Deed.ATTEST)
    asked = queries.unusual_of_all(session, actor.account, found)
    rules.check_explained(asked, reason)
    today = day_of(clock.now())
    for hours in found:
        shown = parameters.value_on(session, hours.community, Parameter.HOURS_SHOWN_DAYS, today)
        hours.attested_by, hours.attested_on = actor.account, today
        hours.counts_from = rules.counts_from(today, shown)
        move(
            session,
            actor,
            hours,
            Deed.ATTEST,
            **({"note": reason, "unusual": sorted(asked)} if asked else {}),
        )


def begin(
    session: Session,
    actor: Actor,
    activity: Activity,
    minutes: int,
    times: rules.Times,
    *,
    planned: rules.Times,
    volunteer_id: UUID,
    shift_id: UUID,
    sign_up_id: UUID | None = None,
) -> Hours:
    """Write hours down that were served in a shift.

    Raises:
        Invalid: more than a day has, at two places at once, or after the membership.
    """
    served_on = day_of(times[0])
    post_id = activity.post_id
    starts_at, ends_at = planned
    hours = Hours(
        id=new_id(),
        sign_up_id=sign_up_id,
        shift_id=shift_id,
        volunteer_id=volunteer_id,
        community=activity.community,
        activity_id=activity.id,
        team_id=activity.team_id,
        post_id=post_id,
        commissioner=post_id and commissioner_on(session, post_id, served_on),
        category=activity.category,
        served_on=served_on,
        starts_at=starts_at,
        ends_at=ends_at,
        began_at=times[0],
        ended_at=times[1],
        planned_minutes=int((ends_at - starts_at).total_seconds()) // 60,
        minutes=minutes,
        state=HoursState.RECORDED,
        version=0,
    )
    queries.check(session, hours)
    session.add(hours)
    HOURS.changed(session, actor, hours, "recorded")
    return hours


def move(session: Session, actor: Actor, hours: Hours, deed: Deed, **facts: Any) -> None:
    """Bring hours to their next state and write the history.

    Raises:
        WrongState: that cannot be done now.
    """
    hours.state = rules.TABLE.follows("", hours.state, deed)
    if deed in rules.ANSWERS:
        hours.wished_minutes = hours.wished_at = None
    HOURS.changed(session, actor, hours, rules.TABLE.deeds[deed].done, **facts)


def _tell(session: Session, actor: Actor, hours: Hours) -> None:
    person = session.get_one(Volunteer, hours.volunteer_id)
    event = HoursCounted(
        hours_id=hours.id,
        volunteer_id=hours.volunteer_id,
        account=as_uuid(person.account),
        community=hours.community,
        activity_id=hours.activity_id,
        team_id=hours.team_id,
        post_id=hours.post_id,
        commissioner=as_uuid(hours.commissioner),
        category=hours.category,
        served_on=hours.served_on,
        minutes=hours.minutes,
        version=hours.version,
    )
    outbox.add(session, event, actor=actor)


def _for_others(community: str) -> Forbidden:
    return Forbidden(
        f"您不能办理社区 {community} 的这些服务时长，请联系团队专员或工作站。",
        f"You may not do this with hours of community {community}; ask the team's commissioner "
        "or the workstation.",
    )
