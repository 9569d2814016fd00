"""All pages together, for the application."""

from __future__ import annotations

import flask

from gateway.console import files, pages, reading, records, sign_in
from gateway.console.commissioner import day, duty, term
from gateway.console.own import account, confirmations, data, inbox, keys, preferences
from gateway.console.public import (
    appeals,
    applications,
    documents,
    home,
    offices,
    surveys,
    tracking,
)
from gateway.console.workstation import appeals as desk_appeals
from gateway.console.workstation import applications as desk_applications
from gateway.console.workstation import (
    appointments,
    campaigns,
    consents,
    courses,
    handbooks,
    hours,
    posts,
    survey_questions,
    survey_results,
    today,
)
from gateway.console.workstation import surveys as desk_surveys

#: Importing them declares their pages.
_DECLARING = (
    account,
    appeals,
    applications,
    appointments,
    campaigns,
    confirmations,
    consents,
    courses,
    data,
    day,
    desk_appeals,
    desk_applications,
    desk_surveys,
    documents,
    duty,
    handbooks,
    hours,
    home,
    inbox,
    keys,
    offices,
    posts,
    preferences,
    reading,
    records,
    sign_in,
    survey_questions,
    survey_results,
    surveys,
    term,
    today,
    tracking,
)

#: Under which the application knows them.
NAME = pages.blueprint.name
is_wanted, lift, refused = pages.is_wanted, pages.lift, pages.refused
refused_at_the_door = pages.refused_at_the_door


def register(app: flask.Flask) -> None:
    """Add every page to the application."""
    files.register(pages.blueprint)
    app.register_blueprint(pages.blueprint)
