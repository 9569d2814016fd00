"""Issuing and printing slips, voting with them, and counting boxes."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.documents import Document
from contracts.incentives.ballots import (
    BoxStanding,
    CountBox,
    IssueSlips,
    PrintSlips,
    TakePaperSlip,
    VoteWithSlip,
)
from contracts.incentives.selections import BallotCount
from contracts.recruitment.surveys import Received
from contracts.words import value_name
from groundwork import areas, printing
from runtime import clock
from runtime.codes import print_of
from runtime.database import insert_new
from runtime.identifiers import random_id
from services.incentives.ballots import queries, rules
from services.incentives.ballots.model import WEB_VOTES, BoxCount, Slip
from services.incentives.ballots.rules import Tally
from services.incentives.selection import operations as selections
from services.incentives.selection import queries as selecting
from services.incentives.selection import rules as stages
from services.incentives.selection.model import Selection
from services.incentives.selection.rules import Deed
from services.incentives.templates import SLIPS
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.problems import NotFound
from vocabulary.tracking import code_from, grouped, normalised

_ENTROPY_BYTES = 8


def issue(session: Session, actor: Actor, request: IssueSlips) -> BallotCount:
    """Issue slips, one for a household, each with a code of one use.

    Raises:
        NotFound, Forbidden, WrongState: see `selections.moved_on`.
    """
    selection = selections.moved_on(
        session,
        actor,
        request,
        Deed.ISSUE_SLIPS,
        slips=request.households,
    )
    selection.batches += 1
    for _ in range(request.households):
        code = code_from(secrets.token_bytes(_ENTROPY_BYTES), queries.SERIES)
        session.add(
            Slip(
                # By a random id: a list in order of issue would follow the houses.
                id=random_id(),
                selection_id=selection.id,
                batch=selection.batches,
                code=normalised(code),
                code_print=print_of(code),
            )
        )
    session.flush()
    return queries.standing(session, selection)


def printed(session: Session, actor: Actor, request: PrintSlips) -> Document:
    """The slips of a batch that are not used, as sheets to be cut.

    Raises:
        NotFound: no such selection in the actor's communities, or no such batch.
        Forbidden: the actor issues none there.
        WrongState: the ballot is over.
    """
    selection = selections.looked_at(session, actor, request, Deed.ISSUE_SLIPS)
    stages.TABLE.follows(selection.number, selection.state, Deed.ISSUE_SLIPS)
    chosen = sa.select(Slip).where(
        Slip.selection_id == selection.id, Slip.batch == request.batch, Slip.used_by.is_(None)
    )
    slips = session.scalars(chosen.order_by(Slip.id)).all()
    if not slips:
        raise NotFound(
            f"没有第 {request.batch} 批选票，或已全部用完，请核对批次。",
            f"There is no batch {request.batch} of slips, or all are used; check the number.",
        )
    today = day_of(clock.now())
    facts = {
        "title": selection.title,
        "year": selection.year,
        "community": areas.name_on(session, selection.community, today).zh,
        "batch": request.batch,
        "most": selection.honours,
        "choices": [
            {
                "post": one.post,
                "category": value_name(one.category).zh if one.category else None,
            }
            for one in selecting.of(session, selection)
        ],
        "slips": [_on_paper(slip, request.origin) for slip in slips],
    }
    name = f"选票{selection.year}年第{request.batch}批.pdf"
    return Document.of(name, SLIPS.pdf(facts, made_at=clock.now().replace(microsecond=0)))


def vote(session: Session, request: VoteWithSlip) -> Received:
    """Vote on the web; the choice goes into sums, and stands beside no code.

    Raises:
        NotFound: no slip has this code.
        WrongState: it was used, on the web or with a paper sheet; or the ballot is over.
        Invalid: too many, or somebody who is not on the slip.
    """
    slip = queries.slip_of(session, request.slip_code)
    # A shared lock: votes do not wait for each other, and counting waits for them.
    selection = session.scalars(
        sa.select(Selection).where(Selection.id == slip.selection_id).with_for_update(read=True)
    ).one()
    slip = queries.slip_of(session, request.slip_code, for_change=True)
    queries.check_usable(slip, selection)
    rules.check_chosen(
        request.chosen,
        selecting.ids(selecting.of(session, selection)),
        most=selection.honours,
    )
    slip.used_by = "web"
    _add(session, selection.id, request.chosen)
    return Received(received=True)


def take_in(session: Session, actor: Actor, request: TakePaperSlip) -> Received:
    """Take in the slip of somebody who votes on paper; the sheet goes into the box unseen.

    Raises:
        NotFound: no such selection in the actor's communities, or no slip of it has this code.
        Forbidden: the actor takes in none there.
        WrongState: it was used, or the ballot is over.
    """
    selection = selections.take_up(session, actor, request, Deed.TAKE_SLIP)
    slip = queries.slip_of(session, request.slip_code, for_change=True)
    if slip.selection_id != selection.id:
        raise rules.no_such_slip()
    queries.check_usable(slip, selection)
    slip.used_by = "paper"
    # That a slip was taken in, not which one.
    selecting.SELECTIONS.changed(
        session, actor, selection, stages.TABLE.deeds[Deed.TAKE_SLIP].done, year=selection.year
    )
    return Received(received=True)


def count_box(session: Session, actor: Actor, request: CountBox) -> BoxStanding:
    """Count a box of paper sheets; two people count each, and differences are counted again.

    Raises:
        NotFound, Forbidden, WrongState: see `selections.moved_on`; or the box is settled, or this
            person counted it in this round.
        Invalid: a count that cannot be right.
    """
    selection = selections.moved_on(session, actor, request, Deed.COUNT_BOX, box=request.box)
    named = [one.appointment_id for one in request.votes]
    tally = Tally(
        counter=actor.account or "",
        sheets=request.sheets,
        spoilt=request.spoilt,
        votes={one.appointment_id: one.votes for one in request.votes if one.votes},
    )
    on_slip = selecting.ids(selecting.of(session, selection))
    rules.check_tally(
        tally,
        on_slip,
        doubled=len(set(named)) != len(named) or not set(named) <= set(on_slip),
        most=selection.honours,
    )
    before = queries.boxes(session, selection.id).get(request.box, rules.standing({}))
    rules.check_counter(before, tally.counter, request.box)
    session.add(
        BoxCount(
            selection_id=selection.id,
            box=request.box,
            round=before.round,
            counter=tally.counter,
            community=selection.community,
            sheets=tally.sheets,
            spoilt=tally.spoilt,
            votes={str(one): votes for one, votes in tally.votes.items()},
        )
    )
    session.flush()
    after = queries.boxes(session, selection.id)[request.box]
    return BoxStanding(
        box=request.box,
        round=after.round,
        is_settled=after.settled is not None,
        needs_recount=after.differs,
    )


def _add(session: Session, selection_id: UUID, chosen: Collection[UUID]) -> None:
    # Always in one order, so that two voters cannot wait for each other.
    for one in sorted(chosen):
        row = {"selection_id": selection_id, "appointment_id": one, "votes": 0}
        unique = ("selection_id", "appointment_id")
        insert_new(session, WEB_VOTES, [row], unique=unique, returning="votes")
        session.execute(
            sa.update(WEB_VOTES)
            .where(WEB_VOTES.c.selection_id == selection_id, WEB_VOTES.c.appointment_id == one)
            .values(votes=WEB_VOTES.c.votes + 1)
        )


def _on_paper(slip: Slip, origin: str | None) -> dict[str, str | None]:
    code = grouped(slip.code)
    return {"code": code, "qr": origin and printing.qr(queries.vote_address(origin, code))}
