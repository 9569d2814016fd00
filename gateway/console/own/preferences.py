"""The ways and the hours in which notices (通知) come besides the inbox."""

from __future__ import annotations

import flask

from contracts.gateway.notice_preferences import PutNoticePreferences
from gateway.console import api, forms, pages
from gateway.console.api import Json, Refused
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from vocabulary.permissions import Action

_WAYS = "/api/v1/accounts/me/notice-preferences"
_PREFERENCES = PutNoticePreferences.body()


@page(
    "/desk/account/notices",
    may=Action.NOTICE_PREFER,
    title=_("通知方式和免打扰时段"),
    nav="account",
    methods=("GET", "POST"),
)
def preferences() -> Shown | flask.Response:
    """By which ways each kind of notice comes, and when none is sent."""
    kept = api.get(_WAYS)
    tried = forms.filled_with(_PREFERENCES, kept)
    if pages.is_sent():
        tried = forms.filled(_PREFERENCES)
        try:
            api.send("PUT", _WAYS, {**tried.body, "kinds": _chosen(kept)})
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told("/desk/account", _("已保存。"))
    form = forms.form(
        _PREFERENCES,
        tried,
        only=("quiet_from", "quiet_to"),
        hints={"quiet_from": _("例如 21:00。这段时间里不发邮件和短信，通知照样在这里。")},
    )
    return shown("own/preferences.html", tried.status, form=form, kept=kept)


def _chosen(kept: Json) -> list[Json]:
    """The ticked boxes, for every kind that the account may get."""
    ticked = flask.request.form
    return [
        {way: f"{one['kind']}.{way}" in ticked for way in ("email", "webhook")}
        | {"kind": one["kind"]}
        for one in kept["kinds"]
    ]
