"""The rules that a linked handbook is checked by: one file a rule, and this tuple."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from planbook.diagnostics.codes import CODES
from planbook.diagnostics.finding import Code
from planbook.rules import (
    document_todo_left,
    goal_due_before_start,
    goal_milestone_after_due,
    goal_min_above_max,
    goal_target_against_type,
    goal_target_equals_baseline,
    incentive_tiers_out_of_order,
    period_ends_before_start,
    person_ended_before_started,
)
from planbook.rules.rule import Rule

RULES: Final[tuple[Rule, ...]] = (
    document_todo_left.RULE,
    goal_due_before_start.RULE,
    goal_milestone_after_due.RULE,
    goal_min_above_max.RULE,
    goal_target_against_type.RULE,
    goal_target_equals_baseline.RULE,
    incentive_tiers_out_of_order.RULE,
    period_ends_before_start.RULE,
    person_ended_before_started.RULE,
)

ALL_CODES: Final[Mapping[str, Code]] = MappingProxyType(
    {**CODES, **{rule.code.name: rule.code for rule in RULES}}
)
"""Every kind of finding that there is, by its name."""
