"""What a build has to do: which pages to render, which files to keep, which to take away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from planbook import __version__
from planbook.diagnostics.codes.site import (
    SITE_FOREIGN_FILES,
    SITE_PATH_COLLISION,
    SITE_UNSAFE_PATH,
)
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.output.failure import name_a_few, printable
from planbook.output.manifest import Manifest, ManifestEntry, folders_above
from planbook.pages import Asset, Page
from planbook.reading.theme import Theme
from planbook.rendering.gathering import Sheets
from planbook.rendering.theme import ThemeDigests, digest_page, digest_theme

_RESERVED: Final = ".planbook-"
_PART: Final = r"\w[^/\\:\x00-\x1f\ud800-\udfff]*"
_PLAIN: Final = re.compile(f"(?:{_PART}/)*{_PART}")
"""An address that nobody has to look at twice: no part of it begins with a dot."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The way from the site that stands to the one that is wanted.

    ``to_render`` are the addresses of the pages to be made. ``digests`` has the digest of every
    file that is made anew. ``pages`` counts all pages of the site, ``reused`` those among them
    that stay as they are.
    """

    to_render: tuple[str, ...] = ()
    to_copy: tuple[Asset, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, ManifestEntry] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    pages: int = 0
    reused: int = 0


def compare_pages(
    pages: Sequence[Page],
    assets: Sequence[Asset],
    manifest: Manifest,
    theme: Theme,
    version: str = __version__,
) -> Outcome[Changes | None]:
    """Return what changes between ``manifest`` and the site of ``pages`` and ``assets``.

    The value is None where `compare_digests` says so.
    """
    digests = digest_theme(theme, (page.language for page in pages), version)
    return compare_digests(digest_pages(pages, digests), assets, manifest)


def digest_pages(pages: Sequence[Page], digests: ThemeDigests) -> list[tuple[str, str]]:
    """Return the addresses of ``pages``, each with its digest."""
    known = {page.path: digest_page(page, digests) for page in pages}
    sheets = Sheets(pages)
    return [(page.path, sheets.digest(page.path, known[page.path], known)) for page in pages]


def compare_digests(
    pages: Iterable[tuple[str, str]], assets: Sequence[Asset], manifest: Manifest
) -> Outcome[Changes | None]:
    """Return what changes between ``manifest`` and a site of ``pages`` and ``assets``.

    ``pages`` are addresses, each with the digest of the page there: no page has to be made. The
    value is None where two files claim one address, where a name leads out of the site, or where
    a file of somebody else's stands in the way.
    """
    claimed = [*pages]
    digests = dict(claimed)
    wanted = digests.keys() | {asset.path for asset in assets}
    findings: tuple[Finding, ...] = ()
    # The same files as last time, none of them twice, have been found to be right.
    if len(wanted) < len(claimed) + len(assets) or wanted != manifest.checked:
        findings = tuple(check_addresses((path for path, _ in claimed), assets))
    findings += tuple(_in_the_way(wanted, manifest))
    if findings:
        return Outcome(None, findings)
    to_copy: list[Asset] = []
    fresh: dict[str, str] = {}
    kept: dict[str, ManifestEntry] = {}
    standing = manifest.entries
    for path, digest in digests.items():
        entry = standing.get(path)
        if entry is not None and entry.digest == digest:
            kept[path] = entry
        else:
            fresh[path] = digest
    to_render, reused = tuple(fresh), len(kept)
    for asset in assets:
        digest = f"asset-{asset.digest}"
        entry = standing.get(asset.path)
        if entry is not None and entry.digest == digest:
            kept[asset.path] = entry
        else:
            to_copy.append(asset)
            fresh[asset.path] = digest
    return Outcome(
        Changes(
            to_render=to_render,
            to_copy=tuple(to_copy),
            digests=fresh,
            kept=kept,
            removed=tuple(sorted(manifest.written.difference(wanted))),
            pages=len(digests),
            reused=reused,
        )
    )


def pages_at(paths: Iterable[str], pages: Iterable[Page]) -> tuple[Page, ...]:
    """Return those of ``pages`` that stand at ``paths``."""
    wanted = frozenset(paths)
    return tuple(page for page in pages if page.path in wanted)


def check_addresses(pages: Iterable[str], assets: Iterable[Asset]) -> Iterator[Finding]:
    """Yield what keeps the files at ``pages`` and ``assets`` from standing in one site.

    A file of the project's is told of once, by the name that its author gave it.
    """
    claims = [(path, "") for path in pages]
    claims += [(asset.path, asset.written) for asset in assets]
    yield from _unsafe_paths(claims)
    yield from _collisions(claims)


def _unsafe_paths(claims: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    doubtful = {claim for claim in claims if not _PLAIN.fullmatch(claim[0])}
    for path, written in sorted(doubtful):
        parts = path.split("/")
        if (
            any(part in ("", ".", "..") for part in parts)
            or any(character in "\\:" or ord(character) < 32 for character in path)
            or any(0xD800 <= ord(character) < 0xE000 for character in path)
            or parts[0].startswith(_RESERVED)
        ):
            shown = printable(written or path)
            yield SITE_UNSAFE_PATH.at(Place(shown), name=shown)


def _collisions(claims: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    files: dict[str, tuple[str, str]] = {}
    told: set[str] = set()
    for claim in claims:
        first = files.setdefault(_folded(claim[0]), claim)
        if first is not claim:
            yield _collision(first, claim)
            told.add(claim[1])
    if folders_above(files).isdisjoint(files):
        return
    for claim in claims:
        above = _folded(claim[0])
        while "/" in above:
            above = above.rpartition("/")[0]
            if above in files:
                # What somebody gave a name to can be renamed; a page cannot.
                first, second = sorted((files[above], claim), key=lambda one: bool(one[1]))
                if not second[1] or second[1] not in told:
                    yield _collision(first, second)
                    told.add(second[1])


def _collision(first: tuple[str, str], second: tuple[str, str]) -> Finding:
    (path, first_written), (address, written) = first, second
    if written:
        place = Place(printable(written))
        return SITE_PATH_COLLISION.at(place, variant="asset", first=first_written or path)
    return SITE_PATH_COLLISION.at(Place(address), first=path, second=address)


def _folded(path: str) -> str:
    # As the disks of Windows and macOS compare names.
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()


def _in_the_way(paths: AbstractSet[str], manifest: Manifest) -> Iterator[Finding]:
    """Yield a finding where files of somebody else's stand at the address of one of ``paths``."""
    if not manifest.foreign and not manifest.foreign_folders:
        return
    above = {path[:end] for path in paths for end, letter in enumerate(path) if letter == "/"}
    taken = manifest.foreign & (above | paths)
    # A folder may stand where a file is wanted; an empty one is nobody's work.
    taken |= {
        path
        for path in manifest.foreign_folders & paths
        if any(other.startswith(f"{path}/") for other in manifest.foreign)
    }
    if taken:
        yield SITE_FOREIGN_FILES.at(
            Place(printable(min(taken))), variant="taken", names=name_a_few(taken)
        )
