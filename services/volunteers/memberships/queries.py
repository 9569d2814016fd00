"""Memberships as teams, staff and the person see them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.memberships import (
    ListMemberships,
    ListOwnMemberships,
    MembershipPage,
    MembershipStep,
    MembershipView,
    OwnMemberships,
    ShowMembership,
)
from contracts.volunteers.words import MembershipState, RegistrationState
from groundwork import history
from groundwork.kept import Kept
from runtime import paging
from runtime.copying import Copying
from runtime.narrowing import any_of
from runtime.scope import inside
from services.volunteers.memberships import rules
from services.volunteers.memberships.model import Membership
from services.volunteers.memberships.rules import Deed
from services.volunteers.teams.model import Team
from services.volunteers.teams.queries import TEAMS
from services.volunteers.volunteers.model import Registration, Volunteer
from services.volunteers.volunteers.queries import one_with_code, people_of
from vocabulary.actors import Actor
from vocabulary.masking import masked_name
from vocabulary.permissions import Action

KIND = "membership"
MEMBERSHIPS = Kept(
    Membership,
    KIND,
    "入队邀请",
    "membership",
    read=Action.MEMBERSHIP_READ,
    owner="account",
    team="team_id",
)

_ORDER = paging.Order(
    {"offered_at": Membership.offered_at}, identity=Membership.id, usual="-offered_at"
)
_VIEW = Copying(
    Membership,
    MembershipView,
    given=("team", "name", "recruited_by", "to_meet", "possible", "history"),
)
_STEP = history.Telling(MembershipStep, given=("note",))


def show(session: Session, actor: Actor, request: ShowMembership) -> MembershipView:
    """One membership with its history.

    Raises:
        NotFound: no such membership that the actor may see.
    """
    return shown(session, actor, MEMBERSHIPS.one_of(session, actor, request.membership_id))


def page(session: Session, actor: Actor, request: ListMemberships) -> MembershipPage:
    """A page of the memberships that the actor may see.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    found = MEMBERSHIPS.page(
        session,
        actor,
        request,
        _ORDER,
        *([inside(request.area, Membership.community)] if request.area else []),
        *([Membership.team_id == request.team_id] if request.team_id else []),
        *([Membership.volunteer_id == request.volunteer_id] if request.volunteer_id else []),
        *([Membership.account == str(request.account)] if request.account else []),
        *any_of(Membership.state, request.state),
    )
    teams, people = _around(session, found.rows)
    unmet = not_met(session, found.rows)
    return MembershipPage(
        items=[
            _VIEW(
                one,
                team=teams[one.team_id].name,
                name=masked_name(people[one.volunteer_id].name),
                recruited_by=one.offered_by,
                to_meet=unmet.get(one.id),
                possible=_possible(actor, one, teams[one.team_id], unmet),
                history=None,
            )
            for one in found.rows
        ],
        **found.besides,
    )


def shown(session: Session, actor: Actor, membership: Membership) -> MembershipView:
    """The membership with its history, for an account."""
    team = session.get_one(Team, membership.team_id)
    unmet = not_met(session, [membership])
    possible = _possible(actor, membership, team, unmet)
    return _whole(session, membership, team, possible, unmet, recruited_by=membership.offered_by)


def of_person(session: Session, request: ListOwnMemberships) -> OwnMemberships:
    """The memberships of the holder of a code.

    Raises:
        NotFound: the code is unknown.
    """
    person = one_with_code(session, request.code)
    return OwnMemberships(items=all_of(session, person.id))


def all_of(session: Session, volunteer_id: UUID) -> list[MembershipView]:
    """Everything that a person was offered, newest first, as they see it."""
    chosen = sa.select(Membership).where(Membership.volunteer_id == volunteer_id)
    ordered = chosen.order_by(Membership.offered_at.desc(), Membership.id)
    return [told(session, one) for one in session.scalars(ordered).all()]


def told(session: Session, membership: Membership) -> MembershipView:
    """The membership for its person."""
    team = session.get_one(Team, membership.team_id)
    unmet = not_met(session, [membership])
    deeds = _without_unmet(membership, rules.WITH_CODE, unmet)
    possible = rules.TABLE.offered(membership.state, deeds)
    # An account's id says nothing to a person without one.
    return _whole(session, membership, team, possible, unmet, recruited_by=None)


def may_end(actor: Actor, membership: Membership, team: Team) -> bool:
    """Whether the actor ends it: the person, the committee, or the team's commissioner."""
    may = MEMBERSHIPS.may(actor, Action.MEMBERSHIP_END, membership)
    return may or TEAMS.may(actor, Action.TEAM_LEAD, team)


def not_met(session: Session, memberships: Sequence[Membership]) -> Mapping[UUID, UUID]:
    """The registrations of those of these who are offered a place and wait to be met."""
    asked = [one for one in memberships if one.state is MembershipState.OFFERED]
    if not asked:
        return {}
    chosen = sa.select(Registration.id, Registration.volunteer_id, Registration.community).where(
        Registration.volunteer_id.in_({one.volunteer_id for one in asked}),
        Registration.state == RegistrationState.APPLIED,
    )
    waiting = {(row.volunteer_id, row.community): row.id for row in session.execute(chosen)}
    return {
        one.id: waiting[place]
        for one in asked
        if (place := (one.volunteer_id, one.community)) in waiting
    }


def _without_unmet(
    membership: Membership, deeds: Collection[Deed], unmet: Collection[UUID]
) -> set[Deed]:
    return {*deeds} - ({Deed.ACCEPT} if membership.id in unmet else set())


def _whole(
    session: Session,
    membership: Membership,
    team: Team,
    possible: list[str],
    unmet: Mapping[UUID, UUID],
    *,
    recruited_by: str | None,
) -> MembershipView:
    person = session.get_one(Volunteer, membership.volunteer_id)
    return _VIEW(
        membership,
        team=team.name,
        name=masked_name(person.name),
        recruited_by=recruited_by,
        to_meet=unmet.get(membership.id),
        possible=possible,
        history=[
            _STEP(entry, note=entry.note) for entry in history.of(session, KIND, membership.id)
        ],
    )


def _possible(
    actor: Actor, membership: Membership, team: Team, unmet: Collection[UUID]
) -> list[str]:
    area, owner, of = membership.community, membership.account, membership.team_id
    deeds = set(rules.TABLE.granted(actor, area=area, owner=owner, team=of))
    if may_end(actor, membership, team):
        deeds.add(Deed.END)
    return rules.TABLE.offered(membership.state, _without_unmet(membership, deeds, unmet))


def _around(
    session: Session, memberships: Sequence[Membership]
) -> tuple[Mapping[UUID, Team], Mapping[UUID, Volunteer]]:
    chosen = sa.select(Team).where(Team.id.in_({one.team_id for one in memberships}))
    teams = {team.id: team for team in session.scalars(chosen)}
    return teams, people_of(session, [one.volunteer_id for one in memberships])
