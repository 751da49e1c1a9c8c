"""``planbook score``: all the figures of an edition."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Literal

import click

from planbook.cli.call import Call
from planbook.cli.edition import DateParameter, day_of_judging, edition_of

if TYPE_CHECKING:
    from planbook.model.edition import Audience

ScoreFormat = Literal["text", "json", "csv", "markdown"]


@click.command("score", short_help="Print all the figures: SMART, pace, coverage, pay.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "csv", "markdown"]),
    default="text",
    show_default=True,
)
@click.option(
    "--audience",
    type=click.Choice(["public", "team", "private"]),
    help="For whom (default: private, the author's view).",
)
@click.option("--viewer", metavar="ID", help="For one person: as team, and what only they may see.")
@click.option(
    "--as-of",
    type=DateParameter(),
    metavar="DATE",
    help="The date of all figures (default: `as_of` of planbook.yaml, else today).",
)
@click.pass_obj
def score_command(
    call: Call,
    format_: ScoreFormat,
    audience: Audience | None,
    viewer: str | None,
    as_of: datetime.date | None,
) -> int:
    """Print how goals are written and how they go, how people are led, and what is paid.

    With errors in the content there are no figures: the findings go to stderr.
    """
    from planbook.cli.project import find_root
    from planbook.cli.report import print_findings, say_slow_yaml
    from planbook.cli.score_figures import edition_words, gather_figures
    from planbook.diagnostics.summary import exit_code
    from planbook.pipeline import check_project, score_project

    root = find_root(call)
    say_slow_yaml(call)
    checked = check_project(root)
    if checked.project is None or not checked.is_sound:
        print_findings(call, checked.diagnostics, "text", to_stderr=True)
        return exit_code(checked.diagnostics)
    edition = edition_of(call, checked, audience, viewer, default="private")
    scored = score_project(checked, edition, day_of_judging(call, checked.project.settings, as_of))
    if scored is None:
        return exit_code(checked.diagnostics)
    figures = gather_figures(scored, edition, call.language)
    if format_ in ("json", "csv"):
        # The others say it themselves; these are for programs.
        call.say(edition_words(edition))
    if format_ == "json":
        from planbook.cli.score_json import render_score_json

        told = render_score_json(figures)
    elif format_ == "csv":
        from planbook.cli.score_tables import render_score_csv

        told = render_score_csv(figures)
    elif format_ == "markdown":
        from planbook.cli.score_tables import render_score_markdown

        told = render_score_markdown(figures)
    else:
        from planbook.cli.score_text import render_score_text

        told = render_score_text(figures)
    click.echo(told, nl=False)
    return exit_code(checked.diagnostics)
