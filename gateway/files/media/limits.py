"""How large a file may be, by its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.gateway.words import AttachmentKind
from contracts.words import value_name
from gateway.files.media.kinds import AUDIO, IMAGE, PDF, VIDEO
from runtime.settings import Settings
from vocabulary.problems import FieldError, TooLarge

_MEGABYTE = 1024**2


@dataclass(frozen=True)
class Limits:
    """The largest sizes in bytes, by kind."""

    by_kind: Mapping[AttachmentKind, int]

    @property
    def largest(self) -> int:
        """No file is larger, whatever it is."""
        return max(self.by_kind.values())

    def check(self, kind: AttachmentKind, size_bytes: int) -> None:
        """Check that a file of this kind may be so large.

        Raises:
            TooLarge: says the limit.
        """
        megabytes = self.by_kind[kind] // _MEGABYTE
        if size_bytes > self.by_kind[kind]:
            name = value_name(kind)
            zh = f"{name.zh}最大 {megabytes} MB。"
            en = f"A file of the kind {name.label} may have at most {megabytes} MB."
            raise TooLarge(zh, en, fields=(FieldError("file", "too_large", zh, en),))

    def check_kept(self, size_bytes: int) -> None:
        """Check that the result made from a file may be so large.

        Raises:
            TooLarge: larger than any kind may be.
        """
        if size_bytes > self.largest:
            zh = "图片重新编码后过大，请缩小后再上传。"
            en = "Drawn anew, the picture is too large; make it smaller."
            raise TooLarge(zh, en, fields=(FieldError("file", "too_large", zh, en),))


def limits(settings: Settings) -> Limits:
    """The limits that the settings say."""
    image = settings.attachments_image_mb
    megabytes = {
        IMAGE: image,
        PDF: image,
        AUDIO: settings.attachments_audio_mb,
        VIDEO: settings.attachments_video_mb,
    }
    return Limits({kind: size * _MEGABYTE for kind, size in megabytes.items()})
