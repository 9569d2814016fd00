"""Codes of people without an account: made here with the deployment's secret, so that typing errors show."""

from __future__ import annotations

import hashlib
import hmac
import secrets

import flask
import orjson

from contracts.registry import Shape
from gateway.http import incoming
from gateway.http.routes import dependencies
from vocabulary.tracking import code_from

_BYTES = 8


def new_code(kind: bytes, within: bytes, body: Shape) -> str:
    """An unguessable code; the same again under the same Idempotency-Key.

    `kind`: what it is for; `within`: the id or place of what it belongs to.
    """
    key = incoming.idempotency_key(flask.request.environ, flask.g.actor)
    if key is None:
        return code_from(secrets.token_bytes(_BYTES), dependencies().secret)
    source = b"\n".join(
        [
            kind,
            (flask.g.actor.account or "").encode(),
            within,
            key.encode(),
            orjson.dumps(body.plain(), option=orjson.OPT_SORT_KEYS),
        ]
    )
    return code_from(
        hmac.digest(dependencies().secret, source, hashlib.sha256), dependencies().secret
    )
