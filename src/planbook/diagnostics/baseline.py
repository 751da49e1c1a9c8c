"""Baselines: the findings that were there before, which a check keeps quiet about."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, TypeAlias

import msgspec

from planbook.diagnostics.codes.suppression import (
    BASELINE_OF_ANOTHER_PROJECT,
    BASELINE_OUTDATED,
    BASELINE_UNREADABLE,
)
from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.diagnostics.span import Span
from planbook.diagnostics.suggestions import listed
from planbook.language import Text

FORMAT_VERSION: Final = 1
_PLACES_SHOWN: Final = 3
_MOST: Final = 10**9

BaselineKey: TypeAlias = tuple[str, str, str]
"""A code, the file and the JSON pointer; never a line, which moves with every edit above it."""


class Baseline(msgspec.Struct, frozen=True):
    """How many findings of each kind there were at each place."""

    counts: Mapping[BaselineKey, int] = msgspec.field(default_factory=dict)


class Compared(msgspec.Struct, frozen=True):
    """Diagnostics by whether the baseline holds them, and what is wrong with the baseline."""

    new: tuple[Diagnostic, ...]
    known: tuple[Diagnostic, ...]
    findings: tuple[Finding, ...] = ()


def make_baseline(diagnostics: Iterable[Diagnostic]) -> Baseline:
    """Return the baseline that holds ``diagnostics`` and no others."""
    return Baseline(Counter(map(_key, diagnostics)))


def render_baseline(baseline: Baseline, version: str) -> str:
    """Return ``baseline`` as JSON, with a line end; ``version`` is planbook's own.

    The entries are in order, so that a change of one is a change of its lines alone.
    """
    entries = [
        {"code": code, "path": path, "pointer": pointer, "count": count}
        for (code, path, pointer), count in sorted(
            baseline.counts.items(), key=lambda entry: _by_path(entry[0])
        )
    ]
    written = {
        "format_version": FORMAT_VERSION,
        "tool": {"name": "planbook", "version": version},
        "entries": entries,
    }
    return json.dumps(written, ensure_ascii=False, indent=1) + "\n"


def parse_baseline(text: str, path: str) -> Outcome[Baseline | None]:
    """Return the baseline in ``text``, or None with the finding why there is none."""
    try:
        written = json.loads(text)
    except json.JSONDecodeError as error:
        span = Span(error.lineno, error.colno, error.lineno, error.colno + 1)
        return _unreadable(path, {"en": "it is not JSON", "zh": "不是 JSON"}, span)
    except RecursionError:
        return _unreadable(path, {"en": "it is nested too deeply", "zh": "嵌套太深"})
    except ValueError:  # a number of thousands of digits
        return _unreadable(path, {"en": "it is not JSON", "zh": "不是 JSON"})
    if not isinstance(written, dict) or "format_version" not in written:
        return _unreadable(path, {"en": "planbook did not write it", "zh": "它不是 planbook 写的"})
    if written["format_version"] != FORMAT_VERSION:
        return _unreadable(
            path,
            {
                "en": "another version of planbook wrote it, in another form",
                "zh": "它是另一个版本的 planbook 用另一种格式写的",
            },
        )
    entries = written.get("entries")
    if not isinstance(entries, list):
        return _unreadable(path, {"en": "it has no `entries`", "zh": "它没有 `entries`"})
    counts: Counter[BaselineKey] = Counter()
    for number, entry in enumerate(entries, 1):
        known = _entry(entry)
        if known is None:
            return _unreadable(
                path,
                {
                    "en": f"entry {number} lacks its code, path, pointer or count",
                    "zh": f"第 {number} 条缺少 code、path、pointer 或 count",
                },
            )
        counts[known[0]] += known[1]
    return Outcome(Baseline(counts))


def _unreadable(path: str, reason: Text, span: Span | None = None) -> Outcome[Baseline | None]:
    return Outcome(
        None, (BASELINE_UNREADABLE.at(Place(path, span=span), reason=reason, path=path),)
    )


def _entry(entry: Any) -> tuple[BaselineKey, int] | None:
    if not isinstance(entry, dict):
        return None
    key = tuple(entry.get(name) for name in ("code", "path", "pointer"))
    count = entry.get("count")
    if not all(isinstance(part, str) for part in key):
        return None
    if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= _MOST:
        return None
    code, path, pointer = map(str, key)
    return (code, path, pointer), count


def compare_with_baseline(
    diagnostics: Iterable[Diagnostic],
    baseline: Baseline,
    files: Collection[str],
    path: str,
) -> Compared:
    """Return ``diagnostics`` without those that ``baseline`` holds, and these beside them.

    Of findings that are alike as many are known as the baseline counts, from the first on.
    ``files`` are those of the project, ``path`` is the baseline's own.
    """
    left: Counter[BaselineKey] = Counter(baseline.counts)
    new, known = [], []
    for diagnostic in diagnostics:
        key = _key(diagnostic)
        if left[key] > 0:
            left[key] -= 1
            known.append(diagnostic)
        else:
            new.append(diagnostic)
    return Compared(tuple(new), tuple(known), _check(baseline, left, files, path))


def _check(
    baseline: Baseline, left: Counter[BaselineKey], files: Collection[str], path: str
) -> tuple[Finding, ...]:
    gone = sorted((key for key, count in left.items() if count > 0), key=_by_path)
    if not gone:
        return ()
    if not any(named in files for _, named, _ in baseline.counts):
        return (BASELINE_OF_ANOTHER_PROJECT.at(Place(path), path=path),)
    places = listed((f"{named} [{code}]" for code, named, _ in gone), most=_PLACES_SHOWN)
    number = sum(left[key] for key in gone)
    return (BASELINE_OUTDATED.at(Place(path), number=number, places=places, path=path),)


def _key(diagnostic: Diagnostic) -> BaselineKey:
    return diagnostic.code, diagnostic.path, diagnostic.pointer


def _by_path(key: BaselineKey) -> BaselineKey:
    code, path, pointer = key
    return path, pointer, code
