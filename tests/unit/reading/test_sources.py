"""What is found on disk, what is read of it, and what is left alone."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from planbook.diagnostics.finding import Finding
from planbook.diagnostics.span import Span
from planbook.model.settings import Limits
from planbook.reading.sources import Sources, discover_sources

GOAL = "kind: goal\nid: a\n"


def project(root: Path, files: dict[str, str | bytes]) -> Path:
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    (root / "content").mkdir(parents=True, exist_ok=True)
    return root


def discover(root: Path, limits: Limits | None = None) -> tuple[Sources, list[Finding]]:
    outcome = discover_sources(root, limits or Limits())
    return outcome.value, list(outcome.findings)


def seen(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.code.name, finding.place.path) for finding in findings]


def test_files_are_sorted_by_what_they_are_and_by_path(tmp_path: Path) -> None:
    root = project(
        tmp_path,
        {
            "content/b/goal.yaml": GOAL,
            "content/a.yml": GOAL,
            "content/Z.YAML": GOAL,
            "content/goals.zh.md": "x",
            "content/m.csv": "date,subject,value\n",
            "content/logo.png": b"\x89PNG",
            "static/CNAME": "x",
            "static/.well-known/y": "z",
            "planbook.yaml": "",
        },
    )
    found, findings = discover(root)
    assert findings == []
    assert [source.path for source in found.documents] == [
        "content/Z.YAML",
        "content/a.yml",
        "content/b/goal.yaml",
    ]
    assert [source.path for source in found.chapters] == ["content/goals.zh.md"]
    assert list(found.series) == ["content/m.csv"]
    assert list(found.assets) == ["content/logo.png"]
    assert found.assets["content/logo.png"].size == 4
    assert list(found.statics) == ["static/.well-known/y", "static/CNAME"]
    assert "content/logo.png" in found.paths


def test_hidden_and_underscored_names_and_readmes_are_not_content(tmp_path: Path) -> None:
    root = project(
        tmp_path,
        {
            "content/.hidden.yaml": GOAL,
            "content/_draft.yaml": GOAL,
            "content/_old/a.yaml": GOAL,
            "content/.git/a.yaml": GOAL,
            "content/README.md": "x",
            "content/people/README.md": "x",
        },
    )
    assert discover(root) == (Sources(), [])


def test_a_project_without_content_says_so(tmp_path: Path) -> None:
    assert seen(discover(tmp_path)[1]) == [("file-no-content", "content")]


def test_a_byte_order_mark_is_taken_off_and_line_ends_stay(tmp_path: Path) -> None:
    root = project(tmp_path, {"content/a.yaml": b"\xef\xbb\xbfkind: goal\r\n"})
    assert discover(root)[0].documents[0].text == "kind: goal\r\n"


@pytest.mark.parametrize(
    ("content", "offset", "line", "column", "looks"),
    [
        ("kind: goal\ntitle: 提升\n".encode("gbk"), 18, 2, 8, "GBK"),
        (b"kind: goal\ntitle: \xff\n", 18, 2, 8, "another encoding"),
        ("中文: ".encode() + b"\xe4\xb8", 8, 1, 5, "damaged"),
        (b"\xef\xbb\xbfid: \xff", 7, 1, 5, "another encoding"),
    ],
)
@pytest.mark.parametrize("name", ["a.yaml", "a.md"])
def test_another_encoding_names_the_byte_the_line_and_what_it_looks_like(
    tmp_path: Path, name: str, content: bytes, offset: int, line: int, column: int, looks: str
) -> None:
    found, findings = discover(project(tmp_path, {f"content/{name}": content}))
    assert seen(findings) == [("yaml-encoding", f"content/{name}")]
    assert findings[0].place.span is not None
    assert (findings[0].place.span.line, findings[0].place.span.column) == (line, column)
    assert f"byte {offset} (line {line})" in findings[0].message["en"]
    assert looks in findings[0].message["en"]
    assert found.unread == (f"content/{name}",)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["a.yaml", "a.md"])
def test_utf_16_is_told_by_its_name(tmp_path: Path, name: str, encoding: str) -> None:
    content = "kind: goal\ntitle: 提升销售\n".encode(encoding)
    found, findings = discover(project(tmp_path, {f"content/{name}": content}))
    assert seen(findings) == [("yaml-encoding", f"content/{name}")]
    assert findings[0].place.span == Span(1, 1, 1, 2)
    assert "UTF-16" in findings[0].message["en"]
    assert findings[0].help
    assert "UTF-8" in findings[0].help["zh"]
    assert found.unread == (f"content/{name}",)


def test_a_nul_byte_is_found_where_it_stands(tmp_path: Path) -> None:
    _, findings = discover(project(tmp_path, {"content/a.yaml": b"kind: goal\nid: a\0b\n"}))
    assert seen(findings) == [("yaml-encoding", "content/a.yaml")]
    assert findings[0].place.span is not None
    assert (findings[0].place.span.line, findings[0].place.span.column) == (2, 6)
    assert "NUL" in findings[0].message["zh"]


def test_a_table_from_chinese_excel_is_read_with_a_hint(tmp_path: Path) -> None:
    table = "date,subject,value,备注\n2026-01-31,a,1,华东\n"
    found, findings = discover(project(tmp_path, {"content/m.csv": table.encode("gb18030")}))
    assert seen(findings) == [("csv-encoding", "content/m.csv")]
    assert findings[0].code.severity == "hint"
    assert found.series["content/m.csv"].text == table
    assert found.unread == ()


def test_a_table_with_a_byte_order_mark_is_read_without_a_finding(tmp_path: Path) -> None:
    table = "\ufeffdate,subject,value\n"
    found, findings = discover(project(tmp_path, {"content/m.csv": table}))
    assert findings == []
    assert found.series["content/m.csv"].text == "date,subject,value\n"


def test_a_table_in_utf_16_is_read_with_a_hint(tmp_path: Path) -> None:
    table = "date,subject,value\n".encode("utf-16")
    sources, findings = discover(project(tmp_path, {"content/m.csv": table}))
    assert sources.series["content/m.csv"].text == "date,subject,value\n"
    assert seen(findings) == [("csv-encoding", "content/m.csv")]
    assert "UTF-16" in findings[0].message["en"]


@pytest.mark.parametrize(
    ("name", "code"),
    [("a.yaml", "yaml-too-large"), ("a.md", "file-too-large"), ("a.csv", "file-too-large")],
)
def test_a_file_of_two_gigabytes_is_told_with_the_limit(
    tmp_path: Path, name: str, code: str
) -> None:
    root = project(tmp_path, {f"content/{name}": ""})
    os.truncate(root / "content" / name, 2 << 30)
    found, findings = discover(root)
    assert seen(findings) == [(code, f"content/{name}")]
    assert "2 GiB" in findings[0].message["en"]
    assert "1 MiB" in findings[0].message["en"]
    assert "limits: {file_size: …}" in (findings[0].help or {})["zh"]
    assert found.unread == (f"content/{name}",)


def test_the_limit_itself_may_be_reached(tmp_path: Path) -> None:
    root = project(tmp_path, {"content/a.yaml": GOAL})
    assert discover(root, Limits(file_size=len(GOAL)))[1] == []
    assert seen(discover(root, Limits(file_size=len(GOAL) - 1))[1]) == [
        ("yaml-too-large", "content/a.yaml")
    ]


def test_a_large_picture_is_no_finding(tmp_path: Path) -> None:
    root = project(tmp_path, {"content/film.mp4": b"x" * 100})
    assert discover(root, Limits(file_size=10))[1] == []


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    root = project(tmp_path, {})
    os.mkfifo(root / "content" / "a.yaml")
    os.mkfifo(root / "content" / "b.png")
    found, findings = discover(root)
    assert seen(findings) == [
        ("file-not-regular", "content/a.yaml"),
        ("file-not-regular", "content/b.png"),
    ]
    assert "FIFO" in findings[0].message["en"]
    assert found.unread == ("content/a.yaml", "content/b.png")


def test_a_socket_is_not_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path, {})
    monkeypatch.chdir(root / "content")  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s.yaml")
        assert seen(discover(root)[1]) == [("file-not-regular", "content/s.yaml")]


def test_a_file_without_permission_is_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project(tmp_path, {"content/a.yaml": GOAL, "content/b.yaml": GOAL})
    opened = os.open

    def guarded(path: str, flags: int, *, dir_fd: int | None = None) -> int:
        if Path(path).name == "a.yaml":
            raise PermissionError(13, "Permission denied")
        return opened(path, flags, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", guarded)
    found, findings = discover(root)
    assert seen(findings) == [("file-unreadable", "content/a.yaml")]
    assert [source.path for source in found.documents] == ["content/b.yaml"]
    assert found.unread == ("content/a.yaml",)
    assert found.incomplete


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.yaml").write_text(GOAL)
    root = project(tmp_path / "project", {})
    (root / "content" / "file.yaml").symlink_to("../../outside/secret.yaml")
    (root / "content" / "folder").symlink_to(outside)
    (root / "static").symlink_to(outside)
    found, findings = discover(root)
    assert seen(findings) == [
        ("file-outside-project", "content/file.yaml"),
        ("file-outside-project", "content/folder"),
        ("file-outside-project", "static"),
    ]
    assert found.documents == ()
    assert dict(found.statics) == {}


def test_a_pointer_of_git_lfs_is_not_taken_for_a_document(tmp_path: Path) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n"
    found, findings = discover(project(tmp_path, {"content/a.yaml": pointer}))
    assert seen(findings) == [("file-unreadable", "content/a.yaml")]
    assert "Git LFS" in findings[0].message["en"]
    assert found.unread == ("content/a.yaml",)


def test_content_that_is_a_pipe_or_a_file_is_one_mistake(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "content")
    outcome = discover_sources(tmp_path, Limits())
    assert [finding.code.name for finding in outcome.findings] == ["file-not-regular"]
    (tmp_path / "content").unlink()
    (tmp_path / "content").write_text("id: a\n", "utf-8")
    outcome = discover_sources(tmp_path, Limits())
    assert [finding.code.name for finding in outcome.findings] == ["file-no-content"]
    assert outcome.value.assets == {}


def test_a_content_folder_that_lies_elsewhere_is_not_read(tmp_path: Path) -> None:
    project(tmp_path / "elsewhere", {"content/a.yaml": GOAL})
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "content").symlink_to(tmp_path / "elsewhere" / "content")
    found, findings = discover(tmp_path / "project")
    assert seen(findings) == [("file-outside-project", "content")]
    assert found.documents == ()


def test_a_folder_whose_name_begins_like_the_project_is_outside(tmp_path: Path) -> None:
    project(tmp_path / "team-secret", {"content/a.yaml": GOAL})
    root = project(tmp_path / "team", {})
    (root / "content" / "a.yaml").symlink_to(tmp_path / "team-secret/content/a.yaml")
    assert seen(discover(root)[1]) == [("file-outside-project", "content/a.yaml")]


def test_links_in_a_circle_are_unreadable_and_show_the_circle(tmp_path: Path) -> None:
    root = project(tmp_path, {})
    (root / "content" / "a.yaml").symlink_to("b.yaml")
    (root / "content" / "b.yaml").symlink_to("a.yaml")
    _, findings = discover(root)
    assert seen(findings) == [
        ("file-unreadable", "content/a.yaml"),
        ("file-unreadable", "content/b.yaml"),
    ]
    assert "content/a.yaml → content/b.yaml → content/a.yaml" in findings[0].message["en"]


def test_a_link_to_nothing_is_unreadable(tmp_path: Path) -> None:
    root = project(tmp_path, {})
    (root / "content" / "a.yaml").symlink_to("gone.yaml")
    _, findings = discover(root)
    assert seen(findings) == [("file-unreadable", "content/a.yaml")]
    assert "gone.yaml" in findings[0].message["zh"]


def test_a_link_to_a_folder_above_does_not_go_round(tmp_path: Path) -> None:
    root = project(tmp_path, {"content/people/a.yaml": GOAL})
    (root / "content" / "people" / "all").symlink_to("..")
    (root / "content" / "again").symlink_to("people")
    found, findings = discover(root)
    assert findings == []
    assert [source.path for source in found.documents] == ["content/people/a.yaml"]


def test_a_link_inside_the_project_is_followed_and_read_once(tmp_path: Path) -> None:
    root = project(tmp_path, {"shared/a.yaml": GOAL, "content/z.yaml": GOAL})
    (root / "content" / "b").symlink_to("../shared")
    (root / "content" / "c").symlink_to("../shared")
    (root / "content" / "a.yaml").symlink_to("z.yaml")
    found, findings = discover(root)
    assert findings == []
    assert [source.path for source in found.documents] == ["content/b/a.yaml", "content/z.yaml"]


@pytest.mark.parametrize(
    ("name", "shown", "words"),
    [
        (b"goals\n2026.yaml", "content/goals\\n2026.yaml", "a line break"),
        (b"a\x1b[31m.yaml", "content/a\\x1b[31m.yaml", "U+001B"),
        (b"a\xff.yaml", "content/a\\udcff.yaml", "not UTF-8"),
        ("a\u202eb.png".encode(), "content/a\\u202eb.png", "U+202E"),
        (b"dir\n", "content/dir\\n", "a line break"),
    ],
)
def test_an_unprintable_name_is_shown_escaped(
    tmp_path: Path, name: bytes, shown: str, words: str
) -> None:
    root = project(tmp_path, {})
    path = root / "content" / os.fsdecode(name)
    if name.startswith(b"dir"):
        path.mkdir()
    else:
        path.write_text(GOAL)
    found, findings = discover(root)
    assert seen(findings) == [("file-bad-name", shown)]
    assert words in findings[0].message["en"]
    assert found.documents == ()


def test_spaces_and_chinese_in_names_are_welcome(tmp_path: Path) -> None:
    root = project(tmp_path / "销售 团队", {"content/华东 区/目标.yaml": GOAL})
    found, findings = discover(root)
    assert findings == []
    assert found.documents[0].path == "content/华东 区/目标.yaml"


@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_ids_are_seen_in_files_that_are_no_text(tmp_path: Path, encoding: str) -> None:
    root = project(tmp_path, {"content/a.yaml": "kind: 人\nid: bea-stone\n".encode(encoding)})
    found, _ = discover(root)
    assert found.salvaged == {"bea-stone"}
    assert not found.incomplete


def test_of_a_file_that_is_too_large_the_beginning_is_looked_through(tmp_path: Path) -> None:
    root = project(tmp_path, {"content/a.yaml": b"id: bea-stone\n" + b"#" * (2 << 20)})
    found, findings = discover(root)
    assert seen(findings) == [("yaml-too-large", "content/a.yaml")]
    assert found.salvaged == {"bea-stone"}
    assert found.incomplete


@pytest.mark.parametrize(
    ("name", "incomplete"), [("a.yaml", True), ("people", True), ("a.png", False)]
)
def test_behind_a_pipe_there_may_be_documents(tmp_path: Path, name: str, incomplete: bool) -> None:
    root = project(tmp_path, {"content/b.yaml": GOAL})
    os.mkfifo(root / "content" / name)
    found, _ = discover(root)
    assert found.incomplete is incomplete


def test_a_link_to_what_is_not_content_is_told(tmp_path: Path) -> None:
    root = project(
        tmp_path,
        {"README.md": "# Of the project", ".git/config": "token", "content/_old/plan.txt": "old"},
    )
    (root / "content/readme.txt").symlink_to("../README.md")
    (root / "content/a.txt").symlink_to("../.git/config")
    (root / "content/b.txt").symlink_to("_old/plan.txt")
    (root / "static").mkdir()
    (root / "static/c.txt").symlink_to("../.git/config")
    found, findings = discover(root)
    assert not found.assets
    assert not found.statics
    assert seen(findings) == [
        ("file-unreadable", f"{path}.txt")
        for path in ("content/a", "content/b", "content/readme", "static/c")
    ]
    assert (
        findings[0]
        .message["en"]
        .endswith("it is a symbolic link to `.git/config`, which is not content")
    )


@pytest.mark.parametrize("name", ["README.md", "readme.md", "README.zh.md", "Readme.zh-CN.MD"])
def test_a_readme_is_not_content_in_any_language(tmp_path: Path, name: str) -> None:
    found, findings = discover(project(tmp_path, {f"content/{name}": "# About this folder"}))
    assert not found.paths
    assert not findings


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("a.yaml.txt", "a.yaml"),
        ("a.YML.TXT", "a.YML"),
        ("b.md.txt", "b.md"),
        ("m.csv.txt", "m.csv"),
    ],
)
def test_a_document_that_an_editor_saved_as_text_is_told(
    tmp_path: Path, name: str, meant: str
) -> None:
    _, findings = discover(project(tmp_path, {f"content/{name}": GOAL, "content/notes.txt": "x"}))
    assert seen(findings) == [("file-bad-name", f"content/{name}")]
    assert f"`{meant}`" in (findings[0].help or {})["en"]
