"""What this register cleans when its period is over, some rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.appeals.words import ErasedBy
from runtime import retention
from services.appeals.appeal.model import PERSON, Appeal
from services.appeals.disclosures.model import Disclosure
from services.appeals.own_data.model import ProofFailure
from services.appeals.own_data.operations import erase
from vocabulary.actors import RESIDENT
from vocabulary.erasure import BY_RETENTION

#: Rows of one class in one transaction.
AT_ONCE = 200
_ROLE = "retention"


def due(session: Session) -> dict[str, int]:
    """How many rows of each class are past their period."""
    return {
        name: session.scalar(sa.select(sa.func.count()).select_from(wanted().subquery())) or 0
        for name, (wanted, _) in _CLASSES.items()
    }


def clean(session: Session) -> dict[str, int]:
    """Clean at most `AT_ONCE` rows of each class; gives how many it were."""
    return {name: act(session) for name, (_, act) in _CLASSES.items()}


def _contacts() -> sa.Select[Any]:
    there = sa.or_(*(getattr(Appeal, name).is_not(None) for name in PERSON))
    return sa.select(Appeal.id).where(Appeal.closed_at < retention.limit("contact"), there)


def _texts() -> sa.Select[Any]:
    return sa.select(Appeal.id).where(_text_is_old())


def _text_is_old() -> sa.ColumnElement[bool]:
    return sa.and_(Appeal.closed_at < retention.limit("free_text"), Appeal.erased_at.is_(None))


def _disclosures() -> sa.Select[Any]:
    limit = retention.limit("disclosure")
    return sa.select(Disclosure.id).where(Disclosure.disclosed_at < limit)


def _failures() -> sa.Select[Any]:
    limit = retention.limit("proof")
    return sa.select(ProofFailure.appeal_id).where(ProofFailure.last_at < limit)


def _forget_contacts(session: Session) -> int:
    ids = _some(session, _contacts())
    nothing: dict[str, Any] = {**dict.fromkeys(PERSON), "wants_notices": False}
    # Somebody may have opened one again since.
    is_old = sa.and_(Appeal.id.in_(ids), Appeal.closed_at < retention.limit("contact"))
    session.execute(sa.update(Appeal).where(is_old).values(nothing))
    return len(ids)


def _forget_texts(session: Session) -> int:
    old = sa.select(Appeal).where(_text_is_old()).limit(AT_ONCE)
    rows = session.scalars(old.with_for_update(skip_locked=True)).all()
    for appeal in rows:
        erase(session, RESIDENT, appeal, BY_RETENTION, ErasedBy.RETENTION, role=_ROLE)
    return len(rows)


def _delete(table: Any, wanted: Callable[[], sa.Select[Any]], key: Any) -> Callable[[Session], int]:
    def act(session: Session) -> int:
        ids = _some(session, wanted())
        session.execute(sa.delete(table).where(key.in_(ids)))
        return len(ids)

    return act


def _some(session: Session, wanted: sa.Select[Any]) -> list[Any]:
    return list(session.scalars(wanted.limit(AT_ONCE)))


_CLASSES: Mapping[str, tuple[Callable[[], sa.Select[Any]], Callable[[Session], int]]] = {
    "contact": (_contacts, _forget_contacts),
    "free_text": (_texts, _forget_texts),
    "disclosure": (_disclosures, _delete(Disclosure, _disclosures, Disclosure.id)),
    "proof": (_failures, _delete(ProofFailure, _failures, ProofFailure.appeal_id)),
}
