"""The command ``planbook``: global options, the list of commands, and what happens on failure."""

from __future__ import annotations

import errno
import gc
import os
import sys
import tempfile
import traceback
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from planbook import __version__
from planbook.cli.call import MACHINE, WRONG_CALL, Call, CallFailure, message_language

COMMANDS = ("init", "new", "validate", "build", "draft", "explain", "schema")
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


class _Commands(click.Group):
    """Loads a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found = getattr(import_module(f"planbook.cli.{cmd_name}"), f"{cmd_name}_command")
        assert isinstance(found, click.Command)
        return found


@click.group(
    cls=_Commands,
    name="planbook",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 clean, 1 findings in the content, 2 the call or the project is wrong, "
    "3 the machine or a bug.",
)
@click.option(
    "-C",
    "directory",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="Run as if started in DIR.",
)
@click.option("--no-color", is_flag=True, help="No colours (also: the variable NO_COLOR).")
@click.option("-q", "quiet", is_flag=True, help="Print results and findings only.")
@click.option("-v", "verbose", count=True, help="Print more of what is done.")
@click.option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    help="Language of messages (also: PLANBOOK_LANG; else as LC_ALL, LC_MESSAGES or LANG say).",
)
@click.option("--traceback", "show_traceback", is_flag=True, help="Show where a bug happened.")
@click.version_option(__version__, prog_name="planbook", message="%(prog)s %(version)s")
@click.pass_context
def planbook(
    ctx: click.Context,
    directory: Path,
    no_color: bool,
    quiet: bool,
    verbose: int,
    lang: str | None,
    show_traceback: bool,
) -> None:
    """Build a handbook of a team's goals, training and growth from YAML plans kept in git."""
    ctx.obj = Call(
        directory=directory,
        language=lang or message_language(os.environ),
        color=False if no_color or os.environ.get("NO_COLOR") else None,
        verbosity=-1 if quiet else verbose,
        traceback=show_traceback,
    )


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    # A run makes a great many values and keeps nearly all of them to its end: to look for
    # garbage among them as often as Python does by default takes as long as making pages.
    gc.set_threshold(50_000, 20, 100)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command that ``arguments`` ask for and return its exit code."""
    _speak_utf8()
    try:
        result = planbook.main(arguments, prog_name="planbook", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except CallFailure as failure:
        failure.show()
        return failure.leaving_with
    except click.ClickException as failure:
        failure.show()
        return WRONG_CALL
    except (KeyboardInterrupt, click.Abort):
        _to_stderr("planbook: interrupted")
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone (`planbook schema | head`). Python would complain once
        # more when it flushes stdout at exit, so stdout is pointed at nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _fail_on_machine_or_bug(error, arguments)
    return result if isinstance(result, int) else 0


def _speak_utf8() -> None:
    # Messages and file names hold Chinese whatever the locale says, and a file name may hold
    # bytes that are no UTF-8 at all: they are shown escaped.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _fail_on_machine_or_bug(error: Exception, arguments: list[str]) -> int:
    # Only options before the command are ours; the command's own have been read by click.
    if "--traceback" in arguments:
        traceback.print_exc()
        return MACHINE
    if isinstance(error, OSError) and error.errno in _MACHINE_ERRORS:
        where = f": {error.filename}" if error.filename else ""
        _to_stderr(f"planbook: {error.strerror}{where}")
        return MACHINE
    told = " ".join(str(error).split())[:200]
    _to_stderr(
        f"planbook: this is a bug in planbook ({type(error).__name__}: {told}); "
        f"{_write_report(error, arguments)}"
    )
    return MACHINE


def _write_report(error: Exception, arguments: list[str]) -> str:
    try:
        handle, name = tempfile.mkstemp(prefix="planbook-report-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as report:
            report.write(f"planbook {__version__}, Python {sys.version}, {sys.platform}\n")
            report.write(f"arguments: {arguments!r}\n\n")
            report.writelines(traceback.format_exception(error))
    except OSError:
        return "no report could be written; --traceback shows it"
    return f"a report is in {name}"


def _to_stderr(line: str) -> None:
    click.echo(line, err=True)
