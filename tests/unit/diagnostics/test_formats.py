"""The formats that services read: valid by what their readers publish, whatever a file holds."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xmlschema
from markdown_it import MarkdownIt
from msgspec.structs import replace

from planbook.diagnostics.diagnostic import Diagnostic, Note
from planbook.diagnostics.finding import Place, Severity
from planbook.diagnostics.render_concise import render_concise
from planbook.diagnostics.render_github import ANNOTATIONS, render_github
from planbook.diagnostics.render_gitlab import render_gitlab
from planbook.diagnostics.render_junit import render_junit
from planbook.diagnostics.render_sarif import render_sarif
from planbook.diagnostics.render_summary import render_summary
from planbook.diagnostics.rule_pages import RulePages
from planbook.diagnostics.run import Run
from planbook.diagnostics.span import Span
from planbook.diagnostics.summary import summarise
from planbook.diagnostics.terminal import safe_json, safe_lines, safe_orders
from planbook.rules import ALL_CODES

PUBLISHED = Path(__file__).parent / "published"
SARIF = json.loads((PUBLISHED / "sarif-2.1.0.json").read_text("utf-8"))
JUNIT = xmlschema.XMLSchema(PUBLISHED / "junit-10.xsd")

# All that might be taken for something else by one of the readers.
EVIL = (
    "::error::x\n::warning file=a::b\r\n%0A::error::c %25 , : <img src=x onerror=1> </code> | a | "
    "`code` ``` [click](https://evil.example) https://evil.example www.evil.example "
    "@octocat #1 \x1b[31m \x9b \u202e \u2028 ##[error]z ]]> \ufffe \x00 \ud800 & \"q\" 'q' {0} "
    "* _ ~"
)
PAGES = RulePages("https://git.example.com/team/planbook/blob/abc/docs/rules/")


def found(
    code: str = "goal-weights-not-100",
    severity: Severity = Severity.WARNING,
    path: str = "content/q3.yaml",
    line: int = 14,
    words: str = "the weights make 90",
    **more: Any,
) -> Diagnostic:
    return Diagnostic(
        code=code,
        severity=severity,
        message={"en": "secret"},
        path=path,
        span=Span(line, 3, line, 8),
        pointer=more.pop("pointer", "/weight"),
        subject=more.pop("subject", "goal:q3"),
        help={"en": "secret"},
        place=Place(path),
        public_message={"en": words, "zh": "权重合计 90"},
        public_help={"en": f"write {words}"},
        **more,
    )


def run_of(*diagnostics: Diagnostic, **more: Any) -> Run:
    settings: dict[str, Any] = {"pages": PAGES, "day": date(2026, 9, 10), **more}
    return Run(
        diagnostics=diagnostics,
        summary=summarise(diagnostics, 3, 4),
        codes=ALL_CODES,
        version="1.2.3",
        **settings,
    )


NOTED = found(
    code="link-duplicate-id",
    severity=Severity.ERROR,
    notes=(
        Note({"en": "secret"}, f"content/{EVIL}.yaml", None, public_message={"en": EVIL}),
        Note({"en": "secret"}, "content/b.yaml", Span(1, 1, 1, 2)),
    ),
)
HOSTILE = found(
    severity=Severity.ERROR,
    path=f"content/{EVIL}/\udcff.yaml",
    words=EVIL,
    pointer=f"/{EVIL}",
    subject=f"goal:{EVIL}",
)
NOWHERE = replace(found(severity=Severity.HINT), span=None)
RUNS = {
    "empty": run_of(),
    "one": run_of(found()),
    "all": run_of(found(), found(line=20), HOSTILE, NOTED, NOWHERE, folder="plans/2026 (a)/"),
    "chinese": run_of(found(), NOWHERE, language="zh"),
    "project": run_of(
        replace(found(), path="planbook.yaml", scope="project"),
        content_was_read=False,
        day=None,
        pages=None,
    ),
    "many": run_of(*(found(line=line, severity=severity) for line in range(1, 170)
                     for severity in Severity)),
    "suppressed": run_of(found(), suppressed=(found(line=30),)),
}  # fmt: skip
RENDERERS: dict[str, Callable[[Run], str]] = {
    "github": render_github,
    "gitlab": render_gitlab,
    "junit": render_junit,
    "sarif": render_sarif,
    "summary": render_summary,
    "concise": lambda run: render_concise(run.diagnostics, run.language),
}
every_run = pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)


def as_printed(format_: str, run: Run) -> str:
    """Return what reaches the log."""
    text = RENDERERS[format_](run)
    if format_ == "github":
        return safe_orders(text)
    return safe_json(text) if format_ in ("sarif", "gitlab") else safe_lines(text)


def orders_in(log: str) -> list[tuple[str, dict[str, str], str]]:
    """Return the orders that GitHub's runner finds in a log, as its ActionCommand.cs does."""
    found = []
    for line in re.split(r"\r\n|\r|\n", log):
        assert not re.search(r"##\[[^\]]*\]", line), line
        bare = line.lstrip()
        if bare.startswith("::") and (end := bare.find("::", 2)) >= 0:
            name, _, written = bare[2:end].partition(" ")
            pairs = [pair.split("=", 1) for pair in written.split(",") if pair]
            values = {pair[0].strip(): _unescaped(pair[1]) for pair in pairs if len(pair) == 2}
            found.append((name, values, _unescaped(bare[end + 2 :])))
    return found


