"""Texts that people are held to, and that say nothing that one could see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planbook.diagnostics.codes.score import TEXT_VAGUE
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.diagnostics.pointer import escape_pointer
from planbook.language import Text, words_in
from planbook.model.action import Action
from planbook.model.document import Key
from planbook.model.growth import Growth
from planbook.model.handbook import Handbook
from planbook.model.improvement import Improvement
from planbook.model.ladder import Ladder
from planbook.model.objective import Objective
from planbook.model.record import Record
from planbook.model.review import Review
from planbook.model.role import Role
from planbook.model.rubric import Lexicon, Rubric
from planbook.prose_numbers.figures import has_figure
from planbook.scoring.lexicon import find_words

Texts = Iterator[tuple[str, Text]]


def check_vague_texts(handbook: Handbook, rubric: Rubric) -> Outcome[Handbook]:
    """Return ``handbook`` as it is, and a finding for each vague text without a figure.

    Goals are judged with their SMART score. A text with a figure of its own beside it, the measure
    of an objective or the metric of a duty, may be as short as it likes.
    """
    findings = tuple(
        finding for key in handbook.records for finding in vague_texts_of(key, handbook, rubric)
    )
    return Outcome(handbook, findings)


def vague_texts_of(key: Key, handbook: Handbook, rubric: Rubric) -> Iterator[Finding]:
    """Yield the vague texts of one document, as `check_vague_texts` finds them."""
    record = handbook.records[key]
    if not record.is_in_force:
        return
    for pointer, text in _texts_of(record):
        words = vague_words(text, rubric.words, handbook.settings.languages)
        if words:
            origin = handbook.documents[key].origin
            place = Place(origin.path, origin.index, pointer)
            yield TEXT_VAGUE.at(place, subject=str(key), words=listed(words))


def vague_words(
    text: Text, lexicon: Lexicon, languages: tuple[str, ...]
) -> Mapping[str, tuple[str, ...]]:
    """Return the vague words of ``text`` by language; none where a figure stands beside them.

    It is judged in the handbook's first language.
    """
    if not _vague_in(words_in(text, languages), lexicon):
        return {}
    found = {language: _vague_in(words, lexicon) for language, words in text.items()}
    return {language: words for language, words in found.items() if words}


def _vague_in(said: str, lexicon: Lexicon) -> tuple[str, ...]:
    if has_figure(said):
        return ()
    return tuple(dict.fromkeys(hit.word for hit in find_words(said, lexicon.vague)))


def listed(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return ``words`` as a list in each language."""
    return {
        language: ("、" if language == "zh" else ", ").join(each)
        for language, each in words.items()
    }


def _texts_of(record: Record) -> Texts:
    match record:
        case Objective():
            if record.measure is None:
                yield "/title", record.title
        case Role():
            for position, duty in enumerate(record.duties):
                if not duty.metrics:
                    yield f"/duties/{position}/title", duty.title
        case Ladder():
            yield from _expectations(record)
        case Improvement():
            yield from _improvement(record)
        case Review():
            yield from _titles("/decisions", record.decisions)
        case Growth():
            for position, action in enumerate(record.actions):
                yield f"/actions/{position}/success", action.success


def _improvement(plan: Improvement) -> Texts:
    yield "/target", plan.target
    yield from _titles("/actions", plan.actions)
    for position, checkpoint in enumerate(plan.checkpoints):
        yield f"/checkpoints/{position}/expect", checkpoint.expect


def _titles(pointer: str, actions: Iterable[Action]) -> Texts:
    """Yield what was decided and is open: what is done says by itself what was meant."""
    for position, action in enumerate(actions):
        if not action.done:
            yield f"{pointer}/{position}", action.title


def _expectations(ladder: Ladder) -> Texts:
    for position, level in enumerate(ladder.levels):
        for competency, expected in level.expectations.items():
            pointer = f"/levels/{position}/expectations/{escape_pointer(competency)}"
            for at, text in enumerate(expected):
                yield f"{pointer}/{at}", text
