"""Following by code: an appeal, an application, an objection."""

from __future__ import annotations

import flask

from gateway.console import pages
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown
from vocabulary.permissions import Action
from vocabulary.tracking import code_in, grouped

_WHAT = {
    "appeals": _("我反映的诉求"),
    "applications": _("我的报名"),
    "objections": _("我提的异议"),
    "volunteers": _("我的志愿服务"),
    "complaints": _("我的投诉"),
    "sign-ups": _("我的活动报名"),
}


@page("/track", may=Action.ANYONE, title=_("查询进度"), nav="follow")
def track() -> Shown | flask.Response:
    """Ask for the code, and lead to its page."""
    asked = flask.request.args
    what = asked.get("what", "appeals")
    typed = asked.get("code", "").strip()
    code = code_in(typed)
    if code is not None and what in _WHAT:
        return pages.leading_to(f"/{what}/{grouped(code)}")
    return shown("public/track.html", whats=_WHAT, what=what, typed=typed, is_wrong=bool(typed))
