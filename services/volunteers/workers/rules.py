"""What is told of social workers, and what of staff."""

from __future__ import annotations

from collections.abc import Collection

from contracts.volunteers.words import Specialty, StaffDuty, WorkerKind
from vocabulary.problems import wrong_field


def check_fits(
    work: WorkerKind | None,
    *,
    specialties: Collection[Specialty],
    service_centre: str | None,
    duties: Collection[StaffDuty],
) -> None:
    """Let a social worker pass with specialties and centre, staff with duties, others with neither.

    Raises:
        Invalid: names the field that is missing, or too much.
    """
    of_social_workers = {"specialties": specialties, "service_centre": service_centre}
    told = {**of_social_workers, "duties": duties}
    needed = {
        None: frozenset(),
        WorkerKind.SOCIAL_WORKER: frozenset(of_social_workers),
        WorkerKind.STAFF: frozenset({"duties"}),
    }[work]
    for field, value in told.items():
        if field in needed and not value:
            raise wrong_field(
                field,
                "work_incomplete",
                zh="社工须填写专长和所属服务中心，工作人员须填写职责。",
                en="A social worker needs specialties and a service centre, staff need duties.",
            )
        if field not in needed and value:
            raise wrong_field(
                field,
                "work_not_so",
                zh="专长和服务中心只填社工的，职责只填工作人员的；其他人不填。",
                en="Specialties and service centre are those of social workers, duties those of "
                "staff; leave them out for others.",
            )
