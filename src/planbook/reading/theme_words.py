"""Whether a project's own words of the interface are words that anything asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Final

import msgspec
from babel import Locale, UnknownLocaleError

from planbook.diagnostics.codes.theme import (
    THEME_PLACEHOLDER,
    THEME_PLACEHOLDER_MISSING,
    THEME_UNKNOWN_WORD,
    THEME_WORDS_MISSING,
)
from planbook.diagnostics.finding import Finding, Place
from planbook.diagnostics.suggestions import closest, did_you_mean, in_a_row
from planbook.language import tags_of

PLURAL_FORMS: Final = frozenset({"zero", "one", "two", "few", "many", "other"})
"""The forms that a counted word may have, as the Unicode CLDR names them."""

_MOST_NAMED: Final = 12

_PLACEHOLDER: Final = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
_QUOTED: Final = re.compile(r"""["']([A-Za-z][\w.-]*)["']""")


class OwnWords(msgspec.Struct, frozen=True):
    """Words that a project gives a key in one of its files; ``place`` is where they stand."""

    key: str
    words: str
    place: Place


def counted(key: str) -> str:
    """Return the word that ``key`` is a counted form of, empty where it is none."""
    word, _, form = key.rpartition(".")
    return word if form in PLURAL_FORMS else ""


def check_words(
    own: Iterable[OwnWords], builtin: Iterable[Mapping[str, str]], templates: Iterable[str]
) -> Iterator[Finding]:
    """Yield what is wrong with a project's own words, none of which any page could show.

    ``builtin`` are the words that come with planbook, by language; ``templates`` the texts of the
    project's templates, which may ask for words of their own.
    """
    own = tuple(own)
    if not own:
        return
    allowed: dict[str, frozenset[str]] = {}
    needed: dict[str, frozenset[str]] = {}
    for words in builtin:
        for key, text in words.items():
            word, names = counted(key) or key, _placeholders(text)
            allowed[word] = allowed.get(word, frozenset()) | names
            # The other forms may say their number in a word: "one goal".
            if word == key or key.endswith(".other"):
                needed[word] = needed.get(word, names) & names
    asked = {name for text in templates for name in _QUOTED.findall(text)}
    for one in own:
        word = counted(one.key) or one.key
        if word in allowed:
            yield from _check_placeholders(one, allowed[word], needed.get(word, frozenset()))
        elif not _is_asked_for(word, asked):
            hint = did_you_mean(closest(word, allowed))
            yield THEME_UNKNOWN_WORD.at(one.place, key=one.key, hint=hint)


def check_languages(
    languages: Sequence[str], words: Mapping[str, Mapping[str, str]], places: Mapping[str, Place]
) -> Iterator[Finding]:
    """Yield the languages of the site that lack words of the interface, with the keys.

    ``words`` are those of the theme by language, ``places`` the file that each was last read from.
    """
    # A key may end in "other" because it names something else, and not because it is counted.
    counts = {
        counted(key)
        for each in words.values()
        for key, text in each.items()
        if key.endswith(".other") and "count" in _placeholders(text)
    }
    wanted = dict.fromkeys(
        word if (word := counted(key)) in counts else key for each in words.values() for key in each
    )
    for position, language in enumerate(languages):
        own = [tag for tag in tags_of(language) if tag in words]
        if not own:
            place = Place("planbook.yaml", pointer=f"/languages/{position}")
            yield THEME_WORDS_MISSING.at(place, variant="all", language=language)
            continue
        forms = _forms_of(language)
        known = {key for tag in own for key in words[tag]}
        missing = [
            name
            for key in wanted
            for name in ([f"{key}.{form}" for form in forms] if key in counts else [key])
            if name not in known and key not in known
        ]
        if missing:
            yield THEME_WORDS_MISSING.at(
                places[own[0]],
                language=language,
                count=str(len(missing)),
                keys=in_a_row(missing, most=_MOST_NAMED),
            )


def _forms_of(language: str) -> tuple[str, ...]:
    """Return the forms that a counted word has in ``language``, ``other`` last."""
    try:
        tags = Locale.parse(language, sep="-").plural_form.tags
    except (UnknownLocaleError, ValueError):
        tags = frozenset()
    return (*sorted(tags - {"other"}), "other")


def _is_asked_for(word: str, asked: Set[str]) -> bool:
    # "status." in a template is the beginning of a key that is put together there.
    return word in asked or any(name.endswith(".") and word.startswith(name) for name in asked)


def _check_placeholders(
    own: OwnWords, allowed: frozenset[str], needed: frozenset[str]
) -> Iterator[Finding]:
    written = _placeholders(own.words)
    for name in sorted(written - allowed):
        yield THEME_PLACEHOLDER.at(
            own.place,
            key=own.key,
            name=name,
            hint=did_you_mean(closest(name, allowed)),
            allowed=in_a_row(f"{{{one}}}" for one in sorted(allowed)),
        )
    # What is misspelt is not missing as well.
    if written <= allowed and (not counted(own.key) or own.key.endswith(".other")):
        for name in sorted(needed - written):
            yield THEME_PLACEHOLDER_MISSING.at(own.place, key=own.key, name=name)


def _placeholders(words: str) -> frozenset[str]:
    return frozenset(_PLACEHOLDER.findall(words))
