"""The catalogue as people choose from it, and as other capabilities ask about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.words import PostCategory
from contracts.volunteers.catalogue import Catalogue, CatalogueEntryView, ShowCatalogue
from contracts.volunteers.words import CatalogueKind
from groundwork import territories
from runtime.copying import Copying
from services.volunteers.catalogue import rules
from services.volunteers.catalogue.model import CatalogueEntry
from vocabulary.areas import street_of

_VIEW = Copying(CatalogueEntry, CatalogueEntryView, given=("categories",))


@dataclass(frozen=True)
class Known:
    """The skills and interests of a street."""

    offered: dict[CatalogueKind, set[str]]
    inclusion: dict[CatalogueKind, dict[str, list[str]]]
    #: Of skills.
    valid_months: dict[str, int | None]
    #: The codes of what people call so.
    codes: dict[CatalogueKind, dict[str, str]]
    #: Of interests: the fields of work that they belong to.
    categories: dict[str, list[str]]

    def categories_of(self, interests: Iterable[str]) -> set[str]:
        """The fields of work that a person with these interests likes to serve in."""
        inclusion = self.inclusion[CatalogueKind.INTEREST]
        return rules.categories_of(interests, inclusion, self.categories)

    def coded(self, kind: CatalogueKind, texts: list[str]) -> list[str]:
        """Codes, where people wrote names."""
        return [self.codes[kind].get(text, text) for text in texts]

    def check(self, skills: list[str], interests: list[str]) -> None:
        """Let what a person tells pass.

        Raises:
            Invalid: something that the catalogue does not offer.
        """
        for kind, field, codes in (
            (CatalogueKind.SKILL, "skills", skills),
            (CatalogueKind.INTEREST, "interests", interests),
        ):
            rules.check_known(kind, field, codes, self.offered[kind])


def show(session: Session, request: ShowCatalogue) -> Catalogue:
    """The catalogue of a street.

    Raises:
        NotFound: there is no such street.
    """
    territories.check_known_street(session, request.street)
    return Catalogue(items=[viewed(one) for one in entries(session, request.street)])


def viewed(entry: CatalogueEntry) -> CatalogueEntryView:
    """An entry as it is shown."""
    return _VIEW(entry, categories=[PostCategory(one) for one in entry.categories])


def known_in(session: Session, community: str) -> Known:
    """What the catalogue of the street around a community says."""
    found = entries(session, street_of(community))
    kinds = tuple(CatalogueKind)
    return Known(
        {
            kind: {one.code for one in found if one.kind is kind and one.is_offered}
            for kind in kinds
        },
        {kind: {one.code: one.includes for one in found if one.kind is kind} for kind in kinds},
        {one.code: one.valid_months for one in found if one.kind is CatalogueKind.SKILL},
        {kind: {one.name_zh: one.code for one in found if one.kind is kind} for kind in kinds},
        {one.code: one.categories for one in found if one.kind is CatalogueKind.INTEREST},
    )


def entries(session: Session, street: str) -> list[CatalogueEntry]:
    """Skills, then interests, by code."""
    chosen = sa.select(CatalogueEntry).where(CatalogueEntry.street == street)
    found = session.scalars(chosen.order_by(CatalogueEntry.code)).all()
    return sorted(found, key=lambda one: list(CatalogueKind).index(one.kind))
