"""The recruitment service as one class of entry points."""

from __future__ import annotations

from bus.audit import reading
from bus.entrypoints import Work, rpc
from contracts.audit import AuditPage, ReadRecruitmentAudit
from services.recruitment.applications.entrypoints import ApplicationsEntrypoints
from services.recruitment.areas.entrypoints import AreasEntrypoints
from services.recruitment.campaigns.entrypoints import CampaignsEntrypoints
from services.recruitment.holidays.entrypoints import HolidaysEntrypoints
from services.recruitment.own_data.entrypoints import OwnDataEntrypoints
from services.recruitment.parameters.entrypoints import ParametersEntrypoints
from services.recruitment.posts.entrypoints import PostsEntrypoints
from services.recruitment.screening.entrypoints import ScreeningEntrypoints
from services.recruitment.surveys.entrypoints import SurveysEntrypoints


class RecruitmentService(
    AreasEntrypoints,
    ParametersEntrypoints,
    HolidaysEntrypoints,
    SurveysEntrypoints,
    PostsEntrypoints,
    CampaignsEntrypoints,
    ApplicationsEntrypoints,
    ScreeningEntrypoints,
    OwnDataEntrypoints,
):
    """Everything that the recruitment service answers and listens to."""

    name = "recruitment"
    database_name = "recruitment"

    @rpc(ReadRecruitmentAudit)
    def audit_of_recruitment(self, work: Work, request: ReadRecruitmentAudit) -> AuditPage:
        return reading.page(work.session, work.actor, request)
