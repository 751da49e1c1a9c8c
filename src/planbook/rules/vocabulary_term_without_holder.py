"""A territory or a product line of planbook.yaml that is in nobody's scope."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.settings import Settings
from planbook.rules.readings import Readings
from planbook.rules.rule import SettingsRule, Violation


def find(settings: Settings, readings: Readings) -> Iterator[Violation]:
    """Yield every term that nobody holds, of a kind that anybody's scope names."""
    organisation, vocabulary = readings.organisation, settings.vocabulary
    if not organisation.staying:
        return
    written = organisation.written_scopes
    for kind, name, terms, is_used in (
        (
            "territory",
            "territories",
            vocabulary.territories,
            any(scope.territories for scope in written),
        ),
        (
            "product_line",
            "product_lines",
            vocabulary.product_lines,
            any(scope.product_lines for scope in written),
        ),
    ):
        for position, term in enumerate(terms if is_used else ()):
            if (kind, term.id) not in organisation.held_terms:
                variant = "" if kind == "territory" else kind
                yield Violation(f"/vocabulary/{name}/{position}", {"id": term.id}, variant=variant)


RULE = SettingsRule(
    Code(
        name="vocabulary-term-without-holder",
        severity=Severity.WARNING,
        message={
            "en": "nobody holds the territory `{id}`",
            "zh": "区域 `{id}` 没有人负责",
        },
        help={
            "en": "name it under `territories` in the `scope` of whoever looks after it, or take "
            "it out here",
            "zh": "请把它列入负责人 `scope` 的 `territories`，或从这里删去",
        },
        variants={
            "product_line": (
                {
                    "en": "nobody holds the product line `{id}`",
                    "zh": "产品线 `{id}` 没有人负责",
                },
                {
                    "en": "name it under `product_lines` in the `scope` of whoever sells it, or "
                    "take it out here",
                    "zh": "请把它列入负责人 `scope` 的 `product_lines`，或从这里删去",
                },
            )
        },
        what={
            "en": "planbook.yaml declares a territory or a product line that is in the scope of "
            "nobody who is in service or is to come. Checked where scopes name any.",
            "zh": "planbook.yaml 里声明了一个区域或一条产品线，但在职或即将到任的人员都没有把它写进"
            "范围。有人在范围里写了区域或产品线时才检查。",
        },
        why={
            "en": "Where nobody answers for a territory or a product line, its partners have no one "
            "to turn to, and its sales are in nobody's goals.",
            "zh": "区域或产品线没有负责人，渠道伙伴就找不到人，销售额也不在任何人的目标里。",
        },
        bad="# nobody has `south` in their scope\nvocabulary:\n  territories:\n"
        "    - {id: north, title: North}\n    - {id: south, title: South}\n",
        good="# bea-stone has `scope: {territories: [south]}`\nvocabulary:\n  territories:\n"
        "    - {id: north, title: North}\n    - {id: south, title: South}\n",
    ),
    find,
)
