"""The one writer: a new site beside the old one, then the new in the old one's place.

Files are not forced onto the disk one by one: that guards against a power cut, takes longer
than the rest of a build together, and is not needed, because after a power cut the next build
finds files that are not as the manifest says, and makes them anew.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from planbook.diagnostics.codes.site import (
    SITE_ASSET_CHANGED,
    SITE_ASSET_UNREADABLE,
    SITE_FOREIGN_FILES,
    SITE_OTHER_EDITION,
)
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.digest import digest_of_content
from planbook.language import Text
from planbook.output.changes import Changes
from planbook.output.exchange import recover_target, remove_or_quarantine, replace_target
from planbook.output.failure import explain_failure, name_a_few, printable
from planbook.output.lock import SECONDS_TO_WAIT, hold_lock
from planbook.output.manifest import (
    MARKER,
    Manifest,
    ManifestEntry,
    marker_content,
    read_manifest,
    write_manifest,
)
from planbook.output.target import Target
from planbook.pages import Asset
from planbook.reading.files import ReadError, copy_file, sentence_of
from planbook.rendering.renderer import Rendered

_NO_LINKS: Final = frozenset(
    {
        errno.EXDEV,
        errno.EPERM,
        errno.EMLINK,
        errno.EACCES,
        errno.ENOSYS,
        errno.ENOTSUP,
        errno.EOPNOTSUPP,
    }
)

_WRITTEN_IN_PLACE: Final[Text] = {
    "en": "the folder is a mount point: its files were replaced one by one",
    "zh": "该文件夹是挂载点：文件是逐个替换的",
}
_NOT_REMEMBERED: Final[Text] = {
    "en": "what was built could not be remembered; the next build renders everything",
    "zh": "未能记住这次构建的结果；下次构建会重新生成全部页面",
}
_NOT_CLEANED: Final[Text] = {
    "en": "an old site could not be removed whole; delete what is left of it by hand: ",
    "zh": "有旧网站未能完全删除，请手动删除剩下的部分：",
}


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``removed`` counts the files that are in the site no more.

    ``notes`` are things that the reader of the report should know. ``changed`` are the paths of
    all files that were written or removed.
    """

    pages: int
    rendered: int
    reused: int
    removed: int
    notes: tuple[Text, ...] = ()
    changed: tuple[str, ...] = ()


@contextmanager
def open_target(
    target: Target, wait: float = SECONDS_TO_WAIT
) -> Iterator[Outcome[Manifest | None]]:
    """Hold ``target`` for one build and give what stands there now.

    What a killed build left is brought into order first. The value is None where another build
    holds the target for longer than ``wait`` seconds, where the folder cannot be read, and where
    it has foreign files that are not to be kept.
    """
    with hold_lock(target, wait) as read_error:
        yield Outcome(None, (read_error,)) if read_error is not None else _look_at(target)


def _look_at(target: Target) -> Outcome[Manifest | None]:
    try:
        recover_target(target)
        manifest = read_manifest(target)
    except OSError as error:
        return Outcome(None, (explain_failure(error, target),))
    if manifest.written and manifest.edition != target.edition and not target.keep_foreign:
        held, wanted = _edition_words(manifest.edition), _edition_words(target.edition)
        return Outcome(
            None, (SITE_OTHER_EDITION.at(Place(target.shown), held=held, wanted=wanted),)
        )
    if manifest.foreign and not target.keep_foreign:
        names = name_a_few(manifest.foreign)
        return Outcome(None, (SITE_FOREIGN_FILES.at(Place(target.shown), names=names),))
    return Outcome(manifest)


def _edition_words(name: str) -> Text:
    """Return what an edition is called, by its name."""
    if not name:
        return {"en": "an unknown edition", "zh": "未知版本"}
    _, is_for_one, viewer = name.partition("viewer:")
    if is_for_one:
        return {"en": f"the edition for `{viewer}`", "zh": f"给 `{viewer}` 看的版本"}
    return {"en": f"the {name} edition", "zh": f" {name} 版"}


