"""``planbook help``: the same as ``--help``, for whoever tries this first."""

from __future__ import annotations

import click

from planbook.cli.localized_click import Command
from planbook.cli.usage_errors import no_such_command
from planbook.cli.writing import write_text


@click.command("help", cls=Command, hidden=True, zh="显示说明；给出命令名则显示该命令的说明。")
@click.argument("name", metavar="[COMMAND]", required=False)
@click.pass_context
def help_command(ctx: click.Context, name: str | None) -> None:
    """Show the list of commands, or how to use COMMAND."""
    outer = ctx.find_root()
    group = outer.command
    assert isinstance(group, click.Group)
    if name is None:
        write_text(f"{outer.get_help()}\n")
        return
    command = group.get_command(outer, name)
    if command is None:
        raise no_such_command(name, tuple(group.list_commands(outer)), outer)
    with click.Context(command, outer, info_name=name) as inner:
        write_text(f"{inner.get_help()}\n")
