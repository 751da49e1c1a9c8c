"""``planbook draft``: a sentence becomes the YAML of a goal, with its score and its questions."""

from __future__ import annotations

import datetime
import json
import sys
from typing import TYPE_CHECKING

import click

from planbook.cli.edition import as_of_from, as_of_option
from planbook.cli.invocation import Invocation
from planbook.cli.localized_click import Command, option
from planbook.cli.writing import write_json, write_text

if TYPE_CHECKING:
    from planbook.drafting.smart import DraftProject

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
def draft_command(call: Invocation, text: str, format_: str, as_of: datetime.date | None) -> None:
    """Turn the sentence TEXT, in Chinese or English, into a goal document; - reads stdin.

    What the sentence leaves open is marked `# TODO` with a question. Works outside a project too.
    """
    from planbook.drafting.draft import draft_goal
    from planbook.drafting.vocabulary import vocabulary_of
    from planbook.drafting.written import draft_as_json, draft_as_yaml
    from planbook.periods import CALENDAR_YEAR

    if text == "-":
        text = sys.stdin.buffer.read(_READ).decode("utf-8-sig", "replace")
    around = _project(call)
    settings = around.handbook.settings if around else None
    draft = draft_goal(
        text,
        as_of_from(call, as_of).day_in(settings),
        settings.fiscal_year if settings else CALENDAR_YEAR,
        vocabulary=vocabulary_of(around.handbook) if around else None,
    )
    if format_ == "json":
        write_json(json.dumps(draft_as_json(draft, around), ensure_ascii=False, indent=2))
    else:
        write_text(draft_as_yaml(draft, around))


def _project(call: Invocation) -> DraftProject | None:
    """Return the handbook and the rubric of the project around; None outside of one.

    Mistakes are passed over: what can be read is known. Nothing is judged, which takes most of
    the time of ``validate``.
    """
    from planbook.drafting.smart import DraftProject
    from planbook.linking.link import link_handbook
    from planbook.reading.documents import parse_documents
    from planbook.reading.project import read_project
    from planbook.reading.project_folder import find_project
    from planbook.reading.rubric import builtin_rubric, read_rubric
    from planbook.reading.sources import discover_sources
    from planbook.reading.validation import validate_documents
    from planbook.scoring.smart import match_rubric

    root = find_project(call.directory)
    project = read_project(root).value.project if root else None
    if root is None or project is None:
        return None
    settings, kinds = project.settings, project.kinds
    parsed = parse_documents(discover_sources(root, settings.limits).value, settings).value
    valid = validate_documents(parsed, kinds, settings).value
    handbook = link_handbook(valid, kinds, settings).value
    rubric = read_rubric(root, settings.language).value
    usable = rubric is not None and not match_rubric(rubric)
    return DraftProject(handbook, rubric if rubric and usable else builtin_rubric())
