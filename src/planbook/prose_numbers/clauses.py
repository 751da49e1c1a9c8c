"""Clauses: what stands between two marks of punctuation."""

from __future__ import annotations

import re

from planbook.prose_numbers.spans import Span

_END = re.compile(
    r"[，;；。!！?？\n、]|[:：](?![0-9])|[,.](?![0-9])(?=\s|$)|(?<=[一-鿿]),(?![0-9])|——| - "
)
_REACH = 300


def clause_around(text: str, span: Span) -> Span:
    """Return the clause of ``text`` around ``span``, at most 300 characters on either side."""
    start = max(0, span.start - _REACH)
    for match in _END.finditer(text, start, span.start):
        start = match.end()
    after = _END.search(text, span.end, span.end + _REACH)
    return Span(start, after.start() if after else min(len(text), span.end + _REACH))
