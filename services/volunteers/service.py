"""The volunteers' service as one class of entry points."""

from __future__ import annotations

from audit import reading
from bus.entrypoints import reads
from contracts.audit import ReadVolunteersAudit
from groundwork.areas import AreasEntrypoints
from groundwork.calendar import CalendarEntrypoints
from groundwork.parameters import ParametersEntrypoints
from services.volunteers.activities.entrypoints import ActivitiesEntrypoints
from services.volunteers.attendance.entrypoints import AttendanceEntrypoints
from services.volunteers.calendars.entrypoints import CalendarsEntrypoints
from services.volunteers.cancelling.entrypoints import CancellingEntrypoints
from services.volunteers.catalogue.entrypoints import CatalogueEntrypoints
from services.volunteers.check_in_codes.entrypoints import CheckInCodesEntrypoints
from services.volunteers.consents.entrypoints import ConsentsEntrypoints
from services.volunteers.contests.entrypoints import ContestsEntrypoints
from services.volunteers.disclosures.entrypoints import DisclosuresEntrypoints
from services.volunteers.doubles.entrypoints import DoublesEntrypoints
from services.volunteers.entered_hours.entrypoints import EnteredHoursEntrypoints
from services.volunteers.feed.entrypoints import FeedEntrypoints
from services.volunteers.findings.entrypoints import FindingsEntrypoints
from services.volunteers.fund.entrypoints import FundEntrypoints
from services.volunteers.fund_ledger.entrypoints import FundLedgerEntrypoints
from services.volunteers.fund_papers.entrypoints import FundPapersEntrypoints
from services.volunteers.fund_settlement.entrypoints import FundSettlementEntrypoints
from services.volunteers.group_documents.entrypoints import GroupDocumentsEntrypoints
from services.volunteers.group_files.entrypoints import GroupFilesEntrypoints
from services.volunteers.group_meetings.entrypoints import GroupMeetingsEntrypoints
from services.volunteers.group_people.entrypoints import GroupPeopleEntrypoints
from services.volunteers.groups.entrypoints import GroupsEntrypoints
from services.volunteers.guests.entrypoints import GuestsEntrypoints
from services.volunteers.handover.entrypoints import HandoverEntrypoints
from services.volunteers.hour_certificates.entrypoints import HourCertificatesEntrypoints
from services.volunteers.hour_totals.entrypoints import HourTotalsEntrypoints
from services.volunteers.hour_wishes.entrypoints import HourWishesEntrypoints
from services.volunteers.hours.entrypoints import HoursEntrypoints
from services.volunteers.imports.entrypoints import ImportsEntrypoints
from services.volunteers.invitations.entrypoints import InvitationsEntrypoints
from services.volunteers.matching.entrypoints import MatchingEntrypoints
from services.volunteers.memberships.entrypoints import MembershipsEntrypoints
from services.volunteers.merits.entrypoints import MeritsEntrypoints
from services.volunteers.national.entrypoints import NationalEntrypoints
from services.volunteers.net.entrypoints import NetEntrypoints
from services.volunteers.own_codes.entrypoints import OwnCodesEntrypoints
from services.volunteers.own_data.entrypoints import OwnDataEntrypoints
from services.volunteers.posts.entrypoints import PostsEntrypoints
from services.volunteers.profiles.entrypoints import ProfilesEntrypoints
from services.volunteers.reaching.entrypoints import ReachingEntrypoints
from services.volunteers.register.entrypoints import RegisterEntrypoints
from services.volunteers.registrations.entrypoints import RegistrationsEntrypoints
from services.volunteers.reminders.entrypoints import RemindersEntrypoints
from services.volunteers.repeating.entrypoints import RepeatingEntrypoints
from services.volunteers.rescheduling.entrypoints import ReschedulingEntrypoints
from services.volunteers.shown_hours.entrypoints import ShownHoursEntrypoints
from services.volunteers.sign_ups.entrypoints import SignUpsEntrypoints
from services.volunteers.succession.entrypoints import SuccessionEntrypoints
from services.volunteers.team_imports.entrypoints import TeamImportsEntrypoints
from services.volunteers.teams.entrypoints import TeamsEntrypoints
from services.volunteers.telling.entrypoints import TellingEntrypoints
from services.volunteers.trainings.entrypoints import TrainingsEntrypoints
from services.volunteers.volunteers.entrypoints import VolunteersEntrypoints
from services.volunteers.workers.entrypoints import WorkersEntrypoints


class VolunteersService(
    AreasEntrypoints,
    ParametersEntrypoints,
    CalendarEntrypoints,
    FeedEntrypoints,
    VolunteersEntrypoints,
    RegisterEntrypoints,
    RegistrationsEntrypoints,
    DisclosuresEntrypoints,
    OwnCodesEntrypoints,
    ProfilesEntrypoints,
    WorkersEntrypoints,
    ImportsEntrypoints,
    CatalogueEntrypoints,
    DoublesEntrypoints,
    TrainingsEntrypoints,
    MeritsEntrypoints,
    RemindersEntrypoints,
    TeamsEntrypoints,
    TeamImportsEntrypoints,
    HandoverEntrypoints,
    PostsEntrypoints,
    MembershipsEntrypoints,
    InvitationsEntrypoints,
    MatchingEntrypoints,
    NetEntrypoints,
    SuccessionEntrypoints,
    ActivitiesEntrypoints,
    CancellingEntrypoints,
    CalendarsEntrypoints,
    RepeatingEntrypoints,
    ReschedulingEntrypoints,
    TellingEntrypoints,
    SignUpsEntrypoints,
    GuestsEntrypoints,
    FindingsEntrypoints,
    AttendanceEntrypoints,
    CheckInCodesEntrypoints,
    HoursEntrypoints,
    EnteredHoursEntrypoints,
    HourWishesEntrypoints,
    ShownHoursEntrypoints,
    HourTotalsEntrypoints,
    HourCertificatesEntrypoints,
    NationalEntrypoints,
    ConsentsEntrypoints,
    GroupsEntrypoints,
    GroupPeopleEntrypoints,
    GroupDocumentsEntrypoints,
    GroupFilesEntrypoints,
    GroupMeetingsEntrypoints,
    ContestsEntrypoints,
    FundEntrypoints,
    FundLedgerEntrypoints,
    FundPapersEntrypoints,
    FundSettlementEntrypoints,
    OwnDataEntrypoints,
    ReachingEntrypoints,
):
    """Everything that the volunteers' service answers and listens to."""

    name = "volunteers"
    database_name = "volunteers"

    audit_of_volunteers = reads(ReadVolunteersAudit, reading.page)
