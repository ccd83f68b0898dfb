"""Text in the one plain shape that all rules over words read."""

from __future__ import annotations

import re

_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " ", "`": "'"})


def straight(text: str) -> str:
    """`text` with straight quotation marks and single spaces, case kept."""
    return re.sub(r"\s+", " ", text.translate(_QUOTES)).strip()


def plain(text: str) -> str:
    """`text` in lower case, with straight quotation marks and single spaces."""
    return straight(text).lower()
