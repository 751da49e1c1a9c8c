"""Words that judge a person instead of describing what they did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from planbook.model.handbook import Handbook
from planbook.model.person import Person
from planbook.prose_numbers.patterns import Pattern
from planbook.prose_numbers.script import normalise
from planbook.reading.prose_words import prose_words
from planbook.rules.free_texts import sentences_of
from planbook.rules.people_names import PeopleNames
from planbook.rules.word_lists import WordList

_QUOTED: Final = Pattern(
    r"“[^”\n]*”|„[^“”\n]*[“”]|‘[^’\n]{2,}’(?![a-z])|「[^」\n]*」|『[^』\n]*』|«[^»\n]*»|《[^》\n]*》"
    r"|\"[^\"\n]*\"|`[^`\n]*`"
)
# How near before a word it is denied, in Chinese and in English.
_DENIED_NEAR: Final = 6
_DENIED_NEAR_LATIN: Final = 32
_SAID_NEAR: Final = 12
_ADVERB: Final = r"(?:(?:so|too|just|simply|very|really|quite|rather|often|always|a bit|a little|somewhat|completely|totally) ){0,2}"
_SAID_OF: Final = Pattern(
    rf"(?:^|(?<=[^a-z]))(?P<who>you|he|she)(?: are| is| was| were|'re|'s) {_ADVERB}$"
    rf"|(?: is| was|'s) (?P<verb>){_ADVERB}$"
)
_SAID_OF_CHINESE: Final = Pattern(
    r"(?:^|[，,。；;：: ])?(?:你|他|她|您)(?:这个?人|就是|真的?|实在)?$"
)


@dataclass(frozen=True)
class JudgingWords:
    """Finds what judges a person in a text about one."""

    handbook: Handbook

    @cached_property
    def _names(self) -> PeopleNames:
        return PeopleNames(self.handbook.all(Person))

    def find(self, written: str) -> Iterator[tuple[int, int]]:
        """Yield where a word judges somebody: not denied, and not what others said.

        Of several in one sentence it is the first: the sentence has to be written anew.
        """
        small = written.lower()
        if not (_judging().may_be_in(small) or _of_person().may_be_in(small)):
            return
        unquoted = _without_quotations(written)
        text = normalise(unquoted)
        for start, end in sentences_of(unquoted):
            found = [
                *_judging().find(text, start, end),
                *(
                    (left, right)
                    for left, right in _of_person().find(text, start, end)
                    if self._is_said_of_person(text[start:left])
                ),
            ]
            for left, right in sorted(found):
                if not _is_denied(text, start, left) and not _is_told(text[start:left]):
                    yield left, right
                    break

    def _is_said_of_person(self, before: str) -> bool:
        if before and not before[-1].isascii():
            return _SAID_OF_CHINESE.search(before) is not None or self._ends_in_name(before)
        found = _SAID_OF.search(before)
        if found is None:
            return False
        return found["who"] is not None or self._ends_in_name(before[: found.start()])

    def _ends_in_name(self, before: str) -> bool:
        # The longest name has its end at the end of what stands before.
        tail = before[-_LONGEST_NAME:]
        return any(end == len(tail) for _, _, end in self._names.find(tail))


_LONGEST_NAME: Final = 60


def _without_quotations(written: str) -> str:
    """Return a text of the same length, with blanks for what is quoted in it."""
    return _QUOTED.compiled.sub(lambda found: " " * len(found[0]), written)


def _is_denied(text: str, first: int, start: int) -> bool:
    """Return whether a word is denied, or warned against, right before it."""
    latin = text[start : start + 1].isascii()
    near = _DENIED_NEAR_LATIN if latin else _DENIED_NEAR
    # A clause that has ended denies nothing in the next.
    before = re.split(
        r"[,，、；;：:]|(?<![a-z])but(?![a-z])|但", text[max(first, start - near) : start]
    )[-1]
    return _denying().is_in(before)


def _is_told(before: str) -> bool:
    """Return whether the words are somebody else's: "the dealer said that …"."""
    for _, end in _speakers().find(before):
        if _saying().is_in(before, end, end + _SAID_NEAR):
            return True
    return False


@cache
def _judging() -> WordList:
    words = prose_words()
    return WordList(words.judging, but_not=words.not_judging)


@cache
def _of_person() -> WordList:
    words = prose_words()
    return WordList(words.judging_of_person, but_not=words.not_judging)


@cache
def _denying() -> WordList:
    return WordList(prose_words().denying)


@cache
def _speakers() -> WordList:
    return WordList(prose_words().speakers)


@cache
def _saying() -> WordList:
    return WordList(prose_words().saying)
