"""How well drafts read sentences: the table of docs/drafting.md, printed or written there.

``python tests/evaluation/evaluate.py`` prints the table, ``--write`` puts it into the pages,
``--failures`` lists what was misread in the statements that rules may be tuned on.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from planbook.drafting.draft import Draft, draft_goal

ROOT = Path(__file__).parents[2]
STATEMENTS = Path(__file__).parent / "statements.yaml"
PAGES = {"en": ROOT / "docs" / "drafting.md", "zh": ROOT / "docs" / "drafting.zh.md"}
BEGIN, END = "<!-- evaluation: begin -->", "<!-- evaluation: end -->"

FIELDS = ("target", "unit", "deadline_text", "due", "direction", "baseline")
SETS = ("tuning", "held back", "second", "third", "fourth", "fifth", "sixth")
BARS: Mapping[str, float] = {
    "auc": 0.97,
    "target": 0.95,
    "unit": 0.95,
    "deadline_text": 0.95,
    "due": 0.94,
    "direction": 0.93,
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "tuning": "tuning",
        "held back": "held back",
        "second": "second set",
        "third": "third set",
        "fourth": "fourth set",
        "fifth": "written for tuning",
        "sixth": "sixth set",
        "bar": "bar",
        "statements": "statements",
        "auc": "AUC, smart against vague",
        "target": "target",
        "unit": "unit",
        "deadline_text": "deadline's words",
        "due": "due date",
        "direction": "direction",
        "baseline": "baseline",
        "false": "targets read into vague statements",
        "failures": "What was misread:",
        "read": "read as",
        "none": "no target",
    },
    "zh": {
        "tuning": "调试集",
        "held back": "保留集",
        "second": "第二组",
        "third": "第三组",
        "fourth": "第四组",
        "fifth": "调试用新句",
        "sixth": "第六组",
        "bar": "要求",
        "statements": "句数",
        "auc": "AUC（具体对空泛）",
        "target": "目标值",
        "unit": "单位",
        "deadline_text": "期限词语",
        "due": "截止日期",
        "direction": "方向",
        "baseline": "基线",
        "false": "空泛句中误读出目标",
        "failures": "读错的句子：",
        "read": "读成",
        "none": "没有目标",
    },
}

# Words around a deadline that two careful readers quote differently: "by March", "March".
_EDGES = re.compile(
    r"^(?:(?:by|before|in|on|within|over|during|through|throughout|until|at|for|the|截至|截止|到|在|于|至)\b\s*|[截在于到至]+[至到]?|最[晚迟]|不[晚迟]于)+"
    r"|(?:之内|以内|之前|以前|[内內前里])+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Read:
    """A statement, and what the draft of it says."""

    statement: Mapping[str, Any]
    draft: Draft

    @property
    def set(self) -> str:
        """Which of SETS the statement belongs to; decided by its id, never by hand."""
        if self.statement["set"] != "first":
            return str(self.statement["set"])
        digest = hashlib.sha256(self.statement["id"].encode()).hexdigest()
        return "held back" if int(digest, 16) % 3 == 0 else "tuning"

    def found(self, field: str) -> Any:
        """Return what the draft found for ``field``."""
        return getattr(self.draft.found, field)

    def is_right(self, field: str) -> bool:
        """Return whether the draft agrees with the statement on ``field``."""
        expected, found = self.statement[field], self.found(field)
        if found is None or expected is None:
            return found is expected
        if field in ("target", "baseline"):
            return bool(abs(Decimal(str(expected)) - found) <= Decimal("0.01"))
        if field == "deadline_text":
            return _EDGES.sub("", str(expected)).lower() == _EDGES.sub("", found).lower()
        if field == "due":
            return bool(date.fromisoformat(str(expected)) == found)
        return str(expected).lower() == str(found).lower()

    def mistakes(self, words: Mapping[str, str]) -> tuple[str, ...]:
        """Return what the draft got wrong, in ``words``."""
        wrong = [
            f"{words[field]} {self.statement[field]}, {words['read']} {self.found(field)}"
            for field in FIELDS
            if field in self.statement and not self.is_right(field)
        ]
        if self.has_false_target():
            wrong.append(f"{words['none']}, {words['read']} {self.found('target')}")
        return tuple(wrong)

    def has_false_target(self) -> bool:
        """Return whether a target was read into a vague statement."""
        return self.statement["class"] == "vague" and self.found("target") is not None


def read_statements() -> tuple[Read, ...]:
    """Return every statement with its draft."""
    loaded = yaml.safe_load(STATEMENTS.read_text("utf-8"))
    as_of = date.fromisoformat(str(loaded["as_of"]))
    return tuple(
        Read(statement, draft_goal(statement["text"], as_of)) for statement in loaded["statements"]
    )


def area_under_curve(high: Sequence[int], low: Sequence[int]) -> float:
    """Return how often one of ``high`` is above one of ``low``; a tie counts one half."""
    if not high or not low:
        return float("nan")
    above = sum((a > b) + (a == b) / 2 for a in high for b in low)
    return above / (len(high) * len(low))


def auc(reads: Iterable[Read]) -> float:
    """Return the AUC of the score, smart against vague statements."""
    totals: dict[str, list[int]] = {"smart": [], "vague": []}
    for read in reads:
        totals[read.statement["class"]].append(read.draft.total)
    return area_under_curve(totals["smart"], totals["vague"])


def accuracy(reads: Iterable[Read], field: str) -> tuple[int, int]:
    """Return how many statements that name ``field`` were read right, and how many name it."""
    judged = [read for read in reads if field in read.statement]
    return sum(read.is_right(field) for read in judged), len(judged)


def table(reads: Sequence[Read], language: str = "en") -> str:
    """Return the figures of each set and language as a Markdown table in ``language``."""
    words = _WORDS[language]
    groups = [
        [read for read in reads if read.set == name and read.statement["language"] == written]
        for name in SETS
        for written in ("zh", "en")
    ]
    heads = [f"{words[name]}, {written}" for name in SETS for written in ("zh", "en")]
    rows = [
        ["", words["bar"], *heads],
        ["---"] * (len(heads) + 2),
        [words["statements"], "", *(str(len(group)) for group in groups)],
        [words["auc"], f"{BARS['auc']}", *(f"{auc(group):.3f}" for group in groups)],
    ]
    for field in FIELDS:
        cells = [accuracy(group, field) for group in groups]
        shown = [f"{right / of:.1%} ({right}/{of})" if of else "–" for right, of in cells]
        rows.append([words[field], f"{BARS[field]:.0%}" if field in BARS else "", *shown])
    rows.append(
        [words["false"], "", *(str(sum(read.has_false_target() for read in one)) for one in groups)]
    )
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def failures(reads: Iterable[Read], language: str = "en") -> str:
    """Return what was misread, one line a statement."""
    words = _WORDS[language]
    lines = [
        f"- {read.statement['text']} ({words[read.set]}): {'; '.join(read.mistakes(words))}"
        for read in reads
        if read.mistakes(words)
    ]
    return "\n".join(lines) or "-"


def published(reads: Sequence[Read], language: str) -> str:
    """Return what stands between the marks of docs/drafting.md: the table and the failures."""
    heading = _WORDS[language]["failures"]
    parts = [BEGIN, table(reads, language), heading, failures(reads, language), END]
    return "\n\n".join(parts)


def with_figures(page: str, reads: Sequence[Read], language: str) -> str:
    """Return ``page`` with the current figures between its marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{published(reads, language)}{after}"


def main() -> None:
    """Print the table, or do what the options ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the table into docs/")
    parser.add_argument("--failures", action="store_true", help="list misread tuning statements")
    options = parser.parse_args()
    reads = read_statements()
    sys.stdout.write(f"{table(reads)}\n")
    if options.failures:
        tuning = [read for read in reads if read.set == "tuning"]
        sys.stdout.write(f"\n{failures(tuning)}\n")
    if options.write:
        for language, page in PAGES.items():
            page.write_text(with_figures(page.read_text("utf-8"), reads, language), "utf-8")


if __name__ == "__main__":
    main()
