"""The settings of planbook.yaml, before and after."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import msgspec

from planbook.history.fields import FieldChange, Side, compare_values
from planbook.history.records import Change
from planbook.history.terms import operation
from planbook.history.units import Origin
from planbook.model.document import Document, Key
from planbook.model.document import Origin as File
from planbook.model.edition import Edition
from planbook.model.field import Kind
from planbook.model.handbook import Handbook
from planbook.model.settings import Settings

# What is told as an audience, and what says the same as another setting.
_ELSEWHERE: Final = ("/readers", "/language")
# What the public site tells of the settings.
_PUBLIC: Final = ("/title", "/languages", "/base_url", "/timezone", "/currency", "/vocabulary",
                  "/fiscal_year")  # fmt: skip


def compare_settings(
    old: Handbook, new: Handbook, kind: Kind, edition: Edition
) -> Iterator[Change]:
    """Yield what differs in planbook.yaml, whose schema is ``kind``, defaults filled in."""
    before, after = (_as_document(one.settings) for one in (old, new))
    if before.values == after.values:
        return
    for found in compare_values(
        Side(before, before, Origin(before, old)),
        Side(after, after, Origin(after, new)),
        kind.field,
    ):
        if found.path.startswith(_ELSEWHERE):
            continue
        if edition.audience == "public" and not found.path.startswith(_PUBLIC):
            continue
        yield Change(
            "settings",
            _code_of(found),
            None,
            found.path,
            found.steps,
            found.before,
            found.after,
        )


def _code_of(found: FieldChange) -> str:
    if found.path.startswith("/rules/") and found.raw_after == "off":
        return "rule-off"
    return operation(found)


def _as_document(settings: Settings) -> Document:
    values: dict[str, Any] = msgspec.to_builtins(settings, builtin_types=(Decimal,))
    return Document(Key("planbook", ""), values, File("planbook.yaml"))
