"""docs/reference/ says what the schemas and the catalogue of findings say."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    """The program docs/generate.py, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("generate_docs", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_on_disk_are_those_that_make_docs_writes(generator: ModuleType) -> None:
    folder = ROOT / "docs" / "reference"
    on_disk = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*.md")
    }
    expected = generator.reference_pages()
    assert on_disk.keys() == expected.keys(), "run `make docs`"
    stale = [path for path, text in expected.items() if on_disk[path] != text]
    assert stale == [], "run `make docs`"


def test_every_kind_has_a_page_in_both_languages_with_an_example(generator: ModuleType) -> None:
    pages = generator.reference_pages()
    assert "| `measurable.target` |" in pages["goal.md"]
    assert "```yaml\n" in pages["goal.md"]
    assert "## 完整示例" in pages["zh/goal.md"]
    assert "# link-unknown-id" in pages["findings/link-unknown-id.md"]
    assert "[link-unknown-id](link-unknown-id.md)" in pages["zh/findings/index.md"]


def test_every_finding_has_a_page_and_a_heading_in_the_index(generator: ModuleType) -> None:
    pages = generator.reference_pages()
    for folder in ("", "zh/"):
        index = pages[f"{folder}findings/index.md"]
        for name in generator.known_codes():
            assert f"# {name}\n" in pages[f"{folder}findings/{name}.md"]
            assert index.count(f"[{name}]({name}.md)") == 1
        assert "## Others" not in index
        assert "## 其他" not in index
