"""Taking appeals in, many at a time: one statement for each table, for any number."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

import audit
from bus import outbox
from bus.entrypoints import Delivered
from contracts.appeals.appeal import AppealFacts
from contracts.appeals.intake import PERSONAL, AppealReceived, AppealSubmitted
from contracts.appeals.words import State
from groundwork import counters
from runtime import marks
from runtime.codes import print_of
from runtime.encryption import keyring
from services.appeals.appeal.model import PERSON, WORDS, Appeal
from services.appeals.history import Entry
from services.appeals.intake import rules
from services.appeals.intake.rules import Series
from vocabulary.actors import RESIDENT, Actor
from vocabulary.tracking import normalised

Submission = Delivered[AppealSubmitted]

_APPEAL = cast("sa.Table", Appeal.__table__)
_HISTORY = cast("sa.Table", Entry.__table__)
_FIRST_VERSION = 1
#: The fields that the register sets itself; the personal fields travel sealed.
_OWN = {"tracking_code", "version"}
_SUBMITTED = {one.name for one in dataclasses.fields(AppealSubmitted)} - _OWN
if _SUBMITTED & {*WORDS, *PERSON} != set(PERSONAL):
    message = "PERSONAL names what travels sealed, and that is each personal column of an appeal"
    raise TypeError(message)
#: The fields of a submission in the register and in the events.
_COPIED = sorted((_SUBMITTED & set(_APPEAL.c.keys())) - set(PERSONAL))
_TOLD = sorted(_SUBMITTED & {one.name for one in dataclasses.fields(AppealFacts)})


def take_in(session: Session, actor: Actor, submissions: Sequence[Submission]) -> None:
    """Give each appeal its number and keep it; appeals kept already stay as they are.

    All are accepted here: the gateway has checked them, and has promised to keep them.
    """
    # First what fails, as unsealing may: numbers that are not used are never given again.
    first = {one.event.appeal_id: one for one in reversed(submissions)}
    prepared = {
        appeal_id: (_appeal(one.event), _author(one), _entry(one))
        for appeal_id, one in first.items()
    }
    unknown = _unknown(session, submissions)
    if not unknown:
        return
    last = counters.reserve(session, Counter(_series(one).name for one in unknown))
    numbered = list(_numbered(unknown, last))
    ready = [(*prepared[one.event.appeal_id], number) for one, number in numbered]
    audit.insert_many(
        session,
        _APPEAL,
        [{**appeal, "number": number} for appeal, _, _, number in ready],
        authors=[author for _, author, _, _ in ready],
    )
    audit.insert_many(session, _HISTORY, [entry for _, _, entry, _ in ready])
    outbox.add_all(
        session,
        [(_received(one.event, number), one.envelope) for one, number in numbered],
        actor=actor,
    )


def _series(submission: Submission) -> Series:
    return rules.series_of(submission.event.community, submission.event.received_at)


def _unknown(session: Session, submissions: Sequence[Submission]) -> list[Submission]:
    """Each appeal once, without those that are stored.

    Of one that is in another worker's hands the inbox knows, as its event's id follows from its own.
    """
    first = {one.event.appeal_id: one for one in reversed(submissions)}
    stored = set(session.scalars(sa.select(_APPEAL.c.id).where(_APPEAL.c.id.in_(first))))
    return [
        one
        for one in submissions
        if first[one.event.appeal_id] is one and one.event.appeal_id not in stored
    ]


def _numbered(
    submissions: Iterable[Submission], last: dict[str, int]
) -> Iterator[tuple[Submission, str]]:
    for submission in submissions:
        series = _series(submission)
        last[series.name] += 1
        yield submission, series.number(last[series.name])


def _appeal(submitted: AppealSubmitted) -> dict[str, Any]:
    """The row of an appeal, but for its number."""
    told = _told(submitted)
    # Data sealed by an older gateway lacks the fields that it did not ask for.
    personal = {name: told.get(name) for name in PERSONAL}
    code: str = (vars(submitted) | told)["tracking_code"]
    phone, email = personal["contact_phone"], personal["contact_email"]
    return {
        **{name: getattr(submitted, name) for name in _COPIED},
        **personal,
        "phone_print": marks.PHONE.of(phone),
        "email_print": marks.EMAIL.of(email),
        "id": submitted.appeal_id,
        "tracking_code": normalised(code),
        "code_print": print_of(code),
        "wants_notices": submitted.notify,
        "state": State.RECEIVED,
        "round": 1,
        "progressed_at": submitted.received_at,
        "version": _FIRST_VERSION,
    }


def _told(submitted: AppealSubmitted) -> dict[str, Any]:
    """The personal fields of the appeal: the sealed ones, if any."""
    if submitted.sealed is None:
        return vars(submitted)
    opened: dict[str, Any] = json.loads(keyring().to("appeals").open(submitted.sealed))
    return opened


def _entry(submission: Submission) -> dict[str, Any]:
    submitted = submission.event
    return {
        "appeal_id": submitted.appeal_id,
        "version": _FIRST_VERSION,
        "round": 1,
        "what": "received",
        "happened_at": submitted.received_at,
        "recorded_at": submitted.submitted_at,
        "account": submitted.submitted_by,
        "role": submission.envelope.actor_role or RESIDENT.role_at(submitted.community),
    }


def _author(submission: Submission) -> audit.Author:
    submitted, envelope = submission.event, submission.envelope
    return audit.Author(
        action=envelope.type,
        account=submitted.submitted_by,
        role=envelope.actor_role or RESIDENT.role_at(submitted.community),
        # An appeal written down by an account is still a resident's.
        on_behalf_of=None if submitted.submitted_by is None else "resident",
        address=submitted.submitted_from,
        program=submitted.submitted_with,
        correlation_id=envelope.correlation_id,
    )


def _received(submitted: AppealSubmitted, number: str) -> AppealReceived:
    return AppealReceived(
        **{name: getattr(submitted, name) for name in _TOLD},
        number=number,
        state=State.RECEIVED,
        round=1,
        version=_FIRST_VERSION,
    )
