"""Finding people in a text by their name or id, in time that grows with the text alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from planbook.model.person import Person

_SHORTEST = 2


class PeopleNames:
    """Knows the names and ids of people, and finds them in texts."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._ids: dict[str, set[str]] = defaultdict(set)
        for person in people:
            for name in (person.id, *person.name.values()):
                if len(name.strip()) >= _SHORTEST:
                    self._ids[name.strip().casefold()].add(person.id)
        self._lengths = sorted({len(name) for name in self._ids}, reverse=True)

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield the id of everybody named in ``text``, and where the name begins and ends.

        Latin letters match as whole words, capital or not.
        """
        plain = text.lower() if len(text.lower()) == len(text) else text
        position = 0
        while position < len(plain):
            if not _begins(plain, position):
                position += 1
                continue
            for length in self._lengths:
                end = position + length
                ids = self._ids.get(plain[position:end])
                if ids and end <= len(plain) and _ends(plain, end):
                    for id_ in sorted(ids):
                        yield id_, position, end
                    position = end
                    break
            else:
                position += 1


def _begins(text: str, position: int) -> bool:
    return not (_is_latin(text[position]) and position > 0 and _is_latin(text[position - 1]))


def _ends(text: str, end: int) -> bool:
    return not (end < len(text) and _is_latin(text[end - 1]) and _is_latin(text[end]))


def _is_latin(sign: str) -> bool:
    return sign.isalnum() and not "\u2e80" <= sign <= "\U0003ffff"
