"""Messages to a volunteer (短信提醒): the person chooses by the code whether they come."""

from __future__ import annotations

import flask

from gateway.console import api, pages
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from vocabulary.permissions import Action

_OWN = "/api/v1/public/volunteers"


@page(
    "/volunteers/<code>/messages",
    may=Action.ANYONE,
    title=_("是否接收短信"),
    nav="follow",
    methods=("GET", "POST"),
)
def volunteers_messages(code: str) -> Shown | flask.Response:
    """Whether you want text messages as a volunteer."""
    if pages.is_sent():
        wants = flask.request.form.get("wants_notices") == "true"
        api.send("PUT", f"{_OWN}/{code}/messages", {"wants_notices": wants})
        done = _("以后会给您发短信。") if wants else _("以后不再给您发短信。")
        return told(f"/volunteers/{code}/messages", done)
    return shown("public/messages.html", person=api.get(f"{_OWN}/{code}"))
