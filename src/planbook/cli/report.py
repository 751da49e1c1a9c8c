"""Findings as they are printed, and the exit code that they lead to."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from planbook.cli.pages_of_rules import address_for_all, address_for_people, shows_links
from planbook.cli.writing import write_json, write_text

if TYPE_CHECKING:
    from pathlib import Path

    from planbook.as_of import AsOf
    from planbook.checked import Checked
    from planbook.cli.invocation import Invocation
    from planbook.diagnostics.diagnostic import Diagnostic
    from planbook.diagnostics.summary import Hidden
    from planbook.keeping import Histories, Run
    from planbook.model.edition import Edition
    from planbook.unchanged import CheckNote

PrintFormat = Literal["text", "concise"]


def print_findings(
    call: Invocation,
    diagnostics: Sequence[Diagnostic],
    format_: PrintFormat,
    *,
    to_stderr: bool = False,
) -> None:
    """Print ``diagnostics`` for people, in colour where that shows."""
    from planbook.diagnostics.render_concise import render_concise
    from planbook.diagnostics.render_text import render_text
    from planbook.diagnostics.rule_pages import no_address

    stream = sys.stderr if to_stderr else sys.stdout
    colour = call.colored(stream)
    address = address_for_people(call) if colour and shows_links(stream) else no_address
    if format_ == "concise":
        text = render_concise(diagnostics, call.language, colour=colour, address=address)
    else:
        columns = shutil.get_terminal_size((120, 24)).columns
        text = render_text(
            diagnostics, call.language, colour=colour, columns=columns, address=address
        )
    write_text(text, to_stderr=to_stderr, colour=colour)


def print_json(
    call: Invocation,
    diagnostics: Sequence[Diagnostic],
    checked: Checked | CheckNote,
    hidden: Hidden | None = None,
) -> None:
    """Print ``diagnostics`` for other programs; ``hidden`` are those that are not shown."""
    from planbook import __version__
    from planbook.diagnostics.render_json import render_json
    from planbook.diagnostics.summary import summarise

    summary = summarise(diagnostics, checked.files, checked.documents, hidden)
    address = address_for_all(call)
    write_json(render_json(diagnostics, summary, __version__, call.language, address))


def say_counts(
    call: Invocation,
    diagnostics: Sequence[Diagnostic],
    checked: Checked | CheckNote,
    hidden: Hidden | None = None,
) -> None:
    """Print one line to stderr that sums up a check; ``hidden`` are findings not shown."""
    from planbook.diagnostics.summary import closing_line, summarise

    if not checked.content_was_read:
        count = len(diagnostics)
        call.say(
            {
                "en": f"Found {count} mistake{'s' if count != 1 else ''} in planbook.yaml or the "
                "project's schemas; content was not checked.",
                "zh": f"planbook.yaml 或项目的结构定义中有 {count} 个问题；内容还没有检查。",
            }
        )
        return
    summary = summarise(diagnostics, checked.files, checked.documents, hidden)
    call.say({language: closing_line(summary, language) for language in ("en", "zh")})


def say_advice(call: Invocation, diagnostics: Sequence[Diagnostic], edition: Edition) -> None:
    """Print to stderr what was found in a sound project, as far as ``edition`` may know it.

    Source lines and messages quote what is written, and the path of a file names its document:
    with a narrower edition than the private one, there is only said how much was found.
    """
    from planbook.diagnostics.summary import advice_line

    if edition.audience == "private" and call.verbosity >= 0:
        print_findings(call, diagnostics, "text", to_stderr=True)
    elif (line := advice_line(diagnostics)) is not None:
        call.say(line)


def say_drafts(call: Invocation, number: int, edition: str) -> None:
    """Print one line to stderr where ``number`` drafts are not part of ``edition``."""
    from planbook.diagnostics.summary import drafts_line

    if number:
        call.say(drafts_line(number, edition))


def check(call: Invocation, root: Path, as_of: AsOf, cache: Path | None = None) -> Checked:
    """Return the project in ``root`` as of a day, read and checked.

    ``cache`` is the folder that ``--cache`` names. ``-v`` tells how long the check took.
    """
    from planbook.pipeline import check_project

    began = time.perf_counter()
    checked = check_project(root, as_of, cache)
    say_checked(call, checked.files, checked.documents, len(checked.diagnostics), began)
    return checked


def begin(
    call: Invocation,
    root: Path,
    as_of: AsOf,
    edition: Edition | None = None,
    cache: Path | None = None,
    jobs: int | None = None,
) -> Run:
    """Return a run on the project in ``root`` that looks again only at what changed.

    ``cache`` is the folder that ``--cache`` names. ``-v`` tells how long the check took.
    """
    from planbook.keeping import begin_run

    began = time.perf_counter()
    histories = histories_of(root) if edition is not None else None
    run = begin_run(root, as_of, edition, cache, jobs, histories=histories)
    checked = run.checked
    say_checked(call, checked.files, checked.documents, len(checked.diagnostics), began)
    return run


def histories_of(root: Path) -> Histories | None:
    """Return who finds out what git's history says; None where there seems to be none."""
    from planbook.reading.git.head import may_have_history

    if not may_have_history(root):
        return None
    from planbook.retracing import HISTORIES

    return HISTORIES


def keep(call: Invocation, run: Run, told: Checked | None = None) -> None:
    """Keep what a run worked out, as the last thing that is asked of it.

    ``told`` is what a check alone has told.
    """
    run.keep(told)
    for note in run.notes:
        call.say(note)


def say_checked(call: Invocation, files: int, documents: int, found: int, began: float) -> None:
    """Print one line to stderr, where ``-v`` asks for it, on a check that ``began`` at a time."""
    seconds = time.perf_counter() - began
    call.debug(
        {
            "en": f"checked: files {files}, documents {documents}, findings {found}, "
            f"in {seconds:.2f} s",
            "zh": f"检查：{files} 个文件、{documents} 份文档，{found} 条结果，{seconds:.2f} 秒",
        }
    )


def say_slow_yaml(call: Invocation) -> None:
    """Print one line to stderr where PyYAML lacks its fast loader."""
    from planbook.reading.events import has_fast_yaml

    if not has_fast_yaml():
        call.say(
            {
                "en": "planbook: PyYAML is installed without libyaml; reading will be slow",
                "zh": "planbook：PyYAML 没有带 libyaml，读取会比较慢",
            }
        )
