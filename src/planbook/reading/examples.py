"""Examples of what is missing: values that the schema admits, with ids that the project has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, TypeAlias

Schema: TypeAlias = Mapping[str, Any]
Ids: TypeAlias = Mapping[str, tuple[str, ...]]
"""The ids that there are, by kind."""

UNKNOWN: Final = "…"
"""Stands for what only the author can say."""

_BY_NAME: Final = MappingProxyType(
    {
        "specific": "{outcome: Smart-lock sell-in to distributors}",
        "measurable": "{type: increase, baseline: 5000000, target: 6000000}",
        "achievable": "{rationale: Two distributors signed in May}",
        "time_bound": "{start: 2026-07-01, due: 2026-09-30}",
        "milestones": "[{title: First orders, due: 2026-07-31}]",
        "title": "Grow smart-lock sales by 20 %",
        "name": "Chen Rui",
        "due": "2026-09-30",
        "of": "all",
        "unit": "CNY",
    }
)
_BY_UNIT: Final = MappingProxyType({"ratio": "1.0", "minutes": "60", "hours": "2"})
# What those and the examples by type are in Chinese, where they are words.
_IN_CHINESE: Final = MappingProxyType(
    {
        "{outcome: Smart-lock sell-in to distributors}": "{outcome: 智能锁向经销商的出货额}",
        "{rationale: Two distributors signed in May}": "{rationale: 五月新签两家经销商}",
        "[{title: First orders, due: 2026-07-31}]": "[{title: 首批订单, due: 2026-07-31}]",
        "Grow smart-lock sales by 20 %": "智能锁销售额提升 20%",
        "Chen Rui": "陈睿",
        "a few words": "几句话",
        "[a few words]": "[几句话]",
        "a word": "一个词",
    }
)
_BY_TYPE: Final = MappingProxyType(
    {
        "id": "an-id",
        "text": "a few words",
        "markdown": "a few words",
        "texts": "[a few words]",
        "string": "a word",
        "url": "https://example.com/",
        "language": "en",
        "currency": "CNY",
        "date": "2026-07-01",
        "datetime": "2026-07-01 09:30",
        "moment": "2026-07-01",
        "period": "2026-Q3",
        "done": "true",
        "share": "0.5",
        "rating": "3",
    }
)


def example_of(name: str, schema: Schema, ids: Ids, language: str = "en") -> str:
    """Return an example of the property ``name``, as one line of YAML in ``language``.

    Where it has to name something and the project has nothing of that kind, it holds UNKNOWN.
    """
    written = _example_of(name, schema, ids)
    if language != "zh":
        return written
    return _WORDS.sub(lambda found: _IN_CHINESE[found[0]], written)


_WORDS: Final = re.compile("|".join(map(re.escape, sorted(_IN_CHINESE, key=len, reverse=True))))


def _example_of(name: str, schema: Schema, ids: Ids) -> str:
    if "const" in schema or schema.get("enum"):
        return str(schema.get("const", schema.get("enum", ("",))[0]))
    if schema.get("x-ref"):
        return next((id_ for kind in schema["x-ref"] for id_ in ids.get(kind, ())), UNKNOWN)
    if name in _BY_NAME:
        return _BY_NAME[name]
    if name == "relevant":
        return _relevant(schema, ids)
    type_ = str(schema.get("x-type", ""))
    if type_ in _BY_TYPE:
        return _BY_TYPE[type_]
    return _by_json_type(schema, ids)


def _relevant(schema: Schema, ids: Ids) -> str:
    supports = _example_of("", schema.get("properties", {}).get("supports", {}), ids)
    return "{standalone: a few words}" if UNKNOWN in supports else f"{{supports: {supports}}}"


def _by_json_type(schema: Schema, ids: Ids) -> str:
    written = schema.get("type", ())
    types = {written} if isinstance(written, str) else set(written)
    properties = schema.get("properties", {})
    if "array" in types or "items" in schema:
        return f"[{_example_of('', schema.get('items', {}), ids)}]"
    if properties:
        names = sorted(schema.get("required", ())) or list(properties)[:1]
        parts = (f"{each}: {_example_of(each, properties.get(each, {}), ids)}" for each in names)
        return f"{{{', '.join(parts)}}}"
    if types & {"number", "integer"}:
        return _number(schema)
    if "boolean" in types:
        return "true"
    return "a word" if "string" in types else UNKNOWN


def _number(schema: Schema) -> str:
    if schema.get("x-unit") in _BY_UNIT:
        return _BY_UNIT[schema["x-unit"]]
    low, high = schema.get("minimum"), schema.get("maximum")
    if high is not None and high < 100:
        return str(high if low is None else low if schema.get("type") == "integer" else high)
    return "1" if schema.get("type") == "integer" else str(max(100, low or 0))
