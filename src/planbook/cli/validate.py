"""``planbook validate``: everything that is wrong, in all files."""

from __future__ import annotations

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
    zh="检查整个项目，打印所有文件的所有检查结果；写了 PATH 则只打印这些文件和文件夹的。"
    "项目本身的问题总会打印。",
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
@click.pass_obj
def validate_command(
    call: Invocation,
    paths: tuple[str, ...],
    format_: PrintFormat | Literal["json"],
    fail_level: FailLevel,
    strict: bool,
) -> int:
    """Check the whole project and print all findings of all files; with PATH, those of these files
    and folders only. What is wrong with the project itself is always printed.
    """
    from planbook.cli.project import find_root, path_inside
    from planbook.cli.report import (
        check,
        print_findings,
        print_json,
        say_counts,
        say_drafts,
        say_slow_yaml,
    )
    from planbook.diagnostics.summary import exit_code
    from planbook.pipeline import try_templates

    root = find_root(call)
    wanted = [path_inside(call, root, written) for written in paths]
    say_slow_yaml(call)
    checked = try_templates(check(call, root, as_of_from(call)))
    shown = tuple(_about(checked.diagnostics, wanted))
    if format_ == "json":
        print_json(call, shown, checked)
    else:
        print_findings(call, shown, format_)
        say_counts(call, shown, checked)
        say_drafts(call, checked.drafts, "team")
    return exit_code(shown, "warning" if strict and fail_level == "error" else fail_level)


def _about(diagnostics: Iterable[Diagnostic], wanted: list[str]) -> Iterator[Diagnostic]:
    for found in diagnostics:
        everywhere = not wanted or "." in wanted or found.scope == "project"
        if everywhere or any(f"{found.path}/".startswith(f"{path}/") for path in wanted):
            yield found
