"""``planbook build``: the site of one edition."""

from __future__ import annotations

import datetime
import os
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal, NamedTuple

import click

from planbook.cli.build_files import AskedFiles, WrittenFile, asked_files, check_apart, write_files
from planbook.cli.caching import asked_cache, cache_option
from planbook.cli.completing import complete_folders
from planbook.cli.edition import (
    as_of_from,
    as_of_option,
    audience_option,
    edition_meant,
    edition_of,
    viewer_option,
)
from planbook.cli.invocation import EXIT_CLEAN, Invocation
from planbook.cli.localized_click import Command, option
from planbook.cli.writing import write_json, write_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planbook.checked import Checked
    from planbook.diagnostics.diagnostic import Diagnostic
    from planbook.language import Text
    from planbook.model.edition import Audience, Edition
    from planbook.output.report import BuildReport
    from planbook.rendering.render import Workers
    from planbook.unchanged import BuildNote


class _Made(NamedTuple):
    """What a build has made: the site in the folder ``site``, as of a day."""

    report: BuildReport
    drafts: int
    edition: Edition
    day: datetime.date
    site: Path


@click.command(
    "build",
    cls=Command,
    short_help="Build the site.",
    short_zh="生成网站。",
    zh="检查项目并生成网站。\n\n有错误时什么也不写，原来的网站保持不变。错误打印到标准错误输出；"
    "警告和提示只说数量，只有私密版会全部显示。",
)
@option(
    "--out",
    metavar="DIR",
    shell_complete=complete_folders,
    help="Where to write it (default: `out` of planbook.yaml, else site; for another edition than "
    "the team's with its name added: site-public, site-ID).",
    zh="写到哪里（默认：planbook.yaml 的 `out`，没有则为 site；团队版以外的版本加上其名称，"
    "例如 site-public、site-ID）。",
)
@audience_option(
    help="For whom (default: team).",
    zh="给谁看（默认：team 团队）。",
)
@viewer_option
@as_of_option
@option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Maximum worker processes (default: one per CPU; few pages use one). "
    "The site is the same.",
    zh="最多用 N 个进程生成页面（默认：每个处理器一个；页面少时只用一个）。生成的网站都一样。",
)
@option(
    "--executor",
    metavar="URL",
    help="Render on the workers of a Dask scheduler, dask://HOST:PORT. They are sent what the "
    "edition shows, drafts and private plans too where it shows them.",
    zh="交给 Dask 调度器的工作进程生成页面，写作 dask://HOST:PORT。该版本显示的内容都会发给它们，"
    "包括其中的草稿和私密计划。",
)
@cache_option
@option(
    "--force",
    is_flag=True,
    help="Write even where the folder holds files that planbook did not write (they stay) or "
    "another edition (all of it goes).",
    zh="文件夹里有不是 planbook 写的文件（会保留），或有另一个版本（会全部删除）时，也照写。",
)
@option(
    "--single-file",
    metavar="FILE",
    help="Also write the edition as one HTML file, with its style and pictures in it: to send by "
    "mail.",
    zh="另外把这个版本写成一个 HTML 文件，样式和图片都在里面，可作邮件附件。",
)
@option(
    "--pdf",
    metavar="FILE",
    help="Also print that to a PDF, by Chromium (or Chrome, Edge), else by WeasyPrint.",
    zh="另外打印成 PDF；由 Chromium（或 Chrome、Edge）打印，没有时用 WeasyPrint。",
)
@option(
    "--file-language",
    metavar="TAG",
    help="Language of these files: one of the site's (default: its first).",
    zh="这两个文件的语言：网站语言中的一种（默认：第一种）。",
)
@option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Output format.",
    zh="结果（或者没有生成的原因）的格式。",
)
@click.pass_obj
def build_command(
    call: Invocation,
    out: str | None,
    audience: Audience | None,
    viewer: str | None,
    as_of: datetime.date | None,
    jobs: int | None,
    executor: str | None,
    cache: str | None,
    force: bool,
    single_file: str | None,
    pdf: str | None,
    file_language: str | None,
    format_: Literal["text", "json"],
) -> int:
    """Check the project and build its site.

    With errors nothing is written, and the site on disk stays what it was. Errors go to stderr;
    warnings and hints are counted there, and shown in full for the private edition alone.
    """
    from planbook.cli.project import find_root
    from planbook.unchanged import find_build

    began = time.perf_counter()
    if executor is not None and jobs is not None:
        call.fail(
            {
                "en": "choose between --jobs and --executor",
                "zh": "--jobs 和 --executor 只能选一个",
            }
        )
    root = find_root(call)
    kept_in = asked_cache(call, cache)
    day, meant = as_of_from(call, as_of), edition_meant(audience, viewer)
    files = asked_files(call, root, single_file, pdf, file_language)
    if executor is None and (viewer is None or audience is None):
        asked = str(call.path(out).absolute()) if out else ""
        known = find_build(root, day, kept_in, meant, asked, force=force)
        if known is not None:
            return _tell_again(call, known, meant, root, out, files, format_, began)
    from planbook.cli.report import (
        begin,
        keep,
        print_findings,
        say_advice,
        say_slow_yaml,
    )
    from planbook.pipeline import Request

    lent = _workers(call, executor)
    say_slow_yaml(call)
    run = begin(call, root, day, meant, kept_in, jobs)
    checked = run.checked
    if checked.project is None or checked.as_of is None:
        return _tell_failure(call, checked, checked.in_the_way, call.path(out or "site"), format_)
    settings = checked.project.settings
    edition = edition_of(call, checked, audience, viewer)
    folder = edition.folder_beside(PurePath(settings.out))
    site = root / (call.path(out).absolute() if out else folder)
    check_apart(call, files, site)
    building = time.perf_counter()
    with lent as workers:
        request = Request(
            out=call.path(out).absolute() if out else Path(folder),
            edition=edition,
            jobs=workers or jobs,
            keep_foreign=force,
            cache=kept_in,
            # A job starts without the site of the last one, and keeps the cache as it is.
            keep_spare=not os.environ.get("CI"),
        )
        built = run.build(request)
    keep(call, run)
    told = (*checked.in_the_way, *built.diagnostics)
    if built.report is None:
        return _tell_failure(call, checked, told, root / request.out, format_)
    say_advice(call, checked.diagnostics, edition)
    if call.verbosity >= 0:
        print_findings(call, built.diagnostics, "text", to_stderr=True)
    made = _Made(built.report, built.drafts_left_out, edition, checked.as_of, site)
    _say_what_was_done(call, built.report, time.perf_counter() - building)
    return _tell_success(call, made, out or str(folder), files, format_, began)


