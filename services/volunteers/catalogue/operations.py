"""Keeping the catalogue of a street."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from contracts.volunteers.catalogue import CatalogueEntryView, PutCatalogueEntry
from groundwork import counters, territories
from groundwork.kept import Kept
from runtime.identifiers import new_id
from services.volunteers.catalogue import queries, rules
from services.volunteers.catalogue.model import CatalogueEntry
from vocabulary.actors import Actor
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, check_version

_ENTRIES = Kept(CatalogueEntry, "catalogue_entry", "目录条目", "catalogue entry", place="street")


def put(session: Session, actor: Actor, request: PutCatalogueEntry) -> CatalogueEntryView:
    """Add an entry, or change it; who has a skill that is no longer offered keeps it.

    Raises:
        NotFound: not a street, or not one that the actor sees.
        Forbidden: the actor does not keep the catalogue of this street.
        PreconditionFailed: it is at another version than expected.
        Invalid: it includes itself, or one that is not there; or a skill with fields of work.
    """
    street, action = request.street, Action.VOLUNTEER_CATALOGUE_MANAGE
    territories.check_street(session, actor, Action.VOLUNTEER_READ, street)
    if not may(actor, action, area=street):
        raise Forbidden(
            "只有街道可以修改义工技能和兴趣目录，请联系街道办。",
            "Only the street keeps the catalogue of skills and interests; ask its office.",
        )
    act(session, actor, action, area=street)
    # Two changes at once could include each other.
    counters.hold(session, f"volunteer_catalogue/{street}")
    inclusion = {
        one.code: one.includes
        for one in queries.entries(session, street)
        if one.kind is request.kind
    }
    rules.check_inclusion(request.code, request.includes, inclusion)
    rules.check_categories(request.kind, request.categories or [])
    entry = session.scalar(
        sa.select(CatalogueEntry).where(
            CatalogueEntry.street == street,
            CatalogueEntry.kind == request.kind,
            CatalogueEntry.code == request.code,
        )
    )
    check_version(request.expected_version, 0 if entry is None else entry.version)
    what = "added" if entry is None else "changed"
    if entry is None:
        entry = CatalogueEntry(
            id=new_id(), street=street, kind=request.kind, code=request.code, version=0
        )
        session.add(entry)
    entry.name_zh, entry.name_en = request.name_zh, request.name_en
    entry.includes, entry.valid_months = list(request.includes), request.valid_months
    entry.categories = sorted({one.value for one in request.categories or []})
    entry.is_offered = request.is_offered
    _ENTRIES.changed(session, actor, entry, what)
    return queries.viewed(entry)
