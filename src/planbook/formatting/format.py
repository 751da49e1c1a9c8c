"""The canonical form of one file's text, or the text itself where nothing better is certain.

What was written is read again and compared with what was there: values, and comments. Where they
differ, the file stays as it is.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final, Literal

import msgspec

from planbook.formatting.key_order import sort_keys
from planbook.formatting.layout import write_tree
from planbook.formatting.syntax_tree import SyntaxTree, UnusualSyntaxError, read_syntax
from planbook.model.field import Field
from planbook.model.settings import Limits
from planbook.reading.yaml_values import YamlText, read_yaml

_ANY: Final = Field("free")


class Formatted(msgspec.Struct, frozen=True):
    """The text of a file in its canonical form.

    ``kept`` says why the text is the old one although it may not be canonical: a form that is not
    formatted (``unusual``), or a formatted text that did not mean the same (``unsafe``).
    """

    text: str
    kept: Literal["", "unusual", "unsafe"] = ""


def format_yaml(
    text: str, fields: Mapping[str, Field], limits: Limits, *, read: YamlText | None = None
) -> Formatted:
    """Return the YAML ``text``, which can be read without an error, in its canonical form.

    ``fields`` are the mappings that documents are, by their kind; one under "" is for documents
    of any other. ``read`` is what was read of the text, where somebody has it. Line ends are the
    ones that most lines have.
    """
    before = read or read_yaml(text, "", limits)
    line_end = "\r\n" if 2 * text.count("\r\n") > text.count("\n") else "\n"
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if lines and not lines.endswith("\n"):
        lines += "\n"
    try:
        tree = read_syntax(lines)
        comments = Counter(tree.comments)
        _sort(tree, before, fields)
        written = write_tree(tree)
        same = written == lines or Counter(read_syntax(written).comments) == comments
    except UnusualSyntaxError:
        return Formatted(text, "unusual")
    written = written.replace("\n", line_end) if line_end != "\n" else written
    if written == text:
        return Formatted(text)
    same = same and _meaning(read_yaml(written, "", limits)) == _meaning(before)
    return Formatted(written) if same else Formatted(text, "unsafe")


def _sort(tree: SyntaxTree, read: YamlText, fields: Mapping[str, Field]) -> None:
    values = [document.value for document in read.documents]
    if len(values) != len(tree.documents):
        raise UnusualSyntaxError("documents without a value")
    for document, value in zip(tree.documents, values, strict=True):
        kind = value.get("kind") if isinstance(value, dict) else None
        field = fields.get(kind) if isinstance(kind, str) else None
        sort_keys(document.root, field or fields.get("", _ANY), has_anchors=tree.has_anchors)


def _meaning(read: YamlText) -> Any:
    """Return all that planbook reads in a text, in a form in which 1, 1.0 and true differ."""
    return (
        [
            json.dumps([each.index, each.value, each.written], sort_keys=True, ensure_ascii=True)
            for each in read.documents
        ],
        [
            (finding.code.name, finding.place.document, finding.place.pointer)
            for finding in read.findings
        ],
        sorted((cut.place.document, cut.place.pointer, cut.whole) for cut in read.cuts),
        sorted(read.placeholders),
        read.broken,
    )
