"""``planbook validate``: everything that is wrong, in all files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from planbook.cli.completing import complete_paths
from planbook.cli.edition import as_of_from
from planbook.cli.invocation import Invocation
from planbook.cli.localized_click import Command, option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planbook.cli.report import PrintFormat
    from planbook.diagnostics.diagnostic import Diagnostic
    from planbook.diagnostics.summary import FailLevel


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
    type=click.Choice(["text", "concise", "json"]),
    default="text",
    show_default=True,
    help="How to print findings.",
    zh="检查结果的格式。",
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
@click.pass_obj
def validate_command(
    call: Invocation,
    paths: tuple[str, ...],
    format_: PrintFormat | Literal["json"],
    fail_level: FailLevel,
    strict: bool,
    since: str | None,
) -> int:
    """Check the whole project and print all findings of all files; with PATH, those of these files
    and folders only, and with --since those that the change since then causes. What is wrong with
    the project itself is always printed.
    """
    from planbook.cli.project import find_root
    from planbook.cli.report import (
        check,
        print_findings,
        print_json,
        say_counts,
        say_drafts,
        say_slow_yaml,
    )
    from planbook.diagnostics.summary import exit_code
    from planbook.pipeline import Since, compare_since, try_templates

    root = find_root(call)
    wanted = [_inside(call, root, written) for written in paths]
    say_slow_yaml(call)
    checked = try_templates(check(call, root, as_of_from(call)))
    compared = Since(checked)
    if since is not None:
        compared = compare_since(checked, since)
        checked = compared.checked
        for note in compared.notes:
            call.say(note)
    shown = tuple(_about(checked.diagnostics, wanted))
    if format_ == "json":
        print_json(call, shown, checked, compared.older)
    else:
        print_findings(call, shown, format_)
        if not compared.has_failed:
            say_counts(call, shown, checked, compared.older)
            say_drafts(call, checked.drafts, "team")
    return exit_code(shown, "warning" if strict and fail_level == "error" else fail_level)


def _inside(call: Invocation, root: Path, written: str) -> str:
    """Return ``written`` as diagnostics name it: relative to the project, with slashes."""
    # Not resolved: a link in the project is named as it stands there.
    path = Path(os.path.normpath(call.path(written).absolute()))
    if not os.path.lexists(path):
        call.fail(
            {"en": f"there is no file or folder {written}", "zh": f"没有文件或文件夹 {written}"}
        )
    outer, inner = (root, path) if path.is_relative_to(root) else (root.resolve(), path.resolve())
    if not inner.is_relative_to(outer):
        call.fail(
            {
                "en": f"{written} does not lie in the project {root}",
                "zh": f"{written} 不在项目 {root} 里",
            }
        )
    return inner.relative_to(outer).as_posix()


def _about(diagnostics: Iterable[Diagnostic], wanted: list[str]) -> Iterator[Diagnostic]:
    for found in diagnostics:
        everywhere = not wanted or "." in wanted or found.scope == "project"
        if everywhere or any(f"{found.path}/".startswith(f"{path}/") for path in wanted):
            yield found
