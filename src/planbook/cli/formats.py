"""Findings for other programs: which format, and what each has to know."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

from planbook.cli.writing import append_to_file, write_json, write_orders, write_text

if TYPE_CHECKING:
    from planbook.checked import Checked
    from planbook.cli.invocation import Invocation
    from planbook.diagnostics.diagnostic import Diagnostic
    from planbook.diagnostics.run import Run
    from planbook.diagnostics.summary import FailLevel, Hidden

Format = Literal["text", "concise", "json", "github", "sarif", "junit", "gitlab"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
SUMMARY_FILE: Final = "GITHUB_STEP_SUMMARY"


def format_in(environment: Mapping[str, str]) -> Format:
    """Return the format where nobody asked for one."""
    return "github" if environment.get("GITHUB_ACTIONS") == "true" else "text"


def make_run(
    call: Invocation,
    root: Path,
    diagnostics: Sequence[Diagnostic],
    checked: Checked,
    fail_level: FailLevel,
    *,
    hidden: Hidden,
    changed: frozenset[str],
) -> Run:
    """Return the check as the formats tell it.

    ``hidden`` are findings that are not among ``diagnostics``, ``changed`` the files of the pull
    request.
    """
    from planbook import __version__
    from planbook.cli.pages_of_rules import find_rule_pages
    from planbook.diagnostics.run import Run
    from planbook.diagnostics.summary import summarise
    from planbook.disclosure import disclose
    from planbook.reading.repository import folder_in_repository
    from planbook.rules import ALL_CODES

    return Run(
        diagnostics=tuple(diagnostics),
        summary=summarise(diagnostics, checked.files, checked.documents, hidden),
        codes=ALL_CODES,
        version=__version__,
        language=call.language,
        fail_level=fail_level,
        folder=folder_in_repository(root, os.environ),
        pages=find_rule_pages(),
        changed=changed,
        suppressed=disclose(checked, checked.allowed),
        day=checked.as_of,
        content_was_read=checked.project is not None,
    )


def print_run(call: Invocation, run: Run, format_: Format) -> None:
    """Print ``run`` in a format for other programs, and the summary of a job on GitHub."""
    if format_ == "github":
        from planbook.diagnostics.render_github import render_github

        write_orders(render_github(run))
        _append_summary(call, run)
    elif format_ == "junit":
        from planbook.diagnostics.render_junit import render_junit

        write_text(render_junit(run))
    elif format_ == "sarif":
        from planbook.diagnostics.render_sarif import render_sarif

        write_json(render_sarif(run))
    else:
        from planbook.diagnostics.render_gitlab import render_gitlab

        write_json(render_gitlab(run))


def _append_summary(call: Invocation, run: Run) -> None:
    """Add the summary of the job to the file that GitHub names, if it does."""
    from planbook.diagnostics.render_summary import LARGEST, render_summary

    name = os.environ.get(SUMMARY_FILE)
    if not name:
        return
    path = Path(name)
    try:
        # What the step has written before counts too.
        written = path.stat().st_size if path.exists() else 0
        append_to_file(path, render_summary(run, LARGEST - written))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        call.say(
            {
                "en": f"planbook: the job summary could not be written to {name}: {reason}",
                "zh": f"planbook：任务摘要无法写入 {name}：{reason}",
            }
        )
