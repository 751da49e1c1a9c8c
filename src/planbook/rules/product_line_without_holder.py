"""A product line of the vocabulary that is in nobody's scope."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.settings import Settings
from planbook.rules.readings import Readings
from planbook.rules.rule import SettingsRule, Violation


def find(settings: Settings, readings: Readings) -> Iterator[Violation]:
    """Yield every product line that nobody holds, where scopes name product lines."""
    organisation = readings.organisation
    if not organisation.staying or not any(
        one.product_lines for one in organisation.written_scopes
    ):
        return
    held = organisation.held_terms
    for position, term in enumerate(settings.vocabulary.product_lines):
        if ("product_line", term.id) not in held:
            yield Violation(f"/vocabulary/product_lines/{position}", {"id": term.id})


RULE = SettingsRule(
    Code(
        name="product-line-without-holder",
        severity=Severity.WARNING,
        message={
            "en": "nobody holds the product line `{id}`",
            "zh": "产品线 `{id}` 没有人负责",
        },
        help={
            "en": "name it under `product_lines` in the `scope` of whoever sells it, or take it "
            "out here",
            "zh": "请把它列入负责人 `scope` 的 `product_lines`，或从这里删去",
        },
        what={
            "en": "planbook.yaml declares a product line that is in the scope of nobody who is in "
            "service or is to come.",
            "zh": "planbook.yaml 里声明了一条产品线，但在职或即将到任的人员都没有把它写进范围。",
        },
        why={
            "en": "A product line that is in nobody's scope is pushed by nobody, and its sales are "
            "in nobody's goals.",
            "zh": "产品线没有负责人，就没有人去推，销售额也不在任何人的目标里。",
        },
        bad="# nobody has `hotel-lock` in their scope\nvocabulary:\n  product_lines:\n"
        "    - {id: smart-lock, title: Smart locks}\n    - {id: hotel-lock, title: Hotel locks}\n",
        good="# bea-stone has `scope: {product_lines: [hotel-lock]}`\nvocabulary:\n"
        "  product_lines:\n    - {id: smart-lock, title: Smart locks}\n"
        "    - {id: hotel-lock, title: Hotel locks}\n",
    ),
    find,
)
