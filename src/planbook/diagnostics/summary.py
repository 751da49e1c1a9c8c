"""What a run comes to: how much was looked at, and how much is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, Literal

import msgspec

from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Severity
from planbook.language import Text

FailLevel = Literal["error", "warning", "hint"]


class Hidden(msgspec.Struct, frozen=True):
    """How many findings there are besides those that are shown, by the reason.

    ``suppressed`` findings are allowed by a comment, ``baselined`` ones were there before, and so
    were ``older`` ones, which is None where nothing was compared; ``withheld`` ones would tell of
    what the team does not see.
    """

    suppressed: int = 0
    baselined: int = 0
    older: int | None = None
    withheld: int = 0


class Summary(msgspec.Struct, frozen=True):
    """Counts of a run. Those that are ``hidden`` are in none of the others."""

    files: int = 0
    documents: int = 0
    errors: int = 0
    warnings: int = 0
    hints: int = 0
    hidden: Hidden = msgspec.field(default_factory=Hidden)


def summarise(
    diagnostics: Iterable[Diagnostic], files: int, documents: int, hidden: Hidden | None = None
) -> Summary:
    """Return the counts of ``diagnostics`` over so many files and documents."""
    counted = Counter(diagnostic.severity for diagnostic in diagnostics)
    return Summary(
        files=files,
        documents=documents,
        errors=counted[Severity.ERROR],
        warnings=counted[Severity.WARNING],
        hints=counted[Severity.HINT],
        hidden=hidden or Hidden(),
    )


def exit_code(diagnostics: Iterable[Diagnostic], fail_level: FailLevel = "error") -> int:
    """Return 2 for mistakes of the project, 1 for its content's, 3 for the machine's, or 0.

    What is graver than ``fail_level``, or as grave, counts; 2 wins over 1, and both over 3.
    """
    scopes = {diagnostic.scope for diagnostic in diagnostics if fails(diagnostic, fail_level)}
    for scope, code in (("project", 2), ("content", 1), ("machine", 3)):
        if scope in scopes:
            return code
    return 0


_FAILING: Final[Mapping[FailLevel, tuple[Severity, ...]]] = MappingProxyType(
    {
        "error": (Severity.ERROR,),
        "warning": (Severity.ERROR, Severity.WARNING),
        "hint": tuple(Severity),
    }
)


def fails(diagnostic: Diagnostic, fail_level: FailLevel) -> bool:
    """Return whether ``diagnostic`` is as grave as ``fail_level``, or graver."""
    return diagnostic.severity in _FAILING[fail_level]


def counted_words(diagnostics: Iterable[Diagnostic]) -> Text:
    """Return how many of each severity ``diagnostics`` are: ``1 error and 3 hints``."""
    summary = summarise(diagnostics, 0, 0)
    return {
        "en": _and(_found_in_english(summary)),
        "zh": "、".join(_found_in_chinese(summary)),
    }


def closing_line(summary: Summary, language: str = "en") -> str:
    """Return the run in one sentence, without a line end."""
    return _in_chinese(summary) if language == "zh" else _in_english(summary)


_EDITIONS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "public": {"en": "public", "zh": "公开版"},
        "team": {"en": "team", "zh": "团队版"},
    }
)


def drafts_line(number: int, edition: str) -> Text:
    """Return the sentence that so many drafts are not part of ``edition``.

    That is an audience, or the id of somebody whose own edition it is.
    """
    named = _EDITIONS.get(edition, {"en": f"that of `{edition}`", "zh": f"`{edition}` 的版本"})
    return {
        "en": f"{_count(number, 'draft')}, not shown in this edition ({named['en']}).",
        "zh": f"{number} 份草稿，本版本（{named['zh']}）不显示。",
    }


def advice_line(diagnostics: Iterable[Diagnostic]) -> Text | None:
    """Return the sentence that there is advice, and how to see it; None where there is none."""
    summary = summarise(diagnostics, 0, 0)
    if not summary.warnings and not summary.hints:
        return None
    english, chinese = _found_in_english(summary), _found_in_chinese(summary)
    return {
        "en": f"{_and(english)}: `planbook validate` shows them, with what is private.",
        "zh": f"{'、'.join(chinese)}：用 `planbook validate` 查看（会显示不公开的内容）。",
    }


def _in_english(summary: Summary) -> str:
    looked_at = f"{_count(summary.documents, 'document')} in {_count(summary.files, 'file')}"
    found = _found_in_english(summary)
    new = "" if summary.hidden.older is None else "new "
    line = (
        f"Found {_and(found)} in {looked_at}."
        if found
        else f"No {new}problems found in {looked_at}."
    )
    hidden = [f"{number} {how['en']}" for number, how in _reasons(summary.hidden)]
    return f"{line} Not shown: {', '.join(hidden)}." if hidden else line


def _in_chinese(summary: Summary) -> str:
    looked_at = f"{summary.files} 个文件、{summary.documents} 份文档"
    found = _found_in_chinese(summary)
    new = "" if summary.hidden.older is None else "新的"
    line = f"{looked_at}，共 {'、'.join(found)}。" if found else f"{looked_at}，没有发现{new}问题。"
    hidden = [f"{number} 条{how['zh']}" for number, how in _reasons(summary.hidden)]
    return f"{line}没有显示：{'，'.join(hidden)}。" if hidden else line


def _reasons(hidden: Hidden) -> Iterator[tuple[int, Text]]:
    """Yield how many findings are not shown, and why; only of reasons that there are."""
    for number, how in (
        (hidden.suppressed, {"en": "allowed by a comment", "zh": "由注释允许"}),
        (hidden.baselined, {"en": "in the baseline", "zh": "已在基线文件里"}),
        (hidden.older, {"en": "older", "zh": "以前就有的"}),
        (
            hidden.withheld,
            {
                "en": "about what the team does not see (`--format text` shows them)",
                "zh": "涉及团队看不到的内容（用 `--format text` 查看）",
            },
        ),
    ):
        if number:
            yield number, how


def _found_in_english(summary: Summary) -> list[str]:
    return [
        _count(number, word)
        for number, word in (
            (summary.errors, "error"),
            (summary.warnings, "warning"),
            (summary.hints, "hint"),
        )
        if number
    ]


def _found_in_chinese(summary: Summary) -> list[str]:
    return [
        f"{number} 个{word}"
        for number, word in (
            (summary.errors, "错误"),
            (summary.warnings, "警告"),
            (summary.hints, "提示"),
        )
        if number
    ]


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _and(parts: list[str]) -> str:
    *before, last = parts
    return f"{', '.join(before)} and {last}" if before else last
