"""What a project's schema is written with: keywords, patterns, formats and references.

Anything that planbook does not read is refused here, as it would have no effect, or another one
than in the editor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from planbook.diagnostics.pointer import escape_pointer
from planbook.diagnostics.suggestions import closest, did_you_mean
from planbook.language import Text
from planbook.reading.schema_references import (
    ANNOTATIONS,
    LISTED_CHILDREN,
    NAMED_CHILDREN,
    SINGLE_CHILDREN,
    Problem,
    Schema,
    UnresolvableReferenceError,
    follow,
)
from planbook.reading.violations import SchemaValidator, UnusableSchemaError

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_ASSERTIONS: Final = frozenset(
    {
        "$schema", "$id", "$ref", "definitions", "type", "enum", "const", "multipleOf", "maximum",
        "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern",
        "maxItems", "minItems", "uniqueItems", "maxContains", "minContains", "maxProperties",
        "minProperties", "required", "dependentRequired", "format", "contentEncoding",
        "contentMediaType", "contentSchema",
    }
)  # fmt: skip
_KEYWORDS: Final = frozenset(
    {*_ASSERTIONS, *ANNOTATIONS, *NAMED_CHILDREN, *LISTED_CHILDREN, *SINGLE_CHILDREN}
)
_UNFOLLOWED: Final = ("$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$vocabulary")
_EARLIER: Final[Mapping[str, str]] = {
    "dependencies": "dependentRequired` / `dependentSchemas",
    "additionalItems": "prefixItems` / `items",
    "id": "$id",
    "divisibleBy": "multipleOf",
    "disallow": "not",
    "extends": "allOf",
}
_IN_PLACE_ONE: Final = ("if", "then", "else", "not")
_IN_PLACE_LISTED: Final = ("allOf", "anyOf", "oneOf")

# What other readers of regular expressions (editors among them) do not know, or read otherwise.
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_BESIDE_THE_STANDARD: Final = re.compile(
    r"(?P<flags>\(\?(?!:|<[A-Za-z_]|=|!|<=|<!)[^)]{0,12})|(?P<named>\[\[:)|(?P<greedy>[*+?}]\+)"
)
_ANCHORS: Final = frozenset("AzZG")
_LOOKS_AROUND: Final = re.compile(r"\(\?(?:=|!|<=|<!)")
_REFERS_BACK: Final = re.compile(r"\\[1-9]|\\k<")


def check_keywords(schema: Schema) -> Iterator[Problem]:
    """Yield the keywords of ``schema``, a project's own, that planbook does not read as written."""
    yield from _check(schema, "", top=True)


def find_circles(schema: Schema, file: str, files: Mapping[str, Schema]) -> Iterator[Problem]:
    """Yield the references of ``schema`` (absolute; it is ``file``) that lead back to themselves.

    A part may hold itself further down, as a folder holds folders. Here it would have to be
    looked at before it is looked at, without end.
    """
    done: set[str] = set()
    for start in (f"{file}#", *(target for _, target in references_in(schema))):
        within: dict[str, str] = {}
        waiting: list[tuple[str, Iterator[tuple[str, str]] | None]] = [(start, None)]
        while waiting:
            part, below = waiting.pop()
            if below is None:
                if part in done or part.partition("#")[0] != file:
                    continue
                within[part] = part
                below = _leads_to(part, files)
            found = next(below, None)
            if found is None:
                within.pop(part, None)
                done.add(part)
                continue
            waiting.append((part, below))
            pointer, target = found
            if target in within:
                yield f"{part.partition('#')[2]}{pointer}", _CIRCLE
                done.update(within)
                return
            waiting.append((target, None))


def _leads_to(reference: str, files: Mapping[str, Schema]) -> Iterator[tuple[str, str]]:
    try:
        return _in_place(follow(reference, files), "")
    except UnresolvableReferenceError:
        return iter(())


