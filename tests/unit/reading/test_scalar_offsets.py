"""A character of a YAML text is found where it is written."""

from __future__ import annotations

import pytest
import yaml

from planbook.reading.scalar_offsets import offset_in_source


@pytest.mark.parametrize(
    "source",
    [
        "a: plain words with X in them",
        "a: plain\n   words\n   with X",
        "a: |\n  one\n  two X\n",
        "a: |-\n    one\n      two X\n",
        "a: >\n  folded\n  words X\n\n  more\n",
        "a: |2\n   one\n   X",
        "a: 'it''s X'",
        'a: "a \\"quoted\\" X"',
        'a: "tab\\tand\\nline X"',
        'a: "\\u4e2d\\x41 X"',
        'a: "folded\n   words \\\n   and X"',
        "a: &anchor !!str |\n  one X\n",
        "a: &b 'X'",
        "a: 中文X",
    ],
)
def test_the_sign_is_where_the_source_has_it(source: str) -> None:
    (event,) = [
        one
        for one in yaml.parse(source, Loader=yaml.SafeLoader)
        if isinstance(one, yaml.ScalarEvent) and one.value != "a"
    ]
    assert event.start_mark is not None
    assert event.end_mark is not None
    start, end = event.start_mark.index, event.end_mark.index
    wanted = event.value.index("X")
    assert offset_in_source(source, start, end, event.value, wanted) == source.index("X")


def test_a_value_that_is_not_the_sources_is_nowhere() -> None:
    assert offset_in_source("a: words", 3, 8, "other", 2) is None
    assert offset_in_source('"\\q"', 0, 4, "q", 0) is None
