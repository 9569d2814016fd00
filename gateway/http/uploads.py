"""Receiving one file: multipart/form-data, onto the disk piece by piece, limits first.

The part is called `file`. Only one piece at a time is in memory, and the file is refused as soon as
its first bytes or its length show that it cannot be kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from werkzeug.datastructures import Headers
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData

from contracts.gateway.words import AttachmentKind
from gateway.files.media.inspection import FIELD, refusal
from gateway.files.media.kinds import AUDIO, HEAD_BYTES, PDF, VIDEO, family_of
from gateway.files.media.limits import Limits
from gateway.files.storage.interface import away
from gateway.http import incoming
from gateway.http.incoming import Environ
from vocabulary.problems import Malformed, TooLarge, WrongMediaType, wrong_field

_FORM = "multipart/form-data"
_PIECE_BYTES = 64 * 1024
#: What the decoder may hold: a piece, the boundary and the heads of a part.
_HELD_BYTES = 2 * _PIECE_BYTES
_PARTS_MOST = 2
_BOUNDARY_LONGEST = 70
#: Heads and boundaries around the file.
_AROUND_BYTES = 64 * 1024
_SAID = {
    "application/pdf": PDF,
    "application/x-pdf": PDF,
    "application/mp4": VIDEO,
    "application/ogg": VIDEO,
}
_SAYS_NOTHING = {"", "application/octet-stream", "binary/octet-stream"}


@dataclass(frozen=True)
class Upload:
    """A file that has arrived: where it lies, and its name from the sender."""

    path: Path
    name: str
    declared: str


def receive(environ: Environ, into: Path, limits: Limits) -> Upload:
    """The file of the form.

    Raises:
        WrongMediaType: the body is no form.
        Malformed: the form is broken or did not arrive whole.
        TooLarge: more than the limit of its kind; reading stops there.
        Invalid: no file in it, another part, or a file that is not kept.
        Unavailable: the disk is full.
    """
    decoder = _Decoder(_boundary(environ), _HELD_BYTES, max_parts=_PARTS_MOST)
    receiving = _Receiving(into, limits)
    try:
        for piece in _pieces(environ, limits.largest + _AROUND_BYTES):
            decoder.receive_data(piece)
            receiving.take(decoder)
        decoder.receive_data(None)
        receiving.take(decoder)
    except RequestEntityTooLarge:
        raise _broken() from None
    except ValueError:
        raise _broken() from None
    except OSError as trouble:
        raise away() from trouble
    finally:
        receiving.close()
    return receiving.done()


def check_declared(declared: str, kind: AttachmentKind) -> None:
    """Check that the sender's description of the file is right.

    Raises:
        Invalid: it says it is something else.
    """
    if declared in _SAYS_NOTHING:
        return
    said = _SAID.get(declared, declared.partition("/")[0])
    # Sound comes in containers that many systems label as film.
    if said != kind and not {said, kind} <= {AUDIO, VIDEO}:
        raise refusal("disguised")


class _Decoder(MultipartDecoder):
    """Also reads file names in GBK, as old Chinese systems write them."""

    def _parse_headers(self, data: bytes | bytearray) -> Headers:
        try:
            return super()._parse_headers(data)
        except UnicodeDecodeError:
            return super()._parse_headers(data.decode("gb18030", "replace").encode())


class _Receiving:
    """One file on its way from the decoder to the disk."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._path = folder / "received"
        self._limits = limits
        self._file: BinaryIO | None = None
        self._head = b""
        self._kind: AttachmentKind | None = None
        self._size = 0
        self._part: File | None = None
        self._is_whole = False

    def take(self, decoder: MultipartDecoder) -> None:
        while not isinstance(event := decoder.next_event(), NeedData):
            if isinstance(event, File):
                self._begin(event)
            elif isinstance(event, Field):
                raise _unknown(event.name)
            elif isinstance(event, Data):
                self._write(event.data)
            elif isinstance(event, Epilogue):
                self._is_whole = True
                return

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def done(self) -> Upload:
        if not self._is_whole:
            raise _broken()
        if self._part is None or not self._size:
            raise wrong_field(
                FIELD,
                "missing",
                zh="表单中没有文件，或文件为空；字段名为 file。",
                en="The form holds no file, or an empty one; its part is called file.",
            )
        self._judge()
        declared = self._part.headers.get("Content-Type", "").partition(";")[0]
        return Upload(self._path, self._part.filename, declared.strip().lower())

    def _begin(self, part: File) -> None:
        if part.name != FIELD or self._part is not None:
            raise _unknown(part.name)
        self._part = part
        self._file = self._path.open("xb")

    def _write(self, content: bytes) -> None:
        if self._file is None:
            raise _broken()
        self._file.write(content)
        self._size += len(content)
        if len(self._head) < HEAD_BYTES:
            self._head += content[: HEAD_BYTES - len(self._head)]
        if len(self._head) == HEAD_BYTES:
            self._judge()

    def _judge(self) -> None:
        """Refuse, by the first bytes, files of other kinds and files too large for their kind."""
        if self._kind is None:
            family = family_of(self._head)
            if family is None:
                raise refusal("not_accepted")
            self._kind = family.kind
        self._limits.check(self._kind, self._size)


def _boundary(environ: Environ) -> bytes:
    kind, options = parse_options_header(environ.get("CONTENT_TYPE", ""))
    boundary = options.get("boundary", "")
    if kind.lower() != _FORM or not boundary:
        raise WrongMediaType(
            f"请求体必须是表单：Content-Type: {_FORM}。",
            f"The body must be a form: Content-Type: {_FORM}.",
        )
    if len(boundary) > _BOUNDARY_LONGEST or not boundary.isascii():
        raise _broken()
    return boundary.encode()


def _pieces(environ: Environ, most: int) -> Iterator[bytes]:
    left = _announced(environ, most)
    incoming.give_time(environ, incoming.FILE_SECONDS)
    taken = 0
    while left is None or left > 0:
        wanted = _PIECE_BYTES if left is None else min(_PIECE_BYTES, left)
        piece = _read(environ, wanted)
        if not piece:
            break
        taken += len(piece)
        left = None if left is None else left - len(piece)
        if taken > most:
            raise _too_large(most)
        yield piece
    if left:
        raise _cut_short()


def _announced(environ: Environ, most: int) -> int | None:
    if environ.get("HTTP_TRANSFER_ENCODING"):
        return None
    text = environ.get("CONTENT_LENGTH") or "0"
    if not (text.isascii() and text.isdigit()):
        raise Malformed("Content-Length 不是数字。", "Content-Length is not a number.")
    # Absurdly many digits are not converted to a number.
    if len(text) > len(str(most)) or int(text) > most:
        raise _too_large(most)
    return int(text)


def _read(environ: Environ, length: int) -> bytes:
    try:
        piece: bytes = environ["wsgi.input"].read(length)
    except TimeoutError:
        raise incoming.too_slow() from None
    except (OSError, ValueError):
        raise _cut_short() from None
    return piece


def _unknown(name: str) -> Exception:
    return wrong_field(
        str(name)[:60],
        "unknown_part",
        zh="表单只能有一个文件，字段名为 file。",
        en="The form may hold one file only, in a part called file.",
    )


def _too_large(most: int) -> TooLarge:
    megabytes = (most - _AROUND_BYTES) // 1024**2
    return TooLarge(f"文件超过 {megabytes} MB。", f"The file is larger than {megabytes} MB.")


def _broken() -> Malformed:
    return Malformed("表单无法读取。", "The form cannot be read.")


def _cut_short() -> Malformed:
    return Malformed("请求体没有完整到达。", "The body did not arrive whole.")
