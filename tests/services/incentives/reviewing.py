"""A project's review brought to each stage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from contracts.incentives.invitees import Invitee
from contracts.incentives.project_reviews import (
    CloseProjectReview,
    DraftProjectReview,
    InviteReviewers,
    OpenProjectReview,
    ProjectReviewView,
    ReviewerCode,
    ReviewSheetView,
    ShowProjectReview,
    ShowReviewSheet,
    SubmitReviewSheet,
)
from runtime import clock
from runtime.database import Database
from services.incentives.project_reviews import operations, queries
from services.incentives.project_reviews.model import ProjectReview
from tests.builders import LILIN
from tests.services.incentives.selecting import CHOSEN, OFFICER
from vocabulary.actors import Actor
from vocabulary.periods import day_of

ACTIVISTS = [
    Invitee(name="刘建国", contact="13900139000"),
    Invitee(name="周美兰", contact="13900139001"),
]
_WEEK = dt.timedelta(days=7)


def today() -> dt.date:
    """By the clock of the street office."""
    return day_of(clock.now())


def terms(**changed: Any) -> dict[str, Any]:
    """What is reviewed until next week."""
    usual: dict[str, Any] = {
        "project": "荔林路慢行系统改造",
        "content": "拓宽人行道，增设过街设施。",
        "owner": "街道城建科",
        "criteria": ["方便居民出行", "施工影响"],
        "closes_on": today() + _WEEK,
        "answer_due_on": today() + 3 * _WEEK,
    }
    return usual | changed


def drafted(database: Database, actor: Actor = OFFICER, **changed: Any) -> ProjectReviewView:
    """A draft."""
    with database.writing() as session:
        return operations.draft(
            session, actor, DraftProjectReview(**terms(**{"area": LILIN} | changed))
        )


def invited(
    database: Database,
    review_id: UUID,
    appointments: Sequence[UUID] = CHOSEN,
    invitees: Sequence[Invitee] = tuple(ACTIVISTS),
    actor: Actor = OFFICER,
) -> list[ReviewerCode]:
    """Three commissioners and two activists, with their codes."""
    asked = InviteReviewers(
        review_id=review_id, appointments=list(appointments), invitees=list(invitees)
    )
    with database.writing() as session:
        return list(operations.invite(session, actor, asked).items)


def opened(database: Database, **changed: Any) -> tuple[UUID, list[str]]:
    """An open review, and the codes of its five reviewers."""
    review = drafted(database, **changed)
    codes = [one.code for one in invited(database, review.id)]
    with database.writing() as session:
        operations.open_(session, OFFICER, OpenProjectReview(review_id=review.id))
    return review.id, codes


def rated(
    database: Database, code: str, scores: Sequence[int] = (4, 2), words: str | None = None
) -> None:
    """One sheet."""
    asked = SubmitReviewSheet(review_code=code, scores=list(scores), words=words)
    with database.writing() as session:
        operations.rate(session, asked)


def closed(database: Database, review_id: UUID, actor: Actor = OFFICER) -> ProjectReviewView:
    """Closed by hand."""
    with database.writing() as session:
        return operations.close(session, actor, CloseProjectReview(review_id=review_id))


def closed_by_the_clock(database: Database) -> int:
    """How many the clock closed."""
    with database.writing() as session:
        return operations.close_all(session)


def let_the_last_day_pass(database: Database, review_id: UUID) -> None:
    """As if the last day had been yesterday."""
    with database.writing() as session:
        session.execute(
            sa.update(ProjectReview)
            .where(ProjectReview.id == review_id)
            .values(closes_on=today() - dt.timedelta(days=1))
        )


def shown(database: Database, review_id: UUID, actor: Actor = OFFICER) -> ProjectReviewView:
    """The review as somebody sees it."""
    with database.reading() as session:
        return queries.one(session, actor, ShowProjectReview(review_id=review_id))


def sheet(database: Database, code: str) -> ReviewSheetView:
    """What the holder of a code sees."""
    with database.reading() as session:
        return queries.sheet(session, ShowReviewSheet(review_code=code))
