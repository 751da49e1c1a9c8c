"""Finding and reading the files of a project: the only stage that reads its content.

Symbolic links are followed inside the project only, and what two paths lead to is read once. How
a single file is read stands in ``files.py``.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final

import msgspec

from planbook.diagnostics.codes.file import (
    FILE_BAD_NAME,
    FILE_NO_CONTENT,
    FILE_NOT_REGULAR,
    FILE_UNREADABLE,
)
from planbook.diagnostics.finding import Finding, Outcome, Place, Severity
from planbook.model.settings import Limits
from planbook.reading.decoding import decode_table, decode_text
from planbook.reading.files import (
    YAML_ENDINGS,
    ReadError,
    finding_of,
    reason_of,
    resolve_inside,
)
from planbook.reading.presumed_ids import FIRST_BYTES, ids_in_bytes
from planbook.reading.project_files import DiskFiles, Entry, ProjectFiles, files_of
from planbook.reading.project_folder import PROJECT_FILE_NAME

_README: Final = re.compile(r"readme(\.[a-z]{2,3}(-[a-z0-9]{1,8})*)?\.md", re.IGNORECASE)
CONTENT: Final = "content"
STATIC: Final = "static"


class Source(msgspec.Struct, frozen=True):
    """One text file: its path from the project's folder, with ``/``, and its words.

    The byte order mark is gone; line ends are as they were written.
    """

    path: str
    text: str


class Attachment(msgspec.Struct, frozen=True):
    """A file that may be copied into the site as it is.

    ``location`` is where it really lies, with no link in it. ``size`` is in bytes. Of a project as
    it was at a revision there may be nothing at ``location``, or another file.
    """

    path: str
    location: Path
    size: int


_NONE: Final[Mapping[str, Source]] = MappingProxyType({})


class _Found(msgspec.Struct, frozen=True):
    """A file that was found at ``path`` and really lies at ``real``, both in the project."""

    path: str
    real: str
    size: int


class Sources(msgspec.Struct, frozen=True):
    """The files of a project, each sort in the order of its paths.

    ``unread`` are the content files that are there but could not be taken in, ``salvaged`` the ids
    that could be seen in them all the same. The content is ``incomplete`` where there may be
    documents that nobody could look for: behind a folder that cannot be opened, in a pipe.
    """

    documents: tuple[Source, ...] = ()
    chapters: tuple[Source, ...] = ()
    series: Mapping[str, Source] = msgspec.field(default_factory=dict)
    assets: Mapping[str, Attachment] = msgspec.field(default_factory=dict)
    statics: Mapping[str, Attachment] = msgspec.field(default_factory=dict)
    unread: tuple[str, ...] = ()
    salvaged: frozenset[str] = frozenset()
    incomplete: bool = False

    @property
    def paths(self) -> frozenset[str]:
        """The paths of all content files, read or not."""
        texts = (*self.documents, *self.chapters, *self.series.values())
        return frozenset((*(source.path for source in texts), *self.assets, *self.unread))

    @property
    def texts(self) -> Mapping[str, str]:
        """The words of all content files that were read, by path."""
        texts = (*self.documents, *self.chapters, *self.series.values())
        return {source.path: source.text for source in texts}

    @property
    def files(self) -> int:
        """How many content files there are that planbook reads, those it could not read too."""
        return len(self.documents) + len(self.chapters) + len(self.series) + len(self.unread)


def discover_sources(
    project: Path | ProjectFiles, limits: Limits, known: Mapping[str, Source] = _NONE
) -> Outcome[Sources]:
    """Return the content and static files of ``project``, and what ails them.

    It is a folder, or the files of one as they were at a revision. The texts in ``known``, by
    path, are known to be the same there: they are not read.
    """
    files = files_of(project)
    findings: list[Finding] = []
    texts: dict[str, list[Source]] = {"document": [], "chapter": [], "series": []}
    assets: list[Attachment] = []
    salvage = _Salvage()
    if files.look(CONTENT) is None:
        findings.append(FILE_NO_CONTENT.at(Place(CONTENT)))
    for found in sorted(_walk(files, CONTENT, findings, content=True), key=_path_of):
        if found.path == CONTENT:
            findings.append(FILE_NO_CONTENT.at(Place(CONTENT)))
            continue
        sort = sort_of(found.path)
        if sort == "asset":
            hidden = _TEXT_ENDING.search(found.path)
            if hidden is not None:
                name = PurePosixPath(found.path).name.removesuffix(hidden["more"])
                findings.append(
                    FILE_BAD_NAME.at(
                        Place(found.path), variant="text-ending", ending=hidden[0], name=name
                    )
                )
            assets.append(_attachment(found, files))
            continue
        source = known.get(found.path) or _read(files, found, sort, limits, findings, salvage)
        if source is not None:
            texts[sort].append(source)
    found_statics = sorted(_walk(files, STATIC, findings, content=False), key=_path_of)
    statics = [_attachment(found, files) for found in found_statics]
    findings.sort(key=lambda finding: finding.place.path)
    unseen = {
        finding.place.path
        for finding in findings
        if finding.place.path.partition("/")[0] == CONTENT
        and finding.code.severity is Severity.ERROR
    }
    unread = unseen - {CONTENT}
    return Outcome(
        Sources(
            documents=tuple(texts["document"]),
            chapters=tuple(texts["chapter"]),
            series=MappingProxyType({source.path: source for source in texts["series"]}),
            assets=MappingProxyType({asset.path: asset for asset in assets}),
            statics=MappingProxyType({static.path: static for static in statics}),
            unread=tuple(sorted(unread)),
            salvaged=frozenset(salvage.ids),
            incomplete=any(map(_may_hide_documents, unseen - salvage.looked_through)),
        ),
        tuple(findings),
    )


def find_texts(root: Path, wanted: Sequence[str] = ()) -> Outcome[tuple[Attachment, ...]]:
    """Return where YAML and Markdown files of the project in ``root`` lie, without reading any.

    ``wanted`` are paths from there; without any, the whole project is. Of a folder it is the
    content in it, and planbook.yaml, of files whatever has such an ending. What two paths lead to
    is there once.
    """
    findings: list[Finding] = []
    found: dict[Path, Attachment] = {}
    real_root = os.path.realpath(root)
    folders = [path for path in wanted if (root / path).is_dir()] if wanted else ["."]
    files = [path for path in wanted if path not in folders and _is_text(path)]
    inside = [os.path.relpath(os.path.realpath(root / path), real_root) for path in folders]
    folders = [f"{Path(path).as_posix()}/".removeprefix("./") for path in inside]
    if "" in folders:
        files.append(PROJECT_FILE_NAME)
    for path in files:
        location = resolve_inside(root / path, real_root)
        if isinstance(location, ReadError):
            findings.append(finding_of(location, Place(path)))
        else:
            found.setdefault(location, Attachment(path, location, location.stat().st_size))
    content = f"{CONTENT}/"
    if any(content.startswith(folder) or folder.startswith(content) for folder in folders):
        missed: list[Finding] = []
        below = tuple(folders)
        for text in sorted(_walk(DiskFiles(root), CONTENT, missed, content=True), key=_path_of):
            if text.path.startswith(below) and _is_text(text.path):
                location = Path(real_root, text.real)
                found.setdefault(location, Attachment(text.path, location, text.size))
        findings += [one for one in missed if f"{one.place.path}/".startswith(below)]
    return Outcome(tuple(found.values()), tuple(findings))


def _is_text(path: str) -> bool:
    return sort_of(path) in ("document", "chapter")


def is_content_path(path: str) -> bool:
    """Return whether a file at ``path``, from the project's folder, is one of its content."""
    top, *below = path.split("/")
    return top == CONTENT and bool(below) and not any(map(_is_not_content, below))


