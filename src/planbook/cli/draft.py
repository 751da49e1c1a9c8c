"""``planbook draft``: a sentence becomes the YAML of a goal, with its score and its questions."""

from __future__ import annotations

import datetime
import json
import sys

import click

from planbook.cli.call import Call


@click.command("draft", short_help="Make a goal's YAML out of a sentence.")
@click.argument("text")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["yaml", "json"]),
    default="yaml",
    show_default=True,
    help="What to print.",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day from which “next quarter” is counted (default: today).",
)
@click.pass_obj
def draft_command(call: Call, text: str, format_: str, as_of: datetime.datetime | None) -> None:
    """Print the goal that the sentence TEXT, in Chinese or English, speaks of; - reads stdin.

    What the sentence leaves open is marked `# TODO` with a question. Works outside a project too.
    """
    from planbook.drafting.draft import draft_goal
    from planbook.drafting.written import draft_as_json, draft_as_yaml

    if text == "-":
        text = sys.stdin.buffer.read(1 << 20).decode("utf-8", "replace")
    draft = draft_goal(text, as_of.date() if as_of else _today())
    if format_ == "json":
        click.echo(json.dumps(draft_as_json(draft), ensure_ascii=False, indent=2))
    else:
        click.echo(draft_as_yaml(draft), nl=False)


def _today() -> datetime.date:
    return datetime.date.today()
