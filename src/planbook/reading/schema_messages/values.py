"""What is wrong with one value: its type, its form, its size, or that it is none of the allowed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from planbook.diagnostics.codes.schema import SchemaCodes
from planbook.diagnostics.finding import Finding
from planbook.diagnostics.suggestions import did_you_mean, listed
from planbook.language import Text
from planbook.periods import FIRST_YEAR, LAST_YEAR, is_in_era
from planbook.reading.corrections import (
    in_unit,
    is_time,
    read_boolean,
    read_number,
)
from planbook.reading.meant_times import (
    is_bare_number,
    read_length,
    read_month_name,
    read_recurrence,
)
from planbook.reading.meant_words import options_meant
from planbook.reading.schema_messages.lookup import SchemaLookup
from planbook.reading.schema_messages.words import (
    BOOLEAN_ADVICE,
    EXPECTED_FORMS,
    ID_FORM,
    LIST_ADVICE,
    MAPPING_ADVICE,
    NO_NUMBER,
    OTHER_FORM,
    PROPERTY_FORMS,
    SHARE_ADVICE,
    TOO_LARGE,
    Advice,
    Path,
    advise,
    as_entry,
    as_yaml,
    character_words,
    found_words,
    hundredth,
    label_of,
    limit_words,
    number_advice,
    shortened,
    size_limit,
    size_words,
)
from planbook.reading.violations import SchemaViolation


class ValueMistakes(msgspec.Struct, frozen=True):
    """Words for the mistakes of single values."""

    _around: SchemaLookup
    _codes: SchemaCodes

    def uncountable(self, path: Path, written: str) -> Finding:
        """Return the finding for a number that nothing can be computed with."""
        return self._codes.out_of_range.at(
            self._around.place(path),
            variant="no-number",
            subject=self._around.where.subject,
            label=label_of(path),
            value=shortened(written),
            limit=NO_NUMBER if "." in written[:2] else TOO_LARGE,
        )

    def invalid_characters(self, path: Path, character: str) -> Finding:
        """Return the finding for a text with a character that no page can show."""
        return self._codes.bad_format.at(
            self._around.place(path),
            variant="character",
            subject=self._around.where.subject,
            label=label_of(path),
            character=character_words(character),
        )

    def explain(self, violation: SchemaViolation) -> tuple[int, Finding]:
        """Return the finding for ``violation``, and its rank: the lowest rank is reported."""
        path, keyword, schema = violation.path, violation.keyword, violation.schema
        value: Any = violation.instance
        bound: Any = violation.wanted
        if isinstance(value, str) and not value.strip() and keyword is not None:
            return 0, self.empty(path, schema)
        if keyword == "type":
            return 0, self._wrong_type(path, value, schema, bound)
        if keyword in ("minLength", "minItems", "minProperties") and len(value) == 0:
            return 1, self.empty(path, schema)
        if keyword in ("enum", "const"):
            options = bound if keyword == "enum" else [bound]
            allowed = [as_yaml(option) for option in options]
            return 2, self._not_allowed(path, value, allowed, schema)
        if keyword in ("pattern", "format"):
            if schema.get("x-type") in _IN_TIME and not is_in_era(str(value)):
                return 3, self._out_of_time(path, str(value))
            return 3, self._bad_format(path, str(value), schema)
        if keyword in _LIMITS:
            return 4, self._out_of_range(path, value, schema, keyword, bound)
        if keyword == "uniqueItems":
            return 4, self._codes.not_allowed.at(
                self._around.place(path),
                variant="repeated",
                subject=self._around.where.subject,
                label=label_of(path),
            )
        if keyword is None:  # the schema `false`: nothing may stand here
            return 4, self._codes.unknown.at(
                self._around.place(path, on_key=True),
                variant="not-now",
                subject=self._around.where.subject,
                name=str(path[-1]) if path else "",
            )
        return 5, self._codes.not_allowed.at(
            self._around.place(path),
            variant="excluded",
            subject=self._around.where.subject,
            label=label_of(path),
            value=shortened(as_yaml(value)),
        )

    def _wrong_type(
        self, path: Path, value: Any, schema: Mapping[str, Any], wanted: Any
    ) -> Finding:
        types = {wanted} if isinstance(wanted, str) else set(wanted)
        arguments: dict[str, Any] = {
            "label": label_of(path),
            "expected": self._around.expected(path, schema, types),
            "found": found_words(value),
        }
        variant = ""
        if isinstance(value, str):
            variant, more = self._correct_text(path, value, schema, types)
            arguments.update(more)
        elif types == {"array"} and isinstance(value, int | float):
            variant, arguments["write"] = "write", f"[{as_yaml(value)}]"
        elif "boolean" in types and value in (0, 1) and not isinstance(value, list | dict):
            variant, arguments["write"] = "write", "true" if value else "false"
        elif types <= {"number", "integer"} and isinstance(value, bool):
            pass
        elif "object" in types and "string" not in types and isinstance(value, list):
            variant, arguments["advice"] = "advice", MAPPING_ADVICE
        elif types == {"array"} and isinstance(value, dict):
            variant, arguments["advice"] = "advice", _ENTRY_ADVICE
        elif isinstance(value, list) and "array" not in types and len(value) == 1:
            only = value[0]
            written = as_yaml(only) if not isinstance(only, str) else as_entry(only)
            if written and not isinstance(only, list | dict):
                variant, arguments["write"] = "write", written
        elif isinstance(value, list) and schema.get("x-type") in ("reference", "language"):
            variant, arguments["advice"] = "advice", _ONE_ADVICE
        elif isinstance(value, dict) and list(value) == ["id"] and isinstance(value["id"], str):
            variant, arguments["write"] = "write", value["id"]
        return self._codes.wrong_type.at(
            self._around.place(path),
            variant=variant,
            subject=self._around.where.subject,
            **arguments,
        )

    def _correct_text(
        self, path: Path, value: str, schema: Mapping[str, Any], types: set[str]
    ) -> tuple[str, Mapping[str, Any]]:
        """Return how a text that stands where none belongs should be written instead."""
        if types & {"number", "integer"}:
            return self._correct_number(path, value, schema)
        if types == {"array"}:
            entries = [as_entry(part) for part in self._parts_of(path, value)]
            written = f"[{', '.join(entries)}]"
            return ("write", {"write": written}) if all(entries) else ("advice", LIST_ADVICE)
        if types == {"boolean"}:
            meant = read_boolean(value)
            return ("write", {"write": meant}) if meant else ("advice", BOOLEAN_ADVICE)
        if "object" in types:
            known = sorted(schema.get("properties", {}))
            field = _WRITTEN_FIELD.match(value)
            if field is not None and field["key"] in known:
                return "advice", {"advice": _colon_advice(field["key"], field["colon"])}
            advice = (
                {
                    "en": f"write lines below it, further in: {', '.join(known)}",
                    "zh": f"请在下面缩进分行写：{'、'.join(known)}",
                }
                if known
                else MAPPING_ADVICE
            )
            return "advice", {"advice": advice}
        return "", {}

    def _parts_of(self, path: Path, value: str) -> list[str]:
        """Return the entries that ``value`` runs together: ids, names, tags hold no commas."""
        items = self._around.schema_at(path).get("items", {})
        short = path[-1] == "tags" or (isinstance(items, Mapping) and "x-ref" in items)
        if not short:
            return [value]
        return [part for part in map(str.strip, _BETWEEN_NAMES.split(value)) if part] or [value]

    def _correct_number(
        self, path: Path, value: str, schema: Mapping[str, Any]
    ) -> tuple[str, Mapping[str, Any]]:
        month = read_month_name(value) if schema.get("maximum") == _MONTHS else None
        if month is not None:
            return "write", {"write": month}
        unit = self._around.schema_at(path).get("x-unit", "")
        length = read_length(value, unit)
        if length is not None and ("." not in length or schema.get("type") == "number"):
            return "write", {"write": length}
        reading = read_number(value)
        if unit in _LENGTHS and not (is_bare_number(value) or (reading and is_time(reading))):
            return "advice", {"advice": _LENGTHS[unit]}
        is_share = schema.get("maximum") == 1
        if reading is None:
            return "advice", {"advice": SHARE_ADVICE if is_share else number_advice(schema)}
        if reading.unit == "%" and is_share:
            return "write", {"write": hundredth(reading.write)}
        if unit:
            return "write", {"write": in_unit(reading, unit)}
        if reading.unit and (beside := self._unit_beside(path, reading.unit)):
            return "write", {"write": in_unit(reading, beside)}
        if reading.unit == "%" and path[-1] in _FIGURES:
            return "advice", {"advice": _share_advice(reading.write)}
        if reading.unit:
            beside = self._beside(path, reading.unit)
            if beside:
                return "write-unit", {
                    "write": reading.write,
                    "unit": as_entry(reading.unit),
                    "beside": beside,
                }
        if reading.write == value:
            return "unquoted", {"write": value}
        return "write", {"write": reading.write}

    def _unit_beside(self, path: Path, unit: str) -> str:
        """Return the unit that is written beside ``path`` and counts what ``unit`` counts."""
        for name in ("unit", "currency"):
            written = self._around.value_at((*path[:-1], name))
            if isinstance(written, str):
                reading = read_number(f"1{written}")
                if unit == written or (reading is not None and reading.unit == unit):
                    return written
        return ""

    def _beside(self, path: Path, unit: str) -> str:
        """Return the property beside ``path`` that a unit belongs into, or nothing."""
        parent = self._around.field_at(path[:-1])
        if parent is None:
            return ""
        names = ["unit", "currency"]
        if len(unit) == 3 and unit.isascii() and unit.isupper():
            names.reverse()
        else:
            names.remove("currency")
        return next((name for name in names if name in parent.properties), "")

    def empty(self, path: Path, schema: Mapping[str, Any]) -> Finding:
        """Return the finding for a value that was left empty."""
        return self._codes.missing.at(
            self._around.place(path, on_key=bool(path) and isinstance(path[-1], str)),
            variant="empty",
            subject=self._around.where.subject,
            label=label_of(path),
            expected=self._around.expected(path, schema, _types_of(schema)),
        )

    def _not_allowed(
        self, path: Path, value: Any, options: list[str], schema: Mapping[str, Any]
    ) -> Finding:
        written = as_yaml(value)
        words = schema if "x-synonyms" in schema else self._around.schema_at(path)
        suggestion = options_meant(written, options, words)
        return self._codes.not_allowed.at(
            self._around.place(path),
            subject=self._around.where.subject,
            label=label_of(path),
            value=shortened(written),
            hint=did_you_mean(suggestion),
            suggestion=suggestion,
            allowed=listed(options),
        )

    def _bad_format(self, path: Path, value: str, schema: Mapping[str, Any]) -> Finding:
        type_ = schema.get("x-type")
        if type_ == "reference":
            return self._unlike_id(path, value)
        advice = advise(type_, value)
        expected = EXPECTED_FORMS.get(type_ or "")
        if type_ == "string" or expected is None:
            # A form of one property alone: its own description is the best that can be said.
            name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
            expected = PROPERTY_FORMS.get(name, OTHER_FORM)
            described = self._around.field_at(path)
            advice = Advice(described.description if described is not None else {})
            meant = options_meant(value, schema.get("x-synonyms", {}), schema)
            rule = read_recurrence(value) if name == "recurs" else None
            if name == "email":
                advice = Advice(_EMAIL)
            elif rule is not None:
                advice = Advice({"en": f"write `{rule}`", "zh": f"请写成 `{rule}`"}, (rule,))
            elif meant:
                advice = Advice(
                    {
                        tag: f"{ask}{advice.words.get(tag, '')}"
                        for tag, ask in did_you_mean(meant).items()
                    },
                    meant,
                )
        return self._codes.bad_format.at(
            self._around.place(path),
            variant="" if advice.words else "plain",
            subject=self._around.where.subject,
            label=label_of(path),
            expected=expected,
            value=shortened(value),
            advice=advice.words,
            write=advice.writes,
        )

    def _unlike_id(self, path: Path, value: str) -> Finding:
        return self._codes.bad_format.at(
            self._around.place(path),
            variant=_UNLIKE_ID,
            subject=self._around.where.subject,
            label=label_of(path),
            value=shortened(value),
            form=ID_FORM,
        )

    def _out_of_time(self, path: Path, value: str) -> Finding:
        return self._codes.out_of_range.at(
            self._around.place(path),
            subject=self._around.where.subject,
            label=label_of(path),
            value=shortened(value),
            limit={
                "en": f"it must lie in the years {FIRST_YEAR} to {LAST_YEAR}",
                "zh": f"年份应在 {FIRST_YEAR} 到 {LAST_YEAR} 之间",
            },
        )

    def _out_of_range(
        self, path: Path, value: Any, schema: Mapping[str, Any], keyword: str, bound: Any
    ) -> Finding:
        variant, write = "", ""
        if isinstance(value, str | list | dict):
            shown: object = size_words(value)
            limit = size_limit(value, keyword, bound)
        else:
            shown = as_yaml(value)
            limit = limit_words(schema, keyword, bound)
            # 70 is meant as 70 %; what 1.5 is meant as, its author knows alone.
            if schema.get("maximum") == 1 and 10 <= value <= 100:
                variant, write = "write", hundredth(as_yaml(value))
        return self._codes.out_of_range.at(
            self._around.place(path),
            variant=variant,
            subject=self._around.where.subject,
            label=label_of(path),
            value=shown,
            limit=limit,
            write=write,
        )


_UNLIKE_ID: Final = "unlike-id"
NAME_UNLIKE_ID: Final = "name-unlike-id"


def is_unlike_id(finding: Finding) -> bool:
    """Return whether ``finding`` says that a reference has not the form of an id."""
    return finding.variant in (_UNLIKE_ID, NAME_UNLIKE_ID)


_EMAIL: Final[Text] = {"en": "as in name@company.example", "zh": "例如 name@company.example"}
_LENGTHS: Final[Mapping[str, Text]] = {
    "minutes": {"en": "write how many minutes, as in 45", "zh": "请写多少分钟，例如 45"},
    "hours": {"en": "write how many hours, as in 12", "zh": "请写多少小时，例如 12"},
}
_ENTRY_ADVICE: Final[Text] = {
    "en": "begin the entry with `- ` and indent its other lines as far, or put it "
    "between `[` and `]`",
    "zh": "请让这一项以 `- ` 开头，其余各行对齐缩进，或把它放在 `[` 和 `]` 之间",
}
_ONE_ADVICE: Final[Text] = {
    "en": "write one only, without brackets",
    "zh": "请只写一个，不要方括号",
}
# How people run several names together.
_BETWEEN_NAMES: Final = re.compile(r"[,，、;；/|]")
_MONTHS: Final = 12
_FIGURES: Final = ("baseline", "target", "min", "max")
_IN_TIME: Final = ("date", "done", "datetime", "moment", "period")


# `type：increase` and `type:increase` are texts: only a plain colon and a space make a field.
_WRITTEN_FIELD: Final = re.compile(r"\s*(?P<key>[A-Za-z_]+)\s*(?P<colon>[:：])")


def _colon_advice(key: str, colon: str) -> Text:
    if colon == "：":
        return {
            "en": f"the colon after `{key}` is full-width: write a plain colon and a space, "
            f"`{key}: `, here and in the lines below",
            "zh": f"`{key}` 后面是全角冒号：请改用英文冒号加空格 `{key}: `，下面各行同样",
        }
    return {
        "en": f"put a space after the colon: `{key}: `, here and in the lines below",
        "zh": f"冒号后面要加空格：`{key}: `，下面各行同样",
    }


def _share_advice(number: str) -> Text:
    return {
        "en": f"write the figure itself, such as 360000 for 20 % more than 300000; only where the "
        f"unit is % write `{number}`",
        "zh": f"请写具体数值，例如比 300000 多 20% 就写 360000；只有单位是 % 时才写 `{number}`",
    }


def _types_of(schema: Mapping[str, Any]) -> set[str]:
    written = schema.get("type", ())
    return {written} if isinstance(written, str) else set(written)


_LIMITS: Final = frozenset(
    {
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength",
        "maxLength", "minItems", "maxItems", "minProperties", "maxProperties",
    }
)  # fmt: skip
