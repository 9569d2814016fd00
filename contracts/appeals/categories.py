"""Appeal categories (诉求分类): what an appeal is about."""

from __future__ import annotations

from contracts import fields
from contracts.appeals.appeal import CATEGORY_LONGEST
from contracts.changes import Change
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

_CODE = r"^[a-z][a-z0-9_]{0,39}$"


@shape
class Category(Shape):
    """One category with its names."""

    code: str = fields.pattern(
        "Code, for programs.", _CODE, error="Must be a lower-case code.", example="fire_safety"
    )
    name_zh: str = fields.line("Name in Chinese.", longest=40, example="消防安全")
    name_en: str = fields.line("Name in English.", longest=80, example="Fire safety")
    active: bool = fields.plain("Whether new appeals may use it.", default=True)


@shape
class CategoryView(Category, Answer):
    """One category as it stands."""

    version: int = fields.plain("Counts the changes, from 1.")


@shape
class CategoryList(Answer):
    """Several categories, by code."""

    items: list[CategoryView] = fields.plain("The categories.")


@request("appeals", "show_category", CategoryView)
class ShowCategory(Request[CategoryView]):
    """One category."""

    code: str = fields.path(fields.text("Its code.", longest=CATEGORY_LONGEST))


@request("appeals", "put_category", CategoryView)
class PutCategory(Category, Change, Request[CategoryView]):
    """Add a category or change its names; administrators only."""


@event("appeals", subject="code", area=None)
class CategoryPublished(Event):
    """A category exists, or changed."""

    code: str = fields.text("Code.", longest=CATEGORY_LONGEST)
    name_zh: str = fields.plain("Name in Chinese.")
    name_en: str = fields.plain("Name in English.")
    active: bool = fields.plain("Whether new appeals may use it.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)
