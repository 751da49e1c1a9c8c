"""The names that a project knows, and which of them a sentence names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.model.partner import Partner
from planbook.model.person import Person
from planbook.prose_numbers.script import normalise
from planbook.prose_numbers.spans import Span

_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class KnownName:
    """Something with an id, and what it is called."""

    id: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a project knows by name. The default knows nothing."""

    people: tuple[KnownName, ...] = ()
    territories: tuple[KnownName, ...] = ()
    product_lines: tuple[KnownName, ...] = ()
    partners: tuple[KnownName, ...] = ()
    metrics: tuple[KnownName, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """The ids that a sentence names. A metric or an owner only where it is a single one."""

    owner: str | None = None
    metric: str | None = None
    territories: tuple[str, ...] = ()
    product_lines: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()

    @property
    def has_scope(self) -> bool:
        """Whether the sentence says where the goal holds."""
        return bool(self.territories or self.product_lines or self.partners)


def vocabulary_of(handbook: Handbook) -> Vocabulary:
    """Return the names that ``handbook`` knows; people who have left and archived ones excluded."""
    words = handbook.settings.vocabulary
    people = [one for one in handbook.all(Person) if one.state == "active" and one.ended is None]
    return Vocabulary(
        people=tuple(KnownName(one.id, _names(one.id, (one.name, one.title))) for one in people),
        territories=tuple(
            KnownName(one.id, _names(one.id, (one.title,))) for one in words.territories
        ),
        product_lines=tuple(
            KnownName(one.id, _names(one.id, (one.title,))) for one in words.product_lines
        ),
        partners=tuple(
            KnownName(one.id, _names(one.id, (one.title,)))
            for one in handbook.all(Partner)
            if one.state == "active"
        ),
        metrics=tuple(
            KnownName(one.id, _names(one.id, (one.title,)))
            for one in handbook.all(Metric)
            if one.state == "active"
        ),
    )


def find_known(text: str, vocabulary: Vocabulary) -> Known:
    """Return what ``text`` names of ``vocabulary``; a name that several share names none."""
    plain = normalise(text)
    people = _named_in(plain, vocabulary.people)
    metrics = _named_in(plain, vocabulary.metrics)
    return Known(
        owner=people[0] if len(people) == 1 else None,
        metric=metrics[0] if len(metrics) == 1 else None,
        territories=_named_in(plain, vocabulary.territories),
        product_lines=_named_in(plain, vocabulary.product_lines),
        partners=_named_in(plain, vocabulary.partners),
    )


def _named_in(text: str, entries: Iterable[KnownName]) -> tuple[str, ...]:
    """Return the ids named in ``text``, in its order; of overlapping names the longest counts."""
    owners: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for name in entry.names:
            owners[normalise(name)].add(entry.id)
    found: list[tuple[Span, str]] = []
    for name in sorted(owners, key=len, reverse=True):
        span = _place_of(name, text)
        if span is None or any(span.overlaps(other) for other, _id in found):
            continue
        found.append((span, next(iter(owners[name])) if len(owners[name]) == 1 else ""))
    return tuple(dict.fromkeys(id_ for _span, id_ in sorted(found) if id_))


def _place_of(name: str, text: str) -> Span | None:
    """Return where ``name`` stands in ``text`` as words of its own, or None."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        before, after = text[at - 1 : at], text[end : end + 1]
        cut = (_is_latin(before) and _is_latin(name[0])) or (
            _is_latin(after) and _is_latin(name[-1])
        )
        if not cut:
            return Span(at, end)
        at = text.find(name, at + 1)
    return None


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _names(id_: str, titles: Iterable[object]) -> tuple[str, ...]:
    names = [id_]
    for title in titles:
        names += title.values() if isinstance(title, dict) else [str(title)] if title else []
    return tuple(dict.fromkeys(name for name in names if len(name) >= _SHORTEST))
