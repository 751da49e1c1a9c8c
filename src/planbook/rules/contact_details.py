"""Telephone numbers and personal e-mail addresses in texts.

Numbers are read by their form, and only where nothing else can be meant: a mainland mobile or
landline number, one that begins with a plus, or one in national form after a word such as
"phone". Days, ids, orders and amounts look like numbers to call as well, and a wrong finding is
worse here than a missed one. See ARCHITECTURE.md for why no library does this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from planbook.prose_numbers.patterns import Pattern
from planbook.reading.prose_words import prose_words
from planbook.rules.word_lists import WordList

# What is worth a closer look: an at sign, or seven digits with little between them.
_POSSIBLE: Final = Pattern(r"[@＠]|[0-9０-９](?:[^\w\n]{0,3}[0-9０-９]){6}")
_ADDRESS: Final = Pattern(
    r"(?<![a-z0-9._%+\-])[a-z0-9](?:[a-z0-9._%+\-]{0,63})@([a-z0-9\-]{1,63}(?:\.[a-z0-9\-]{1,63}){1,4})"
)
_BEFORE: Final = r"(?<![a-z0-9_#=&%$¥€£/\\.,\-+*:@])"
_AFTER: Final = r"(?![a-z0-9_=%/\\@*]|[.,\-][0-9])"
_GAP: Final = r"[ \u00a0\-.]?"
_MOBILE: Final = Pattern(
    rf"{_BEFORE}(?:(?:\+|00)?86{_GAP})?1[3-9][0-9]{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}{_AFTER}"
)
_LANDLINE: Final = Pattern(
    rf"{_BEFORE}(?:\(0[1-9][0-9]{{1,2}}\) ?|0[1-9][0-9]{{1,2}}[ \-])"
    rf"[2-8][0-9]{{2,3}}{_GAP}[0-9]{{4}}{_AFTER}"
)
_ABROAD: Final = Pattern(
    rf"(?<![a-z0-9_#=&%$¥€£/\\.,\-+*@])\+[1-9][0-9]{{0,2}}(?:[ \u00a0\-./]?\(?[0-9]{{1,6}}\)?){{2,6}}{_AFTER}"
)
_NATIONAL: Final = Pattern(
    rf"{_BEFORE}(?:\(0?[1-9][0-9]{{1,4}}\)|0?[1-9][0-9]{{1,4}})[ \u00a0\-/.]{{0,2}}"
    rf"[0-9]{{3,4}}[ \u00a0\-.]?[0-9]{{2,6}}{_AFTER}"
)
_THOUSANDS: Final = Pattern(r"\+[0-9]{1,3}(?:[ \u00a0.,][0-9]{3})+")
_FEWEST: Final = 8
_MOST: Final = 15  # by E.164
_FEWEST_UNBROKEN: Final = 10
_FEWEST_NATIONAL: Final = 7
_NEAR: Final = 14
# What follows an amount, or a quantity, and no number to call.
_COUNTED: Final = Pattern(
    r"\s*(?:元|万|亿|块|美元|欧元|件|台|把|套|个|家|人|次|单|吨|公斤|%|‰|percent|per cent|[$€£¥]"
    r"|(?:cny|rmb|usd|eur|gbp|jpy|hkd|yuan|dollars?|euros?|pounds?|units?|pieces?|pcs|locks?"
    r"|items?|million|billion|kg|km|kwh)(?![a-z]))"
)
_CURRENCY: Final = Pattern(
    r"(?:[$€£¥]|(?<![a-z])(?:cny|rmb|usd|eur|gbp|jpy|hkd)|人民币|美元|欧元|金额|约|共|合计)\s*[+\-]?\s*$"
)


def find_contact_details(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a telephone number or a personal address stands in ``text``.

    ``text`` is normalised: half-width and in small letters.
    """
    found = [*_addresses(text), *_numbers(text)]
    last = 0
    for start, end in sorted(found):
        if start >= last:
            yield start, end
            last = end


def may_have_contact_details(text: str) -> bool:
    """Return whether a closer look is worth it, before anything is normalised."""
    return _POSSIBLE.search(text) is not None


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    for found in _ADDRESS.finditer(text):
        if _mailbox().fullmatch(found[1]):
            yield found.span()


@cache
def _mailbox() -> re.Pattern[str]:
    """Return what the host of a personal address looks like: ``gmx.*`` is ``gmx.net`` too."""
    hosts = "|".join(
        re.escape(host).replace(r"\.\*", r"\.(?:com?\.)?[a-z]{2,3}")
        for host in prose_words().mailboxes
    )
    return re.compile(hosts)


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_MOBILE, _LANDLINE):
        for found in pattern.finditer(text):
            if not _is_counted(text, *found.span()) and not _is_numbered(text, found.start()):
                yield found.span()
    for found in _ABROAD.finditer(text):
        if _is_international(found[0]) and not _is_counted(text, *found.span()):
            yield found.span()
    for found in _NATIONAL.finditer(text):
        digits = _digits(found[0])
        called = _called().is_in(text, max(0, found.start() - _NEAR), found.start())
        fits = _FEWEST_NATIONAL <= len(digits) <= _MOST and not _is_day(found[0])
        is_other = _is_counted(text, *found.span()) or _is_numbered(text, found.start())
        if called and fits and not is_other:
            yield found.span()


def _is_international(written: str) -> bool:
    digits = _digits(written)
    if not _FEWEST <= len(digits) <= _MOST or _THOUSANDS.fullmatch(written):
        return False
    return len(digits) >= _FEWEST_UNBROKEN or len(digits) + 1 < len(written)


def _is_day(written: str) -> bool:
    return (
        re.fullmatch(r"(?:19|20)[0-9]{2}[\-./ ]?[01]?[0-9][\-./ ]?[0-3]?[0-9]", written) is not None
    )


def _is_counted(text: str, start: int, end: int) -> bool:
    if _COUNTED.match(text, end) is not None:
        return True
    return _CURRENCY.search(text, max(0, start - _NEAR), start) is not None


def _is_numbered(text: str, start: int) -> bool:
    """Return whether an order, an invoice or the like is numbered so."""
    first = max(0, start - _NEAR)
    last = max((end for _, end in _numbered().find(text, first, start)), default=None)
    called = max((end for _, end in _called().find(text, first, start)), default=None)
    return last is not None and (called is None or called < last)


def _digits(written: str) -> str:
    return re.sub(r"[^0-9]", "", written)


@cache
def _called() -> WordList:
    return WordList(prose_words().called)


@cache
def _numbered() -> WordList:
    return WordList(prose_words().numbered)
