"""Style sheet and scripts, under addresses that change with their content."""

from __future__ import annotations

import functools
import hashlib
from importlib import resources

import flask

from gateway.http.routes import marked
from vocabulary.permissions import Action

_STATIC = resources.files("gateway.console").joinpath("static")
#: Pictures of pages for the guides (怎么用).
_PICTURE = "guide-{}.webp"
_PICTURES = sorted(one.name for one in _STATIC.iterdir() if one.name.endswith(".webp"))
TYPES = {
    "console.css": "text/css; charset=utf-8",
    "charts.css": "text/css; charset=utf-8",
    **dict.fromkeys(
        ("console.js", "live.js", "outbox.js", "duty.js", "check-in.js"),
        "text/javascript; charset=utf-8",
    ),
    **dict.fromkeys(_PICTURES, "image/webp"),
}
#: Stands at the root, for it serves a page, and asks only ourselves.
_WORKER, _WORKERS_POLICY = "worker.js", "default-src 'none'; connect-src 'self'"
_HASH_LENGTH = 12


@functools.cache
def content(name: str) -> bytes:
    """The content of the file."""
    return _STATIC.joinpath(name).read_bytes()


@functools.cache
def address(name: str) -> str:
    """Where browsers fetch it, and may keep it for ever."""
    return f"/static/{hashlib.sha256(content(name)).hexdigest()[:_HASH_LENGTH]}/{name}"


def picture(name: str) -> str:
    """The file of a picture of this name."""
    return _PICTURE.format(name)


def _given(content_hash: str, name: str) -> flask.Response:
    if name not in TYPES:
        flask.abort(404)
    response = flask.Response(content(name), content_type=TYPES[name])
    # A page of an earlier release asks for a file that has changed since.
    is_same = address(name) == f"/static/{content_hash}/{name}"
    keep = "public, max-age=31536000, immutable" if is_same else "no-cache"
    response.headers["Cache-Control"] = keep
    return response


def _worker() -> flask.Response:
    response = flask.Response(content(_WORKER), content_type="text/javascript; charset=utf-8")
    response.headers["Content-Security-Policy"] = _WORKERS_POLICY
    response.headers["Cache-Control"] = "no-cache"
    return response


def register(blueprint: flask.Blueprint) -> None:
    """Serve the files."""
    blueprint.add_url_rule("/static/<content_hash>/<name>", "static", marked(_given, Action.ANYONE))
    blueprint.add_url_rule(f"/{_WORKER}", "worker", marked(_worker, Action.ANYONE))
