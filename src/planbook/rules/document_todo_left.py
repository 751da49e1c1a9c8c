"""A placeholder that was never filled in, in a document that others can see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.handbook import Handbook
from planbook.model.noun import Noun
from planbook.rules.rule import Breach, Rule
from planbook.rules.texts import find_texts

_PLACEHOLDER: Final = re.compile(r"\s*TODO\s*(?:[:：].*)?", re.IGNORECASE | re.DOTALL)


def find(document: Noun, handbook: Handbook) -> Iterator[Breach]:
    """Yield every text of an active document that is only a placeholder."""
    if not document.is_in_force:
        return
    values = handbook.documents[document.key].values
    yield from (Breach(pointer) for pointer, _ in find_texts(values, _PLACEHOLDER.fullmatch))


RULE = Rule(
    Code(
        name="document-todo-left",
        severity=Severity.ERROR,
        message={
            "en": "this is still a placeholder, and the document is not a draft",
            "zh": "这里仍是占位文字，而文档已不是草稿",
        },
        help={
            "en": "fill it in, take the line out, or write `state: draft` until it is ready",
            "zh": "请填写内容或删去这一行；还没写完就保留 `state: draft`",
        },
        fixes={"": ((Edit("write", "draft", at="/state"),),)},
        what={
            "en": "A text of a document that is in force says only `TODO`.",
            "zh": "已生效的文档里有一处文字只写着 `TODO`。",
        },
        why={
            "en": "Readers would find the word TODO where an outcome or a reason should stand. "
            "`planbook new` writes it where something has to be filled in.",
            "zh": "读者会在本该写成果或理由的地方看到 TODO。`planbook new` 用它标出要填写的地方。",
        },
        bad="specific:\n  outcome: TODO\n",
        good="specific:\n  outcome: Sell-in to distributors\n",
    ),
    Noun,
    find,
)