# What Notepad makes of a name without quotes around it.
_TEXT_ENDING: Final = re.compile(r"\.(?:ya?ml|md|csv)(?P<more>\.te?xt)$", re.IGNORECASE)


def _path_of(found: _Found) -> str:
    return found.path


def _attachment(found: _Found, files: ProjectFiles) -> Attachment:
    return Attachment(found.path, Path(os.path.realpath(files.root), found.real), found.size)


def sort_of(path: str) -> str:
    """Return what a content file is read as: a document, a chapter, a series or an asset."""
    suffix = _suffix_of(path).lower()
    if suffix in YAML_ENDINGS:
        return "document"
    return {".md": "chapter", ".csv": "series"}.get(suffix, "asset")


def _suffix_of(path: str) -> str:
    """Return what follows the last full stop of a name, with that; a name that begins so has none.

    As ``PurePosixPath.suffix``, which takes a path apart first: here it is asked for every file.
    """
    name = path.rpartition("/")[2]
    at = name.rfind(".")
    return name[at:] if 0 < at < len(name) - 1 else ""


def _walk(
    files: ProjectFiles, top: str, findings: list[Finding], *, content: bool
) -> Iterator[_Found]:
    """Yield the regular files below ``top``, those reached by symbolic links last.

    Whatever was met by its own path is not met again by a link to it, in whatever order the
    file system names them; so a link to a folder above ends the walk rather than repeating it.
    """
    met: set[Hashable] = set()
    first = files.look(top)
    is_link = isinstance(first, Entry) and first.sort == "link"
    folders = [(top, top)] if isinstance(first, Entry) and not is_link else []
    links = [(top, top)] if is_link else []
    while folders or links:
        if folders:
            path, place = folders.pop()
        else:
            links.sort(reverse=True)
            path, place = links.pop()
            led_to = _follow(files, place, path, findings)
            if led_to is None or (content and _is_met(files, led_to, met)):
                continue
            place = led_to
        entry = files.look(place)
        if entry is None or isinstance(entry, ReadError):
            findings.append(finding_of(entry or _GONE, Place(path)))
            continue
        if entry.sort != "folder":
            yield from _take_file(path, place, entry, findings, met)
            continue
        if entry.identity in met:
            continue
        met.add(entry.identity)
        names = files.names(place)
        if isinstance(names, ReadError):
            findings.append(finding_of(names, Place(path)))
            continue
        for name, leads_on in names:
            below = f"{path}/{name}"
            if content and _is_not_content(name):
                continue
            if not _is_good_name(name):
                findings.append(_bad_name(path, name))
            elif leads_on:
                links.append((below, f"{place}/{name}"))
            else:
                folders.append((below, f"{place}/{name}"))


