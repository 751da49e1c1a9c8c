"""A page: an address, a template and the view that it shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site, not yet rendered.

    ``path`` is its file in the site, with ``/`` (``en/goals/x/index.html``). ``view`` is a frozen
    dataclass, all that the template may see. A page without a template is data: its view is
    written as JSON. ``subject`` names the document that it is about, for messages.
    """

    path: str
    language: str
    template: str
    view: Any
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that goes into the site as it is: ``path`` in the site, ``source`` on the disk.

    ``written`` is what its author calls it, its path in the project.
    """

    path: str
    source: Path
    digest: str
    written: str = ""
