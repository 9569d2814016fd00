"""Where a work report (履职公示) can go, and how long residents rate it.

The clock drafts it, the workstation writes and publishes it, the party committee approves it.

    draft    draft stays                    -
    edit     draft stays; approved → draft  work_report.manage
    approve  draft → approved               work_report.approve
    publish  approved → published           work_report.manage
    correct  published → draft              work_report.manage
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from contracts.incentives.words import ReportState
from services.incentives import quarters
from vocabulary.permissions import Action
from vocabulary.state_table import Row, StateTable


class Deed(StrEnum):
    """What can be done with a report."""

    DRAFT = "draft"
    EDIT = "edit"
    APPROVE = "approve"
    PUBLISH = "publish"
    CORRECT = "correct"


TABLE: StateTable[ReportState, Deed] = StateTable(
    thing=("履职公示 {}", "Work report {}"),
    states={
        ReportState.DRAFT: ("尚在起草", "is a draft"),
        ReportState.APPROVED: ("已审定，尚未发布", "is approved and not published"),
        ReportState.PUBLISHED: ("已发布", "is published"),
    },
    deeds={
        Deed.DRAFT: Row(
            "起草", "draft it", "drafted", {ReportState.DRAFT: ReportState.DRAFT}, is_advised=False
        ),
        Deed.EDIT: Row(
            "修改",
            "edit it",
            "edited",
            {
                ReportState.DRAFT: ReportState.DRAFT,
                ReportState.APPROVED: ReportState.DRAFT,
            },
            Action.WORK_REPORT_MANAGE,
            "summary",
        ),
        Deed.APPROVE: Row(
            "审定",
            "approve it",
            "approved",
            {ReportState.DRAFT: ReportState.APPROVED},
            Action.WORK_REPORT_APPROVE,
            "approval",
        ),
        Deed.PUBLISH: Row(
            "发布",
            "publish it",
            "published",
            {ReportState.APPROVED: ReportState.PUBLISHED},
            Action.WORK_REPORT_MANAGE,
            "publication",
        ),
        Deed.CORRECT: Row(
            "更正",
            "correct it",
            "taken_up_again",
            {ReportState.PUBLISHED: ReportState.DRAFT},
            Action.WORK_REPORT_MANAGE,
            "correction",
        ),
    },
)


def takes_ratings(quarter: str, today: dt.date) -> bool:
    """Residents rate a published report until the quarter after it is over."""
    return today <= quarters.last_day(quarters.after(quarter))
