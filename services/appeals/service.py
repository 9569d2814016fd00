"""The appeals services as classes of entry points."""

from __future__ import annotations

from services.appeals.actions.entrypoints import ActionsEntrypoints
from services.appeals.assignment.entrypoints import AssignmentEntrypoints
from services.appeals.categories.entrypoints import CategoriesEntrypoints
from services.appeals.closing.entrypoints import ClosingEntrypoints
from services.appeals.feed.entrypoints import FeedEntrypoints
from services.appeals.intake.entrypoints import IntakeEntrypoints, IntakeWorker
from services.appeals.rating.entrypoints import RatingEntrypoints
from services.appeals.receptions.entrypoints import ReceptionsEntrypoints


class AppealsService(
    IntakeEntrypoints,
    AssignmentEntrypoints,
    ActionsEntrypoints,
    ClosingEntrypoints,
    RatingEntrypoints,
    ReceptionsEntrypoints,
    CategoriesEntrypoints,
    FeedEntrypoints,
):
    """Everything that the appeals service answers."""

    name = "appeals"
    database_name = "appeals"


class AppealsIntakeService(IntakeWorker):
    """The worker that empties the intake queue; scales out by itself."""

    name = "appeals-intake"
    database_name = "appeals"
