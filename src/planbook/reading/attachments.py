"""Files that go into the site as they are: what is in them, told by a digest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b

from planbook.diagnostics.codes.site import SITE_ASSET_UNREADABLE
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.reading.sources import Attachment


def digest_attachments(attachments: Iterable[Attachment]) -> Outcome[Mapping[str, str]]:
    """Return the digest of every attachment by its path in the project.

    Those that cannot be read are findings, and left out. A file is read piece by piece: it may
    be larger than the memory.
    """
    digests: dict[str, str] = {}
    findings: list[Finding] = []
    for attachment in attachments:
        state = blake2b(digest_size=16)
        try:
            with attachment.location.open("rb") as stream:
                while piece := stream.read(1 << 20):
                    state.update(piece)
        except OSError as error:
            findings.append(
                SITE_ASSET_UNREADABLE.at(
                    Place(attachment.path), name=attachment.path, reason=error.strerror or error
                )
            )
            continue
        digests[attachment.path] = state.hexdigest()
    return Outcome(digests, tuple(findings))
