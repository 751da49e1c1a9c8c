"""What findings are about, as a manager would look for them: the headings of every list of rules.

A code begins with the word of what it judges; that word, or where it says too little the whole
name, decides under which heading it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from planbook.diagnostics.finding import Code
from planbook.language import Text


class Subject(msgspec.Struct, frozen=True, eq=False):
    """One heading: ``words`` are the first words of codes that stand under it.

    ``names`` are codes that stand under it whatever their first word.
    """

    name: str
    title: Text
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


SUBJECTS: Final = (
    Subject(
        "responsibilities",
        {"en": "Responsibilities", "zh": "职责"},
        ("role", "person", "partner", "vocabulary", "duty"),
        ("goal-owner-left",),
    ),
    Subject(
        "goals",
        {"en": "Goals and their metrics", "zh": "目标和指标"},
        ("goal", "objective", "metric", "result", "period", "score"),
    ),
    Subject("training", {"en": "Training", "zh": "培训"}, ("training",)),
    Subject(
        "performance",
        {"en": "Performance", "zh": "绩效"},
        ("review", "improvement"),
        ("metric-decline-without-improvement",),
    ),
    Subject(
        "incentives",
        {"en": "Incentives and recognition", "zh": "激励和表彰"},
        ("incentive", "recognition"),
        ("goal-incentive-pays-other-metric",),
    ),
    Subject(
        "communication",
        {"en": "Communication and team", "zh": "沟通与团队"},
        ("meeting", "team", "retrospective", "tool"),
    ),
    Subject("feedback", {"en": "Feedback", "zh": "反馈"}, ("feedback",)),
    Subject("growth", {"en": "Growth", "zh": "成长"}, ("growth", "ladder")),
    Subject(
        "privacy",
        {"en": "Privacy", "zh": "隐私"},
        ("privacy",),
        ("document-audience-widened", "document-active-content"),
    ),
    Subject("language", {"en": "Language and texts", "zh": "语言和文字"}, ("text", "chapter")),
    Subject("documents", {"en": "Any document", "zh": "任何文档"}, ("document", "suppression")),
    Subject("files", {"en": "Reading: files", "zh": "读取：文件"}, ("file",)),
    Subject("yaml", {"en": "Reading: YAML", "zh": "读取：YAML"}, ("yaml",)),
    Subject("tables", {"en": "Reading: tables (CSV)", "zh": "读取：表格（CSV）"}, ("csv",)),
    Subject("fields", {"en": "Reading: fields and values", "zh": "读取：字段和取值"}, ("schema",)),
    Subject("links", {"en": "Reading: references", "zh": "读取：引用"}, ("link",)),
    Subject(
        "project",
        {"en": "The project: planbook.yaml and schemas", "zh": "项目：planbook.yaml 和结构定义"},
        ("config", "rubric", "git", "baseline", "source"),
    ),
    Subject("site", {"en": "The site and its theme", "zh": "站点和主题"}, ("site", "theme")),
)
"""Every heading, in the order of lists: what leaders judge first, then how files are read."""

OTHERS: Final = Subject("others", {"en": "Others", "zh": "其他"})
"""The heading of codes that no other has: a test keeps it empty."""


def subject_of(code: str) -> Subject:
    """Return the heading that the code of this name stands under."""
    named = (subject for subject in SUBJECTS if code in subject.names)
    word = code.partition("-")[0]
    worded = (subject for subject in SUBJECTS if word in subject.words)
    return next(named, None) or next(worded, OTHERS)


def codes_by_subject(codes: Iterable[Code]) -> Mapping[Subject, tuple[Code, ...]]:
    """Return ``codes`` under their headings, in the order of headings and names; none is empty."""
    grouped: dict[Subject, list[Code]] = {subject: [] for subject in (*SUBJECTS, OTHERS)}
    for code in sorted(codes, key=lambda code: code.name):
        grouped[subject_of(code.name)].append(code)
    return {subject: tuple(found) for subject, found in grouped.items() if found}
