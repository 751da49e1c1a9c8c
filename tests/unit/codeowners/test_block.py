"""planbook's part of a CODEOWNERS file: what is around it stays."""

from __future__ import annotations

import pytest

from planbook.codeowners.block import DamagedBlockError, replace_block

PART = (
    "# planbook: begin\n"
    "# Written by `planbook codeowners`; changes between these two lines are lost.\n"
    "/content/ @hh\n"
    "# planbook: end\n"
)


def test_a_new_file_is_the_part_alone() -> None:
    assert replace_block("", ["/content/ @hh"], "en") == PART


@pytest.mark.parametrize("before", ["* @all\n", "* @all", "* @all\n\n\n"])
def test_a_part_comes_last_where_there_was_none(before: str) -> None:
    assert replace_block(before, ["/content/ @hh"], "en") == f"* @all\n\n{PART}"


def test_what_stands_around_stays_and_doing_it_again_changes_nothing() -> None:
    text = f"* @all\n{PART.replace('hh', 'old')}# mine\n/x @me"
    once = replace_block(text, ["/content/ @hh"], "en")
    assert once == f"* @all\n{PART}# mine\n/x @me"
    assert replace_block(once, ["/content/ @hh"], "en") == once


def test_without_owners_the_part_goes() -> None:
    assert replace_block(f"* @all\n\n{PART}", [], "en") == "* @all\n"
    assert replace_block("* @all\n", [], "en") == "* @all\n"
    assert replace_block("", [], "en") == ""


def test_line_ends_and_bytes_stay_as_they_are() -> None:
    text = "\ufeff* @all # \udcff\r\n"
    written = replace_block(text, ["/content/ @hh"], "zh")
    assert written.startswith(text)
    assert written.count("\n") == written.count("\r\n")
    assert replace_block(written, ["/content/ @hh"], "zh") == written


def test_each_project_has_a_part_of_its_own() -> None:
    both = replace_block(replace_block("", ["/a/ @a"], "en", "a"), ["/b/ @b"], "en", "b")
    assert "# planbook: begin a\n" in both
    assert "/a/ @a" in both
    assert "/b/ @b" in both
    assert replace_block(both, ["/a/ @c"], "en", "a") == both.replace("@a", "@c")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# planbook: begin\n/x @me\n", 1),
        ("/x @me\n# planbook: end\n", 2),
        ("# planbook: end\n# planbook: begin\n", 1),
        (f"{PART}{PART}", 8),
    ],
)
def test_a_part_without_both_ends_is_refused(text: str, line: int) -> None:
    with pytest.raises(DamagedBlockError) as damaged:
        replace_block(text, ["/content/ @hh"], "en")
    assert damaged.value.line == line


@pytest.mark.parametrize("project", ["a\n* @evil\n", "a\r* @evil", "a\u2028* @evil", "\udcff\n"])
def test_the_name_of_a_folder_begins_no_line(project: str) -> None:
    text = replace_block("", ["/content/ @ada"], "en", project)
    assert not any(line.startswith("* @") for line in text.splitlines())
    assert replace_block(text, ["/content/ @ada"], "en", project) == text
    assert replace_block(text, [], "en", project).strip() == ""
