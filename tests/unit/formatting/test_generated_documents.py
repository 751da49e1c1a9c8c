"""Documents of every shape, with comments everywhere: what they say stays, and every comment."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from builders.formatting import FIELDS, meaning
from planbook.formatting.format import format_yaml
from planbook.model.settings import Limits
from planbook.reading.yaml_values import read_yaml

LIMITS = Limits()
GOAL = FIELDS["goal"].properties

SCALARS = (
    "plain words",
    "1.10",
    "+8613800138000",
    "007",
    "2026-07-01",
    "no",
    "on",
    "~",
    "true",
    "1e3",
    "0o17",
    "'it''s # no comment'",
    '"line \\u0041 \\\\ end"',
    "第三季度，做到 600 万元（同比 +20%）",
    "",
    "a:b#c",
    "[a, {b: c}]",
    "{due: 2026-07-31,value: 1}",
    "{ title : x, owner: y }",
    "[]",
    "{}",
)


@dataclass
class Writer:
    """Writes a document as people do: with any indentation, and comments in any place."""

    draw: DrawFn
    numbers: Any

    def comment(self) -> str:
        return f"# c{next(self.numbers)}{self.draw(st.sampled_from(['', ' TODO', ': x', '  ']))}"

    def above(self, indent: int) -> list[str]:
        lines = []
        for sort in self.draw(st.lists(st.sampled_from("cbbt"), max_size=3)):
            if sort == "b":
                lines.append(" " * self.draw(st.integers(0, 3)))
            elif sort == "c":
                lines.append(" " * indent + self.comment())
            else:
                lines.append(" " * self.draw(st.integers(0, indent + 3)) + self.comment())
        return lines

    def inline(self) -> str:
        blanks = self.draw(st.sampled_from([" ", "   "]))
        return self.draw(st.sampled_from(["", "", "", " "])) or (
            blanks + self.comment() if self.draw(st.booleans()) else ""
        )

    def block_scalar(self, indent: int) -> list[str]:
        header = self.draw(st.sampled_from(["|", ">", "|-", ">-", "|+", ">+", "|2", "|2-", ">+2"]))
        depth = 2 if "2" in header else self.draw(st.integers(1, 4))
        rows = self.draw(
            st.lists(st.sampled_from(["text", "  more", "", "# no comment", "- x", "k: v", "a  "]))
        )
        first = [] if not rows else ["first"]
        return [header, *(" " * (indent + depth) + row if row else "" for row in [*first, *rows])]

    def value(self, indent: int, level: int, names: list[str]) -> list[str]:
        """Return the lines of a value; the first goes on behind its key or dash."""
        sort = self.draw(st.sampled_from("sssslmbpqnf" if level < 3 else "ssbpq"))
        inline = self.inline()
        step = self.draw(st.integers(1, 4))
        if sort == "m":
            return [inline, *self.mapping(indent + step, level + 1, names)]
        if sort == "l":
            return [inline, *self.sequence(indent + step, level + 1, names)]
        if sort == "b":
            return [f" {(rows := self.block_scalar(indent))[0]}", *rows[1:]]
        deep = " " * (indent + step)
        if sort == "p":
            return [" several words", f"{deep}on two lines{inline}"]
        if sort == "q":
            return [' "several words', "", f"{deep}  on lines \\", f'{deep}of it"{inline}']
        if sort == "n":
            return [inline, f"{deep}{self.draw(st.sampled_from(SCALARS)) or 'x'}"]
        if sort == "f":
            return [" [one,", f"{deep}two,   {self.comment()}", f"{deep} three]{inline}"]
        return [f" {self.draw(st.sampled_from(SCALARS))}{inline}"]

    def mapping(
        self, indent: int, level: int, names: list[str], *, in_line: bool = False
    ) -> list[str]:
        keys = self.draw(st.lists(st.sampled_from(names), min_size=1, max_size=5, unique=True))
        lines = []
        for position, key in enumerate(keys):
            below = FIELDS_BELOW.get(key, names)
            lines += self.above(indent)
            if (position or not in_line) and self.draw(st.booleans()):
                lines.append(f"{' ' * indent}# c{next(self.numbers)} above {key}:")
            first, *rest = self.value(indent, level, below)
            lines += [f"{' ' * indent}{key}:{first}", *rest]
        return lines + self.above(indent)

    def sequence(self, indent: int, level: int, names: list[str]) -> list[str]:
        lines = []
        for _ in range(self.draw(st.integers(1, 3))):
            lines += self.above(indent)
            if self.draw(st.booleans()):
                first, *rest = self.value(indent, level, names)
                lines += [f"{' ' * indent}-{first}", *rest]
                continue
            gap = self.draw(st.integers(1, 3))
            first, *rest = self.mapping(indent + 1 + gap, level + 1, names, in_line=True)
            while not first.strip() or first.lstrip().startswith("#"):
                lines.append(first)
                first, *rest = rest
            lines += [f"{' ' * indent}-{' ' * gap}{first.lstrip()}", *rest]
        return lines


FIELDS_BELOW = {
    "actions": ["title", "owner", "due", "done", "typo"],
    "measurable": ["type", "metric", "baseline", "target", "unit"],
    "time_bound": ["start", "due", "milestones", "cadence"],
    "extra": ["b", "a", "c"],
}


@st.composite
def documents(draw: DrawFn) -> str:
    """Return the text of one or two documents."""
    numbers = count(1)
    texts = []
    for _ in range(draw(st.integers(1, 2))):
        writer = Writer(draw, numbers)
        lines = writer.mapping(
            0, 0, [name for name in (*GOAL, "typo", "another") if name != "kind"]
        )
        lines = ["kind: goal", *lines] if draw(st.booleans()) else [*lines, "kind: goal"]
        texts.append("\n".join(lines) + "\n")
    return "---\n".join(texts)


def comments(text: str) -> Counter[str]:
    """Return the numbered comments of a text."""
    return Counter(re.findall(r"# c\d+", text))


def misplaced(text: str) -> list[str]:
    """Return the comments that no longer stand above their keys."""
    lines = [line.strip() for line in text.split("\n")]
    found = []
    for at, line in enumerate(lines):
        named = re.fullmatch(r"# c\d+ above (.*:)", line)
        below = next((one for one in lines[at + 1 :] if not one.startswith("#")), "")
        if named and not below.lstrip("- ").startswith(named[1]):
            found.append(line)
    return found


def readable(text: str) -> bool:
    """Return whether planbook reads a text without an error."""
    read = read_yaml(text, "x.yaml", LIMITS)
    return not any(finding.code.severity == "error" for finding in read.findings)


@given(documents())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_a_document_says_stays_and_so_does_every_comment(text: str) -> None:
    if not readable(text):
        return
    formatted = format_yaml(text, FIELDS, LIMITS)
    assert formatted.kept == "", text
    assert meaning(formatted.text) == meaning(text)
    assert comments(formatted.text) == comments(text)
    assert misplaced(formatted.text) == misplaced(text) == []
    assert format_yaml(formatted.text, FIELDS, LIMITS) == formatted
