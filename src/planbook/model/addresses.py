"""The addresses that belong to the site itself, which no kind of document may take."""

from __future__ import annotations

from typing import Final

FIXED_SECTIONS: Final = frozenset(
    {
        "alerts",
        "alignment",
        "api",
        "assets",
        "calendar",
        "changes",
        "coverage",
        "due",
        "files",
        "months",
        "org",
        "practices",
        "print",
        "quality",
        "quarters",
        "responsibilities",
        "search",
        "static",
        "theme",
    }
)
"""The folders at the top of a site that hold neither a kind's documents nor a language."""

FIXED_RECORDS: Final = frozenset({"index"})
"""The files of the API that are no kind's list: ``api/v1/index.json``."""
