"""The appeals services as classes of entry points."""

from __future__ import annotations

from audit import reading
from bus.entrypoints import reads
from contracts.audit import ReadAppealsAudit
from services.appeals.actions.entrypoints import ActionsEntrypoints
from services.appeals.assignment.entrypoints import AssignmentEntrypoints
from services.appeals.categories.entrypoints import CategoriesEntrypoints
from services.appeals.closing.entrypoints import ClosingEntrypoints
from services.appeals.deadlines.entrypoints import DeadlinesEntrypoints
from services.appeals.disclosures.entrypoints import DisclosuresEntrypoints
from services.appeals.durations.entrypoints import DurationsEntrypoints
from services.appeals.feed.entrypoints import FeedEntrypoints
from services.appeals.handover.entrypoints import HandoverEntrypoints
from services.appeals.intake.entrypoints import IntakeEntrypoints, IntakeWorker
from services.appeals.own_data.entrypoints import OwnDataEntrypoints
from services.appeals.rating.entrypoints import RatingEntrypoints
from services.appeals.reaching.entrypoints import ReachingEntrypoints
from services.appeals.receptions.entrypoints import ReceptionsEntrypoints
from services.appeals.retention.entrypoints import RetentionEntrypoints


class AppealsService(
    IntakeEntrypoints,
    AssignmentEntrypoints,
    ActionsEntrypoints,
    ClosingEntrypoints,
    DurationsEntrypoints,
    DeadlinesEntrypoints,
    RatingEntrypoints,
    ReceptionsEntrypoints,
    CategoriesEntrypoints,
    DisclosuresEntrypoints,
    ReachingEntrypoints,
    OwnDataEntrypoints,
    RetentionEntrypoints,
    FeedEntrypoints,
    HandoverEntrypoints,
):
    """Everything that the appeals service answers."""

    name = "appeals"
    database_name = "appeals"

    audit_of_appeals = reads(ReadAppealsAudit, reading.page)


class AppealsIntakeService(IntakeWorker):
    """The worker that empties the intake queue; scales out by itself."""

    name = "appeals-intake"
    database_name = "appeals"