_GONE: Final = ReadError(
    "unreadable", reason_of(FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)))
)


def _is_not_content(name: str) -> bool:
    return name.startswith((".", "_")) or _README.fullmatch(name) is not None


def _is_good_name(name: str) -> bool:
    return name.isprintable()


def _bad_name(folder: str, name: str) -> Finding:
    character = next(character for character in name if not character.isprintable())
    if character in "\r\n":
        words = {"en": "a line break", "zh": "换行符"}
    elif 0xDC80 <= ord(character) <= 0xDCFF:  # what os.fsdecode makes of a byte that is no text
        words = {"en": "bytes that are not UTF-8 text", "zh": "不是 UTF-8 文本的字节"}
    else:
        number = f"U+{ord(character):04X}"
        words = {"en": f"an invisible character ({number})", "zh": f"不可见字符（{number}）"}
    shown = "".join(
        character
        if character.isprintable()
        else character.encode("unicode_escape", "surrogatepass").decode("ascii")
        for character in name
    )
    return FILE_BAD_NAME.at(Place(f"{folder}/{shown}"), character=words)


def _follow(files: ProjectFiles, place: str, path: str, findings: list[Finding]) -> str | None:
    """Return where the symbolic link at ``place`` leads, or None with a finding.

    It may lead to what is inside the project, and not kept out of the content by its name.
    """
    found = files.resolve(place)
    if isinstance(found, ReadError):
        findings.append(finding_of(found, Place(path)))
        return None
    if any(map(_is_not_content, PurePosixPath(found).parts)):
        reason = {
            "en": f"it is a symbolic link to `{found}`, which is not content",
            "zh": f"它是符号链接，指向的 `{found}` 不是手册内容",
        }
        findings.append(FILE_UNREADABLE.at(Place(path), reason=reason))
        return None
    return found


def _is_met(files: ProjectFiles, path: str, met: set[Hashable]) -> bool:
    entry = files.look(path)
    return isinstance(entry, Entry) and entry.identity in met


def _take_file(
    path: str,
    place: str,
    entry: Entry,
    findings: list[Finding],
    met: set[Hashable],
) -> Iterator[_Found]:
    if entry.sort != "file":
        findings.append(FILE_NOT_REGULAR.at(Place(path), sort=entry.words))
        return
    met.add(entry.identity)
    yield _Found(path, place, entry.size)


class _Salvage(msgspec.Struct):
    """What was seen in files that could not be taken in; ``looked_through`` were seen whole."""

    ids: set[str] = msgspec.field(default_factory=set)
    looked_through: set[str] = msgspec.field(default_factory=set)

    def add(self, path: str, content: bytes) -> None:
        """Take the ids in the first bytes of a file."""
        self.ids |= ids_in_bytes(content)
        if len(content) <= FIRST_BYTES:
            self.looked_through.add(path)


def is_pointer_to_content(content: bytes) -> bool:
    """Return whether git keeps what belongs here elsewhere, and left only where to find it."""
    return content.startswith(_LFS_POINTER)


def has_hidden_ending(path: str) -> bool:
    """Return whether a file that is no document has been named like one by an editor."""
    return _TEXT_ENDING.search(path) is not None


def _may_hide_documents(path: str) -> bool:
    # What has another ending than a document's is a picture or the like; a folder has none.
    return sort_of(path) in ("document", "chapter") or not _suffix_of(path)


_LFS_POINTER: Final = b"version https://git-lfs.github.com/spec/"


def _read(
    files: ProjectFiles,
    found: _Found,
    sort: str,
    limits: Limits,
    findings: list[Finding],
    salvage: _Salvage,
) -> Source | None:
    """Return the text of ``found``, or None with a finding that says why there is none."""
    content = files.read(found.real, limits.file_size)
    if isinstance(content, ReadError):
        findings.append(finding_of(content, Place(found.path)))
        beginning = files.read_beginning(found.real, FIRST_BYTES + 1)
        if not isinstance(beginning, ReadError):
            salvage.add(found.path, beginning)
        return None
    if is_pointer_to_content(content):
        findings.append(FILE_UNREADABLE.at(Place(found.path), variant="lfs"))
        return None
    decode = decode_table if sort == "series" else decode_text
    outcome = decode(content, found.path)
    findings.extend(outcome.findings)
    if outcome.value is None:
        salvage.add(found.path, content)
    return None if outcome.value is None else Source(found.path, outcome.value)
