"""Values of documents in a sentence about a change: dates, amounts, names, texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

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
from planbook.language import Text
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
from planbook.views.formats import Formats
from planbook.views.presenter import period_name
from planbook.views.words import Joined, Phrase, Telling, Told, Words

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
        "incentive/mode": "diff.mode",
        "recognition/type": "recognition_type",
        "meeting/type": "meeting_type",
        "feedback/type": "feedback_type",
        "tool/type": "tool_type",
        "growth/actions[]/type": "growth_type",
        "chapter/practice": "practice",
    }
)
_RHYTHMS: Final = ("weekly", "biweekly", "monthly", "quarterly")
_SHOWN: Final = 160
"""Characters of a text that are shown; of two texts that differ, those around the difference."""
_AROUND: Final = 24
_MOST_MEMBERS: Final = 12
_FEW: Final = 2

Member = TypeVar("Member")

NONE: Final = Phrase("diff.none")

Say: TypeAlias = Callable[[Text], Words]
"""Gives an author's words in the language that is spoken, else in the next best."""


class ValueTeller:
    """Tells values to readers of one language: what it returns is filled in by a catalogue.

    ``formats`` writes dates and figures. Of a text in several languages the first of ``tags``
    that differs is told.
    """

    def __init__(self, say: Say, formats: Formats, tags: tuple[str, ...]) -> None:
        self.say = say
        self.formats = formats
        self._tags = tags

    def both(self, change: Change) -> tuple[Told, Told]:
        """Return both values; of texts that differ in one place, what is around it."""
        before, after = change.before, change.after
        if isinstance(before, Said) and isinstance(after, Said):
            tags = dict.fromkeys((*self._tags, "", *after.text, *before.text))
            tag = next(
                (one for one in tags if before.text.get(one) != after.text.get(one)), self._tags[0]
            )
            old, new = before.text.get(tag), after.text.get(tag)
            if old is None or new is None:
                return self._in(tag, old), self._in(tag, new)
            old, new = _around(old, new)
            return self._in(tag, old), self._in(tag, new)
        if change.field == "/recurs":
            return self._rhythm(before), self._rhythm(after)
        return self.value(before), self.value(after)

    def _rhythm(self, value: Value | None) -> Told:
        """Return how often a meeting recurs; a rule of RFC 5545 as it is written."""
        if isinstance(value, Verbatim) and value.text in _RHYTHMS:
            return Phrase(f"cadence.{value.text}")
        return self.value(value)

    def _in(self, tag: str, words: str | None) -> Told:
        return NONE if words is None else self._quoted({tag: words})

    def _quoted(self, text: Text) -> Told:
        found = self.say(text)
        return Telling("diff.quoted", {"words": _with(found, " ".join(found.text.split()))})

    def value(self, value: Value | None) -> Told:
        """Return a value in words."""
        match value:
            case None:
                return NONE
            case Period():
                return period_name(value, self.formats)
            case Named(id_, title):
                return self.say(title) or id_
            case Said(text):
                return self._quoted(text)
            case Moment(written):
                return written.replace("T", " ")
            case Option():
                return _option(value)
            case Verbatim(text):
                return _shortened(text)
            case Listing(values):
                return self._listed(values)
            case Entry(parts) if any(one.name == "rate" for one in parts):
                return self._step(parts)
            case Entry((title, *rest)) if title.name == "title" and rest:
                return Telling("diff.titled", {"title": self.part(title), "rest": self.parts(rest)})
            case Entry(parts):
                return self.parts(parts)
        return self._quantity(value)

    def _quantity(self, value: Quantity) -> Told:
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
                return Phrase("answer.yes" if yes else "answer.no")
            case Term(group, word):
                return Phrase(f"{group}.{word}")

    def part(self, part: Part) -> Told:
        """Return one named value, a title without its name."""
        told = self.value(part.value)
        if part.name == "title":
            return told
        key = "diff.part_of_several" if isinstance(part.value, Entry) else "diff.part"
        return Telling(key, {"name": self.say(part.label), "value": told})

    def parts(self, parts: Sequence[Part]) -> Told:
        """Return several named values."""
        return Joined("diff.between_parts", _first(parts, self.part))

    def _step(self, parts: tuple[Part, ...]) -> Told:
        """Return a step of a scheme: ``1.5 up to 130%``."""
        told = {one.name: self.value(one.value) for one in parts}
        for name in ("up_to", "from"):
            if name in told:
                return Telling(f"diff.step_{name}", {"rate": told["rate"], "bound": told[name]})
        return Telling("diff.step_beyond", {"rate": told["rate"]})

    def _listed(self, values: tuple[Value, ...]) -> Told:
        told = _first(values, self.value)
        if any(isinstance(one, Entry) and len(one.parts) > _FEW for one in values):
            return Joined("", tuple(_with_bars(told)))
        return Joined("diff.between", told)


def _first(members: Sequence[Member], tell: Callable[[Member], Told]) -> tuple[Told, ...]:
    """Return the first members in words; what is more is counted."""
    told = tuple(map(tell, members[:_MOST_MEMBERS]))
    more = len(members) - _MOST_MEMBERS
    return told if more <= 0 else (*told, Telling("diff.more", {"count": more}))


def _with_bars(told: tuple[Told, ...]) -> list[Told]:
    parts: list[Told] = []
    for one in told:
        parts += [" | ", one] if parts else [one]
    return parts


def _option(option: Option) -> Told:
    group = _GROUPS.get(option.field)
    return Phrase(f"{group}.{option.value}") if group is not None else option.value


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


def _with(words: Words, text: str) -> Words:
    return Words(_shortened(text), words.lang)


def _shortened(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
