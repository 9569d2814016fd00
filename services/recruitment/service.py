"""The recruitment service as one class of entry points."""

from __future__ import annotations

from bus.audit import reading
from bus.entrypoints import Work, rpc
from contracts.audit import AuditPage, ReadRecruitmentAudit
from services.recruitment.areas.entrypoints import AreasEntrypoints
from services.recruitment.holidays.entrypoints import HolidaysEntrypoints
from services.recruitment.parameters.entrypoints import ParametersEntrypoints


class RecruitmentService(AreasEntrypoints, ParametersEntrypoints, HolidaysEntrypoints):
    """Everything that the recruitment service answers and listens to."""

    name = "recruitment"
    database_name = "recruitment"

    @rpc(ReadRecruitmentAudit)
    def audit_of_recruitment(self, work: Work, request: ReadRecruitmentAudit) -> AuditPage:
        return reading.page(work.session, work.actor, request)
