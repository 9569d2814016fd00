"""Groups and associations (队伍与协会): which there are, and one with all that it did."""

from __future__ import annotations

import dataclasses
from urllib.parse import urlencode
from uuid import UUID

import flask

from contracts.gateway.words import Purpose
from contracts.volunteers.contests import CorrectContestResult, RecordContestResult
from contracts.volunteers.group_documents import AdoptGroupDocument, ReviseGroupDocument
from contracts.volunteers.group_meetings import CorrectGroupMeeting, RecordGroupMeeting
from contracts.volunteers.groups import (
    CheckGroupFiles,
    DissolveGroup,
    EditGroup,
    FoundGroup,
    ListGroups,
    NameGroupPerson,
    RemoveGroupPerson,
    RestoreGroup,
)
from gateway.console import api, deeds, naming
from gateway.console.deeds import Deed, Deeds
from gateway.console.forms import Option
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.workstation import attachments, territory
from vocabulary.areas import covers
from vocabulary.permissions import Action

_ALL = "/api/v1/groups"
_HERE = "/desk/groups"
_TABS = (
    Tab("active", _("活动中"), {"state": "active"}),
    Tab("dissolved", _("已解散"), {"state": "dissolved"}),
    Tab("all", _("全部")),
)
_FILES = Tab("files", _("文件待核对"), {"files_to_check": "true"})
_FILTERS = ["kind", "category", "day", "words"]
_HINTS = {
    "member_count": _("不逐个登记成员时填人数；不填就按登记的人员计算。"),
    "post_id": _("因某个专员岗位而成立的才选。"),
    "consent_id": _("本人同意公示姓名的才选，先在“同意书”里登记；没有同意，居民看不到姓名。"),
    "registration_id": _("已注册为义工的选这里，不用再填姓名。"),
    "strike": _("章程、手册、会议和比赛里的这个名字都会划去；附件请先在下方逐个查看、删除。"),
    "erase": _("本人要求删除时才选，删除后不能恢复。"),
}
_FOUND = Deed(FoundGroup, hints=_HINTS, leads=f"{_HERE}/{{id}}")
_DEEDS = (
    Deed(CheckGroupFiles, hints=_HINTS),
    Deed(RecordGroupMeeting),
    Deed(AdoptGroupDocument),
    Deed(RecordContestResult),
    Deed(NameGroupPerson, hints=_HINTS),
    Deed(EditGroup, hints=_HINTS),
    Deed(RestoreGroup),
    Deed(DissolveGroup, is_final=True),
)
#: More than a group has; the register shows the others.
_MANY = {"limit": 200}


@page(_HERE, may=Action.GROUP_READ, title=_("队伍与协会"), nav="groups")
def desk_groups() -> Shown:
    """The groups of your communities, and how many there were on a day."""
    places = territory.communities()
    filters = [*_FILTERS, *territory.narrowing(places)]
    manages = may_somewhere(Action.GROUP_MANAGE)
    tabs = (*_TABS, _FILES) if manages else _TABS
    found = listed(_ALL, ListGroups, tabs=tabs, filters=filters, options={"area": places})
    asked = {name: flask.request.args.get(name, "") for name in ("area", "day")}
    # A wrong day is told by the list.
    counts = api.get(f"{_ALL}/counts", asked) if found.status == 200 else None  # noqa: PLR2004
    given = [(name, value) for name, value in flask.request.args.items(multi=True)]
    kept = [(name, value) for name, value in given if name in filters and value]
    return shown(
        "workstation/groups.html",
        found.status,
        listed=found,
        counts=counts,
        export=f"{_ALL}/export?{urlencode(kept)}",
        may_found=manages,
    )


@page(
    f"{_HERE}/new",
    may=Action.GROUP_MANAGE,
    title=_("登记队伍"),
    nav="groups",
    methods=("GET", "POST"),
)
def new_group() -> Shown | flask.Response:
    """Write down that a group was founded."""
    places = territory.communities()
    options = {"community": places, "post_id": _posts()}
    start = territory.beginning(places)
    done, form, status = deeds.created(_FOUND, options=options, start=start)
    return done or shown(
        "workstation/new.html",
        status,
        form=form,
        deed=_FOUND,
        back=(_HERE, _("队伍与协会")),
        lead=_("兴趣队伍、商铺自律会、宠物协会都在这里登记。"),
    )


@page(
    f"{_HERE}/<uuid:group_id>",
    may=Action.GROUP_READ,
    title=_("队伍"),
    nav="groups",
    methods=("GET", "POST"),
    takes_files=True,
)
def desk_group(group_id: UUID) -> Shown | flask.Response:
    """One group: its people, what it adopted, its meetings and contests."""
    at, here = f"{_ALL}/{group_id}", f"{_HERE}/{group_id}"
    if done := attachments.sent(at, here):
        return done
    before = api.get(at)
    known = Deeds(here, [*_DEEDS, *_leaving(before)], {"group_id": str(group_id)})
    if done := known.sent():
        return done
    one = api.get(at)
    return shown(
        "workstation/group.html",
        known.status,
        one=one,
        documents=api.get(f"{at}/documents", _MANY)["items"],
        meetings=api.get(f"{at}/meetings", _MANY)["items"],
        contests=api.get(f"{at}/contests", _MANY)["items"],
        files=attachments.of(at, Action.GROUP_READ),
        deeds=known,
        offers=known.offered(one, options=_choices(one["community"]) if one["possible"] else {}),
    )


