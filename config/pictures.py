"""Pictures that people send: checked, made smaller, and made anew, so that no place or camera follows them."""

from __future__ import annotations

import base64
import io
import warnings
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext as _

MOST_BYTES = 10_000_000
MOST_PIXELS = 50_000_000
MOST_IN_MEMORY = 16_000_000
"""A JPEG is made smaller while it is read; of the others every point lies in memory, several times over."""
SIDE = 1600
FROZEN_SIDE = 720
FORMATS = ("JPEG", "PNG", "WEBP")


class NoPicture(Exception):
    """It can't be used; the message says what to do instead."""


@dataclass(frozen=True)
class Image:
    """A JPEG of at most 1600 × 1600."""

    content: bytes
    width: int
    height: int


def read(file: IO[bytes], size: int) -> Image:
    """The picture in a file of that many bytes, whatever it calls itself. Raises NoPicture for anything else.

    Only JPEG, PNG and WebP are opened; what a file says of its size is believed before anything is unpacked.
    """
    from PIL import Image as pillow
    from PIL import ImageOps

    if size > MOST_BYTES:
        text = _("Bildet er for stort: %(size)d MB. Velg et på høyst %(most)d MB.")
        raise NoPicture(text % {"size": round(size / 1_000_000), "most": MOST_BYTES // 1_000_000})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with pillow.open(file, formats=FORMATS) as opened:
                most = MOST_IN_MEMORY if opened.format in ("PNG", "WEBP") else MOST_PIXELS
                if opened.width * opened.height > most:
                    raise NoPicture(_("Bildet har for mange punkter. Velg et mindre bilde."))
                opened.draft("RGB", (SIDE, SIDE))
                turned = ImageOps.exif_transpose(opened)
                return written(turned)
    except NoPicture:
        raise
    except Exception as broken:  # a decoder may fail in any way on what is no picture
        raise NoPicture(_("Dette er ikke et bilde vi kan bruke. Velg et bilde i JPEG, PNG eller WebP.")) from broken


def frozen(content: bytes) -> Image:
    """A picture of ours within 720 × 720: for a frozen copy, which holds all that it shows."""
    from PIL import Image as pillow

    with pillow.open(io.BytesIO(content), formats=("JPEG",)) as opened:
        return written(opened, FROZEN_SIDE)


def smaller(content: bytes) -> str:
    """The same as text."""
    return as_text(frozen(content).content)


def as_text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def within(width: int, height: int, side: int = FROZEN_SIDE) -> tuple[int, int]:
    """How wide and high a picture becomes within a square of so many points; one that fits stays as it is."""
    scale = min(1.0, side / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def written(picture: Any, side: int = SIDE) -> Image:
    """The picture on white, within a square of so many points, as a JPEG with nothing else in it."""
    from PIL import Image as pillow

    picture.thumbnail((side, side))
    shown = picture.convert("RGBA")
    flat = pillow.new("RGB", shown.size, "white")
    flat.paste(shown, mask=shown.getchannel("A"))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=82, optimize=True)
    return Image(out.getvalue(), *flat.size)
