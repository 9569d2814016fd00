"""Ratings of reports of long ago, and a promise that facts count."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from contracts.incentives.promises import TiePromise
from contracts.incentives.words import PromiseFact, RatedBy, ReportState
from runtime.database import Database
from runtime.identifiers import new_id
from services.incentives.promises import operations as promises
from services.incentives.rating.model import RATING
from services.incentives.reports.model import Report
from tests.builders import LILIN, an_actor
from tests.services.incentives.events import APPOINTMENT, PROMISE, handbook, keep, reception
from vocabulary.actors import Role

_COMMITTEE = an_actor(Role.PARTY_COMMITTEE)


def rated(
    database: Database,
    quarter: str,
    scores: Sequence[int],
    *,
    is_told: bool = True,
    appointment_id: UUID = APPOINTMENT,
) -> None:
    """A report of a quarter that no clock drafts any more, with its ratings."""
    report_id = new_id()
    rows = [
        {
            "id": new_id(),
            "report_id": report_id,
            "appointment_id": appointment_id,
            "score": score,
            "way": RatedBy.WEB,
        }
        for score in scores
    ]
    with database.writing() as session:
        session.add(
            Report(
                id=report_id,
                community=LILIN,
                quarter=quarter,
                state=ReportState.PUBLISHED,
                are_ratings_told=is_told,
                version=1,
            )
        )
        session.execute(sa.insert(RATING), rows)


def keep_a_promise(database: Database) -> None:
    """Two receptions a month from March on: kept in April, missed in every other month."""
    made = handbook(9, dt.date(2013, 3, 1), "每月接待两次。")
    (said,) = made.promises
    worded = dataclasses.replace(said, target=2, unit="次", period="month")
    days = [dt.date(2013, 4, 3), dt.date(2013, 4, 9)]
    events = [dataclasses.replace(made, promises=[worded]), *(reception(day, 1) for day in days)]
    keep(database, events)
    with database.writing() as session:
        tie = TiePromise(promise_id=PROMISE, fact=PromiseFact.RECEPTIONS)
        promises.tie(session, _COMMITTEE, tie)
