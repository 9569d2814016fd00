"""Categories (诉求分类): what residents choose when they raise an appeal."""

from __future__ import annotations

import flask

from contracts.appeals.categories import Category
from gateway.console import api, forms, pages
from gateway.console.api import Json, Refused
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.rights import may_somewhere
from vocabulary.permissions import Action

_ALL, _HERE = "/api/v1/categories", "/desk/categories"
_LABELS = {"active": _("新的诉求可以选它")}


@page(_HERE, may=Action.CATEGORY_READ, title=_("诉求分类"), nav="administration")
def categories() -> Shown:
    """All of them, those in use first."""
    found = api.get(_ALL)["items"]
    return shown(
        "administration/categories.html",
        found=sorted(found, key=lambda one: (not one["active"], one["code"])),
        may_manage=may_somewhere(Action.CATEGORY_MANAGE),
    )


@page(
    f"{_HERE}/new",
    may=Action.CATEGORY_MANAGE,
    title=_("增加分类"),
    nav="administration",
    methods=("GET", "POST"),
)
def new_category() -> Shown | flask.Response:
    """A new one, with a code of its own."""
    return _asked(None)


@page(
    f"{_HERE}/<code>",
    may=Action.CATEGORY_MANAGE,
    title=_("修改分类"),
    nav="administration",
    methods=("GET", "POST"),
)
def category(code: str) -> Shown | flask.Response:
    """Rename one, or take it out of use."""
    return _asked(api.get(f"{_ALL}/{code}"))


def _asked(one: Json | None) -> Shown | flask.Response:
    tried = forms.filled(Category) if one is None or pages.is_sent() else None
    tried = tried or forms.filled_with(Category, one or {})
    if pages.is_sent():
        body = tried.body if one is None else {**tried.body, "code": one["code"]}
        try:
            # A new one overwrites none: version 0 says that there is none yet.
            api.send("PUT", f"{_ALL}/{body.get('code', '-')}", body, version=_version(one))
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(_HERE, _("已保存，居民几秒内就能看到。"))
    return shown(
        "administration/category.html",
        tried.status,
        one=one,
        form=forms.form(Category, tried, labels=_LABELS, without=[] if one is None else ["code"]),
    )


def _version(one: Json | None) -> int | None:
    return 0 if one is None else forms.number(flask.request.form.get("_version", ""))
