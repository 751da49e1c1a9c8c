"""Where the page about a finding can be read: the address that every format links to.

planbook has no site of its own. Its pages lie in the repository that it was installed from, at the
commit that was installed; where that is known, so is the address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final, TypeAlias
from urllib.parse import quote, urlsplit

import msgspec

Addresses: TypeAlias = Callable[[str], str | None]
"""Returns the address of the page about a code; None where it is not known."""


def no_address(_code: str) -> None:
    """Return that the page is not known."""


FOLDER: Final = "docs/rules"
"""The folder of the pages in planbook's repository."""

_LIKE_SCP: Final = re.compile(r"(?:[A-Za-z0-9._-]+@)?([A-Za-z0-9.-]+):(?!/)([^:@]+)")
_HOST: Final = re.compile(r"[A-Za-z0-9.-]+(?::[0-9]+)?")
_COMMIT: Final = re.compile(r"[0-9A-Za-z._-]+")
_LABELS: Final = ("repository", "source", "source code", "github")
_RULES: Final = "rules"


class RulePages(msgspec.Struct, frozen=True):
    """The folder of the pages, as an address that ends in a slash.

    ``is_local`` tells that it lies on this machine: nobody else could open it.
    """

    folder: str
    is_local: bool = False

    def address(self, code: str, language: str = "en") -> str:
        """Return the address of the page about ``code``."""
        twin = "zh/" if language == "zh" else ""
        return f"{self.folder}{twin}{code}.md"


def pages_in_repository(url: str, commit: str, within: str = "") -> RulePages | None:
    """Return the pages in the git repository at ``url`` as of ``commit``; None where no one can be
    sent there.

    A name or password in the address is left out. ``within`` is planbook's folder there.
    """
    bare = url.removeprefix("git+")
    scp = _LIKE_SCP.fullmatch(bare) if "://" not in bare else None
    if scp is not None:
        host, path = scp[1], scp[2]
        scheme = "https"
    else:
        parts = urlsplit(bare)
        if parts.scheme not in ("https", "http", "ssh", "git"):
            return None
        scheme = "http" if parts.scheme == "http" else "https"
        host, path = parts.netloc.rpartition("@")[2], parts.path
        if parts.scheme in ("ssh", "git"):
            host = host.partition(":")[0]
    path = path.strip("/").removesuffix(".git")
    if not _HOST.fullmatch(host) or not path or not _COMMIT.fullmatch(commit):
        return None
    folder = "/".join(part for part in (within.strip("/"), FOLDER) if part)
    blob = f"{_way_to_files(host)}/{commit}/{quote(folder)}/"
    return RulePages(f"{scheme}://{host}/{quote(path, safe='/~%')}/{blob}")


def _way_to_files(host: str) -> str:
    """Return what stands between a repository and a commit in an address of ``host``."""
    if "gitlab" in host:
        return "-/blob"
    if "gitea" in host or "codeberg" in host or "forgejo" in host:
        return "src/commit"
    return "src" if "bitbucket" in host else "blob"


def pages_of_project(project_urls: Iterable[str]) -> RulePages | None:
    """Return the pages that a package's own metadata leads to: lines such as ``Rules, https://…``.

    ``Rules`` is the folder of the pages itself; of a repository it is that of the newest commit.
    """
    named = {
        label.strip().lower(): url.strip()
        for label, comma, url in (line.partition(",") for line in project_urls)
        if comma
    }
    folder = named.get(_RULES, "")
    if urlsplit(folder).scheme in ("https", "http"):
        return RulePages(f"{folder.rstrip('/')}/")
    repository = next((named[label] for label in _LABELS if label in named), "")
    return pages_in_repository(repository, "HEAD") if repository else None
