"""The command ``planbook``: global options, the list of commands, and what happens on failure."""

from __future__ import annotations

import errno
import gc
import os
import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from planbook import __version__
from planbook.cli.invocation import (
    COMPLETING,
    EXIT_CLEAN,
    EXIT_INTERNAL,
    EXIT_USAGE,
    Invocation,
    UsageFailure,
    invocation_from,
)
from planbook.cli.localized_click import Group
from planbook.cli.writing import write_lines, write_traceback

COMMANDS = (
    *("init", "new", "draft", "validate", "fmt", "score", "build", "serve"),
    *("diff", "codeowners", "ci", "explain", "schema", "completion"),
)
"""The commands, in the order of a first day with planbook; each has a module of its name."""

# Errors of the machine that a user can do something about, as against a bug of planbook's.
_MACHINE_ERRORS = frozenset(
    {
        errno.EACCES,
        errno.EDQUOT,
        errno.EFBIG,
        errno.EIO,
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOMEM,
        errno.ENOSPC,
        errno.EPERM,
        errno.EROFS,
    }
)


class _Commands(Group):
    """Loads a command's module when the command is asked for, and answers for what fails in it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in (*COMMANDS, "help"):
            return None
        found = getattr(import_module(f"planbook.cli.{cmd_name}"), f"{cmd_name}_command")
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None:
            from planbook.cli.usage_errors import no_such_command

            raise no_such_command(args[0], COMMANDS, ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever read our output has gone (`planbook schema | head`). Python would complain
            # once more when it flushes stdout at exit, so stdout is pointed at nothing.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return EXIT_CLEAN
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            return _fail_on_machine_or_bug(error, ctx)
        return result


@click.group(
    cls=_Commands,
    name="planbook",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    zh="把放在 git 里的 YAML 计划，生成一本讲团队目标、培训和成长的手册。",
    epilog="Exit codes: 0 clean, 1 findings in the content, 2 usage or configuration error, "
    "3 system error or a bug.",
    epilog_zh="退出码：0 没有问题，1 内容有问题，2 命令或项目设置有误，3 机器故障或程序错误。",
)
@click.version_option(__version__, prog_name="planbook", message="%(prog)s %(version)s")
def planbook() -> None:
    """Build a handbook of a team's goals, training and growth from YAML plans kept in git."""


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    # A run makes a great many values and keeps nearly all of them to its end: to look for
    # garbage among them as often as Python does by default takes as long as making pages.
    gc.set_threshold(50_000, 20, 100)
    _leave(run(sys.argv[1:]))


def _leave(code: int) -> NoReturn:
    # To take apart one by one the values of a large run would take Python a second.
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        sys.exit(code)
    os._exit(code)


def run(arguments: list[str]) -> int:
    """Run the command that ``arguments`` ask for and return its exit code."""
    _speak_utf8()
    call = invocation_from(os.environ, arguments)
    if os.environ.get(COMPLETING):
        from planbook.cli.completing import complete

        return complete(planbook, call, os.environ[COMPLETING])
    try:
        result = planbook.main(arguments, prog_name="planbook", standalone_mode=False, obj=call)
    except UsageFailure as failure:
        failure.show()
        return failure.leaving_with
    except click.ClickException as failure:
        if isinstance(failure, click.UsageError) and failure.ctx is not None:
            call = failure.ctx.find_root().obj
        from planbook.cli.usage_errors import show_usage_error

        show_usage_error(failure, call)
        return EXIT_USAGE
    except (KeyboardInterrupt, click.Abort):
        write_lines(
            call.words({"en": "planbook: interrupted", "zh": "planbook：已中断"}), to_stderr=True
        )
        return 130
    return result if isinstance(result, int) else EXIT_CLEAN


def _speak_utf8() -> None:
    # Messages and file names hold Chinese whatever the locale says, and a file name may hold
    # bytes that are no UTF-8 at all: they are shown escaped.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _fail_on_machine_or_bug(error: Exception, ctx: click.Context) -> int:
    call: Invocation = ctx.obj
    if call.traceback:
        write_traceback(error)
        return EXIT_INTERNAL
    if isinstance(error, OSError) and error.errno in _MACHINE_ERRORS:
        where = f": {error.filename}" if error.filename else ""
        write_lines(f"planbook: {error.strerror}{where}", to_stderr=True)
        return EXIT_INTERNAL
    told = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
    report = _write_report(error)
    write_lines(
        call.words(
            {
                "en": f"planbook: this is a bug in planbook ({told}); "
                + (f"a report is in {report}" if report else "--traceback shows where"),
                "zh": f"planbook：程序出错了（{told}）；"
                + (f"报告在 {report}" if report else "用 --traceback 查看出错的位置"),
            }
        ),
        to_stderr=True,
    )
    return EXIT_INTERNAL


def _write_report(error: Exception) -> str | None:
    import tempfile
    import traceback

    try:
        handle, name = tempfile.mkstemp(prefix="planbook-report-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as report:
            report.write(f"planbook {__version__}, Python {sys.version}, {sys.platform}\n")
            report.write(f"arguments: {sys.argv[1:]!r}\n\n")
            report.writelines(traceback.format_exception(error))
    except OSError:
        return None
    return name
