"""The rules that a linked handbook is checked by: one file a rule, and this tuple."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from planbook.diagnostics.codes import CODES
from planbook.diagnostics.finding import Code
from planbook.rules import (
    document_active_content,
    document_todo_left,
    goal_checkin_before_start,
    goal_checkins_on_one_day,
    goal_checkins_out_of_order,
    goal_due_before_start,
    goal_incentive_pays_other_metric,
    goal_milestone_after_due,
    goal_min_above_max,
    goal_target_against_type,
    goal_target_equals_baseline,
    goal_weights_not_100,
    incentive_basis_aspirational,
    incentive_basis_falls,
    incentive_gate_without_readings,
    incentive_guarantee_after_until,
    incentive_person_listed_twice,
    incentive_quota_on_progress,
    incentive_tiers_mixed,
    incentive_tiers_out_of_order,
    metric_decline_without_improvement,
    metric_mixed_subjects,
    metric_readings_on_one_day,
    objective_units_differ,
    period_ends_before_start,
    person_ended_before_started,
)
from planbook.rules.rule import AnyRule

RULES: Final[tuple[AnyRule, ...]] = (
    document_active_content.RULE,
    document_todo_left.RULE,
    goal_checkin_before_start.RULE,
    goal_checkins_on_one_day.RULE,
    goal_checkins_out_of_order.RULE,
    goal_due_before_start.RULE,
    goal_incentive_pays_other_metric.RULE,
    goal_milestone_after_due.RULE,
    goal_min_above_max.RULE,
    goal_target_against_type.RULE,
    goal_target_equals_baseline.RULE,
    goal_weights_not_100.RULE,
    incentive_basis_aspirational.RULE,
    incentive_basis_falls.RULE,
    incentive_gate_without_readings.RULE,
    incentive_guarantee_after_until.RULE,
    incentive_person_listed_twice.RULE,
    incentive_quota_on_progress.RULE,
    incentive_tiers_mixed.RULE,
    incentive_tiers_out_of_order.RULE,
    metric_decline_without_improvement.RULE,
    metric_mixed_subjects.RULE,
    metric_readings_on_one_day.RULE,
    objective_units_differ.RULE,
    period_ends_before_start.RULE,
    person_ended_before_started.RULE,
)

ALL_CODES: Final[Mapping[str, Code]] = MappingProxyType(
    {**CODES, **{rule.code.name: rule.code for rule in RULES}}
)
"""Every kind of finding that there is, by its name."""
