"""Forms, whatever a sender makes of them."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.http.uploads import receive
from runtime.http.limits import BODY_TIME
from tests.gateway.files.attachments.desk import LIMITS, MEGABYTE
from tests.gateway.files.media import files
from vocabulary.problems import Problem, TooLarge, TooSlow

_PICTURE = files.a_picture()
_FORM = (
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n'
    b"Content-Type: image/jpeg\r\n\r\n" + _PICTURE + b"\r\n--b--\r\n"
)


def _environ(body: bytes, **changes: Any) -> dict[str, Any]:
    return {
        "CONTENT_TYPE": "multipart/form-data; boundary=b",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    } | changes


def test_the_file_lies_on_the_disk_as_it_was_sent(tmp_path: Path) -> None:
    upload = receive(_environ(_FORM), tmp_path, LIMITS)

    assert upload.path.read_bytes() == _PICTURE
    assert (upload.name, upload.declared) == ("a.jpg", "image/jpeg")


def test_a_name_in_gbk_is_read(tmp_path: Path) -> None:
    """Old Chinese systems write it so; the whole upload was malformed."""
    body = _FORM.replace(b"a.jpg", "门口的照片.jpg".encode("gbk"))

    assert receive(_environ(body), tmp_path, LIMITS).name == "门口的照片.jpg"


def test_a_name_in_no_encoding_hinders_no_upload(tmp_path: Path) -> None:
    body = _FORM.replace(b"a.jpg", b"\xff\xfea\x81.jpg")

    assert receive(_environ(body), tmp_path, LIMITS).path.read_bytes() == _PICTURE


def test_content_that_looks_like_a_boundary_is_content(tmp_path: Path) -> None:
    tricky = files.a_wav() + b"\r\n--bb\r\n--b -\r\n-- b--" + bytes(70_000) + b"\r\n--"
    body = _FORM.replace(_PICTURE, tricky)

    assert receive(_environ(body), tmp_path, LIMITS).path.read_bytes() == tricky


def test_no_more_than_the_limit_is_ever_read(tmp_path: Path) -> None:
    """Chunked, so that nothing is announced: the first byte too many ends it."""
    endless = _Endless(_FORM[: _FORM.index(_PICTURE)] + files.a_film())

    with pytest.raises(TooLarge):
        receive(
            _environ(b"", **{"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": endless}),
            tmp_path,
            LIMITS,
        )

    assert endless.given < 2 * MEGABYTE + 200_000
    assert (tmp_path / "received").stat().st_size <= 2 * MEGABYTE + 200_000


class _Dripping:
    """A client that never comes to an end in time."""

    def read(self, _length: int) -> bytes:
        """Give up as the server does."""
        raise TimeoutError


def test_an_upload_has_five_minutes_and_no_more(tmp_path: Path) -> None:
    """A film needs longer than a body of JSON; a form that drips still ends."""
    given: list[float] = []

    with pytest.raises(TooSlow):
        receive(
            _environ(_FORM, **{"wsgi.input": _Dripping(), BODY_TIME: given.append}),
            tmp_path,
            LIMITS,
        )

    assert given == [300]


@given(st.data())
def test_a_damaged_form_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    body = bytearray(_FORM[: _FORM.index(_PICTURE)] + _PICTURE[:100] + _FORM[-10:])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 3))] = data.draw(
            st.one_of(
                st.binary(max_size=4),
                st.sampled_from([b"\r\n", b"\r\n\r\n", b"--b", b"*=", b";", b'"']),
            )
        )

    with tempfile.TemporaryDirectory() as folder:
        try:
            receive(_environ(bytes(body)), Path(folder), LIMITS)
        except Problem as problem:
            refused = problem.status
        else:
            refused = 200

    assert refused < 500


class _Endless:
    """A body that begins as it should and never ends."""

    def __init__(self, beginning: bytes) -> None:
        self._beginning = beginning
        self.given = 0

    def read(self, length: int) -> bytes:
        piece = (self._beginning + bytes(length))[:length]
        self._beginning = self._beginning[length:]
        self.given += len(piece)
        return piece
