"""Regulations (规章制度) and work flows (工作流程): a street's implementation measures. R18 to R21."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.documents import Document
from contracts.recruitment.words import LineChange, RegulationKind, RegulationName
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

TITLE_LONGEST = 60
TEXT_LONGEST = 20_000


@shape
class RegulationDraft(Shape):
    """The text of a document."""

    title_zh: str = fields.line(
        "Title in Chinese.", longest=TITLE_LONGEST, example="社区专员培训制度"
    )
    title_en: str = fields.line(
        "Title in English.", longest=TITLE_LONGEST, example="Training of commissioners"
    )
    summary_en: str = fields.words(
        "What it is about, in a sentence in English.",
        longest=300,
        example="What a commissioner learns before and after taking up a post.",
    )
    text: str = fields.words(
        "The text in Chinese, as Markdown with headings, numbered lines and paragraphs; "
        "{{post_cap}} stands for the value of that parameter. It is published: no phones "
        "or numbers of persons.",
        longest=TEXT_LONGEST,
        example="## 目的\n让专员会办事。\n\n1. 聘期 {{term_months}} 个月。",
    )


@shape
class RegulationEdition(Answer):
    """One version that was put into force."""

    number: int = fields.plain("Counts the versions, from 1; 0 is our proposal.")
    title_zh: str = fields.plain("Title in Chinese.")
    title_en: str = fields.plain("Title in English.")
    summary_en: str = fields.plain("What it is about.")
    text: str = fields.plain("As it was written, with the names of parameters.")
    effective_from: dt.date | None = fields.plain(
        "First day; null: always, until the street decides.", default=None
    )
    reason: str | None = fields.plain("Why.", default=None)
    published_at: dt.datetime | None = fields.moment("When it was put into force.", default=None)
    published_by: str | None = fields.plain("The account that did it.", default=None)


@shape
class PublicRegulation(Answer):
    """A document as it counts on a day."""

    street: str = fields.place("The street.")
    name: RegulationName = fields.choice("Which document.")
    kind: RegulationKind = fields.choice("Regulation or work flow.")
    position: int = fields.plain("Its place within its kind, from 1.")
    is_from_source: bool = fields.plain(
        "Whether Nanshan Street's own account names it; otherwise it is our proposal."
    )
    number: int = fields.plain(
        "The version that counts; 0: our proposal, because nothing was decided."
    )
    title_zh: str = fields.plain("Title in Chinese.")
    title_en: str = fields.plain("Title in English.")
    summary_en: str = fields.plain("What it is about.")
    text: str = fields.plain("The text, with the values that count on that day.")
    effective_from: dt.date | None = fields.plain(
        "First day of this version; null: always, until the street decides.", default=None
    )
    on: dt.date = fields.plain("The day.")


@shape
class PublicRegulationList(Answer):
    """All the measures as of a day."""

    items: list[PublicRegulation] = fields.plain("Ten regulations, then eight work flows.")


@shape
class RegulationView(PublicRegulation):
    """A document for its editors: with draft and versions."""

    editions: list[RegulationEdition] = fields.plain("All versions, the newest first.")
    draft: RegulationDraft | None = fields.plain("The draft; null: none.")
    draft_by: str | None = fields.plain("The account that wrote it last.", default=None)
    draft_at: dt.datetime | None = fields.moment("When.", default=None)
    possible: list[str] = fields.possible()
    version: int = fields.plain("Counts the changes, from 1; 0: never changed.")


@shape
class RegulationList(Answer):
    """All documents of a street."""

    items: list[RegulationView] = fields.plain("Ten regulations, then eight work flows.")


@shape
class RegulationDay(Shape):
    """The day for which to show the documents."""

    on: dt.date | None = fields.plain("As it counts on this day; today, if left out.", default=None)


@shape
class DifferenceLine(Answer):
    """One line."""

    change: LineChange = fields.choice("What became of it.")
    text: str = fields.plain("The line.")


@shape
class Difference(Answer):
    """The differences between two versions, line by line."""

    from_number: int = fields.plain("The earlier version.")
    to_number: int = fields.plain("The later version.")
    lines: list[DifferenceLine] = fields.plain("All lines, in their order.")


@shape
class _OfStreet(Shape):
    street: str = fields.path(fields.area("The street."))


@shape
class _OfRegulation(_OfStreet):
    name: RegulationName = fields.path(fields.choice("Which document."))


@request("recruitment", "list_public_regulations", PublicRegulationList)
class ListPublicRegulations(RegulationDay, _OfStreet, Request[PublicRegulationList]):
    """List the ten regulations and eight work flows as they count on a day."""


@request("recruitment", "show_public_regulation", PublicRegulation)
class ShowPublicRegulation(RegulationDay, _OfRegulation, Request[PublicRegulation]):
    """Show one document as it counts on a day, with the values of that day."""


@request("recruitment", "print_regulations", Document)
class PrintRegulations(RegulationDay, _OfStreet, Request[Document]):
    """The measures on paper."""


@request("recruitment", "compare_regulations", Difference)
class CompareRegulations(_OfRegulation, Request[Difference]):
    """Compare two versions of one document, line by line; 0 is the proposal."""

    from_number: int = fields.number(
        "The earlier one; 0 is our proposal.", least=0, most=1_000_000, example=0, strict=False
    )
    to_number: int = fields.number(
        "The later one.", least=0, most=1_000_000, example=1, strict=False
    )


@request("recruitment", "compare_regulation_draft", Difference)
class CompareRegulationDraft(_OfRegulation, Request[Difference]):
    """Compare the draft of one document with the version in force today, line by line."""


@request("recruitment", "list_regulations", RegulationList)
class ListRegulations(_OfStreet, Request[RegulationList]):
    """List all documents with drafts and versions."""


@request("recruitment", "show_regulation", RegulationView)
class ShowRegulation(_OfRegulation, Request[RegulationView]):
    """Show one document with its draft and versions."""


@request("recruitment", "draft_regulation", RegulationView)
class DraftRegulation(RegulationDraft, _OfRegulation, Change, Request[RegulationView]):
    """Write a draft of a document; it does not count until it is published."""


@request("recruitment", "discard_regulation_draft", RegulationView)
class DiscardRegulationDraft(_OfRegulation, Change, Request[RegulationView]):
    """Delete the draft; the version in force stays."""


@request("recruitment", "publish_regulation", RegulationView)
class PublishRegulation(_OfRegulation, Change, Request[RegulationView]):
    """Put the draft into force from a day on; versions before are kept."""

    effective_from: dt.date | None = fields.plain(
        "First day on which it counts, today or later; today, if left out.", default=None
    )
    reason: str = fields.words(
        "Which decision of the street office this carries out.",
        longest=500,
        example="经街道办公会议研究通过。",
    )


@event("recruitment", subject="regulation_id", area="street")
class RegulationPublished(Event):
    """A street put a version of one of its documents into force."""

    regulation_id: UUID = fields.plain("The same for one document of one street, always.")
    street: str = fields.area("The street.")
    name: str = fields.plain("The document, such as `training`.")
    kind: str = fields.plain("`regulation` or `work_flow`.")
    number: int = fields.plain("Which version, from 1.")
    title_zh: str = fields.plain("Title in Chinese.")
    title_en: str = fields.plain("Title in English.")
    effective_from: dt.date = fields.plain("First day on which it counts.")
    is_from_source: bool = fields.plain("Whether Nanshan Street's own account names it.")
    version: int = fields.number("Counts the document's changes, from 1.", least=1, most=1_000_000)
