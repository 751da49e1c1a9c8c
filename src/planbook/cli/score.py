"""``planbook score``: all the figures of an edition."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Literal

import click

from planbook.cli.caching import asked_cache, cache_option
from planbook.cli.edition import (
    as_of_from,
    as_of_option,
    audience_option,
    edition_of,
    viewer_option,
)
from planbook.cli.invocation import Invocation
from planbook.cli.localized_click import Command, option
from planbook.cli.writing import write_json, write_text

if TYPE_CHECKING:
    from planbook.cli.score_report import Report
    from planbook.model.edition import Audience

ScoreFormat = Literal["text", "json", "csv", "markdown"]


@click.command(
    "score",
    cls=Command,
    short_help="Print all the figures: goals, totals, coverage, pay.",
    short_zh="打印全部数据：目标、汇总、管理动作完成情况、奖金。",
    zh="打印目标写得怎样、进展怎样，公司和团队的汇总数据，管理动作完成情况，以及该付多少奖金。\n\n"
    "内容有错误时不计算：检查结果打印到标准错误输出。",
)
@option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "csv", "markdown"]),
    default="text",
    show_default=True,
    help="How to print the figures.",
    zh="数据的格式。",
)
@option(
    "--wide",
    is_flag=True,
    help="With --format csv: a row a person, with names, in place of a line a figure.",
    zh="与 --format csv 同用：每人一行，带姓名，而不是每个数据一行。",
)
@audience_option(
    help="For whom (default: private, the author's view).",
    zh="给谁看（默认：private，即作者所见）。",
)
@viewer_option
@as_of_option
@cache_option
@click.pass_obj
def score_command(
    call: Invocation,
    format_: ScoreFormat,
    wide: bool,
    audience: Audience | None,
    viewer: str | None,
    as_of: datetime.date | None,
    cache: str | None,
) -> int:
    """Print how goals are written and how they go, totals, how people are led, and what is paid.

    With errors in the content there are no figures: the findings go to stderr.
    """
    from planbook.cli.project import find_root
    from planbook.cli.report import print_findings, say_slow_yaml
    from planbook.cli.score_report import edition_words, make_report
    from planbook.diagnostics.summary import exit_code
    from planbook.pipeline import check_project, score_project

    if wide and format_ != "csv":
        call.fail(
            {
                "en": "--wide requires --format csv",
                "zh": "--wide 要与 --format csv 一起使用",
            }
        )
    root = find_root(call)
    say_slow_yaml(call)
    checked = check_project(root, as_of_from(call, as_of), asked_cache(call, cache))
    if checked.project is None or not checked.is_sound:
        print_findings(call, checked.in_the_way, "text", to_stderr=True)
        return exit_code(checked.in_the_way)
    edition = edition_of(call, checked, audience, viewer, default="private")
    scored = score_project(checked, edition)
    if scored is None or checked.theme is None:
        return exit_code(checked.in_the_way)
    call.say(edition_words(edition))
    report = make_report(scored, edition, checked.theme.words, call.language)
    rendered = _render(report, format_, wide=wide)
    if format_ == "json":
        write_json(rendered)
    else:
        write_text(rendered)
    return exit_code(checked.in_the_way)


def _render(report: Report, format_: ScoreFormat, *, wide: bool) -> str:
    if wide:
        from planbook.cli.score_wide import render_score_wide

        return render_score_wide(report)
    if format_ == "markdown":
        from planbook.cli.score_markdown import render_score_markdown

        return render_score_markdown(report)
    if format_ == "text":
        from planbook.cli.score_text import render_score_text

        return render_score_text(report)
    from planbook.cli.score_json import render_score_csv, render_score_json

    return render_score_json(report) if format_ == "json" else render_score_csv(report)
