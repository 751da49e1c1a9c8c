"""``planbook draft``: a sentence becomes the YAML of a goal, with its score and its questions."""

from __future__ import annotations

import datetime
import json
import sys
from typing import TYPE_CHECKING

import click

from planbook.cli.bilingual import Command, option
from planbook.cli.call import Call
from planbook.cli.edition import as_of_from, as_of_option

if TYPE_CHECKING:
    from planbook.model.settings import Settings

_READ = 1 << 20
"""So many bytes of stdin are read: more than a sentence is, less than a machine's memory."""


@click.command(
    "draft",
    cls=Command,
    short_help="Make a goal's YAML out of a sentence.",
    short_zh="把一句话变成目标的 YAML。",
    zh="把 TEXT 这句话（中文或英文）变成一个目标并打印出来；写 - 则从标准输入读取。\n\n"
    "话里没说的地方会标上 `# TODO` 并提出问题。不在项目里也能用。",
)
@click.argument("text")
@option(
    "--format",
    "format_",
    type=click.Choice(["yaml", "json"]),
    default="yaml",
    show_default=True,
    help="What to print.",
    zh="打印什么。",
)
@as_of_option
@click.pass_obj
def draft_command(call: Call, text: str, format_: str, as_of: datetime.date | None) -> None:
    """Print the goal that the sentence TEXT, in Chinese or English, speaks of; - reads stdin.

    What the sentence leaves open is marked `# TODO` with a question. Works outside a project too.
    """
    from planbook.drafting.draft import draft_goal
    from planbook.drafting.written import draft_as_json, draft_as_yaml

    if text == "-":
        text = sys.stdin.buffer.read(_READ).decode("utf-8-sig", "replace")
    settings = _settings(call)
    draft = draft_goal(
        text,
        as_of_from(call, as_of).day_in(settings),
        settings.fiscal_year_start if settings else 1,
    )
    if format_ == "json":
        click.echo(json.dumps(draft_as_json(draft), ensure_ascii=False, indent=2))
    else:
        click.echo(draft_as_yaml(draft), nl=False)


def _settings(call: Call) -> Settings | None:
    """Return the settings of the project around; None outside of one, or where it is wrong."""
    from planbook.reading.project import find_project, read_project

    root = find_project(call.directory)
    project = read_project(root).value.project if root else None
    return project.settings if project else None