@page(
    f"{_HERE}/<uuid:group_id>/documents/<uuid:document_id>",
    may=Action.GROUP_READ,
    title=_("队伍文件"),
    nav="groups",
    methods=("GET", "POST"),
)
def desk_group_document(group_id: UUID, document_id: UUID) -> Shown | flask.Response:
    """One document with all its versions."""
    here = f"{_HERE}/{group_id}/documents/{document_id}"
    path = {"group_id": str(group_id), "document_id": str(document_id)}
    group = api.get(f"{_ALL}/{group_id}")
    known = Deeds(here, [Deed(ReviseGroupDocument, version=group["version"])], path)
    if done := known.sent():
        return done
    one = api.get(f"{_ALL}/{group_id}/documents/{document_id}")
    newest = {"text": one["versions"][0]["text"]}
    return shown(
        "workstation/group_document.html",
        known.status,
        one=one,
        group=group,
        deeds=known,
        offers=known.offered(one, begun={ReviseGroupDocument: newest}),
    )


@page(
    f"{_HERE}/<uuid:group_id>/meetings/<uuid:meeting_id>",
    may=Action.GROUP_MANAGE,
    title=_("更正会议"),
    nav="groups",
    methods=("GET", "POST"),
)
def correct_meeting(group_id: UUID, meeting_id: UUID) -> Shown | flask.Response:
    """Correct what is written down about a meeting."""
    return _correcting(group_id, "meetings", meeting_id, Deed(CorrectGroupMeeting))


@page(
    f"{_HERE}/<uuid:group_id>/contests/<uuid:contest_id>",
    may=Action.GROUP_MANAGE,
    title=_("更正比赛成绩"),
    nav="groups",
    methods=("GET", "POST"),
)
def correct_contest(group_id: UUID, contest_id: UUID) -> Shown | flask.Response:
    """Correct the result of a contest."""
    return _correcting(group_id, "contests", contest_id, Deed(CorrectContestResult))


def _correcting(group_id: UUID, what: str, thing_id: UUID, deed: Deed) -> Shown | flask.Response:
    at, back = f"{_ALL}/{group_id}", f"{_HERE}/{group_id}"
    path = {"group_id": str(group_id), f"{what[:-1]}_id": str(thing_id)}
    group = api.get(at)
    # The group's version, which a struck name raises: a form from before does not bring it back.
    deed = dataclasses.replace(deed, version=group["version"])
    known = Deeds(f"{back}/{what}/{thing_id}", [deed], path)
    if done := known.sent():
        return done
    items = api.get(f"{at}/{what}", _MANY)["items"]
    one = next((item for item in items if item["id"] == str(thing_id)), None)
    if one is None:
        flask.abort(404)
    return shown(
        "workstation/group_correction.html",
        known.status,
        group=group,
        deeds=known,
        offers=known.offered(one),
    )


def _leaving(group: api.Json) -> list[Deed]:
    """Of everyone whose name is there: to leave, or to be forgotten."""
    return [
        Deed(
            RemoveGroupPerson,
            label=_("%(name)s：登记退出", name=one["name"]),
            hints=_HINTS,
            path={"person_id": one["id"]},
        )
        for one in group["people"]
        if one["name"]
    ]


def _choices(community: str) -> dict[str, list[Option]]:
    """What the forms of a group choose from, as far as the reader sees it."""
    return {
        "post_id": _posts(community),
        "registration_id": _volunteers(community),
        "consent_id": _consents(community),
    }


def _volunteers(community: str) -> list[Option]:
    if not may_somewhere(Action.VOLUNTEER_READ):
        return []
    found = api.get("/api/v1/volunteers", _MANY | {"area": community, "state": "applied,active"})
    return [(one["id"], f"{one['name']} {one['number']}") for one in found["items"]]


def _consents(community: str) -> list[Option]:
    """The consents to publish a name that hold here, the newest first; the paper tells whose."""
    if not may_somewhere(Action.CONSENT_READ):
        return []
    asked = _MANY | {"purpose": Purpose.PUBLISH_NAME.value, "sort": "-given_at"}
    return [
        (one["id"], " · ".join([naming.moment(one["given_at"]), one["paper"] or ""]).rstrip(" ·"))
        for one in api.get("/api/v1/consents", asked)["items"]
        if one["holds"] and covers(one["area"], community)
    ]


def _posts(community: str | None = None) -> list[Option]:
    """The posts to choose from, in this community, or where the reader works."""
    if not may_somewhere(Action.POST_READ):
        return []
    asked = _MANY | ({"area": community} if community else {})
    return [(one["id"], one["title"]) for one in api.get("/api/v1/posts", asked)["items"]]
