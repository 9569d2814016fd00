"""The closed vocabularies of scorecards, reports, ratings, selections and honours.

`contracts/words/values` has the Chinese and English name of each value.
"""

from __future__ import annotations

from enum import StrEnum


class ReportState(StrEnum):
    """Where a work report stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    PUBLISHED = "published"


class RatedBy(StrEnum):
    """By which way a rating came in."""

    WEB = "web"
    PAPER = "paper"
    PHONE = "phone"


class FigureName(StrEnum):
    """What a figure of a scorecard counts; each is there only if its facts can be known."""

    RECEPTIONS = "receptions"
    APPEALS_TAKEN = "appeals_taken"
    APPEALS_CLOSED = "appeals_closed"
    APPEALS_SETTLED = "appeals_settled"
    APPEALS_EXPLAINED = "appeals_explained"
    CLOSED_IN_TIME = "closed_in_time"
    OPENED_AGAIN = "opened_again"
    RATINGS = "ratings"
    REFERRALS = "referrals"
    PROMISES = "promises"
    TRAINING_HOURS = "training_hours"


class Criterion(StrEnum):
    """By what commissioners are compared in a year's selection."""

    SETTLED = "settled"
    IN_TIME = "in_time"
    RECEPTIONS = "receptions"
    TRAINING = "training"
    RESIDENTS = "residents"
    BALLOT = "ballot"
    COMMITTEE = "committee"
    PEERS = "peers"


class SelectionState(StrEnum):
    """Where a year's selection (年终评选) stands."""

    DRAFT = "draft"
    OPEN = "open"
    COUNTED = "counted"
    NOMINATED = "nominated"
    IN_NOTICE = "in_notice"
    CHECKED = "checked"
    AWARDED = "awarded"


class HonourState(StrEnum):
    """Whether a certificate of an honour counts."""

    STANDING = "standing"
    REPLACED = "replaced"
    REVOKED = "revoked"
