"""What the person of an account is called, for those who read an answer that holds its id."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

import flask

from gateway.http.dependencies import EXTENSION, Dependencies
from gateway.people.accounts import queries
from vocabulary.problems import Unavailable


def of(accounts: Collection[str]) -> Mapping[str, str]:
    """The names of those that are known, as the caller may see them."""
    known = {account for account in accounts if _is_id(account)}
    if not known or flask.g.actor.account is None:
        return {}
    made_of: Dependencies = flask.current_app.extensions[EXTENSION]
    try:
        with made_of.own.reading() as session:
            return queries.names(session, flask.g.actor, known)
    except Unavailable:
        # Work goes on without names.
        return {}


def _is_id(account: str) -> bool:
    try:
        return str(UUID(account)) == account
    except ValueError:
        return False
