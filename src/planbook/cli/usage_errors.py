"""What is wrong with a call that click could not read, in the language of messages."""

from __future__ import annotations

import re

import click

from planbook.cli.invocation import Invocation
from planbook.cli.writing import write_lines, write_text
from planbook.diagnostics.suggestions import closest


def show_usage_error(failure: click.ClickException, call: Invocation) -> None:
    """Print to stderr why click could not read the call."""
    if isinstance(failure, click.exceptions.NoArgsIsHelpError):
        failure.show()
        return
    told = failure.ctx if isinstance(failure, click.UsageError) else None
    if told is not None:
        command = told.command_path
        hint = {
            "en": f"Try '{command} --help' for help.",
            "zh": f"用 `{command} --help` 查看说明。",
        }
        write_text(f"{told.get_usage()}\n{call.words(hint)}\n\n", to_stderr=True)
    write_lines(
        call.words({"en": f"Error: {_in_english(failure)}", "zh": f"错误：{_in_chinese(failure)}"}),
        to_stderr=True,
    )


def _in_english(failure: click.ClickException) -> str:
    if isinstance(failure, click.MissingParameter):
        # click lists the choices one a line.
        return " ".join(failure.format_message().split())
    return failure.format_message()


def _in_chinese(failure: click.ClickException) -> str:
    match failure:
        case click.exceptions.NoSuchOption():
            return f"没有选项 `{failure.option_name}`。{_suggestion(failure.possibilities)}"
        case click.exceptions.NoSuchCommand():
            return f"没有命令 `{failure.command_name}`。{_suggestion(failure.possibilities)}"
        case click.MissingParameter():
            return f"缺少 {_named(failure)}。"
        case click.BadParameter():
            return f"{_named(failure)} 的值不对：{_wanted(failure)}"
        case click.BadOptionUsage():
            return f"选项 `{failure.option_name}` 的写法不对：多半是缺了值，或者给了不该有的值。"
    # "Got unexpected extra arguments (a b)"
    extra = re.search(r"\(([^()]*)\)$", failure.format_message())
    return f"多出了参数：{extra[1]}" if extra else failure.format_message()


def _suggestion(near: list[str] | None) -> str:
    return f"您是想写 `{near[0]}` 吗？" if near else ""


def _named(failure: click.BadParameter) -> str:
    param = failure.param
    if param is None:
        return "参数"
    return (
        f"`{max(param.opts, key=len)}`"
        if isinstance(param, click.Option)
        else (f"`{param.human_readable_name}`")
    )


def _wanted(failure: click.BadParameter) -> str:
    wanted = failure.param.type if failure.param else None
    if isinstance(wanted, click.Choice):
        return f"可用的有 {'、'.join(wanted.choices)}。"
    if isinstance(wanted, click.IntRange) and wanted.min is not None:
        return f"要写不小于 {wanted.min} 的整数。"
    return failure.message


def no_such_command(name: str, known: tuple[str, ...], ctx: click.Context) -> click.UsageError:
    """Return the complaint about a command that there is none of, with the nearest there is."""
    near = closest(name, known)
    return click.exceptions.NoSuchCommand(name, possibilities=[near] if near else None, ctx=ctx)
