"""The benchmarks: what they write, what they run, and the table that comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import peers
import reporting
import run as benchmark
from generate import Size, write_handbook
from measuring import RunError, Spread, run_program, spread_of
from peers import Peers, find_peers, write_hugo_site
from reporting import BEGIN, END, Figures, SizeFigures, load_figures, rows_of, table_of, with_report

DOCS = Path(__file__).parents[3] / "docs"


def of(seconds: float) -> Spread:
    return Spread(seconds, seconds, seconds)


def size(goals: int, **seconds: float) -> SizeFigures:
    return SizeFigures(
        goals=goals,
        documents=goals + 1,
        files=goals * 3,
        pages=goals * 2,
        hugo_pages=goals,
        rendered_after_edit=3,
        seconds={name.replace("_", " "): of(value) for name, value in seconds.items()},
        processor={name.replace("_", " "): value for name, value in seconds.items()},
        peaks={"memory cold": 600_000_000, "memory unchanged": 200_000_001},
    )


def figures(*, peers: bool = True, **changes: float) -> Figures:
    ours = {"cold": 6.0, "unchanged": 0.41, "edited": 0.62} | changes
    theirs = {"hugo": 2.0} if peers else {}
    checks = {"validate": 4.0, "validate_unchanged": 0.6}
    jsonschema = {"check-jsonschema": 100.0} if peers else {}
    return Figures(
        sizes=(
            size(1000, **{**ours, **theirs}),
            size(2000, **{**ours, **theirs}),
            size(10_000, **{**ours, **theirs, **checks, **jsonschema}),
        ),
        serve={1000: of(0.15), 10_000: of(0.51)},
        version=of(0.16),
        click=of(0.1),
        rounds=5,
        versions={"planbook": "1"},
        machine={"processors": "2"},
        missing=() if peers else ("hugo could not be installed (no network): …",),
    )


# --- content ----------------------------------------------------------------------------------


def texts_in(value: object) -> list[object]:
    """Return the texts of ``value`` that are mappings of languages."""
    if isinstance(value, dict):
        own: list[object] = [value] if set(value) & {"zh", "en"} else []
        return own + [text for inner in value.values() for text in texts_in(inner)]
    return [text for inner in value for text in texts_in(inner)] if isinstance(value, list) else []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_handbook_in_one_language_has_no_texts_in_others(tmp_path: Path, language: str) -> None:
    write_handbook(tmp_path, Size(3, 9, partners=0, languages=(language,)), seed=1)
    documents = [yaml.safe_load(path.read_bytes()) for path in tmp_path.rglob("*.yaml")]
    assert documents
    assert texts_in(documents) == []
    assert yaml.safe_load((tmp_path / "planbook.yaml").read_bytes())["languages"] == [language]
    assert not (tmp_path / "content/partners").exists()
    told = "".join(path.read_text("utf-8") for path in tmp_path.rglob("goal-*.yaml"))
    assert ("按计划推进" in told, "On plan" in told) == (language == "zh", language == "en")


def test_handbook_in_two_languages_has_every_text_in_both(tmp_path: Path) -> None:
    count = write_handbook(tmp_path, Size(3, 9, partners=1), seed=1)
    documents = [yaml.safe_load(path.read_bytes()) for path in tmp_path.rglob("content/**/*.yaml")]
    assert len(documents) == count
    assert {frozenset(text) for text in texts_in(documents) if isinstance(text, dict)} == {
        frozenset({"zh", "en"})
    }
    assert len([*tmp_path.glob("content/partners/*.yaml")]) == 3


def test_hugo_gets_one_page_a_document(tmp_path: Path) -> None:
    count = write_handbook(tmp_path / "project", Size(3, 9, 0, ("zh",)), seed=1)
    assert write_hugo_site(tmp_path / "project", tmp_path / "hugo") == count
    pages = [*tmp_path.glob("hugo/content/*/*.md")]
    assert len(pages) == count
    front = pages[0].read_text("utf-8").split("---\n")
    assert (front[0], front[2]) == ("", "")
    assert "title" in yaml.safe_load(front[1])


def test_edits_change_one_confidence_and_change_it_back(tmp_path: Path) -> None:
    handbook = benchmark.make_handbook(tmp_path, 5, "en")
    first = handbook.goal.read_text("utf-8")
    second = handbook.next_text()
    changed = [
        pair
        for pair in zip(first.splitlines(), second.splitlines(), strict=True)
        if len({*pair}) > 1
    ]
    assert changed == [("  confidence: 0.7", "  confidence: 0.6")]
    handbook.goal.write_text(second, "utf-8")
    assert handbook.next_text() == first


# --- measuring --------------------------------------------------------------------------------


def test_a_run_tells_time_memory_and_output() -> None:
    busy = "import time; x = b'x' * 40_000_000; t = time.time()\nwhile time.time() < t + .5: pass"
    run = run_program(["python3", "-c", f"{busy}\nprint('done')"], watch_memory=True)
    assert run.printed == "done\n"
    assert run.seconds >= 0.5
    assert run.processor_seconds > 0.1
    if Path("/proc/self/smaps_rollup").exists():
        assert run.peak is not None
        assert run.peak > 40_000_000


def test_a_program_that_fails_is_named() -> None:
    with pytest.raises(RunError, match=r"exit code 3.*wrong"):
        run_program(["sh", "-c", "echo wrong >&2; exit 3"])


def test_the_middle_of_several_runs_counts() -> None:
    assert spread_of([3.0, 1.0, 8.0]) == Spread(3.0, 1.0, 8.0)


def test_peer_that_cannot_be_installed_is_left_out_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "_install", lambda *_: "no network")
    said: list[str] = []
    found = find_peers(tmp_path, said.append)
    assert (found.hugo, found.check_jsonschema) == (None, None)
    assert found.missing[0] == ("hugo could not be installed (no network): its rows are left out.")
    assert len(said) == len(found.missing) == 2


def test_small_handbooks_are_measured_without_peers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(benchmark, "has_serve", lambda: False)
    told = benchmark.measure(tmp_path, (1, 2, 10), 1, "en", Peers(), lambda _: None)
    assert [one.goals for one in told.sizes] == [1, 2, 10]
    for one in told.sizes:
        assert 0 < one.rendered_after_edit < one.files
        assert 0 < one.pages < one.files
        assert one.documents > one.goals
    assert told.missing == ("This planbook has no `serve`: its rows are left out.",)
    rows = table_of(told, "en", has_bars=False).splitlines()
    assert len({row.count("|") for row in rows}) == 1
    told.save(tmp_path / "kept.json")
    assert load_figures(tmp_path / "kept.json") == told


# --- the table --------------------------------------------------------------------------------


def verdicts(told: Figures) -> dict[tuple[str, int | None], bool | None]:
    return {(row.work["en"], row.goals): row.met for row in rows_of(told)}


def test_every_bar_has_its_row_and_its_verdict() -> None:
    assert verdicts(figures()) == {
        ("cold build, an HTML page", 2000): True,  # 1.5 ms beside 1 ms
        ("cold build, an HTML page", 10_000): False,
        ("nothing changed, new process", 2000): True,  # 0.35 + 0.03 × 2
        ("nothing changed, new process", 10_000): True,
        ("one goal edited, new process", 2000): True,  # 0.5 + 0.06 × 2
        ("one goal edited, new process", 10_000): True,
        ("`serve`: saved → shown", 1000): True,
        ("`serve`: saved → shown", 10_000): False,
        ("`validate`, nothing kept", 10_000): True,  # 25 times
        ("`validate`, nothing changed", 10_000): False,  # 167 times
        ("peak memory, cold build", 10_000): True,
        ("peak memory, nothing changed", 10_000): False,
        ("growth, cold build (1\N{NO-BREAK SPACE}000 → 10\N{NO-BREAK SPACE}000)", None): True,
        ("growth, one goal edited (1\N{NO-BREAK SPACE}000 → 10\N{NO-BREAK SPACE}000)", None): True,
        ("`planbook --version`", None): True,
    }
    slower = verdicts(figures(unchanged=0.411, edited=0.621))
    assert not slower["nothing changed, new process", 2000]
    assert not slower["one goal edited, new process", 10_000]


def test_without_peers_nothing_is_said_to_be_met_that_needs_them() -> None:
    told = verdicts(figures(peers=False))
    needs = [work for work in told if "build, an" in work[0] or "process" in work[0]]
    assert len(needs) == 6
    assert {told[work] for work in needs} == {None}
    assert told["`validate`, nothing kept", 10_000] is None
    assert "could not be installed (no network)" in reporting.report_of(figures(peers=False), "en")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_run_takes_the_place_of_the_one_before(language: str) -> None:
    page = f"# Title\n\n{BEGIN}\nLAST RUN\n{END}\n\nmore\n"
    once = with_report(page, figures(), language)
    assert once.startswith("# Title\n\n")
    assert once.endswith("\n\nmore\n")
    assert "LAST RUN" not in once
    assert with_report(once, figures(), language) == once
    lines = [line for line in once.splitlines() if line.startswith("|")]
    assert len({line.count("|") for line in lines[:17]}) == 1
    with pytest.raises(ValueError, match="marks"):
        with_report("# Title\n", figures(), language)


@pytest.mark.parametrize("name", ["performance.md", "performance.zh.md"])
def test_the_pages_have_a_place_for_the_run(name: str) -> None:
    page = (DOCS / name).read_text("utf-8")
    assert page.index(BEGIN) < page.index(END)
