"""The words for values of documents: dates, amounts, names, texts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from planbook.history.values import (
    Entry,
    Listing,
    Moment,
    Named,
    Option,
    Part,
    Said,
    Value,
    Verbatim,
)
from planbook.language import Text, words_in
from planbook.periods import Period
from planbook.quantities import (
    Amount,
    Answer,
    Count,
    Day,
    Quantity,
    Ratio,
    Share,
    Term,
    as_decimal,
    exact,
)
from planbook.rendering.catalogue import make_translator
from planbook.views.formats import Formats
from planbook.views.presenter import period_name

if TYPE_CHECKING:
    from planbook.history.records import Change

# Where the theme has a word for the values of an enumeration.
_GROUPS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "goal/commitment": "commitment",
        "objective/commitment": "commitment",
        "goal/measurable/type": "measure",
        "objective/measure/type": "measure",
        "goal/measurable/per": "per",
        "objective/measure/per": "per",
        "goal/time_bound/cadence": "cadence",
        "goal/time_bound/expected": "expected",
        "objective/expected": "expected",
        "objective/rollup": "basis",
        "goal/rewards[]/kind": "reward",
        "incentive/rewards[]/kind": "reward",
        "goal/checkins[]/override/status": "status",
        "objective/checkins[]/override/status": "status",
        "goal/result/outcome": "status",
        "role/selection[]/area": "area",
        "team/channels[]/type": "channel",
        "partner/type": "partner",
        "training/items[]/format": "format",
        "training/items[]/mode": "mode",
        "training/items[]/recurs": "cadence",
        "training/items[]/state": "session",
        "metric/direction": "direction",
        "metric/cadence": "cadence",
        "metric/aggregate": "aggregate",
        "metric/dated": "dated",
        "improvement/outcome": "outcome",
        "recognition/type": "recognition_type",
        "meeting/type": "meeting_type",
        "feedback/type": "feedback_type",
        "tool/type": "tool_type",
        "growth/actions[]/type": "growth_type",
        "chapter/practice": "practice",
    }
)
_MODES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "marginal": {"en": "marginal (each step pays for its own part)", "zh": "分段累进"},
        "retroactive": {
            "en": "retroactive (the step reached pays for all of it)",
            "zh": "全额追溯",
        },
        "banded": {"en": "banded (the step reached pays a fixed share)", "zh": "按档固定比例"},
    }
)
_RHYTHMS: Final = ("weekly", "biweekly", "monthly", "quarterly")
_SHOWN: Final = 160
"""Characters of a text that are shown; of two texts that differ, those around the difference."""
_AROUND: Final = 24
_MOST_MEMBERS: Final = 12
_FEW: Final = 2


class ValueTeller:
    """Tells values in one language, by the words of a theme."""

    def __init__(self, words: Mapping[str, Mapping[str, str]], language: str) -> None:
        self.language = language
        self.ui = make_translator(words, language)
        self.formats = Formats(language)
        self._chinese = language == "zh"

    def say(self, text: Text) -> str:
        """Return ``text`` in the language of messages, else in English, else in its own."""
        return words_in(text, (self.language, "en"))

    def _or(self, english: str, chinese: str) -> str:
        return chinese if self._chinese else english

    def apart(self, words: str) -> str:
        """Return ``words`` for the middle of a sentence: in Chinese, figures stand apart."""
        if not self._chinese:
            return words
        first = " " if words[:1].isascii() else ""
        return f"{first}{words}{' ' if words[-1:].isascii() else ''}"

    def both(self, change: Change) -> tuple[str, str]:
        """Return both values; of texts that differ in one place, what is around it."""
        before, after = change.before, change.after
        if isinstance(before, Said) and isinstance(after, Said):
            tags = dict.fromkeys((self.language, "en", "", *after.text, *before.text))
            tag = next(
                (one for one in tags if before.text.get(one) != after.text.get(one)), self.language
            )
            old, new = before.text.get(tag), after.text.get(tag)
            if old is None or new is None:
                return self._quoted(old), self._quoted(new)
            old, new = _around(old, new)
            return self._quoted(old), self._quoted(new)
        if change.field == "/recurs":
            return self._rhythm(before), self._rhythm(after)
        return self.value(before), self.value(after)

    def _rhythm(self, value: Value | None) -> str:
        """Return how often a meeting recurs; a rule of RFC 5545 as it is written."""
        if isinstance(value, Verbatim) and value.text in _RHYTHMS:
            return self.ui(f"cadence.{value.text}")
        return self.value(value)

    def _quoted(self, words: str | None) -> str:
        if words is None:
            return self._or("(none)", "（无）")
        return f"“{_shortened(' '.join(words.split()))}”"

    def value(self, value: Value | None) -> str:
        """Return a value in words."""
        match value:
            case None:
                return self._or("(none)", "（无）")
            case Period():
                phrase = period_name(value, self.formats)
                return self.ui(phrase.key, **phrase.arguments)
            case Named(id_, title):
                return self.say(title) or id_
            case Said(text):
                return self._quoted(self.say(text))
            case Moment(written):
                return written.replace("T", " ")
            case Option():
                return self._option(value)
            case Verbatim(text):
                return _shortened(text)
            case Listing(values):
                return self._listed(values)
            case Entry(parts) if any(one.name == "rate" for one in parts):
                return self._step(parts)
            case Entry((title, *rest)) if title.name == "title" and rest:
                told = self._or("; ", "；").join(map(self.part, rest))
                return f"{self.part(title)}{self._or(f' ({told})', f'（{told}）')}"
            case Entry(parts):
                return self._or("; ", "；").join(map(self.part, parts))
        return self._quantity(value)

    def _quantity(self, value: Quantity) -> str:
        match value:
            case Amount(amount, unit):
                return self.formats.amount(amount, unit)
            case Share(share):
                return self.formats.percent_rounded(share)
            case Ratio(ratio):
                return self.formats.number(as_decimal(exact(ratio)))
            case Count(count):
                return self.formats.number(Decimal(count))
            case Day(day):
                return self.formats.day(day)
            case Answer(yes):
                return self.ui("answer.yes" if yes else "answer.no")
            case Term(group, word):
                return self.ui(f"{group}.{word}")

    def part(self, part: Part) -> str:
        told = self.value(part.value)
        if part.name == "title":
            return told
        if isinstance(part.value, Entry):
            return f"{self.say(part.label)}{self._or(f' ({told})', f'（{told}）')}"
        return f"{self.say(part.label)}{self._or(': ', '：')}{told}"

    def _step(self, parts: tuple[Part, ...]) -> str:
        """Return a step of a scheme: ``1.5 up to 130%``."""
        told = {one.name: self.value(one.value) for one in parts}
        rate = told["rate"]
        if "up_to" in told:
            return self._or(f"{rate} up to {told['up_to']}", f"{told['up_to']} 以内系数 {rate}")
        if "from" in told:
            return self._or(f"{rate} from {told['from']}", f"{told['from']} 起系数 {rate}")
        return self._or(f"{rate} beyond", f"以上系数 {rate}")

    def _listed(self, values: tuple[Value, ...]) -> str:
        told = [self.value(one) for one in values[:_MOST_MEMBERS]]
        if len(values) > _MOST_MEMBERS:
            more = len(values) - _MOST_MEMBERS
            told.append(self._or(f"{more} more", f"另外 {more} 个"))
        if any(isinstance(one, Entry) and len(one.parts) > _FEW for one in values):
            return " | ".join(told)
        return self._or(", ", "、").join(told)

    def _option(self, option: Option) -> str:
        if option.field == "incentive/mode":
            return self.say(_MODES.get(option.value, option.meaning))
        group = _GROUPS.get(option.field)
        if group is not None:
            return self.ui(f"{group}.{option.value}")
        return option.value


def _around(before: str, after: str) -> tuple[str, str]:
    """Return two texts without the long parts at both ends that they have in common."""
    before, after = " ".join(before.split()), " ".join(after.split())
    if max(len(before), len(after)) <= _SHOWN // 2:
        return before, after
    shortest = min(len(before), len(after))
    first = next((at for at in range(shortest) if before[at] != after[at]), shortest)
    rest = shortest - first
    last = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    start, end = max(first - _AROUND, 0), max(last - _AROUND, 0)
    return _cut(before, start, end), _cut(after, start, end)


def _cut(words: str, start: int, end: int) -> str:
    kept = words[start : len(words) - end]
    return f"{'…' if start else ''}{kept}{'…' if end else ''}"


def _shortened(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
