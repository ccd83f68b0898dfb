"""Draws the record of progress as a picture: one mark a day told of, a count that only grows."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from coaching.content import wording
from coaching.dialogue import Image

WIDTH, HEIGHT, EDGE = 720, 320, 48  #: pixels; readable on a 320 px screen at half size
PAPER, INK, SOFT = (255, 255, 255), (38, 50, 56), (144, 164, 174)
GOOD, HARD = (0, 105, 92), (230, 81, 0)  #: told apart by shape too, for colour-blind eyes


def at(entry: Mapping[str, Any]) -> datetime:
    """When an entry was made."""
    written = entry["at"]
    return written if isinstance(written, datetime) else datetime.fromisoformat(str(written))


def is_good(entry: Mapping[str, Any]) -> bool:
    """A good moment counts; a return to use is a line in the record that takes nothing away."""
    return bool(entry.get("kind", "good") == "good")


def day(moment: datetime) -> str:
    """ "18 Nov"."""
    return f"{moment.day} {moment:%b}"


def draw(entries: Sequence[Mapping[str, Any]]) -> Image:
    """The picture of all entries (oldest first, at least one) and its text. The line of the count never falls."""
    from PIL import Image as Picture
    from PIL import ImageDraw, ImageFont

    moments = [at(entry) for entry in entries]
    first, last = moments[0], moments[-1]
    span = max((last - first).total_seconds(), 1.0)
    total = sum(is_good(entry) for entry in entries)
    picture = Picture.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(20)
    floor, top = HEIGHT - EDGE - 20, EDGE + 16
    pen.line([(EDGE, floor), (WIDTH - EDGE, floor)], fill=SOFT, width=2)
    count = 0
    path: list[tuple[float, float]] = []
    marks = []
    for entry, moment in zip(entries, moments):
        x = EDGE + (WIDTH - 2 * EDGE) * ((moment - first).total_seconds() / span if len(entries) > 1 else 0.5)
        count += is_good(entry)
        y = floor - (floor - top) * count / max(total, 1)
        path += [(x, path[-1][1]), (x, y)] if path else [(x, y)]
        marks.append((x, y, is_good(entry)))
    if len(path) > 1:
        pen.line(path, fill=GOOD, width=4)
    for x, y, good in marks:
        if good:
            pen.ellipse([x - 8, y - 8, x + 8, y + 8], fill=GOOD)
        else:
            pen.polygon([(x, y - 9), (x + 9, y), (x, y + 9), (x - 9, y)], fill=HARD)
    pen.text((EDGE, floor + 14), day(first), fill=INK, font=font)
    pen.text((WIDTH - EDGE, floor + 14), day(last), fill=INK, font=font, anchor="ra")
    pen.text((WIDTH - EDGE, top - 38), str(total), fill=INK, font=font, anchor="ra")
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    hard = len(entries) - total
    values = {"count": str(total), "first": day(first), "last": day(last), "hard": str(hard)}
    return Image(out.getvalue(), wording().line("progress.alt_hard" if hard else "progress.alt", values))
