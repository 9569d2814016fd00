"""300 people who sign up for 120 places at the same moment."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from contracts.volunteers.activities import (
    ActivityView,
    ApproveActivity,
    PlanActivity,
    PublishActivity,
    ShiftBody,
    SubmitActivity,
)
from contracts.volunteers.sign_ups import SignUp
from contracts.volunteers.words import SignUpState
from runtime import clock
from runtime.database import Database
from services.volunteers.activities import operations as activities
from services.volunteers.sign_ups import model, operations
from services.volunteers.teams.model import Team
from tests.builders import an_actor
from tests.services.volunteers.serving import registered
from vocabulary.actors import RESIDENT, Role

PEOPLE, PLACES, AT_ONCE = 300, 120, 8


def seconds(database: Database, community: str) -> float:
    """From the first of them until each is told: confirmed, or waiting in line."""
    codes = [
        registered(database, community=community, phone=f"139{number:08d}", skills=[]).code
        for number in range(PEOPLE)
    ]
    [shift] = _published(database, community).shifts

    def sign_up(code: str) -> None:
        with database.writing() as session:
            operations.sign_up(session, RESIDENT, SignUp(code=code, shift_id=shift.id))

    began = clock.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(sign_up, codes))
    spent = clock.monotonic() - began
    with database.reading() as session:
        chosen = sa.select(model.SignUp.state, sa.func.count()).where(
            model.SignUp.shift_id == shift.id
        )
        found = {row[0]: row[1] for row in session.execute(chosen.group_by(model.SignUp.state))}
    assert found == {SignUpState.CONFIRMED: PLACES, SignUpState.WAITING: PEOPLE - PLACES}
    return spent


def _published(database: Database, community: str) -> ActivityView:
    clerk = an_actor(Role.WORKSTATION_STAFF, area=community)
    starts_at = clock.now() + dt.timedelta(days=3)
    shift = ShiftBody(starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=3), places=PLACES)
    with database.writing() as session:
        team = session.scalars(sa.select(Team.id).where(Team.community == community)).first()
        planned = activities.plan(
            session,
            clerk,
            PlanActivity(
                team_id=team,
                title="百家宴",
                plan="各家各带一道菜。",
                place="荔林花园",
                cost_estimate_fen=0,
                shifts=[shift],
            ),
        )
    with database.writing() as session:
        activities.submit(session, clerk, SubmitActivity(activity_id=planned.id))
        activities.approve(session, clerk, ApproveActivity(activity_id=planned.id))
        return activities.publish(session, clerk, PublishActivity(activity_id=planned.id))
