"""Year-end meetings (年终会议): planned, invited to, replied and attended. R50."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import flask

from contracts.incentives.invitees import DiscloseInvitee, EraseInvitee, InviteeDisclosedAnswer
from contracts.incentives.year_end_meetings import (
    CallOffYearEndMeeting,
    EditYearEndMeeting,
    InviteToMeeting,
    ListYearEndMeetings,
    PlanYearEndMeeting,
    RecordYearEndAttendance,
    ReplyToMeetingInvitation,
)
from gateway.console import api
from gateway.console.deeds import Deed, Deeds, created
from gateway.console.forms import Option
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.workstation import in_office, territory
from vocabulary.areas import street_of
from vocabulary.permissions import Action

_ALL, _HERE = "/api/v1/year-end-meetings", "/desk/year-end-meetings"
_TABS = (
    Tab("planned", _("已安排"), {"state": "planned"}),
    Tab("held", _("已召开"), {"state": "held"}),
    Tab("called_off", _("已取消"), {"state": "called_off"}),
)
_PLAN = Deed(PlanYearEndMeeting, leads=f"{_HERE}/{{id}}")
_DEEDS = (
    Deed(
        InviteToMeeting,
        without=("posts",),
        hints={"invitees": _("没有账号的人，例如退休老专员。姓名和联系方式加密保存。")},
    ),
    Deed(RecordYearEndAttendance, hints={"present": _("没有勾选的记为未到会。")}),
    Deed(EditYearEndMeeting),
    Deed(CallOffYearEndMeeting, is_final=True, hints={"reason": _("受邀的人会看到。")}),
)


@page(_HERE, may=Action.YEAR_END_MEETING_READ, title=_("年终会议"), nav="standing")
def year_end_meetings() -> Shown:
    """The meetings of the street, those ahead first."""
    found = listed(_ALL, ListYearEndMeetings, tabs=_TABS, filters=())
    return shown(
        "workstation/year_end_meetings.html",
        found.status,
        listed=found,
        may_plan=may_somewhere(Action.YEAR_END_MEETING_MANAGE),
    )


@page(
    f"{_HERE}/new",
    may=Action.YEAR_END_MEETING_MANAGE,
    title=_("安排年终会议"),
    nav="standing",
    methods=("GET", "POST"),
)
def new_year_end_meeting() -> Shown | flask.Response:
    """What it is called, when and where."""
    places = territory.communities()
    street = street_of(places[0][0]) if places else ""
    done, form, status = created(_PLAN, {"street": street})
    if done:
        return done
    return shown("workstation/new_standing.html", status, form=form, back=_HERE, up=_("年终会议"))


@page(
    f"{_HERE}/<uuid:year_end_meeting_id>",
    may=Action.YEAR_END_MEETING_READ,
    title=_("年终会议"),
    nav="standing",
    methods=("GET", "POST"),
)
def year_end_meeting(year_end_meeting_id: UUID) -> Shown | flask.Response:
    """One meeting: the people invited, what they replied, and who came."""
    at = f"{_ALL}/{year_end_meeting_id}"
    one = api.get(at)
    known = Deeds(
        f"{_HERE}/{year_end_meeting_id}",
        [*_DEEDS, *_of_people(one)],
        {"year_end_meeting_id": str(year_end_meeting_id)},
    )
    if done := known.sent():
        return done
    one = api.get(at)
    places = territory.communities()
    standing = [each for each in one["invitations"] if each["reply"] != "lapsed"]
    possible = [*one["possible"], *_possible_of_people(one)]
    options: dict[str, Sequence[Option]] = {
        "present": [(each["id"], _called(each)) for each in standing]
    }
    if "invitations" in one["possible"]:
        options["appointments"] = in_office.commissioners(places)
    return shown(
        "workstation/year_end_meeting.html",
        known.status,
        one=one,
        places=places,
        deeds=known,
        offers=known.offered(
            one | {"possible": possible},
            options=options,
            begun={
                EditYearEndMeeting: one,
                RecordYearEndAttendance: {
                    "present": [each["id"] for each in standing if each["attended"]]
                },
            },
        ),
    )


def _of_people(one: api.Json) -> list[Deed]:
    """What can be done for each invited person: a reply for those without an account."""
    return [
        deed
        for each in one["invitations"]
        if each["name"] is not None
        for deed in (
            Deed(
                ReplyToMeetingInvitation,
                label=_("登记答复：%(name)s", name=_called(each)),
                path={"meeting_invitation_id": each["id"]},
                version=each["version"],
            ),
            Deed(
                DiscloseInvitee,
                label=_("查看姓名和联系方式：%(name)s", name=_called(each)),
                path={"invitee_id": each["invitee_id"]},
                tells=InviteeDisclosedAnswer,
            ),
            Deed(
                EraseInvitee,
                label=_("删除姓名和联系方式：%(name)s", name=_called(each)),
                path={"invitee_id": each["invitee_id"]},
                is_final=True,
            ),
        )
    ]


def _possible_of_people(one: api.Json) -> list[str]:
    """Beside what the meeting allows: the steps of its people, for those who may take them."""
    guests = [each for each in one["invitations"] if each["name"] is not None]
    found = ["reply"] if any("reply" in each["possible"] for each in guests) else []
    if guests and may_somewhere(Action.INVITEE_DISCLOSE):
        found += ["disclosures", "erasure"]
    return found


def _called(each: api.Json) -> str:
    return each["post"] or each["name"] or str(_("专员"))
