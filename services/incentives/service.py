"""The incentives service as one class of entry points."""

from __future__ import annotations

from audit import reading
from bus.entrypoints import reads
from contracts.audit import ReadIncentivesAudit
from groundwork.areas import AreasEntrypoints
from groundwork.calendar import CalendarEntrypoints
from groundwork.parameters import ParametersEntrypoints
from services.incentives.appraisal.entrypoints import AppraisalEntrypoints
from services.incentives.ballots.entrypoints import BallotsEntrypoints
from services.incentives.cards.entrypoints import CardsEntrypoints
from services.incentives.committee_elections.entrypoints import (
    CommitteeElectionsEntrypoints,
)
from services.incentives.complaints.entrypoints import ComplaintsEntrypoints
from services.incentives.facts.entrypoints import FactsEntrypoints
from services.incentives.feed.entrypoints import FeedEntrypoints
from services.incentives.honours.entrypoints import HonoursEntrypoints
from services.incentives.invitees.entrypoints import InviteesEntrypoints
from services.incentives.nominations.entrypoints import NominationsEntrypoints
from services.incentives.own_data.entrypoints import OwnDataEntrypoints
from services.incentives.own_words.entrypoints import OwnWordsEntrypoints
from services.incentives.places.entrypoints import PlacesEntrypoints
from services.incentives.project_reviews.entrypoints import ProjectReviewsEntrypoints
from services.incentives.promises.entrypoints import PromisesEntrypoints
from services.incentives.rating_bursts.entrypoints import RatingBurstsEntrypoints
from services.incentives.ratings.entrypoints import RatingsEntrypoints
from services.incentives.reports.entrypoints import ReportsEntrypoints
from services.incentives.retention.entrypoints import RetentionEntrypoints
from services.incentives.scorecards.entrypoints import ScorecardsEntrypoints
from services.incentives.selection_objections.entrypoints import SelectionObjectionsEntrypoints
from services.incentives.selections.entrypoints import SelectionsEntrypoints
from services.incentives.year_end_meetings.entrypoints import YearEndMeetingsEntrypoints


class IncentivesService(
    AreasEntrypoints,
    ParametersEntrypoints,
    CalendarEntrypoints,
    FactsEntrypoints,
    ScorecardsEntrypoints,
    CardsEntrypoints,
    OwnWordsEntrypoints,
    AppraisalEntrypoints,
    ReportsEntrypoints,
    RatingsEntrypoints,
    RatingBurstsEntrypoints,
    ComplaintsEntrypoints,
    PromisesEntrypoints,
    PlacesEntrypoints,
    SelectionsEntrypoints,
    BallotsEntrypoints,
    SelectionObjectionsEntrypoints,
    HonoursEntrypoints,
    InviteesEntrypoints,
    YearEndMeetingsEntrypoints,
    NominationsEntrypoints,
    CommitteeElectionsEntrypoints,
    ProjectReviewsEntrypoints,
    OwnDataEntrypoints,
    RetentionEntrypoints,
    FeedEntrypoints,
):
    """Everything that the incentives service answers and listens to."""

    name = "incentives"
    database_name = "incentives"

    audit_of_incentives = reads(ReadIncentivesAudit, reading.page)
