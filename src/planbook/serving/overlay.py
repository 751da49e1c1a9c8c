"""What the page shows above the last good site while the project is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Severity
from planbook.diagnostics.render_concise import public_headline
from planbook.diagnostics.render_text import render_text
from planbook.language import Text, words_in
from planbook.serving.build_outcome import BuildOutcome

SHOWN: Final = 30
"""Whoever has more to mend sees these first; the terminal has all of them."""

_COLUMNS: Final = 100

_WORDS: Final[Mapping[str, Text]] = {
    "title": {"en": "This page is out of date", "zh": "此页面不是最新内容"},
    "stands": {
        "en": "The project has errors. You see the last version without any; "
        "it is updated as soon as they are fixed.",
        "zh": "项目中有错误。下面是最后一次没有错误时的内容，改好后会自动更新。",
    },
    "nothing": {
        "en": "The project has errors, and there is no earlier version to show. "
        "The site appears as soon as they are fixed.",
        "zh": "项目中有错误，也没有以前的内容可以显示。改好后网站会自动出现。",
    },
    "close": {"en": "Hide", "zh": "收起"},
    "open": {"en": "Show errors", "zh": "显示错误"},
    "private": {
        "en": "Show the line: readers of this edition may not see it",
        "zh": "显示这一行：这个版本的读者不能看到它",
    },
    "lost": {
        "en": "planbook serve has stopped. This page is no longer updated.",
        "zh": "planbook serve 已停止，此页面不再更新。",
    },
}


def overlay_words(language: str) -> dict[str, str]:
    """Return the words of the overlay that are always the same, by their keys."""
    return {key: words_in(words, _spoken(language)) for key, words in _WORDS.items()}


def describe_outcome(
    outcome: BuildOutcome, language: str, *, has_site: bool, is_private: bool
) -> dict[str, Any]:
    """Return what the overlay shows of ``outcome`` to a page in ``language``.

    Whoever edits the project may read every line of it, but may not be alone before the screen:
    of what the readers of the edition do not see, the line is folded. In the private edition
    (``is_private``) nothing is.
    """
    spoken = _spoken(language)
    errors = [found for found in outcome.diagnostics if found.severity is Severity.ERROR]
    told: dict[str, Any] = {
        "ok": outcome.ok,
        "lead": words_in(_WORDS["stands" if has_site else "nothing"], spoken),
        "findings": [_entry(found, spoken, is_private) for found in _first(errors)],
        "more": "",
    }
    if outcome.problem is not None:
        text = words_in(outcome.problem, spoken)
        told["findings"].append({"headline": text, "is_folded": False, "frame": "", "said": []})
    if len(errors) > SHOWN:
        more = len(errors) - SHOWN
        words = {"en": f"{more} more; the terminal lists them.", "zh": f"还有 {more} 条，见终端。"}
        told["more"] = words_in(words, spoken)
    return told


def _first(errors: Iterable[Diagnostic]) -> list[Diagnostic]:
    # What is wrong with the project itself may be the reason for all the rest.
    return sorted(errors, key=lambda found: found.scope == "content")[:SHOWN]


def _entry(found: Diagnostic, spoken: tuple[str, ...], is_private: bool) -> dict[str, Any]:
    language = spoken[0]
    full, *below = render_text([found], language, columns=_COLUMNS).rstrip("\n").split("\n")
    # The source line keeps its columns; what there is to say of it may wrap.
    said = [line.lstrip()[2:] for line in below if line.lstrip().startswith("= ")]
    frame = "\n".join(line for line in below if not line.lstrip().startswith("= "))
    is_folded = not (is_private or _is_public(found))
    return {
        "headline": public_headline(found, language) if is_folded else full,
        "is_folded": is_folded,
        "full": full,
        "frame": frame,
        "said": said,
    }


def _is_public(found: Diagnostic) -> bool:
    """Return whether all of a finding, its line of source included, may be read by the team."""
    if found.public_message != found.message or found.public_help != found.help:
        return False
    if any(note.public_message != note.message for note in found.notes):
        return False
    # Behind a bracket other fields may stand on the line, behind a # a note to oneself.
    return found.scope != "content" or not any(sign in (found.excerpt or "") for sign in "{[#")


def _spoken(language: str) -> tuple[str, ...]:
    return ("zh", "en") if language.lower().startswith("zh") else ("en",)