def write_site(
    target: Target,
    manifest: Manifest,
    changes: Changes,
    rendered: Iterable[Rendered | Finding],
) -> Outcome[BuildReport | None]:
    """Make the site at ``target`` what ``changes`` say, with the bytes that ``rendered`` brings.

    ``rendered`` is taken in one page at a time. With a finding among it, and with anything that
    the system refuses, the value is None and the site stays as it was.
    """
    writer = _Writer(target, manifest, changes)
    try:
        if writer.has_nothing_to_do:
            return Outcome(writer.report(changes.kept))
        findings = writer.fill(rendered)
        if findings:
            return Outcome(None, tuple(findings))
        if target.in_place:
            writer.move_into_place()
        else:
            writer.complete()
            replace_target(target)
    except OSError as error:
        return Outcome(None, (explain_failure(error, target),))
    finally:
        close = getattr(rendered, "close", None)
        if close is not None:
            close()
        # After an exchange this is the old site.
        with suppress(OSError):
            remove_or_quarantine(target, target.fresh)
    return Outcome(writer.report(writer.entries))


class _Writer:
    """One writing of one site."""

    def __init__(self, target: Target, manifest: Manifest, changes: Changes) -> None:
        self.entries: dict[str, ManifestEntry] = dict(changes.kept)
        self._target = target
        self._manifest = manifest
        self._changes = changes
        self._folders: set[Path] = set()

    @property
    def has_nothing_to_do(self) -> bool:
        """Return whether the site that stands is the one that is wanted, to the file."""
        changes = self._changes
        return self._manifest.marked and not (
            changes.to_render or changes.to_copy or changes.removed
        )

    def fill(self, rendered: Iterable[Rendered | Finding]) -> list[Finding]:
        """Write what is new into the fresh folder; return what was found wrong on the way."""
        findings: list[Finding] = []
        fresh = self._target.fresh
        fresh.parent.mkdir(parents=True, exist_ok=True)
        fresh.mkdir()
        for result in rendered:
            if isinstance(result, Finding):
                findings.append(result)
            elif not findings:
                self._write(result.path, result.content)
        for asset in self._changes.to_copy:
            finding = self._copy(asset)
            if finding is not None:
                findings.append(finding)
        return findings

    def complete(self) -> None:
        """Add to the fresh folder what stays as it is, and the marker."""
        old, fresh = self._target.path, self._target.fresh
        for path, entry in self._changes.kept.items():
            self._make_folder((fresh / path).parent)
            if not _link_or_copy(old / path, fresh / path):
                self.entries[path] = _entry(fresh / path, entry.digest, entry.content)
        for path in sorted(self._manifest.foreign_folders):
            if self._target.keep_foreign:
                self._make_folder(fresh / path)
        for path in sorted(self._manifest.foreign):
            self._make_folder((fresh / path).parent)
            _link_or_copy(old / path, fresh / path)
        (fresh / MARKER).write_bytes(marker_content([*self.entries], self._target.edition))
        if old.is_dir():
            fresh.chmod(stat.S_IMODE(old.stat().st_mode))

    def move_into_place(self) -> None:
        """Replace file by file what is new, then take away what is gone.

        Until that is done the marker names the files of both sites: whatever stands there after
        a kill is known as planbook's.
        """
        top, fresh = self._target.path, self._target.fresh
        self._replace_marker({*self.entries, *self._manifest.written})
        for path in self._changes.digests:
            self._make_way(path)
            (fresh / path).replace(top / path)
        for path in self._changes.removed:
            if path not in self.entries and not (top / path).is_dir():
                (top / path).unlink(missing_ok=True)
            self._remove_empty_folders(top / path)
        self._replace_marker(self.entries)

    def report(self, entries: Mapping[str, ManifestEntry]) -> BuildReport:
        """Remember ``entries`` for the next build and return what was done."""
        notes: list[Text] = []
        if self._target.in_place and not self.has_nothing_to_do:
            notes.append(_WRITTEN_IN_PLACE)
        # The cache is a convenience: the site stands without it.
        try:
            write_manifest(self._target, _as_they_stand(self._target.path, entries))
        except OSError:
            notes.append(_NOT_REMEMBERED)
            # The cache of another edition must not outlive it.
            with suppress(OSError):
                self._target.manifest.unlink(missing_ok=True)
        notes += (
            {tag: f"{words}{left}" for tag, words in _NOT_CLEANED.items()}
            for left in (self._target.fresh, *self._target.leftovers())
            if left.is_dir()
        )
        changes = self._changes
        return BuildReport(
            pages=changes.pages,
            rendered=len(changes.to_render),
            reused=changes.reused,
            removed=len(changes.removed),
            notes=tuple(notes),
            changed=(*changes.digests, *changes.removed),
        )

    def _write(self, path: str, content: bytes) -> None:
        place = self._target.fresh / path
        self._make_folder(place.parent)
        # Never over a file that is there: two pages with one address must not pass unseen.
        with place.open("xb") as stream:
            stream.write(content)
        digest = self._changes.digests[path]
        self.entries[path] = _entry(place, digest, digest_of_content(content))

    def _copy(self, asset: Asset) -> Finding | None:
        """Copy ``asset``; return why it cannot be read, or that it is not what was looked at."""
        place = self._target.fresh / asset.path
        self._make_folder(place.parent)
        name = printable(asset.written or str(asset.source))
        with place.open("xb") as stream:
            content = copy_file(asset.source, stream)
        if isinstance(content, ReadError):
            reason = sentence_of(content)
            return SITE_ASSET_UNREADABLE.at(Place(name), name=name, reason=reason)
        if content != asset.digest:
            return SITE_ASSET_CHANGED.at(Place(name), name=name)
        self.entries[asset.path] = _entry(place, self._changes.digests[asset.path], content)
        return None

    def _make_folder(self, folder: Path) -> None:
        if folder not in self._folders:
            folder.mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)

    def _replace_marker(self, paths: Iterable[str]) -> None:
        marker = self._target.fresh / MARKER
        marker.write_bytes(marker_content([*paths], self._target.edition))
        marker.replace(self._target.path / MARKER)

    def _make_way(self, path: str) -> None:
        """Remove own files that stand where folders belong, and folders where a file does."""
        top = self._target.path
        place = top / path
        for above in reversed(place.parents):
            if above.is_relative_to(top) and above != top and not above.is_dir():
                above.unlink(missing_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.is_dir() and not place.is_symlink():
            # Foreign files there have been refused; what is left is of the old site.
            shutil.rmtree(place)

    def _remove_empty_folders(self, place: Path) -> None:
        for above in place.parents:
            if above == self._target.path:
                return
            with suppress(OSError):
                above.rmdir()


def _entry(place: Path, digest: str, content: str) -> ManifestEntry:
    status = place.lstat()
    return ManifestEntry(
        digest,
        content,
        status.st_size,
        status.st_mtime_ns,
        status.st_ctime_ns,
        status.st_ino,
    )


def _as_they_stand(top: Path, entries: Mapping[str, ManifestEntry]) -> Mapping[str, ManifestEntry]:
    """Return ``entries`` with the marks that the disk has put on their files in the meantime.

    A second name, the loss of the first one and a move all count as a change of the file. One
    that is not as it was left is forgotten: the next build makes it anew.
    """
    standing = {}
    for path, entry in entries.items():
        with suppress(OSError):
            now = _entry(top / path, entry.digest, entry.content)
            if (now.size, now.modified_ns) == (entry.size, entry.modified_ns):
                standing[path] = now
    return standing


def _link_or_copy(source: Path, place: Path) -> bool:
    """Give ``source`` a second name, or copy it where the disk has no links; say which."""
    try:
        os.link(source, place, follow_symlinks=False)
    except NotImplementedError:  # A system whose links always follow: some are none at all.
        pass
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
    else:
        return True
    shutil.copy2(source, place, follow_symlinks=False)
    return False
