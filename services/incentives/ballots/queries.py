"""Slips as their holder and as their issuers see them, and how the ballot stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.incentives.ballots import ShowSlip, SlipChoice, SlipView
from contracts.incentives.selections import BallotCount
from contracts.incentives.words import SelectionState
from runtime.codes import has_code
from services.incentives.ballots import rules
from services.incentives.ballots.model import WEB_VOTES, BoxCount, Slip
from services.incentives.ballots.rules import Standing, Tally
from services.incentives.places.rules import Value
from services.incentives.selection import queries as selecting
from services.incentives.selection.model import Selection
from vocabulary.tracking import was_given_out

SERIES = b"ballot slips"
_VOTE_PAGE = "/vote"


@dataclass(frozen=True)
class Closed:
    """What a ballot came to: how often each was chosen, of how many, and by which ways."""

    votes: Mapping[UUID, int]
    ballots: int
    ways: Mapping[str, int]

    def value(self, appointment_id: UUID) -> Value | None:
        """The share of a candidate; None: nobody voted."""
        return Value(self.votes.get(appointment_id, 0), self.ballots) if self.ballots else None


def shown(session: Session, request: ShowSlip) -> SlipView:
    """What a slip votes on.

    Raises:
        NotFound: no slip has this code.
        WrongState: it was used, or the ballot is over.
    """
    slip = slip_of(session, request.slip_code)
    selection = session.get_one(Selection, slip.selection_id)
    check_usable(slip, selection)
    return SlipView(
        community=selection.community,
        year=selection.year,
        title=selection.title,
        most=selection.honours,
        choices=[
            SlipChoice(
                appointment_id=one.candidate.appointment_id,
                post=one.post,
                category=one.category,
                name=None,
            )
            for one in selecting.of(session, selection)
        ],
    )


def slip_of(session: Session, code: str, *, for_change: bool = False) -> Slip:
    """The slip with this code; locked, if it is to be used.

    Raises:
        NotFound: there is none, or the code was mistyped.
    """
    if not was_given_out(code, SERIES):
        raise rules.no_such_slip()
    chosen = sa.select(Slip).where(has_code(Slip.code_print, code))
    if for_change:
        chosen = chosen.with_for_update()
    found = session.scalar(chosen.execution_options(populate_existing=True))
    if found is None:
        raise rules.no_such_slip()
    return found


def check_usable(slip: Slip, selection: Selection) -> None:
    """Let a slip pass that nobody used, while the ballot runs.

    Raises:
        WrongState: it was used, or the ballot is over.
    """
    if slip.used_by is not None:
        raise rules.used()
    if selection.state is not SelectionState.OPEN:
        raise rules.closed()


def vote_address(origin: str, code: str) -> str:
    """The address of the page to vote, with the code."""
    return f"{origin.rstrip('/')}{_VOTE_PAGE}?{urlencode({'code': code})}"


def boxes(session: Session, selection_id: UUID) -> dict[int, Standing]:
    """How each box stands that somebody counted."""
    found: defaultdict[int, defaultdict[int, list[Tally]]] = defaultdict(lambda: defaultdict(list))
    chosen = sa.select(BoxCount).where(BoxCount.selection_id == selection_id)
    for one in session.scalars(chosen.order_by(BoxCount.box, BoxCount.round, BoxCount.counter)):
        found[one.box][one.round].append(tally_of(one))
    return {box: rules.standing(rounds) for box, rounds in found.items()}


def tally_of(one: BoxCount) -> Tally:
    """What one person counted."""
    votes = {UUID(appointment_id): votes for appointment_id, votes in one.votes.items()}
    return Tally(one.counter, one.sheets, one.spoilt, votes)


def standing(session: Session, selection: Selection) -> BallotCount:
    """How many slips there are and were used, and how the boxes stand."""
    known = boxes(session, selection.id)
    ways = selection.ways or _ways(session, selection.id, known)
    return BallotCount(
        **ways,
        batches=selection.batches,
        boxes=[box for box, one in known.items() if one.settled is not None],
        recounts=[box for box, one in known.items() if one.differs],
        waiting=[box for box, one in known.items() if one.counters and one.settled is None],
    )


def is_ready(count: BallotCount) -> bool:
    """Whether the boxes are settled and hold as many sheets as slips were taken in."""
    return not (count.recounts or count.waiting) and count.sheets == count.paper


def closed(session: Session, selection: Selection) -> Closed:
    """What the ballot came to.

    Raises:
        WrongState: boxes are not settled, or do not hold as many sheets as slips were taken in.
    """
    known = boxes(session, selection.id)
    ways = _ways(session, selection.id, known)
    rules.check_boxes(
        unsettled=[box for box, one in known.items() if one.settled is None],
        sheets=ways["sheets"],
        taken=ways["paper"],
    )
    votes: Counter[UUID] = Counter()
    row = WEB_VOTES.c
    chosen = sa.select(row.appointment_id, row.votes).where(row.selection_id == selection.id)
    for appointment_id, number in session.execute(chosen):
        votes[appointment_id] += number
    for one in _settled(known):
        votes.update(one.votes)
    return Closed(votes, ways["web"] + ways["sheets"] - ways["spoilt"], ways)


def _ways(session: Session, selection_id: UUID, known: Mapping[int, Standing]) -> dict[str, int]:
    chosen = (
        sa.select(Slip.used_by, sa.func.count().label("number"))
        .where(Slip.selection_id == selection_id)
        .group_by(Slip.used_by)
    )
    used: dict[str | None, int] = {one.used_by: one.number for one in session.execute(chosen)}
    settled = _settled(known)
    return {
        "issued": sum(used.values()),
        "web": used.get("web", 0),
        "paper": used.get("paper", 0),
        "sheets": sum(one.sheets for one in settled),
        "spoilt": sum(one.spoilt for one in settled),
    }


def _settled(known: Mapping[int, Standing]) -> Sequence[Tally]:
    return [one.settled for one in known.values() if one.settled is not None]
