"""Where a service can get planbook from: what ``pip`` installs it by.

Never the bare name: as long as nobody has registered it on an index, anybody may, and whoever does
runs their code in everyone's builds.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

_LETTERS: Final = re.compile(r"[A-Za-z0-9._~:/#@=+%,-]+")
_LIKE_SCP: Final = re.compile(r"[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:(?!/)[^:@]+")
_IN_GIT: Final = re.compile(r"git\+(?P<repository>[^#]+?)(?:@(?P<commit>[0-9a-f]{40}))?")
_ON_GITHUB: Final = re.compile(
    r"(?:https://|ssh://git@)github\.com/(?P<name>[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+?)(?:\.git)?/?"
)
_ARCHIVES: Final = (".whl", ".tar.gz", ".zip")
_SCHEMES: Final = ("https", "http", "ssh", "file")


@dataclass(frozen=True, slots=True)
class Address:
    """An address that pip understands, such as ``git+https://git.example.com/planbook.git@COMMIT``.

    ``is_local`` tells that it lies on this machine, where a service in the net cannot reach it.
    """

    url: str

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        return self.url.startswith(("file:", "git+file:"))

    @property
    def repository(self) -> str | None:
        """The address that ``git clone`` understands; None where it is that of an archive."""
        found = _IN_GIT.fullmatch(self.url)
        return found["repository"] if found and not self.is_local else None

    @property
    def commit(self) -> str | None:
        """The commit that it names; None for a branch, a tag or nothing, which can move."""
        found = _IN_GIT.fullmatch(self.url)
        return found["commit"] if found else None

    @property
    def action(self) -> str | None:
        """What stands behind ``uses:`` in a workflow of GitHub; None where it lies elsewhere."""
        found = _ON_GITHUB.fullmatch(self.repository or "")
        return f"{found['name']}@{self.commit}" if found and self.commit else None

    @property
    def install(self) -> str:
        """The command that installs planbook from it, in a shell and as a plain YAML scalar."""
        # Older versions of pip want a host in an address that stands behind a name.
        return f'pip install "{self.url if self.is_local else f"planbook @ {self.url}"}"'


class UnusableAddressError(ValueError):
    """The address is none; ``why`` is ``letters``, ``secret`` or ``form``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def parse_address(written: str) -> Address:
    """Return the address that ``written`` stands for: a git repository's, or that of an archive.

    Raises UnusableAddressError for what is no address, holds a password or cannot stand in a
    command without quotes.
    """
    url = written.strip().removeprefix("planbook @ ").strip()
    if not _LETTERS.fullmatch(url):
        raise UnusableAddressError("letters")
    if _LIKE_SCP.fullmatch(url):
        url = f"ssh://{url.replace(':', '/', 1)}"
    bare = url.removeprefix("git+")
    parts = urlsplit(bare)
    if parts.scheme not in _SCHEMES or not (parts.netloc or parts.scheme == "file"):
        raise UnusableAddressError("form")
    if not parts.path.strip("/"):
        raise UnusableAddressError("form")
    # A token often stands where a name would; of ssh the name is that of an account.
    if "@" in parts.netloc and (parts.scheme != "ssh" or ":" in parts.netloc.partition("@")[0]):
        raise UnusableAddressError("secret")
    is_archive = bare == url and parts.scheme != "ssh" and parts.path.endswith(_ARCHIVES)
    return Address(url if is_archive else f"git+{bare}")


def address_installed_from(direct_url: str | None) -> Address | None:
    """Return the address that planbook was installed from, out of its ``direct_url.json``.

    That is what PEP 610 lets an installer leave behind. None where it was installed by name, from
    a folder or from a file of this machine: nobody else could do the same.
    """
    try:
        told = json.loads(direct_url or "null")
        return _told(told)
    except (ValueError, TypeError, AttributeError, KeyError):
        return None


def _told(told: Any) -> Address | None:
    if not told:
        return None
    url: str = told["url"]
    part = f"#subdirectory={told['subdirectory']}" if told.get("subdirectory") else ""
    if "vcs_info" in told:
        if told["vcs_info"]["vcs"] != "git":
            return None
        return parse_address(f"git+{url}@{told['vcs_info']['commit_id']}{part}")
    if "archive_info" in told:
        address = parse_address(url)
        sha256 = told["archive_info"].get("hashes", {}).get("sha256")
        if address.is_local or address.url != url:
            return None
        return Address(f"{url}#sha256={sha256}") if sha256 and "#" not in url else address
    return None
