"""The data of an applicant or a commissioner: a copy (PIPL art. 45), its erasure (art. 47)."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.recruitment.applications import CODE_LONGEST, ApplicationStep
from contracts.recruitment.appointments import AppointmentStep, AppointmentView
from contracts.recruitment.courses import AttendanceView
from contracts.recruitment.words import (
    ApplicationSource,
    ApplicationState,
    AppointmentState,
    AskedHow,
    EndReason,
    Grade,
    Kind,
)
from contracts.registry import Answer, Request, request, shape


@shape
class ApplicationCopy(Answer):
    """Everything that is stored about one application, nothing masked."""

    exported_at: dt.datetime = fields.moment("When this copy was made.")
    id: UUID = fields.plain("The application.")
    number: str = fields.plain("Receipt number.")
    code: str = fields.plain("The code.")
    campaign_id: UUID = fields.plain("The campaign.")
    post_id: UUID = fields.plain("The post.")
    community: str = fields.place("The community.")
    source: ApplicationSource = fields.choice("How it came.")
    state: ApplicationState = fields.choice("Where it stands.")
    name: str | None = fields.plain("Name.", default=None)
    phone: str | None = fields.plain("Phone.", default=None)
    address: str | None = fields.plain("Where the person lives.", default=None)
    account: str | None = fields.plain("The person's account.", default=None)
    ability: str | None = fields.plain("Own words.", default=None)
    experience: str | None = fields.plain("Own words.", default=None)
    time_available: str | None = fields.plain("Own words.", default=None)
    motivation: str | None = fields.plain("Own words.", default=None)
    supporter_groups: str | None = fields.plain("Supporting groups.", default=None)
    supporter_residents: int = fields.plain("Supporting residents.")
    recommendation: str | None = fields.plain("What others said about the person.", default=None)
    consent_how: str | None = fields.plain("How the person agreed.", default=None)
    consents_to_notice: bool = fields.plain("Whether the name may appear in the public notice.")
    reserve_months: int = fields.plain("How long the person agrees to the reserve list.")
    reserve_until: dt.date | None = fields.plain("Last day on the reserve list.", default=None)
    received_at: dt.datetime = fields.moment("When it was given.")
    decided_at: dt.datetime | None = fields.moment("When it was decided.", default=None)
    mean_points: float | None = fields.plain(
        "Mean of all points that assessors gave; null: none.", default=None
    )
    history: list[ApplicationStep] = fields.plain("Every step, oldest first.")


@shape
class ApplicationErasure(Answer):
    """Everything personal is gone."""

    number: str = fields.plain("Receipt number.")
    state: ApplicationState = fields.choice("Where it stands, for the figures.")
    erased_at: dt.datetime = fields.moment("When.")


@request("recruitment", "export_own_application", ApplicationCopy)
class ExportOwnApplication(Request[ApplicationCopy]):
    """Get a copy of everything stored about your application (查阅、复制)."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))


@request("recruitment", "erase_own_application", ApplicationErasure)
class EraseOwnApplication(Request[ApplicationErasure]):
    """Erase all personal data for good (删除); an open application is withdrawn."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))


@shape
class CopiedAppointment(Answer):
    """Everything stored about one appointment, nothing masked; objections belong to others."""

    id: UUID = fields.plain("The appointment.")
    community: str = fields.place("The community.")
    post_id: UUID = fields.plain("The post.")
    kind: Kind = fields.choice("One of the three kinds of people.")
    state: AppointmentState = fields.choice("Where it stands.")
    application_id: UUID | None = fields.plain("The application that it comes from.", default=None)
    name: str = fields.plain("Name.")
    phone: str | None = fields.plain("Phone.", default=None)
    shows_name: bool = fields.plain("Whether the public notice was allowed to name the person.")
    position: str | None = fields.plain("Position at the workstation.", default=None)
    found_because: str | None = fields.plain("How the person was found.", default=None)
    ability: str = fields.plain("具备履职能力.")
    trust: str = fields.plain("受居民信赖.")
    recognition: str = fields.plain("得到社区党委认同.")
    willingness: str = fields.plain("热心公益且自愿.")
    dual_roles: str | None = fields.plain("Other offices.", default=None)
    proposed_on: dt.date = fields.plain("When it was proposed.")
    notice_from: dt.date | None = fields.plain("First day of the public notice.", default=None)
    notice_to: dt.date | None = fields.plain("Last day of it.", default=None)
    decided_on: dt.date | None = fields.plain("When the committee decided.", default=None)
    term_from: dt.date | None = fields.plain("First day of the term.", default=None)
    term_to: dt.date | None = fields.plain("Last day of it.", default=None)
    began_on: dt.date | None = fields.plain("First day in office.", default=None)
    ended_on: dt.date | None = fields.plain("First day without it.", default=None)
    end_reason: EndReason | None = fields.choice("Why it ended, in kind.", default=None)
    end_note: str | None = fields.plain("Why it ended, in words.", default=None)
    heard_on: dt.date | None = fields.plain("When the person was heard.", default=None)
    hearing: str | None = fields.plain("What the person said then.", default=None)
    grade: Grade | None = fields.choice("The year's evaluation.", default=None)
    evaluation: str | None = fields.plain("Its words.", default=None)
    evaluated_on: dt.date | None = fields.plain("When it was given.", default=None)
    certificates: list[str] = fields.plain("Numbers of its certificates, oldest first.")
    erased_at: dt.datetime | None = fields.moment("When it was cleaned.", default=None)
    history: list[AppointmentStep] = fields.plain(
        "Every step, oldest first, without the accounts of others."
    )


@shape
class ServiceCopy(Answer):
    """Everything stored about the caller as a person proposed or in office."""

    exported_at: dt.datetime = fields.moment("When this copy was made.")
    appointments: list[CopiedAppointment] = fields.plain("The appointments, oldest first.")
    training: list[AttendanceView] = fields.plain("Every attendance, oldest first.")


@request("recruitment", "export_own_service", ServiceCopy)
class ExportOwnService(Request[ServiceCopy]):
    """Get a copy of everything stored about your appointments and training (查阅、复制)."""


@request("recruitment", "erase_appointment", AppointmentView)
class EraseAppointment(Change, Request[AppointmentView]):
    """Erase for good the personal data of an appointment that is over (删除)."""

    appointment_id: UUID = fields.path("The appointment.")
    asked: AskedHow = fields.choice(
        "How the person asked; `oneself` is only for the person.", example="in_writing"
    )
