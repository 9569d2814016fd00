"""What a file is by its content alone, what of it is kept, and what is refused."""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from gateway.files.media import boxes, documents, inspection, recordings
from gateway.files.media.inspection import REFUSALS, inspect
from gateway.files.media.kinds import AUDIO, ENDINGS, PDF, VIDEO, Facts, Unfit, family_of
from tests.gateway.files.media import files
from tests.gateway.files.media.corpus import CORPUS, Sent
from vocabulary.problems import Invalid

Inspect = Callable[[bytes], tuple[Facts, bytes]]


@pytest.fixture
def inspected(tmp_path: Path) -> Inspect:
    """Inspects a content; gives the facts, and what would be kept."""

    def run(content: bytes) -> tuple[Facts, bytes]:
        source, target = tmp_path / "received", tmp_path / "kept"
        source.write_bytes(content)
        return inspect(source, target), target.read_bytes()

    return run


def _refusal(inspected: Inspect, content: bytes) -> str:
    with pytest.raises(Invalid) as refusal:
        inspected(content)
    return refusal.value.fields[0].code


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_picture_is_drawn_anew_without_its_place(inspected: Inspect, format_: str) -> None:
    content = files.a_picture(format_)

    facts, kept = inspected(content)

    drawn = Image.open(io.BytesIO(kept))
    assert facts.kind == "image"
    assert not drawn.getexif()
    assert not {"exif", "xmp", "comment", "icc_profile"} & set(drawn.info)
    assert not any(trace in kept for trace in (b"Exif", b"a phone", files.COMMENT))
    red, green, blue = drawn.convert("RGB").getpixel((5, 5))  # type: ignore[misc]  # RGB has three
    assert (red > 180, green < 60, blue < 60) == (True, True, True)


def test_a_picture_is_turned_upright_before_it_forgets_how(inspected: Inspect) -> None:
    facts, kept = inspected(files.a_picture(size=(64, 48)))

    assert Image.open(io.BytesIO(kept)).size == (48, 64)
    assert (facts.width, facts.height) == (48, 64)


def test_the_fixture_itself_holds_a_place() -> None:
    """Otherwise the tests above would prove nothing."""
    exif = Image.open(io.BytesIO(files.a_picture())).getexif()

    assert exif.get_ifd(0x8825)[2] == (22.0, 31.0, 52.0)


def test_of_a_moving_picture_the_first_frame_is_kept(inspected: Inspect) -> None:
    _, kept = inspected(files.a_moving_gif())

    drawn = Image.open(io.BytesIO(kept))
    assert (drawn.format, getattr(drawn, "n_frames", 1)) == ("PNG", 1)
    assert drawn.convert("RGB").getpixel((2, 2)) == (255, 0, 0)


def test_what_hides_behind_a_picture_is_gone(inspected: Inspect) -> None:
    """A polyglot: a good picture, and a page or an archive after it."""
    hidden = b"<script>alert(1)</script>PK\x03\x04"

    _, kept = inspected(files.a_picture() + hidden)

    assert hidden not in kept


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_way_to_keep_pixels_is_understood(inspected: Inspect, mode: str) -> None:
    written = io.BytesIO()
    Image.new(mode, (9, 7)).save(written, "JPEG" if mode == "CMYK" else "PNG")

    facts, _ = inspected(written.getvalue())

    assert (facts.width, facts.height) == (9, 7)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(inspected: Inspect) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss

    assert _refusal(inspected, files.a_png_bomb()) == "too_many_pixels"

    grown_kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss - before
    assert grown_kilobytes < 200_000


