"""The area tree (区划): as anyone may read it, as administrators change it, as events tell of it."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import marshmallow

from contracts import fields
from contracts.lists import Listing, Page
from contracts.registry import Answer, Event, Request, Shape, event, request, shape
from vocabulary.areas import AreaChange, Level, StreetKind

NAME_ZH_LONGEST, NAME_EN_LONGEST = 60, 120
#: A file of 1 MiB in base64.
FILE_LONGEST = 1_400_000


@shape
class AreaName(Answer):
    """The names of an area during a period."""

    class Meta:
        """A reader of the event ignores what later releases add here too."""

        unknown: ClassVar[str] = marshmallow.EXCLUDE

    name_zh: str = fields.plain("Name in Chinese.", example="登良社区")
    name_en: str = fields.plain("Name in English.", example="Dengliang Community")
    valid_from: dt.date | None = fields.plain("First day; null: from the beginning.", default=None)


@shape
class AreaView(Answer):
    """One street, community or higher area."""

    code: str = fields.plain("Twelve-digit code; its digits show the areas it lies in.")
    name_zh: str = fields.plain("Name in Chinese, on the day asked for.")
    name_en: str = fields.plain("Name in English, on the day asked for.")
    level: Level = fields.choice("Its level.")
    kind: StreetKind | None = fields.choice(
        "The kind of street it is or lies in, by GB/T 10114; null above streets.", default=None
    )
    valid_from: dt.date | None = fields.plain("First day; null: always was.", default=None)
    valid_to: dt.date | None = fields.plain("Last day, included; null: still is.", default=None)
    successor: str | None = fields.place(
        "The area that took it over after its last day; null: none.", default=None
    )
    is_sample: bool = fields.plain("Made up for a sample; not in the official register.")


@shape
class AreaList(Page):
    """A page of areas, higher ones before what lies in them."""

    items: list[AreaView] = fields.plain("The areas.")


@shape
class AreaFilter(Listing):
    """Filters of a list of areas."""

    parent: str | None = fields.area("Only the areas directly in this one.", default=None)
    level: Level | None = fields.choice("Only of this level.", default=None)
    on: dt.date | None = fields.plain(
        "Only areas in force on this day, under their names on that day; today, if left out.",
        default=None,
    )


@shape
class AreaDay(Shape):
    """The day on which to show an area."""

    on: dt.date | None = fields.plain("The day; today, if left out.", default=None)


@shape
class AreaDetail(AreaView):
    """An area with its place in the tree and its history."""

    path: list[AreaView] = fields.plain(
        "The areas around it, upwards: the way of a proposal that is passed on (R38)."
    )
    children: list[AreaView] = fields.plain("The areas directly in it on the day asked for.")
    names: list[AreaName] = fields.plain("All its names, in the order of time.")
    predecessors: list[str] = fields.place("Codes of the areas it took over by the day asked for.")


@shape
class AreaNames(Shape):
    """The names of an area, in a request or in a file."""

    name_zh: str = fields.name("Name in Chinese.", longest=NAME_ZH_LONGEST, example="科技园社区")
    name_en: str = fields.name(
        "Name in English.", longest=NAME_EN_LONGEST, example="Kejiyuan Community"
    )


@request("gateway", "put_area", AreaDetail)
class PutArea(AreaNames, Request[AreaDetail]):
    """Add an area, or give it another name from a day on."""

    code: str = fields.path(fields.area("The area."))
    from_day: dt.date | None = fields.plain(
        "First day of the area or of its new name. Left out: it always existed and always had "
        "this name; use this to correct a misspelt name.",
        default=None,
        key="from",
    )
    is_sample: bool | None = fields.plain("Made up for a sample; null: as it is.", default=None)


@request("gateway", "dissolve_area", AreaDetail)
class DissolveArea(Request[AreaDetail]):
    """End an area that has no successor."""

    code: str = fields.path(fields.area("The area."))
    from_day: dt.date = fields.plain("The first day without it.", key="from")


@request("gateway", "merge_area", AreaDetail)
class MergeArea(Request[AreaDetail]):
    """Merge an area into another one from a day on."""

    code: str = fields.path(fields.area("The area."))
    into: str = fields.area("The area of the same level that takes it over.")
    from_day: dt.date = fields.plain(
        "The first day on which it is part of the other area.", key="from"
    )


@shape
class ChangedArea(Answer):
    """What a file changes in one area."""

    code: str = fields.plain("The area.")
    name_zh: str = fields.plain("Its newest name in Chinese.")
    name_en: str = fields.plain("Its newest name in English.")
    what: list[AreaChange] = fields.choices("What happens to it.", AreaChange)


@shape
class ImportReport(Answer):
    """What a file changed, or would change."""

    is_check: bool = fields.plain("Whether this was only a check and changed nothing.")
    areas: int = fields.plain("How many areas the file names.")
    unchanged: int = fields.plain("How many of them stay as they are.")
    items: list[ChangedArea] = fields.plain("The others, by code.")


@shape
class ImportFilter(Shape):
    """How a file is imported."""

    check: bool = fields.plain("Only check it and change nothing.", default=False)


@request("gateway", "import_areas", ImportReport)
class ImportAreas(Request[ImportReport]):
    """Import the areas of a file: all of them, or none."""

    content: str = fields.text("CSV or workbook, in base64.", longest=FILE_LONGEST)
    check: bool = fields.plain("Only check it and change nothing.")


@shape
class TemplateFilter(Shape):
    """Which template."""

    model: str | None = fields.area(
        "A street whose structure is the model; an empty template, if left out.", default=None
    )
    under: str | None = fields.area(
        "The code of the new street; codes stay empty, if left out.", default=None
    )


@event("gateway", subject="code", area="code")
class AreaPublished(Event):
    """An area exists, or changed: all that is known of it."""

    code: str = fields.area("The area.")
    level: Level = fields.choice("Its level.")
    names: list[AreaName] = fields.plain("All its names, in the order of time.")
    valid_from: dt.date | None = fields.plain("First day; null: always was.", default=None)
    valid_to: dt.date | None = fields.plain("Last day, included; null: still is.", default=None)
    successor: str | None = fields.plain(
        "The area that takes it over after its last day.", default=None
    )
    is_sample: bool = fields.plain("Made up for a sample; not in the official register.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)
