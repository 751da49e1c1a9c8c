"""Counting findings, what they come to, and how a project rates them."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Severity
from planbook.diagnostics.severities import Rating, apply_severities
from planbook.diagnostics.summary import (
    FailLevel,
    Summary,
    advice_line,
    closing_line,
    exit_code,
    summarise,
)

WARNING = Diagnostic("goal-vague", Severity.WARNING, {"en": "vague"}, "content/people/a/q3.yaml")
ERROR = replace(WARNING, severity=Severity.ERROR)
HINT = replace(WARNING, severity=Severity.HINT)
CONFIG = replace(ERROR, scope="project")


def test_findings_are_counted_by_severity() -> None:
    assert summarise([ERROR, WARNING, WARNING, HINT], 5, 7) == Summary(5, 7, 1, 2, 1)


def test_of_advice_a_build_tells_how_much_there_is() -> None:
    line = advice_line([WARNING, WARNING, HINT])
    assert line is not None
    assert line["en"].startswith("2 warnings and 1 hint: `planbook validate` shows")
    assert line["zh"].startswith("2 个警告、1 个提示：用 `planbook validate` 查看")
    assert advice_line([]) is None


@pytest.mark.parametrize(
    ("found", "level", "code"),
    [
        ([], "error", 0),
        ([WARNING], "error", 0),
        ([WARNING], "warning", 1),
        ([HINT], "warning", 0),
        ([HINT], "hint", 1),
        ([ERROR, CONFIG], "error", 2),
    ],
)
def test_the_exit_code_follows_the_contract(
    found: list[Diagnostic], level: FailLevel, code: int
) -> None:
    assert exit_code(found, level) == code


def test_a_run_ends_in_one_sentence() -> None:
    found = Summary(files=3, documents=4, errors=1, warnings=2)
    assert closing_line(found) == "Found 1 error and 2 warnings in 4 documents in 3 files."
    assert closing_line(found, "zh") == "3 个文件、4 份文档，共 1 个错误、2 个警告。"
    assert closing_line(Summary(1, 1)) == "No problems found in 1 document in 1 file."
    assert closing_line(Summary(1, 1), "zh") == "1 个文件、1 份文档，没有发现问题。"


@pytest.mark.parametrize(
    ("rating", "severity"),
    [
        (Rating("hint"), Severity.HINT),
        (Rating("error"), Severity.ERROR),
        (Rating("off"), None),
        (Rating(None, {"content/people/**": "hint"}), Severity.HINT),
        (Rating("error", {"content/teams/**": "off"}), Severity.ERROR),
        (Rating("off", {"content/people/*/q3.yaml": "error"}), Severity.ERROR),
        (Rating(None, {"content/people": "off"}), None),
        (Rating(None, {"content/*.yaml": "off"}), Severity.WARNING),
        (Rating(None, {"**/q3.yaml": "off", "content/people/a/": "hint"}), Severity.HINT),
        (Rating(None, {"content/people/?/q3.yaml": "off"}), None),
    ],
)
def test_a_project_rates_by_code_and_path(rating: Rating, severity: Severity | None) -> None:
    rated = apply_severities([WARNING], {"goal-vague": rating})
    assert [found.severity for found in rated] == ([severity] if severity else [])


def test_an_error_stays_one() -> None:
    assert apply_severities([ERROR], {"goal-vague": Rating("off")}) == (ERROR,)


def test_other_codes_are_left_alone() -> None:
    assert apply_severities([WARNING], {"goal-other": Rating("off")}) == (WARNING,)