def test_a_picture_that_is_a_thin_line_is_refused(inspected: Inspect) -> None:
    written = io.BytesIO()
    Image.new("1", (21_000, 1)).save(written, "PNG")

    assert _refusal(inspected, written.getvalue()) == "too_many_pixels"


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_picture_that_was_cut_off_is_refused(inspected: Inspect, format_: str) -> None:
    content = files.a_picture(format_, size=(400, 300))

    assert _refusal(inspected, content[: len(content) * 2 // 3]) == "unreadable"


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><script>alert(1)</script>" + b" " * 100,
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>' + b" " * 100,
        b"MZ\x90\x00" + bytes(200),
        b"PK\x03\x04" + bytes(200),
        b"\x7fELF" + bytes(200),
        b"RIFF\x00\x00\x00\x00AVI " + bytes(200),
        b"",
    ],
    ids=["html", "svg", "exe", "zip", "elf", "avi", "nothing"],
)
def test_what_is_no_kind_that_is_kept_is_refused(inspected: Inspect, content: bytes) -> None:
    assert _refusal(inspected, content) == "not_accepted"


@pytest.mark.parametrize(
    "beginning",
    [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM", b"%PDF-1.7\n", b"ID3\x04\x00\x00"],
)
def test_a_good_beginning_alone_does_not_help(inspected: Inspect, beginning: bytes) -> None:
    assert _refusal(inspected, beginning + b"<script>alert(1)</script>" * 20) == "unreadable"


def test_a_document_is_kept_as_it_came(inspected: Inspect) -> None:
    content = files.a_pdf()

    facts, kept = inspected(content)

    assert (facts, kept) == (Facts(PDF, "application/pdf"), content)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (files.a_pdf(password="secret"), "encrypted"),
        (files.a_pdf(action="/JavaScript"), "acts"),
        (files.a_pdf(action="/Launch"), "acts"),
        (files.a_pdf(action="/SubmitForm"), "acts"),
        (files.a_pdf(file=b"MZ"), "acts"),
        (files.a_pdf()[:-40], "unreadable"),
        (files.a_pdf() + b"PK\x03\x04" + bytes(2000), "unreadable"),
    ],
    ids=["encrypted", "script", "launch", "submit", "embedded", "cut-off", "something-behind"],
)
def test_a_document_that_acts_or_is_broken_is_refused(
    inspected: Inspect, content: bytes, code: str
) -> None:
    assert _refusal(inspected, content) == code


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (files.a_wav(), Facts(AUDIO, "audio/wav", seconds=2)),
        (files.an_mp3(), Facts(AUDIO, "audio/mpeg", seconds=3)),
        (files.an_amr(), Facts(AUDIO, "audio/amr", seconds=2)),
        (files.an_ogg(), Facts(AUDIO, "audio/ogg", seconds=3)),
        (files.a_webm(), Facts(VIDEO, "video/webm")),
        (files.a_webm(b"A_OPUS"), Facts(AUDIO, "audio/webm")),
        (files.a_film(), Facts(VIDEO, "video/mp4", seconds=5)),
        (files.a_film(brand=b"qt  "), Facts(VIDEO, "video/quicktime", seconds=5)),
        (files.a_film(brand=b"3gp5"), Facts(VIDEO, "video/3gpp", seconds=5)),
        (files.a_film(handlers=(b"soun",)), Facts(AUDIO, "audio/mp4", seconds=5)),
    ],
    ids=["wav", "mp3", "amr", "ogg", "webm", "weba", "mp4", "mov", "3gp", "m4a"],
)
def test_recordings_are_told_by_their_content(
    inspected: Inspect, content: bytes, expected: Facts
) -> None:
    facts, kept = inspected(content)

    assert facts == expected
    assert len(kept) == len(content)
    assert facts.media_type in ENDINGS


@pytest.mark.parametrize(
    "content",
    [
        files.a_wav()[:-100],
        files.an_amr()[:-1],
        files.an_ogg()[:-1],
        files.a_film()[:-1],
        files.an_mp3(frames=2),
        files.a_film(handlers=()),
    ],
    ids=["wav", "amr", "ogg", "mp4", "mp3", "no-track"],
)
def test_a_recording_that_was_cut_off_is_refused(inspected: Inspect, content: bytes) -> None:
    assert _refusal(inspected, content) == "unreadable"


