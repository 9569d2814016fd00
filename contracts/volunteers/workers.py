"""Social workers (社工) with specialties and service centre, and staff with duties. R44, R45."""

from __future__ import annotations

from contracts import fields
from contracts.registry import Request, request
from contracts.volunteers.volunteers import CENTRE_LONGEST, OneRegistration, VolunteerView
from contracts.volunteers.words import Specialty, StaffDuty, WorkerKind


@request("volunteers", "set_work", VolunteerView)
class SetWork(OneRegistration, Request[VolunteerView]):
    """Write down a person of the register as social worker or staff (登记社工、工作人员).

    A social worker has specialties and a service centre, staff have duties. What is left out is no
    longer so; without `work` the person is a volunteer alone.
    """

    work: WorkerKind | None = fields.choice(
        "As what the person works; null: neither.", default=None, example="social_worker"
    )
    specialties: list[Specialty] = fields.choices("Of a social worker: what for.", Specialty)
    service_centre: str | None = fields.line(
        "Of a social worker: the service centre they belong to.",
        longest=CENTRE_LONGEST,
        default=None,
        example="荔林社区党群服务中心",
    )
    duties: list[StaffDuty] = fields.choices("Of staff: what they look after.", StaffDuty)
