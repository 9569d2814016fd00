"""Giving a kept file to a caller who may see it: as a file, never as a page."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

import flask

from contracts.gateway.attachments import AttachmentRecord
from contracts.gateway.words import AttachmentKind
from gateway.files.storage.interface import Missing, Storage
from runtime.logs import logger
from vocabulary.problems import Defect

log = logger(__name__)

#: Even a browser that shows the file runs no script in it and loads nothing for it.
_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def download(storage: Storage, found: AttachmentRecord) -> flask.Response:
    """The content, or the part of it that the caller asks for."""
    request = flask.request
    if request.if_none_match.contains(found.sha256):
        return _with_headers(flask.Response(status=304), found)
    part = _part(found)
    start, stop = part or (0, found.size_bytes)
    response = flask.Response(
        [] if request.method == "HEAD" else _content(storage, found, start, stop),
        status=206 if part else 200,
        content_type=found.media_type,
    )
    response.headers["Content-Length"] = str(stop - start)
    if part:
        response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{found.size_bytes}"
    return _with_headers(response, found)


def _content(storage: Storage, found: AttachmentRecord, start: int, stop: int) -> Iterable[bytes]:
    try:
        return storage.read(found.storage_key or "", start, stop)
    except Missing:
        log.exception("attachment_content_missing", attachment=str(found.id))
        raise Defect(
            "附件内容丢失，已记录。", "The content of the attachment is lost; it is logged."
        ) from None


def _part(found: AttachmentRecord) -> tuple[int, int] | None:
    """The part asked for; None where that makes no sense, so the whole file is given."""
    request = flask.request
    # A part of another version would not fit the copy that the caller has.
    condition = request.headers.get("If-Range")
    if request.range is None or condition not in {None, f'"{found.sha256}"'}:
        return None
    part = request.range.range_for_length(found.size_bytes)
    return None if part is None else (part[0], part[1])


def _with_headers(response: flask.Response, found: AttachmentRecord) -> flask.Response:
    response.set_etag(found.sha256)
    response.headers.update(
        {
            "Accept-Ranges": "bytes",
            "Cache-Control": "private, no-cache",
            "Content-Disposition": _disposition(found),
            "Content-Security-Policy": _POLICY,
            "Cross-Origin-Resource-Policy": "same-origin",
        }
    )
    return response


def _disposition(found: AttachmentRecord) -> str:
    # Only what we drew ourselves may be shown inside a page.
    how = "inline" if found.kind is AttachmentKind.IMAGE else "attachment"
    return disposition(how, found.name or str(found.id))


def disposition(how: str, name: str) -> str:
    """Content-Disposition: show or save, and the file name."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
