"""The kinds of files that are kept, and how the first bytes tell them apart.

kind    media types                                            what is kept
image   image/jpeg, image/png; read also from WebP, GIF, BMP,  a new picture of the same pixels:
        HEIC and HEIF                                          no EXIF, no place, no trailing bytes
pdf     application/pdf                                        the file, if it holds nothing that acts
audio   audio/mp4, mpeg, wav, ogg, amr, amr-wb, webm           the file; place blanked out (MP4)
video   video/mp4, quicktime, 3gpp, ogg, webm                  the file; place blanked out (MP4)
"""

from __future__ import annotations

from dataclasses import dataclass

from contracts.gateway.words import AttachmentKind

IMAGE, PDF = AttachmentKind.IMAGE, AttachmentKind.PDF
AUDIO, VIDEO = AttachmentKind.AUDIO, AttachmentKind.VIDEO

#: Media type of what is kept → ending of its name.
ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "application/pdf": "pdf",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/ogg": "ogg",
    "audio/amr": "amr",
    "audio/amr-wb": "awb",
    "audio/webm": "weba",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/3gpp": "3gp",
    "video/ogg": "ogv",
    "video/webm": "webm",
}

#: So many first bytes are enough for `family_of`.
HEAD_BYTES = 64

#: Pictures that lie in boxes as films do, and that nothing here draws anew.
_OTHER_PICTURES = {b"avif", b"avis", b"crx ", b"jxl ", b"jp2 "}
_HEVC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis"}
_HEIF_BRANDS = _HEVC_BRANDS | {b"mif1", b"msf1"}


@dataclass(frozen=True)
class Facts:
    """What an inspection found out about the file that may be kept."""

    kind: AttachmentKind
    media_type: str
    width: int | None = None
    height: int | None = None
    #: Length of a recording, rounded up; None where the file does not say.
    seconds: int | None = None


class Unfit(Exception):  # noqa: N818 - an answer about a file, not an error of ours
    """The file may not be kept; `code` is one of `inspection.REFUSALS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Family:
    """Which reader a file needs, and the kind whose size limit holds until that has read it."""

    reader: str
    kind: AttachmentKind


_BEGINNINGS: tuple[tuple[bytes, Family], ...] = (
    (b"\xff\xd8\xff", Family("image", IMAGE)),
    (b"\x89PNG\r\n\x1a\n", Family("image", IMAGE)),
    (b"GIF87a", Family("image", IMAGE)),
    (b"GIF89a", Family("image", IMAGE)),
    (b"BM", Family("image", IMAGE)),
    (b"%PDF-", Family("pdf", PDF)),
    (b"ID3", Family("mp3", AUDIO)),
    (b"#!AMR-WB\n", Family("amr-wb", AUDIO)),
    (b"#!AMR\n", Family("amr", AUDIO)),
    (b"OggS", Family("ogg", VIDEO)),
    (b"\x1aE\xdf\xa3", Family("webm", VIDEO)),
)


def family_of(head: bytes) -> Family | None:
    """What a file seems to be by its first bytes; None: nothing that is kept."""
    if head[4:8] == b"ftyp":
        return _family_in_boxes(head)
    if head[:4] == b"RIFF":
        return {b"WEBP": Family("image", IMAGE), b"WAVE": Family("wav", AUDIO)}.get(head[8:12])
    found = next((family for begins, family in _BEGINNINGS if head.startswith(begins)), None)
    if found is None and len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2:  # noqa: PLR2004 - frame sync, layer III
        return Family("mp3", AUDIO)
    return found


def _family_in_boxes(head: bytes) -> Family | None:
    """By the brand, and by those it goes with: mif1 says only that it is a picture."""
    brand, others = head[8:12], head[16 : int.from_bytes(head[:4], "big")]
    brands = {brand, *(others[at : at + 4] for at in range(0, len(others), 4))}
    if brand in _OTHER_PICTURES:
        return None
    if brand not in _HEIF_BRANDS:
        return Family("boxes", VIDEO)
    is_other = brands & _OTHER_PICTURES and not brands & _HEVC_BRANDS
    return None if is_other else Family("image", IMAGE)
