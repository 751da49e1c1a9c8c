"""What a finding is known by from run to run: not its line, which moves with every edit above."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from planbook.diagnostics.diagnostic import Diagnostic


def fingerprints_of(diagnostics: Iterable[Diagnostic]) -> tuple[str, ...]:
    """Return a fingerprint for each of ``diagnostics``, no two of them the same.

    It is made of code, file, document and JSON pointer; of several findings with all of these
    alike, of which one it is. No word of a message goes into it: a short value could be guessed.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for diagnostic in diagnostics:
        key = (diagnostic.code, diagnostic.path, diagnostic.subject, diagnostic.pointer)
        text = "\0".join((*key, str(seen[key])))
        seen[key] += 1
        found.append(hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest())
    return tuple(found)
