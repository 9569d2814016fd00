"""A community of three commissioners, and their selection brought to each stage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from contracts.incentives.ballots import BoxVotes, CountBox, IssueSlips, TakePaperSlip, VoteWithSlip
from contracts.incentives.places import WeightedCriterion
from contracts.incentives.reports import NamedAppointment
from contracts.incentives.selection_objections import (
    ObjectToSelection,
    SelectionObjectionReceipt,
)
from contracts.incentives.selections import (
    AwardSelection,
    CheckSelection,
    CountSelection,
    DraftSelection,
    HonouredApart,
    JudgeCandidates,
    Nominate,
    OpenSelection,
    PassedOver,
    Points,
    PublishNomination,
    SelectionView,
    ShowSelection,
)
from contracts.incentives.words import Criterion
from contracts.recruitment.holidays import HolidayYearDeclared
from groundwork import calendar
from runtime import clock
from runtime.database import Database
from services.incentives.ballots import operations as ballots
from services.incentives.ballots.model import Slip
from services.incentives.selection.model import Selection
from services.incentives.selection_objections import operations as objections
from services.incentives.selections import operations, queries
from tests.builders import LILIN, an_actor
from tests.services.incentives.events import (
    began,
    closing,
    keep,
    keep_areas,
    named,
    opened,
    reception,
)
from vocabulary.actors import Actor, Role
from vocabulary.periods import day_of
from vocabulary.tracking import grouped

YEAR = 2013
STREET = "440305007000"
OFFICER = an_actor(Role.STREET_OFFICER, STREET)
STAFF = an_actor(Role.WORKSTATION_STAFF)
OTHER_STAFF = an_actor(Role.WORKSTATION_STAFF, account="another clerk")
COMMITTEE = an_actor(Role.PARTY_COMMITTEE)
STREET_COMMITTEE = an_actor(Role.STREET_PARTY_COMMITTEE, STREET)


def _id(last: int) -> UUID:
    return UUID(f"01970a3c-9000-7000-8000-00000000{last:04x}")


#: Three appointments, their accounts, and their commissioners as actors: the first did the most.
FIRST, SECOND, THIRD = CHOSEN = (_id(0xA1), _id(0xA2), _id(0xA3))
ACCOUNTS = (_id(0xC1), _id(0xC2), _id(0xC3))
PEERS = tuple(an_actor(Role.COMMISSIONER, account=str(account)) for account in ACCOUNTS)
_CLOSED = (20, 12, 6)
NAMES = [
    NamedAppointment(appointment_id=one, name=name)
    for one, name in zip(CHOSEN, ("陈秀英", "李国强", "王小明"), strict=True)
]


def keep_a_community(database: Database) -> None:
    """Three commissioners of one field of work, and what they did in 2013."""
    keep_areas(database)
    this_year = day_of(clock.now()).year
    declared = [
        HolidayYearDeclared(year=year, is_complete=True, version=1)
        for year in (this_year, this_year + 1)
    ]
    with database.writing() as session:
        calendar.keep_years(session, declared)
    for place, (appointment, account, closed) in enumerate(
        zip(CHOSEN, ACCOUNTS, _CLOSED, strict=True)
    ):
        post = _id(0xB1 + place)
        who = {"appointment_id": appointment, "post_id": post}
        keep(
            database,
            [
                opened(post_id=post, title=f"消防专员{place + 1}", number=f"〔2012〕{place + 1}"),
                began(**who),
                named(**who, commissioner=account),
                reception(dt.date(YEAR, 3, 3), 30 - place, commissioner=str(account)),
                *(
                    closing(dt.date(YEAR, 4, 1 + number), commissioner=str(account))
                    for number in range(closed)
                ),
            ],
        )


def weights(**by: int) -> list[WeightedCriterion]:
    """Criteria by name."""
    return [WeightedCriterion(criterion=Criterion(name), weight=by[name]) for name in by]


def drafted(database: Database, actor: Actor = OFFICER, **changed: Any) -> SelectionView:
    """A draft by what was settled, the ballot and the judges."""
    usual: dict[str, Any] = {
        "community": LILIN,
        "year": YEAR,
        "title": "年度优秀社区专员",
        "criteria": weights(settled=40, ballot=40, committee=20),
        "honours": 2,
        "least_days": 180,
        "least_cases": 1,
    }
    with database.writing() as session:
        return operations.draft(session, actor, DraftSelection(**usual | changed))


def open_one(database: Database, **changed: Any) -> UUID:
    """An open selection."""
    found = drafted(database, **changed)
    with database.writing() as session:
        operations.open_(session, OFFICER, OpenSelection(selection_id=found.id))
    return found.id


def judged(
    database: Database, selection_id: UUID, actor: Actor, points: Sequence[tuple[UUID, int]]
) -> SelectionView:
    """A sheet of points."""
    given = [Points(appointment_id=one, points=number) for one, number in points]
    with database.writing() as session:
        return operations.judge(
            session, actor, JudgeCandidates(selection_id=selection_id, points=given, abstains=[])
        )


def slips(database: Database, selection_id: UUID, households: int) -> list[str]:
    """The codes of so many new slips."""
    with database.writing() as session:
        ballots.issue(session, STAFF, IssueSlips(selection_id=selection_id, households=households))
    with database.reading() as session:
        found = session.scalars(sa.select(Slip).where(Slip.selection_id == selection_id))
        return [grouped(one.code) for one in found]


def voted(database: Database, code: str, *chosen: UUID) -> None:
    """A vote on the web."""
    with database.writing() as session:
        ballots.vote(session, VoteWithSlip(slip_code=code, chosen=list(chosen)))


def taken_in(database: Database, selection_id: UUID, code: str) -> None:
    """A slip handed in with a paper sheet."""
    with database.writing() as session:
        ballots.take_in(session, STAFF, TakePaperSlip(selection_id=selection_id, slip_code=code))


def box(
    database: Database, selection_id: UUID, actor: Actor, sheets: int, **changed: Any
) -> tuple[int, bool, bool]:
    """A count of box 1; returns round, settled, to be counted again."""
    votes = [
        BoxVotes(appointment_id=one, votes=number)
        for one, number in changed.pop("votes", {FIRST: sheets}).items()
    ]
    asked = CountBox(selection_id=selection_id, box=1, sheets=sheets, votes=votes, **changed)
    with database.writing() as session:
        found = ballots.count_box(session, actor, asked)
    return found.round, found.is_settled, found.needs_recount


def counted(database: Database, selection_id: UUID, actor: Actor = COMMITTEE) -> SelectionView:
    """The places stand."""
    with database.writing() as session:
        return operations.count(session, actor, CountSelection(selection_id=selection_id))


def nominated(
    database: Database,
    selection_id: UUID,
    *nominees: UUID,
    reasons: Sequence[UUID] = (),
    apart: Sequence[UUID] = (),
    actor: Actor = COMMITTEE,
) -> SelectionView:
    """A nomination, with reasons for those passed over, and for those who are honoured apart."""
    asked = Nominate(
        selection_id=selection_id,
        nominees=list(nominees),
        passed_over=[
            PassedOver(appointment_id=one, reason="本人书面放弃评选。") for one in reasons
        ],
        apart=[HonouredApart(appointment_id=one, reason="空岗期间坚持接待。") for one in apart],
    )
    with database.writing() as session:
        return operations.nominate(session, actor, asked)


def published(database: Database, **changed: Any) -> UUID:
    """A nomination of the first two in public notice."""
    selection_id = open_one(database, **changed)
    counted(database, selection_id)
    nominated(database, selection_id, FIRST, SECOND)
    with database.writing() as session:
        operations.publish(session, STAFF, PublishNomination(selection_id=selection_id))
    return selection_id


def let_notice_pass(database: Database, selection_id: UUID) -> None:
    """As if the notice had begun a month ago."""
    today = day_of(clock.now())
    with database.writing() as session:
        session.execute(
            sa.update(Selection)
            .where(Selection.id == selection_id)
            .values(
                notice_from=today - dt.timedelta(days=30), notice_to=today - dt.timedelta(days=20)
            )
        )


def checked(database: Database, **changed: Any) -> UUID:
    """A nomination that waits for the award."""
    selection_id = published(database, **changed)
    let_notice_pass(database, selection_id)
    check(database, selection_id)
    return selection_id


def check(database: Database, selection_id: UUID, actor: Actor = OFFICER) -> SelectionView:
    """The street office's check."""
    with database.writing() as session:
        return operations.check(session, actor, CheckSelection(selection_id=selection_id))


def awarded(
    database: Database, selection_id: UUID, actor: Actor = STREET_COMMITTEE
) -> SelectionView:
    """The award."""
    with database.writing() as session:
        return operations.award(
            session, actor, AwardSelection(selection_id=selection_id, names=NAMES)
        )


def objected(database: Database) -> SelectionObjectionReceipt:
    """An objection by anyone."""
    asked = ObjectToSelection(community=LILIN, year=YEAR, text="公示中的事迹与事实不符。")
    with database.writing() as session:
        return objections.raise_one(session, asked)


def shown(database: Database, selection_id: UUID, actor: Actor = COMMITTEE) -> SelectionView:
    """The selection as somebody sees it."""
    with database.reading() as session:
        return queries.one(session, actor, ShowSelection(selection_id=selection_id))
