"""Training (培训): courses of the street, sessions, and who attended with which result."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import flask

from contracts.recruitment.courses import (
    AddCourse,
    CancelTrainingSession,
    ListTrainingSessions,
    PlanTrainingSession,
    RecordTrainingResults,
    ReturnSeat,
    TakeSeat,
)
from contracts.recruitment.words import CourseResult
from gateway.console import api, deeds, naming
from gateway.console.deeds import Deed, Deeds
from gateway.console.forms import Field, Filled, Form, Option
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.workstation import attachments, territory
from vocabulary.areas import Level, level_of, street_of
from vocabulary.permissions import Action

_HERE = "/desk/training"
_ONE = "/api/v1/training-sessions"
_TABS = (
    Tab("planned", _("待举办"), {"state": "planned", "sort": "starts_at"}),
    Tab("held", _("已举办"), {"state": "held"}),
    Tab("cancelled", _("已取消"), {"state": "cancelled"}),
)
_DEEDS = (
    Deed(RecordTrainingResults),
    Deed(TakeSeat),
    Deed(ReturnSeat),
    Deed(CancelTrainingSession, is_final=True),
)
_RECORD = RecordTrainingResults


def own_street() -> str:
    """The street of the caller's first role below a district; empty: there is none."""
    held = [grant.area for grant in flask.g.actor.grants]
    low = [area for area in held if level_of(area) in (Level.STREET, Level.COMMUNITY)]
    return street_of(low[0]) if low else ""


@page(_HERE, may=Action.COURSE_READ, title=_("专员培训"), nav="appointments")
def desk_training() -> Shown:
    """The sessions of the street, those to come first; and its courses."""
    street = own_street()
    found = listed(
        f"/api/v1/streets/{street}/training-sessions",
        ListTrainingSessions,
        tabs=_TABS,
        filters=["starts_from", "starts_to"],
    )
    return shown(
        "workstation/training.html",
        found.status,
        listed=found,
        courses=api.get(f"/api/v1/streets/{street}/courses", {"limit": 100})["items"],
        may_manage=may_somewhere(Action.COURSE_MANAGE),
    )


@page(
    f"{_HERE}/courses/new",
    may=Action.COURSE_MANAGE,
    title=_("开设课程"),
    nav="appointments",
    methods=("GET", "POST"),
)
def new_course() -> Shown | flask.Response:
    """Offer a course."""
    deed = Deed(AddCourse, leads=_HERE)
    done, form, status = deeds.created(deed, {"street": own_street()})
    return done or shown(
        "workstation/new.html", status, form=form, deed=deed, back=(_HERE, _("专员培训")), lead=""
    )


@page(
    f"{_HERE}/courses/<uuid:course_id>/sessions/new",
    may=Action.TRAINING_RECORD,
    title=_("安排培训"),
    nav="appointments",
    methods=("GET", "POST"),
)
def new_training_session(course_id: UUID) -> Shown | flask.Response:
    """Plan a session of a course."""
    deed = Deed(PlanTrainingSession, leads=f"{_HERE}/{{id}}", labels={"area": _("由谁举办")})
    places = territory.communities()
    done, form, status = deeds.created(
        deed,
        {"course_id": str(course_id)},
        options={"area": places},
        start=territory.beginning(places, "area"),
    )
    return done or shown(
        "workstation/new.html", status, form=form, deed=deed, back=(_HERE, _("专员培训")), lead=""
    )


@page(
    f"{_HERE}/<uuid:session_id>",
    may=Action.COURSE_READ,
    title=_("培训"),
    nav="appointments",
    methods=("GET", "POST"),
    takes_files=True,
)
def training_session(session_id: UUID) -> Shown | flask.Response:
    """One session: who takes part, who was there, what came of it; its sheets and pictures."""
    at, here = f"{_ONE}/{session_id}", f"{_HERE}/{session_id}"
    if done := attachments.sent(at, here):
        return done
    known = Deeds(here, _DEEDS, {"session_id": str(session_id)})
    if done := known.sent():
        return done
    one = api.get(at)
    people = one["attendances"] or []
    places = territory.communities() if "seats" in one["possible"] else []
    options = {"commissioner": _who(places), "community": places}
    return shown(
        "workstation/training_session.html",
        known.status,
        one=one,
        people=people,
        files=attachments.of(at, Action.TRAINING_READ),
        deeds=known,
        offers=known.offered(
            one,
            options=options,
            begun={TakeSeat: _proposed(options)},
            asking={
                RecordTrainingResults: lambda tried: _results(people, tried),
                ReturnSeat: lambda tried: _returning(people, tried),
            },
        ),
    )


def _who(places: list[Option]) -> list[Option]:
    """The people who can take part: a commissioner themselves, or the workstation's commissioners."""
    if not may_somewhere(Action.COMMISSIONER_READ):
        return [(flask.g.actor.account or "", _("我"))]
    if len(places) != 1:
        return []
    found = api.get(f"/api/v1/communities/{places[0][0]}/commissioners")["items"]
    return [(one["commissioner"], one["name"] or "—") for one in found]


def _proposed(options: dict[str, list[Option]]) -> dict[str, str]:
    """What needs no choice, as there is one."""
    return {name: found[0][0] for name, found in options.items() if len(found) == 1}


def _results(people: list[api.Json], tried: Filled) -> Form:
    """Of each person: was there or not, and what came of it."""
    return Form([field for at, one in enumerate(people) for field in _line(at, one, tried)])


def _line(at: int, one: api.Json, tried: Filled) -> Iterator[Field]:
    prefix, name = f"lines.{at}", one["name"] or "—"
    was_there = {"attended": "true", "absent": "false"}.get(one["state"], "")
    yield Field(f"{prefix}.commissioner", "", "hidden", values=[one["commissioner"]])
    yield Field(
        f"{prefix}.attended",
        str(_("%(name)s：到场", name=name)),
        "radios",
        options=[("true", _("到了")), ("false", _("没到"))],
        values=tried.given.getlist(f"{prefix}.attended") or [was_there],
    )
    yield Field(
        f"{prefix}.result",
        str(_("%(name)s：结果", name=name)),
        "radios",
        options=[(each.value, naming.choice(each)) for each in CourseResult],
        values=tried.given.getlist(f"{prefix}.result") or [one["result"] or ""],
    )


def _returning(people: list[api.Json], tried: Filled) -> Form:
    enrolled = [one for one in people if one["state"] == "enrolled"]
    field = Field(
        "commissioner",
        str(_("谁退出")),
        "radios",
        required=True,
        options=[(one["commissioner"], one["name"] or "—") for one in enrolled],
        values=tried.given.getlist("commissioner"),
    )
    return Form([field], tried.problem)
