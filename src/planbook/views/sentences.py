"""Sentences of scoring: their places filled in one language, for a page or a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TypeAlias

from planbook import quantities
from planbook.language import Text
from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.quantities import as_decimal, exact
from planbook.scoring.phrases import pieces_of, quoted
from planbook.scoring.results import Chain, Filled, RubricSentence, Sentence
from planbook.views.formats import Formats
from planbook.views.presenter import Presenter
from planbook.views.words import Joined, Passage, Telling, Told, Words

Say: TypeAlias = Callable[[Text], Words]
"""Gives words in one language, marked where that is another than was asked for."""

_ARROW = " → "


def phrase_of(sentence: Sentence, presenter: Presenter) -> Telling:
    """Return ``sentence`` for the page of ``presenter``: documents by title, long words cut."""
    filler = _Filler(presenter.handbook, presenter.formats, presenter.words)
    filled = {name: filler.told(value) for name, value in sentence.filling.items()}
    return Telling(sentence.key, filled)


def passage_of(sentence: RubricSentence, presenter: Presenter) -> Passage:
    """Return a sentence of the rubric for the page of ``presenter``."""
    filler = _Filler(presenter.handbook, presenter.formats, presenter.words)
    lang = presenter.words(sentence.words).lang
    return Passage(tuple(filler.pieces(sentence)), lang)


def fill_sentence(
    sentence: Sentence, handbook: Handbook, formats: Formats, say: Callable[[Text], str]
) -> dict[str, str]:
    """Return what stands in each place of ``sentence``; ``say`` gives words in one language."""
    filler = _Filler(handbook, formats, lambda text: Words(say(text)))
    return {name: _plain(filler.told(value)) for name, value in sentence.filling.items()}


class _Filler:
    """Writes what fills the places of sentences, in one language."""

    def __init__(self, handbook: Handbook, formats: Formats, say: Say) -> None:
        self._handbook = handbook
        self._formats = formats
        self._say = say

    def told(self, value: Filled) -> Told:
        """Return what stands in one place."""
        match value:
            case str():
                return value
            case Key():
                return self._say(self._handbook.title_of(value))
            case tuple():
                return self._listed([self.told(one) for one in value])
            case Chain(links):
                return _between(_ARROW, [self.told(one) for one in links])
            case RubricSentence():
                return Joined("", tuple(self.pieces(value)))
            case quantities.Day(day):
                return self._formats.day(day)
            case quantities.Count(count):
                return self._formats.number(Decimal(count))
            case quantities.Share(share):
                return self._formats.percent_rounded(share, places=1)
            case quantities.Amount(amount, unit):
                return self._formats.number(as_decimal(exact(amount)), unit)
        return self._say(quoted(value))

    def pieces(self, sentence: RubricSentence) -> Iterator[Told]:
        """Yield the words of a sentence of the rubric, and what fills its places, in turn."""
        for position, piece in enumerate(pieces_of(self._say(sentence.words).text)):
            if position % 2:
                yield self.told(sentence.filling[piece])
            elif piece:
                yield piece

    def _listed(self, parts: Sequence[Told]) -> Told:
        """Return ``parts`` one after the other, with what the language puts between them."""
        marks = [f"\0{position}\0" for position in range(len(parts))]
        pieces = self._formats.listed(marks).split("\0")
        return Joined(
            "",
            tuple(
                parts[int(piece)] if position % 2 else piece
                for position, piece in enumerate(pieces)
                if piece
            ),
        )


def _between(separator: str, parts: Sequence[Told]) -> Told:
    spaced = [one for part in parts for one in (separator, part)]
    return Joined("", tuple(spaced[1:]))


def _plain(told: Told) -> str:
    match told:
        case Joined(_, parts):
            return "".join(map(_plain, parts))
        case Words(text):
            return text
    return str(told)
