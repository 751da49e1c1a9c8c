"""The code of the templates that come with planbook, kept where Python keeps that of its modules.

To compile them takes longer than to make a hundred pages. What is kept lies in the package's own
folder of compiled modules and is trusted as those are; where that cannot be written, or Python is
told to write none, the templates are compiled in every run. A project's templates are never kept.
"""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from hashlib import blake2b
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType
from typing import Final

from jinja2.bccache import Bucket

from planbook.reading.theme import Theme
from planbook.rendering.environment import CompiledTemplates

_COMPILERS: Final = ("compiled.py", "environment.py")
_DIGEST_BYTES: Final = 16


class KeptTemplates(CompiledTemplates):
    """Compiled templates; those of ``theme`` that come with planbook are kept from run to run."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._own = {
            self.get_cache_key(name, template.path)
            for name, template in theme.templates.items()
            if template.builtin
        }
        self._kept: dict[str, tuple[str, CodeType]] | None = None
        self._is_news = False

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill ``bucket`` with the code of its template, where it has been compiled."""
        super().load_bytecode(bucket)
        if bucket.code is None and bucket.key in self._own:
            checksum, code = self._known().get(bucket.key, ("", None))
            if code is not None and checksum == bucket.checksum:
                bucket.code = code
                super().dump_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of ``bucket``."""
        super().dump_bytecode(bucket)
        if bucket.code is not None and bucket.key in self._own:
            self._known()[bucket.key] = (bucket.checksum, bucket.code)
            self._is_news = True

    def keep(self) -> None:
        """Keep what was compiled for later runs, where that can be."""
        place = _place()
        if not self._is_news or place is None or sys.dont_write_bytecode:
            return
        self._is_news = False
        content = marshal.dumps(self._known())
        fresh = place.with_name(f"{place.name}.{os.getpid()}")
        with suppress(OSError):
            try:
                fresh.write_bytes(_stamp(content) + content)
                fresh.replace(place)
            finally:
                fresh.unlink(missing_ok=True)

    def _known(self) -> dict[str, tuple[str, CodeType]]:
        if self._kept is None:
            self._kept = _read()
        return self._kept


def _read() -> dict[str, tuple[str, CodeType]]:
    place = _place()
    with suppress(OSError, ValueError, EOFError, TypeError):
        written = place.read_bytes() if place is not None else b""
        content = written[_DIGEST_BYTES:]
        if content and written[:_DIGEST_BYTES] == _stamp(content):
            known: dict[str, tuple[str, CodeType]] = marshal.loads(content)
            return known
    return {}


def _place() -> Path | None:
    """Return where the code is kept, beside that of the modules; None where there is no place."""
    try:
        return Path(cache_from_source(__file__)).with_suffix(".templates")
    except NotImplementedError:
        return None


def _stamp(content: bytes) -> bytes:
    """Return a digest of ``content`` and of what compiled it."""
    state = blake2b(f"{sys.version} {version('Jinja2')}".encode(), digest_size=_DIGEST_BYTES)
    for name in _COMPILERS:
        with suppress(OSError):
            state.update(Path(__file__).with_name(name).read_bytes())
    state.update(content)
    return state.digest()
