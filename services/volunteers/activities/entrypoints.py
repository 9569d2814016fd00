"""Requests about activities, and the clock that holds them."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, reads, writes
from contracts.volunteers.activities import (
    ApproveActivity,
    CloseActivity,
    EditActivity,
    HoldActivity,
    ListActivities,
    PlanActivity,
    PublicActivities,
    PublishActivity,
    ReportActivity,
    ReturnActivity,
    ReturnActivityReport,
    ShowActivity,
    ShowPublicActivity,
    SubmitActivity,
)
from runtime import clock
from runtime.logs import logger
from services.volunteers.activities import operations, queries

log = logger(__name__)

_SECONDS = 60.0


class ActivitiesEntrypoints(Service):
    """From the plan to the closing. See also `cancelling`."""

    plan_activity = writes(PlanActivity, operations.plan)
    edit_activity = writes(EditActivity, operations.edit)
    submit_activity = writes(SubmitActivity, operations.submit)
    approve_activity = writes(ApproveActivity, operations.approve)
    return_activity = writes(ReturnActivity, operations.return_)
    publish_activity = writes(PublishActivity, operations.publish)
    hold_activity = writes(HoldActivity, operations.hold)
    report_activity = writes(ReportActivity, operations.report)
    return_activity_report = writes(ReturnActivityReport, operations.return_report)
    close_activity = writes(CloseActivity, operations.close)
    show_activity = reads(ShowActivity, queries.show)
    list_activities = reads(ListActivities, queries.page)
    public_activities = reads(PublicActivities, queries.public_page)
    show_public_activity = reads(ShowPublicActivity, queries.show_public)

    @every(_SECONDS)
    def hold_activities(self, work: Work) -> None:
        held = operations.hold_what_is_over(work.session, clock.now())
        if held:
            log.info("activities_held", count=held)
