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

GOAL_SMART_LETTER_NEAR_ZERO: Final = Code(
    name="goal-smart-letter-near-zero",
    severity=Severity.HINT,
    message={
        "en": "this goal earns {points} of {worth} points for {letter} ({name}): {saw}",
        "zh": "这个目标的 {letter}（{name}）只得 {points} 分，满分 {worth}：{saw}",
    },
    help={"en": "{suggest}", "zh": "{suggest}"},
    what={
        "en": "One of the five letters of SMART earns nothing, or at most a fifth of its points: no "
        "more than any goal gets that fits its schema. The finding stands where the most can be "
        "won, and says what to write there. Goals that are over are left alone.",
        "zh": "SMART 五个字母中有一个没有得分，或得分不到五分之一，也就是只要写了必填项就有的分。"
        "提示写在最能加分的地方，并说明该写什么。已结束的目标不检查。",
    },
    why={
        "en": "A low total may be a matter of taste. A whole letter lost says that a question was "
        "not asked: how it is measured, why it can be done, what it is for.",
        "zh": "总分低一点见仁见智；一整个字母丢了分，说明有个问题根本没想过：怎么衡量、为什么做得到、为了什么。",
    },
    bad="achievable: {rationale: We will manage}\n",
    good="achievable:\n  rationale: Two distributors signed in May; the pipeline covers 3.1 times the gap.\n"
    "  confidence: 0.7\n",
)

TEXT_VAGUE: Final = Code(
    name="text-vague",
    severity=Severity.HINT,
    message={
        "en": "“{words}” has no figure to it, so nobody can say whether it is reached",
        "zh": "“{words}”没有数字撑着，做没做到说不清",
    },
    help={
        "en": "say what one will see: from how much to how much, how often, by when, or which result",
        "zh": "请写出看得见的结果：从多少到多少、多久一次、何时之前，或拿出什么成果",
    },
    what={
        "en": "A text that people are held to uses a vague word and no figure: the title of an "
        "objective without a measure, a duty without a metric, an expectation of a level, the "
        "target, an action or a checkpoint of an improvement plan, a decision of a review, the "
        "success of a growth action, the title of a goal that is only a yes or a no. The words are "
        "those of `words.vague` in the rubric. Other goals have the SMART score for it.",
        "zh": "用来要求人的文字里有空话而没有数字：没有衡量方式的公司目标的标题、没有指标的职责、"
        "职级的期望、改进计划的目标、行动和检查点、绩效回顾的决定、成长行动的成功标准、只用是或否衡量的"
        "目标的标题。词表是评分标准里的 `words.vague`。其他目标的措辞由 SMART 评分来看。",
    },
    why={
        "en": "Whoever reads “better” hears something else than whoever wrote it, and the quarrel "
        "comes at the end, when it is too late.",
        "zh": "“做好”“加强”这类词，写的人和读的人理解不同，到最后才争起来，已经晚了。",
    },
    bad="kind: role\nduties:\n  - title: Improve relations with partners\n",
    good="kind: role\nduties:\n  - title: Visits each partner once a month\n",
)

CODES: Final = (GOAL_SMART_BELOW_FLOOR, GOAL_SMART_LETTER_NEAR_ZERO, TEXT_VAGUE)
