"""Applying what findings propose to the texts that they point into, as an author would."""

from __future__ import annotations

from planbook.diagnostics.finding import Finding
from planbook.diagnostics.fix import Edit, Fix
from planbook.diagnostics.pointer import names_in
from planbook.diagnostics.span import Span
from planbook.reading.front_matter import find_front_matter
from planbook.reading.locations import SourceNode, locate_places, map_positions
from planbook.reading.sources import Sources


def apply_fix(text: str, finding: Finding, fix: Fix) -> str:
    """Return the text of the file that ``finding`` is in, with one proposal of it written."""
    for edit in fix:
        pointer = edit.pointer_from(finding.place.pointer)
        text = _apply(text, finding, edit, names_in(pointer))
    return text


def _apply(text: str, finding: Finding, edit: Edit, steps: list[str]) -> str:
    if finding.place.span is not None and not edit.at:
        return _change_span(text, finding.place.span, edit)
    if finding.place.within is not None and edit.action in ("append", "remove"):
        ((_, span),) = locate_places((finding.place,), Sources(), {finding.place.path: text})
        assert span is not None
        return _change_span(text, span, edit)
    if edit.action == "replace" and steps[:1] == ["body"]:
        assert edit.old in text
        return text.replace(edit.old, edit.text, 1)
    root = _root(text, finding)
    spot, left = _walk(root, steps)
    if edit.action == "move":
        assert not left, steps
        value = text[slice(*spot.value)]
        text = _remove(text, root, steps)
        return _write(text, _root(text, finding), names_in(edit.text), value)
    if edit.action == "write":
        return _write(text, root, steps, edit.text)
    assert not left, f"{edit} at {steps}: nothing is there"
    if edit.action == "rename":
        assert spot.key is not None
        return _put(text, spot.key, edit.text)
    if edit.action == "remove":
        return _remove(text, root, steps)
    start, end = spot.value
    assert edit.old in text[start:end], edit
    return _put(text, spot.value, text[start:end].replace(edit.old, edit.text, 1))


def _root(text: str, finding: Finding) -> SourceNode:
    if finding.place.path.endswith(".md"):
        matter = find_front_matter(text)
        return map_positions(text, matter.start, matter.end)[finding.place.document]
    return map_positions(text)[finding.place.document]


def _walk(root: SourceNode, steps: list[str]) -> tuple[SourceNode, list[str]]:
    """Return the spot that ``steps`` lead to, or the nearest above it and the steps left over."""
    spot = root
    for position, step in enumerate(steps):
        below = spot.children.get(step)
        following = steps[position + 1] if position + 1 < len(steps) else ""
        if below is None and following in spot.children:
            continue  # written short
        if below is None and spot.scalar is not None and step in ("zh", "en", "0"):
            continue  # a text or a list of one, written plainly
        if below is None:
            return spot, steps[position:]
        spot = below
    return spot, []


def _write(text: str, root: SourceNode, steps: list[str], value: str) -> str:
    spot, left = _walk(root, steps)
    if not left:
        if not text[slice(*spot.value)].strip() and spot.key is not None:
            # An empty value: what is written stands after the colon of its key.
            colon = text.index(":", spot.key[1])
            return _put(text, (colon + 1, colon + 1), f" {value}")
        return _put(text, spot.value, value)
    for step in reversed(left[1:]):
        value = f"{{{step}: {value}}}"
    return _add(text, spot, f"{left[0]}: {value}")


def _add(text: str, mapping: SourceNode, line: str) -> str:
    start, end = mapping.value
    first = min(
        (child.key[0] for child in mapping.children.values() if child.key is not None),
        default=None,
    )
    if first is None or not start <= first < end:
        assert text[start:end].strip() in ("{}", ""), text[start:end]
        return _put(text, mapping.value, f"{{{line}}}")
    if text[start] == "{":
        return _put(text, (first, first), f"{line}, ")
    column = first - (text.rfind("\n", 0, first) + 1)
    return _put(text, (first, first), f"{line}\n{' ' * column}")


def _remove(text: str, root: SourceNode, steps: list[str]) -> str:
    around, _ = _walk(root, steps[:-1])
    spot, _ = _walk(root, steps)
    start = spot.key[0] if spot.key is not None else spot.value[0]
    end = max(spot.value[1], spot.key[1] if spot.key is not None else 0)
    if text[around.value[0]] in "{[":
        after = text[end:]
        stripped = after.lstrip()
        if stripped.startswith(","):
            end += len(after) - len(stripped) + 1
            end += len(text[end:]) - len(text[end:].lstrip(" "))
        else:
            start = len(text[:start].rstrip().removesuffix(","))
        return _put(text, (start, end), "")
    line = text.rfind("\n", 0, start) + 1
    if spot.key is None:
        start = text.rindex("-", line, start)
    if text[line:start].strip():
        # The first property of a list's entry: the next one takes its place after the dash.
        follows = min(
            child.key[0]
            for child in around.children.values()
            if child.key is not None and child.key[0] > start
        )
        return _put(text, (start, follows), "")
    stop = text.find("\n", max(end - 1, start))
    return _put(text, (line, stop + 1 if stop >= 0 else len(text)), "")


def _put(text: str, stretch: tuple[int, int], new: str) -> str:
    # The end of a block's value may lie at the beginning of the next line.
    start, end = stretch
    while end > start and text[end - 1] in "\n ":
        end -= 1
    return text[:start] + new + text[end:]


def _change_span(text: str, span: Span, edit: Edit) -> str:
    assert span.line == span.end_line
    lines = text.splitlines(keepends=True)
    line = lines[span.line - 1]
    start, end = span.column - 1, span.end_column - 1
    if edit.action == "remove":
        line = ""
    elif edit.action == "append":
        words = line.rstrip("\r\n")
        line = words + edit.text + line[len(words) :]
    elif edit.action == "replace":
        begin = sum(map(len, lines[: span.line - 1])) + start
        around = text.rfind(edit.old, 0, begin + len(edit.old))
        is_in_it = around >= 0 and begin < around + len(edit.old)
        at = around if is_in_it else text.index(edit.old, begin)
        return text[:at] + edit.text + text[at + len(edit.old) :]
    else:
        assert edit.action == "write"
        line = line[:start] + edit.text + line[end:]
    lines[span.line - 1] = line
    return "".join(lines)
