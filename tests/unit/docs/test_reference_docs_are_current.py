"""docs/reference/ and docs/rules/ say what the schemas and the catalogue of findings say."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from planbook.diagnostics.subjects import OTHERS, SUBJECTS, subject_of
from planbook.rules import RULES
from planbook.rules.rule import AnyRule, SettingsRule

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    """The program docs/generate.py, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("generate_docs", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("folder", ["reference", "rules"])
def test_the_pages_on_disk_are_those_that_make_docs_writes(
    generator: ModuleType, folder: str
) -> None:
    root = ROOT / "docs" / folder
    on_disk = {
        path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*.md")
    }
    make = {"reference": generator.reference_pages, "rules": generator.rule_pages}
    expected = make[folder]()
    assert on_disk.keys() == expected.keys(), "run `make docs`"
    stale = [path for path, text in expected.items() if on_disk[path] != text]
    assert stale == [], "run `make docs`"


def test_every_kind_has_a_page_in_both_languages_with_an_example(generator: ModuleType) -> None:
    pages = generator.reference_pages()
    assert "| `measurable.target` |" in pages["goal.md"]
    assert "```yaml\n" in pages["goal.md"]
    assert "## 完整示例" in pages["zh/goal.md"]


def test_every_finding_has_a_page_and_a_line_in_the_index(generator: ModuleType) -> None:
    pages = generator.rule_pages()
    for folder in ("", "zh/"):
        index = pages[f"{folder}index.md"]
        for name in generator.known_codes():
            assert f"# {name}\n" in pages[f"{folder}{name}.md"]
            assert index.count(f"[{name}]({name}.md)") == 1


def test_every_finding_has_a_subject(generator: ModuleType) -> None:
    codes = generator.known_codes().values()
    assert [code.name for code in codes if subject_of(code.name) is OTHERS] == []
    named = [name for subject in SUBJECTS for name in subject.names]
    assert set(named) <= {code.name for code in codes}
    words = [word for subject in SUBJECTS for word in subject.words]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code.name)
def test_the_page_of_a_rule_shows_a_case_with_the_line_that_it_finds(
    generator: ModuleType, rule: AnyRule
) -> None:
    bad, good = generator._examples_of(rule.code.name)
    lines = bad.marked("en").split("\n")
    marked = [number for number, line in enumerate(lines, 1) if "# ← here" in line]
    # What is wrong with the settings stands in planbook.yaml, and on no line of the case.
    assert bool(marked) != isinstance(rule, SettingsRule)
    assert good.lines == ()


def test_links_between_the_pages_of_findings_lead_somewhere() -> None:
    for path in (ROOT / "docs" / "rules").rglob("*.md"):
        text = re.sub(r"```yaml\n.*?```", "", path.read_text("utf-8"), flags=re.S)
        links = re.findall(r"\]\((?!https?:)([^)#]*)(?:#([a-z]+))?\)", text)
        assert links
        for target, anchor in links:
            found = path.parent / target if target else path
            assert found.exists(), f"{path}: {target}"
            assert not anchor or f'<a id="{anchor}">' in found.read_text("utf-8")
