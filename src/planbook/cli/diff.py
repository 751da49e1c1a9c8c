"""``planbook diff``: what a change of the plans means."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Literal

import click

from planbook.cli.completing import complete_revisions
from planbook.cli.edition import (
    as_of_from,
    as_of_option,
    audience_option,
    edition_of,
    viewer_option,
)
from planbook.cli.invocation import EXIT_CLEAN, EXIT_USAGE, Invocation
from planbook.cli.localized_click import Command, option
from planbook.cli.writing import write_json, write_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from planbook.as_of import AsOf
    from planbook.checked import Checked
    from planbook.cli.diff_report import Revisions
    from planbook.diagnostics.finding import Finding
    from planbook.history.records import ProjectThen
    from planbook.model.edition import Audience
    from planbook.reading.git.revision import RevisionFiles
    from planbook.reading.project import Project

DiffFormat = Literal["text", "markdown", "json"]


@click.command(
    "diff",
    cls=Command,
    short_help="Tell what a change means, for whoever reviews it.",
    short_zh="说明一次修改意味着什么，供审阅者看。",
    zh="说明从 BASE 到 HEAD 的修改意味着什么：哪些内容给更多人看了，目标值、截止日期、过去的记录、"
    "任务和奖金怎样变了，评分、状态和进度因此怎样变了。\n\n"
    "BASE 和 HEAD 是 git 的版本：分支、标签或提交。不写 HEAD 时，比较的是工作目录中的文件，"
    "并且从它与 BASE 分开的那次提交算起，别人此后的修改不算在内。\n\n"
    "只要能比较，退出码就是 0；有错误的文档会列出来，但没有评分数据。",
)
@click.argument("since", metavar="BASE", shell_complete=complete_revisions)
@click.argument("head", metavar="[HEAD]", required=False, shell_complete=complete_revisions)
@option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How to print it; markdown is for a comment on a pull request.",
    zh="输出格式；markdown 用于合并请求的评论。",
)
@audience_option(
    help="For whom (default: team, as a comment is read by everyone in the repository).",
    zh="给谁看（默认：team，因为能访问仓库的人都能看到评论）。",
)
@viewer_option
@as_of_option
@click.pass_obj
def diff_command(
    call: Invocation,
    since: str,
    head: str | None,
    format_: DiffFormat,
    audience: Audience | None,
    viewer: str | None,
    as_of: datetime.date | None,
) -> int:
    """Tell what the change from BASE to HEAD means: what is shown to more people, which targets,
    dates, records of the past, quotas and pay are different, and how scores, status and progress
    follow.

    BASE and HEAD are git revisions: a branch, a tag or a commit. Without HEAD the files in your
    working tree are compared, with the commit at which they left BASE, so that what others did
    since does not count as your change.

    The exit code is 0 whenever it could compare; documents with errors are named, without figures.
    """
    from planbook.as_of import fixed_as_of
    from planbook.cli.diff_report import make_report
    from planbook.cli.project import find_root
    from planbook.cli.report import print_findings, say_slow_yaml
    from planbook.comparing import compare_projects
    from planbook.reading.resources import builtin_themes
    from planbook.reading.theme import load_theme

    root = find_root(call)
    say_slow_yaml(call)
    with _open(call, root, since, from_fork_point=head is None) as files:
        later = _later(call, root, head, as_of_from(call, as_of))
        if later.project is None or later.as_of is None:
            print_findings(call, later.diagnostics, "text", to_stderr=True)
            return EXIT_USAGE
        edition = edition_of(call, later, audience, viewer)
        earlier, project_then = _earlier(files, later.project, fixed_as_of(later.as_of))
        revisions = _named(files, since, head)
    _fail_on(call, files.findings)
    compared = compare_projects(earlier, later, edition, project_then)
    if compared is None:
        print_findings(call, earlier.diagnostics, "text", to_stderr=True)
        return EXIT_USAGE
    theme = later.theme or load_theme(root, "default", builtin_themes()).value
    report = make_report(compared, revisions, theme.words, call.language)
    if format_ == "json":
        from planbook.cli.diff_json import render_diff_json

        write_json(render_diff_json(report))
    elif format_ == "markdown":
        from planbook.cli.diff_markdown import render_diff_markdown

        write_text(render_diff_markdown(report))
    else:
        from planbook.cli.diff_text import render_diff_text

        write_text(render_diff_text(report))
    return EXIT_CLEAN


def _open(call: Invocation, root: Path, written: str, *, from_fork_point: bool) -> RevisionFiles:
    from planbook.reading.git.revision import open_revision

    opened = open_revision(root, written, from_fork_point=from_fork_point)
    if opened.value is None:
        _fail_on(call, opened.findings)
        raise AssertionError("a revision that is not opened has a finding")
    return opened.value


def _fail_on(call: Invocation, findings: Iterable[Finding]) -> None:
    """Leave with exit code 2 where git could not say what there was."""
    from planbook.cli.report import print_findings
    from planbook.reading.locations import locate_findings
    from planbook.reading.sources import Sources

    found = locate_findings(tuple(findings), Sources())
    if found:
        print_findings(call, found, "text", to_stderr=True)
        raise click.exceptions.Exit(EXIT_USAGE)


def _later(call: Invocation, root: Path, written: str | None, as_of: AsOf) -> Checked:
    """Return the revision ``written``, or the working tree where there is none."""
    from planbook.comparing import check_revision
    from planbook.pipeline import check_project

    if written is None:
        return check_project(root, as_of)
    with _open(call, root, written, from_fork_point=False) as files:
        checked = check_revision(files, as_of)
    _fail_on(call, files.findings)
    return checked


def _earlier(files: RevisionFiles, instead: Project, as_of: AsOf) -> tuple[Checked, ProjectThen]:
    """Return the base; where its planbook.yaml is of no use, read by ``instead``."""
    from planbook.comparing import check_revision
    from planbook.reading.project_folder import PROJECT_FILE_NAME

    checked = check_revision(files, as_of)
    if checked.project is not None:
        return checked, "sound"
    is_there = PROJECT_FILE_NAME in files.paths
    return check_revision(files, as_of, instead), "broken" if is_there else "absent"


def _named(files: RevisionFiles, since: str, head: str | None) -> Revisions:
    from planbook.cli.diff_report import Revisions

    return Revisions(
        since,
        files.commit.short,
        head,
        files.repository.prefix.rstrip("/"),
        is_fork_point=files.commit.merged,
        absent_submodules=tuple(files.absent_submodules),
    )
