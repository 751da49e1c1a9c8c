"""Language tags: which of them there are, and which one somebody meant by ``cn`` or ``english``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from types import MappingProxyType
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from planbook.diagnostics.suggestions import closest, folded

# As one would ask for them in either language of the interface, and in their own.
_NAMES_IN: Final = ("en", "zh")
_OWN_NAMES: Final = (
    "ar", "cs", "da", "de", "el", "en", "es", "fi", "fr", "he", "hi", "hu", "id", "it", "ja",
    "ko", "ms", "nl", "no", "pl", "pt", "ro", "ru", "sv", "th", "tr", "uk", "vi", "zh",
)  # fmt: skip
_MAY_BE_ONE: Final = 40
# The two letters of a country that are another language's.
_OF_NO_COUNTRY: Final = MappingProxyType({"uk": "en"})
_OTHER_NAMES: Final = MappingProxyType(
    {
        "汉语": "zh", "华语": "zh", "国语": "zh", "普通话": "zh", "简体中文": "zh",
        "繁体中文": "zh-Hant", "mandarin": "zh", "simplifiedchinese": "zh",
        "traditionalchinese": "zh-Hant",
    }
)  # fmt: skip


def is_language_tag(tag: str) -> bool:
    """Return whether the locale data knows the language ``tag``, such as zh or pt-BR."""
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return False
    return True


def tag_meant(written: str, known: Iterable[str] = ()) -> str | None:
    """Return the tag that ``written`` stands for, or None where nobody can say.

    It may be a country for a language, another writing of the tag, or the language's name. Where
    the languages are ``known``, it is one of them, or none.
    """
    if not written or len(written) > _MAY_BE_ONE:
        return None
    wanted = tuple(known)
    found = _tags_meant(written.strip())
    if not wanted:
        return next((tag for tag in found if tag != written), None)
    among = (other for tag in found for other in wanted if _language_of(other) == _language_of(tag))
    return next(among, None)


def _tags_meant(written: str) -> Iterator[str]:
    tag = written.replace("_", "-")
    if is_language_tag(tag):
        yield _shortest(tag)
    alias = get_global("language_aliases").get(written.lower())
    if alias is not None and is_language_tag(alias):
        yield alias
    country = _OF_NO_COUNTRY.get(written.lower()) or _language_in(written.upper())
    if country is not None:
        yield country
    named, name = _tags_by_name(), folded(written)
    if name.endswith("文") and name not in named:
        name = f"{name[:-1]}语"
    if name in named:
        yield named[name]
    elif country is None and alias is None and len(name) > 3:
        near = closest(name, named, likeness=0.8)
        if near is not None:
            yield named[near]


def _shortest(tag: str) -> str:
    """Return ``tag`` without a region or script that its language has by itself."""
    locale = Locale.parse(tag, sep="-")
    likely = str(get_global("likely_subtags").get(locale.language, ""))
    parts = {part for part in (locale.script, locale.territory) if part}
    if parts <= set(likely.split("_")):
        return str(locale.language)
    return tag


def _language_of(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()


def _language_in(country: str) -> str | None:
    """Return the language that most people of ``country`` write, or None of no country."""
    spoken = get_global("territory_languages").get(country, {})
    official = (
        tag for tag, facts in spoken.items() if str(facts["official_status"]).endswith("official")
    )
    found = str(next(official, "")).partition("_")[0]
    return found if found and is_language_tag(found) else None


@cache
def _tags_by_name() -> dict[str, str]:
    names: dict[str, str] = dict(_OTHER_NAMES)
    for tag in _OWN_NAMES:
        own = Locale.parse(tag).languages.get(tag)
        if own is not None:
            names[folded(own)] = tag
    for reader in _NAMES_IN:
        for tag, name in Locale.parse(reader).languages.items():
            if "_" not in tag and is_language_tag(tag):
                names.setdefault(folded(name), tag)
    return names
