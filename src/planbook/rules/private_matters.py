"""Where a text speaks of what is private: somebody's improvement plan, pay, or contact details.

Each text is looked at once for all of it, by one pattern for each list of words; only where words
of a list stand in it, names and amounts are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from planbook.model.edition import breadth
from planbook.model.handbook import Handbook
from planbook.model.improvement import Improvement
from planbook.model.person import Person
from planbook.prose_numbers.amounts import find_amounts
from planbook.prose_numbers.patterns import Pattern
from planbook.prose_numbers.script import normalise
from planbook.reading.prose_words import prose_words
from planbook.rules.contact_details import find_contact_details, may_have_contact_details
from planbook.rules.free_texts import paragraphs_of, sentences_of
from planbook.rules.people_names import PeopleNames
from planbook.rules.word_lists import WordList

_NEAR: Final = 28
"""How far an amount may stand from the word for pay that it belongs to."""

_LEAST: Final = 100
_LEAST_BARE: Final = 1000
# What comes between a word for pay and an amount that is not the pay itself.
_ANOTHER: Final = Pattern(
    r"[,，。；;!?！？\n]|销售|业绩|回款|任务|目标|营业额|订单|合同额|额|sales|revenue|target|quota|orders"
    r"|turnover|goal|budget"
)


@dataclass(frozen=True)
class PrivateMatters:
    """What the handbook keeps private of people, to be found in texts that more can see."""

    handbook: Handbook

    def find(
        self, text: str, audience: str, about: str | None, *, of_general: bool
    ) -> Iterator[tuple[int, int]]:
        """Yield where ``text`` speaks of a private matter, in order.

        ``about`` is the id of the one person whom its document is about. ``of_general`` says that
        the document is about no single person: rules of pay may stand there.
        """
        small = text.lower()
        found: set[tuple[int, int]] = set()
        if may_have_contact_details(text):
            found.update(find_contact_details(normalise(text)))
        if len(small) == len(text):
            if _plans().may_be_in(small):
                found.update(self._of_plans(text, breadth(audience), about))
            if _pay().may_be_in(small) or _salary().may_be_in(small):
                found.update(self._of_pay(text, about, of_general=of_general))
        last = 0
        for start, end in sorted(found):
            if start >= last:
                yield start, end
                last = end

    @cached_property
    def _planned(self) -> Mapping[str, int]:
        """Who has an improvement plan that runs, and how much an edition sees that sees it."""
        return {
            plan.person.id: breadth(plan.audience)
            for plan in self.handbook.all(Improvement)
            if plan.person is not None and plan.is_running
        }

    @cached_property
    def _planned_names(self) -> PeopleNames:
        return PeopleNames(p for p in self.handbook.all(Person) if p.id in self._planned)

    @cached_property
    def _names(self) -> PeopleNames:
        return PeopleNames(self.handbook.all(Person))

    def _of_plans(self, written: str, width: int, about: str | None) -> Iterator[tuple[int, int]]:
        """Yield the sentences that name an improvement plan beside somebody who is on one."""
        whom = {person for person, narrow in self._planned.items() if narrow > width}
        if not whom:
            return
        text = normalise(written)
        for first, last in paragraphs_of(written):
            if not _plans().is_in(text, first, last):
                continue
            sentences = list(sentences_of(written, first, last))
            named = [self._names_any(text[start:end], whom) for start, end in sentences]
            for place, (start, end) in enumerate(sentences):
                if not _plans().is_in(text, start, end):
                    continue
                if about in whom or any(named[max(0, place - 1) : place + 2]):
                    yield start, end

    def _names_any(self, text: str, whom: Collection[str]) -> bool:
        return any(person in whom for person, _, _ in self._planned_names.find(text))

    def _of_pay(
        self, written: str, about: str | None, *, of_general: bool
    ) -> Iterator[tuple[int, int]]:
        """Yield the sentences that tell an amount of somebody's pay."""
        text = normalise(written)
        for start, end in sentences_of(written):
            salary = list(_salary().find(text, start, end))
            pay = list(_pay().find(text, start, end))
            if not (salary or pay) or not re.search(
                r"[0-9一二三四五六七八九十百千万]", text[start:end]
            ):
                continue
            amounts = list(_amounts(text[start:end], written[start:end]))
            at = [(left + start, right + start, bare) for left, right, bare in amounts]
            if not any(_belongs(text, word, amount) for word in (*salary, *pay) for amount in at):
                continue
            is_certain = about is not None or (bool(salary) and not of_general)
            if self._is_of_somebody(text[start:end], is_certain=is_certain):
                yield start, end

    def _is_of_somebody(self, sentence: str, *, is_certain: bool) -> bool:
        """Return whether pay is one person's: named, or, where it is nobody else's, meant."""
        if next(self._names.find(sentence), None) is not None:
            return True
        if _others().is_in(sentence):
            return False
        return is_certain or _somebody().is_in(sentence)


def may_hold_private_matters(texts: str) -> bool:
    """Return whether a closer look at any of ``texts``, put one behind the other, is worth it."""
    return may_have_contact_details(texts) or _any_of_these().may_be_in(texts.lower())


def _amounts(text: str, written: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where an amount of money stands, and whether it names no currency."""
    for amount in find_amounts(text, written):
        if amount.kind == "money" and amount.value >= _LEAST:
            yield amount.span.start, amount.span.end, False
        elif amount.unit is None and amount.value >= _LEAST_BARE:
            yield amount.span.start, amount.span.end, True


def _belongs(text: str, word: tuple[int, int], amount: tuple[int, int, bool]) -> bool:
    """Return whether an amount is that of a word for pay: near it, and nothing else's.

    One without a currency follows right behind the word: 奖金 20000.
    """
    start, end, bare = amount
    between = text[word[1] : start] if word[1] <= start else text[end : word[0]]
    if bare:
        return (
            word[1] <= start
            and re.fullmatch(r"\s*(?:[:：=为是]|of|is|was)?\s*", between) is not None
        )
    return len(between) <= _NEAR and _ANOTHER.search(between) is None


@cache
def _plans() -> WordList:
    words = prose_words()
    return WordList(words.improvement_plan, but_not=words.not_improvement_plan)


@cache
def _pay() -> WordList:
    words = prose_words()
    return WordList(words.pay, but_not=words.not_pay)


@cache
def _salary() -> WordList:
    words = prose_words()
    return WordList(words.salary, but_not=words.not_pay)


@cache
def _any_of_these() -> WordList:
    words = prose_words()
    return WordList(words.improvement_plan, words.pay, words.salary)


@cache
def _others() -> WordList:
    return WordList(prose_words().others_paid)


@cache
def _somebody() -> WordList:
    return WordList(prose_words().of_somebody)
