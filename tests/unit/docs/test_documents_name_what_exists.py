"""What the hand-written pages, the schemas and the starter name is there."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from planbook.cli.main import COMMANDS, planbook
from planbook.markup.parser import slug_of
from planbook.rules import ALL_CODES
from scenarios.scenario import Play, read_scenario

ROOT = Path(__file__).parents[3]
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/*.md"),
        *ROOT.glob("src/planbook/starter/project/**/*.md"),
        *ROOT.glob("schemas/*.schema.json"),
        ROOT / "planbook.yaml",
        ROOT / "src/planbook/starter/project/planbook.yaml",
    ]
)
_PREFIXES = sorted({code.partition("-")[0] for code in ALL_CODES})
# The rule that CONTRIBUTING shows how to write, and what begins as a code does and is none.
_NO_CODES = {"goal-weighs-nothing"}


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", PAGES, ids=shown)
def test_every_code_that_is_named_is_known(path: Path) -> None:
    text = path.read_text("utf-8")
    named = {found[1] for found in re.finditer(r"error\[([a-z-]+)\]", text)}
    pattern = rf"(?<![\w/-])((?:{'|'.join(_PREFIXES)})(?:-[a-z]+)+)(?=: (?:off|error|warning|hint))"
    named |= {found[1] for found in re.finditer(pattern, text)}
    assert named - ALL_CODES.keys() - _NO_CODES == set()


@pytest.mark.parametrize("path", PAGES, ids=shown)
def test_every_command_and_option_that_is_named_exists(path: Path) -> None:
    outer = click.Context(planbook)
    text = path.read_text("utf-8")
    fenced = "\n".join(re.findall(r"```[a-z]*\n(.*?)```", text, re.S))
    calls = [
        *re.finditer(r"`planbook ([a-z]+)([^`\n]*)`", text),
        *re.finditer(r"(?m)^planbook ([a-z]+)([^\n#]*)", fenced),
    ]
    for found in calls:
        command = planbook.get_command(outer, found[1])
        assert command is not None, f"{found[0]}: the commands are {COMMANDS}"
        known = {name for param in command.params for name in param.opts}
        named = set(re.findall(r"(?<!\S)--?[a-zA-Z][a-z-]*", found[2]))
        assert named <= known, found[0]


@pytest.mark.parametrize("path", PAGES, ids=shown)
def test_nothing_is_promised_that_is_not_there(path: Path) -> None:
    text = path.read_text("utf-8").lower()
    assert "search entry" not in text


def anchors_in(path: Path) -> set[str]:
    """Return what the headings of a page are called by links, as GitHub does."""
    text = re.sub(r"(?ms)^(`{3,}).*?^\1$", "", path.read_text("utf-8"))
    found: set[str] = set()
    for heading in re.findall(r"(?m)^#+ +(.+)$", text):
        slug = slug_of(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading))
        numbered = (slug, *(f"{slug}-{number}" for number in range(1, 100)))
        found.add(next(one for one in numbered if one not in found))
    return found


def test_links_between_the_pages_lead_somewhere() -> None:
    examples = {"feedback.md", "reviews.md", "team.jpg", "prices.pdf"}
    lost: list[str] = []
    for path in PAGES:
        if path.suffix != ".md" or "starter" in path.parts:
            continue
        text = re.sub(r"(?ms)^(`{3,}).*?^\1$", "", path.read_text("utf-8"))
        for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", text)):
            name, _, anchor = target.partition("#")
            if re.match(r"[a-z]+:", target) or name in examples:
                continue
            page = path.parent / name if name else path
            is_there = page.exists() and (not anchor or unquote(anchor) in anchors_in(page))
            if not is_there:
                lost.append(f"{shown(path)}: {target}")
    assert lost == []


def test_the_scenario_in_contributing_is_filled_in_by_update_goldens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANBOOK_LANG", "en")
    section = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## A scenario")[2]
    scenario = tmp_path / "one.scenario"
    scenario.write_text(section.split("```\n")[1], "utf-8")
    words, steps = read_scenario(scenario)
    assert words.strip()
    folder = tmp_path / "project"
    folder.mkdir()

    def captured() -> tuple[str, str]:
        printed = capsys.readouterr()
        return printed.out, printed.err

    assert list(Play(folder, captured, update=True).play(steps)) != []
    assert [step.verb for step in steps] == ["project", "file", "run", "stderr", "exit"]
    assert "link-unknown-id" in steps[2].text
    assert "Found " in steps[3].text
    assert steps[4].rest == "1"
    # What was filled in holds.
    assert list(Play(folder, captured, update=False).play(steps)) == []
