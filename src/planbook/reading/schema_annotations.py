"""planbook's own annotations in a project's schemas: each where it is read, and none misspelt.

Where an annotation is not read, it does nothing: what it was to keep from others would be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, get_args

import msgspec

from planbook.diagnostics.pointer import escape_pointer
from planbook.diagnostics.suggestions import closest, did_you_mean
from planbook.language import Text
from planbook.model.edition import Audience
from planbook.reading.schema_fields import type_of
from planbook.reading.schema_references import (
    LISTED_CHILDREN,
    NAMED_CHILDREN,
    SINGLE_CHILDREN,
    Problem,
    Schema,
)

_FLAGS: Final = ("x-subject", "x-author", "x-markdown")
_BY_VALUE: Final = "x-default-audience"
_OF_FIELDS: Final = ("x-audience", "x-ref", *_FLAGS, _BY_VALUE)
_OF_KINDS: Final = ("x-plural", "x-practices")
_KNOWN: Final = frozenset(
    {
        *_OF_FIELDS, *_OF_KINDS, "x-words", "x-short", "x-renamed", "x-names", "x-synonyms",
        "x-unit",
    }
)  # fmt: skip
NUMBER_UNITS: Final = ("ratio", "minutes", "hours")
"""What a number may count, by ``x-unit``: a ratio is 1 where people say 100 %."""
_PARTS: Final = ("$defs", "definitions")


def check_annotations(schema: Schema) -> Iterator[Problem]:
    """Yield what is wrong with the annotations that an author wrote into ``schema``.

    ``schema`` is a project's own, before it is merged into anything.
    """
    for name in (*_OF_FIELDS, "x-short"):
        if name in schema:
            yield f"/{name}", _ON_A_KIND
    yield from _check(schema, "", top=True, read=True)


def find_unread(schema: Schema) -> Iterator[Problem]:
    """Yield the annotations in the effective ``schema`` that its fields do not carry.

    ``schema`` is written out. A part that refers to itself is not gone into for ever, so what
    is kept from others in it would be shown further down.
    """
    yield from _find_unread(schema, "", schema.get("$defs", {}))


def unknown_kinds(schema: Schema, kinds: Iterable[str]) -> Iterator[Problem]:
    """Yield where ``schema`` refers to what is none of ``kinds``."""
    known = tuple(kinds)
    for part, pointer, _ in _parts(schema, "", read=True):
        for position, name in enumerate(part.get("x-ref", ())):
            if name not in known:
                yield f"{pointer}/x-ref/{position}", _unknown_kind(name, known)


class _Child(msgspec.Struct, frozen=True):
    """A schema inside another one; ``read`` says whether planbook reads its annotations."""

    schema: Any
    pointer: str
    read: bool
    name: bool = False  # whether it is about the names of a mapping


def _children(schema: Schema, pointer: str) -> Iterator[_Child]:
    for keyword, value in schema.items():
        below = f"{pointer}/{escape_pointer(keyword)}"
        if keyword in (*NAMED_CHILDREN, "definitions") and isinstance(value, Mapping):
            read = keyword in ("properties", *_PARTS)
            for name, part in value.items():
                yield _Child(part, f"{below}/{escape_pointer(name)}", read)
        elif keyword in LISTED_CHILDREN and isinstance(value, list):
            for position, part in enumerate(value):
                yield _Child(part, f"{below}/{position}", read=False)
        elif keyword in SINGLE_CHILDREN:
            yield _Child(
                value,
                below,
                read=keyword in ("items", "additionalProperties", "propertyNames"),
                name=keyword == "propertyNames",
            )


def _parts(schema: Any, pointer: str, *, read: bool) -> Iterator[tuple[Schema, str, bool]]:
    """Yield every schema in ``schema``, itself included, its pointer and whether it is read."""
    if not isinstance(schema, Mapping):
        return
    yield schema, pointer, read
    for child in _children(schema, pointer):
        yield from _parts(child.schema, child.pointer, read=read and child.read)


def _check(
    schema: Any, pointer: str, *, top: bool = False, read: bool, of_names: bool = False
) -> Iterator[Problem]:
    if not isinstance(schema, Mapping):
        return
    for keyword, value in schema.items():
        below = f"{pointer}/{escape_pointer(keyword)}"
        if keyword.startswith("x-"):
            problem = _problem_of(keyword, value)
            if problem is None and keyword == "x-short" and not _is_short_for(value, schema):
                problem = _SHORT_FOR_NOTHING
            if problem is None and keyword in _OF_KINDS and not top:
                problem = _inside_a_kind(keyword)
            here = read and (keyword == "x-ref" or not of_names)
            if problem is None and keyword in _OF_FIELDS and not here:
                problem = _not_read(keyword)
            if problem is None and keyword == _BY_VALUE:
                yield from _check_by_value(value, schema, pointer)
            if problem is not None:
                yield below, problem
    for child in _children(schema, pointer):
        yield from _check(
            child.schema, child.pointer, read=read and child.read, of_names=child.name
        )


def _problem_of(keyword: str, value: Any) -> Text | None:
    if keyword not in _KNOWN:
        hint = did_you_mean(closest(keyword, _KNOWN))
        return {
            "en": f"planbook knows no annotation `{keyword}`: {hint['en']}there are "
            f"{', '.join(sorted(_KNOWN))}",
            "zh": f"没有 `{keyword}` 这个标注：{hint['zh']}可用的有 {'、'.join(sorted(_KNOWN))}",
        }
    if keyword == "x-audience" and value not in get_args(Audience):
        # A mistyped audience must not show to everyone what was to be kept from them.
        return _UNKNOWN_AUDIENCE
    if keyword in ("x-ref", "x-practices", "x-names") and not (
        isinstance(value, list) and all(isinstance(entry, str) for entry in value)
    ):
        return _NOT_A_LIST_OF_WORDS
    if keyword == "x-subject" and isinstance(value, Mapping):
        return None if _is_how_a_subject_sees(value) else _NOT_SEES_OWN
    if keyword == "x-unit" and value not in NUMBER_UNITS:
        return _UNKNOWN_UNIT
    if keyword in _FLAGS and not isinstance(value, bool):
        return _NOT_TRUE_OR_FALSE
    if keyword == _BY_VALUE and not (
        isinstance(value, Mapping)
        and all(audience in get_args(Audience) for audience in value.values())
    ):
        return _NOT_AUDIENCES_BY_VALUE
    if keyword == "x-words" and not (
        isinstance(value, Mapping) and all(isinstance(words, Mapping) for words in value.values())
    ):
        return _NOT_WORDS
    if keyword == "x-synonyms" and not (
        isinstance(value, Mapping)
        and all(
            isinstance(words, list) and all(isinstance(word, str) for word in words)
            for words in value.values()
        )
    ):
        return _NOT_SYNONYMS
    if keyword == "x-renamed" and not (
        isinstance(value, Mapping) and all(isinstance(now, str) for now in value.values())
    ):
        return _NOT_NAMES
    return None


def _is_how_a_subject_sees(value: Mapping[str, Any]) -> bool:
    return value.keys() == {"sees_own"} and isinstance(value["sees_own"], bool)


def _check_by_value(value: Mapping[str, Any], schema: Schema, pointer: str) -> Iterator[Problem]:
    """Yield what is wrong with default audiences by value: where they stand, and for what."""
    below = f"{pointer}/{_BY_VALUE}"
    name = pointer.removeprefix("/properties/")
    if name == pointer or "/" in name:
        yield below, _NOT_OF_A_DOCUMENT
        return
    options = [str(option) for option in schema.get("enum", ())]
    for named in value:
        if options and named not in options:
            yield f"{below}/{escape_pointer(named)}", _no_such_option(named, options)


def _is_short_for(value: Any, schema: Schema) -> bool:
    """Return whether a bare text can be short for ``value``: a list, or a property beside it."""
    if value == "[]":
        return "items" in schema
    return isinstance(value, str) and value in schema.get("properties", {})


def _find_unread(schema: Any, pointer: str, parts: Mapping[str, Any]) -> Iterator[Problem]:
    if not isinstance(schema, Mapping):
        return
    if "$ref" in schema:
        name = str(schema["$ref"]).removeprefix("#/$defs/")
        for keyword in _annotations_behind(name, parts, set()):
            yield pointer, _in_itself(keyword)
            return
    type_ = type_of(schema)
    for child in _children({k: v for k, v in schema.items() if k not in _PARTS}, pointer):
        keyword = child.pointer[len(pointer) + 1 :].partition("/")[0]
        if (keyword in ("properties", "additionalProperties") and type_ == "mapping") or (
            keyword == "items" and type_ == "list"
        ):
            yield from _find_unread(child.schema, child.pointer, parts)
            continue
        for part, below, _ in _parts(child.schema, child.pointer, read=False):
            for annotation in _OF_FIELDS:
                read_of_names = (
                    keyword == "propertyNames"
                    and annotation == "x-ref"
                    and below == child.pointer
                    and type_ == "mapping"
                )
                if annotation in part and not read_of_names:
                    yield f"{below}/{annotation}", _not_read(annotation)


def _annotations_behind(name: str, parts: Mapping[str, Any], seen: set[str]) -> Iterator[str]:
    if name in seen:
        return
    seen.add(name)
    for part, _, _ in _parts(parts.get(name), "", read=True):
        yield from (annotation for annotation in _OF_FIELDS if annotation in part)
        if "$ref" in part:
            below = str(part["$ref"]).removeprefix("#/$defs/")
            yield from _annotations_behind(below, parts, seen)


def _not_read(keyword: str) -> Text:
    return {
        "en": f"`{keyword}` has no effect here: write it at the property itself, under "
        "`properties`, `items` or `additionalProperties` alone",
        "zh": f"`{keyword}` 写在这里不起作用：请写在字段本身，"
        "即只经过 `properties`、`items`、`additionalProperties` 的位置",
    }


def _inside_a_kind(keyword: str) -> Text:
    return {
        "en": f"`{keyword}` belongs to the kind: write it at the top of the file",
        "zh": f"`{keyword}` 属于种类本身：请写在文件最外层",
    }


def _no_such_option(named: str, options: list[str]) -> Text:
    hint = did_you_mean(closest(named, options))
    return {
        "en": f"`{named}` is not in the `enum` beside it: {hint['en']}there are "
        f"{', '.join(options)}",
        "zh": f"同级的 `enum` 里没有 `{named}`：{hint['zh']}可用的有 {'、'.join(options)}",
    }


def _in_itself(keyword: str) -> Text:
    return {
        "en": f"this part refers to itself, and `{keyword}` in it has no effect further down: "
        "write out as many levels as are needed",
        "zh": f"这个部分引用了自身，其中的 `{keyword}` 对更深的层不起作用：请把需要的层逐层写出",
    }


def _unknown_kind(name: str, known: Iterable[str]) -> Text:
    hint = did_you_mean(closest(name, known))
    return {
        "en": f"`x-ref` names the kind `{name}`, which does not exist: {hint['en']}there are "
        f"{', '.join(known)}",
        "zh": f"`x-ref` 写的种类 `{name}` 不存在：{hint['zh']}可用的有 {'、'.join(known)}",
    }


_ON_A_KIND: Final[Text] = {
    "en": "this belongs to a property; whom a whole document is for is said by "
    '`"properties": {"audience": {"default": "private"}}`',
    "zh": "这个标注只用于字段；整份文档给谁看，请写 "
    '`"properties": {"audience": {"default": "private"}}`',
}
_UNKNOWN_AUDIENCE: Final[Text] = {
    "en": "`x-audience` is public, team or private",
    "zh": "`x-audience` 只能是 public、team 或 private",
}
_NOT_SEES_OWN: Final[Text] = {
    "en": 'write true, or {"sees_own": false} for a document that its subject does not see',
    "zh": '请写 true；不让当事人看到的文档，请写 {"sees_own": false}',
}
_NOT_AUDIENCES_BY_VALUE: Final[Text] = {
    "en": 'write an audience (public, team or private) for each value: {"warning": "private"}',
    "zh": '请为每个取值写可见范围（public、team 或 private）：{"warning": "private"}',
}
_NOT_OF_A_DOCUMENT: Final[Text] = {
    "en": "`x-default-audience` is about the whole document: write it at one of the document's own "
    "properties",
    "zh": "`x-default-audience` 针对整份文档：请写在文档最外层的某个字段上",
}
_SHORT_FOR_NOTHING: Final[Text] = {
    "en": "write `[]` beside `items`, or the name of one of the `properties` beside it",
    "zh": "请写 `[]`（与 `items` 同级），或同级 `properties` 中的一个字段名",
}
_UNKNOWN_UNIT: Final[Text] = {
    "en": "it is `ratio`, `minutes` or `hours`",
    "zh": "只能写 `ratio`、`minutes` 或 `hours`",
}
_NOT_NAMES: Final[Text] = {
    "en": "former names of properties belong here, each with its name of today",
    "zh": "这里应是字段的旧名，各自对应现在的名称",
}
_NOT_SYNONYMS: Final[Text] = {
    "en": 'other words for each value belong here: {"online": ["remote", "线上"]}',
    "zh": '这里应按取值写其他叫法：{"online": ["remote", "线上"]}',
}
_NOT_A_LIST_OF_WORDS: Final[Text] = {"en": "a list of words belongs here", "zh": "这里应是词的列表"}
_NOT_TRUE_OR_FALSE: Final[Text] = {
    "en": "true or false belongs here",
    "zh": "这里应是 true 或 false",
}
_NOT_WORDS: Final[Text] = {
    "en": 'words by language belong here: {"zh": {"title": "…", "description": "…"}}',
    "zh": '这里应按语言写：{"zh": {"title": "…", "description": "…"}}',
}
