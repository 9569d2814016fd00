"""The copy that a person gets."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.appeals.intake import PERSONAL
from contracts.appeals.own_data import OwnData, OwnStep
from runtime import clock
from runtime.copying import Copying
from services.appeals import history
from services.appeals.appeal.model import Appeal
from services.appeals.disclosures import queries as disclosures
from services.appeals.history import Entry
from vocabulary.actors import RESIDENT
from vocabulary.personal_text import hidden
from vocabulary.tracking import grouped

_OWN = Copying(
    Appeal,
    OwnData,
    given=(
        "exported_at",
        "tracking_code",
        "outcome_reason",
        "history",
        "disclosures",
        *PERSONAL,
    ),
)
_OWN_STEP = Copying(Entry, OwnStep, given=("note",))


def copy_of(session: Session, appeal: Appeal) -> OwnData:
    """Everything that is stored about an appeal, without the names of those who handled it."""
    return _OWN(
        appeal,
        exported_at=clock.now(),
        tracking_code=grouped(appeal.tracking_code),
        outcome_reason=appeal.outcome_reason,
        history=[_OWN_STEP(entry, note=_note(entry)) for entry in history.of(session, appeal.id)],
        disclosures=disclosures.told(session, appeal.id),
        # The person gets in full what they gave.
        **{name: getattr(appeal, name) for name in PERSONAL},
    )


def _note(entry: Entry) -> str | None:
    # Staff's notes may contain the number of a neighbour, who was not asked.
    if entry.note is None or entry.role == RESIDENT.role_at(""):
        return entry.note
    return hidden(entry.note)
