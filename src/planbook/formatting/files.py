"""The canonical form of a file: what surrounds its YAML stays byte for byte.

That is the body of a chapter, the byte order mark, and the sort of line end.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Mapping
from typing import Literal

import msgspec

from planbook.diagnostics.finding import Finding, Severity
from planbook.formatting.format import format_yaml
from planbook.model.field import Field
from planbook.model.settings import Settings
from planbook.reading.decoding import decode_text
from planbook.reading.documents import parse_documents
from planbook.reading.front_matter import find_front_matter
from planbook.reading.project_folder import PROJECT_FILE_NAME
from planbook.reading.sources import Source, Sources, is_content_path
from planbook.reading.yaml_values import YamlText, read_yaml


class FormattedFile(msgspec.Struct, frozen=True):
    """What a file holds after formatting.

    A file with ``findings`` cannot be read and stays as it is; ``sources`` is what they point
    into. ``kept`` is as in `Formatted`.
    """

    content: bytes
    findings: tuple[Finding, ...] = ()
    sources: Sources = msgspec.field(default_factory=Sources)
    kept: Literal["", "unusual", "unsafe"] = ""


def format_file(
    path: str, content: bytes, fields: Mapping[str, Field], settings: Settings
) -> FormattedFile | None:
    """Return what the file at ``path``, from the project's folder, is to hold.

    ``fields`` are the mappings that documents are, by their kind, and that of planbook.yaml under
    its name. None where the file is none of planbook's: outside of the content, only a document
    of a known kind is one.
    """
    is_chapter = path.lower().endswith(".md")
    if is_chapter and not is_content_path(path):
        return None
    own = is_chapter or path == PROJECT_FILE_NAME or is_content_path(path)
    decoded = decode_text(content, path)
    text = decoded.value
    if text is None:
        return FormattedFile(content, decoded.findings) if own else None
    matter = find_front_matter(text)
    start, end = (matter.start, matter.end) if is_chapter else (0, len(text))
    if is_chapter and (not matter.closed or start == end):
        return FormattedFile(content)
    read = read_yaml(text, path, settings.limits, start=start, end=end)
    if not own and not _holds_kind(read, fields):
        return None
    source = Source(path, text)
    sources = Sources(chapters=(source,)) if is_chapter else Sources(documents=(source,))
    findings = _errors(read, sources, settings)
    if findings:
        return FormattedFile(content, findings, sources)
    if path == PROJECT_FILE_NAME:
        fields = {"": fields[PROJECT_FILE_NAME]}
    elif is_chapter:
        fields = {"": fields["chapter"]}
    formatted = format_yaml(text[start:end], fields, settings.limits, read=read)
    written = text[:start] + formatted.text + text[end:]
    mark = BOM_UTF8 if content.startswith(BOM_UTF8) else b""
    return FormattedFile(mark + written.encode(), kept=formatted.kept)


def _holds_kind(read: YamlText, fields: Mapping[str, Field]) -> bool:
    values = (document.value for document in read.documents)
    return any(isinstance(value, dict) and value.get("kind") in fields for value in values)


def _errors(read: YamlText, sources: Sources, settings: Settings) -> tuple[Finding, ...]:
    """Return what keeps a file from being understood as YAML, in the usual words."""
    wrong = read.broken or any(finding.code.severity is Severity.ERROR for finding in read.findings)
    values = [document.value for document in read.documents if document.value is not None]
    if not wrong and values and all(isinstance(value, dict) for value in values):
        return ()
    findings = parse_documents(sources, settings).findings
    return tuple(
        finding
        for finding in findings
        if finding.code.name.startswith("yaml-") and finding.code.severity is Severity.ERROR
    )
