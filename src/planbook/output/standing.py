"""Whether a site stands just as the last build of it left it: then there is nothing to do."""

from __future__ import annotations

import os

from planbook.output.manifest import digest_of_file
from planbook.output.survey import read_manifest
from planbook.output.target import Target
from planbook.stat_guard import mark_of


def digest_of_record(target: Target) -> str:
    """Return what stands for the record of the site at ``target``; "" where there is none."""
    try:
        return digest_of_file(target.manifest)
    except OSError:
        return ""


def stands_as_left(target: Target, record: str) -> bool:
    """Return whether the site at ``target`` is the one whose record has the digest ``record``.

    Only looks. With any doubt it is not: where a build is under way or was killed, where there is
    a file of somebody else's, or one whose mark alone does not tell what it holds.
    """
    try:
        return _stands(target, record)
    except OSError:
        return False


def _stands(target: Target, record: str) -> bool:
    before = mark_of(target.manifest.lstat())
    if target.in_place or _is_at_work(target) or digest_of_record(target) != record:
        return False
    manifest = read_manifest(target)
    is_whole = manifest.marked and not (manifest.foreign or manifest.foreign_folders)
    if not is_whole or manifest.is_news or manifest.checked != manifest.written:
        return False
    if not manifest.record.spare and os.path.lexists(target.spare):
        return False
    # One that has begun meanwhile has left its name, one that has ended another record.
    return not _is_at_work(target) and mark_of(target.manifest.lstat()) == before


def _is_at_work(target: Target) -> bool:
    """Return whether a build is at work on the site, or has been killed."""
    signs = (target.lock_holder, target.fresh, target.retired, target.exchange_mark)
    if any(map(os.path.lexists, (*signs, target.spare_in_work))) or target.spare.is_symlink():
        return True
    return bool(target.leftovers())
