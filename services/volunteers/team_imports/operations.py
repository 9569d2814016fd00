"""Taking over lines of a table of teams: decided line by line, then done together.

The people are in these teams already, so nobody is asked again; everybody may leave at any time.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from contracts.recruitment.words import PostCategory
from contracts.volunteers.imports import RowFault
from contracts.volunteers.team_imports import ImportedTeamRow, ImportTeams, TeamImport, TeamRow
from contracts.volunteers.teams import FoundTeam
from contracts.volunteers.words import MembershipState, RegistrationState
from groundwork import areas, counters, territories
from runtime import clock, marks
from services.volunteers.memberships import operations as memberships
from services.volunteers.memberships.model import Membership
from services.volunteers.posts.queries import Post, open_posts
from services.volunteers.team_imports import rules
from services.volunteers.teams import operations as teams
from services.volunteers.teams.model import Team
from services.volunteers.teams.operations import series
from services.volunteers.teams.queries import TEAMS
from services.volunteers.volunteers.model import Registration, Volunteer
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.phones import same_phone
from vocabulary.problems import FieldError


@dataclass
class _Target:
    """The team of a post as it is, or as the table wants it."""

    post: Post
    team: Team | None
    name: str | None = None
    category: PostCategory | None = None
    classed_in: int | None = None

    @property
    def is_classed(self) -> bool:
        if self.team is None or self.category is None:
            return False
        return self.team.category is not self.category


@dataclass
class _Sorted:
    """What becomes of the lines."""

    targets: dict[UUID, _Target] = field(default_factory=dict)
    new: list[tuple[_Target, UUID, TeamRow]] = field(default_factory=list)
    unchanged: int = 0
    faults: list[RowFault] = field(default_factory=list)

    def refuse(self, line: int, one: FieldError) -> None:
        """Nothing of this line is taken."""
        self.faults.append(
            RowFault(line=line, column=one.field, fault=one.code, zh=one.zh, en=one.en)
        )


@dataclass(frozen=True)
class _Known:
    """What the community has: posts by title, teams by post, people by phone and number."""

    posts: Mapping[str, Sequence[Post]]
    teams: Mapping[UUID, Team]
    people: Mapping[str, set[UUID]]
    standing: Mapping[tuple[UUID, UUID], Membership]


def import_rows(session: Session, actor: Actor, request: ImportTeams) -> TeamImport:
    """Take the good lines over, and name what is wrong with the others.

    Raises:
        NotFound: not a community in which the actor manages teams.
        Invalid: the community is not in force.
    """
    action, community = Action.TEAM_MANAGE, request.community
    territories.check_community(actor, action, community)
    act(session, actor, action, area=community)
    today = day_of(clock.now())
    areas.check_community(session, community, today)
    # Held until this transaction ends, so that the same table twice at once is once.
    counters.hold(session, series(community, today))
    found = _sorted(request.rows, _known(session, community, request.rows), today)
    wanted = [one for one in found.targets.values() if one.team is None or one.is_classed]
    founded = sum(one.team is None for one in wanted)
    if not request.check:
        for target in wanted:
            _settle(session, actor, target)
        for target, person, said in found.new:
            _join(session, actor, target, person, said, today)
    return TeamImport(
        is_check=request.check,
        founded=founded,
        classed=len(wanted) - founded,
        added=len(found.new),
        unchanged=found.unchanged,
        faulty=len({one.line for one in found.faults}),
        faults=found.faults,
    )


def _sorted(rows: Sequence[ImportedTeamRow], known: _Known, today: dt.date) -> _Sorted:
    found = _Sorted()
    above: dict[tuple[UUID, UUID], int] = {}
    for one in sorted(rows, key=lambda row: row.line):
        target = _target(found, one, known)
        person = _person(one.row, known)
        wrong = next((each for each in (target, person) if isinstance(each, FieldError)), None)
        if isinstance(target, _Target) and isinstance(person, UUID):
            place = (target.post.post_id, person)
            wrong = (
                rules.repeated(above[place])
                if place in above
                else _fault_of_member(one.row, _member(target, person, known), today)
            )
            if wrong is None:
                above[place] = one.line
                _take(found, target, person, one, known)
        if wrong is not None:
            found.refuse(one.line, wrong)
    return found


def _take(
    found: _Sorted, target: _Target, person: UUID, one: ImportedTeamRow, known: _Known
) -> None:
    found.targets[target.post.post_id] = target
    target.name = target.name or one.row.team
    if one.row.category is not None:
        target.category, target.classed_in = one.row.category, one.line
    if _member(target, person, known) is None:
        found.new.append((target, person, one.row))
    else:
        found.unchanged += 1


def _target(found: _Sorted, one: ImportedTeamRow, known: _Known) -> _Target | FieldError:
    """The team that a line is about, or what is wrong with it."""
    title, name, category = one.row.post, one.row.team, one.row.category
    posts = known.posts.get(title, ())
    if len(posts) != 1:
        return rules.several_posts(title) if posts else rules.unknown_post(title)
    [post] = posts
    team = known.teams.get(post.post_id)
    target = found.targets.get(post.post_id) or _Target(post, team)
    called = target.name if team is None else team.name
    if called is None and name is None:
        return rules.team_missing(title)
    if None not in (called, name) and called != name:
        return rules.another_team(called or "")
    if None not in (category, target.category) and category is not target.category:
        return rules.another_category(target.classed_in or one.line)
    return target


def _person(said: TeamRow, known: _Known) -> UUID | FieldError:
    people = known.people.get(_reading(said.volunteer)) or known.people.get(said.volunteer)
    if not people:
        return rules.not_registered(said.volunteer)
    return next(iter(people)) if len(people) == 1 else rules.several_people()


def _member(target: _Target, person: UUID, known: _Known) -> Membership | None:
    return None if target.team is None else known.standing.get((target.team.id, person))


def _fault_of_member(said: TeamRow, there: Membership | None, today: dt.date) -> FieldError | None:
    if said.since is not None and said.since > today:
        return rules.in_the_future(today)
    if there is None:
        return None
    if there.state is MembershipState.OFFERED:
        return rules.is_asked()
    if there.kind is not said.kind:
        return rules.differs("kind")
    return rules.differs("since") if said.since not in (None, there.began_on) else None


def _known(session: Session, community: str, rows: Sequence[ImportedTeamRow]) -> _Known:
    posts: defaultdict[str, list[Post]] = defaultdict(list)
    for post in open_posts(session, community):
        posts[post.title].append(post)
    of_community = sa.select(Team).where(Team.community == community)
    found = session.scalars(of_community.order_by(Team.id).with_for_update()).all()
    standing = sa.select(Membership).where(
        Membership.team_id.in_({one.id for one in found}),
        Membership.state.in_((MembershipState.OFFERED, MembershipState.ACCEPTED)),
    )
    return _Known(
        posts=posts,
        teams={one.post_id: one for one in found},
        people=_people(session, community, [one.row.volunteer for one in rows]),
        standing={(one.team_id, one.volunteer_id): one for one in session.scalars(standing)},
    )


def _people(session: Session, community: str, said: Sequence[str]) -> Mapping[str, set[UUID]]:
    chosen = (
        sa.select(Registration.number, Volunteer.id, Volunteer.phone)
        .join(Volunteer, Volunteer.id == Registration.volunteer_id)
        .where(
            Registration.community == community,
            Registration.state != RegistrationState.LEFT,
            sa.or_(
                Registration.number.in_(said),
                Volunteer.phone_print.in_(marks.PHONE.all_of(said)),
            ),
        )
    )
    found: defaultdict[str, set[UUID]] = defaultdict(set)
    for row in session.execute(chosen):
        found[row.number].add(row.id)
        found[_reading(row.phone or "")].add(row.id)
    return found


def _reading(phone: str) -> str:
    return f"phone {same_phone(phone)}"


def _settle(session: Session, actor: Actor, target: _Target) -> None:
    """Found the team, or class it anew."""
    if target.team is None:
        wanted = FoundTeam(
            post_id=target.post.post_id, name=target.name or "", category=target.category
        )
        target.team = session.get_one(Team, teams.found(session, actor, wanted).id)
    elif target.category is not None:
        target.team.category = target.category
        TEAMS.changed(session, actor, target.team, "edited")
        session.flush()


def _join(
    session: Session, actor: Actor, target: _Target, person: UUID, said: TeamRow, today: dt.date
) -> None:
    if target.team is not None:
        memberships.take_over(
            session,
            actor,
            target.team,
            session.get_one(Volunteer, person),
            kind=said.kind,
            since=said.since or today,
        )
