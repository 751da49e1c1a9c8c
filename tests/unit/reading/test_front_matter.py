"""Markdown files without front matter, or with one that was meant as such."""

from __future__ import annotations

import pytest

from builders.validation import validated

PATH = "content/handbook/c.md"


@pytest.mark.parametrize(
    ("text", "line", "message", "advice"),
    [
        ("# Who does what\n\ntext\n", 1, "says no title", 'title: "Who does what"'),
        ("text\n", 1, "says no title", "`---`, then `title: How we work`, then `---`"),
        ('+++\ntitle = "Roles"\n+++\ntext\n', 1, "`+++` (TOML)", 'write `title: "Roles"`'),
        ("---\ntitle: X\n\ntext\n", 1, "never ended", "add a second line `---`"),
        ("---\ntitle: X\n----\ntext\n", 3, "`----` is not `---`", "three plain hyphens"),
        ("———\ntitle: X\n———\n", 1, "`———` is not `---`", "three plain hyphens"),
        (" ---\ntitle: X\n---\n", 1, "` ---` is not `---`", "three plain hyphens"),
        ("---yaml\ntitle: X\n---\n", 1, "`---yaml` is not `---`", "three plain hyphens"),
        ("text\n---\ntitle: X\n---\n", 2, "has to be the first line", "delete what stands"),
        ("\n---\ntitle: X\n---\n", 2, "has to be the first line", "delete what stands"),
        ("title: X\n\ntext\n", 1, "has to begin with `---`", "a line `---` before the fields"),
        ("---\n# X\ntext\n---\n", 3, "`field: value` lines", "write `title: `"),
    ],
)
def test_it_is_told_to_begin_with_three_hyphens(
    text: str, line: int, message: str, advice: str
) -> None:
    (found,) = validated(text, path=PATH).diagnostics
    assert found.span
    assert found.help
    assert found.span.line == line
    assert message in found.message["en"]
    assert advice in found.help["en"]


@pytest.mark.parametrize(
    "text",
    [
        '---\ntitle: "Who does what"\n---\n# Who does what\n\ntext\n',
        '---\ntitle: "Roles"\n---\ntext\n',
        "---\ntitle: X\n---\ntext\n",
        "---  \ntitle: X\n...\ntext\n---\nmore\n",
    ],
)
def test_what_is_advised_works(text: str) -> None:
    assert validated(text, path=PATH).findings == ()


def test_a_title_with_quotes_is_advised_in_a_form_that_works() -> None:
    (found,) = validated('# The "why": it counts\n', path=PATH).diagnostics
    assert found.help
    line = found.help["en"].split("then `")[1].partition("`,")[0]
    assert validated(f"---\n{line}\n---\ntext\n", path=PATH).findings == ()
