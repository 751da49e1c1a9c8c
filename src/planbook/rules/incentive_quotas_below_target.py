"""Quotas that add up to less than what is to be reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Final

import msgspec

from planbook.diagnostics.finding import Code, Severity
from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.model.incentive import Incentive
from planbook.model.metric import Metric
from planbook.model.objective import Objective
from planbook.periods import Period
from planbook.quantities import exact
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, RelatedField, Violation
from planbook.scoring.payouts import people_covered
from planbook.scoring.quotas import terms_of, written_amount
from planbook.scoring.series import members_of, read_series
from planbook.scoring.targets import Targets
from planbook.scoring.undertaking import unit_of

_SLACK: Final = Fraction(5, 100)
"""How much of a target the quotas may leave open: rounding, and people who come later."""


class _Wanted(msgspec.Struct, frozen=True):
    """What people are to reach together, and where it is written."""

    amount: Fraction
    people: frozenset[Key]
    document: Key
    pointer: str


def find(incentive: Incentive, readings: Readings) -> Iterator[Violation]:
    """Yield the quotas of a scheme that leave more than 5 % of an objective or of targets open.

    Only where each person whose figures count there has a quota: somebody without one may be paid
    otherwise. The amounts are private, and stay out of the words.
    """
    handbook, period = readings.handbook, incentive.period
    metric = handbook.find(Metric, incentive.basis.metric)
    if metric is None or period is None or not incentive.is_in_force:
        return
    # One quota for all, of a team's figure: nothing is added up.
    if incentive.basis.subject is not None or period.end < readings.as_of:
        return
    quotas = quotas_of(incentive, handbook)
    if len(quotas) < _SEVERAL or metric.aggregate != "sum":
        return
    for wanted in _all_wanted(metric, period, frozenset(quotas), readings):
        if len(wanted.people) < _SEVERAL or not wanted.people <= quotas.keys():
            continue
        total = sum((quotas[person] for person in wanted.people), Fraction(0))
        if total < wanted.amount * (1 - _SLACK):
            pointer = "/people" if incentive.people else "/quota"
            there = RelatedField(
                wanted.document, wanted.pointer, {"en": "the target", "zh": "目标值在这里"}
            )
            what = dict(handbook.title_of(wanted.document))
            yield Violation(pointer, {"what": what, "period": period.name}, (there,))
            return


_SEVERAL: Final = 2


def quotas_of(incentive: Incentive, handbook: Handbook) -> Mapping[Key, Fraction]:
    """Return the quota of each person whom ``incentive`` covers, for the days that count."""
    found: dict[Key, Fraction] = {}
    for person in people_covered(incentive, handbook):
        terms = terms_of(incentive, person)
        quota = None if isinstance(terms, str) else written_amount(terms, "quota", "")
        if quota is not None:
            found[person] = quota.value
    return found


def _all_wanted(
    metric: Metric, period: Period, people: frozenset[Key], readings: Readings
) -> Iterator[_Wanted]:
    """Yield the objectives of the metric and period, the widest first, then its targets."""
    handbook = readings.handbook
    series = readings.series.get(metric.key)
    if series is None:
        series = read_series(metric, date.max, handbook.settings.fiscal_year)
    found: list[_Wanted] = []
    for key in handbook.referring(metric.key, Objective.KIND, "/measure/metric"):
        objective = handbook.find(Objective, key)
        if objective is None or objective.measure is None or not objective.is_in_force:
            continue
        measure = objective.measure
        if measure.type != "reach" or measure.target is None or objective.period != period:
            continue
        if unit_of(measure, handbook) != metric.unit:
            continue
        subjects = measure.subjects or ((objective.owner,) if objective.owner else ())
        named = (measure.subject,) if measure.subject is not None else subjects
        members = frozenset(
            member.subject
            for subject in named
            for member in members_of(subject, series, handbook)
            if member.touches(period.start, period.end)
        )
        found.append(_Wanted(exact(measure.target), members, key, "/measure/target"))
    yield from sorted(found, key=lambda wanted: -len(wanted.people))
    targets = Targets(metric)
    each = [(person, targets.over(person, (period,))) for person in sorted(people)]
    told = [(person, amount) for person, amount in each if amount is not None]
    if len(told) == len(each):
        whole = sum((amount for _, amount in told), Fraction(0))
        yield _Wanted(whole, people, metric.key, "/targets")


RULE = ReadingRule(
    Code(
        name="incentive-quotas-below-target",
        severity=Severity.WARNING,
        message={
            "en": "the quotas add up to less than 95 % of “{what}” for {period}",
            "zh": "各人的销售任务合计不到 {period} “{what}”的 95%",
        },
        help={
            "en": "raise the quotas until they carry the target, or lower the target: with the "
            "quotas as they are it can be missed while everybody earns in full",
            "zh": "请提高销售任务，使合计能承担目标值，或降低目标值：照现在这样，人人拿满奖金，目标仍可能落空",
        },
        what={
            "en": "The quotas of a scheme on a metric add up to less than 95 % of the objective of "
            "the same metric, period and people, or of the targets that the metric has for them.",
            "zh": "按某个指标计奖的方案，各人销售任务合计不到同一指标、同一周期、同一批人的公司目标"
            "（或指标目标值）的 95%。",
        },
        why={
            "en": "Everybody then reaches their quota and is paid in full, and the company misses "
            "what it planned. The amounts are private, so the finding names none.",
            "zh": "这样一来，人人完成任务、拿满奖金，公司的目标却落空。金额不公开，所以提示里不写数字。",
        },
        bad="# the objective: target: 1000000\npeople:\n"
        "  - {person: bea-stone, quota: 500000}\n  - {person: carl-brook, quota: 400000}\n",
        good="# the objective: target: 1000000\npeople:\n"
        "  - {person: bea-stone, quota: 550000}\n  - {person: carl-brook, quota: 450000}\n",
    ),
    Incentive,
    find,
)
