"""Appeal categories."""

from __future__ import annotations

from contracts.appeals.categories import (
    Category,
    CategoryList,
    CategoryView,
    PutCategory,
    ShowCategory,
)
from gateway.http.routes import Routes, ask, dependencies
from gateway.places.categories import operations
from vocabulary.permissions import Action
from vocabulary.problems import wrong_field

routes = Routes("categories", "诉求分类 · Appeal categories")


@routes.get("/api/v1/public/categories", may=Action.ANYONE, answers=CategoryList)
def list_public_categories() -> CategoryList:
    """List the categories that a new appeal may use."""
    known = dependencies().reference.known().categories
    return CategoryList(items=[found for found in known.values() if found.active])


@routes.get("/api/v1/categories", may=Action.CATEGORY_READ, answers=CategoryList)
def list_categories() -> CategoryList:
    """List all categories, including those out of use; a change made elsewhere shows seconds later."""
    return CategoryList(items=list(dependencies().reference.known().categories.values()))


routes.asks("GET", "/api/v1/categories/<code>", ShowCategory, may=Action.CATEGORY_READ)


@routes.put(
    "/api/v1/categories/<code>",
    may=Action.CATEGORY_MANAGE,
    takes=Category,
    answers=CategoryView,
)
def put_category(body: Category, code: str) -> CategoryView:
    """Add a category, rename it, or take it out of use."""
    if body.code != code:
        raise wrong_field(
            "code",
            "differs_from_address",
            zh="请求内容中的代码与地址中的不一致。",
            en="The code in the body differs from the one in the address.",
        )
    found = ask(PutCategory(**vars(body)))
    operations.keep_at_once(dependencies().own.writing, dependencies().reference.take, found)
    return found
