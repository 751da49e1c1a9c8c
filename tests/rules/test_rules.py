"""Every rule finds what it must in its bad documents, there only, and nothing in the good ones.

The folders are the list of tests: ``<code>/good/*.yaml`` and ``<code>/bad/*.yaml``, each bad one
with the pointers that the rule must point at beside it, a line each, in ``.expected``; where one
mistake has findings of two rules, a line names the other before its pointer. Rules about what is
lacking in a handbook (``LACKING``) are heard in their own folders and where a line names them: in
any other folder a case is no whole handbook.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builders.handbooks import SETTINGS, builtin_kinds
from planbook.linting import lint_handbook
from planbook.model.handbook import index_handbook
from planbook.reading.documents import parse_documents
from planbook.reading.sources import Source, Sources
from planbook.reading.validation import validate_documents
from planbook.rules import RULES
from planbook.rules.rule import AnyRule

AS_OF = date(2026, 9, 10)

LACKING = frozenset(
    {
        "goal-checkin-overdue",
        "goal-not-started",
        "incentive-for-nobody",
        "incentive-without-goal",
        "objective-without-support",
        "person-fewer-than-two-goals",
        "person-without-manager",
        "recognition-none-for-quarter",
        "role-duty-without-objective",
        "team-without-activity",
        "team-without-norms",
        "text-without-translation",
    }
)

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*/*/*.yaml"))


def violations(path: Path) -> list[tuple[str, str]]:
    """Return (code, pointer) of what the rules find in one document."""
    sources = Sources(documents=(Source(f"content/{path.name}", path.read_text("utf-8")),))
    parsed = parse_documents(sources, SETTINGS)
    valid = validate_documents(parsed.value, builtin_kinds(), SETTINGS)
    assert not parsed.findings + valid.findings, path
    handbook = index_handbook(valid.value.documents, builtin_kinds(), SETTINGS)
    findings = lint_handbook(handbook, RULES, AS_OF).findings
    return [(finding.code.name, finding.place.pointer) for finding in findings]


@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.relative_to(HERE)))
def test_the_rule_finds_what_the_folder_says(path: Path) -> None:
    code, verdict = path.parts[-3:-1]
    expected = path.with_suffix(".expected")
    lines = expected.read_text("utf-8").splitlines() if verdict == "bad" else []
    named = [line.rpartition(" ") for line in lines]
    wanted = [(other or code, pointer) for other, _, pointer in named]
    heard = {code, *(other for other, _ in wanted)}
    found = [one for one in violations(path) if one[0] not in LACKING - heard]
    assert found == wanted


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code.name)
def test_every_rule_has_good_and_bad_documents_and_an_explanation(rule: AnyRule) -> None:
    code = rule.code
    verdicts = {path.parts[-2] for path in CASES if path.parts[-3] == code.name}
    assert verdicts == {"good", "bad"}
    for words in (code.message, code.what, code.why):
        assert set(words) == {"en", "zh"}
        assert all(words.values())
    assert code.bad
    assert code.good


def test_every_folder_is_a_rule() -> None:
    assert {path.parts[-3] for path in CASES} == {rule.code.name for rule in RULES}
