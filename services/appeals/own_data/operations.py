"""Proving one's identity, copying one's data, erasing it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus import outbox
from contracts.appeals.appeal import AppealView
from contracts.appeals.closing import AppealClosed
from contracts.appeals.own_data import (
    AppealErased,
    EraseAppeal,
    EraseOwnData,
    Erasure,
    ErasureAnswer,
    ExportOwnData,
    OwnDataAnswer,
    Proof,
    Unproven,
)
from contracts.appeals.words import ErasedBy, Outcome, State
from groundwork.history import forget_notes
from groundwork.own_data import clean_rows
from runtime import clock, marks
from services.appeals import history
from services.appeals.appeal import queries as appeals
from services.appeals.appeal.model import PERSON, WORDS, Appeal
from services.appeals.appeal.operations import move_on, take_up
from services.appeals.appeal.queries import facts_of, shown
from services.appeals.appeal.rules import Deed, check_not_erased
from services.appeals.disclosures.model import Disclosure
from services.appeals.history import Entry
from services.appeals.own_data import rules
from services.appeals.own_data.model import ProofFailure
from services.appeals.own_data.queries import copy_of
from vocabulary import erasure
from vocabulary.actors import RESIDENT, Actor
from vocabulary.problems import WrongState
from vocabulary.tries import wait_seconds


def export(session: Session, request: ExportOwnData) -> OwnDataAnswer:
    """A copy of everything stored about an appeal, for a person who proves it is theirs.

    Raises:
        Invalid: neither phone nor e-mail address.
        NotFound: the code is unknown.
    """
    rules.check_given(request.phone, request.email)
    appeal = appeals.one_with_code(session, request.tracking_code, for_change=True)
    unproven = _proved(session, appeal, request)
    if unproven is not None:
        return OwnDataAnswer(unproven=unproven)
    return OwnDataAnswer(data=copy_of(session, appeal))


def erase_own(session: Session, request: EraseOwnData) -> ErasureAnswer:
    """Erase an appeal at the wish of a person who proves it is theirs.

    Raises:
        Invalid: neither phone nor e-mail address.
        NotFound: the code is unknown.
        WrongState: it is open, and the person does not withdraw it.
    """
    rules.check_given(request.phone, request.email)
    appeal = appeals.one_with_code(session, request.tracking_code, for_change=True)
    unproven = _proved(session, appeal, request)
    if unproven is not None:
        return ErasureAnswer(unproven=unproven)
    _end(session, RESIDENT, appeal, withdraw=request.withdraw)
    erase(session, RESIDENT, appeal, erasure.ON_REQUEST, ErasedBy.PERSON)
    return ErasureAnswer(
        erasure=Erasure(number=appeal.number, erased_at=appeal.erased_at or clock.now())
    )


def erase_for_the_person(session: Session, actor: Actor, request: EraseAppeal) -> AppealView:
    """Staff write down that the person asked for the erasure, and it is done.

    Raises:
        NotFound, Forbidden: see `take_up`.
        WrongState: it is open and not withdrawn; or erased already.
    """
    appeal = appeals.APPEALS.one_of(session, actor, request.appeal_id, for_change=True)
    deed = Deed.ERASE if appeal.state is State.CLOSED else Deed.WITHDRAW
    take_up(session, actor, request.appeal_id, deed, expected=request.expected_version)
    _end(session, actor, appeal, withdraw=request.withdraw)
    erase(session, actor, appeal, erasure.ON_REQUEST, ErasedBy.STAFF, note=request.asked)
    return shown(appeal, actor, history.of(session, appeal.id))


def erase(
    session: Session,
    actor: Actor,
    appeal: Appeal,
    mark: str,
    by: ErasedBy,
    *,
    note: str | None = None,
) -> None:
    """Clean contact, text, notes and reasons; who did what and when stays, and so do figures.

    `note`: how it came to this; nothing personal.
    """
    check_not_erased(erased=appeal.erased_at is not None, number=appeal.number)
    for name in PERSON:
        setattr(appeal, name, None)
    for name in WORDS:
        if getattr(appeal, name) is not None:
            setattr(appeal, name, mark)
    appeal.wants_notices = False
    session.flush()
    forget_notes(session, mark, Entry.appeal_id == appeal.id, table=Entry)
    clean_rows(session, Disclosure, ("words",), mark, Disclosure.appeal_id == appeal.id)
    session.execute(sa.delete(ProofFailure).where(ProofFailure.appeal_id == appeal.id))
    appeal.erased_at = move_on(session, actor, appeal, Deed.ERASE, note=note)
    outbox.add(session, AppealErased(**facts_of(appeal), erased_by=by), actor=actor)


def _end(session: Session, actor: Actor, appeal: Appeal, *, withdraw: bool) -> None:
    """Withdraw an open appeal: without its text work could not go on."""
    if appeal.state is State.CLOSED:
        return
    if not withdraw:
        raise WrongState(
            f"诉求{appeal.number}尚未办结。若要现在删除，请同时撤回诉求。",
            f"Appeal {appeal.number} is still open. To have it erased now, withdraw it as well "
            "(withdraw: true).",
        )
    appeal.closed_at = move_on(
        session, actor, appeal, Deed.WITHDRAW, outcome=Outcome.WITHDRAWN, note=erasure.ON_REQUEST
    )
    appeal.outcome = Outcome.WITHDRAWN
    appeal.outcome_reason = erasure.ON_REQUEST
    outbox.add(session, AppealClosed(**facts_of(appeal)), actor=actor)


def _proved(session: Session, appeal: Appeal, proof: Proof) -> Unproven | None:
    """Why the proof is wrong; None if it is right.

    The answer does not reveal whether a phone or an address was given. The attempt is recorded, so
    this is an answer: a refusal would roll the record back.
    """
    now = clock.now()
    kept = session.get(ProofFailure, appeal.id)
    failures = 0 if kept is None else kept.failures
    last_at = None if kept is None else kept.last_at
    wait = wait_seconds(failures, last_at, now=now)
    if wait:
        return Unproven(retry_after_seconds=wait)
    # One of the two is proof enough, since many leave only one.
    fits = [
        mark.fits(kept_print, text)
        for mark, kept_print, text in (
            (marks.PHONE, appeal.phone_print, proof.phone),
            (marks.EMAIL, appeal.email_print, proof.email),
        )
        if text is not None
    ]
    if any(fits):
        if kept is not None:
            session.delete(kept)
        return None
    session.merge(ProofFailure(appeal_id=appeal.id, failures=failures + 1, last_at=now))
    return Unproven()
