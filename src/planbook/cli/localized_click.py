"""Commands and options whose help is in English or Chinese; click itself has English only.

Every command takes the shared options too, so that they may stand before its name or after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import click

from planbook.cli.invocation import LANGUAGES, Invocation

if TYPE_CHECKING:
    from pathlib import Path

    from click.shell_completion import CompletionItem

# What click writes by itself.
_CLICKS_OWN: Final = MappingProxyType(
    {
        "Options": "选项",
        "Commands": "命令",
        "[OPTIONS]": "[选项]",
        "COMMAND [ARGS]...": "命令 [参数]…",
        "Show this message and exit.": "显示这份说明。",
        "Show the version and exit.": "显示版本号。",
    }
)


class Option(click.Option):
    """An option with its help in both languages."""

    def __init__(self, *names: Any, zh: str = "", **settings: Any) -> None:
        super().__init__(*names, **settings)
        self.help_in_chinese = zh


option = partial(click.option, cls=Option)
"""``click.option`` with the Chinese help as ``zh``."""


class _Bilingual(click.Command):
    """What commands and the list of commands have alike."""

    help_in_chinese: str = ""
    epilog_in_chinese: str = ""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as failure:
            # Of some complaints click forgets to say where they arose.
            failure.ctx = failure.ctx or ctx
            raise

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[Any]]:
        """Return the options, and of the list of commands these, with help in the language."""
        from click.shell_completion import CompletionItem

        from planbook.cli.completing import in_language

        items = super().shell_complete(ctx, incomplete)
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        # The shared options are hidden from the help of a command alone.
        items += [
            CompletionItem(name, help=param.help)
            for param in options
            for name in param.opts
            if param.hidden and incomplete.startswith("-") and name.startswith(incomplete)
        ]
        if not _in_chinese(ctx):
            return items
        words = {name: _explained(param, "") for param in options for name in param.opts}
        if isinstance(self, click.Group):
            words |= {
                name: command.short_help_in_chinese
                for name in self.list_commands(ctx)
                if isinstance(command := self.get_command(ctx, name), Command)
            }
        return list(in_language(items, words))

    def get_help(self, ctx: click.Context) -> str:
        _settle(ctx)
        formatter = _formatter(ctx)
        self.format_help(ctx, formatter)
        return formatter.getvalue().rstrip("\n")

    def get_usage(self, ctx: click.Context) -> str:
        _settle(ctx)
        formatter = _formatter(ctx)
        self.format_usage(ctx, formatter)
        return formatter.getvalue().rstrip("\n")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if not _in_chinese(ctx):
            super().format_help_text(ctx, formatter)
            return
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.help_in_chinese)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if not _in_chinese(ctx):
            super().format_epilog(ctx, formatter)
        elif self.epilog_in_chinese:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(self.epilog_in_chinese)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if not _in_chinese(ctx):
            super().format_options(ctx, formatter)
            return
        records = ((param, param.get_help_record(ctx)) for param in self.get_params(ctx))
        rows = [
            (record[0], _explained(param, record[1]))
            for param, record in records
            if record is not None and isinstance(param, click.Option)
        ]
        with formatter.section("Options"):
            formatter.write_dl(rows)


class Command(_Bilingual):
    """One command. Its help is its docstring; ``zh`` is the same in Chinese, ``short_zh`` short."""

    def __init__(
        self,
        name: str | None,
        *,
        zh: str,
        short_zh: str = "",
        params: Sequence[click.Parameter] = (),
        **settings: Any,
    ) -> None:
        taken = {name for param in params for name in param.opts}
        shared = [one for one in shared_options(hidden=True) if not taken & set(one.opts)]
        settings.setdefault(
            "epilog", "Global options are accepted here too (see `planbook --help`)."
        )
        super().__init__(name, params=[*params, *shared], **settings)
        self.help_in_chinese = zh
        self.short_help_in_chinese = short_zh
        self.epilog_in_chinese = "`planbook --help` 列出的选项也可以写在这里。"

    def invoke(self, ctx: click.Context) -> Any:
        _settle(ctx)
        return super().invoke(ctx)


class Group(_Bilingual, click.Group):
    """The list of commands."""

    def __init__(self, *arguments: Any, zh: str, epilog_zh: str = "", **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.help_in_chinese = zh
        self.epilog_in_chinese = epilog_zh
        self.params.extend(shared_options(hidden=False))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        # click.Group adds the commands by itself, in English.
        if _in_chinese(ctx):
            self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if not _in_chinese(ctx):
            super().format_commands(ctx, formatter)
            return
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(
                [
                    (name, command.short_help_in_chinese)
                    for name, command in commands
                    if isinstance(command, Command) and not command.hidden
                ]
            )


def shared_options(*, hidden: bool) -> list[Option]:
    """Return the options that change how planbook was called, whatever the command."""

    def shared(
        *names: str, change: Callable[[Invocation, Any], Invocation], **settings: Any
    ) -> Option:
        def apply(ctx: click.Context, _param: click.Parameter, value: Any) -> None:
            if value:
                _set_call(ctx, change(ctx.ensure_object(Invocation), value))

        return Option(names, expose_value=False, hidden=hidden, callback=apply, **settings)

    return [
        shared(
            "-C",
            "directory_of_call",
            metavar="DIR",
            shell_complete=_complete_folders,
            change=_in_directory,
            help="Run as if started in DIR.",
            zh="相当于在 DIR 里运行。",
        ),
        shared(
            "--no-color",
            is_flag=True,
            change=lambda call, _: call._replace(color=False),
            help="Disable colours (also: NO_COLOR).",
            zh="不用颜色（也可以设环境变量 NO_COLOR）。",
        ),
        shared(
            "-q",
            "quiet",
            is_flag=True,
            change=lambda call, _: call._replace(verbosity=-1),
            help="Quiet: print results and findings only.",
            zh="只打印结果和检查结果。",
        ),
        shared(
            "-v",
            "verbose",
            count=True,
            change=lambda call, times: call._replace(verbosity=call.verbosity + times),
            help="Verbose: print each step and its duration.",
            zh="打印每一步做了什么、用了多久。",
        ),
        shared(
            "--lang",
            "language_of_messages",
            type=click.Choice(LANGUAGES),
            change=lambda call, language: call._replace(asked_language=language),
            help="Language of messages (also: PLANBOOK_LANG; default: that of the environment, "
            "else of the project).",
            zh="消息所用的语言（也可以设 PLANBOOK_LANG；默认：环境的语言，否则为项目的语言）。",
        ),
        shared(
            "--traceback",
            "show_traceback",
            is_flag=True,
            change=lambda call, _: call._replace(traceback=True),
            help="Show the traceback of a bug.",
            zh="程序出错时显示出错的位置。",
        ),
    ]


def _complete_folders(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    from planbook.cli.completing import complete_folders

    return complete_folders(ctx, param, incomplete)


def _in_directory(call: Invocation, written: str) -> Invocation:
    directory: Path = call.path(written)
    if not directory.is_dir():
        call.fail({"en": f"-C: there is no folder {written}", "zh": f"-C：没有文件夹 {written}"})
    return call._replace(directory=directory, near=directory)


def _set_call(ctx: click.Context, call: Invocation) -> None:
    # The outermost context is asked when something fails in a command.
    ctx.obj = ctx.find_root().obj = call


def _settle(ctx: click.Context) -> None:
    _set_call(ctx, ctx.ensure_object(Invocation).settled())


def _in_chinese(ctx: click.Context) -> bool:
    return ctx.ensure_object(Invocation).language == "zh"


def _formatter(ctx: click.Context) -> click.HelpFormatter:
    if not _in_chinese(ctx):
        return ctx.make_formatter()
    return _ChineseFormatter(width=ctx.terminal_width, max_width=ctx.max_content_width)


def _explained(param: click.Option, record: str) -> str:
    english = param.help or ""
    chinese = getattr(param, "help_in_chinese", "") or _CLICKS_OWN.get(english, "")
    default = re.search(r"\[default: ([^;\]]*)", record.removeprefix(english))
    return f"{chinese}（默认：{default[1]}）" if default else chinese


class _ChineseFormatter(click.HelpFormatter):
    """Lays out help by the width of characters, under Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for english in ("[OPTIONS]", "COMMAND [ARGS]..."):
            args = args.replace(english, _CLICKS_OWN[english])
        self.write(f"用法：{prog} {args}".rstrip() + "\n")

    def write_heading(self, heading: str) -> None:
        self.write(f"{_CLICKS_OWN[heading]}：\n")

    def write_text(self, text: str) -> None:
        from planbook.wrapping import wrap_words

        indent = " " * self.current_indent
        paragraphs = (wrap_words(part, self.width - len(indent)) for part in text.split("\n\n"))
        self.write("\n\n".join("\n".join(indent + line for line in one) for one in paragraphs))
        self.write("\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        from wcwidth import wcswidth

        from planbook.wrapping import wrap_words

        rows = list(rows)
        column = min(max((wcswidth(first) for first, _ in rows), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        for first, second in rows:
            lines = wrap_words(second, max(self.width - column - len(indent), 10))
            pad = column - wcswidth(first)
            if pad < col_spacing:
                self.write(f"{indent}{first}\n{indent}{' ' * column}{lines[0]}\n")
            else:
                self.write(f"{indent}{first}{' ' * pad}{lines[0]}\n")
            for line in lines[1:]:
                self.write(f"{indent}{' ' * column}{line}\n")
