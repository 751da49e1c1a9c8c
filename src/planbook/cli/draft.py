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
    from planbook.pipeline import Checked

_READ = 1 << 20
"""So many bytes of stdin are read: more than a sentence is, less than a machine's memory."""


@click.command(
    "draft",
    cls=Command,
    short_help="Turn a sentence into a goal document.",
    short_zh="把一句话变成目标文档。",
    zh="把 TEXT 这句话（中文或英文）变成一份目标文档并打印出来；写 - 则从标准输入读取。\n\n"
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
    """Turn the sentence TEXT, in Chinese or English, into a goal document; - reads stdin.

    What the sentence leaves open is marked `# TODO` with a question. Works outside a project too.
    """
    from planbook.drafting.draft import draft_goal
    from planbook.drafting.smart import Surroundings
    from planbook.drafting.vocabulary import vocabulary_of
    from planbook.drafting.written import draft_as_json, draft_as_yaml
    from planbook.periods import CALENDAR_YEAR

    if text == "-":
        text = sys.stdin.buffer.read(_READ).decode("utf-8-sig", "replace")
    checked = _project(call)
    settings = checked.project.settings if checked and checked.project else None
    handbook = checked.handbook if checked else None
    rubric = checked.rubric if checked else None
    around = Surroundings(handbook, rubric) if handbook and rubric else None
    draft = draft_goal(
        text,
        as_of_from(call, as_of).day_in(settings),
        settings.fiscal_year if settings else CALENDAR_YEAR,
        vocabulary=vocabulary_of(handbook) if handbook else None,
    )
    if format_ == "json":
        click.echo(json.dumps(draft_as_json(draft, around), ensure_ascii=False, indent=2))
    else:
        click.echo(draft_as_yaml(draft, around), nl=False)


def _project(call: Call) -> Checked | None:
    """Return the project around, mistakes and all; None outside of one."""
    from planbook.pipeline import check_project
    from planbook.reading.project import find_project

    root = find_project(call.directory)
    return check_project(root, as_of_from(call, None)) if root else None
