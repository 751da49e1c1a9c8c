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
    goal_checkin_after_due,
    goal_checkin_before_start,
    goal_checkin_differs_from_metric,
    goal_checkins_on_one_day,
    goal_checkins_out_of_order,
    goal_due_before_start,
    goal_inside_cadence,
    goal_last_year_unusable,
    goal_level_measured_as_total,
    goal_limit_per_what,
    goal_milestone_after_due,
    goal_min_above_max,
    goal_no_readings_for_subject,
    goal_outside_period,
    goal_owner_left,
    goal_percent_looks_like_share,
    goal_reach_below_baseline,
    goal_readings_off_scale,
    goal_target_against_type,
    goal_target_equals_baseline,
    goal_target_not_positive,
    goal_total_measured_as_level,
    goal_unit_differs_from_metric,
    goal_value_on_milestones,
    goal_weights_not_100,
    incentive_tiers_out_of_order,
    metric_decline_without_improvement,
    metric_mixed_subjects,
    metric_readings_on_one_day,
    metric_target_without_readings,
    metric_targets_disagree,
    metric_targets_on_one_period,
    objective_children_below_target,
    objective_units_differ,
    period_ends_before_start,
    person_ended_before_started,
    person_ended_still_responsible,
    result_differs_from_measure,
    review_grade_not_listed,
    review_rating_off_scale,
    review_reading_differs_from_metric,
    training_team_without_people,
)
from planbook.rules.rule import AnyRule

RULES: Final[tuple[AnyRule, ...]] = (
    document_active_content.RULE,
    document_todo_left.RULE,
    goal_checkin_after_due.RULE,
    goal_checkin_before_start.RULE,
    goal_checkin_differs_from_metric.RULE,
    goal_checkins_on_one_day.RULE,
    goal_checkins_out_of_order.RULE,
    goal_due_before_start.RULE,
    goal_inside_cadence.RULE,
    goal_last_year_unusable.RULE,
    goal_level_measured_as_total.RULE,
    goal_limit_per_what.RULE,
    goal_milestone_after_due.RULE,
    goal_min_above_max.RULE,
    goal_no_readings_for_subject.RULE,
    goal_outside_period.RULE,
    goal_owner_left.RULE,
    goal_percent_looks_like_share.RULE,
    goal_reach_below_baseline.RULE,
    goal_readings_off_scale.RULE,
    goal_target_against_type.RULE,
    goal_target_equals_baseline.RULE,
    goal_target_not_positive.RULE,
    goal_total_measured_as_level.RULE,
    goal_unit_differs_from_metric.RULE,
    goal_value_on_milestones.RULE,
    goal_weights_not_100.RULE,
    incentive_tiers_out_of_order.RULE,
    metric_decline_without_improvement.RULE,
    metric_mixed_subjects.RULE,
    metric_readings_on_one_day.RULE,
    metric_target_without_readings.RULE,
    metric_targets_disagree.RULE,
    metric_targets_on_one_period.RULE,
    objective_children_below_target.RULE,
    objective_units_differ.RULE,
    period_ends_before_start.RULE,
    person_ended_before_started.RULE,
    person_ended_still_responsible.RULE,
    result_differs_from_measure.RULE,
    review_grade_not_listed.RULE,
    review_rating_off_scale.RULE,
    review_reading_differs_from_metric.RULE,
    training_team_without_people.RULE,
)

ALL_CODES: Final[Mapping[str, Code]] = MappingProxyType(
    {**CODES, **{rule.code.name: rule.code for rule in RULES}}
)
"""Every kind of finding that there is, by its name."""
