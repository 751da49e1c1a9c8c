"""What surrounds the YAML of a file stays as it is, byte for byte."""

from __future__ import annotations

import pytest

from builders.formatting import FIELDS
from planbook.formatting.files import FormattedFile, format_file
from planbook.model.settings import Settings

SETTINGS = Settings(title={"en": "T"}, languages=("en",))


def formatted(path: str, content: bytes) -> FormattedFile:
    """Return what becomes of a file that is one of planbook's."""
    result = format_file(path, content, FIELDS, SETTINGS)
    assert result is not None
    return result


def test_only_the_head_of_a_chapter_is_formatted() -> None:
    body = b"---\n\n# x  \r\n\n- [ ]   a\t\n\n\n```yaml\nb:   1\n```\n\n\n"
    result = formatted("content/c.md", b"---\ntitle:  T\nkind: chapter\n" + body)
    assert result.content == b"---\nkind: chapter\ntitle: T\n" + body


@pytest.mark.parametrize("content", [b"# only text\n", b"", b"---\n---\ntext\n", b"---\ntitle:  x"])
def test_a_chapter_without_a_head_is_left_alone(content: bytes) -> None:
    assert formatted("content/c.md", content) == FormattedFile(content)


def test_a_byte_order_mark_and_windows_line_ends_stay() -> None:
    result = formatted("content/c.yaml", b"\xef\xbb\xbftitle:  T\r\nkind: tool\r\n")
    assert result.content == b"\xef\xbb\xbfkind: tool\r\ntitle: T\r\n"


def test_the_project_file_has_its_own_order() -> None:
    result = formatted("planbook.yaml", b"out: site\nlanguages: [en]\nkind: goal\ntitle: T\n")
    assert result.content == b"title: T\nlanguages: [en]\nout: site\nkind: goal\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"kind:  goal\nkind: goal\n", "yaml-duplicate-key"),
        (b"kind:  goal\n  x: 1\n", "yaml-syntax"),
        (b"- a\n-   b\n", "yaml-not-a-mapping"),
        (b"kind:  \xb3\n", "yaml-encoding"),
        (b"#   nothing\n", "yaml-empty-document"),
        (b"kind:  goal\n? [a]\n: b\n", "yaml-bad-key"),
        (b"kind:  goal\nx: !!python/none\n", "yaml-unsupported-tag"),
    ],
)
def test_a_file_that_cannot_be_read_stays_and_the_usual_finding_says_why(
    content: bytes, code: str
) -> None:
    result = formatted("content/c.yaml", content)
    assert result.content == content
    assert [finding.code.name for finding in result.findings] == [code]


def test_of_other_files_only_documents_of_known_kinds_are_planbooks() -> None:
    goal = b"title:  T\nkind: goal\n"
    assert formatted("schemas/examples/goal.yaml", goal).content == b"kind: goal\ntitle: T\n"
    assert format_file(".github/workflows/ci.yml", b"on:  push\n", FIELDS, SETTINGS) is None
    assert format_file("README.md", b"---\ntitle:  T\n---\n", FIELDS, SETTINGS) is None
    assert format_file("content/README.md", b"---\ntitle:  T\n---\n", FIELDS, SETTINGS) is None
    assert format_file("x.yaml", b"- \xb3\n", FIELDS, SETTINGS) is None
