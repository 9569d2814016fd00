"""Disclosures (查看完整信息): seeing an applicant whole, or finding one, for a reason that is kept."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from uuid import UUID

from contracts import fields
from contracts.recruitment.applications import (
    CODE_LONGEST,
    NAME_LONGEST,
    REASON_LONGEST,
    ApplicationFilter,
    ApplicationPage,
)
from contracts.registry import Answer, Request, Shape, request, shape


class ApplicantSeenFor(StrEnum):
    """Why somebody needs the whole."""

    VERIFY = "verify"  # 核实报名情况
    INTERVIEW = "interview"  # 联系面谈
    TELL_RESULT = "tell_result"  # 告知结果
    PREPARE_APPOINTMENT = "prepare_appointment"  # 办理聘任
    ASKED_BY_PERSON = "asked_by_person"  # 本人要求
    OTHER = "other"  # 其他，须说明


@shape
class DisclosingApplicant(Shape):
    """Why the caller needs to see it."""

    reason: ApplicantSeenFor = fields.choice("Why.")
    words: str | None = fields.text(
        "Why, in words; required for the reason `other`.", longest=REASON_LONGEST, default=None
    )


@shape
class ApplicantDisclosed(Answer):
    """The whole, for this answer alone: who needs it again gives a reason again."""

    id: UUID = fields.plain("The disclosure.")
    application_id: UUID = fields.plain("The application.")
    disclosed_at: dt.datetime = fields.moment("When.")
    name: str | None = fields.plain("Who applies.", default=None)
    phone: str | None = fields.plain("Phone.", default=None)
    address: str | None = fields.plain("Where the person lives.", default=None)


@request("recruitment", "disclose_applicant", ApplicantDisclosed)
class DiscloseApplicant(DisclosingApplicant, Request[ApplicantDisclosed]):
    """See who applies whole."""

    application_id: UUID = fields.plain("The application.")


@shape
class ApplicantSearch(DisclosingApplicant, ApplicationFilter):
    """Whom to find among the applications, and why; the list's filters narrow further.

    A person travels in a body, never in an address, which is logged on the way.
    """

    person: str = fields.text(
        "The whole name, the phone, or the code that the person brings. Parts find nothing.",
        longest=NAME_LONGEST,
        example="13800138000",
    )


@request("recruitment", "find_applicants", ApplicationPage)
class FindApplicants(ApplicantSearch, Request[ApplicationPage]):
    """The applications of somebody who is named whole; each look is kept."""


@shape
class ToldApplicantDisclosure(Answer):
    """One disclosure as the person learns of it: no account, no free words."""

    disclosed_at: dt.datetime = fields.moment("When.")
    role: str = fields.plain("In which role.")
    reason: ApplicantSeenFor = fields.choice("Why.")
    seen: list[str] = fields.plain("Which fields were seen.")


@shape
class ApplicantDisclosureView(ToldApplicantDisclosure):
    """One disclosure, for those who oversee."""

    id: UUID = fields.plain("The disclosure.")
    by: str = fields.plain("The account that saw it.")
    words: str | None = fields.plain("Why, in words.", default=None)


@shape
class ApplicantDisclosureList(Answer):
    """Every disclosure of one application, oldest first."""

    items: list[ApplicantDisclosureView] = fields.plain("The disclosures.")


@request("recruitment", "list_applicant_disclosures", ApplicantDisclosureList)
class ListApplicantDisclosures(Request[ApplicantDisclosureList]):
    """Who saw the person of one application."""

    application_id: UUID = fields.plain("The application.")


@shape
class ToldApplicantDisclosures(Answer):
    """Every disclosure of one application, oldest first."""

    items: list[ToldApplicantDisclosure] = fields.plain("The disclosures.")


@request("recruitment", "track_applicant_disclosures", ToldApplicantDisclosures)
class TrackApplicantDisclosures(Request[ToldApplicantDisclosures]):
    """Who saw the person of the application with this code."""

    code: str = fields.text("The person's code.", longest=CODE_LONGEST)
