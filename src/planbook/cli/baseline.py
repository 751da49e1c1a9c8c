"""The file of a baseline: reading it for ``validate --baseline``, and writing it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planbook.cli.invocation import EXIT_INTERNAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planbook.checked import Checked
    from planbook.cli.invocation import Invocation
    from planbook.diagnostics.baseline import Baseline
    from planbook.diagnostics.diagnostic import Diagnostic
    from planbook.diagnostics.finding import Finding, Outcome

_MOST_BYTES: Final = 50_000_000


def _name_of(call: Invocation, root: Path, written: str) -> str:
    """Return a baseline's file as diagnostics name it: from the project, with slashes."""
    path = Path(os.path.normpath(call.path(written).absolute()))
    return (path.relative_to(root) if path.is_relative_to(root) else Path(written)).as_posix()


def keep_to_new(
    call: Invocation, root: Path, written: str, checked: Checked
) -> tuple[tuple[Diagnostic, ...], int]:
    """Return the diagnostics that the baseline in file ``written`` does not hold.

    What is wrong with the baseline is among them. The number is that of those it holds.
    """
    from planbook.diagnostics.baseline import compare_with_baseline

    name = _name_of(call, root, written)
    outcome, text = _read(call, written, name)
    if outcome.value is None or checked.project is None:
        return (*_located(outcome.findings, name, text), *checked.diagnostics), 0
    files = {*checked.sources.paths, *checked.texts}
    compared = compare_with_baseline(checked.diagnostics, outcome.value, files, name)
    return (*_located(compared.findings, name, text), *compared.new), len(compared.known)


def write_baseline(call: Invocation, written: str, diagnostics: Sequence[Diagnostic]) -> None:
    """Write the baseline that holds ``diagnostics``, in one step; only a baseline is replaced."""
    from planbook import __version__
    from planbook.diagnostics.baseline import make_baseline, render_baseline
    from planbook.output.rewriting import replace_file

    path = call.path(written)
    if os.path.lexists(path) and _read(call, written, written)[0].value is None:
        call.fail(
            {
                "en": f"{written} is not a baseline, and was left as it is",
                "zh": f"{written} 不是基线文件，没有改动",
            }
        )
    if not path.parent.is_dir():
        call.fail(
            {
                "en": f"there is no folder {path.parent}; make it first",
                "zh": f"没有文件夹 {path.parent}，请先建好",
            }
        )
    text = render_baseline(make_baseline(diagnostics), __version__)
    # Beside the file itself, so that it can take its place; a link stays a link.
    try:
        replace_file(path.resolve(), text.encode())
    except OSError as error:
        call.fail(
            {
                "en": f"{written} cannot be written: {error.strerror}",
                "zh": f"无法写入 {written}：{error.strerror}",
            },
            EXIT_INTERNAL,
        )
    number = len(diagnostics)
    call.say(
        {
            "en": f"{number} finding{'' if number == 1 else 's'} written to {written}; "
            f"`planbook validate --baseline {written}` shows what is new.",
            "zh": f"{number} 条检查结果已写入 {written}；"
            f"`planbook validate --baseline {written}` 只显示新增的。",
        }
    )


def _read(call: Invocation, written: str, name: str) -> tuple[Outcome[Baseline | None], str]:
    from planbook.diagnostics.baseline import parse_baseline
    from planbook.diagnostics.codes.suppression import BASELINE_UNREADABLE
    from planbook.diagnostics.finding import Outcome, Place
    from planbook.reading.files import ReadError, read_file

    path = call.path(written)
    if not path.exists():
        call.fail(
            {
                "en": f"there is no baseline {written}; "
                f"`planbook validate --write-baseline {written}` writes one",
                "zh": f"没有基线文件 {written}；"
                f"用 `planbook validate --write-baseline {written}` 生成",
            }
        )
    content = read_file(path.resolve(), _MOST_BYTES)
    if isinstance(content, ReadError):
        found = BASELINE_UNREADABLE.at(Place(name), reason=content.words, path=written)
        return Outcome(None, (found,)), ""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        reason = {"en": "it is not UTF-8 text", "zh": "不是 UTF-8 文本"}
        found = BASELINE_UNREADABLE.at(Place(name), reason=reason, path=written)
        return Outcome(None, (found,)), ""
    return parse_baseline(text, name), text


def _located(findings: tuple[Finding, ...], name: str, text: str) -> tuple[Diagnostic, ...]:
    from planbook.reading.locations import locate_findings
    from planbook.reading.sources import Sources

    # What is wrong with the whole file has no line.
    texts = {name: text} if any(finding.place.span for finding in findings) else {}
    return locate_findings(findings, Sources(), texts)
