"""The password and code again, before anything that a stolen sign-in must not do.

They are checked here and never sent to a service, so no secret lies in a queue.
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
        Invalid: password or code is wrong, or must wait; or a code is needed.
    """
    dependencies().sign_in.check_owner(queries.own_id(flask.g.actor), shown(body))


def shown(body: OwnersProof) -> Shown:
    """The owner's proof, and where it comes from."""
    return Shown(body.current_password, body.code, incoming.address())


def without_proof(body: OwnersProof) -> dict[str, Any]:
    """The rest of the request."""
    proof = {field.name for field in dataclasses.fields(OwnersProof)}
    return {name: value for name, value in vars(body).items() if name not in proof}