def _unescaped(text: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


@every_run
@pytest.mark.parametrize("format_", RENDERERS)
def test_no_format_quotes_what_is_not_public_or_gives_an_order_of_a_file(
    run: Run, format_: str
) -> None:
    printed = as_printed(format_, run)
    assert "secret" not in printed
    names = {name for name, _, _ in orders_in(printed)}
    assert names <= ({"error", "warning", "notice"} if format_ == "github" else set())
    # Nothing that steers a terminal, turns a line around or is half a character.
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff]", printed)


def test_github_is_told_errors_first_and_files_of_the_pull_request_first() -> None:
    run = run_of(
        found(severity=Severity.HINT, path="content/a.yaml"),
        found(path="content/a.yaml"),
        found(severity=Severity.ERROR, path="content/a.yaml"),
        found(severity=Severity.ERROR, path="content/z.yaml"),
        changed=frozenset({"content/z.yaml"}),
        folder="plans/",
    )
    assert [(name, at["file"]) for name, at, _ in orders_in(render_github(run))] == [
        ("error", "plans/content/z.yaml"),
        ("error", "plans/content/a.yaml"),
        ("warning", "plans/content/a.yaml"),
        ("notice", "plans/content/a.yaml"),
    ]


def test_what_is_wrong_with_the_whole_project_stands_in_its_file() -> None:
    run = run_of(replace(found(path="."), span=None), folder="plans/")
    ((_, at, _),) = orders_in(render_github(run))
    assert at["file"] == "plans/planbook.yaml"
    assert json.loads(render_gitlab(run))[0]["location"]["path"] == "plans/planbook.yaml"


def test_an_order_to_github_is_as_the_contract_has_it() -> None:
    address = PAGES.address("goal-weights-not-100")
    assert render_github(run_of(found())) == (
        "::warning file=content/q3.yaml,line=14,col=3,title=goal-weights-not-100::"
        f'goal "q3": the weights make 90%0Awrite the weights make 90%0A{address}\n'
    )


def test_github_gets_as_many_annotations_as_it_shows_and_is_told_how_many_are_hidden() -> None:
    printed = render_github(RUNS["many"])
    orders = orders_in(printed)
    names = [name for name, _, _ in orders]
    assert [names.count(name) for name in ("error", "warning", "notice")] == [ANNOTATIONS] * 3
    assert "159 errors, 159 warnings and 160 hints" in orders[-1][2]
    # Nothing is lost: what is no annotation stands in the log.
    plain = [line for line in printed.splitlines() if not line.startswith("::")]
    assert len(plain) == 159 + 159 + 160


@pytest.mark.parametrize("number", [9, 10])
def test_github_is_not_told_of_anything_hidden_where_nothing_is(number: int) -> None:
    run = run_of(*(found(line=line, severity=Severity.HINT) for line in range(1, number + 1)))
    assert len(orders_in(render_github(run))) == number
    assert "planbook::" not in render_github(run)


@every_run
def test_sarif_is_valid_by_its_schema(run: Run) -> None:
    jsonschema.Draft202012Validator(SARIF).validate(json.loads(render_sarif(run)))


def test_sarif_says_where_what_and_which_rule() -> None:
    run = json.loads(render_sarif(RUNS["all"]))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["originalUriBaseIds"].keys() == {"%SRCROOT%"}
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert place["uriBaseId"] == "%SRCROOT%"
        assert re.fullmatch(r"plans/2026%20%28a%29/content/[A-Za-z0-9._~%/-]+", place["uri"])
    noted = next(each for each in run["results"] if "relatedLocations" in each)
    assert [each["message"]["text"] for each in noted["relatedLocations"]][1:] == [
        "this place belongs to it"
    ]
    for rule in rules:
        assert rule["helpUri"] == PAGES.address(rule["id"])
        assert rule["help"]["markdown"]
        assert rule["properties"]["tags"]
    # A link in SARIF would be one that a file made.
    told = [result["message"]["text"] for result in run["results"]]
    assert any("click" in text for text in told)
    assert not any(re.search(r"(?<!\\)\[[^\[\]]*\]\(", text) for text in told)


def test_sarif_tells_of_what_was_allowed_that_it_was() -> None:
    results = json.loads(render_sarif(RUNS["suppressed"]))["runs"][0]["results"]
    assert [result.get("suppressions") for result in results] == [None, [{"kind": "inSource"}]]


