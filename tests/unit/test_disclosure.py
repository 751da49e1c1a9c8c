"""What leaves the author's screen quotes nothing that the team's edition does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

from planbook.as_of import fixed_as_of
from planbook.cli.formats import FORMATS
from planbook.cli.main import run
from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.render_text import render_text
from planbook.disclosure import disclose
from planbook.pipeline import check_project

TODAY = date(2026, 9, 10)
SECRET = "Zweigstelle-77123"
PUBLIC = [format_ for format_ in FORMATS if format_ not in ("text", "json")]

PROJECT = {
    "planbook.yaml": "title: Small\nas_of: 2026-09-10\ncurrency: EUR\n"
    "vocabulary: {territories: [{id: north, title: North}]}\n",
    "content/people.yaml": "kind: person\nid: ben\nname: Ben Hill\nrole: seller\nmanager: ada\n"
    "---\nkind: person\nid: ada\nname: Ada Low\nrole: seller\n"
    "---\nkind: role\nid: seller\ntitle: Seller\npurpose: Sells\nduties: [{title: Sell}]\n",
    "content/metric.yaml": "kind: metric\nid: sales\ntitle: Sales\nunit: EUR\ndirection: up\n"
    "aggregate: sum\ncadence: monthly\ndefinition: All orders\n"
    "values:\n  - {date: 2026-07-31, subject: ben, value: 100}\n"
    "  - {date: 2026-08-31, subject: ben, value: 120}\n",
    "content/goal.yaml": "kind: goal\nid: q3\ntitle: Grow sales\nowner: ben\nperiod: 2026-Q3\n"
    "specific: {outcome: Orders}\nmeasurable: {type: reach, metric: sales, target: 300}\n"
    "achievable: {rationale: Two resellers signed}\nrelevant: {standalone: An example}\n"
    "time_bound: {start: 2026-07-01, due: 2026-09-30}\n",
    "content/private/improvement.yaml": "kind: improvement\nid: ben-orders\ntitle: Orders\n"
    "person: ben\nopened: 2026-02-28\nmetric: sales\nfacts: Three months\ncause: A buyer left\n"
    "target: At least 90\nsupport: Visits\n"
    "actions:\n  - {title: Meet the buyer, due: 2026-03-31, done: true}\n"
    "checkpoints:\n  - {date: 2026-03-31, expect: An order, actual: Came, met: true}\n"
    "outcome: met\n",
    "content/private/feedback.yaml": "kind: feedback\nid: visit\ntitle: Visit\nto: ben\nfrom: ada\n"
    "date: 2026-09-08\nobserved: 2026-09-07\ntype: constructive\nsituation: At a visit\n"
    "behaviour: You promised\nimpact: He ordered half\n"
    "next_step: {title: Take the list, owner: ben, due: 2026-10-31}\n",
    "content/private/review.yaml": "kind: review\nid: ben-2026-08\ntitle: Review\nperson: ben\n"
    "reviewer: ada\nperiod: 2026-08\ndate: 2026-09-05\n"
    "ratings:\n  - {dimension: Growth, score: 4, comment: Above plan}\n"
    "readings:\n  - {metric: sales, value: 120, target: 100}\nstrengths: Prepares\n"
    "concerns: Waits\ndecisions:\n  - {title: Call, owner: ben, due: 2026-10-31}\n",
    "content/training.yaml": "kind: training\nid: ben-training\ntitle: Training\nfor: [ben]\n"
    "period: 2026\nitems:\n  - {title: Course, format: online, mode: theory, hours: 12, "
    "cost: 40}\n",
    "content/incentive.yaml": "kind: incentive\nid: bonus\ntitle: Bonus\nfor: [seller]\n"
    "period: 2026-Q3\nbasis: {metric: sales}\nquota: 300\nvariable: 60\ncurrency: EUR\n"
    "people:\n  - {person: ben, quota: 360}\nmode: marginal\n"
    "tiers:\n  - {up_to: 1.0, rate: 1.0}\n  - {rate: 2.0}\n",
}
# The name of a document is a place.
_IDS = re.compile(r"^id: ")
_VALUE = re.compile(r"(?<=: )[^:{\[,}\]]+(?=[,}\n])")


def lay(root: Path, changed: Mapping[str, str] = MappingProxyType({})) -> None:
    for path, text in {**PROJECT, **changed}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")


def checked_in(root: Path) -> tuple[Diagnostic, ...]:
    checked = check_project(root, fixed_as_of(TODAY))
    return disclose(checked, checked.diagnostics)


def public_words(found: Diagnostic) -> str:
    notes = [note.public_message for note in found.notes]
    words = [found.public_message, found.public_help or {}, *notes]
    return "\n".join(said for text in words for said in text.values())


def spoilt(text: str) -> Iterator[str]:
    """Yield ``text`` with a secret in the place of each value, in one of the ways that go wrong."""
    ways = (f"'{SECRET}'", f"'{SECRET}", f"{SECRET} # {SECRET}", f"{{{SECRET}: 1}}")
    values = (
        value
        for value in _VALUE.finditer(text)
        if not _IDS.match(text[text.rfind("\n", 0, value.start()) + 1 :])
    )
    for number, value in enumerate(values):
        yield text[: value.start()] + ways[number % len(ways)] + text[value.end() :]


def test_the_project_of_these_tests_has_no_errors(tmp_path: Path) -> None:
    lay(tmp_path)
    assert check_project(tmp_path, fixed_as_of(TODAY)).is_sound


HIDDEN = [
    "content/private/improvement.yaml",
    "content/private/feedback.yaml",
    "content/private/review.yaml",
]


@pytest.mark.slow
@pytest.mark.parametrize("path", HIDDEN)
def test_no_value_of_a_hidden_document_is_told(path: str, tmp_path: Path) -> None:
    lay(tmp_path)
    quoted = 0
    for text in spoilt(PROJECT[path]):
        (tmp_path / path).write_text(text, "utf-8")
        for found in checked_in(tmp_path):
            assert SECRET not in public_words(found), (found.code, text)
            quoted += SECRET in render_text([found])
    # The author is told.
    assert quoted > 5


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("content/training.yaml", "cost: 40"),
        ("content/incentive.yaml", "quota: 300"),
        ("content/incentive.yaml", "variable: 60"),
        ("content/incentive.yaml", "quota: 360"),
    ],
)
def test_no_value_of_a_hidden_field_is_told(path: str, field: str, tmp_path: Path) -> None:
    name = field.partition(":")[0]
    lay(tmp_path, {path: PROJECT[path].replace(field, f"{name}: {SECRET}")})
    told = checked_in(tmp_path)
    assert SECRET in render_text(told)
    assert not [found for found in told if SECRET in public_words(found)]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/goal.yaml", "target: 300", f"target: {SECRET}"),
        ("content/goal.yaml", "owner: ben", f"owner: {SECRET.lower()}"),
        ("content/goal.yaml", "due: 2026-09-30", f"due: {SECRET}"),
        ("content/training.yaml", "hours: 12", f"hours: {SECRET}"),
        ("content/goal.yaml", "outcome: Orders", "outcome: Orders, outcom: Orders"),
    ],
)
def test_what_the_team_sees_is_told_in_full(path: str, old: str, new: str, tmp_path: Path) -> None:
    lay(tmp_path, {path: PROJECT[path].replace(old, new)})
    told = checked_in(tmp_path)
    assert told
    for found in told:
        assert (found.public_message, found.public_help) == (found.message, found.help)


@pytest.mark.parametrize(
    "line",
    [
        "audience: privat",
        "audiance: private",
        "state: draft",
        "visible_to: hr",
        "audience: private",
    ],
)
def test_where_it_is_not_sure_who_sees_a_document_nothing_of_it_is_told(
    line: str, tmp_path: Path
) -> None:
    text = PROJECT["content/goal.yaml"].replace("target: 300", f"target: {SECRET}")
    lay(tmp_path, {"content/goal.yaml": f"{text}{line}\n"})
    told = checked_in(tmp_path)
    assert SECRET in render_text(told)
    assert not [found for found in told if SECRET in public_words(found)]


def test_a_one_to_one_whose_type_is_misspelt_is_not_taken_for_a_team_meeting(
    tmp_path: Path,
) -> None:
    meeting = (
        "kind: meeting\nid: talk\ntitle: Talk\ntype: one_on_on\nowner: ada\n"
        f"participants: [ben]\ntime: {SECRET}\n"
    )
    lay(tmp_path, {"content/meeting.yaml": meeting})
    told = checked_in(tmp_path)
    assert "schema-not-allowed-value" in {found.code for found in told}
    assert not [found for found in told if SECRET in public_words(found)]


_AT_MOST = "type: keep_within, metric: sales, max: 300, per: period"


@pytest.mark.parametrize("audience", ["team", "private"])
def test_a_rule_that_reads_a_hidden_document_quotes_it_to_the_team_only_where_the_team_sees_it(
    audience: str, tmp_path: Path
) -> None:
    goal = PROJECT["content/goal.yaml"] + "checkins: [{date: 2026-08-31, value: 50}]\n"
    goal = goal.replace("type: reach, metric: sales, target: 300", _AT_MOST)
    metric = PROJECT["content/metric.yaml"].replace("value: 120", "value: 77123")
    metric = metric.replace("cadence:", f"audience: {audience}\ncadence:")
    lay(tmp_path, {"content/goal.yaml": goal, "content/metric.yaml": metric})
    told = checked_in(tmp_path)
    (found,) = (found for found in told if found.code == "goal-checkin-differs-from-metric")
    figure = re.compile(r"77,?[12]\d3")
    assert figure.search("".join(found.message.values()))
    assert bool(figure.search(public_words(found))) == (audience == "team")
    assert found.public_message["en"]


@pytest.mark.parametrize("format_", PUBLIC)
@pytest.mark.parametrize("broken", [False, True])
def test_no_secret_reaches_any_format(
    format_: str,
    broken: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    changed = {path: PROJECT[path].replace("title: ", f"titel: {SECRET} ") for path in HIDDEN}
    changed |= {
        path: re.sub(r"due: \S+(?=[},])", f"due: {SECRET}", text)
        for path, text in PROJECT.items()
        if path in HIDDEN
    }
    if broken:
        changed["planbook.yaml"] = PROJECT["planbook.yaml"] + "titel: x\n"
    lay(tmp_path / "project", changed)
    assert run(["-C", str(tmp_path / "project"), "validate", "--format", format_]) == 1 + broken
    printed = capsys.readouterr()
    assert printed.out
    assert SECRET not in printed.out + printed.err
    assert SECRET not in (summary.read_text("utf-8") if summary.exists() else "")
    assert summary.exists() == (format_ == "github")


@pytest.mark.parametrize("format_", PUBLIC)
@pytest.mark.parametrize("hidden", ["audience: private", "state: draft"])
@pytest.mark.parametrize("written", ["lay-of-north", "nothing-like-it"])
def test_no_id_of_a_hidden_document_is_proposed(
    written: str, hidden: str, format_: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = f"kind: objective\nid: lay-off-north\ntitle: X\nowner: ada\nperiod: 2026\n{hidden}\n"
    goal = PROJECT["content/goal.yaml"].replace(
        "{standalone: An example}", f"{{supports: [{written}]}}"
    )
    lay(tmp_path, {"content/goal.yaml": goal, "content/secret.yaml": secret})
    assert run(["-C", str(tmp_path), "--lang", "en", "validate", "--format", format_]) == 1
    told = [line for line in capsys.readouterr().out.splitlines() if "link-unknown-id" in line]
    assert told
    assert not any("lay-off-north" in line for line in told)


def test_of_what_kind_a_hidden_document_is_is_not_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    goal = PROJECT["content/goal.yaml"].replace(
        "{standalone: An example}", "{supports: [ben-orders]}"
    )
    lay(tmp_path, {"content/goal.yaml": goal})
    assert run(["-C", str(tmp_path), "--lang", "en", "validate", "--format", "github"]) == 1
    told = capsys.readouterr().out
    assert "link-wrong-kind" in told
    assert "improvement" not in told


FALLING = (
    PROJECT["content/metric.yaml"].partition("values:")[0]
    + "values:\n"
    + "".join(
        f"  - {{date: 2026-0{month}-28, subject: ben, value: {410 - 20 * month}}}\n"
        for month in range(2, 9)
    )
)


@pytest.mark.parametrize("format_", PUBLIC)
def test_nobody_learns_from_a_missing_finding_that_a_plan_is_open(
    format_: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = []
    for outcome in ("met", "open"):
        plan = PROJECT["content/private/improvement.yaml"].replace(
            "outcome: met", f"outcome: {outcome}"
        )
        root = tmp_path / outcome
        lay(root, {"content/metric.yaml": FALLING, "content/private/improvement.yaml": plan})
        run(["-C", str(root), "validate", "--format", format_])
        captured = capsys.readouterr()
        printed.append(captured.out)
        assert ("1 about what the team does not see" in captured.err) == (outcome == "met")
        run(["-C", str(root), "validate"])
        shown = "metric-decline-without-improvement" in capsys.readouterr().out
        assert shown == (outcome == "met")
    assert printed[0] == printed[1]