@pytest.mark.parametrize("sent", CORPUS.values(), ids=CORPUS)
def test_every_file_of_the_corpus_is_judged_and_quickly(inspected: Inspect, sent: Sent) -> None:
    """A film of 192 kB took a reader thirty seconds; a PDF that acts when it is opened was kept."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime

    if sent.refused is None:
        inspected(sent.content)
    else:
        assert _refusal(inspected, sent.content) == sent.refused

    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 5


def test_a_film_forgets_where_it_was_taken(inspected: Inspect) -> None:
    content = files.a_film()
    assert content.count(files.PLACE.encode()) == 3

    _, kept = inspected(content)

    assert files.PLACE.encode() not in kept
    assert b"pictures and sound" in kept


def test_a_reader_that_takes_too_long_is_ended(
    inspected: Inspect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspection, "_SECONDS", 0.0)

    assert _refusal(inspected, files.a_picture()) == "too_demanding"


_CLOSED_OFF = """
import ctypes, os
from runtime.closing_off import close_off

close_off()
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), oct(os.umask(0)))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process can close itself off")
def test_nobody_of_the_same_user_reads_a_process_that_is_closed_off() -> None:
    """The reader of files could read the gateway's keys in /proc; asked by PR_GET_DUMPABLE."""
    done = subprocess.run(
        [sys.executable, "-c", _CLOSED_OFF], capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["0", "0o77"]


def test_a_document_with_chinese_names_is_read_without_opening_anything(
    inspected: Inspect,
) -> None:
    """What pypdf needs for it (GBK, UTF-16) is loaded before."""
    written = files.a_pdf(page={"/PieceInfo": {"/abcd": "邻里", "/efgh": "plain"}})
    content = written.replace(b"/abcd", b"/" + "邻里".encode("gbk"))
    assert content != written

    _, kept = inspected(content)

    assert kept == content


_TAKEN_OVER = """
import errno, socket, subprocess, sys
from pathlib import Path
from gateway.files.media import __main__ as reader, images
from gateway.files.media.kinds import IMAGE, Facts

def taken_over(source, target):
    secret = sys.argv[1]
    for attempt in (
        lambda: open(secret),
        lambda: subprocess.run(["cat", secret]),
        lambda: socket.create_connection(("127.0.0.1", 1)),
    ):
        try:
            attempt()
        except OSError as refused:
            print(errno.errorcode[refused.errno])
    return Facts(IMAGE, "image/png")

images.rewrite = taken_over
reader.main(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def test_a_reader_that_is_taken_over_opens_neither_secrets_nor_a_connection(tmp_path: Path) -> None:
    """The gateway's files with secrets may be read by its user, as whom the reader runs."""
    (tmp_path / "sent").write_bytes(files.a_picture())

    done = subprocess.run(
        [sys.executable, "-c", _TAKEN_OVER, str(tmp_path / "sent"), str(tmp_path / "kept")],
        capture_output=True,
        text=True,
        check=True,
    )

    *refused, said = done.stdout.splitlines()
    assert refused == ["EMFILE", "EMFILE", "EMFILE"]
    assert "facts" in json.loads(said)


def test_every_refusal_has_its_sentences() -> None:
    assert all(zh and en for zh, en in REFUSALS.values())


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(
        [
            files.a_wav(1),
            files.an_mp3(),
            files.an_amr(),
            files.an_ogg(),
            files.a_film(),
            files.a_pdf(),
        ]
    ),
    st.data(),
)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(
    content: bytes, data: st.DataObject
) -> None:
    """Whatever a sender changes, a reader never ends in a bug."""
    damaged = bytearray(content)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))

    assert _outcome(bytes(damaged)) in REFUSALS.keys() | {"kept"}


def _outcome(content: bytes) -> str:
    family = family_of(content[:64])
    try:
        if family is None:
            return "not_accepted"
        if family.reader == "boxes":
            boxes.clean(content)
        elif family.reader == "pdf":
            documents.check(content)
        elif family.reader != "image":
            recordings.READERS[family.reader](content)
    except Unfit as unfit:
        return unfit.code
    return "kept"
