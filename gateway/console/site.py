"""All pages together, for the application."""

from __future__ import annotations

import flask

from gateway.console import files, pages, reading, records, sign_in
from gateway.console.own import account, confirmations, data, keys, notices
from gateway.console.public import (
    appeals,
    applications,
    documents,
    home,
    offices,
    surveys,
    tracking,
)

#: Importing them declares their pages.
_DECLARING = (
    account,
    appeals,
    applications,
    confirmations,
    data,
    documents,
    home,
    keys,
    notices,
    offices,
    reading,
    records,
    sign_in,
    surveys,
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
