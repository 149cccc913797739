"""Uploaded pictures: read, turned upright, freed of all that is not picture, and written anew."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Any, Final

from footlights.kernel.text import Both
from footlights.services.style.types import PictureRefused

LARGEST_BYTES: Final = 15 << 20
_KINDS: Final = ("JPEG", "PNG", "WEBP")
_MOST_PIXELS: Final = 40_000_000
_SMALLEST: Final = 240  # pixels of the shorter side
_LONGEST: Final = 1200
_QUALITY: Final = 86
_PAPER: Final = (248, 243, 232)  # behind what is transparent
_NOT_ONE = Both(
    "{name} is not a picture that can be read here. Send a JPEG, PNG or WebP file; the other pictures are kept.",
    "{name} 不是可读取的图片。请上传 JPEG、PNG 或 WebP 文件；其他图片均已保留。",
)
_BROKEN = Both(
    "{name} is a picture of which a part is missing. Send it again; the other pictures are kept.",
    "{name} 的图片数据不完整。请重新上传；其他图片均已保留。",
)
_LARGE = Both(
    "{name} is larger than 15 MB or 40 megapixels. Send a smaller one; the other pictures are kept.",
    "{name} 超过 15 MB 或 4000 万像素。请上传较小的图片；其他图片均已保留。",
)
_SMALL = Both(
    "{name} is smaller than 240 pixels on a side. Send a larger one; the other pictures are kept.",
    "{name} 的边长不足 240 像素。请上传较大的图片；其他图片均已保留。",
)


@dataclass(frozen=True, slots=True)
class Clean:
    """A picture written anew: JPEG in sRGB, without EXIF, place, maker's notes, thumbnail or colour profile."""

    content: bytes
    width: int
    height: int


def clean(name: str, content: bytes) -> Clean:
    """Return a picture as the house keeps it, its longer side at most 1,200 pixels.

    Raises PictureRefused.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415  # rarely needed

    said = name[:80] or "?"
    if len(content) > LARGEST_BYTES:
        raise PictureRefused(_LARGE.filled(name=said))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's own bound is wider than ours, which refuses in words
        try:
            opened = Image.open(io.BytesIO(content), formats=_KINDS)
        except Image.DecompressionBombError as fault:
            raise PictureRefused(_LARGE.filled(name=said)) from fault
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as fault:
            raise PictureRefused(_NOT_ONE.filled(name=said)) from fault
        if opened.width * opened.height > _MOST_PIXELS:
            raise PictureRefused(_LARGE.filled(name=said))
        if min(opened.size) < _SMALLEST:
            raise PictureRefused(_SMALL.filled(name=said))
        try:
            opened.draft("RGB", (_LONGEST, _LONGEST))
            upright = ImageOps.exif_transpose(opened)
            flat = _in_srgb(upright)
        except (OSError, ValueError, SyntaxError, EOFError) as fault:
            raise PictureRefused(_BROKEN.filled(name=said)) from fault
    flat.thumbnail((_LONGEST, _LONGEST), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    fresh = Image.frombytes("RGB", flat.size, flat.tobytes())  # nothing but its pixels goes on
    fresh.save(written, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return Clean(written.getvalue(), *fresh.size)


def _in_srgb(picture: Any) -> Any:
    """Return a picture in sRGB on paper: a phone's wider colours would otherwise come out pale."""
    from PIL import Image, ImageCms  # noqa: PLC0415  # rarely needed

    profile = picture.info.get("icc_profile")
    picture.load()
    if picture.mode not in ("RGB", "CMYK"):
        layered = picture.convert("RGBA")
        paper = Image.new("RGBA", layered.size, (*_PAPER, 255))
        picture = Image.alpha_composite(paper, layered).convert("RGB")
    if profile:
        try:
            turned = ImageCms.profileToProfile(
                picture, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            turned = None
        if turned is not None:
            return turned
    return picture.convert("RGB")
