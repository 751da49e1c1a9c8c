"""The addresses of the pages about rules: what planbook knows of where it was installed from."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planbook.cli.invocation import Invocation
    from planbook.diagnostics.rule_pages import Addresses, RulePages


def address_for_people(call: Invocation) -> Addresses:
    """Return the addresses of pages for whoever called, pages on this machine among them."""
    pages = find_rule_pages()
    return lambda code: pages.address(code, call.language) if pages else None


def address_for_all(call: Invocation) -> Addresses:
    """Return the addresses of pages that everybody can open."""
    pages = find_rule_pages()
    is_open = pages is not None and not pages.is_local
    return address_for_people(call) if is_open else lambda _code: None


def shows_links(stream: IO[Any]) -> bool:
    """Return whether ``stream`` is a terminal that shows links, or FORCE_HYPERLINK says so."""
    forced = os.environ.get("FORCE_HYPERLINK")
    if forced:
        return forced != "0"
    plain = os.environ.get("TERM") in (None, "", "dumb", "linux") or bool(os.environ.get("CI"))
    return stream.isatty() and not plain


def find_rule_pages() -> RulePages | None:
    """Return where the pages lie: as the package says, where it was installed from, or beside it.

    Those beside it, in a checkout, only its own user can open. None where nothing is known.
    """
    from importlib.metadata import PackageNotFoundError, distribution

    from planbook.diagnostics.rule_pages import pages_of_project

    try:
        package = distribution("planbook")
        urls = package.metadata.get_all("Project-URL") or []
        source = package.read_text("direct_url.json")
    except (PackageNotFoundError, OSError):
        urls, source = [], None
    return pages_of_project(map(str, urls)) or _pages_installed_from(source) or _pages_beside()


def _pages_installed_from(direct_url: str | None) -> RulePages | None:
    """Return the pages at the commit that pip was given (PEP 610)."""
    from planbook.diagnostics.rule_pages import pages_in_repository

    try:
        told: Any = json.loads(direct_url or "null")
        if not told or told["vcs_info"]["vcs"] != "git":
            return None
        return pages_in_repository(
            told["url"], told["vcs_info"]["commit_id"], told.get("subdirectory") or ""
        )
    except (ValueError, TypeError, AttributeError, KeyError):
        return None


def _pages_beside() -> RulePages | None:
    import planbook
    from planbook.diagnostics.rule_pages import FOLDER, RulePages

    folder = Path(planbook.__file__).resolve().parents[2] / FOLDER
    return RulePages(f"{folder.as_uri()}/", is_local=True) if folder.is_dir() else None