def _tell_again(
    call: Invocation,
    note: BuildNote,
    edition: Edition,
    root: Path,
    out: str | None,
    files: AskedFiles,
    format_: Literal["text", "json"],
    began: float,
) -> int:
    """Tell what a build tells that finds all as it was, and return the exit code."""
    from planbook.cli.report import say_checked

    say_checked(call, note.files, note.documents, note.found, began)
    if note.advice is not None:
        call.say(note.advice)
    folder = edition.folder_beside(PurePath(note.basis.out))
    site = root / (call.path(out).absolute() if out else folder)
    check_apart(call, files, site)
    made = _Made(note.report, note.drafts, edition, note.basis.day, site)
    _say_what_was_done(call, note.report, 0.0)
    return _tell_success(call, made, out or str(folder), files, format_, began)


def _tell_success(
    call: Invocation,
    made: _Made,
    out: str,
    files: AskedFiles,
    format_: Literal["text", "json"],
    began: float,
) -> int:
    """Write ``files`` of a site that stands, tell what was made, and return the exit code."""
    from planbook.cli.report import say_drafts

    say_drafts(call, made.drafts, made.edition.viewer or made.edition.audience)
    _say_whose_edition(call, made.edition)
    written = write_files(call, files, made.site, made.edition, made.day) if files else {}
    seconds = time.perf_counter() - began
    if format_ == "json":
        _print_json(made.report, made.edition, made.day, out, seconds, written)
    else:
        _print_text(call, made.report, made.site, seconds, written)
    return EXIT_CLEAN


def _workers(call: Invocation, executor: str | None) -> AbstractContextManager[Workers | None]:
    """Return who renders, for a block; None where nobody but this machine is asked to."""
    if executor is None:
        return nullcontext()
    from planbook.cli.executors import workers_at

    return workers_at(call, executor)


