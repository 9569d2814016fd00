"""The inbox (通知) of an account: what was said, and the way to what it is about."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.gateway.notices import ListNotices
from gateway.console import api
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown, told
from vocabulary.permissions import Action

_ALL = "/api/v1/notices"
_HERE = "/desk/notices"
_TABS = (Tab("unread", _("未读"), {"unread": "true"}), Tab("all", _("全部")))
#: Where the pages of what a notice is about stand.
PLACES = {
    "appeal": "/desk/appeals",
    "appointment": "/desk/appointments",
    "campaign": "/desk/campaigns",
    "application": "/desk/applications",
    "fund_application": "/desk/fund",
    "sharing_meeting": "/desk/sharing-meetings",
    "complaint": "/desk/complaints",
    "selection": "/desk/selections",
    "work_report": "/desk/work-reports",
}


@page(_HERE, may=Action.NOTICE_READ_OWN, title=_("通知"), nav="inbox")
def inbox() -> Shown:
    """Your notices, unread ones first."""
    found = listed(_ALL, ListNotices, tabs=_TABS, filters=())
    return shown("own/inbox.html", found.status, listed=found, places=PLACES)


@page(
    f"{_HERE}/<uuid:notice_id>/reading",
    may=Action.NOTICE_READ_OWN,
    title=_("标为已读"),
    nav="inbox",
    methods=("POST",),
)
def read_notice(notice_id: UUID) -> flask.Response:
    """Mark one as read, and go on to what it is about."""
    notice = api.send("PUT", f"{_ALL}/{notice_id}/reading", {"is_read": True})
    place = PLACES.get(notice["subject_kind"] or "")
    if place and "_go" in flask.request.form:
        return told(f"{place}/{notice['subject_id']}", _("通知已标为已读。"))
    return told(_HERE, _("通知已标为已读。"))


@page(
    f"{_HERE}/reading",
    may=Action.NOTICE_READ_OWN,
    title=_("全部标为已读"),
    nav="inbox",
    methods=("POST",),
)
def read_all_notices() -> flask.Response:
    """Mark as read what the page has shown; what came since stays unread."""
    until = flask.request.form.get("until")
    api.send("PUT", f"{_ALL}/reading", {"until": until} if until else {})
    return told(_HERE, _("已全部标为已读。"))
