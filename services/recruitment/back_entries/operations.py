"""Consenting to back entries, ending a consent, and dating a step by what is allowed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.recruitment.back_entries import (
    AllowBackEntries,
    BackEntriesAllowed,
    BackEntriesEnded,
    BackEntryView,
    EndBackEntries,
)
from contracts.recruitment.words import Parameter
from groundwork import areas, counters, history, territories
from runtime import clock
from runtime.identifiers import new_id
from services.recruitment.back_entries import queries, rules
from services.recruitment.back_entries.model import BackEntryConsent
from services.recruitment.parameters import queries as parameters
from vocabulary import moments
from vocabulary.actors import Actor
from vocabulary.areas import street_of
from vocabulary.human_numbers import human_number
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, check_version


def allow(session: Session, actor: Actor, request: AllowBackEntries) -> BackEntryView:
    """Consent to back entries of a community (批准补录).

    Raises:
        NotFound: not a community that the actor sees.
        Forbidden: the actor does not speak for the street office.
        Invalid: not a community in force; or impossible days, see `rules.check_consent`.
    """
    community = request.community
    _check_allows(session, actor, community)
    now = clock.now()
    today = day_of(now)
    areas.check_community(session, community, today)
    given = rules.Consent(request.from_day, request.to_day, request.usable_until)
    rules.check_consent(given, today=today)
    street = street_of(community)
    serial = counters.next_serial(session, f"back_entry_consent/{street}/{today.year}")
    row = BackEntryConsent(
        id=new_id(),
        street=street,
        number=human_number(today.year, serial),
        community=community,
        from_day=given.from_day,
        to_day=given.to_day,
        usable_until=given.usable_until,
        reason=request.reason,
        allowed_at=now,
        allowed_by=actor.account,
        version=1,
    )
    session.add(row)
    queries.CONSENTS.note(session, actor, row, "allowed", note=request.reason)
    outbox.add(session, BackEntriesAllowed(**_facts_of(row)), actor=actor)
    session.flush()
    return queries.whole(session, actor, row)


def end(session: Session, actor: Actor, request: EndBackEntries) -> BackEntryView:
    """End a consent early (提前终止补录); steps entered under it stay.

    A step written down at the same time is either stored before the end or refused after it.

    Raises:
        NotFound: not a community that the actor sees, or it has no such consent.
        Forbidden: the actor does not speak for the street office.
        PreconditionFailed: it is at another version.
        WrongState: it is over already.
    """
    _check_allows(session, actor, request.community)
    row = queries.one_of(session, request.community, request.consent_id, for_change=True)
    check_version(request.expected_version, row.version)
    now = clock.now()
    rules.check_can_end(row.number, queries.counted(row), day_of(now))
    row.ended_at = now
    row.version += 1
    queries.CONSENTS.note(session, actor, row, "ended", note=request.reason)
    outbox.add(session, BackEntriesEnded(**_facts_of(row)), actor=actor)
    session.flush()
    return queries.whole(session, actor, row)


def day_of_step(
    session: Session, community: str, given: dt.date | None, *, previous: dt.date
) -> dt.date:
    """When a step of a community happened: as given, or today; see `rules`.

    Raises:
        Invalid: names `happened_on`.
    """
    on = rules.day_of_step(given, today=day_of(clock.now()), previous=previous)
    if given is not None:
        enter(session, community, on, field="happened_on")
    return on


def moment_of_step(
    session: Session, community: str, given: dt.datetime | None, *, previous: dt.datetime
) -> dt.datetime:
    """When a step of a community happened: as given, or now; see `rules`.

    Raises:
        Invalid: names `happened_at`.
    """
    at = moments.of_step(given, now=clock.now(), previous=previous)
    if given is not None:
        enter(session, community, day_of(at), field="happened_at")
    return at


def enter(session: Session, community: str, day: dt.date, *, field: str) -> None:
    """Let a day of a community be entered; under a consent, the history of this transaction says so.

    Raises:
        Invalid: names the field; it lies too far back, and the street office has not consented.
    """
    today = day_of(clock.now())
    if day >= today:
        return
    days = parameters.value_on(session, community, Parameter.BACK_ENTRY_DAYS, today)
    if rules.is_recent(day, today=today, days=days):
        return
    consent = queries.covering(session, community, day, today=today)
    if consent is not None:
        history.enter_under(session, consent.number)
    rules.check_consented(
        day,
        is_consented=consent is not None,
        days=days,
        community=community,
        field=field,
    )


def _check_allows(session: Session, actor: Actor, community: str) -> None:
    """Let an actor pass who speaks for the street office, and act as that from now on.

    Raises:
        NotFound: not a community that the actor sees.
        Forbidden: the actor does not speak for the street office.
    """
    territories.check_community(actor, Action.BACK_ENTRY_READ, community)
    if not may(actor, Action.BACK_ENTRY_ALLOW, area=community):
        raise Forbidden(
            "只有街道办可以批准和终止补录。",
            "Only the street office may consent to back entries and end its consent.",
        )
    act(session, actor, Action.BACK_ENTRY_ALLOW, area=community)


def _facts_of(row: BackEntryConsent) -> dict[str, Any]:
    return {
        "consent_id": row.id,
        "number": row.number,
        "community": row.community,
        "from_day": row.from_day,
        "to_day": row.to_day,
        "usable_until": row.usable_until,
        "version": row.version,
    }