def _in_place(schema: Any, pointer: str) -> Iterator[tuple[str, str]]:
    """Yield the references that are followed for the very value that ``schema`` is for."""
    if not isinstance(schema, Mapping):
        return
    if isinstance(schema.get("$ref"), str):
        yield f"{pointer}/$ref", schema["$ref"]
    for keyword in _IN_PLACE_ONE:
        yield from _in_place(schema.get(keyword), f"{pointer}/{keyword}")
    for keyword in _IN_PLACE_LISTED:
        listed = schema.get(keyword)
        for position, part in enumerate(listed if isinstance(listed, list) else ()):
            yield from _in_place(part, f"{pointer}/{keyword}/{position}")
    named = schema.get("dependentSchemas")
    for name, part in (named if isinstance(named, Mapping) else {}).items():
        yield from _in_place(part, f"{pointer}/dependentSchemas/{escape_pointer(name)}")


def references_in(schema: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Yield every reference of ``schema``: its own pointer, and where it leads."""
    if not isinstance(schema, Mapping):
        return
    if isinstance(schema.get("$ref"), str):
        yield f"{pointer}/$ref", schema["$ref"]
    for part, below in _children(schema, pointer):
        yield from references_in(part, below)


def _children(schema: Schema, pointer: str) -> Iterator[tuple[Any, str]]:
    for keyword, value in schema.items():
        below = f"{pointer}/{escape_pointer(keyword)}"
        if keyword in (*NAMED_CHILDREN, "definitions") and isinstance(value, Mapping):
            for name, part in value.items():
                yield part, f"{below}/{escape_pointer(name)}"
        elif keyword in LISTED_CHILDREN and isinstance(value, list):
            for position, part in enumerate(value):
                yield part, f"{below}/{position}"
        elif keyword in SINGLE_CHILDREN:
            yield value, below


def _check(schema: Any, pointer: str, *, top: bool = False) -> Iterator[Problem]:
    if not isinstance(schema, Mapping):
        return
    for keyword, value in schema.items():
        below = f"{pointer}/{escape_pointer(keyword)}"
        problem = _problem_of(keyword, value, top=top)
        if problem is not None:
            yield below, problem
        elif keyword == "pattern":
            yield from _check_pattern(str(value), below)
        elif keyword == "patternProperties":
            for pattern in value:
                yield from _check_pattern(pattern, f"{below}/{escape_pointer(pattern)}")
        elif keyword == "allOf":
            for position, part in enumerate(value):
                if part is False:
                    yield f"{below}/{position}", _FITS_NOTHING
    for part, below in _children(schema, pointer):
        yield from _check(part, below)


def _problem_of(keyword: str, value: Any, *, top: bool) -> Text | None:
    if keyword in _UNFOLLOWED:
        return _NOT_FOLLOWED
    if keyword == "$id" and not top:
        return _ID_INSIDE
    if keyword == "$schema":
        return None if str(value).rstrip("#") == DIALECT else _OTHER_DIALECT
    if keyword == "$ref" and "://" in str(value):
        return _REMOTE
    if keyword == "format":
        return _problem_of_format(str(value))
    if keyword.startswith("x-") or keyword in _KEYWORDS:
        return None
    if keyword in _EARLIER:
        return {
            "en": f"`{keyword}` is of an earlier JSON Schema: write `{_EARLIER[keyword]}`",
            "zh": f"`{keyword}` 是旧版 JSON Schema 的写法：请改用 `{_EARLIER[keyword]}`",
        }
    hint = did_you_mean(closest(keyword, _KEYWORDS))
    return {
        "en": f"JSON Schema has no keyword `{keyword}`: {hint['en']}a property belongs under "
        "`properties`, a related into `$comment`",
        "zh": f"JSON Schema 没有 `{keyword}` 这个关键字：{hint['zh']}字段请写在 `properties` 下，"
        "备注请写在 `$comment` 里",
    }


def _problem_of_format(name: str) -> Text | None:
    if name in FORMATS:
        return None
    hint = did_you_mean(closest(name, FORMATS))
    return {
        "en": f"there is no format `{name}`: {hint['en']}there are {', '.join(FORMATS)}",
        "zh": f"没有 `{name}` 这种格式：{hint['zh']}可用的有 {'、'.join(FORMATS)}",
    }


FORMATS: Final = (
    "date", "date-time", "time", "duration", "email", "idn-email", "hostname", "idn-hostname",
    "ipv4", "ipv6", "uri", "uri-reference", "iri", "iri-reference", "uri-template", "uuid",
    "json-pointer", "relative-json-pointer", "regex",
)  # fmt: skip
"""The formats of JSON Schema, which are checked; a project's schemas may name no others."""


def _check_pattern(pattern: str, pointer: str) -> Iterator[Problem]:
    problem = _problem_of_pattern(pattern)
    if problem is not None:
        shown = pattern if len(pattern) <= 60 else f"{pattern[:59]}…"
        yield (
            pointer,
            {
                "en": f"`{shown}` is no regular expression that can be used: {problem['en']}",
                "zh": f"`{shown}` 不是可用的正则表达式：{problem['zh']}",
            },
        )


def _problem_of_pattern(pattern: str) -> Text | None:
    if any(escape in _ANCHORS for escape in _ESCAPED.findall(pattern)):
        return _OTHER_ANCHORS
    bare = _ESCAPED.sub("..", pattern)
    if _LOOKS_AROUND.search(bare) or _REFERS_BACK.search(pattern):
        return _LOOKS
    if _BESIDE_THE_STANDARD.search(bare):
        return _NOT_THE_STANDARD
    try:
        SchemaValidator({"pattern": pattern})
    except UnusableSchemaError:
        return _NOT_UNDERSTOOD
    return None


_CIRCLE: Final[Text] = {
    "en": "this reference leads back to itself, so it says nothing: describe the value here, or "
    "refer to another part",
    "zh": "这个引用绕了一圈又回到自身，等于什么也没说：请在这里写明内容，或引用别的部分",
}
_NOT_FOLLOWED: Final[Text] = {
    "en": "planbook follows plain references only: put the part under `$defs`, and write "
    '`"$ref": "#/$defs/NAME"`',
    "zh": '只支持普通引用：请把该部分放在 `$defs` 下，写 `"$ref": "#/$defs/名称"`',
}
_REMOTE: Final[Text] = {
    "en": "planbook fetches no schemas: put the part under `$defs` of this file, and write "
    '`"$ref": "#/$defs/NAME"`',
    "zh": '不会从网上下载 schema：请把该部分放在本文件的 `$defs` 下，写 `"$ref": "#/$defs/名称"`',
}
_ID_INSIDE: Final[Text] = {
    "en": "`$id` has a place at the top of the file only: delete it here, and refer to this part "
    "by `#/$defs/NAME`",
    "zh": "`$id` 只能写在文件最外层：请删掉这一行，用 `#/$defs/名称` 引用这个部分",
}
_OTHER_DIALECT: Final[Text] = {
    "en": f'schemas are of the draft 2020-12: write `"$schema": "{DIALECT}"`, or leave it out',
    "zh": f'schema 使用 2020-12 版：请写 `"$schema": "{DIALECT}"`，或删掉这一行',
}
_FITS_NOTHING: Final[Text] = {
    "en": "`false` fits nothing at all: delete it, or say what is not allowed",
    "zh": "`false` 不允许任何内容：请删掉它，或写明不允许什么",
}
_LOOKS: Final[Text] = {
    "en": "looking ahead or back (`(?=`, `(?!`, `(?<=`, `(?<!`) and references to an earlier "
    "group (`\\1`) are not read, as they may take for ever",
    "zh": "不支持前后查找（`(?=`、`(?!`、`(?<=`、`(?<!`）和反向引用（`\\1`），它们可能永远算不完",
}
_OTHER_ANCHORS: Final[Text] = {
    "en": "write `^` for the beginning of the text and `$` for its end",
    "zh": "文字开头请写 `^`，结尾请写 `$`",
}
_NOT_THE_STANDARD: Final[Text] = {
    "en": "flags such as `(?i)`, `(?P<…>`, `[[:alpha:]]` and `a++` are not part of the standard "
    "(ECMA-262), so editors read them otherwise",
    "zh": "`(?i)` 之类的标志、`(?P<…>`、`[[:alpha:]]` 和 `a++` 不属于标准（ECMA-262），"
    "编辑器会读成别的意思",
}
_NOT_UNDERSTOOD: Final[Text] = {
    "en": "it is written wrongly, or comes to too much when its repetitions are written out: "
    "check brackets, backslashes and `{…}`",
    "zh": "写法有误，或展开重复后过长：请检查括号、反斜杠和 `{…}`",
}
