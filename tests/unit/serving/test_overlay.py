"""What a page shows while the project is wrong: all of it, folded where readers may not see."""

from __future__ import annotations

from typing import Any

import pytest

from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Severity
from planbook.diagnostics.span import Span
from planbook.serving.build_outcome import BuildOutcome
from planbook.serving.overlay import SHOWN, describe_outcome, overlay_words

MESSAGE = {"en": "`5000` is no text", "zh": "`5000` 不是文字"}
PUBLIC = {"en": "this is no text", "zh": "这里不是文字"}
HELP = {"en": "put it in quotes", "zh": "加上引号"}


def finding(
    *, public: bool = False, excerpt: str = "reward: 5000", line: int = 3, scope: str = "content"
) -> Diagnostic:
    return Diagnostic(
        code="schema-wrong-type",
        severity=Severity.ERROR,
        message=MESSAGE,
        path="content/goal.yaml",
        span=Span(line, 1, line, 7),
        help=HELP,
        excerpt=excerpt,
        scope=scope,  # type: ignore[arg-type]
        public_message=MESSAGE if public else PUBLIC,
        public_help=HELP if public else None,
    )


def shown(
    *found: Diagnostic, language: str = "en", is_private: bool = False
) -> list[dict[str, Any]]:
    outcome = BuildOutcome(ok=False, diagnostics=found)
    told = describe_outcome(outcome, language, has_site=True, is_private=is_private)
    entries: list[dict[str, Any]] = told["findings"]
    return entries


def test_what_the_readers_may_see_is_shown_with_its_line_and_help() -> None:
    (entry,) = shown(finding(public=True))
    assert entry["headline"] == "content/goal.yaml:3:1: error[schema-wrong-type] `5000` is no text"
    assert "3 | reward: 5000" in entry["frame"]
    assert "^^^^^^" in entry["frame"]
    assert entry["said"] == ["help: put it in quotes"]
    assert not entry["is_folded"]


def test_what_they_may_not_see_is_folded_and_its_headline_quotes_nothing() -> None:
    (entry,) = shown(finding())
    assert entry["is_folded"]
    assert "5000" not in entry["headline"]
    assert "content/goal.yaml:3:1" in entry["headline"]
    assert "3 | reward: 5000" in entry["frame"]
    assert "`5000` is no text" in entry["full"]


@pytest.mark.parametrize("excerpt", ["{to: 1, pay: 5000}", "to: [1, 5000]", "to: 1 # she leaves"])
def test_a_line_that_may_hold_more_than_the_field_is_folded(excerpt: str) -> None:
    (entry,) = shown(finding(public=True, excerpt=excerpt))
    assert entry["is_folded"]
    (entry,) = shown(finding(public=True, excerpt=excerpt, scope="project"))
    assert not entry["is_folded"]


def test_the_private_edition_folds_nothing() -> None:
    (entry,) = shown(finding(), is_private=True)
    assert not entry["is_folded"]
    assert "`5000` is no text" in entry["headline"]


def test_a_page_in_chinese_is_told_in_chinese_and_any_other_in_english() -> None:
    assert shown(finding(public=True), language="zh-Hans")[0]["said"] == ["建议: 加上引号"]
    assert shown(finding(public=True), language="de")[0]["said"] == ["help: put it in quotes"]
    assert overlay_words("zh")["close"] == "收起"
    assert overlay_words("")["close"] == "Hide"
    assert overlay_words("en").keys() == overlay_words("zh").keys()


def test_of_very_many_the_first_are_shown_and_the_settings_before_them() -> None:
    many = [finding(line=line) for line in range(1, SHOWN + 5)]
    outcome = BuildOutcome(ok=False, diagnostics=(*many, finding(scope="project", line=99)))
    told = describe_outcome(outcome, "en", has_site=False, is_private=False)
    assert len(told["findings"]) == SHOWN
    assert ":99:" in told["findings"][0]["headline"]
    assert told["more"] == "5 more; the terminal lists them."
    assert "no earlier version" in told["lead"]


def test_advice_is_no_reason_for_an_overlay() -> None:
    assert shown(Diagnostic("goal-smart", Severity.HINT, MESSAGE, "content/goal.yaml")) == []


def test_any_other_problem_is_shown_as_it_is_told() -> None:
    outcome = BuildOutcome(ok=False, problem={"en": "nobody of that name", "zh": "没有这个人"})
    told = describe_outcome(outcome, "zh", has_site=True, is_private=False)
    assert [entry["headline"] for entry in told["findings"]] == ["没有这个人"]
