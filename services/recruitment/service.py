"""The recruitment service as one class of entry points."""

from __future__ import annotations

from audit import reading
from bus.entrypoints import reads
from contracts.audit import ReadRecruitmentAudit
from groundwork.areas import AreasEntrypoints
from services.recruitment.applications.entrypoints import ApplicationsEntrypoints
from services.recruitment.appointment.entrypoints import AppointmentEntrypoints
from services.recruitment.back_entries.entrypoints import BackEntriesEntrypoints
from services.recruitment.campaigns.entrypoints import CampaignsEntrypoints
from services.recruitment.certificates.entrypoints import CertificatesEntrypoints
from services.recruitment.consents.entrypoints import ConsentsEntrypoints
from services.recruitment.courses.entrypoints import CoursesEntrypoints
from services.recruitment.deciding.entrypoints import DecidingEntrypoints
from services.recruitment.disclosures.entrypoints import DisclosuresEntrypoints
from services.recruitment.feed.entrypoints import FeedEntrypoints
from services.recruitment.figures.entrypoints import FiguresEntrypoints
from services.recruitment.handbooks.entrypoints import HandbooksEntrypoints
from services.recruitment.handovers.entrypoints import HandoversEntrypoints
from services.recruitment.holidays.entrypoints import HolidaysEntrypoints
from services.recruitment.naming.entrypoints import NamingEntrypoints
from services.recruitment.office.entrypoints import OfficeEntrypoints
from services.recruitment.own_data.entrypoints import OwnDataEntrypoints
from services.recruitment.parameters.entrypoints import ParametersEntrypoints
from services.recruitment.post_cap.entrypoints import PostCapEntrypoints
from services.recruitment.posts.entrypoints import PostsEntrypoints
from services.recruitment.proposing.entrypoints import ProposingEntrypoints
from services.recruitment.public_notice.entrypoints import PublicNoticeEntrypoints
from services.recruitment.recommending.entrypoints import RecommendingEntrypoints
from services.recruitment.regulations.entrypoints import RegulationsEntrypoints
from services.recruitment.screening.entrypoints import ScreeningEntrypoints
from services.recruitment.surveys.entrypoints import SurveysEntrypoints
from services.recruitment.terms.entrypoints import TermsEntrypoints
from services.recruitment.withdrawals.entrypoints import WithdrawalsEntrypoints


class RecruitmentService(
    AreasEntrypoints,
    ParametersEntrypoints,
    BackEntriesEntrypoints,
    HolidaysEntrypoints,
    ConsentsEntrypoints,
    SurveysEntrypoints,
    PostsEntrypoints,
    PostCapEntrypoints,
    CampaignsEntrypoints,
    ApplicationsEntrypoints,
    RecommendingEntrypoints,
    ScreeningEntrypoints,
    DisclosuresEntrypoints,
    OwnDataEntrypoints,
    AppointmentEntrypoints,
    ProposingEntrypoints,
    PublicNoticeEntrypoints,
    DecidingEntrypoints,
    OfficeEntrypoints,
    WithdrawalsEntrypoints,
    TermsEntrypoints,
    CertificatesEntrypoints,
    HandoversEntrypoints,
    FeedEntrypoints,
    FiguresEntrypoints,
    CoursesEntrypoints,
    NamingEntrypoints,
    HandbooksEntrypoints,
    RegulationsEntrypoints,
):
    """Everything that the recruitment service answers and listens to."""

    name = "recruitment"
    database_name = "recruitment"

    audit_of_recruitment = reads(ReadRecruitmentAudit, reading.page)
