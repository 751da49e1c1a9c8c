"""Every YAML text that the repository has: it says the same afterwards, or is left alone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from builders.formatting import FIELDS, meaning
from fuzz.corpus import corpus
from fuzz.mutations import mutate
from planbook.formatting.files import format_file
from planbook.formatting.format import format_yaml
from planbook.formatting.syntax_tree import read_syntax
from planbook.model.settings import Limits, Settings
from planbook.reading.front_matter import find_front_matter
from planbook.reading.yaml_values import read_yaml

ROOT = Path(__file__).parents[3]
SETTINGS = Settings(title={"en": "T"})
OWN = [
    path
    for folder in ("content", "schemas/examples")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".yaml", ".md")
]


def check(path: str, content: bytes) -> None:
    """Check that a file says the same when it has been formatted, and stays so."""
    formatted = format_file(path, content, FIELDS, SETTINGS)
    if formatted is None:
        return
    assert formatted.kept != "unsafe"
    if formatted.findings:
        assert formatted.content == content
    if formatted.content == content:
        return
    before, after = content.decode("utf-8-sig"), formatted.content.decode("utf-8-sig")
    if path.endswith(".md"):
        old, new = find_front_matter(before), find_front_matter(after)
        assert before[old.end :] == after[new.end :]
        before, after = before[old.start : old.end], after[new.start : new.end]
    assert meaning(after) == meaning(before)
    again = format_file(path, formatted.content, FIELDS, SETTINGS)
    assert again is not None
    assert again.content == formatted.content


def test_what_mutated_files_are_made_from() -> None:
    files = list(corpus())
    assert len(files) > 1000
    for path, content in files:
        if path.endswith((".yaml", ".md")):
            check(path, content)


@pytest.mark.parametrize("seed", range(2))
def test_mutated_files(seed: int) -> None:
    chance = random.Random(seed)
    files = [file for file in corpus() if file[0].endswith((".yaml", ".md"))]
    for _ in range(150):
        path, content = chance.choice(files)
        check(path, mutate(content, chance))


@pytest.mark.parametrize("path", OWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_handbook_and_the_examples_are_in_canonical_form(path: Path) -> None:
    content = path.read_bytes()
    formatted = format_file(f"content/{path.name}", content, FIELDS, SETTINGS)
    assert formatted is None or formatted.content == content


def shuffled(text: str, chance: random.Random) -> Iterator[str]:
    """Yield the documents of a text with the entries of each in any order, comments above too."""
    for document in read_syntax(text).documents:
        entries = document.root.entries
        starts = []
        for entry in entries:
            assert entry.key is not None
            start = text.rfind("\n", 0, entry.key.start) + 1
            for _ in entry.lead:
                start = text.rfind("\n", 0, start - 1) + 1
            starts.append(start)
        end = text.find("\n---", starts[-1])
        bounds = [*starts, len(text) if end < 0 else end + 1]
        parts = [text[a:b] for a, b in pairwise(bounds)]
        chance.shuffle(parts)
        yield "".join(parts)


@pytest.mark.parametrize("seed", range(3))
def test_shuffled_keys_come_back_into_one_order(seed: int) -> None:
    chance = random.Random(seed)
    moved = 0
    for path in OWN:
        text = path.read_text("utf-8")
        if path.suffix == ".md" or "&" in text:
            continue
        mixed = "---\n".join(shuffled(text, chance))
        moved += mixed != text
        formatted = format_yaml(mixed, FIELDS, Limits())
        assert formatted.kept == ""
        plain = [line for line in formatted.text.splitlines() if line]
        head = read_syntax(text).documents[0].root.head
        wanted = [line for line in text.splitlines() if line]
        assert plain == wanted[sum(bool(line.text) for line in head) :], path
    assert moved > 150


def test_the_order_of_keys_is_the_one_that_readers_see() -> None:
    for path in OWN:
        if path.suffix != ".yaml":
            continue
        for document in read_yaml(path.read_text("utf-8"), "x.yaml", Limits()).documents:
            known = list(FIELDS[document.value["kind"]].properties)
            keys = [key for key in document.value if key in known]
            assert keys == sorted(keys, key=known.index)
