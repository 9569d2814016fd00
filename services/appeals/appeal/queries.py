"""An appeal as others see it: the facts in events, the view of those who handle it, the resident's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.appeals.appeal import AppealFacts, AppealView, Progress, Step, TrackedAppeal
from contracts.appeals.intake import CONTACT
from runtime.codes import has_code
from runtime.copying import Copying
from runtime.encryption import keyring
from runtime.scope import visible_to
from services.appeals import history
from services.appeals.appeal import rules
from services.appeals.appeal.model import Appeal
from services.appeals.appeal.rules import Deed, Reminder
from services.appeals.history import Entry
from vocabulary import permissions
from vocabulary.actors import Actor
from vocabulary.masking import masked_address, masked_email, masked_name, masked_phone
from vocabulary.permissions import Action
from vocabulary.personal_text import hidden
from vocabulary.phones import same_phone
from vocabulary.problems import NotFound
from vocabulary.tracking import grouped

#: What is copied is everything that has a column; what is personal is said here.
_FACTS = Copying(Appeal, AppealFacts, given=("appeal_id",))
_VIEW = Copying(
    Appeal,
    AppealView,
    given=(
        "tracking_code",
        "text",
        *CONTACT,
        "outcome_reason",
        "possible",
        "is_handler",
        "history",
    ),
)
_TRACKED = Copying(
    Appeal,
    TrackedAppeal,
    given=("stored", "tracking_code", "outcome_reason", "possible", "may_rate", "progress"),
)
_STEP = Copying(Entry, Step, given=("by", "note"))
_PROGRESS = Copying(Entry, Progress)

#: Nothing was done then that a resident waits for.
_REMINDERS = frozenset(Reminder)


def facts_of(appeal: Appeal) -> dict[str, Any]:
    """The appeal as its events tell it: no text, no person."""
    return vars(_FACTS(appeal, appeal_id=appeal.id))


def appeals_of(actor: Actor) -> sa.Select[Appeal]:
    """The appeals that an actor may see; every list, detail and command begins here."""
    return sa.select(Appeal).where(
        visible_to(actor, Action.APPEAL_READ, area=Appeal.community, owner=Appeal.commissioner)
    )


def one_of(session: Session, actor: Actor, appeal_id: UUID, *, for_change: bool = False) -> Appeal:
    """One appeal in the actor's scope; locked, if it is to change.

    Raises:
        NotFound: there is none, or it is elsewhere; the answer does not tell which.
    """
    return _the(
        session,
        appeals_of(actor).where(Appeal.id == appeal_id),
        for_change=for_change,
        otherwise=NotFound(
            f"没有诉求 {appeal_id}，或不在您的社区范围内，请核对。",
            f"There is no appeal {appeal_id} in your communities; check the id.",
        ),
    )


def one_for_the_system(session: Session, appeal_id: UUID) -> Appeal:
    """One appeal wherever it is; the caller has made sure that it is Linli itself that asks.

    Raises:
        NotFound: there is none.
    """
    return _the(
        session,
        sa.select(Appeal).where(Appeal.id == appeal_id),
        for_change=False,
        otherwise=NotFound(
            f"没有诉求 {appeal_id}，请核对。", f"There is no appeal {appeal_id}; check the id."
        ),
    )


def one_with_code(session: Session, tracking_code: str, *, for_change: bool = False) -> Appeal:
    """The appeal that a tracking code belongs to, however it was typed.

    Raises:
        NotFound: nothing stored has this code.
    """
    return _the(
        session,
        sa.select(Appeal).where(has_code(Appeal.code_print, tracking_code)),
        for_change=for_change,
        otherwise=NotFound(
            f"没有查询码为 {tracking_code} 的诉求，请核对。",
            f"There is no appeal with the tracking code {tracking_code}; check the code.",
        ),
    )


def bears(*, number: str | None, code: str | None, phone: str | None) -> sa.ColumnElement[bool]:
    """Whose number, code or phone it is; of what is None, nobody's.

    Codes and phones lie sealed and are found by their prints, under every key while keys change.
    """
    wanted = [] if number is None else [Appeal.number == number]
    if code is not None:
        wanted.append(has_code(Appeal.code_print, code))
    if phone is not None:
        wanted.append(Appeal.phone_print.in_(keyring().fingerprints(same_phone(phone))))
    return sa.or_(sa.false(), *wanted)


def deeds_of(appeal: Appeal, actor: Actor) -> frozenset[Deed]:
    """What an actor may do with this appeal, in whatever state."""
    return rules.TABLE.granted(actor, area=appeal.community, owner=appeal.commissioner)


def may(actor: Actor, action: Action, appeal: Appeal) -> bool:
    """Whether the table allows the actor this with this appeal."""
    return permissions.may(actor, action, area=appeal.community, owner=appeal.commissioner)


def shown(appeal: Appeal, actor: Actor, entries: Sequence[Entry] = ()) -> AppealView:
    """The appeal for one of those who handle or oversee it.

    Masked for everybody: who needs the whole asks for a disclosure, which is kept.
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
        is_handler=may(actor, Action.APPEAL_ACT, appeal),
        history=[_step(entry) for entry in entries],
    )


def told_to_resident(session: Session, appeal: Appeal) -> TrackedAppeal:
    """The appeal for whoever holds its tracking code: no person, no note about others."""
    possible = _possible(appeal, rules.WITH_CODE)
    return _TRACKED(
        appeal,
        stored=True,
        tracking_code=grouped(appeal.tracking_code),
        outcome_reason=hidden(appeal.outcome_reason),
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


def _the(
    session: Session,
    chosen: sa.Select[Appeal],
    *,
    for_change: bool,
    otherwise: NotFound,
) -> Appeal:
    # A command waits here for the one before it, and then sees what that one left.
    statement = chosen.with_for_update() if for_change else chosen
    found = session.scalar(statement.execution_options(populate_existing=True))
    if found is None:
        raise otherwise
    return found


def _code_for(actor: Actor, appeal: Appeal) -> str:
    # With the whole code anybody could rate or contest in the resident's name.
    code = appeal.tracking_code
    is_shown = may(actor, Action.APPEAL_READ_CODE, appeal)
    return grouped(code if is_shown else "*" * len(code[:-4]) + code[-4:])


def _step(entry: Entry) -> Step:
    return _STEP(entry, by=entry.account, note=hidden(entry.note))
