"""A text with markup that would run in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.span import span_in
from planbook.model.record import Record
from planbook.rules.readings import Readings
from planbook.rules.rule import TextRule, Violation
from planbook.rules.texts import DocumentTexts, find_texts

_ACTIVE: Final = re.compile(
    r"<\s*(?:script|iframe|object|embed|svg|style|link|meta|base|form)\b"
    r"|<[a-z][^<>]*\son[a-z]+\s*="
    r"|\b(?:javascript|vbscript):(?=\S)"
    r"|\bdata:text/html",
    re.IGNORECASE,
)
_SHOWN: Final = 40


def find(_record: Record, texts: DocumentTexts, _readings: Readings) -> Iterator[Violation]:
    """Yield every line of a text with a script, or something else that a browser would run."""
    if _ACTIVE.search(texts.everything) is None:
        return
    for pointer, first in find_texts(texts.document.values, _ACTIVE.search):
        text, line = first.string, 0
        for found in _ACTIVE.finditer(text):
            within = span_in(text, *found.span())
            if within.line > line:
                yield Violation(pointer, {"found": found[0][:_SHOWN]}, within=within)
            line = within.line


RULE = TextRule(
    Code(
        name="document-active-content",
        severity=Severity.WARNING,
        message={
            "en": "`{found}` would run in a browser; it does not get into the site as such",
            "zh": "`{found}` 会在浏览器中执行，不会原样进入网站",
        },
        help={
            "en": "take it out; texts are shown as words, Markdown keeps links, lists, tables "
            "and pictures",
            "zh": "请删去；普通文字按字面显示，Markdown 只保留链接、列表、表格和图片",
        },
        what={
            "en": "A text holds a script, an event handler such as `onerror=`, or a link that "
            "runs code.",
            "zh": "文字里含有脚本、`onerror=` 之类的事件属性，或会执行代码的链接。",
        },
        why={
            "en": "Pages never run what stands in a document: Markdown is cleaned and plain text "
            "is shown as it is written. Somebody who reviews the change should know that it was "
            "tried.",
            "zh": "页面绝不执行文档里的内容：Markdown 会被清理，普通文字按字面显示。"
            "审阅改动的人应当知道有人这样写过。",
        },
        bad='notes: "<script>alert(1)</script>"\n',
        good="notes: See the [price list](prices.pdf).\n",
    ),
    Record,
    find,
    whole_handbook=False,
)
