"""The part of a CODEOWNERS file that is planbook's; everything around it is somebody's own."""

from __future__ import annotations

from collections.abc import Sequence

from planbook.language import Text

BEGIN = "# planbook: begin"
END = "# planbook: end"

_NOTE: Text = {
    "en": "# Written by `planbook codeowners`; changes between these two lines are lost.",
    "zh": "# 由 `planbook codeowners` 生成；这两行之间的修改会丢失。",
}


class DamagedBlockError(ValueError):
    """The lines that begin and end planbook's part do not stand in pairs; ``line`` is one."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def replace_block(text: str, lines: Sequence[str], language: str, project: str = "") -> str:
    """Return ``text`` with planbook's part exchanged for ``lines``; without any, it is gone.

    ``project`` is the project's folder in the repository: each project has a part of its own. A
    new part comes last, where it decides. Raises DamagedBlockError.
    """
    ending = "\r\n" if "\r\n" in text else "\n"
    written = text.split(ending) if ending == "\r\n" else text.split("\n")
    begin, end = (f"{mark} {_in_one_line(project)}".rstrip() for mark in (BEGIN, END))
    found = _find(written, begin, end)
    note = _NOTE["zh" if language.startswith("zh") else "en"]
    block = [begin, note, *lines, end] if lines else []
    if found is not None:
        first, last = found
        # A part that goes takes the blank line before it along.
        if not block and first > 0 and not written[first - 1].strip():
            first -= 1
        return ending.join([*written[:first], *block, *written[last + 1 :]])
    if not block:
        return text
    before = text.rstrip("\r\n")
    head = [*before.split(ending), ""] if before.strip("\ufeff") else [before] if before else []
    if head == ["\ufeff"]:
        block[0] = f"\ufeff{block[0]}"
        head = []
    return ending.join([*head, *block, ""])


def _in_one_line(project: str) -> str:
    """Return a folder's name as a comment can hold it: a line end would begin a line of owners."""
    return "".join(sign if sign.isprintable() else f"\\x{ord(sign):x}" for sign in project)


def _find(lines: Sequence[str], begin: str, end: str) -> tuple[int, int] | None:
    """Return the indices of the first and the last line of the part, None where there is none."""
    begins = [at for at, line in enumerate(lines) if line.strip("\ufeff \t\r") == begin]
    ends = [at for at, line in enumerate(lines) if line.strip("\ufeff \t\r") == end]
    if not begins and not ends:
        return None
    if len(begins) != 1 or len(ends) != 1 or ends[0] < begins[0]:
        raise DamagedBlockError((*begins, *ends)[-1] + 1)
    return begins[0], ends[0]
