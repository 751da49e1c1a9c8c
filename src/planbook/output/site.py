"""The one writer: a new site beside the old one, then the new in the old one's place.

There are three roads. A few changes are made in the spare (`spare.py`), which is exchanged with the
site. Without a spare, or with many changes, a whole new tree is made, of links to what stays. A
mount point cannot be exchanged: its files are replaced one by one.

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
from pathlib import Path
from typing import Final, TypeAlias

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
from planbook.output.exchange import (
    exchange_target,
    recover_target,
    remove_or_quarantine,
    replace_target,
)
from planbook.output.failure import explain_failure, name_a_few, printable
from planbook.output.lock import SECONDS_TO_WAIT, hold_lock
from planbook.output.manifest import (
    MARKER,
    Manifest,
    ManifestEntry,
    Record,
    folder_of,
    folders_above,
    marker_content,
    write_record,
)
from planbook.output.placing import Placing, write_new
from planbook.output.report import BuildReport
from planbook.output.settling import Settling
from planbook.output.spare import (
    drop_spare,
    follow,
    make_spare,
    put_to_rest,
    recover_spare,
    take_spare,
)
from planbook.output.survey import read_manifest
from planbook.output.target import Target
from planbook.pages import Asset
from planbook.reading.files import ReadError, copy_file, sentence_of
from planbook.rendering.renderer import Rendered
from planbook.stat_guard import FileMark, disk_time_ns, mark_of

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


_Settled: TypeAlias = tuple[
    Mapping[str, ManifestEntry], Mapping[str, FileMark | None], Mapping[str, FileMark]
]
"""The files of a site, its folders, and those of its spare."""


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
        recover_spare(target)
        manifest = read_manifest(target)
        if not manifest.record.spare:
            drop_spare(target)
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
            return Outcome(writer.report())
        findings = writer.fill(rendered)
        if findings:
            return Outcome(None, tuple(findings))
        writer.put_in_place()
    except OSError as error:
        return Outcome(None, (explain_failure(error, target),))
    finally:
        close = getattr(rendered, "close", None)
        if close is not None:
            close()
        # After an exchange this is the old site.
        with suppress(OSError):
            remove_or_quarantine(target, target.fresh)
        recover_spare(target)
    return Outcome(writer.report())


class _Writer:
    """One writing of one site."""

    def __init__(self, target: Target, manifest: Manifest, changes: Changes) -> None:
        self._target = target
        self._manifest = manifest
        self._changes = changes
        self._entries: dict[str, ManifestEntry] = dict(changes.kept)
        self._marker: ManifestEntry | None = None
        self._fresh = str(target.fresh)
        self._placing = Placing(target.fresh)
        self._was_exchanged = False
        self._published = 0
        self._spare: Path | None = None
        self._has_spare = False

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

    def put_in_place(self) -> None:
        """Make the site what is wanted, by the road that fits. Raises OSError."""
        changes = self._changes
        if self._target.in_place:
            drop_spare(self._target)
            self._move_into_place()
            return
        few = len(changes.digests) + len(changes.removed) <= len(changes.kept)
        spare = take_spare(self._target, self._manifest) if few else None
        if spare is not None:
            self._exchange_spare(spare)
        else:
            self._make_anew()

    def _make_anew(self) -> None:
        """Add to the fresh folder what stays as it is, and put it in the place of the site."""
        target, manifest = self._target, self._manifest
        old, fresh = target.path, target.fresh
        shares = True
        for path, entry in self._changes.kept.items():
            self._placing.make_folder(path)
            if not _link_or_copy(f"{old}/{path}", f"{fresh}/{path}"):
                self._entries[path] = _entry(fresh / path, entry.digest, entry.content)
                shares = False
        for path in sorted(manifest.foreign_folders):
            if target.keep_foreign:
                (fresh / path).mkdir(parents=True, exist_ok=True)
        for path in sorted(manifest.foreign):
            self._placing.make_folder(path)
            _link_or_copy(f"{old}/{path}", f"{fresh}/{path}")
        self._write_marker(self._entries)
        if old.is_dir():
            fresh.chmod(stat.S_IMODE(old.stat().st_mode))
        if manifest.foreign or manifest.foreign_folders or not shares:
            drop_spare(target)
        elif make_spare(target, [*self._entries, MARKER]):
            self._spare = put_to_rest(target)
        self._published = disk_time_ns(target.clock)
        replace_target(target)
        # The old site goes now, so that its files have the marks that they will keep.
        with suppress(OSError):
            remove_or_quarantine(target, fresh)

    def _exchange_spare(self, spare: Path) -> None:
        """Make the changes in ``spare`` and exchange it with the site; then make them once more."""
        target, changes, manifest = self._target, self._changes, self._manifest
        fresh, put = target.fresh, [*changes.digests]
        # What the marker names, a file among it that is no more as the record says.
        if not (manifest.marked and self._entries.keys() == manifest.written):
            self._write_marker(self._entries)
            put.append(MARKER)
        placing = Placing(spare)
        placing.replace(put, lambda path, place: (fresh / path).replace(place))
        placing.remove(changes.removed)
        spare.chmod(stat.S_IMODE(target.path.stat().st_mode))
        self._published = disk_time_ns(target.clock)
        if not exchange_target(target, spare):
            return
        self._was_exchanged = True
        # From here on the site is the new one, whatever becomes of the spare.
        if follow(target, spare, put, changes.removed):
            with suppress(OSError):
                self._spare = put_to_rest(target)

    def _move_into_place(self) -> None:
        """Replace file by file what is new, then take away what is gone.

        Until that is done the marker names the files of both sites: whatever stands there after
        a kill is known as planbook's.
        """
        top, fresh = self._target.path, self._target.fresh
        self._published = disk_time_ns(self._target.clock)
        self._write_marker({*self._entries, *self._manifest.written})
        (fresh / MARKER).replace(top / MARKER)
        placing = Placing(top)
        placing.replace(self._changes.digests, lambda path, place: (fresh / path).replace(place))
        placing.remove(self._changes.removed)
        self._write_marker(self._entries)
        (fresh / MARKER).replace(top / MARKER)

    def report(self) -> BuildReport:
        """Remember what stands for the next build and return what was done."""
        notes: list[Text] = []
        if self._target.in_place and not self.has_nothing_to_do:
            notes.append(_WRITTEN_IN_PLACE)
        # The record is a convenience: the site stands without it.
        try:
            self._remember()
        except OSError:
            notes.append(_NOT_REMEMBERED)
            # The record of another edition must not outlive it, nor a spare without a record.
            with suppress(OSError):
                self._target.manifest.unlink(missing_ok=True)
            self._has_spare = False
        if not self._has_spare:
            drop_spare(self._target)
        gone = (self._target.fresh, *(() if self._has_spare else (self._target.spare,)))
        notes += (
            {tag: f"{words}{left}" for tag, words in _NOT_CLEANED.items()}
            for left in (*gone, *self._target.leftovers())
            if os.path.lexists(left)
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

    def _remember(self) -> None:
        """Write the record of the site as it stands now. Raises OSError."""
        if self.has_nothing_to_do:
            self._has_spare = bool(self._manifest.record.spare)
            if self._manifest.is_news:
                write_record(self._target, self._manifest.record)
            return
        settling = Settling(self._target, self._published)
        settling.wait()
        marker = self._manifest.record.marker
        if self._marker is not None:
            written = settling.files({MARKER: self._marker}).get(MARKER)
            marker = written.mark if written is not None and written.is_sure else None
        settled = self._settle_exchanged if self._was_exchanged else self._settle_all
        files, folders, spare = settled(settling)
        self._has_spare = bool(spare)
        write_record(self._target, Record(files, folders, spare, marker, self._target.edition))

    def _settle_all(self, settling: Settling) -> _Settled:
        foreign = self._manifest.foreign_folders | {
            folder_of(path) for path in self._manifest.foreign
        }
        own = folders_above(self._entries)
        folders = settling.folders(own, self._entries, own) | dict.fromkeys(foreign)
        spare = settling.spare_folders(self._spare, own) if self._spare is not None else {}
        return settling.files(self._entries), folders, spare

    def _settle_exchanged(self, settling: Settling) -> _Settled:
        """Look at what was changed alone: the rest was known, and nothing has touched it."""
        changes, before = self._changes, self._manifest.record
        new = settling.files({path: self._entries[path] for path in changes.digests})
        above = folders_above((*changes.digests, *changes.removed))
        touched = {folder for folder in above if (self._target.path / folder).is_dir()}
        still = before.folders.keys() - above
        # The tree that was the spare is the site now, and the other way round.
        folders: dict[str, FileMark | None] = {folder: before.spare[folder] for folder in still}
        folders |= settling.folders(touched, self._entries, still | touched)
        spare: dict[str, FileMark] = {}
        if self._spare is not None and (spare := settling.spare_folders(self._spare, touched)):
            spare |= {folder: mark for folder in still if (mark := before.folders[folder])}
        return {**changes.kept, **new}, folders, spare

    def _write(self, path: str, content: bytes) -> None:
        self._placing.make_folder(path)
        place = f"{self._fresh}/{path}"
        write_new(place, content)
        digest = self._changes.digests[path]
        self._entries[path] = _entry(place, digest, digest_of_content(content))

    def _copy(self, asset: Asset) -> Finding | None:
        """Copy ``asset``; return why it cannot be read, or that it is not what was looked at."""
        self._placing.make_folder(asset.path)
        place = self._target.fresh / asset.path
        name = printable(asset.written or str(asset.source))
        with place.open("xb") as stream:
            content = copy_file(asset.source, stream)
        if isinstance(content, ReadError):
            reason = sentence_of(content)
            return SITE_ASSET_UNREADABLE.at(Place(name), name=name, reason=reason)
        if content != asset.digest:
            return SITE_ASSET_CHANGED.at(Place(name), name=name)
        self._entries[asset.path] = _entry(place, self._changes.digests[asset.path], content)
        return None

    def _write_marker(self, paths: Iterable[str]) -> None:
        place, content = self._target.fresh / MARKER, marker_content(paths, self._target.edition)
        place.write_bytes(content)
        self._marker = _entry(place, "", digest_of_content(content))


def _entry(place: Path | str, digest: str, content: str) -> ManifestEntry:
    return ManifestEntry(digest, content, mark_of(os.lstat(place)))


def _link_or_copy(source: str, place: str) -> bool:
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
