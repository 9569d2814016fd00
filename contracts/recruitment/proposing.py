"""Proposing a candidate for a post, and taking the proposal back (提名)."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.recruitment.appointments import (
    NAME_LONGEST,
    POSITION_LONGEST,
    WORDS_LONGEST,
    AppointmentFact,
    AppointmentView,
    happened,
    words,
)
from contracts.recruitment.words import Kind
from contracts.registry import Event, Request, Shape, event, request, shape


@shape
class Proposal(Shape):
    """A proposal (提名): the person for a post, and why. R1, R2, R15 to R17."""

    post_id: UUID = fields.plain("The post.")
    kind: Kind = fields.choice("One of the three kinds of people.", example="group_leader")
    application_id: UUID | None = fields.plain(
        "The application that this comes from; it then gives name, phone and consent. Left out "
        "for `interim` and for a renewal.",
        default=None,
    )
    renews: UUID | None = fields.plain(
        "The appointment that this one goes on with (续聘): same post, same person. An interim is "
        "renewed only as `interim`, and only an interim is.",
        default=None,
    )
    commissioner: UUID | None = fields.plain(
        "The person's account; left out where there is none, for a renewal, and where the "
        "application names one.",
        default=None,
    )
    name: str | None = fields.name(
        "The person's name; required without an application.",
        longest=NAME_LONGEST,
        default=None,
        example="李建华",
    )
    phone: str | None = fields.phone(
        "The person's phone.",
        example="13800138000",
        default=None,
    )
    found_because: str | None = fields.words(
        "How the person was found, and how they agreed; required without an application.",
        longest=WORDS_LONGEST,
        default=None,
        example="居民推荐，本人已书面同意。",
    )
    lives_in_community: bool | None = fields.plain(
        "Whether the person lives in the community; must be true where the proposal comes from "
        "no application and is neither a renewal nor `interim`.",
        default=None,
        example=True,
    )
    position: str | None = fields.line(
        "The person's position at the workstation, as 工作站党建专干; required for `interim`, refused "
        "for others.",
        longest=POSITION_LONGEST,
        default=None,
    )
    ability: str = words("Proof of the ability for this work (具备履职能力).", "退休消防员。")
    trust: str = words("Proof of the residents' trust (受居民信赖).", "多年楼长。")
    recognition: str = words(
        "Proof that the community's party committee recognises them (得到社区党委认同).",
        "党委会议讨论认可。",
    )
    willingness: str = words(
        "Proof that they do it freely and gladly (热心公益且自愿).", "本人自愿报名。"
    )
    dual_roles: str | None = fields.text(
        "Other offices that the person holds, such as deputy or member of the residents' "
        "committee; all are allowed.",
        longest=WORDS_LONGEST,
        default=None,
    )
    happened_on: dt.date | None = happened()


@request("recruitment", "propose_appointment", AppointmentView)
class ProposeAppointment(Proposal, Request[AppointmentView]):
    """Propose a person for a post (提名), or for renewal there (续聘).

    Staff of the workstation in the interim (`interim`) need a `position` there, and must not be
    applicants or people on the reserve list.
    """


@request("recruitment", "withdraw_appointment", AppointmentView)
class WithdrawAppointment(Change, Request[AppointmentView]):
    """Take a proposal back before the term begins."""

    appointment_id: UUID = fields.path("The appointment.")
    reason: str = words("Why.", "本人放弃。")
    happened_on: dt.date | None = happened()


@event("recruitment", subject="appointment_id")
class AppointmentProposed(AppointmentFact, Event):
    """A person was proposed for a post."""

    proposed_on: dt.date = fields.plain("When.")
    renews: UUID | None = fields.plain("The appointment that it renews.", default=None)
