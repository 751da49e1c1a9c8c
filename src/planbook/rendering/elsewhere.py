"""Rendering by whatever runs calls: any ``concurrent.futures.Executor``, on other machines too.

A share of pages goes out with its views and the theme, and comes back as bytes. No more than a
few shares are under way at a time, and they are passed on in their order, so that neither side
ever holds the whole site.
"""

from __future__ import annotations

import pickle
import zlib
from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec.structs import replace

from planbook import __version__
from planbook.language import Text
from planbook.pages import Page
from planbook.reading.theme import Theme
from planbook.rendering.renderer import Fault, Rendered, Renderer, reason_of, render_share
from planbook.rendering.theme import releases
from planbook.rendering.workers import PAGES_A_SHARE

if TYPE_CHECKING:  # Most builds use none, and it takes its time to load.
    from concurrent.futures import Executor, Future

SHARES_UNDER_WAY: Final = 16
"""How many shares are out at a time, where nobody says how many workers there are."""

Results: TypeAlias = list[Rendered | Fault]


class NotRenderedError(RuntimeError):
    """The executor gave an error in place of pages; ``reason`` says which."""

    def __init__(self, reason: str | Text) -> None:
        super().__init__(reason if isinstance(reason, str) else reason["en"])
        self.reason = reason


class OtherReleaseError(RuntimeError):
    """A worker has the releases ``there``, the build those ``here``: their bytes could differ."""

    def __init__(self, there: str, here: str) -> None:
        super().__init__(there, here)
        self.there, self.here = there, here


def render_in_executor(
    pages: Sequence[Page],
    theme: Theme,
    executor: Executor,
    under_way: int = SHARES_UNDER_WAY,
    share: int = PAGES_A_SHARE,
) -> Iterator[Rendered | Fault]:
    """Yield what becomes of each page, in their order, rendered by ``executor``.

    At most ``under_way`` shares of ``share`` pages are out at a time. All that is sent can be
    pickled. The executor stays open: whoever made it ends it. Raises
    NotRenderedError where a share does not come back.
    """
    packed = _pack(theme)
    shares = (pages[start : start + share] for start in range(0, len(pages), share))
    waiting: deque[Future[Results]] = deque()
    try:
        for chosen in shares:
            while len(waiting) >= max(1, under_way):
                yield from _results_of(waiting.popleft())
            made = [page.with_view() for page in chosen]
            waiting.append(_submit(executor, packed, made))
        while waiting:
            yield from _results_of(waiting.popleft())
    finally:
        for future in waiting:
            future.cancel()


def render_here(release: str, packed_theme: bytes, pages: Sequence[Page]) -> Results:
    """Return what becomes of ``pages``: this is what a worker runs.

    Raises OtherReleaseError where the worker is not the build's twin.
    """
    if release != _release():
        raise OtherReleaseError(_release(), release)
    return render_share(_renderer_of(packed_theme), pages)


def _submit(executor: Executor, packed_theme: bytes, pages: Sequence[Page]) -> Future[Results]:
    try:
        return executor.submit(render_here, _release(), packed_theme, pages)
    except NotRenderedError:
        raise
    except Exception as error:  # Each kind of executor has its own.
        raise NotRenderedError(reason_of(error)) from error


def _results_of(future: Future[Results]) -> Results:
    try:
        return future.result()
    except NotRenderedError:
        raise
    except OtherReleaseError as error:
        raise NotRenderedError(
            {
                "en": f"a worker has {error.there}, and this build {error.here}",
                "zh": f"工作进程装的是 {error.there}，而这次生成用的是 {error.here}",
            }
        ) from error
    except Exception as error:  # What a template gets wrong comes back as a Fault.
        raise NotRenderedError(reason_of(error)) from error


def _release() -> str:
    return f"planbook-{__version__}{releases()}"


def _pack(theme: Theme) -> bytes:
    """Return what rendering needs of ``theme``, small enough to go out with every share."""
    needed = replace(theme, statics=(), texts={})
    return zlib.compress(pickle.dumps(needed))


@lru_cache(maxsize=2)
def _renderer_of(packed_theme: bytes) -> Renderer:
    """Return the renderer of a theme: a worker compiles its templates once, not for each share."""
    theme: Theme = pickle.loads(zlib.decompress(packed_theme))
    return Renderer(theme)
