"""Cleaning the register's data when its period is over."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.appeals.words import ErasedBy
from groundwork.retention import Classes, deleting, each, past
from runtime import retention
from services.appeals.appeal.model import PERSON, Appeal
from services.appeals.disclosures.model import Disclosure
from services.appeals.own_data.model import ProofFailure
from services.appeals.own_data.operations import erase
from vocabulary.actors import RESIDENT
from vocabulary.erasure import BY_RETENTION


def _contacts() -> sa.Select[Any]:
    there = sa.or_(*(getattr(Appeal, name).is_not(None) for name in PERSON))
    return sa.select(Appeal).where(Appeal.closed_at < retention.limit("contact"), there)


def _texts() -> sa.Select[Any]:
    return sa.select(Appeal).where(
        Appeal.closed_at < retention.limit("free_text"), Appeal.erased_at.is_(None)
    )


def _forget_contact(_session: Session, appeal: Appeal) -> None:
    for name in PERSON:
        setattr(appeal, name, None)
    appeal.wants_notices = False


def _forget_text(session: Session, appeal: Appeal) -> None:
    erase(session, RESIDENT, appeal, BY_RETENTION, ErasedBy.RETENTION)


CLEANED: Classes = {
    "contact": [each(Appeal, _contacts, _forget_contact)],
    "free_text": [each(Appeal, _texts, _forget_text)],
    "disclosure": [deleting(Disclosure.id, past(Disclosure.disclosed_at, "disclosure"))],
    "proof": [deleting(ProofFailure.appeal_id, past(ProofFailure.last_at, "proof"))],
}
