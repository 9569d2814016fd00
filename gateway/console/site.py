"""All pages together, for the application."""

from __future__ import annotations

import flask

from gateway.console import files, pages, reading, sign_in
from gateway.console.administration import (
    accounts,
    areas,
    audit,
    categories,
    desk,
    holidays,
    keys_of_accounts,
    notice_deliveries,
    notice_templates,
)
from gateway.console.commissioner import (
    check_in,
    day,
    duty,
    findings,
    invitations,
    meeting_invitations,
    team,
    term,
)
from gateway.console.committee import agenda
from gateway.console.own import account, confirmations, data, guides, inbox, keys, preferences
from gateway.console.public import (
    appeals,
    applications,
    checking_in,
    complaints,
    documents,
    fund,
    groups,
    home,
    invited,
    messages,
    news,
    offices,
    own_details,
    project_reviews,
    registering,
    reports,
    selections,
    succession,
    surveys,
    tracking,
    volunteering,
)
from gateway.console.records import pages as records
from gateway.console.street import disclosures, overview, parameters, post_caps, regulations
from gateway.console.volunteer import day as volunteer_day
from gateway.console.workstation import activities as desk_activities
from gateway.console.workstation import (
    activity_calendar,
    activity_pictures,
    appointments,
    appraisal,
    campaigns,
    cases,
    consents,
    courses,
    doubles,
    handbooks,
    honours,
    hours,
    meetings,
    national_export,
    net,
    new_activity,
    new_fund_application,
    posts,
    promises,
    rating_bursts,
    scorecards,
    standing,
    survey_questions,
    survey_results,
    team_import,
    teams,
    today,
    volunteers,
    year_end_meetings,
)
from gateway.console.workstation import appeals as desk_appeals
from gateway.console.workstation import applications as desk_applications
from gateway.console.workstation import complaints as desk_complaints
from gateway.console.workstation import fund as desk_fund
from gateway.console.workstation import groups as desk_groups
from gateway.console.workstation import project_reviews as desk_project_reviews
from gateway.console.workstation import reports as desk_reports
from gateway.console.workstation import selections as desk_selections
from gateway.console.workstation import surveys as desk_surveys

#: Importing them declares their pages.
_DECLARING = (
    invitations,
    meetings,
    cases,
    news,
    invited,
    meeting_invitations,
    project_reviews,
    desk_project_reviews,
    standing,
    year_end_meetings,
    net,
    own_details,
    succession,
    team_import,
    account,
    accounts,
    areas,
    agenda,
    audit,
    categories,
    desk,
    disclosures,
    holidays,
    keys_of_accounts,
    notice_deliveries,
    notice_templates,
    activity_calendar,
    activity_pictures,
    appeals,
    applications,
    appointments,
    appraisal,
    campaigns,
    check_in,
    checking_in,
    confirmations,
    consents,
    complaints,
    courses,
    data,
    day,
    desk_activities,
    desk_appeals,
    desk_applications,
    desk_complaints,
    desk_fund,
    desk_groups,
    desk_reports,
    desk_selections,
    desk_surveys,
    documents,
    doubles,
    duty,
    findings,
    fund,
    groups,
    guides,
    handbooks,
    honours,
    hours,
    home,
    inbox,
    keys,
    messages,
    new_activity,
    new_fund_application,
    national_export,
    offices,
    overview,
    parameters,
    post_caps,
    posts,
    preferences,
    promises,
    rating_bursts,
    reading,
    records,
    regulations,
    registering,
    reports,
    scorecards,
    selections,
    sign_in,
    survey_questions,
    survey_results,
    surveys,
    term,
    today,
    team,
    teams,
    tracking,
    volunteering,
    volunteers,
    volunteer_day,
)

#: Under which the application knows them.
NAME = pages.blueprint.name
is_wanted, lift, refused = pages.is_wanted, pages.lift, pages.refused
refused_at_the_door = pages.refused_at_the_door


def register(app: flask.Flask) -> None:
    """Add every page to the application."""
    files.register(pages.blueprint)
    app.register_blueprint(pages.blueprint)
