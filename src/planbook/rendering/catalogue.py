"""The words of the interface in one language, as templates ask for them: ``ui("goal.owner")``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeAlias

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from planbook.language import spoken_languages
from planbook.views.words import Apart, Joined, Phrase, Telling, Told

Translator: TypeAlias = Callable[..., str]
"""``ui(key, **values)``: the words of ``key``, its ``{placeholders}`` filled with ``values``.

``ui(key, language)`` gives those of another language than the page's."""

_TOLD: Final = (Phrase, Telling, Joined, Apart)
_PLACEHOLDER: Final = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")


class MissingWordsError(LookupError):
    """A template asked for words that the theme does not have."""


def make_translator(words: Mapping[str, Mapping[str, str]], language: str) -> Translator:
    """Return the function that gives templates the words of ``language``.

    With ``count=`` it takes the form that the language's plural rule asks for; with ``form=`` that
    of another number, where a script is to fill in the count. The words are plain text; where a
    value is markup, so is the result, with all the rest escaped. A value may be a phrase of the
    catalogue itself, or several things in a row. Behind the key may stand another language to
    speak; which templates do so is known to ``digest_theme``. Raises MissingWordsError for an
    unknown key and for a placeholder without a value.
    """
    languages = spoken_languages(language, tuple(words))
    locales = {tag: _locale_of(tag) for tag in languages}
    plain = words_without_places(words, language)
    pieces: dict[str, list[str]] = {}
    others: dict[str, Translator] = {}

    def ui(key: str, other: str = "", /, **values: object) -> str:
        if other and other != language:
            if other not in others:
                others[other] = make_translator(words, other)
            return others[other](key, **values)
        if not values and key in plain:
            return plain[key]
        count = values.get("count")
        like = values.pop("form", count)
        for tag in languages:
            found = _find_words(words[tag], key, like, locales[tag])
            if found is not None:
                if "count" in values:
                    values["count"] = _written_count(count, locales[tag])
                if found not in pieces:
                    pieces[found] = _PLACEHOLDER.split(found)
                for name, value in values.items():
                    if isinstance(value, _TOLD):
                        values[name] = _written(value, ui, tag)
                return _fill(key, pieces[found], values)
        raise MissingWordsError(
            f"there are no words for `{key}` in {', '.join(languages) or 'any language'}"
        )

    # A plain function: the sandbox lets templates call it and see nothing inside.
    return ui


def make_writer(words: Mapping[str, Mapping[str, str]], language: str) -> Callable[[Told], str]:
    """Return the function that writes what is told in a sentence as text of ``language``."""
    ui, spoken = make_translator(words, language), spoken_languages(language, tuple(words))
    tag = next(iter(spoken), language)
    return lambda told: str(_written(told, ui, tag))


def words_without_places(words: Mapping[str, Mapping[str, str]], language: str) -> dict[str, str]:
    """Return the words that need nothing filled in: most of what a page asks for."""
    found: dict[str, str] = {}
    for tag in spoken_languages(language, tuple(words)):
        for key, text in words[tag].items():
            found.setdefault(key, text)
    return {key: text for key, text in found.items() if not _PLACEHOLDER.search(text)}


def _find_words(
    words: Mapping[str, str], key: str, count: object, locale: Locale | None
) -> str | None:
    if isinstance(count, (int, float, Decimal)):
        form = locale.plural_form(count) if locale else "other"
        for name in (f"{key}.{form}", f"{key}.other"):
            if name in words:
                return words[name]
    return words.get(key)


def _fill(key: str, pieces: Sequence[str], values: Mapping[str, object]) -> str:
    """Return the words of ``key``: every second one of ``pieces`` is the name of a value."""
    for name in pieces[1::2]:
        if name not in values:
            raise MissingWordsError(f"the words of `{key}` need a value for `{name}`")
    filled = list(pieces)
    if not any(hasattr(value, "__html__") for value in values.values()):
        for place in range(1, len(filled), 2):
            filled[place] = str(values[filled[place]])
        return "".join(filled)
    for place, piece in enumerate(pieces):
        filled[place] = str(escape(values[piece] if place % 2 else piece))
    return Markup("".join(filled))


def _written(told: object, ui: Translator, tag: str) -> object:
    """Return what is told in a place of a sentence, in the words of ``tag``; markup as it is."""
    match told:
        case Phrase(key, arguments) | Telling(key, arguments):
            return ui(key, **arguments)
        case Joined(between, parts):
            written = [_written(part, ui, tag) for part in parts]
            markup = any(hasattr(part, "__html__") for part in written)
            words = ui(between) if between else ""
            if not markup:
                return words.join(map(str, written))
            return Markup(escape(words)).join(map(escape, written))
        case Apart(inner, behind):
            written_inner = _written(inner, ui, tag)
            return _apart(written_inner, behind=behind) if is_chinese(tag) else written_inner
    return told


def _apart(written: object, *, behind: bool) -> object:
    """Return words for the middle of a Chinese sentence, where figures and letters stand apart."""
    words = str(written)
    before = " " if words[:1].isascii() else ""
    after = " " if behind and words[-1:].isascii() else ""
    if not hasattr(written, "__html__"):
        return f"{before}{words}{after}"
    return Markup("").join((before, written, after))


def is_chinese(tag: str) -> bool:
    """Return whether a language is Chinese, of whatever country and script."""
    return tag.partition("-")[0] == "zh"


def _written_count(count: object, locale: Locale | None) -> object:
    # Most counts are small, and Babel takes its time.
    if isinstance(count, int) and abs(count) < 1000:
        return str(count)
    if isinstance(count, (int, float, Decimal)) and locale:
        return format_decimal(count, locale=locale)
    return count


def _locale_of(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
