"""The inbox (通知), and by which ways and when notices come besides."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.gateway.notice_preferences import PutNoticePreferences
from gateway.console import api, forms, pages
from gateway.console.api import Json, Refused
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from vocabulary.permissions import Action

_NOTICES, _WAYS = "/api/v1/notices", "/api/v1/accounts/me/notice-preferences"
_HERE = "/desk/notices"
_PREFERENCES = PutNoticePreferences.body()
_LINES = 20


@page(
    _HERE,
    may=Action.NOTICE_READ_OWN,
    title=_("通知"),
    nav="notices",
    methods=("GET", "POST"),
)
def inbox() -> Shown | flask.Response:
    """What was said to the reader, unread first to be seen; all can be marked as read at once."""
    if pages.is_sent():
        api.send("PUT", f"{_NOTICES}/reading", {})
        return told(_HERE, _("已全部标为已读。"))
    asked = {name: flask.request.args.get(name) for name in ("cursor", "unread")}
    found = api.get(_NOTICES, {**asked, "limit": _LINES})
    return shown("own/notices.html", found=found, only_unread=bool(asked["unread"]))


@page(
    f"{_HERE}/<uuid:notice_id>",
    may=Action.NOTICE_READ_OWN,
    title=_("通知"),
    nav="notices",
    methods=("GET", "POST"),
)
def notice(notice_id: UUID) -> Shown | flask.Response:
    """One notice, whole; read or unread as its reader says."""
    at = f"{_NOTICES}/{notice_id}"
    if pages.is_sent():
        is_read = flask.request.form.get("is_read") == "true"
        api.send("PUT", f"{at}/reading", {"is_read": is_read})
        return told(_HERE, _("已标为已读。") if is_read else _("已标为未读。"))
    one = api.get(at)
    # A link of ours leads on here; one to elsewhere would be none of ours.
    return shown("own/notice.html", one=one, link=pages.local(one["link"], ""))


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
