"""Files that go into the site as they are: what is in them, told by a digest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planbook.diagnostics.codes.site import SITE_ASSET_UNREADABLE
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.reading.files import Refusal, digest_file, sentence_of
from planbook.reading.sources import Attachment


def digest_attachments(attachments: Iterable[Attachment]) -> Outcome[Mapping[str, str]]:
    """Return the digest of every attachment by its path in the project.

    Those that cannot be read are findings, and left out.
    """
    digests: dict[str, str] = {}
    findings: list[Finding] = []
    for attachment in attachments:
        digest = digest_file(attachment.location)
        if isinstance(digest, Refusal):
            place = Place(attachment.path)
            reason = sentence_of(digest)
            findings.append(SITE_ASSET_UNREADABLE.at(place, name=attachment.path, reason=reason))
        else:
            digests[attachment.path] = digest
    return Outcome(digests, tuple(findings))
