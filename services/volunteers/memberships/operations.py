"""Offering a place in a team, answering, ending; and the clock that lets offers lapse."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act, act_as_system
from bus import outbox
from contracts.volunteers.memberships import (
    AcceptMembership,
    AcceptOwnMembership,
    DeclineMembership,
    DeclineOwnMembership,
    EndMembership,
    LeaveOwnMembership,
    MembershipBegan,
    MembershipEnded,
    MembershipView,
    OfferMembership,
    OneMembership,
    OwnMembership,
)
from contracts.volunteers.notices import (
    MEMBERSHIP_OFFERED,
    MEMBERSHIP_OFFERED_BY_CODE,
    NoticeRequested,
)
from contracts.volunteers.words import MembershipKind, MembershipState
from groundwork.kept import the
from runtime import clock
from runtime.identifiers import as_uuid, new_id
from services.volunteers.memberships import queries, rules
from services.volunteers.memberships.model import Membership
from services.volunteers.memberships.queries import MEMBERSHIPS
from services.volunteers.memberships.rules import Deed
from services.volunteers.posts.queries import commissioner_on
from services.volunteers.teams.model import Team
from services.volunteers.teams.queries import led
from services.volunteers.volunteers.model import Volunteer
from services.volunteers.volunteers.queries import one_in, one_with_code
from vocabulary.actors import RESIDENT, Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden, check_version

#: Offers that lapse in one turn of the clock.
AT_ONCE = 100
_STANDS = (MembershipState.OFFERED, MembershipState.ACCEPTED)


def offer(session: Session, actor: Actor, request: OfferMembership) -> MembershipView:
    """Offer a place in a team to a registered volunteer.

    Raises:
        NotFound: no such team in the actor's communities, or no such person in its community.
        Forbidden: the actor does not lead it.
        WrongState: the person is asked or a member already, or declined lately.
    """
    team = led(session, actor, request.team_id, for_change=True)
    act(
        session,
        actor,
        Action.TEAM_LEAD,
        area=team.community,
        owner=team.commissioner,
        team=team.id,
    )
    one_in(session, request.volunteer_id, team.community)
    _check_free(session, team, request.volunteer_id, day_of(clock.now()))
    person = session.get_one(Volunteer, request.volunteer_id)
    membership = _offered(team, person, request.kind, actor.account, days=rules.ANSWER_DAYS)
    session.add(membership)
    MEMBERSHIPS.changed(session, actor, membership, "offered", at=membership.offered_at)
    session.flush()
    outbox.add(session, _said_to_person(membership, team), actor=actor)
    return queries.shown(session, actor, membership)


def ask_for(
    session: Session,
    actor: Actor,
    team: Team,
    person: Volunteer,
    invitation_id: UUID,
    recruiter: str | None,
) -> Membership:
    """A person came by a link of the team, which is locked; they accept once they have been met.

    Raises:
        WrongState: the person is asked or a member already.
    """
    if any(one.state in _STANDS for one in _before(session, team, person.id)):
        raise rules.standing_already(team.name)
    kind = MembershipKind.VOLUNTEER
    membership = _offered(team, person, kind, recruiter, days=rules.MEETING_DAYS)
    membership.invitation_id = invitation_id
    session.add(membership)
    MEMBERSHIPS.changed(session, actor, membership, "came_by_link", at=membership.offered_at)
    session.flush()
    return membership


def take_over(
    session: Session,
    actor: Actor,
    team: Team,
    person: Volunteer,
    *,
    kind: MembershipKind,
    since: dt.date,
) -> None:
    """Write down a person who is in the team already, which is locked; they may leave any time."""
    membership = _offered(team, person, kind, None, days=0)
    membership.state = MembershipState.ACCEPTED
    membership.answered_at, membership.began_on = membership.offered_at, since
    membership.commissioner = commissioner_on(session, team.post_id, since)
    session.add(membership)
    MEMBERSHIPS.changed(session, actor, membership, "taken_over", at=membership.offered_at)
    session.flush()
    outbox.add(session, MembershipBegan(**_facts(session, membership)), actor=actor)


def follow_meeting(session: Session, actor: Actor, volunteer_id: UUID, community: str) -> None:
    """The person was met: they have their days for an answer from now on."""
    chosen = sa.select(Membership).where(
        Membership.volunteer_id == volunteer_id,
        Membership.community == community,
        Membership.state == MembershipState.OFFERED,
    )
    for membership in session.scalars(chosen.order_by(Membership.id).with_for_update()).all():
        membership.answer_by = day_of(clock.now()) + dt.timedelta(days=rules.ANSWER_DAYS)
        MEMBERSHIPS.changed(session, actor, membership, "met")
        team = session.get_one(Team, membership.team_id)
        outbox.add(session, _said_to_person(membership, team), actor=actor)


def accept(session: Session, actor: Actor, request: AcceptMembership) -> MembershipView:
    """Accept an offer: the person by their account, or a clerk for them.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `_taken_up`.
        WrongState: it was answered or has lapsed, or the person was not met yet.
    """
    team = _team_first(session, request)
    membership = _taken_up(session, actor, request)
    _begin(session, actor, membership, team)
    return queries.shown(session, actor, membership)


def decline(session: Session, actor: Actor, request: DeclineMembership) -> MembershipView:
    """Decline an offer; no reason is asked for.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `_taken_up`.
        WrongState: it was answered, or has lapsed.
    """
    membership = _taken_up(session, actor, request)
    _answer(session, actor, membership, Deed.DECLINE)
    return queries.shown(session, actor, membership)


def end(session: Session, actor: Actor, request: EndMembership) -> MembershipView:
    """End a membership: the person, the commissioner with a reason, or the committee.

    Raises:
        NotFound: no such membership that the actor may see.
        Forbidden: the actor only reads it.
        PreconditionFailed: it was changed meanwhile.
        Invalid: the reason is missing.
        WrongState: it has not begun, or is over.
    """
    membership = MEMBERSHIPS.one_of(session, actor, request.membership_id, for_change=True)
    team = session.get_one(Team, membership.team_id)
    if not queries.may_end(actor, membership, team):
        raise _for_others(membership.community)
    check_version(request.expected_version, membership.version)
    is_own = actor.account is not None and actor.account == membership.account
    rules.check_reason(request.reason, is_own=is_own)
    by_right = MEMBERSHIPS.may(actor, Action.MEMBERSHIP_END, membership)
    action = Action.MEMBERSHIP_END if by_right else Action.TEAM_LEAD
    owner = membership.account if by_right else team.commissioner
    act(session, actor, action, area=membership.community, owner=owner, team=team.id)
    end_one(session, actor, membership, note=request.reason)
    return queries.shown(session, actor, membership)


def accept_own(session: Session, actor: Actor, request: AcceptOwnMembership) -> MembershipView:
    """Accept an offer by the person's code.

    Raises:
        NotFound, PreconditionFailed: see `_with_code`.
        WrongState: it was answered or has lapsed, or the person was not met yet.
    """
    team = _team_first(session, request)
    membership = _with_code(session, request)
    _begin(session, actor, membership, team)
    return queries.told(session, membership)


def decline_own(session: Session, actor: Actor, request: DeclineOwnMembership) -> MembershipView:
    """Decline an offer by the person's code.

    Raises:
        NotFound, PreconditionFailed: see `_with_code`.
        WrongState: it was answered, or has lapsed.
    """
    membership = _with_code(session, request)
    _answer(session, actor, membership, Deed.DECLINE)
    return queries.told(session, membership)


def leave_own(session: Session, actor: Actor, request: LeaveOwnMembership) -> MembershipView:
    """Leave a team by the person's code.

    Raises:
        NotFound, PreconditionFailed: see `_with_code`.
        WrongState: it has not begun, or is over.
    """
    membership = _with_code(session, request)
    end_one(session, actor, membership)
    return queries.told(session, membership)


def end_one(
    session: Session, actor: Actor, membership: Membership, *, note: str | None = None
) -> None:
    """End a membership that goes on, and tell it.

    Raises:
        WrongState: it has not begun, or is over.
    """
    membership.ended_on = day_of(clock.now())
    _move(session, actor, membership, Deed.END, note=note)
    event = MembershipEnded(**_facts(session, membership), ended_on=membership.ended_on)
    outbox.add(session, event, actor=actor)
    session.flush()


def leave_all(session: Session, actor: Actor, volunteer_id: UUID, community: str | None) -> None:
    """End every membership of a person, and decline what is offered; None: in every community."""
    chosen = sa.select(Membership).where(
        Membership.volunteer_id == volunteer_id,
        Membership.state.in_(_STANDS),
        *([Membership.community == community] if community else []),
    )
    for membership in session.scalars(chosen.order_by(Membership.id).with_for_update()).all():
        leave_one(session, actor, membership)


def leave_one(session: Session, actor: Actor, membership: Membership) -> None:
    """End a membership that stands, or decline what is offered."""
    if membership.state is MembershipState.OFFERED:
        _answer(session, actor, membership, Deed.DECLINE)
    else:
        end_one(session, actor, membership)


def name_account(session: Session, volunteer_id: UUID, account: str) -> None:
    """Let the account answer what its person was offered, and tell whose memberships they are."""
    chosen = sa.select(Membership).where(
        Membership.volunteer_id == volunteer_id,
        Membership.state.in_((*_STANDS, MembershipState.ENDED)),
        Membership.account.is_distinct_from(account),
    )
    for membership in session.scalars(chosen.order_by(Membership.id).with_for_update()).all():
        membership.account = account
        MEMBERSHIPS.changed(session, RESIDENT, membership, "account_named", role="system")
        _tell_again(session, RESIDENT, membership)


def move_to(
    session: Session, actor: Actor, membership: Membership, person: UUID, account: str | None
) -> None:
    """Make it the membership of a person who turned out to be the same, and tell it."""
    membership.volunteer_id, membership.account = person, account
    MEMBERSHIPS.changed(session, actor, membership, "merged")
    _tell_again(session, actor, membership)


def _tell_again(session: Session, actor: Actor, membership: Membership) -> None:
    """Others count by person and account, so the newest version tells them both."""
    facts = _facts(session, membership)
    if membership.state is MembershipState.ACCEPTED:
        outbox.add(session, MembershipBegan(**facts), actor=actor)
    elif membership.ended_on is not None:
        outbox.add(session, MembershipEnded(**facts, ended_on=membership.ended_on), actor=actor)


def lapse(session: Session, now: dt.datetime) -> int:
    """Let offers lapse whose last day for an answer is over; returns how many."""
    act_as_system(session)
    chosen = (
        sa.select(Membership)
        .where(Membership.state == MembershipState.OFFERED, Membership.answer_by < day_of(now))
        .order_by(Membership.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    due = session.scalars(chosen).all()
    for membership in due:
        membership.answered_at = now
        _move(session, RESIDENT, membership, Deed.LAPSE, role="system")
    return len(due)


def _said_to_person(membership: Membership, team: Team) -> NoticeRequested:
    """The offer: by the account, or to the phone with the code."""
    account = as_uuid(membership.account)
    return NoticeRequested(
        request_id=new_id(),
        kind=(MEMBERSHIP_OFFERED_BY_CODE if account is None else MEMBERSHIP_OFFERED).name,
        area=team.community,
        accounts=[] if account is None else [account],
        volunteers=[membership.volunteer_id] if account is None else [],
        roles=[],
        facts={"team": team.name, "answer_by": membership.answer_by.isoformat()},
        subject_kind=queries.KIND,
        subject_id=str(membership.id),
        version=1,
    )


def _offered(
    team: Team, person: Volunteer, kind: MembershipKind, by: str | None, *, days: int
) -> Membership:
    """A place in a team as it is offered; `days`: for an answer."""
    now = clock.now()
    return Membership(
        id=new_id(),
        team_id=team.id,
        community=team.community,
        volunteer_id=person.id,
        account=person.account,
        kind=kind,
        category=team.category,
        commissioner=team.commissioner,
        state=MembershipState.OFFERED,
        offered_at=now,
        offered_by=by,
        answer_by=day_of(now) + dt.timedelta(days=days),
        version=0,
    )


def _team_first(session: Session, request: OneMembership | OwnMembership) -> Team | None:
    """The team, locked before the membership: offers and hand-overs lock it first too.

    A team that is handed over at the same time is so before, or tells this member too.
    """
    chosen = (
        sa.select(Team)
        .join(Membership, Membership.team_id == Team.id)
        .where(Membership.id == request.membership_id)
        .with_for_update(of=Team)
    )
    return session.scalar(chosen)


def _begin(session: Session, actor: Actor, membership: Membership, team: Team | None) -> None:
    if team is None:
        raise MEMBERSHIPS.no_such(membership.id)
    if queries.not_met(session, [membership]):
        raise rules.not_met_yet(team.name)
    today = day_of(clock.now())
    commissioner = commissioner_on(session, team.post_id, today)
    membership.category, membership.commissioner = team.category, commissioner
    membership.began_on = today
    _answer(session, actor, membership, Deed.ACCEPT)
    outbox.add(session, MembershipBegan(**_facts(session, membership)), actor=actor)


def _answer(session: Session, actor: Actor, membership: Membership, deed: Deed) -> None:
    membership.answered_at = clock.now()
    _move(session, actor, membership, deed)


def _move(session: Session, actor: Actor, membership: Membership, deed: Deed, **facts: Any) -> None:
    membership.state = rules.TABLE.follows("", membership.state, deed)
    MEMBERSHIPS.changed(session, actor, membership, rules.TABLE.deeds[deed].done, **facts)


def _taken_up(session: Session, actor: Actor, request: OneMembership) -> Membership:
    """The membership, locked, if the actor may answer it.

    Raises:
        NotFound: no such membership that the actor may see.
        Forbidden: it is another person's, and the actor is no clerk.
        PreconditionFailed: it is at another version.
    """
    return MEMBERSHIPS.take_up(
        session,
        actor,
        request.membership_id,
        Action.MEMBERSHIP_ANSWER,
        otherwise=_for_others,
        expected=request.expected_version,
    )


def _with_code(session: Session, request: OwnMembership) -> Membership:
    """The membership of the holder of the code, locked.

    Raises:
        NotFound: the code is unknown, or it is another person's.
        PreconditionFailed: it is at another version.
    """
    person = one_with_code(session, request.code)
    chosen = sa.select(Membership).where(
        Membership.id == request.membership_id, Membership.volunteer_id == person.id
    )
    refusal = MEMBERSHIPS.no_such(request.membership_id)
    membership = the(session, chosen, for_change=True, otherwise=refusal)
    check_version(request.expected_version, membership.version)
    return membership


def _before(session: Session, team: Team, volunteer_id: UUID) -> Sequence[Membership]:
    chosen = sa.select(Membership).where(
        Membership.team_id == team.id, Membership.volunteer_id == volunteer_id
    )
    return session.scalars(chosen).all()


def _check_free(session: Session, team: Team, volunteer_id: UUID, today: dt.date) -> None:
    before = _before(session, team, volunteer_id)
    if any(one.state in _STANDS for one in before):
        raise rules.standing_already(team.name)
    declined = [
        day_of(one.answered_at)
        for one in before
        if one.state is MembershipState.DECLINED and one.answered_at is not None
    ]
    rules.check_may_ask_again(team.name, max(declined, default=None), today)


def _facts(session: Session, membership: Membership) -> dict[str, Any]:
    return {
        "membership_id": membership.id,
        "volunteer_id": membership.volunteer_id,
        "community": membership.community,
        "team_id": membership.team_id,
        "post_id": session.get_one(Team, membership.team_id).post_id,
        "commissioner": as_uuid(membership.commissioner),
        "kind": membership.kind,
        "category": membership.category,
        "account": as_uuid(membership.account),
        "recruited_by": as_uuid(membership.offered_by),
        "began_on": membership.began_on,
        "version": membership.version,
    }


def _for_others(community: str) -> Forbidden:
    return Forbidden(
        f"您不能代社区 {community} 的这个团队或义工办理，请联系本人、团队专员或工作站。",
        f"You may not act for this team or person of community {community}; ask the person, the "
        "team's commissioner or the workstation.",
    )
