"""Names for completion are found without reading the project, broken files included."""

from __future__ import annotations

from pathlib import Path

import pytest

from planbook.reading.names import Named, kind_names, named_documents, reader_names
from planbook.reading.schemas import compile_kinds, load_builtin_schemas


def put(root: Path, path: str, text: str) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def test_kinds_are_the_built_in_ones_and_the_projects_own(tmp_path: Path) -> None:
    builtin = tuple(compile_kinds(load_builtin_schemas()).value)
    assert kind_names(None) == kind_names(tmp_path) == builtin
    put(tmp_path, "schemas/account.schema.json", "broken")
    put(tmp_path, "schemas/goal.schema.json", "{}")
    put(tmp_path, "schemas/_old.schema.json", "{}")
    assert kind_names(tmp_path) == (*builtin, "account")


def test_documents_are_named_whatever_else_is_wrong(tmp_path: Path) -> None:
    put(tmp_path, "content/a.yaml", "kind: person\nid: wang-li\nname: {zh: 王丽, en: Wang Li}\n")
    put(tmp_path, "content/b.yaml", "id: x\nkind: team  # ours\ntitle: 'East'\n\tbroken: [\n")
    put(tmp_path, "content/c.yaml", "kind: goal\nid: g1\n---\nkind: goal\nid: g2\ntitle: |\n  T\n")
    put(tmp_path, "content/by-name.yml", "kind: tool\nowner:\n  id: inner\n")
    put(tmp_path, "content/how.zh.md", "---\ntitle: How\n---\nkind: none\ntitle: Body\n---\n")
    put(tmp_path, "content/bad.yaml", "kind: person\nid: $(reboot)\n")
    put(tmp_path, "content/_no.yaml", "kind: person\nid: hidden\n")
    put(tmp_path, "content/none.yaml", "id: of-no-kind\n")
    assert set(named_documents(tmp_path)) == {
        Named("person", "wang-li", "王丽"),
        Named("team", "x", "East"),
        Named("goal", "g1", ""),
        Named("goal", "g2", ""),
        Named("tool", "by-name", ""),
        Named("chapter", "how", "How"),
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("readers:\n  hr: {sees: [review]}\n  audit:\n    sees: [goal]\n", ("hr", "audit")),
        ("readers: {hr: {sees: [review], of: all}, audit: {sees: [goal]}}\n", ("hr", "audit")),
        ("readers:\n  # people\n  'hr':\n    title: {en: HR}\nout: site\n", ("hr",)),
        ("readers:\n", ()),
        ("title: T\n", ()),
    ],
)
def test_readers_are_named(text: str, names: tuple[str, ...], tmp_path: Path) -> None:
    put(tmp_path, "planbook.yaml", text)
    assert reader_names(tmp_path) == names
