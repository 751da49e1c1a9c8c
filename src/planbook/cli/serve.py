"""``planbook serve``: the site of one edition in the browser, kept up to date while you write."""

from __future__ import annotations

import datetime
import errno
import signal
import threading
import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NoReturn

import click

from planbook.cli.edition import as_of_from, as_of_option, audience_option, viewer_option
from planbook.cli.invocation import EXIT_CLEAN, EXIT_USAGE, Invocation
from planbook.cli.localized_click import Command, option
from planbook.cli.writing import write_lines, write_traceback

if TYPE_CHECKING:
    from pathlib import Path

    from planbook.as_of import AsOf
    from planbook.diagnostics.finding import Finding
    from planbook.language import Text
    from planbook.live_site import LiveSite
    from planbook.model.edition import Audience, Edition
    from planbook.serving.build_outcome import BuildOutcome
    from planbook.serving.feed import Feed
    from planbook.serving.server import SiteServer


@click.command(
    "serve",
    cls=Command,
    short_help="Show the site and follow changes.",
    short_zh="预览网站，保存后自动更新。",
    zh="生成网站，在浏览器中打开，并在每次保存后更新。\n\n只有这台电脑能访问。"
    "内容有错误时，页面会列出错误，下面仍是最后一次没有错误时的内容。网站生成在 `.planbook/` 里，"
    "不会改动 `planbook build` 生成的文件夹。按 Ctrl-C 停止。",
)
@audience_option(
    help="For whom (default: team).",
    zh="给谁看（默认：team 团队）。",
)
@viewer_option
@as_of_option
@option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    help="Port to use (default: the first free one from 8000 on).",
    zh="端口（默认：从 8000 起第一个空闲的）。",
)
@option(
    "--open",
    "opens",
    is_flag=True,
    help="Open the site in the browser.",
    zh="在浏览器中打开网站。",
)
@click.pass_obj
def serve_command(
    call: Invocation,
    audience: Audience | None,
    viewer: str | None,
    as_of: datetime.date | None,
    port: int | None,
    opens: bool,
) -> int:
    """Build the site, show it in the browser, and update it after every save.

    Only this machine can open it. While the content has errors, the pages list them above the
    last version without any. The site is built in `.planbook/`; what `planbook build` makes stays
    as it is. Ctrl-C stops it.
    """
    from planbook.cli.edition import find_edition
    from planbook.cli.project import find_root
    from planbook.cli.report import histories_of, say_slow_yaml
    from planbook.live_site import LiveSite
    from planbook.serving.serving_folder import hold_serving_folder

    root = find_root(call)
    say_slow_yaml(call)
    now = partial(as_of_from, call, as_of)
    edition = _edition_asked_for(call, root, now(), audience, viewer)
    with hold_serving_folder(root, edition) as folder:
        if folder.value is None:
            return _tell_refusal(call, folder.findings)
        wanted = partial(find_edition, audience=audience, viewer=viewer)
        site = LiveSite(root, folder.value, wanted, now, edition, histories_of(root))
        return _serve(call, root, site, edition, port, opens)


def _edition_asked_for(
    call: Invocation, root: Path, as_of: AsOf, audience: Audience | None, viewer: str | None
) -> Edition:
    """Return the edition that the options name; exit code 2 where none can have that name.

    Whether there is a reader of that name is known with the first build.
    """
    from planbook.cli.edition import edition_meant, edition_of
    from planbook.model.document import ID
    from planbook.pipeline import check_project

    if viewer is None or (audience is None and ID.fullmatch(viewer)):
        return edition_meant(audience, viewer)
    return edition_of(call, check_project(root, as_of), audience, viewer)


def _serve(
    call: Invocation, root: Path, site: LiveSite, edition: Edition, port: int | None, opens: bool
) -> int:
    """Serve ``site`` until somebody stops it; return the exit code."""
    from planbook.serving.debounce import Debounce
    from planbook.serving.feed import Feed
    from planbook.serving.git_writing import find_index_lock, is_fresh
    from planbook.serving.session import keep_up
    from planbook.serving.watching import Watcher

    lock = find_index_lock(root)
    debounce = Debounce(lambda: lock is not None and is_fresh(lock))
    feed = Feed()
    server = _open_server(call, site, feed, edition, port)
    # What is saved while the first build runs is seen afterwards. Threads begin after it: with
    # one of them, the pages of a large handbook could not be rendered in copies of this process.
    watcher = Watcher(root, debounce.note, call.say, lambda: site.named)
    terminal = _Terminal(call)
    began = time.perf_counter()
    call.say({"en": "Building the site …", "zh": "正在生成网站……"})
    first = site.rebuild(lambda: False)
    assert first is not None
    if first.problem is not None:
        server.server_close()
        call.fail(first.problem)
    feed.publish(first)
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _stop)
    try:
        server.start()
        watcher.start()
        terminal.tell(first, time.perf_counter() - began)
        _say_where(call, edition, server.address)
        if opens:
            _open_browser(call, server.address)
        keep_up(site, debounce, feed, terminal.tell, partial(_explain, call))
    except KeyboardInterrupt:
        call.say({"en": "Stopped.", "zh": "已停止。"})
    finally:
        # Whoever presses Ctrl-C twice does not want to see where.
        with suppress(KeyboardInterrupt):
            feed.close()
            watcher.stop()
            server.stop()
    return EXIT_CLEAN


