"""Reading regulations: what counts on a day, and for those who keep them what is being written."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.documents import Document
from contracts.recruitment.regulations import (
    CompareRegulations,
    Difference,
    DifferenceLine,
    ListPublicRegulations,
    PrintRegulations,
    PublicRegulation,
    PublicRegulationList,
    RegulationDraft,
    RegulationEdition,
    RegulationList,
    RegulationView,
    ShowPublicRegulation,
)
from contracts.recruitment.words import LineChange, Parameter, RegulationName
from contracts.words import value_name
from groundwork import areas, territories
from runtime import clock
from services.recruitment.parameters import queries as parameters
from services.recruitment.regulations import rules
from services.recruitment.regulations.model import Edition, Regulation
from services.recruitment.regulations_proposal import proposal
from services.recruitment.templates import REGULATIONS
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import NotFound
from vocabulary.state_table import where

#: Makes a document's id from its street and name.
_DOCUMENTS = UUID("c41e9f0d-3a57-5c1b-8d2e-44030500700a")


def regulation_id(street: str, name: RegulationName) -> UUID:
    """The same for one document of one street, always."""
    return uuid5(_DOCUMENTS, f"{street}/{name.value}")


def public_list(session: Session, request: ListPublicRegulations) -> PublicRegulationList:
    """The measures as they count on a day.

    Raises:
        NotFound: there is no such street.
    """
    territories.check_known_street(session, request.street)
    return PublicRegulationList(items=_all_on(session, request.street, _day(request.on)))


def public_one(session: Session, request: ShowPublicRegulation) -> PublicRegulation:
    """One document as it counts on a day.

    Raises:
        NotFound: there is no such street.
    """
    territories.check_known_street(session, request.street)
    day = _day(request.on)
    found = _editions(session, [regulation_id(request.street, request.name)])
    values = _values(session, request.street, day)
    return _public(request.street, request.name, _newest_first(found), day, values)


def printed(session: Session, request: PrintRegulations) -> Document:
    """The measures as they count on a day, as a PDF.

    Raises:
        NotFound: there is no such street.
    """
    territories.check_known_street(session, request.street)
    day = _day(request.on)
    name = areas.name_on(session, request.street, day)
    facts = {
        "street": name.zh,
        "on": day,
        "items": [
            {
                "kind": found.kind.value,
                "position": found.position,
                "title": found.title_zh,
                "number": found.number,
                "effective_from": found.effective_from,
                "is_from_source": found.is_from_source,
                "blocks": [block._asdict() for block in rules.blocks(found.text)],
            }
            for found in _all_on(session, request.street, day)
        ],
    }
    title = f"{name.zh}社区专员实施办法-{day.isoformat()}.pdf"
    return Document.of(title, REGULATIONS.public_pdf(facts))


def compared(session: Session, request: CompareRegulations) -> Difference:
    """Two versions of one document, as they were written.

    Raises:
        NotFound: there is no such street, or no such version.
    """
    territories.check_known_street(session, request.street)
    found = _editions(session, [regulation_id(request.street, request.name)])
    texts = {edition.number: edition.text for editions in found.values() for edition in editions}
    texts[0] = proposal()[request.name].text
    missing = {request.from_number, request.to_number} - set(texts)
    if missing:
        number = min(missing)
        name = value_name(request.name)
        raise NotFound(
            f"“{name.zh}”没有第 {number} 版；有第 0 到 {max(texts)} 版。",
            f"There is no version {number} of “{name.en}”; there are 0 to {max(texts)}.",
        )
    return _difference(
        request.from_number,
        request.to_number,
        texts[request.from_number],
        texts[request.to_number],
    )


def draft_compared(session: Session, actor: Actor, street: str, name: RegulationName) -> Difference:
    """The draft beside the version in force today, as both were written.

    Raises:
        NotFound: not a street, or not one that the actor sees.
        WrongState: there is no draft.
    """
    territories.check_street(session, actor, Action.REGULATION_READ, street)
    identity = regulation_id(street, name)
    row = session.get(Regulation, identity)
    draft = row.draft if row is not None else None
    rules.check_has_draft(has_draft=draft is not None)
    editions = _newest_first(_editions(session, [identity]))
    counting = rules.in_force(editions, day_of(clock.now()))
    before = proposal()[name].text if counting is None else counting.text
    return _difference(
        counting.number if counting is not None else 0,
        newest_number(session, identity) + 1,
        before,
        RegulationDraft.read(draft).text,
    )


def everything(session: Session, actor: Actor, street: str) -> RegulationList:
    """All documents of a street with their drafts.

    Raises:
        NotFound: not a street, or not one that the actor sees.
    """
    territories.check_street(session, actor, Action.REGULATION_READ, street)
    return RegulationList(items=[shown(session, actor, street, name) for name in RegulationName])


def one(session: Session, actor: Actor, street: str, name: RegulationName) -> RegulationView:
    """One document with its draft.

    Raises:
        NotFound: not a street, or not one that the actor sees.
    """
    territories.check_street(session, actor, Action.REGULATION_READ, street)
    return shown(session, actor, street, name)


def shown(session: Session, actor: Actor, street: str, name: RegulationName) -> RegulationView:
    """One document with draft and versions."""
    identity = regulation_id(street, name)
    row = session.get(Regulation, identity)
    writes = may(actor, Action.REGULATION_MANAGE, area=street)
    has_draft = writes and row is not None and row.draft is not None
    editions = _newest_first(_editions(session, [identity]))
    day = day_of(clock.now())
    public = _public(street, name, editions, day, _values(session, street, day))
    proposed = proposal()[name]
    first = RegulationEdition(
        number=0,
        title_zh=proposed.title_zh,
        title_en=proposed.title_en,
        summary_en=proposed.summary_en,
        text=proposed.text,
    )
    return RegulationView(
        **vars(public),
        editions=[*(_edition(edition) for edition in editions), first],
        draft=RegulationDraft.read(row.draft) if row and row.draft is not None else None,
        draft_by=row.draft_by if row else None,
        draft_at=row.draft_at if row else None,
        possible=where(draft=writes, discarding=has_draft, publication=has_draft),
        version=row.version if row else 0,
    )


def newest_number(session: Session, identity: UUID) -> int:
    """Number of the newest version; 0: the proposal."""
    chosen = sa.select(sa.func.max(Edition.number)).where(Edition.regulation_id == identity)
    return session.scalar(chosen) or 0


def _all_on(session: Session, street: str, day: dt.date) -> list[PublicRegulation]:
    found = _editions(session, [regulation_id(street, name) for name in RegulationName])
    values = _values(session, street, day)
    return [
        _public(street, name, found[regulation_id(street, name)], day, values)
        for name in RegulationName
    ]


def _editions(session: Session, identities: Sequence[UUID]) -> Mapping[UUID, list[Edition]]:
    chosen = sa.select(Edition).where(Edition.regulation_id.in_(identities))
    found: dict[UUID, list[Edition]] = defaultdict(list)
    for edition in session.scalars(chosen.order_by(Edition.number)):
        found[edition.regulation_id].append(edition)
    return found


def _newest_first(found: Mapping[UUID, list[Edition]]) -> list[Edition]:
    return [edition for editions in found.values() for edition in reversed(editions)]


def _values(session: Session, street: str, day: dt.date) -> Callable[[str], int]:
    """Looks the value of a parameter up, each one once."""
    known: dict[str, int] = {}

    def value_of(name: str) -> int:
        if name not in known:
            known[name] = parameters.value_on(session, street, Parameter(name), day)
        return known[name]

    return value_of


def _public(
    street: str,
    name: RegulationName,
    editions: Sequence[Edition],
    day: dt.date,
    value_of: Callable[[str], int],
) -> PublicRegulation:
    proposed = proposal()[name]
    edition = rules.in_force(editions, day)
    counting = edition or proposed
    return PublicRegulation(
        street=street,
        name=name,
        kind=proposed.kind,
        position=proposed.position,
        is_from_source=proposed.is_from_source,
        number=edition.number if edition else 0,
        title_zh=counting.title_zh,
        title_en=counting.title_en,
        summary_en=counting.summary_en,
        text=rules.filled(counting.text, value_of),
        effective_from=edition.effective_from if edition else None,
        on=day,
    )


def _edition(edition: Edition) -> RegulationEdition:
    return RegulationEdition(
        number=edition.number,
        title_zh=edition.title_zh,
        title_en=edition.title_en,
        summary_en=edition.summary_en,
        text=edition.text,
        effective_from=edition.effective_from,
        reason=edition.reason,
        published_at=edition.published_at,
        published_by=edition.published_by,
    )


def _difference(from_number: int, to_number: int, before: str, after: str) -> Difference:
    return Difference(
        from_number=from_number,
        to_number=to_number,
        lines=[
            DifferenceLine(change=LineChange(line.change), text=line.text)
            for line in rules.difference(before, after)
        ],
    )


def _day(on: dt.date | None) -> dt.date:
    return on or day_of(clock.now())
