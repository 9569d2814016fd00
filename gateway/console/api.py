"""How a page calls the interface: the same routes, in this process, as the browser that asks.

    found = api.get("/api/v1/appeals", {"state": "received"})
    api.send("POST", f"/api/v1/appeals/{appeal_id}/closing", forms.read(Closing, form))

Admission, form, limits, idempotency, versions, audit and sentences of refusal are those of the
interface. The page itself was counted as one request, so its calls are not; what has a limit of
its own, as appeals and sign-ins, counts there as ever.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import urlencode
from uuid import UUID, uuid5

import flask
import orjson
from werkzeug.datastructures import FileStorage

from gateway.files.spreadsheets import type_of
from gateway.http import incoming
from gateway.http.errors import CORRELATION
from gateway.http.incoming import Environ
from gateway.http.middleware import CALLS
from gateway.http.routes import dependencies
from runtime import installation
from runtime.identifiers import new_id

Json = dict[str, Any]

#: Of the page's own request, what its calls go with.
_KEPT = (
    "REMOTE_ADDR",
    "SERVER_NAME",
    "SERVER_PORT",
    "SERVER_PROTOCOL",
    "HTTP_HOST",
    "HTTP_COOKIE",
    "HTTP_ORIGIN",
    "HTTP_SEC_FETCH_SITE",
    "HTTP_USER_AGENT",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_X_CSRF_TOKEN",
    "wsgi.url_scheme",
    "wsgi.version",
    "wsgi.errors",
    "wsgi.multithread",
    "wsgi.multiprocess",
    "wsgi.run_once",
    CORRELATION,
)
_KEY, _VERSION = "HTTP_IDEMPOTENCY_KEY", "HTTP_IF_MATCH"
#: Of a form: the field, and the header in which the interface reads the same.
CONDITIONS = {"_csrf": "HTTP_X_CSRF_TOKEN", "_key": _KEY, "_version": _VERSION}
_REFUSED_FROM = 400
#: Makes a key for each file from the key of its form.
_FILES = UUID("0d4a7a3e-5f0c-5c3b-8c57-5a1f2e9b7d10")


class Refused(Exception):  # noqa: N818 - an answer of the interface, not a fault
    """The interface refused; holds its problem document."""

    def __init__(self, problem: Json) -> None:
        super().__init__(problem["en"]["detail"])
        self.problem = problem
        self.status: int = problem["status"]


@dataclass(frozen=True)
class _Body:
    content_type: str
    stream: io.BytesIO | _Chained
    length: int


class _Chained:
    """Several streams as one, so that no file is ever whole in memory."""

    def __init__(self, *streams: IO[bytes]) -> None:
        self._streams = list(streams)

    def read(self, size: int = -1) -> bytes:
        """The next piece; nothing at the end."""
        while self._streams:
            if piece := self._streams[0].read(size):
                return piece
            self._streams.pop(0)
        return b""


def get(path: str, query: Mapping[str, Any] | None = None) -> Json:
    """What a reading route answers.

    Raises:
        Refused: with the problem document.
    """
    return _answer(_called("GET", path, query=query))


def found(path: str, query: Mapping[str, Any] | None = None) -> Json | None:
    """The answer of a reading route; None where there is no such thing.

    Raises:
        Refused: with the problem document, for any other reason.
    """
    try:
        return get(path, query)
    except Refused as refused:
        if refused.status == 404:  # noqa: PLR2004 - HTTP's word for it
            return None
        raise


def part(path: str, query: Mapping[str, Any] | None = None, *, without: Json) -> Json:
    """The answer of a reading route for a part of a page; `without` it while its service is away.

    The page then says that something is missing. A service that was waited for once is not
    waited for again by the same page. One that this installation does not run is not missing, and
    not asked.

    Raises:
        Refused: with the problem document, for any other reason.
    """
    keeper = _keeper(path)
    if keeper not in away() and installation.running([keeper]):
        try:
            return get(path, query)
        except Refused as refused:
            if refused.status != 503:  # noqa: PLR2004 - HTTP's word for it
                raise
            away().add(keeper)
    return without


def is_unread(path: str) -> bool:
    """Whether `part` gave its `without` there because the service is away: unread is not none."""
    return _keeper(path) in away()


def away() -> set[str]:
    """The services of which the page in hand does without."""
    found: set[str] = flask.g.setdefault("away", set())
    return found


def _keeper(path: str) -> str:
    """The service that answers there, by name where its route says so."""
    app = flask.current_app
    endpoint, _ids = app.url_map.bind("").match(path, method="GET")
    operation = getattr(app.view_functions[endpoint], "operation", None)
    return path if operation is None or operation.asked is None else operation.asked.SERVICE


def send(method: str, path: str, body: Json | None = None, *, version: int | None = None) -> Json:
    """The answer of a changing route, under the key and version in the current form.

    `version`: that of one of several things in the form.

    Raises:
        Refused: with the problem document.
    """
    if body is None:
        return _answer(_called(method, path, version=version))
    return _answer(_called(method, path, _json(body), version=version))


def tried(path: str, body: Json) -> Json:
    """The answer of a route that is sent a body and changes nothing.

    The key and version in the current form are for what it changes.

    Raises:
        Refused: with the problem document.
    """
    return _answer(_called("POST", path, _json(body), changes=False))


def send_file(path: str, file: FileStorage, number: int) -> Json:
    """The answer of a route that takes one file; `number` distinguishes the files of a form.

    Raises:
        Refused: with the problem document.
    """
    return _answer(_called("POST", path, _form_of(file), number=number))


def send_table(path: str, query: Mapping[str, Any], table: FileStorage) -> Json:
    """What a route answers that takes a table as its whole body.

    Raises:
        Refused: with the problem document.
    """
    content = table.stream.read()
    body = _Body(type_of(content), io.BytesIO(content), len(content))
    return _answer(_called("POST", path, body, query=query))


def _answer(response: flask.Response) -> Json:
    data = response.get_data()
    answer: Json = orjson.loads(data) if data else {}
    if response.status_code >= _REFUSED_FROM:
        raise Refused(answer)
    return answer


def _called(
    method: str,
    path: str,
    body: _Body | None = None,
    *,
    query: Mapping[str, Any] | None = None,
    number: int = 0,
    version: int | None = None,
    changes: bool = True,
) -> flask.Response:
    environ, outer = _environ(method, path, query), flask.request.environ
    outer[CALLS] = outer.get(CALLS, 0) + 1
    if method != "GET" and changes:
        environ |= {name: outer[name] for name in (_KEY, _VERSION) if name in outer}
    if version is not None:
        environ[_VERSION] = f'"{version}"'
    if number and _KEY in environ:
        environ[_KEY] = str(uuid5(_FILES, f"{environ[_KEY]} {number}"))
    if body is not None:
        environ |= {
            "CONTENT_TYPE": body.content_type,
            "CONTENT_LENGTH": str(body.length),
            "wsgi.input": body.stream,
        }
    app = flask.current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's own name
    # A context of its own, so that the call has its own actor and version.
    with app.app_context(), app.request_context(environ):
        dependencies().admission.enter_within(environ, incoming.address())
        response: flask.Response = app.full_dispatch_request()
        response.freeze()
    # A session's secret changes with the first request after a quarter of an hour.
    flask.g.setdefault("cookies", []).extend(response.headers.getlist("Set-Cookie"))
    return response


def _environ(method: str, path: str, query: Mapping[str, Any] | None) -> Environ:
    outer = flask.request.environ
    asked = {name: value for name, value in (query or {}).items() if value not in (None, "")}
    return {name: outer[name] for name in _KEPT if name in outer} | {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": urlencode(asked, doseq=True),
        "wsgi.input": io.BytesIO(),
    }


def _json(body: Json) -> _Body:
    raw = orjson.dumps(body)
    return _Body("application/json", io.BytesIO(raw), len(raw))


def _form_of(file: FileStorage) -> _Body:
    boundary = f"linli-{new_id().hex}"
    name = (file.filename or "").replace("\\", "_").replace('"', "_")
    name = "".join(letter for letter in name if letter.isprintable())
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        f"Content-Type: {file.mimetype or 'application/octet-stream'}\r\n\r\n"
    ).encode()
    tail = f"\r\n--{boundary}--\r\n".encode()
    file.stream.seek(0, io.SEEK_END)
    length = len(head) + file.stream.tell() + len(tail)
    file.stream.seek(0)
    stream = _Chained(io.BytesIO(head), file.stream, io.BytesIO(tail))
    return _Body(f"multipart/form-data; boundary={boundary}", stream, length)
