"""Words that have to be short: ten practices stand side by side in a terminal.

All other words of figures come from the theme's catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from planbook.language import Text

PRACTICE_HEADS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "responsibilities": {"en": "duties", "zh": "职责"},
        "goals": {"en": "goals", "zh": "目标"},
        "training": {"en": "train", "zh": "培训"},
        "performance": {"en": "review", "zh": "绩效"},
        "incentives": {"en": "reward", "zh": "激励"},
        "communication": {"en": "talk", "zh": "沟通"},
        "team": {"en": "team", "zh": "团队"},
        "tools": {"en": "tools", "zh": "工具"},
        "feedback": {"en": "feedb.", "zh": "反馈"},
        "growth": {"en": "growth", "zh": "成长"},
    }
)

COVERAGE_MARKS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "full": {"en": "full", "zh": "齐全"},
        "partial": {"en": "part", "zh": "部分"},
        "missing": {"en": "none", "zh": "缺"},
        "not_yet": {"en": "later", "zh": "未到期"},
        "not_shown": {"en": "n/s", "zh": "不显示"},
    }
)
