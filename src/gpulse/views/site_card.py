"""The picture that stands for a page where its address is shared: 1200 by 630 pixels, PNG. The only import of Pillow.

It needs the extra `cards`; without it a site has no such pictures. The font is the one that Pillow carries.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from gpulse.errors import InputError

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
_MARGIN = 72
_PAPER, _INK, _SOFT, _ACCENT = "#fbfaf7", "#1a1d21", "#565d68", "#a3281d"


def draw_card(title: str, facts: str, site: str) -> bytes:
    """Return the card of a page: the site's name, the page's title, and facts beneath.

    Raises `InputError` where the extra `cards` is missing.
    """
    try:
        from PIL import Image, ImageDraw, ImageFont
    except ImportError as error:
        raise InputError("Social cards need Pillow: pip install 'gpulse[cards]'.") from error

    def font(size: float) -> FreeTypeFont:
        found = ImageFont.load_default(size)
        if not isinstance(found, ImageFont.FreeTypeFont):
            raise InputError("Social cards need a Pillow that was built with FreeType.")
        return found

    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 18), fill=_ACCENT)
    draw.text((_MARGIN, 66), site, font=font(34), fill=_ACCENT)
    for size in (66, 58, 50, 42):
        lines = wrap(title, font(size), draw, WIDTH - 2 * _MARGIN)
        if len(lines) * size * 1.25 <= 350:
            break
    most = int(350 // (size * 1.25))
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip(".,;: ") + " …"]
    for number, line in enumerate(lines):
        draw.text((_MARGIN, 140 + number * size * 1.25), line, font=font(size), fill=_INK)
    draw.text((_MARGIN, HEIGHT - 92), facts, font=font(30), fill=_SOFT)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def wrap(text: str, font: FreeTypeFont, draw: ImageDraw, width: float) -> list[str]:
    """Return `text` in lines that are at most `width` pixels wide, where its words allow."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and draw.textlength(longer, font=font) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
