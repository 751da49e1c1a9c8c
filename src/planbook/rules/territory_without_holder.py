"""A territory of the vocabulary that is in nobody's scope."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.model.settings import Settings
from planbook.rules.readings import Readings
from planbook.rules.rule import SettingsRule, Violation


def find(settings: Settings, readings: Readings) -> Iterator[Violation]:
    """Yield every territory that nobody holds, where scopes name territories."""
    organisation = readings.organisation
    if not organisation.staying or not any(one.territories for one in organisation.written_scopes):
        return
    held = organisation.held_terms
    for position, term in enumerate(settings.vocabulary.territories):
        if ("territory", term.id) not in held:
            yield Violation(f"/vocabulary/territories/{position}", {"id": term.id})


RULE = SettingsRule(
    Code(
        name="territory-without-holder",
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
        what={
            "en": "planbook.yaml declares a territory that is in the scope of nobody who is in "
            "service or is to come.",
            "zh": "planbook.yaml 里声明了一个区域，但在职或即将到任的人员都没有把它写进范围。",
        },
        why={
            "en": "Where nobody answers for a territory, its partners have no one to turn to, and "
            "its sales are in nobody's goals.",
            "zh": "区域没有负责人，那里的渠道伙伴就找不到人，销售额也不在任何人的目标里。",
        },
        bad="# nobody has `south` in their scope\nvocabulary:\n  territories:\n"
        "    - {id: north, title: North}\n    - {id: south, title: South}\n",
        good="# bea-stone has `scope: {territories: [south]}`\nvocabulary:\n  territories:\n"
        "    - {id: north, title: North}\n    - {id: south, title: South}\n",
    ),
    find,
)
