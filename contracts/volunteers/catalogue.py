"""The street's catalogue of what volunteers can do and like to do."""

from __future__ import annotations

from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.recruitment.words import PostCategory
from contracts.registry import Answer, Request, Shape, request, shape
from contracts.volunteers.volunteers import CODES_MOST, ONE_CODE_LONGEST
from contracts.volunteers.words import CatalogueKind

_CODE = "^[a-z][a-z0-9_]*$"
_MONTHS_MOST = 120


@shape
class CatalogueEntryBody(Shape):
    """One skill or interest."""

    name_zh: str = fields.name("The name in Chinese.", longest=40, example="救生员")
    name_en: str = fields.name("The name in English.", longest=60, example="Lifesaver")
    includes: list[str] = fields.texts(
        "Codes of what everybody with this has too, as a lifesaver gives first aid.",
        most=CODES_MOST,
        longest=ONE_CODE_LONGEST,
        example="first_aid",
    )
    categories: list[PostCategory] | None = fields.choices(
        "Of an interest: the fields of work that it belongs to, by which people with it are "
        "proposed for teams.",
        PostCategory,
        default=None,
    )
    valid_months: int | None = fields.number(
        "For so many months a training proves it; null: it is taken on the person's word.",
        least=1,
        most=_MONTHS_MOST,
        default=None,
    )
    is_offered: bool = fields.plain("Whether people can still choose it.", default=True)


@shape
class CatalogueEntryView(Answer):
    """One skill or interest of a street."""

    id: UUID = fields.plain("The entry.")
    street: str = fields.place("The street.")
    kind: CatalogueKind = fields.choice("Skill or interest.")
    code: str = fields.plain("Its code.")
    name_zh: str = fields.plain("The name in Chinese.")
    name_en: str = fields.plain("The name in English.")
    includes: list[str] = fields.plain("Codes of what it includes.")
    categories: list[PostCategory] = fields.choices(
        "Of an interest: the fields of work that it belongs to.", PostCategory
    )
    valid_months: int | None = fields.plain(
        "For so many months a training proves it.", default=None
    )
    is_offered: bool = fields.plain("Whether people can still choose it.")
    version: int = fields.plain("Counts the changes, from 1.")


@shape
class Catalogue(Answer):
    """The catalogue of a street."""

    items: list[CatalogueEntryView] = fields.plain("Skills, then interests, by code.")


@request("volunteers", "show_catalogue", Catalogue)
class ShowCatalogue(Request[Catalogue]):
    """Show what volunteers of a street can say that they can do and like to do."""

    street: str = fields.path(fields.area("The street."))


@request("volunteers", "put_catalogue_entry", CatalogueEntryView)
class PutCatalogueEntry(CatalogueEntryBody, Change, Request[CatalogueEntryView]):
    """Add a skill or interest to the catalogue, or change it."""

    street: str = fields.path(fields.area("The street."))
    kind: CatalogueKind = fields.path(fields.choice("Skill or interest.", example="skill"))
    code: str = fields.path(
        fields.pattern("Its code.", _CODE, error="Must be a lower-case code.", example="lifesaver")
    )
