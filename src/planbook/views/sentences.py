"""Sentences of scoring: their places filled in one language, for a page or a terminal."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from planbook import quantities
from planbook.language import Text
from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.quantities import as_decimal, exact
from planbook.scoring.phrases import quoted
from planbook.scoring.results import Filled, Sentence
from planbook.views.formats import Formats
from planbook.views.presenter import Presenter
from planbook.views.words import Phrase


def phrase_of(sentence: Sentence, presenter: Presenter) -> Phrase:
    """Return ``sentence`` for the page of ``presenter``: documents by title, long words cut."""

    def say(text: Text) -> str:
        return presenter.words(text).text

    return Phrase(sentence.key, fill_sentence(sentence, presenter.handbook, presenter.formats, say))


def fill_sentence(
    sentence: Sentence, handbook: Handbook, formats: Formats, say: Callable[[Text], str]
) -> dict[str, str]:
    """Return what stands in each place of ``sentence``; ``say`` gives words in one language."""

    def written(value: Filled) -> str:
        match value:
            case str():
                return value
            case Key():
                return say(handbook.title_of(value))
            case tuple():
                return formats.listed([written(one) for one in value])
            case quantities.Day(day):
                return formats.day(day)
            case quantities.Count(count):
                return formats.number(Decimal(count))
            case quantities.Amount(amount, unit):
                return formats.number(as_decimal(exact(amount)), unit)
        return say(quoted(value))

    return {name: written(value) for name, value in sentence.filling.items()}
