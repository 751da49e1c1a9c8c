"""Sentences of scoring as phrases of a page: their places filled in the page's language."""

from __future__ import annotations

from decimal import Decimal

from planbook import quantities
from planbook.model.document import Key
from planbook.quantities import as_decimal, exact
from planbook.scoring.phrases import quoted
from planbook.scoring.results import Filled, Sentence
from planbook.views.pen import Pen
from planbook.views.words import Phrase


def phrase_of(sentence: Sentence, pen: Pen) -> Phrase:
    """Return ``sentence`` for the page of ``pen``: documents by title, long words cut."""
    return Phrase(
        sentence.key, {name: _written(value, pen) for name, value in sentence.filling.items()}
    )


def _written(value: Filled, pen: Pen) -> str:
    match value:
        case str():
            return value
        case Key():
            return pen.words(pen.handbook.title_of(value)).text
        case tuple():
            return pen.formats.listed([_written(one, pen) for one in value])
        case quantities.Day(day):
            return pen.formats.day(day)
        case quantities.Count(count):
            return pen.formats.number(Decimal(count))
        case quantities.Amount(amount, unit):
            return pen.formats.number(as_decimal(exact(amount)), unit)
    return pen.words(quoted(value)).text
