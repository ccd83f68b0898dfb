"""Which skills grow over time: the older half of the saved practice talks beside the newer one, as text and picture."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

from coaching.content import wording
from coaching.dialogue import Image
from coaching.practice_rules import rules
from coaching.scenario import HELPING, HURTING

LEAST = 2  #: talks from which on a before and an after can be told apart
SHOWN = 4  #: skills in the text and the picture
STEP = 0.5  #: times in ten lines that count as a change
BLUE, GREY, INK, PAPER = "#0072B2", "#9A9A9A", "#1A1A1A", "#FFFFFF"  # told apart by place and number too, not by colour
WIDTH, ROW, LEFT, TOP, RIGHT = 720, 64, 260, 84, 60


@dataclass(frozen=True)
class Growth:
    """How often an act was used in ten lines, before and now."""

    label: str
    before: float
    now: float


def growth(results: Sequence[Mapping[str, Any]]) -> dict[str, Growth]:
    """By act. Fewer than two results with lines in them give nothing."""
    results = [r for r in results if int(r.get("turns", 0))]
    if len(results) < LEAST:
        return {}
    half = len(results) // 2

    def rate(some: Sequence[Mapping[str, Any]], label: str) -> float:
        turns = sum(int(r["turns"]) for r in some)
        return round(10 * sum(int(r.get("skills", {}).get(label, 0)) for r in some) / turns, 1)

    found = [Growth(label, rate(results[:half], label), rate(results[half:], label)) for label in (*HELPING, *HURTING)]
    return {g.label: g for g in found if g.before or g.now}


def grown(results: Sequence[Mapping[str, Any]]) -> str:
    """The skill that grew most, "" when none did."""
    found = [g for g in growth(results).values() if g.label in HELPING and g.now - g.before >= STEP]
    return max(found, key=lambda g: g.now - g.before).label if found else ""


def shown(results: Sequence[Mapping[str, Any]]) -> list[Growth]:
    """What is worth showing: the skills used most now, then what hurt and was used less or more."""
    found = growth(results).values()
    helps = sorted((g for g in found if g.label in HELPING), key=lambda g: (g.before - g.now, -g.now))
    hurts = sorted((g for g in found if g.label in HURTING), key=lambda g: -abs(g.before - g.now))
    return [*helps[: SHOWN - bool(hurts)], *hurts[:1]]


def growth_text(results: Sequence[Mapping[str, Any]]) -> str:
    """The same as the picture in a few lines; "" when there is nothing to compare."""
    rows = "\n".join(
        _line("growth_row", {"skill": _upper(rules().names[g.label]), "before": f"{g.before:g}", "now": f"{g.now:g}"})
        for g in shown(results)
    )
    return rows and _line("growth_rows", {"rows": rows})


def growth_image(results: Sequence[Mapping[str, Any]]) -> Image | None:
    """Two bars a skill, 720 pixels wide; None when there is nothing to compare."""
    found = shown(results)
    if not found:
        return None
    return Image(_bars(found), growth_text(results).replace("\n", " "))


def _bars(found: Sequence[Growth]) -> bytes:
    image = Picture.new("RGB", (WIDTH, TOP + ROW * len(found) + 16), PAPER)
    draw = ImageDraw.Draw(image)
    small, large = ImageFont.load_default(16), ImageFont.load_default(20)
    draw.text((16, 16), _line("growth_title", {}), fill=INK, font=large)
    for i, (key, colour) in enumerate((("growth_before", GREY), ("growth_now", BLUE))):
        x = 16 + i * 160
        draw.rectangle((x, 52, x + 16, 68), fill=colour, outline=INK)
        draw.text((x + 24, 60), _line(key, {}), fill=INK, font=small, anchor="lm")
    most = max(1.0, *(value for g in found for value in (g.before, g.now)))
    for i, g in enumerate(found):
        y = TOP + i * ROW
        draw.text((16, y + 24), _upper(rules().names[g.label]), fill=INK, font=small, anchor="lm")
        for value, colour, top in ((g.before, GREY, y + 6), (g.now, BLUE, y + 26)):
            end = LEFT + (WIDTH - LEFT - RIGHT) * value / most
            draw.rectangle((LEFT, top, max(end, LEFT + 2), top + 16), fill=colour, outline=INK)
            draw.text((max(end, LEFT + 2) + 8, top + 8), f"{value:g}", fill=INK, font=small, anchor="lm")
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _line(key: str, values: Mapping[str, str]) -> str:
    return wording().line(f"practice.{key}", values, None, 0)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
