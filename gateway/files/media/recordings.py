"""MP3, WAV, OGG, AMR and WebM: kept as they came, if they are what they begin as."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

from contracts.gateway.words import AttachmentKind
from gateway.files.media.kinds import AUDIO, VIDEO, Facts, Unfit

_MP3_KBITS = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_MP3_HERTZ = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_FRAMES_LEAST = 3
#: Bytes of a frame of 20 ms by its type (3GPP TS 26.101 and 26.201), header included.
_AMR_BYTES = (13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1)
_AMR_WB_BYTES = (18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1)
_AMR_FRAMES_A_SECOND = 50
_OPUS_HERTZ = 48000
_CODECS_WITHIN = 65536
_TAG, _RIFF = 10, 12


def mp3(content: bytes) -> Facts:
    """MPEG layer III: an ID3 tag perhaps, then frame after frame.

    Raises:
        Unfit: fewer than three frames follow on each other there.
    """
    start = _TAG + _syncsafe(content[6:10]) if content.startswith(b"ID3") else 0
    frames, seconds = 0, 0.0
    while (frame := _mp3_frame(content[start : start + 4])) is not None:
        frames += 1
        start += frame[0]
        seconds += frame[1]
    if frames < _FRAMES_LEAST:
        raise Unfit("unreadable")
    return Facts(AUDIO, "audio/mpeg", seconds=_up(seconds))


def _mp3_frame(head: bytes) -> tuple[int, float] | None:
    """Bytes and seconds of the frame that begins here."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:  # noqa: PLR2004 - eleven bits of sync, layer III
        return None
    version, rate, hertz = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or rate in {0, 15} or hertz == 3:  # noqa: PLR2004 - reserved values
        return None
    is_first = version == 3  # noqa: PLR2004 - MPEG 1
    samples = 1152 if is_first else 576
    a_second = _MP3_HERTZ[version][hertz]
    length = samples // 8 * _MP3_KBITS[is_first][rate] * 1000 // a_second + (head[2] >> 1 & 1)
    return length, samples / a_second


def _syncsafe(four: bytes) -> int:
    return sum((byte & 0x7F) << shift for byte, shift in zip(four, (21, 14, 7, 0), strict=False))


def wav(content: bytes) -> Facts:
    """RIFF WAVE: a form, then samples.

    Raises:
        Unfit: cut off, or without one of the two.
    """
    chunks: dict[bytes, bytes] = {}
    start = _RIFF
    while start + 8 <= len(content):
        name, length = struct.unpack_from("<4sI", content, start)
        if start + 8 + length > len(content):
            raise Unfit("unreadable")
        chunks.setdefault(name, content[start + 8 : start + 8 + length])
        start += 8 + length + length % 2
    if len(chunks.get(b"fmt ", b"")) < 16 or not chunks.get(b"data"):  # noqa: PLR2004 - of a form
        raise Unfit("unreadable")
    (bytes_a_second,) = struct.unpack_from("<I", chunks[b"fmt "], 8)
    seconds = len(chunks[b"data"]) / bytes_a_second if bytes_a_second else None
    return Facts(AUDIO, "audio/wav", seconds=seconds and _up(seconds))


def ogg(content: bytes) -> Facts:
    """OGG: page after page to the end; the first of each stream names its codec.

    Raises:
        Unfit: cut off, or without a stream that can be played.
    """
    start, last, kinds, a_second = 0, 0, set(), 0
    while start < len(content):
        head = content[start : start + 27]
        if len(head) < 27 or head[:4] != b"OggS":  # noqa: PLR2004 - of a page's head
            raise Unfit("unreadable")
        body = start + 27 + head[26]
        end = body + sum(content[start + 27 : body])
        if end > len(content):
            raise Unfit("unreadable")
        if head[5] & 2:
            kind, hertz = _ogg_stream(content[body:end])
            kinds.add(kind)
            a_second = a_second or hertz
        (position,) = struct.unpack_from("<q", head, 6)
        last = max(last, position)
        start = end
    kinds.discard(None)
    if not kinds:
        raise Unfit("unreadable")
    seconds = _up(last / a_second) if a_second and kinds == {AUDIO} else None
    kind = VIDEO if VIDEO in kinds else AUDIO
    return Facts(kind, f"{kind}/ogg", seconds=seconds)


def _ogg_stream(first: bytes) -> tuple[AttachmentKind | None, int]:
    if first.startswith(b"OpusHead"):
        return AUDIO, _OPUS_HERTZ
    if first.startswith(b"\x01vorbis") and len(first) >= 16:  # noqa: PLR2004 - with its rate
        return AUDIO, struct.unpack_from("<I", first, 12)[0]
    if first.startswith((b"Speex   ", b"\x7fFLAC")):
        return AUDIO, 0
    return (VIDEO, 0) if first.startswith(b"\x80theora") else (None, 0)


def amr(content: bytes) -> Facts:
    """AMR, as phones record speech: frames of 20 ms to the end.

    Raises:
        Unfit: cut off, or something else between the frames.
    """
    return _amr(content, b"#!AMR\n", _AMR_BYTES, "audio/amr")


def amr_wb(content: bytes) -> Facts:
    """The same in wide band."""
    return _amr(content, b"#!AMR-WB\n", _AMR_WB_BYTES, "audio/amr-wb")


def _amr(content: bytes, head: bytes, lengths: tuple[int, ...], media_type: str) -> Facts:
    start, frames = len(head), 0
    while start < len(content):
        length = lengths[content[start] >> 3 & 15]
        if not length or content[start] & 0x83:
            raise Unfit("unreadable")
        start += length
        frames += 1
    if not frames or start != len(content):
        raise Unfit("unreadable")
    return Facts(AUDIO, media_type, seconds=_up(frames / _AMR_FRAMES_A_SECOND))


def webm(content: bytes) -> Facts:
    """WebM as browsers record it; only its head is read.

    Raises:
        Unfit: another Matroska, or no codec of WebM named near the beginning.
    """
    head = content[:_CODECS_WITHIN]
    if b"\x42\x82\x84webm" not in head[:64]:
        raise Unfit("unreadable")
    if any(codec in head for codec in (b"V_VP8", b"V_VP9", b"V_AV1")):
        return Facts(VIDEO, "video/webm")
    if any(codec in head for codec in (b"A_OPUS", b"A_VORBIS")):
        return Facts(AUDIO, "audio/webm")
    raise Unfit("unreadable")


def _up(seconds: float) -> int:
    return int(-(-seconds // 1))


READERS: Mapping[str, Callable[[bytes], Facts]] = {
    "mp3": mp3,
    "wav": wav,
    "ogg": ogg,
    "amr": amr,
    "amr-wb": amr_wb,
    "webm": webm,
}
