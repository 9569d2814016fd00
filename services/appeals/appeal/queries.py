"""An appeal as others see it: the facts in events, the view of those who handle it, the resident's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.appeals.appeal import AppealFacts, AppealView, Progress, Step, TrackedAppeal
from groundwork.kept import Kept, the
from runtime import marks
from runtime.codes import has_code
from runtime.copying import Copying
from services.appeals import history
from services.appeals.appeal import rules
from services.appeals.appeal.model import Appeal
from services.appeals.appeal.rules import Deed, Reminder
from services.appeals.history import Entry
from vocabulary.actors import Actor
from vocabulary.masking import masked_address, masked_email, masked_name, masked_phone
from vocabulary.permissions import Action
from vocabulary.personal_text import hidden
from vocabulary.problems import NotFound
from vocabulary.tracking import grouped

APPEALS = Kept(Appeal, "appeal", "诉求", "appeal", read=Action.APPEAL_READ, owner="commissioner")

#: Everything with a column is copied; personal fields are given here.
_FACTS = Copying(Appeal, AppealFacts, given=("appeal_id",))
_VIEW = Copying(
    Appeal,
    AppealView,
    given=(
        "tracking_code",
        "text",
        "contact_name",
        "contact_phone",
        "contact_address",
        "contact_email",
        "outcome_reason",
        "possible",
        "is_handler",
        "history",
    ),
)
_TRACKED = Copying(
    Appeal,
    TrackedAppeal,
    given=(
        "stored",
        "tracking_code",
        "outcome_reason",
        "due_on",
        "possible",
        "may_rate",
        "progress",
    ),
)
_STEP = Copying(Entry, Step, given=("by", "note"))
_PROGRESS = Copying(Entry, Progress)


#: These steps are not what a resident waits for.
_REMINDERS = frozenset(Reminder)


def facts_of(appeal: Appeal) -> dict[str, Any]:
    """The appeal as its events tell it: no text, no person."""
    return vars(_FACTS(appeal, appeal_id=appeal.id))


def one_for_the_system(session: Session, appeal_id: UUID) -> Appeal:
    """One appeal wherever it is; the caller has made sure that it is Linli itself that asks.

    Raises:
        NotFound: there is none.
    """
    return the(
        session,
        sa.select(Appeal).where(Appeal.id == appeal_id),
        otherwise=APPEALS.no_such(appeal_id),
    )


def one_with_code(session: Session, tracking_code: str, *, for_change: bool = False) -> Appeal:
    """The appeal that a tracking code belongs to, however it was typed.

    Raises:
        NotFound: the code is unknown.
    """
    return the(
        session,
        sa.select(Appeal).where(has_code(Appeal.code_print, tracking_code)),
        for_change=for_change,
        otherwise=NotFound(
            f"没有查询码为 {tracking_code} 的诉求，请核对。",
            f"There is no appeal with the tracking code {tracking_code}; check the code.",
        ),
    )


def bears(*, number: str | None, code: str | None, phone: str | None) -> sa.ColumnElement[bool]:
    """The appeals with this number, code or phone; None finds none.

    Codes and phones lie sealed and are found by their prints, under every key while keys change.
    """
    wanted = [] if number is None else [Appeal.number == number]
    if code is not None:
        wanted.append(has_code(Appeal.code_print, code))
    if phone is not None:
        wanted.append(marks.PHONE.is_of(Appeal.phone_print, phone))
    return sa.or_(sa.false(), *wanted)


def deeds_of(appeal: Appeal, actor: Actor) -> frozenset[Deed]:
    """What an actor may do with this appeal, in any state."""
    return rules.TABLE.granted(actor, area=appeal.community, owner=appeal.commissioner)


def shown(appeal: Appeal, actor: Actor, entries: Sequence[Entry] = ()) -> AppealView:
    """The appeal for the staff who handle or oversee it.

    Masked for everybody: a disclosure, which is recorded, shows the full details.
    """
    return _VIEW(
        appeal,
        tracking_code=_code_for(actor, appeal),
        text=hidden(appeal.text),
        contact_name=masked_name(appeal.contact_name),
        contact_phone=masked_phone(appeal.contact_phone),
        contact_address=masked_address(appeal.contact_address),
        contact_email=masked_email(appeal.contact_email),
        outcome_reason=hidden(appeal.outcome_reason),
        possible=_possible(appeal, deeds_of(appeal, actor)),
        is_handler=APPEALS.may(actor, Action.APPEAL_ACT, appeal),
        history=[_step(entry) for entry in entries],
    )


def told_to_resident(session: Session, appeal: Appeal) -> TrackedAppeal:
    """The appeal for the holder of its tracking code: no person, no note about others."""
    possible = _possible(appeal, rules.WITH_CODE)
    return _TRACKED(
        appeal,
        stored=True,
        tracking_code=grouped(appeal.tracking_code),
        outcome_reason=hidden(appeal.outcome_reason),
        due_on=appeal.due_on if appeal.closed_at is None else None,
        possible=possible,
        may_rate=rules.TABLE.deeds[Deed.RATE].route in possible,
        progress=[
            _PROGRESS(entry)
            for entry in history.of(session, appeal.id)
            if entry.what not in _REMINDERS
        ],
    )


def _possible(appeal: Appeal, deeds: frozenset[Deed]) -> list[str]:
    return rules.offered(
        appeal.state,
        deeds,
        is_erased=appeal.erased_at is not None,
        is_rated=appeal.rating is not None,
        round_=appeal.round,
    )


def _code_for(actor: Actor, appeal: Appeal) -> str:
    # With the full code anybody could rate or contest in the resident's name.
    code = appeal.tracking_code
    is_shown = APPEALS.may(actor, Action.APPEAL_READ_CODE, appeal)
    return grouped(code if is_shown else "*" * len(code[:-4]) + code[-4:])


def _step(entry: Entry) -> Step:
    return _STEP(entry, by=entry.account, note=hidden(entry.note))
