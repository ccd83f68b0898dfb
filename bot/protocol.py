"""The danger answers as a page for people who judge them: docs/safety-answers.md. `python -m bot.protocol` writes it,
`hearth check` fails when it is not what would be said."""

from __future__ import annotations

from collections.abc import Iterator

from bot.settings import ROOT
from coaching.safety.answers import Answers
from coaching.safety.numbers import Resources
from coaching.safety.paths import Node, Path

PAGE = ROOT / "docs" / "safety-answers.md"
_INTRO = """# What Hearth says in danger, word for word

Made from `data/content/safety/*.yml` and `data/content/resources.yml` by `python -m bot.protocol`; don't edit it here. What
is recognised, when, and how well: [safety.md](safety.md). `{emergency}`, `{police}`, `{crisis}` ... are the numbers of the
person's country, below. A wording whose number a country lacks is not used there; of several wordings one that was not said
yet is taken. Where the country is not known, `{emergency}` is "your emergency number", and the first answer names once which
number works where. Typed words lead on as the buttons do. A step in **bold** belongs to every path.
"""


def text() -> str:
    """The page as it should be."""
    answers = Answers()
    parts = [_INTRO, *_lines_of(answers.resources)]
    for name, path in sorted(answers.paths.by_name.items(), key=lambda item: (item[0] != "common", item[0])):
        parts.append(f"\n## {name.replace('danger_', '').replace('_', ' ')}\n")
        for level, table in (("Alarm", path.alarm), ("Check", path.check)):
            starts = ", ".join(f"{detail}: `{step}`" for detail, step in table.items())
            parts.append(f"{level} begins at {starts}.\n")
        for node in path.nodes.values():
            parts += _step(node, path)
    return "\n".join(parts).rstrip() + "\n"


def problems() -> list[str]:
    """Empty when the published page is what would be said."""
    published = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    return (
        [] if published == text() else ["docs/safety-answers.md:0: not what would be said; run python -m bot.protocol"]
    )


def _step(node: Node, path: Path) -> Iterator[str]:
    yield f"\n### {path.name.replace('danger_', '')}: {node.name}\n"
    for variant in node.say:
        yield "- " + " / ".join(text.replace("\n", " ") for text in variant.texts)
    if node.ask:
        yield "\nAsks: " + " *or* ".join(text for variant in node.ask for text in variant.texts)
    if node.ways:
        ways = [f"{way.title} → {_named(way.to, path)}" for way in node.ways]
        yield "\n" + "; ".join(ways) + (f"; any other words → {_named(node.otherwise, path)}" if node.otherwise else "")
    if node.done:
        yield "\nThe path ends here; the talk goes on."


def _named(step: str, path: Path) -> str:
    return f"`{step}`" if step in path.nodes else f"**{step}**"


def _lines_of(resources: Resources) -> Iterator[str]:
    yield "\n## Numbers\n\n| Country | Kind | Line | Number | Hours | Cost | Family may call | Source | Checked |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for row in resources.rows:
        family = {True: "yes", False: "no", None: "not said"}[row.takes_family_calls]
        number = f"{row.number} ({row.note})" if row.note else row.number
        number += f"; text {row.sms_word} to {row.sms}".replace("text  to", "text to") if row.sms else ""
        cells = (row.country, row.kind, row.name, number, row.hours or "not said", row.cost or "not said", family,
                 row.source, row.checked_on.isoformat())  # fmt: skip
        yield "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
