"""``planbook build``: the site of one edition."""

from __future__ import annotations

import datetime
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planbook.cli.call import Call

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planbook.diagnostics.diagnostic import Diagnostic
    from planbook.model.edition import Audience, Edition
    from planbook.output.site import BuildReport
    from planbook.pipeline import Checked


class DateParameter(click.ParamType[datetime.date]):
    """A date as YYYY-MM-DD."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        """Return the date that ``value`` stands for."""
        if isinstance(value, datetime.date):
            return value
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date such as 2026-09-30", param, ctx)


@click.command("build", short_help="Build the site.")
@click.option("--out", metavar="DIR", help="Where to write it (default: `out` of planbook.yaml).")
@click.option(
    "--audience",
    type=click.Choice(["public", "team", "private"]),
    help="For whom (default: team).",
)
@click.option("--viewer", metavar="ID", help="For one person: as team, and what only they may see.")
@click.option(
    "--as-of",
    type=DateParameter(),
    metavar="DATE",
    help="The date of all figures (default: today).",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes (default: as many as pay)."
)
@click.option("--force", is_flag=True, help="Keep files in the target that planbook did not write.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def build_command(
    call: Call,
    out: str | None,
    audience: Audience | None,
    viewer: str | None,
    as_of: datetime.date | None,
    jobs: int | None,
    force: bool,
    format_: str,
) -> int:
    """Check the project and build its site.

    With errors nothing is written, and the site on disk stays what it was. Findings go to stderr.
    """
    from planbook.cli.project import find_root
    from planbook.cli.report import say_slow_yaml
    from planbook.pipeline import Request, build_site, check_project

    began = time.perf_counter()
    root = find_root(call)
    say_slow_yaml(call)
    checked = check_project(root)
    if checked.project is None or checked.handbook is None:
        return _report_findings(call, checked.diagnostics)
    settings = checked.project.settings
    request = Request(
        out=call.path(out).absolute() if out else Path(settings.out),
        edition=_edition(call, checked, audience, viewer),
        as_of=as_of or settings.as_of or datetime.date.today(),
        jobs=jobs,
        keep_foreign=force,
    )
    built = build_site(checked, request)
    # The findings of the check come first; a build that stopped at them repeats them.
    told = _once((*checked.diagnostics, *built.diagnostics))
    exit_code = _report_findings(call, told)
    if built.report is None:
        return exit_code
    seconds = time.perf_counter() - began
    if format_ == "json":
        _print_json(built.report, request.edition, request.as_of, out or settings.out, seconds)
    else:
        _print_text(call, built.report, root / request.out, seconds)
    return exit_code


def _edition(
    call: Call, checked: Checked, audience: Audience | None, viewer: str | None
) -> Edition:
    from planbook.model.document import Key
    from planbook.model.edition import Edition

    if viewer is None:
        return Edition(audience or "team")
    if audience not in (None, "team"):
        call.fail(
            {
                "en": f"--viewer goes with the team's edition, not with --audience {audience}",
                "zh": f"--viewer 用于团队版，不能与 --audience {audience} 同时使用",
            }
        )
    # With errors the person may be missing because of one of them: that is reported instead.
    if checked.is_sound and (
        checked.handbook is None or Key("person", viewer) not in checked.handbook.documents
    ):
        call.fail(
            {
                "en": f"there is no person with the id `{viewer}`",
                "zh": f"没有 id 为 `{viewer}` 的人",
            }
        )
    return Edition("team", viewer)


def _once(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    told: list[Diagnostic] = []
    for found in diagnostics:
        if found not in told:
            told.append(found)
    return tuple(told)


def _report_findings(call: Call, diagnostics: Sequence[Diagnostic]) -> int:
    from planbook.cli.report import print_findings
    from planbook.diagnostics.summary import exit_code

    print_findings(call, diagnostics, "text", to_stderr=True)
    return exit_code(diagnostics)


def _print_json(
    report: BuildReport, edition: Edition, as_of: datetime.date, out: str, seconds: float
) -> None:
    import json

    told = {
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
    click.echo(json.dumps(told, ensure_ascii=False))


def _print_text(call: Call, report: BuildReport, site: Path, seconds: float) -> None:
    for note in report.notes:
        call.say(note)
    if call.verbosity < 0:
        return
    counts_en = f"{report.rendered} rendered, {report.reused} unchanged, {report.removed} removed"
    counts_zh = f"生成 {report.rendered}，未变 {report.reused}，删除 {report.removed}"
    front = (site / "index.html").resolve()
    click.echo(
        call.words(
            {
                "en": f"{report.pages} pages ({counts_en}) in {seconds:.2f} s\n"
                f"Open {front.as_uri()}\n  or {front}",
                "zh": f"{report.pages} 页（{counts_zh}），{seconds:.2f} 秒\n"
                f"打开 {front.as_uri()}\n  即 {front}",
            }
        )
    )
