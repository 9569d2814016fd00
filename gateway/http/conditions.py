"""ETag, If-None-Match and If-Match (RFC 9110): the version of one thing, read and expected.

The ETag of an answer is its version in quotes. If-Match is optional; where it
is sent, the service compares it inside its transaction.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any, TypeVar

import flask
from werkzeug.http import parse_etags

from contracts.changes import VERSION_MOST
from contracts.registry import Answer, Request
from gateway.http import incoming
from gateway.http.incoming import Environ
from vocabulary.problems import wrong_field

R = TypeVar("R", bound=Request[Any])

FIELD = "version"
EXPECTED = "expected_version"

_DONE, _NOT_MODIFIED = frozenset({200, 201}), 304
_TAG = re.compile(r'"([\x21\x23-\x7e\x80-\xff]*)"')
_NO_VERSION = 0


def has_version(shape: type[Answer]) -> bool:
    """Whether answers of this shape are one thing with a version."""
    return any(field.name == FIELD for field in dataclasses.fields(shape))


def expecting(request: R, environ: Environ) -> R:
    """The request with the version that If-Match names.

    Raises:
        Invalid: If-Match is not one ETag of ours, or this cannot be changed under a condition.
    """
    if EXPECTED not in type(request).schema().fields:
        incoming.check_unconditional(environ)
        return request
    header = environ.get("HTTP_IF_MATCH")
    if header is None or header.strip() == "*":
        return request
    return dataclasses.replace(request, **{EXPECTED: _version_in(header)})


def remember(answer: Mapping[str, Any]) -> None:
    """Keep the answer's version, for `tag`."""
    flask.g.version = answer.get(FIELD)


def tag(response: flask.Response) -> flask.Response:
    """Add the ETag; an empty 304 where the caller has this version already."""
    version = flask.g.get("version")
    if version is None or response.status_code not in _DONE:
        return response
    response.set_etag(str(version))
    wanted = flask.request.environ.get("HTTP_IF_NONE_MATCH")
    reads = flask.request.method in {"GET", "HEAD"}
    if reads and wanted is not None and parse_etags(wanted).contains_weak(str(version)):
        response.status_code = _NOT_MODIFIED
        response.set_data(b"")
        response.headers.remove("Content-Type")
        response.headers.remove("Content-Length")
    return response


def _version_in(header: str) -> int:
    found = _TAG.fullmatch(header.strip())
    if found is None:
        raise wrong_field(
            "If-Match",
            "malformed_etag",
            zh='If-Match 须为一个 ETag（如 "3"）或 *。',
            en='If-Match must be one ETag, as "3", or *.',
        )
    text = found[1]
    fits = text.isascii() and text.isdigit() and len(text) <= len(str(VERSION_MOST))
    # A tag that we never gave matches no version; versions count from 1.
    return int(text) if fits and int(text) <= VERSION_MOST else _NO_VERSION
