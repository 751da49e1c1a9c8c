"""A page: an address, a template and the view that it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from planbook.digest import digest_of
from planbook.encoding import encode_view_for_digest


@dataclass(frozen=True, slots=True)
class LazyView:
    """A view that is made anew whenever it is asked for, the same each time.

    The views of a large team's documents would fill the memory. ``digest`` is that of the view
    where somebody has taken it already.
    """

    make: Callable[[], Any]
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site, not yet rendered.

    ``path`` is its file in the site, with ``/`` (``en/goals/x/index.html``). ``view`` is a frozen
    dataclass, all that the template may see. A page without a template is data: its view is
    written as JSON. ``subject`` names the document that it is about, for messages.

    A page ``gathers`` others where their main parts stand in it: it is finished with their bytes,
    after them.
    """

    path: str
    language: str
    template: str
    source: Any
    subject: str = ""
    gathers: tuple[str, ...] = ()

    @property
    def view(self) -> Any:
        """What the template may see."""
        return self.source.make() if isinstance(self.source, LazyView) else self.source

    @property
    def view_digest(self) -> str:
        """What tells this view from any other."""
        known = self.source.digest if isinstance(self.source, LazyView) else ""
        return known or digest_of_view(self.view)

    def with_digest(self) -> Page:
        """Return the page with its view made once, and its digest kept."""
        if not isinstance(self.source, LazyView):
            return self
        return replace(self, source=LazyView(self.source.make, self.view_digest))

    def with_view(self) -> Page:
        """Return the page with its view made, to be sent to another process."""
        return replace(self, source=self.view)


def lazy_view(make: Callable[[], Any]) -> LazyView:
    """Return the view that ``make`` gives each time that somebody asks."""
    return LazyView(make)


def digest_of_view(view: Any) -> str:
    """Return the digest of a view: equal ones look alike in any template."""
    return digest_of(type(view).__qualname__.encode(), encode_view_for_digest(view))


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that goes into the site as it is: ``path`` in the site, ``source`` on the disk.

    ``written`` is what its author calls it, its path in the project.
    """

    path: str
    source: Path
    digest: str
    written: str = ""
