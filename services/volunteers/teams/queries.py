"""Teams as those see them who may."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from contracts.volunteers.teams import ListTeams, ShowTeam, TeamPage, TeamStep, TeamView
from groundwork import history
from groundwork.kept import Kept
from runtime import paging
from runtime.copying import Copying
from runtime.narrowing import any_of
from runtime.scope import inside
from services.volunteers.teams import rules
from services.volunteers.teams.model import Team
from vocabulary.actors import Actor
from vocabulary.permissions import Action
from vocabulary.state_table import where

KIND = "team"
TEAMS = Kept(Team, KIND, "团队", "team", read=Action.TEAM_READ, owner="commissioner", team="id")

_VIEW = Copying(Team, TeamView, given=("possible", "history"))
_STEP = history.Telling(TeamStep)
_ORDER = paging.Order({"founded_at": Team.founded_at}, identity=Team.id, usual="founded_at")


def show(session: Session, actor: Actor, request: ShowTeam) -> TeamView:
    """One team with its history.

    Raises:
        NotFound: no such team in the actor's communities.
    """
    return shown(session, actor, TEAMS.one_of(session, actor, request.team_id))


def managed(session: Session, actor: Actor, team_id: UUID) -> Team:
    """A team that the actor founds and classes.

    Raises:
        NotFound: no such team in the actor's communities.
        Forbidden: the actor only reads it.
    """
    team = TEAMS.one_of(session, actor, team_id)
    if not TEAMS.may(actor, Action.TEAM_MANAGE, team):
        raise rules.not_managed(team.community)
    return team


def led(session: Session, actor: Actor, team_id: UUID, *, for_change: bool = False) -> Team:
    """A team that the actor leads; locked, if it is to be changed.

    Raises:
        NotFound: no such team in the actor's communities.
        Forbidden: the actor does not lead it.
    """
    team = TEAMS.one_of(session, actor, team_id, for_change=for_change)
    if not TEAMS.may(actor, Action.TEAM_LEAD, team):
        raise rules.not_led(team.community)
    return team


def page(session: Session, actor: Actor, request: ListTeams) -> TeamPage:
    """A page of the teams that the actor may see.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    found = TEAMS.page(
        session,
        actor,
        request,
        _ORDER,
        *([inside(request.area, Team.community)] if request.area else []),
        *([Team.commissioner == str(request.commissioner)] if request.commissioner else []),
        *any_of(Team.category, request.category),
    )
    return TeamPage(
        items=[_VIEW(one, possible=_possible(actor, one), history=None) for one in found.rows],
        **found.besides,
    )


def shown(session: Session, actor: Actor, team: Team) -> TeamView:
    """The team with its history."""
    return _VIEW(
        team,
        possible=_possible(actor, team),
        history=[_STEP(entry) for entry in history.of(session, KIND, team.id)],
    )


def _possible(actor: Actor, team: Team) -> list[str]:
    return where(
        edit=TEAMS.may(actor, Action.TEAM_MANAGE, team),
        memberships=TEAMS.may(actor, Action.TEAM_LEAD, team),
    )