def _tell_failure(
    call: Invocation,
    checked: Checked,
    diagnostics: Sequence[Diagnostic],
    site: Path,
    format_: Literal["text", "json"],
) -> int:
    """Print why nothing was built, and return the exit code."""
    from planbook.cli.report import print_findings, print_json, say_counts
    from planbook.diagnostics.finding import Severity
    from planbook.diagnostics.summary import exit_code

    if format_ == "json":
        print_json(call, diagnostics, checked)
    else:
        errors = [found for found in diagnostics if found.severity is Severity.ERROR]
        print_findings(call, errors if call.verbosity < 0 else diagnostics, "text", to_stderr=True)
    say_counts(call, diagnostics, checked)
    stands = os.path.lexists(site)  # Never raises, whatever the name.
    name = os.path.relpath(site, call.directory.absolute()) if stands else None
    call.say(
        {
            "en": f"Nothing was written; {name} is still as it was."
            if name
            else "Nothing was written.",
            "zh": f"没有写入任何文件；{name} 保持原样。" if name else "没有写入任何文件。",
        }
    )
    return exit_code(diagnostics)


def _say_what_was_done(call: Invocation, report: BuildReport, seconds: float) -> None:
    call.debug(
        {
            "en": f"built: pages {report.pages}, rendered {report.rendered}, in {seconds:.2f} s",
            "zh": f"生成：{report.pages} 页，其中重新渲染 {report.rendered} 页，{seconds:.2f} 秒",
        }
    )


def _say_whose_edition(call: Invocation, edition: Edition) -> None:
    if edition.viewer:
        call.say(
            {
                "en": f"This edition is for `{edition.viewer}` alone, and holds private plans: "
                "do not publish it.",
                "zh": f"这个版本只给 `{edition.viewer}` 看，含有私密内容，请不要发布。",
            }
        )
    elif edition.audience == "private":
        call.say(
            {
                "en": "This is the private edition, with everything in it, drafts, reviews and "
                "pay too: do not publish it.",
                "zh": "这是私密版，包含全部内容，草稿、评估和奖金也在内：请不要发布。",
            }
        )


def _print_json(
    report: BuildReport,
    edition: Edition,
    as_of: datetime.date,
    out: str,
    seconds: float,
    written: Mapping[str, WrittenFile],
) -> None:
    import json

    told: dict[str, object] = {
        "format_version": 1,
        "out": Path(out).as_posix(),
        "edition": {"audience": edition.audience}
        | ({"viewer": edition.viewer} if edition.viewer else {}),
        "as_of": as_of.isoformat(),
        "pages": report.pages,
        "rendered": report.rendered,
        "reused": report.reused,
        "removed": report.removed,
        "seconds": round(seconds, 2),
    }
    told |= {name: {"path": file.path, "bytes": file.size} for name, file in written.items()}
    write_json(json.dumps(told, ensure_ascii=False))


def _print_text(
    call: Invocation,
    report: BuildReport,
    site: Path,
    seconds: float,
    written: Mapping[str, WrittenFile],
) -> None:
    for note in report.notes:
        call.say(note)
    if call.verbosity < 0:
        return
    counts_en = f"{report.rendered} rendered, {report.reused} unchanged, {report.removed} removed"
    counts_zh = f"生成 {report.rendered}，未变 {report.reused}，删除 {report.removed}"
    front = (site / "index.html").resolve()
    lines: tuple[Text, ...] = (
        {
            "en": f"{report.pages} pages ({counts_en}) in {seconds:.2f} s",
            "zh": f"{report.pages} 页（{counts_zh}），{seconds:.2f} 秒",
        },
        {"en": f"Open {front.as_uri()}", "zh": f"打开 {front.as_uri()}"},
        {"en": f"  or {front}", "zh": f"  即 {front}"},
    )
    write_lines(*map(call.words, lines))
    for file in written.values():
        size = f"{file.size / 1_000_000:.1f} MB"
        also = {"en": f"Also wrote {file.path} ({size})", "zh": f"另外写了 {file.path}（{size}）"}
        write_lines(call.words(also))
