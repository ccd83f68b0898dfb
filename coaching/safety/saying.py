"""Chooses the words of a danger answer: numbers of the right country, nothing twice word for word, few words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from coaching.content import fill
from coaching.safety.numbers import Resources
from coaching.safety.paths import Variant

LINES = ("crisis", "violence", "poison", "child", "family", "addiction")


class Saying:
    """Fills and picks variants. `texts`: the shared texts of common.yml."""

    def __init__(self, resources: Resources, texts: Mapping[str, str], again: Sequence[str]) -> None:
        self._resources, self._texts, self._again = resources, texts, again

    def values(self, country: str) -> dict[str, str]:
        """The placeholders that can be filled for a country. A line without a confirmed number is simply absent."""
        resources = self._resources
        common = [c.number for c in resources.common]
        one_of = ", ".join(common[:-1]) + self._texts["or"] + common[-1]
        unknown = fill(self._texts["your_number_of"], {"numbers": one_of})
        values = {
            "emergency": resources.emergency(country) or unknown,
            "police": resources.emergency(country, police=True) or unknown,
        }
        for kind in LINES:
            rows = resources.for_country(country, kind)
            if rows:
                values[kind] = f"{rows[0].name} ({rows[0].number})"
                if rows[0].takes_family_calls:
                    values[f"{kind}_family"] = values[kind]
                if rows[0].sms and rows[0].sms_word:
                    values[f"{kind}_sms"] = f"{rows[0].sms_word} to {rows[0].sms}"
        name = resources.countries.get(country.upper())
        if name:
            values["country"] = name.name
        return values

    def spoken(self, country: str) -> dict[str, str]:
        """The same for a danger answer: without a known country the numbers are no part of every sentence. They stand
        once in a line of their own (`numbers_line`)."""
        values = self.values(country)
        if not self._resources.emergency(country):
            values["emergency"] = values["police"] = self._texts["your_number"]
        return values

    def numbers_line(self, ask: bool) -> str:
        """Which emergency number works where, in one line, for a country that is not known. ask: for the country."""
        where = [
            fill(self._texts["works_in"], {"number": common.number, "where": common.where})
            for common in self._resources.common
        ]
        return fill(self._texts["numbers_ask" if ask else "numbers"], {"numbers": ", ".join(where)})

    def pick(
        self, variants: Sequence[Variant], values: Mapping[str, str], said: Sequence[str], seed: int, lead: bool = True
    ) -> tuple[str, ...]:
        """A variant whose numbers all exist here; of these the ones with the most numbers; of these one not said yet.

        When all were said: one of them behind a short lead ("Once more:"), so that it is not the same word for word.
        """
        able = [v for v in variants if v.needs <= set(values)]
        if not able:
            return ()
        most = max(len(v.needs) for v in able)
        best = [v for v in able if len(v.needs) == most]
        turned = [*best[seed % len(best) :], *best[: seed % len(best)], *(v for v in able if v not in best)]
        filled = [tuple(self._filled(text, values) for text in v.texts) for v in turned]
        before = [re.sub(r"\n.*", "", text) for text in said]
        fresh = next((texts for texts in filled if not set(texts) & set(before)), None)
        oldest = min(filled, key=lambda texts: max(_last(before, text) for text in texts))
        if fresh or not lead:
            return fresh or oldest
        for again in self._again:
            texts = tuple(f"{again} {text}" for text in oldest[:1])
            if not set(texts) & set(before):
                return texts
        return (f"{self._again[seed % len(self._again)]} {oldest[0]}",)

    def _filled(self, text: str, values: Mapping[str, str]) -> str:
        """A sentence may begin with the number: then its words have a capital."""
        yours = self._texts["your_number"]
        return re.sub(rf"(^|[.!?:]\s){yours}", lambda m: m.group(1) + yours[0].upper() + yours[1:], fill(text, values))


def _last(said: Sequence[str], text: str) -> int:
    """Where a text was said last, also behind a lead; -1 when never."""
    return max((at for at, before in enumerate(said) if before.endswith(text)), default=-1)
