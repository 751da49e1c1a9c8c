"""Texts in one language, in a handbook of several."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.language import Text
from planbook.model.record import Record
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation
from planbook.rules.texts import FieldText, is_the_same_everywhere, texts_of
from planbook.rules.wordings import listed_ids


def find(record: Record, readings: Readings) -> Iterator[Violation]:
    """Yield the first text that lacks a language, with the names of all of them.

    A text in the first language alone lacks something where most texts of that field have every
    language: what nobody translates is meant to stand as it is. One without the first language
    always does.
    """
    handbook = readings.handbook
    languages = handbook.settings.languages
    if len(languages) < 2 or not record.is_in_force:
        return
    kind = handbook.kinds[record.key.kind].field
    lacking = [
        text
        for text in texts_of(handbook.documents[record.key].values, kind)
        if _lacks(text, languages)
        and (
            languages[0] not in text.words
            or (record.key.kind, text.path) in readings.translated_fields
        )
    ]
    if not lacking:
        return
    missing = [tag for tag in languages if any(tag not in text.words for text in lacking)]
    words = {
        "languages": _listed(missing),
        "fields": listed_ids(f"`{text.name}`" for text in lacking),
    }
    yield Violation(lacking[0].pointer, words)


def _lacks(text: FieldText, languages: tuple[str, ...]) -> bool:
    lacks = any(language not in text.words for language in languages)
    return lacks and not is_the_same_everywhere(text)


def _listed(tags: list[str]) -> Text:
    return {
        "en": ", ".join(f"`{tag}`" for tag in tags),
        "zh": "、".join(f"`{tag}`" for tag in tags),
    }


RULE = ReadingRule(
    Code(
        name="text-without-translation",
        severity=Severity.HINT,
        message={
            "en": "not translated, missing in {languages}: {fields}",
            "zh": "缺少 {languages} 的译文：{fields}",
        },
        help={
            "en": "give each of them its words in every language of the handbook, in the form "
            "`{{en: Grow sales, zh: 提升销售额}}`",
            "zh": "请为每一处写上手册的各种语言，格式为 `{{zh: 提升销售额, en: Grow sales}}`",
        },
        what={
            "en": "A handbook in several languages has texts that lack one, in fields that are "
            "mostly translated. Names of people and partners, and texts of a single word, are not "
            "meant. A document is told once.",
            "zh": "多语言手册里，某些文字缺少其中一种语言，而同一字段的其他文字大多有译文。"
            "人名、伙伴名称和单个词不算。每份文档只提示一次。",
        },
        why={
            "en": "Whoever reads the other language finds a page that is half in a language they do "
            "not read, and mostly that is noticed by nobody who could write it.",
            "zh": "读另一种语言的人会看到一页半懂不懂的文字，而能补上译文的人往往注意不到。",
        },
        bad="# languages: [en, zh], and other goals have both\ntitle: Grow sales\n",
        good="title: {en: Grow sales, zh: 提升销售额}\n",
    ),
    Record,
    find,
)
