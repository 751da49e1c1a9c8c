"""The names that a shell can complete, without reading the project: fast, and never wrong about
what stands there, since broken files are looked through like others."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from planbook.model.document import ID
from planbook.reading.files import YAML_ENDINGS, ReadError, read_beginning
from planbook.reading.presumed_ids import FIRST_BYTES
from planbook.reading.project_folder import CONTENT_FOLDER, SCHEMA_FOLDER, glance_at
from planbook.reading.resources import SCHEMA_ENDING, builtin_schemas, holds_contract

MOST_FILES: Final = 5000
"""So many files of a project are looked through: more would keep a person waiting."""

_HEAD: Final = re.compile(r"(?m)^(?:(---)|(kind|id|name|title)[ \t]*:[ \t]+([^\n]*))")
_KEY: Final = re.compile(r"(?:^|[{,\n])[ \t]*[\"']?([a-z0-9]+(?:-[a-z0-9]+)*)[\"']?[ \t]*:")


class Named(msgspec.Struct, frozen=True):
    """A document as a shell shows it; ``title`` is "" where it is not in one line."""

    kind: str
    id: str
    title: str


def kind_names(root: Path | None) -> tuple[str, ...]:
    """Return the names of the built-in kinds, and of those that the project in ``root`` adds."""
    umbrella = json.loads((builtin_schemas() / f"document{SCHEMA_ENDING}").read_text("utf-8"))
    builtin: list[str] = umbrella["properties"]["kind"]["enum"]
    own = root / SCHEMA_FOLDER if root else None
    if own is None or not own.is_dir() or holds_contract(own):
        return tuple(builtin)
    found = sorted(path.name for path in own.glob(f"*{SCHEMA_ENDING}"))
    added = [name.removesuffix(SCHEMA_ENDING) for name in found if not name.startswith((".", "_"))]
    return tuple(dict.fromkeys([*builtin, *added]))


def named_documents(root: Path) -> Iterator[Named]:
    """Yield the documents of the project in ``root`` that say their kind, by path."""
    for path in _content_files(Path(os.path.realpath(root), CONTENT_FOLDER)):
        content = read_beginning(path, FIRST_BYTES)
        if isinstance(content, ReadError):
            continue
        yield from _named_in(content.decode("utf-8-sig", "replace"), path)


def reader_names(root: Path) -> tuple[str, ...]:
    """Return the names of the readers that planbook.yaml defines."""
    block = glance_at(root, "readers")
    if block.lstrip(" ").startswith("{"):
        # {hr: {sees: [review]}}: only what stands in the outermost braces is a name.
        block = _without_inner_braces(block.lstrip(" ")[1:])
        return tuple(_KEY.findall(block))
    lines = [line for line in block.split("\n") if line.strip()]
    indent = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    return tuple(
        found[1]
        for line in lines
        if len(line) - len(line.lstrip()) == indent and (found := _KEY.match(line))
    )


def _content_files(folder: Path) -> Iterator[Path]:
    count = 0
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        for name in sorted(names):
            if name.endswith((*YAML_ENDINGS, ".md")) and not name.startswith((".", "_")):
                count += 1
                if count > MOST_FILES:
                    return
                yield Path(parent, name)


def _named_in(text: str, path: Path) -> Iterator[Named]:
    is_chapter = path.suffix == ".md"
    stem = path.name.partition(".")[0] if is_chapter else path.stem
    head: dict[str, str] = {"kind": "chapter"} if is_chapter else {}
    for found in [*_HEAD.finditer(text), None]:
        if found is not None and not found[1]:
            head.setdefault(found[2], _scalar(found[3]))
            continue
        if found is not None and head.keys() <= {"kind"} and is_chapter:
            continue  # the line above the front matter
        id_ = head.get("id") or stem
        if head.get("kind") and ID.fullmatch(id_):
            yield Named(head["kind"], id_, head.get("name") or head.get("title", ""))
        if is_chapter:
            return
        head = {}


def _scalar(written: str) -> str:
    value = written.partition(" #")[0].strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    if value.startswith("{"):
        # {zh: 王丽, en: Wang Li}: the first will do.
        return _scalar(value.strip("{} ").partition(":")[2].partition(",")[0])
    return "" if value.startswith(("[", "|", ">", "&", "*", "!")) else value


def _without_inner_braces(text: str) -> str:
    kept, depth = [], 0
    for letter in text:
        depth += (letter == "{") - (letter == "}")
        if depth < 0:
            break
        if depth == 0:
            kept.append(letter)
    return "".join(kept)
