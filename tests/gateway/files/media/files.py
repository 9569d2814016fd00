"""Small files of every kind, made here: good ones, and bad ones made from them."""

from __future__ import annotations

import io
import struct
import wave
import zlib
from typing import Any

import pillow_heif
import pypdf
from PIL import Image
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

pillow_heif.register_heif_opener()

PLACE = "+22.5312+113.9245/"
COMMENT = b"taken at the gate of block three"


def a_picture(format_: str = "JPEG", *, size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    """A red picture with a place, a camera, an orientation and a comment."""
    picture = Image.new("RGB", size, (200, 30, 30))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "a phone of somebody"
    exif.get_ifd(0x8825).update({1: "N", 2: (22.0, 31.0, 52.0), 3: "E", 4: (113.0, 55.0, 28.0)})
    if format_ == "JPEG":
        options.setdefault("comment", COMMENT)
    written = io.BytesIO()
    picture.save(written, format_, exif=exif, **options)
    return written.getvalue()


def a_moving_gif() -> bytes:
    """Red first, then blue."""
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    written = io.BytesIO()
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:])
    return written.getvalue()


def a_png_bomb(side: int = 30_000) -> bytes:
    """A few kilobytes that say they are nine hundred million pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        checksum = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(1_000_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def pdf_object(told: Any) -> Any:
    """Names begin with a stroke, everything else is a text."""
    match told:
        case dict():
            return DictionaryObject({NameObject(key): pdf_object(one) for key, one in told.items()})
        case list():
            return ArrayObject(pdf_object(one) for one in told)
        case str() if told.startswith("/"):
            return NameObject(told)
        case str():
            return TextStringObject(told)
        case _:
            return told


def a_pdf(**changes: Any) -> bytes:
    """One empty page; `password`, `action` or `file` make it one that is refused.

    `catalogue` and `page` say what else stands there, see `pdf_object`.
    """
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(200, 200)
    writer.root_object.update(pdf_object(changes.get("catalogue", {})))
    page.update(pdf_object(changes.get("page", {})))
    if "action" in changes:
        action = DictionaryObject(
            {
                NameObject("/S"): NameObject(changes["action"]),
                NameObject("/JS"): TextStringObject("app.alert(1)"),
            }
            if changes["action"] == "/JavaScript"
            else {NameObject("/S"): NameObject(changes["action"])}
        )
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)
    if "file" in changes:
        writer.add_attachment("evil.exe", changes["file"])
    if "password" in changes:
        writer.encrypt(changes["password"], algorithm="AES-256")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def a_wav(seconds: int = 2) -> bytes:
    """Silence."""
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(16_000 * seconds))
    return written.getvalue()


def an_mp3(frames: int = 100) -> bytes:
    """Silence with a tag in front: MPEG 1 layer III, 128 kbit, 44.1 kHz."""
    tag = b"ID3\x04\x00\x00" + bytes([0, 0, 0, 20]) + bytes(20)
    return tag + (b"\xff\xfb\x90\x00" + bytes(413)) * frames


def an_amr(frames: int = 75) -> bytes:
    """What a phone records of speech, 12.2 kbit."""
    return b"#!AMR\n" + (b"\x3c" + bytes(31)) * frames


def an_ogg(seconds: int = 3) -> bytes:
    """A head of Opus, then one page that ends after so many seconds."""

    def page(kind: int, position: int, number: int, body: bytes) -> bytes:
        head = struct.pack("<4sBBqIIIB", b"OggS", 0, kind, position, 1, number, 0, 1)
        return head + bytes([len(body)]) + body

    first = b"OpusHead\x01\x01" + struct.pack("<HIhB", 0, 48_000, 0, 0)
    return page(2, 0, 0, first) + page(4, 48_000 * seconds, 1, bytes(100))


def box(kind: bytes, *contents: bytes) -> bytes:
    """One box of ISO/IEC 14496-12."""
    content = b"".join(contents)
    return struct.pack(">I4s", len(content) + 8, kind) + content


def track(handler: bytes, *tables: bytes) -> bytes:
    hdlr = box(b"hdlr", bytes(8), handler, bytes(13))
    return box(b"trak", box(b"mdia", hdlr, box(b"minf", box(b"stbl", *tables))))


def a_film(*, brand: bytes = b"isom", handlers: tuple[bytes, ...] = (b"vide", b"soun")) -> bytes:
    """Boxes of a film of five seconds, with its place in three of the spots that phones use."""
    ftyp = box(b"ftyp", brand, bytes(4), brand)
    samples = PLACE.encode()
    mdat = box(b"mdat", b"pictures and sound", samples)
    start = len(ftyp) + 8 + len(b"pictures and sound")
    tables = (
        box(b"stsz", bytes(4), struct.pack(">II", len(samples), 1)),
        box(b"stsc", bytes(4), struct.pack(">IIII", 1, 1, 1, 1)),
        box(b"stco", bytes(4), struct.pack(">II", 1, start)),
    )
    mvhd = box(b"mvhd", bytes(12), struct.pack(">II", 600, 3000), bytes(80))
    moov = box(
        b"moov",
        mvhd,
        *(track(handler) for handler in handlers),
        track(b"meta", *tables),
        box(b"udta", box(b"\xa9xyz", PLACE.encode())),
        box(b"meta", PLACE.encode()),
    )
    return ftyp + mdat + moov


def a_webm(codec: bytes = b"V_VP8") -> bytes:
    """A head as browsers write it."""
    return b"\x1aE\xdf\xa3\x9fB\x86\x81\x01\x42\x82\x84webm" + bytes(20) + codec + bytes(50)