def _stop(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _open_server(
    call: Invocation, site: LiveSite, feed: Feed, edition: Edition, port: int | None
) -> SiteServer:
    """Return a server at ``port``, or at one that is free; exit code 2 where it cannot be had."""
    from planbook.serving.server import SiteServer, open_server

    make = partial(
        SiteServer,
        site.folder,
        feed,
        is_private=edition.audience == "private",
        language=call.language,
        prefix=site.prefix,
    )
    try:
        return open_server(make, port)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        reason_en = "it is in use" if taken else error.strerror
        reason_zh = "该端口已被占用" if taken else error.strerror
        call.fail(
            {
                "en": f"cannot use port {port or ''}: {reason_en}; without --port, planbook "
                "takes one that is free",
                "zh": f"不能使用端口 {port or ''}：{reason_zh}；"
                "不加 --port 时，planbook 会自己找空闲端口",
            },
            EXIT_USAGE,
        )


def _open_browser(call: Invocation, address: str) -> None:
    import webbrowser

    # A browser may take its time, or be one for the terminal that reads from it.
    def show() -> None:
        if not webbrowser.open(address):
            call.say(
                {
                    "en": "No browser was found; open the address yourself.",
                    "zh": "没有找到浏览器，请自己打开上面的地址。",
                }
            )

    threading.Thread(target=show, name="browser", daemon=True).start()


def _say_where(call: Invocation, edition: Edition, address: str) -> None:
    english = f"the {edition.audience} edition"
    chinese = {"public": "公开版", "team": "团队版", "private": "私密版"}[edition.audience]
    if edition.viewer is not None:
        english = f"the edition for `{edition.viewer}`"
        chinese = f"给 `{edition.viewer}` 看的版本"
    write_lines(
        call.words(
            {"en": f"Serving {english} at {address}", "zh": f"{chinese}的预览地址：{address}"}
        )
    )
    call.say(
        {
            "en": "Every save updates it. Press Ctrl-C to stop.",
            "zh": "每次保存后自动更新。按 Ctrl-C 停止。",
        }
    )


class _Terminal:
    """What the terminal tells of builds."""

    def __init__(self, call: Invocation) -> None:
        self._call = call
        self._advice: Text | None = None
        self._was_wrong = False

    def tell(self, outcome: BuildOutcome, seconds: float) -> None:
        """Print what came of a build."""
        if outcome.ok:
            self._tell_done(outcome, seconds)
        else:
            self._tell_errors(outcome)
        self._was_wrong = not outcome.ok

    def _tell_done(self, outcome: BuildOutcome, seconds: float) -> None:
        call = self._call
        for note in outcome.notes:
            call.say(note)
        if outcome.advice is not None and outcome.advice != self._advice:
            call.say(outcome.advice)
        self._advice = outcome.advice
        if call.verbosity < 0:
            return
        counts_en = f"{outcome.pages} pages, {outcome.rendered} rendered"
        counts_zh = f"共 {outcome.pages} 页，生成 {outcome.rendered}"
        if outcome.removed:
            counts_en += f", {outcome.removed} removed"
            counts_zh += f"，删除 {outcome.removed}"
        mended_en, mended_zh = ("No more errors. ", "错误已排除。") if self._was_wrong else ("", "")
        write_lines(
            call.words(
                {
                    "en": f"{mended_en}{counts_en}, in {seconds:.2f} s",
                    "zh": f"{mended_zh}{counts_zh}，{seconds:.2f} 秒",
                }
            )
        )

    def _tell_errors(self, outcome: BuildOutcome) -> None:
        from planbook.cli.report import print_findings
        from planbook.diagnostics.finding import Severity

        call = self._call
        errors = [found for found in outcome.diagnostics if found.severity is Severity.ERROR]
        print_findings(call, errors, "text", to_stderr=True)
        if outcome.problem is not None:
            write_lines(f"planbook: {call.words(outcome.problem)}", to_stderr=True)
        count = len(errors) + (outcome.problem is not None)
        call.say(
            {
                "en": f"{count} error{'s' if count != 1 else ''}: the site stays as it was until "
                + ("they are" if count != 1 else "it is")
                + " fixed.",
                "zh": f"{count} 个错误，改好之前网站保持原样。",
            }
        )


def _explain(call: Invocation, error: Exception) -> BuildOutcome:
    """Return an outcome for what a build should not raise: the next save may go better."""
    from planbook.serving.build_outcome import BuildOutcome

    if call.traceback:
        write_traceback(error)
    told = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
    if isinstance(error, OSError):
        told = f"{error.strerror or error}" + (f": {error.filename}" if error.filename else "")
        return BuildOutcome(
            ok=False,
            problem={"en": f"the site could not be built: {told}", "zh": f"网站没有生成：{told}"},
        )
    return BuildOutcome(
        ok=False,
        problem={
            "en": f"this is a bug in planbook ({told}); `planbook build` writes a report",
            "zh": f"程序出错了（{told}）；运行 `planbook build` 会生成报告",
        },
    )


def _tell_refusal(call: Invocation, findings: tuple[Finding, ...]) -> int:
    """Print why the cache of the project cannot be used, and return the exit code."""
    from planbook.cli.report import print_findings
    from planbook.diagnostics.summary import exit_code
    from planbook.reading.locations import locate_findings
    from planbook.reading.sources import Sources

    told = locate_findings(findings, Sources())
    print_findings(call, told, "text", to_stderr=True)
    return exit_code(told)