@every_run
def test_junit_is_valid_by_its_schema(run: Run) -> None:
    JUNIT.validate(render_junit(run).encode("utf-8"))


def test_junit_fails_what_fails_the_run_and_skips_advice() -> None:
    three = [found(severity=severity) for severity in Severity]
    for level, failures in (("error", 1), ("warning", 2), ("hint", 3)):
        root = ET.fromstring(render_junit(run_of(*three, fail_level=level)))
        assert len(list(root.iter("failure"))) == failures == int(root.get("failures", ""))
        assert len(list(root.iter("skipped"))) == 3 - failures
        names = [case.get("name") for case in root.iter("testcase")]
        assert len(set(names)) == 3 == int(root.get("tests", ""))


def test_junit_of_a_run_without_findings_is_a_test_that_passed() -> None:
    root = ET.fromstring(render_junit(RUNS["empty"]))
    assert [list(case) for case in root.iter("testcase")] == [[]]


def test_junit_names_a_test_alike_when_its_line_moves() -> None:
    names = [
        [case.get("name") for case in ET.fromstring(render_junit(run_of(one))).iter("testcase")]
        for one in (found(line=1), found(line=2))
    ]
    assert names[0] == names[1]


@every_run
def test_gitlab_has_the_fields_that_it_publishes(run: Run) -> None:
    entries = json.loads(render_gitlab(run))
    assert len(entries) == len(run.diagnostics)
    for entry in entries:
        assert entry.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["location"]["lines"]["begin"] >= 1
        assert not entry["location"]["path"].startswith(("/", "./"))
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)


def fingerprints(run: Run) -> list[list[str]]:
    results = json.loads(render_sarif(run))["runs"][0]["results"]
    return [
        [entry["fingerprint"] for entry in json.loads(render_gitlab(run))],
        [result["partialFingerprints"]["planbook/v1"] for result in results],
    ]


def test_a_finding_is_known_by_the_same_print_when_lines_and_words_change() -> None:
    before = fingerprints(run_of(found(line=1), found(line=5, pointer="/title")))
    after = fingerprints(run_of(found(line=9, words="x"), found(line=50, pointer="/title")))
    assert before == after
    assert fingerprints(run_of(found(path="content/b.yaml")))[0][0] not in before[0]


@every_run
def test_a_summary_is_only_the_markup_that_planbook_makes(run: Run) -> None:
    html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(render_summary(run))
    tags = set(re.findall(r"</?([a-zA-Z][a-zA-Z0-9]*)", html))
    allowed = {"h2", "p", "details", "summary", "code", "ul", "li", "strong", "a", "br"}
    assert tags <= allowed
    assert set(re.findall(r'href="([^"]*)"', html)) <= {
        PAGES.address(found.code, run.language) for found in run.diagnostics
    }
    if any("evil" in found.path for found in run.diagnostics):
        assert "[click](https://evil.example)" in html  # as words


def test_a_summary_has_one_part_a_file_gravest_first() -> None:
    hint, error = found(severity=Severity.HINT), found(severity=Severity.ERROR, path="content/z.md")
    text = render_summary(run_of(hint, error, replace(hint, path=error.path)))
    assert re.findall(r"<summary>(.*)</summary>", text) == [
        "<code>content/z.md</code> (1 error and 1 hint)",
        "<code>content/q3.yaml</code> (1 hint)",
    ]
    assert "**error**, line 14:" in text


@pytest.mark.parametrize("largest", [2_000, 20_000, 1024 * 1024])
def test_a_summary_is_as_long_as_github_takes_it_and_counts_the_rest(largest: int) -> None:
    findings = [
        found(line=line, path=f"content/{file}.yaml")
        for file in range(20)
        for line in range(1, 400)
    ]
    text = render_summary(run_of(*findings), largest)
    assert len(text.encode("utf-8")) <= largest
    shown = len(re.findall(r"(?m)^- ", text))
    assert 0 < shown < len(findings)
    rest = f"{len(findings) - shown} warnings more: the log of the step lists them."
    assert text.replace("\\", "").endswith(f"\nNo room here for {rest}\n")


def test_no_format_links_to_a_page_that_only_this_machine_has() -> None:
    run = run_of(found(), pages=RulePages("file:///home/me/docs/rules/", is_local=True))
    for format_ in RENDERERS:
        assert "file:" not in as_printed(format_, run)


@pytest.mark.parametrize("format_", ["github", "gitlab", "junit", "sarif", "summary"])
def test_every_format_links_to_the_page_in_its_language(format_: str) -> None:
    assert PAGES.address("goal-weights-not-100") in RENDERERS[format_](RUNS["one"])
    assert PAGES.address("goal-weights-not-100", "zh") in RENDERERS[format_](RUNS["chinese"])
