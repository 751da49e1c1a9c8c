"""A placeholder that was never filled in, in a document that others can see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.record import Record
from planbook.rules.readings import Readings
from planbook.rules.rule import TextRule, Violation
from planbook.rules.texts import DocumentTexts, find_texts

_LATIN: Final = r"(?:TODO|TBD|FIXME|XXX)"
_CHINESE: Final = r"(?:待填写?|待补充?|待完善|待定|未填写?)"
_ANYWHERE: Final = re.compile(rf"{_LATIN}|{_CHINESE}", re.IGNORECASE)
_PLACEHOLDER: Final = re.compile(
    r"\s*[\[({<【（「《]*\s*"
    rf"(?:{_LATIN}\b\s*(?:[:：].*)?|{_CHINESE}\s*(?:[:：].*)?)"
    r"\s*[\])}>】）」》.。…!！?？]*\s*",
    re.IGNORECASE | re.DOTALL,
)


def find(record: Record, texts: DocumentTexts, _readings: Readings) -> Iterator[Violation]:
    """Yield every value of an active document that is only a placeholder."""
    if not record.is_in_force:
        return
    known, told = texts.document, list[str]()
    if _ANYWHERE.search(texts.everything):
        told = [pointer for pointer, _ in find_texts(known.values, _PLACEHOLDER.fullmatch)]
    yield from map(Violation, told)
    for pointer in known.placeholders:
        # A text in one language stands under its language here, and not in the file.
        if not any(each == pointer or each.startswith(f"{pointer}/") for each in told):
            yield Violation(pointer, variant="comment")


RULE = TextRule(
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
        variants={
            "comment": (
                {
                    "en": "a comment beside this value says that it is a placeholder, and the "
                    "document is not a draft",
                    "zh": "这个值旁边的注释说明它只是占位，而文档已不是草稿",
                },
                {
                    "en": "write the right value and delete the comment, or write `state: draft` "
                    "until it is ready",
                    "zh": "请填写正确的值并删去注释；还没写完就保留 `state: draft`",
                },
            ),
        },
        fixes={variant: ((Edit("write", "draft", at="/state"),),) for variant in ("", "comment")},
        what={
            "en": "In a document that is in force a text says only `TODO` (or `TBD`, `待填`, "
            "`待定`), or a comment beside a value does.",
            "zh": "已生效的文档里，有一处文字只写着 `TODO`（或 `TBD`、`待填`、`待定`），或某个值旁边的"
            "注释这样写着。",
        },
        why={
            "en": "Readers would find the word TODO where an outcome or a reason should stand. "
            "`planbook new` writes it where something has to be filled in.",
            "zh": "读者会在本该写成果或理由的地方看到 TODO。`planbook new` 用它标出要填写的地方。",
        },
        bad="specific:\n  outcome: TODO\n",
        good="specific:\n  outcome: Sell-in to distributors\n",
    ),
    Record,
    find,
    whole_handbook=False,
)
