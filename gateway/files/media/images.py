"""Pictures: decoded, and written anew from their pixels."""

from __future__ import annotations

import io
import warnings
from typing import BinaryIO

import pillow_heif
from PIL import (
    Image,
    ImageCms,
    ImageOps,
    MpoImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from gateway.files.media.kinds import IMAGE, Facts, Unfit

#: More would need more memory than one picture is worth; phones take 12 to 50 million.
PIXELS_MOST = 50_000_000
SIDE_MOST = 20_000
#: WebP is loaded by name, or Pillow would load every format that it knows.
_FORMATS = ("JPEG", "PNG", WebPImagePlugin.WebPImageFile.format, "GIF", "BMP", "HEIF")
#: Drawn, not photographed: kept without loss.
_DRAWN = {"PNG", "GIF", "BMP"}
_QUALITY = 88
_DEEP_TO_EIGHT_BITS = 1 / 256


#: Pillow loads them when a photo calls for them, and by then no file can be opened any more.
_LOADED = (MpoImagePlugin, TiffImagePlugin)
Image.preinit()
pillow_heif.register_heif_opener(thumbnails=False, decode_threads=1)
# We check the size ourselves, before a pixel is decoded.
Image.MAX_IMAGE_PIXELS = None


def rewrite(source: BinaryIO, target: BinaryIO) -> Facts:
    """Write the picture anew: upright, in sRGB, its first frame alone, without any other data.

    Raises:
        Unfit: it cannot be decoded whole, or is larger than `PIXELS_MOST`.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(source, formats=_FORMATS) as found:
                _check_size(found)
                picture = _upright(found)
                drawn = found.format in _DRAWN
        except (Unfit, MemoryError):
            raise
        except Exception as broken:
            # Any exception of a decoder means that the file is broken.
            raise Unfit("unreadable") from broken
    media_type = _save(picture, target, drawn=drawn)
    return Facts(IMAGE, media_type, width=picture.width, height=picture.height)


def _check_size(found: Image.Image) -> None:
    width, height = found.size
    if width * height > PIXELS_MOST or max(width, height) > SIDE_MOST:
        raise Unfit("too_many_pixels")


def _upright(found: Image.Image) -> Image.Image:
    profile = found.info.get("icc_profile")
    found.load()
    # In place, and converted only where it must be: every copy costs 200 MB at the largest.
    ImageOps.exif_transpose(found, in_place=True)
    return _in_srgb(_eight_bits(found), profile)


def _eight_bits(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I;16"):
        return picture.point(lambda value: value * _DEEP_TO_EIGHT_BITS).convert("L")
    if picture.mode in {"I", "F"}:
        return picture.convert("L")
    if picture.mode in {"P", "1"}:
        return picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    return picture


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    wanted = "RGBA" if picture.has_transparency_data else "RGB"
    if profile and picture.mode in {"RGB", "RGBA", "CMYK"}:
        try:
            made = ImageCms.profileToProfile(
                picture,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode=wanted,
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            # An unreadable profile is dropped; the picture is kept.
            made = None
        if made is not None:
            return made
    return picture if picture.mode == wanted else picture.convert(wanted)


def _save(picture: Image.Image, target: BinaryIO, *, drawn: bool) -> str:
    # What the decoder found beside the pixels (comments, XMP) would be written again.
    picture.info.clear()
    if drawn or picture.mode == "RGBA":
        picture.save(target, "PNG", compress_level=6)
        return "image/png"
    picture.save(target, "JPEG", quality=_QUALITY)
    return "image/jpeg"
