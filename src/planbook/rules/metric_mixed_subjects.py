"""A metric that is read of different kinds of subject that do not fit into one total."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.model.document import Key
from planbook.model.metric import Metric
from planbook.model.partner import Partner
from planbook.model.person import Person
from planbook.model.team import Team
from planbook.rules.readings import Readings
from planbook.rules.rule import Breach, ReadingRule
from planbook.scoring.series import Series, members_of, members_of_company, teams_above

_KINDS: Final = MappingProxyType(
    {
        "person": {"en": "people", "zh": "人员"},
        "partner": {"en": "partners", "zh": "渠道伙伴"},
        "team": {"en": "teams", "zh": "团队"},
        "territory": {"en": "territories", "zh": "区域"},
    }
)


def find(metric: Metric, readings: Readings) -> Iterator[Breach]:
    """Yield the first reading of every subject whose figures are in no reading of the company's.

    The company's figure is made from subjects of one kind. Those of another kind have to be a part
    of them, or to hold them.
    """
    series = readings.series.get(metric.key)
    if series is None or len(series.kinds) < 2:
        return
    counted = series.only(
        member.subject for member in members_of_company(series, readings.handbook)
    )
    kind = next(iter(counted.by_subject)).kind
    for subject in sorted(series.by_subject):
        if subject.kind == kind or _belongs(subject, counted, readings):
            continue
        position = next(at for at, one in enumerate(metric.values) if one.subject == subject)
        words = {"first": _KINDS[kind], "other": _KINDS[subject.kind], "whose": subject.id}
        yield Breach(f"/values/{position}/subject", words)


def _belongs(subject: Key, counted: Series, readings: Readings) -> bool:
    """Return whether ``subject`` holds some of the subjects ``counted``, or is a part of one."""
    handbook, read = readings.handbook, counted.by_subject
    if subject.kind in ("team", "territory"):
        if members_of(subject, counted, handbook):
            return True
        within = teams_above(subject, handbook) if subject.kind == Team.KIND else ()
        return any(one in read for one in within) or any(
            _is_in(person, counted, readings)
            for person in handbook.all(Person)
            if person.scope is not None and subject in person.scope.territories
        )
    partner = handbook.find(Partner, subject)
    if partner is None:
        return False
    manager = handbook.find(Person, partner.manager)
    return partner.territory in read or (manager is not None and _is_in(manager, counted, readings))


def _is_in(person: Person, counted: Series, readings: Readings) -> bool:
    """Return whether ``person``, or a team that they are in, is among those ``counted``."""
    read = counted.by_subject
    if person.key in read:
        return True
    if person.team is None:
        return False
    return any(team in read for team in (person.team, *teams_above(person.team, readings.handbook)))


RULE = ReadingRule(
    Code(
        name="metric-mixed-subjects",
        severity=Severity.WARNING,
        message={
            "en": "the company's figure is made from {first}, and none of them belongs to "
            "`{whose}`, one of the {other}: its readings are in no total",
            "zh": "公司的数由{first}得出，而 `{whose}`（{other}）与他们都没有关系，它的读数不在任何合计里",
        },
        help={
            "en": "say where it belongs (`team`, `manager`, `territory` or `scope`), read it by "
            "{first} too, or keep a metric of its own for the {other}",
            "zh": "请写明归属（`team`、`manager`、`territory` 或 `scope`），或按{first}登记读数，"
            "或为{other}另设一个指标",
        },
        what={
            "en": "A metric has readings of different kinds of subject, such as people and teams, "
            "and some of them do not belong to any of the others.",
            "zh": "同一个指标有不同类别对象的读数，例如既有人员又有团队，其中有的与其他对象没有归属关系。",
        },
        why={
            "en": "A team's figure holds those of its people, and a partner's is in its "
            "manager's. So that nothing counts twice, a total takes subjects of one kind alone. "
            "Somebody who belongs to none of them is left out of it.",
            "zh": "团队的数包含其成员的数，渠道伙伴的数在其负责人的数里。为了不重复计算，"
            "合计只取一类对象；与它们都无关的就会漏掉。",
        },
        bad="# nobody who is read is in the team\nvalues:\n"
        "  - {date: 2026-07-31, subject: bea-stone, value: 410000}\n"
        "  - {date: 2026-07-31, subject: west-team, value: 980000}\n",
        good="# bea-stone manages the partner\nvalues:\n"
        "  - {date: 2026-07-31, subject: bea-stone, value: 410000}\n"
        "  - {date: 2026-07-31, subject: lockhouse, value: 120000}\n",
    ),
    Metric,
    find,
)
