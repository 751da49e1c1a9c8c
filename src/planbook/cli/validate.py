"""``planbook validate``: everything that is wrong, in all files."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from planbook.cli.caching import asked_cache, cache_option
from planbook.cli.completing import complete_paths
from planbook.cli.edition import as_of_from
from planbook.cli.formats import FORMATS, Format, format_in, make_run, print_run
from planbook.cli.invocation import Invocation
from planbook.cli.localized_click import Command, option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from planbook.as_of import AsOf
    from planbook.checked import Checked
    from planbook.diagnostics.diagnostic import Diagnostic
    from planbook.diagnostics.summary import FailLevel
    from planbook.unchanged import CheckNote


@click.command(
    "validate",
    cls=Command,
    short_help="Check the project and list every problem.",
    short_zh="指出所有不对的地方，在第几行。",
    zh="检查整个项目，打印所有文件的所有检查结果；写了 PATH 则只打印这些文件和文件夹的；"
    "写了 --since 则只打印此后的改动引起的。项目本身的问题总会打印。",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=complete_paths)
@option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help="How to print findings (default: text; github where GITHUB_ACTIONS=true).",
    zh="检查结果的格式（默认：text；环境变量 GITHUB_ACTIONS=true 时为 github）。",
)
@option(
    "--fail-level",
    type=click.Choice(["error", "warning", "hint"]),
    default="error",
    show_default=True,
    help="Lowest severity that fails (exit code 1).",
    zh="从哪个级别起以退出码 1 结束。",
)
@option(
    "--strict",
    is_flag=True,
    help="The same as --fail-level warning.",
    zh="相当于 --fail-level warning。",
)
@option(
    "--since",
    metavar="REV",
    help="Only findings that the change since REV causes. REV is a branch, a tag or a commit; the "
    "change begins where it and your work went separate ways.",
    zh="只打印自 REV 以来的改动引起的检查结果。REV 是分支、标签或提交；"
    "从它与当前工作分开的地方算起。",
)
@option(
    "--baseline",
    metavar="FILE",
    shell_complete=complete_paths,
    help="Leave out the findings that FILE holds: those that were there before.",
    zh="不显示 FILE 里已有的检查结果，只看新增的。",
)
@option(
    "--write-baseline",
    metavar="FILE",
    shell_complete=complete_paths,
    help="Write all findings of now to FILE, for --baseline.",
    zh="把现在的全部检查结果写入 FILE，供 --baseline 使用。",
)
@cache_option
@click.pass_obj
def validate_command(
    call: Invocation,
    paths: tuple[str, ...],
    format_: Format | None,
    fail_level: FailLevel,
    strict: bool,
    since: str | None,
    baseline: str | None,
    write_baseline: str | None,
    cache: str | None,
) -> int:
    """Check the whole project and print all findings of all files; with PATH, those of these files
    and folders only, and with --since those that the change since then causes. What is wrong with
    the project itself is always printed.
    """
    from planbook.cli.project import find_root, path_inside
    from planbook.cli.report import (
        begin,
        check,
        keep,
        print_findings,
        print_json,
        say_checked,
        say_counts,
        say_drafts,
        say_slow_yaml,
    )
    from planbook.diagnostics.summary import Hidden, exit_code

    began = time.perf_counter()
    fail_level = "warning" if strict and fail_level == "error" else fail_level
    format_ = format_ or format_in(os.environ)
    root = find_root(call)
    wanted = [path_inside(call, root, written) for written in paths]
    if write_baseline is not None and ((wanted and "." not in wanted) or since is not None):
        call.fail(
            {
                "en": "--write-baseline is for the whole project: leave out the paths and --since",
                "zh": "--write-baseline 针对整个项目：请不要写路径和 --since",
            }
        )
    as_of, kept_in = as_of_from(call), asked_cache(call, cache)
    if since is None and baseline is None and write_baseline is None:
        known = _find_note(root, as_of, kept_in, format_)
        if known is not None:
            say_checked(call, known.files, known.documents, len(known.diagnostics), began)
            shown = tuple(_about(known.diagnostics, wanted))
            return _tell_again(call, shown, known, format_, fail_level)
    from planbook.checked import Since
    from planbook.disclosure import disclose
    from planbook.pipeline import try_templates

    say_slow_yaml(call)
    with ExitStack() as at_the_end:
        if since is None:
            run = begin(call, root, as_of, cache=kept_in)
            compared = Since(try_templates(run.checked))
            at_the_end.callback(keep, call, run, compared.checked)
        else:
            from planbook.comparing import compare_since

            compared = compare_since(try_templates(check(call, root, as_of, kept_in)), since)
            for note in compared.notes:
                call.say(note)
        checked = compared.checked
        if write_baseline is not None:
            return _write_baseline(call, write_baseline, checked)
        diagnostics, baselined = checked.diagnostics, 0
        if baseline is not None and not compared.has_failed:
            from planbook.cli.baseline import keep_to_new

            diagnostics, baselined = keep_to_new(call, root, baseline, checked)
        shown = tuple(_about(diagnostics, wanted))
        hidden = Hidden(len(checked.allowed), baselined, compared.older)
        if format_ == "json":
            print_json(call, shown, checked, hidden)
            return exit_code(shown, fail_level)
        published = shown if format_ == "text" else disclose(checked, shown)
        hidden = replace(hidden, withheld=len(shown) - len(published))
        if format_ == "text" or format_ == "concise":
            print_findings(call, published, format_)
        else:
            told = make_run(
                call, root, published, checked, fail_level, hidden=hidden, changed=compared.changed
            )
            print_run(call, told, format_)
        if not compared.has_failed:
            say_counts(call, published, checked, hidden)
            say_drafts(call, checked.drafts, "team")
        return exit_code(shown, fail_level)


def _find_note(root: Path, as_of: AsOf, kept_in: Path | None, format_: Format) -> CheckNote | None:
    """Return what a check tells, where that is known without one, and enough for the format.

    What leaves the author's own screen takes a run: it says less of what is private.
    """
    from planbook.unchanged import find_check

    return find_check(root, as_of, kept_in) if format_ in ("text", "json") else None


def _tell_again(
    call: Invocation,
    shown: tuple[Diagnostic, ...],
    known: CheckNote,
    format_: Format,
    fail_level: FailLevel,
) -> int:
    """Print what a check of this same project has found, and return the exit code."""
    from planbook.cli.report import print_findings, print_json, say_counts, say_drafts
    from planbook.diagnostics.summary import Hidden, exit_code

    hidden = Hidden(known.allowed)
    if format_ == "json":
        print_json(call, shown, known, hidden)
    else:
        print_findings(call, shown, "text")
        say_counts(call, shown, known, hidden)
        say_drafts(call, known.drafts, "team")
    return exit_code(shown, fail_level)


def _write_baseline(call: Invocation, written: str, checked: Checked) -> int:
    """Write a baseline of the whole project, and return the exit code."""
    from planbook.cli.baseline import write_baseline
    from planbook.cli.report import print_findings, say_counts
    from planbook.diagnostics.summary import exit_code

    # What is wrong with the project itself hides what is wrong with its content.
    broken = [found for found in checked.diagnostics if exit_code([found]) > 1]
    if broken:
        print_findings(call, broken, "text")
        say_counts(call, broken, checked)
        return exit_code(broken)
    write_baseline(call, written, checked.diagnostics)
    return 0


def _about(diagnostics: Iterable[Diagnostic], wanted: list[str]) -> Iterator[Diagnostic]:
    for found in diagnostics:
        everywhere = not wanted or "." in wanted or found.scope == "project"
        if everywhere or any(f"{found.path}/".startswith(f"{path}/") for path in wanted):
            yield found
