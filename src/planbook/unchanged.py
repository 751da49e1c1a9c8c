"""What a run says where nothing has changed since one that worked it all out.

Such a run leaves a note in the store: what it rested on, and what there was to tell. All that it
may rest on is held together by one digest, of the marks of all files that it can have looked at:
where these are as they were, and the day is the same, the answer is. Whatever is not plain (links,
a file that was changed just now, somebody else's files in the site) has no note, and is not
believed to be as a note says: then everything is looked at as ever.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import Final, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from planbook.as_of import AsOf
from planbook.diagnostics.diagnostic import Diagnostic
from planbook.digest import digest_of
from planbook.language import Text
from planbook.model.edition import Edition
from planbook.output.cache import cache_folder
from planbook.output.report import BuildReport
from planbook.output.standing import stands_as_left
from planbook.output.target import check_configured_folder, check_target
from planbook.own_code import own_code
from planbook.reading.git.head import Head, digest_of_head, find_head
from planbook.reading.looking import FilesSeen, look_at_files
from planbook.reading.project_folder import (
    CONTENT_FOLDER,
    PROJECT_FILE_NAME,
    SCHEMA_FOLDER,
    THEME_FOLDER,
)
from planbook.recording.store import STORE_NAME, read_note
from planbook.stat_guard import FileMark, disk_time_ns, is_trustworthy, mark_of

RECORDED_TOPS: Final = (CONTENT_FOLDER, "static")
"""The folders whose files are read by units of work."""

_OWN_TOPS: Final = (PROJECT_FILE_NAME, SCHEMA_FOLDER, THEME_FOLDER)


@dataclass(frozen=True, slots=True)
class Look:
    """How a project, and planbook itself, lay on the disk before anything of it was read.

    ``recorded`` are the files that are read by units of work, ``own`` the others, by whole.
    ``at_ns`` is the disk's time before. ``code`` stands for planbook's own files. ``head`` is the
    commit that the project stood at, None where nobody asks or there is no history.
    """

    root: Path
    recorded: FilesSeen
    own: FilesSeen
    code: str
    at_ns: int = 0
    head: Head | None = None


class Basis(msgspec.Struct, frozen=True, array_like=True):
    """What an answer rests on.

    ``state`` stands for all files, ``named`` are those that planbook.yaml names. ``fixed_day`` and
    ``zone`` are what planbook.yaml says of the ``day``, ``out`` what it says of the site's folder.
    ``head`` stands for git's history; empty where nobody asked for it, or there is none.
    """

    state: str
    named: tuple[str, ...]
    day: date
    looks_back: bool
    fixed_day: date | None
    zone: str
    out: str
    head: str = ""


class CheckNote(msgspec.Struct, frozen=True):
    """What a check told, with nothing wrong in planbook.yaml."""

    basis: Basis
    files: int
    documents: int
    drafts: int
    allowed: int
    diagnostics: tuple[Diagnostic, ...]
    content_was_read: bool = True


class BuildNote(msgspec.Struct, frozen=True):
    """What a build told, and the site that it left, by the digest of its ``record``.

    ``found`` is how much the check found, ``drafts`` are those that the edition leaves out.
    """

    basis: Basis
    files: int
    documents: int
    found: int
    advice: Text | None
    drafts: int
    pages: int
    record: str

    @property
    def report(self) -> BuildReport:
        """What a build does that finds all as it was."""
        return BuildReport(self.pages, 0, self.pages, 0)


Note = TypeVar("Note", CheckNote, BuildNote)

CHECK_NOTE: Final = "unchanged check"


def build_note(edition: Edition, out: str, *, force: bool) -> str:
    """Return the name of the note on a build; ``out`` is the folder asked for, "" for none."""
    return f"unchanged build {edition.name} {'force' if force else 'gently'} {out}"


def look_at_project(root: Path, cache: Path | None = None, *, with_history: bool = False) -> Look:
    """Look at all files of the project in ``root``, by whose marks is known what they hold.

    With ``with_history`` git is asked at which commit it stands.
    """
    real = Path(os.path.realpath(root))
    at_ns = disk_time_ns(cache if cache is not None else real)
    recorded = look_at_files(real, RECORDED_TOPS)
    head = find_head(real) if with_history else None
    return Look(real, recorded, look_at_files(real, _OWN_TOPS), own_code(), at_ns, head)


def basis_of(
    look: Look, as_of: AsOf, fixed_day: date | None, zone: str, out: str, named: Iterable[str]
) -> Basis | None:
    """Return what a run rests on that began with ``look``; None where marks do not tell all."""
    others = _marks_of(look.root, sorted(named))
    if others is None or not (look.recorded.is_plain and look.own.is_plain):
        return None
    # A file that is named may have been read before its mark was taken: one that was changed
    # since has a mark that is not to be believed.
    for marks in (look.recorded.marks, look.own.marks, others):
        if not all(is_trustworthy(mark, look.at_ns) for mark in marks.values()):
            return None
    day = as_of.day_by(fixed_day, ZoneInfo(zone))
    state = _state(look, others)
    head = look.head.digest if look.head is not None else ""
    return Basis(state, tuple(others), day, as_of.looks_back, fixed_day, zone, out, head)


def find_check(root: Path, as_of: AsOf, cache: Path | None) -> CheckNote | None:
    """Return what a check of ``root`` tells, where that is known without one."""
    note = _find(root, cache, CHECK_NOTE, CheckNote)
    return note if note is not None and _holds(note.basis, root, as_of) else None


def find_build(
    root: Path, as_of: AsOf, cache: Path | None, edition: Edition, out: str, *, force: bool
) -> BuildNote | None:
    """Return what a build of ``root`` tells, where the site stands and nothing has changed.

    ``out`` is the folder asked for, absolute; "" where none is.
    """
    note = _find(root, cache, build_note(edition, out, force=force), BuildNote)
    if note is None or not _holds(note.basis, root, as_of):
        return None
    if digest_of_head(Path(os.path.realpath(root))) != note.basis.head:
        return None
    folder = Path(out) if out else Path(edition.folder_beside(PurePath(note.basis.out)))
    target = check_target(root, folder, keep_foreign=force, edition=edition.name, cache=cache).value
    return note if target is not None and stands_as_left(target, note.record) else None


def _find(root: Path, cache: Path | None, name: str, kind: type[Note]) -> Note | None:
    folder = cache_folder(root, cache).value
    written = read_note(folder / STORE_NAME, name) if folder is not None else None
    if written is None:
        return None
    try:
        return msgspec.msgpack.decode(written, type=kind)
    except msgspec.MsgspecError:
        return None


def _holds(basis: Basis, root: Path, as_of: AsOf) -> bool:
    """Return whether all that ``basis`` says is still so."""
    try:
        day = as_of.day_by(basis.fixed_day, ZoneInfo(basis.zone))
    except (ZoneInfoNotFoundError, ValueError):
        return False
    if day != basis.day or as_of.looks_back != basis.looks_back:
        return False
    real = Path(os.path.realpath(root))
    named = _marks_of(real, basis.named)
    if named is None or check_configured_folder(root, basis.out):
        return False
    recorded, own = look_at_files(real, RECORDED_TOPS), look_at_files(real, _OWN_TOPS)
    if not (recorded.is_plain and own.is_plain):
        return False
    return _state(Look(real, recorded, own, own_code()), named) == basis.state


def _marks_of(root: Path, paths: Iterable[str]) -> dict[str, FileMark] | None:
    """Return how the files at ``paths`` lie; None where one of them is no file, or elsewhere."""
    marks: dict[str, FileMark] = {}
    for path in paths:
        place = root / path
        if os.path.realpath(place) != str(place) or not place.is_file():
            return None
        marks[path] = mark_of(place.lstat())
    return marks


def _state(look: Look, named: Mapping[str, FileMark]) -> str:
    marks = [sorted(files.items()) for files in (look.recorded.marks, look.own.marks, named)]
    where = os.fsencode(look.root)
    return digest_of(look.code.encode(), where, msgspec.msgpack.encode(marks))
