"""Codes of figures that a project has set a limit for."""

from __future__ import annotations

from typing import Final

from planbook.diagnostics.finding import Code, Severity

GOAL_SMART_BELOW_FLOOR: Final = Code(
    name="goal-smart-below-floor",
    severity=Severity.ERROR,
    message={
        "en": "the goal's SMART score is {total}, below the floor of {floor}; most is lost at {letter}",
        "zh": "目标的 SMART 得分为 {total}，低于最低要求 {floor}；失分最多的是 {letter}",
    },
    help={"en": "{suggest}", "zh": "{suggest}"},
    what={
        "en": "A goal is written so that its SMART score lies below `scoring.smart.floor` of planbook.yaml.",
        "zh": "目标写得不够好，SMART 得分低于 planbook.yaml 里的 `scoring.smart.floor`。",
    },
    why={
        "en": "The score is a guide and fails nothing by itself. A project that sets a floor has decided that a goal below it is not agreed yet.",
        "zh": "得分只是参考，本身不会报错。设了最低分的项目，就是约定低于它的目标还不算定下来。",
    },
    bad="title: 进一步做好华东市场\nmeasurable: {type: yes_no}\n",
    good="title: 第三季度华东智能锁渠道销售额由 500 万元提升到 600 万元\n"
    "measurable: {type: increase, metric: channel-revenue, unit: CNY, baseline: 5000000, target: 6000000}\n",
)

CODES: Final = (GOAL_SMART_BELOW_FLOOR,)
