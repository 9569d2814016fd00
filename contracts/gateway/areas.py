"""The area tree (区划) as anyone may read it."""

from __future__ import annotations

import datetime as dt

from contracts import fields
from contracts.registry import Answer, shape
from vocabulary.areas import Level


@shape
class AreaView(Answer):
    """One street, community or higher area."""

    code: str = fields.plain("Twelve-digit code; its digits say what it lies in.")
    name_zh: str = fields.plain("Name in Chinese.")
    name_en: str = fields.plain("Name in English.")
    level: Level = fields.choice("How high it stands.")
    valid_from: dt.date | None = fields.plain("First day; null: always was.", default=None)
    valid_to: dt.date | None = fields.plain("Last day, included; null: still is.", default=None)
    is_sample: bool = fields.plain("Made up for a sample; not in the official register.")


@shape
class AreaList(Answer):
    """All areas, higher ones before what lies in them."""

    items: list[AreaView] = fields.plain("The areas.")
