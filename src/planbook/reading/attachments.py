"""Files that go into the site as they are: what is in them, told by a digest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Final

from planbook.diagnostics.codes.site import SITE_ASSET_UNREADABLE
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.reading.files import ReadError, digest_file, sentence_of
from planbook.reading.sources import Attachment

PUBLISHED_ENDINGS: Final = frozenset(
    (
        *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"),
        *(".mp3", ".ogg", ".wav", ".mp4", ".webm"),
        *(".pdf", ".txt", ".zip"),
        *(".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp"),
    )
)
"""The files that go into a site when a text links to them: those that a browser shows as they
are, or saves. It would run what stands in any other (HTML, SVG, XML, scripts) as part of the
site, without the pages' Content-Security-Policy.
"""


def is_published(path: str) -> bool:
    """Return whether the content file at ``path`` goes into the site when a text links to it."""
    return PurePosixPath(path).suffix.lower() in PUBLISHED_ENDINGS


def digest_attachments(attachments: Iterable[Attachment]) -> Outcome[Mapping[str, str]]:
    """Return the digest of every attachment by its path in the project.

    Those that cannot be read are findings, and left out.
    """
    digests: dict[str, str] = {}
    findings: list[Finding] = []
    for attachment in attachments:
        digest = digest_file(attachment.location)
        if isinstance(digest, ReadError):
            place = Place(attachment.path)
            reason = sentence_of(digest)
            findings.append(SITE_ASSET_UNREADABLE.at(place, name=attachment.path, reason=reason))
        else:
            digests[attachment.path] = digest
    return Outcome(digests, tuple(findings))
