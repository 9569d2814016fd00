"""Password and code once more, before what a stolen sign-in must not do.

They are looked at here and go into no request to a service: no secret lies in a queue.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import flask

from contracts.gateway.proofs import OwnersProof
from gateway.http import incoming
from gateway.http.routes import dependencies
from gateway.people.accounts import queries
from gateway.people.sign_in.operations import Shown


def check_owner(body: OwnersProof) -> None:
    """Let pass the owner of the calling account.

    Raises:
        NotFound: the caller has no account.
        Invalid: password or code is wrong, or must wait; or a code is wanted.
    """
    dependencies().sign_in.check_owner(queries.own_id(flask.g.actor), shown(body))


def shown(body: OwnersProof) -> Shown:
    """What the owner shows, and from where."""
    return Shown(body.current_password, body.code, incoming.address())


def without_proof(body: OwnersProof) -> dict[str, Any]:
    """Everything else that the request says."""
    proof = {field.name for field in dataclasses.fields(OwnersProof)}
    return {name: value for name, value in vars(body).items() if name not in proof}
