"""An applicant's own data: a copy of it (PIPL art. 45), and its erasure (art. 47)."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.recruitment.applications import (
    CODE_LONGEST,
    ApplicationSource,
    ApplicationState,
    ApplicationStep,
)
from contracts.registry import Answer, Request, Shape, request, shape


@shape
class CopyWish(Shape):
    """The person wants a copy of everything stored."""


@shape
class CleaningWish(Shape):
    """The person wants everything personal erased; what is open is withdrawn with it."""


@shape
class ApplicationCopy(Answer):
    """Everything that is stored about one application, nothing masked."""

    exported_at: dt.datetime = fields.moment("When this copy was made.")
    id: UUID = fields.plain("The application.")
    number: str = fields.plain("Receipt number.")
    code: str = fields.plain("The code.")
    campaign_id: UUID = fields.plain("The campaign.")
    post_id: UUID = fields.plain("The post.")
    community: str = fields.plain("The community.")
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
    recommendation: str | None = fields.plain("What others said of the person.", default=None)
    consent_how: str | None = fields.plain("How the person agreed.", default=None)
    consents_to_notice: bool = fields.plain("Whether the name may stand in the public notice.")
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
class ExportOwnApplication(CopyWish, Request[ApplicationCopy]):
    """A copy of everything stored about one application."""

    code: str = fields.text("The person's code.", longest=CODE_LONGEST)


@request("recruitment", "erase_own_application", ApplicationErasure)
class EraseOwnApplication(CleaningWish, Request[ApplicationErasure]):
    """Erase one application at the person's own wish."""

    code: str = fields.text("The person's code.", longest=CODE_LONGEST)
