"""A page of HTML as PDF: by a browser of this machine, or by WeasyPrint where that is installed.

The page asks for nothing besides itself, and nothing is answered if it does. The browser has a
profile of its own, which is thrown away.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, TypeAlias

from planbook.language import Text

VARIABLE: Final = "CHROMIUM"
"""The variable that names the browser to use."""

_NAMES: Final = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
_PLACES: Final = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
)
_OPTIONS: Final = (
    "--headless",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    "--export-tagged-pdf",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
_SECONDS: Final = 120
_SECONDS_A_MEGABYTE: Final = 90
"""How long printing may take, and how much longer for each megabyte of the page.

Measured: 30 s for a page of 2.5 MB, 550 sheets of paper, and twice that on a busy machine.
"""

_BEGINNING: Final = b"%PDF-"
_END: Final = b"%%EOF"
_DATE: Final = re.compile(rb"(/(?:CreationDate|ModDate) ?\(D:)(\d{14})([^)]*\))")

Printer: TypeAlias = Callable[[bytes, str, Path, date], bytes]
"""Returns a page as PDF: the page, its title, a folder to work in, the day that it is of.

Raises PrintError, and OSError where the folder cannot be worked in.
"""


class PrintError(Exception):
    """The page could not be printed; ``reason`` says why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason["en"])
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Browser:
    """A Chromium, or a browser made of it."""

    program: Path

    def print_page(self, page: bytes, title: str, folder: Path, day: date) -> bytes:
        """Return ``page`` as PDF."""
        # Not every browser may read the system's folder for what is temporary.
        with tempfile.TemporaryDirectory(
            prefix="planbook-pdf-", dir=folder, ignore_cleanup_errors=True
        ) as own:
            source, printed = Path(own) / "page.html", Path(own) / "page.pdf"
            source.write_bytes(page)
            self._run(source, printed, Path(own) / "profile", len(page))
            content = printed.read_bytes() if printed.is_file() else b""
        is_whole = content.startswith(_BEGINNING) and _END in content[-64:]
        # One that cannot read the page prints a page that says so.
        if not is_whole or not _has_title(content, title):
            raise PrintError(_NOTHING_CAME)
        return _on_day(content, day)

    def _run(self, source: Path, printed: Path, profile: Path, size: int) -> None:
        command = [
            str(self.program),
            *_OPTIONS,
            # A browser refuses its sandbox to root, which is what a container runs as.
            *(("--no-sandbox",) if _is_root() else ()),
            f"--user-data-dir={profile}",
            f"--print-to-pdf={printed}",
            source.as_uri(),
        ]
        seconds = _SECONDS + _SECONDS_A_MEGABYTE * size // 1_000_000
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise PrintError(
                {
                    "en": f"{self.program} cannot be run: {error.strerror}",
                    "zh": f"无法运行 {self.program}：{error.strerror}",
                }
            ) from error
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise PrintError(
                {
                    "en": f"{self.program.name} did not finish within {seconds} seconds",
                    "zh": f"{self.program.name} 在 {seconds} 秒内没有完成",
                }
            ) from error
        finally:
            _end(process)


_NOTHING_CAME: Final[Text] = {
    "en": "the browser did not produce a complete PDF",
    "zh": "浏览器没有给出完整的 PDF",
}


def find_printer(environment: Mapping[str, str]) -> Printer | None:
    """Return who prints pages on this machine, None where nobody does.

    The variable CHROMIUM names a browser; where it names none that there is, there is none.
    """
    named = environment.get(VARIABLE)
    if named:
        found = shutil.which(named)
        return Browser(Path(found)).print_page if found else None
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return Browser(Path(found)).print_page
    for place in _PLACES:
        if Path(place).is_file():
            return Browser(Path(place)).print_page
    return _print_by_weasyprint if find_spec("weasyprint") is not None else None


def _print_by_weasyprint(page: bytes, _title: str, _folder: Path, day: date) -> bytes:
    try:
        library: Any = import_module("weasyprint")
    except OSError as error:  # The libraries behind it are not there.
        reason = str(error).split("\n")[0]
        raise PrintError(
            {
                "en": f"WeasyPrint cannot be loaded: {reason}",
                "zh": f"无法加载 WeasyPrint：{reason}",
            }
        ) from error
    try:
        document = library.HTML(string=page.decode(), base_url=None, url_fetcher=_fetch_nothing)
        printed: bytes = document.write_pdf(pdf_tags=True)
    except Exception as error:
        # It raises what its parsers and the libraries of its fonts raise.
        reason = str(error).split("\n")[0] or type(error).__name__
        raise PrintError(
            {"en": f"WeasyPrint failed: {reason}", "zh": f"WeasyPrint 出错：{reason}"}
        ) from error
    return _on_day(printed, day)


def _fetch_nothing(url: str, *_arguments: object, **_named: object) -> Any:
    if not url.startswith("data:"):
        raise ValueError(url)
    return import_module("weasyprint").default_url_fetcher(url)


def _on_day(content: bytes, day: date) -> bytes:
    """Return a PDF that says that it was made on ``day``: as many bytes, so that all stays valid.

    The same page gives the same bytes then, by one version of one browser.
    """

    written = day.strftime("%Y%m%d").encode() + b"000000"
    return _DATE.sub(lambda found: found[1] + written + found[3], content)


def _has_title(content: bytes, title: str) -> bool:
    """Return whether a PDF says that ``title`` is its own."""
    if not title:
        return True
    plain = re.sub(r"([\\()])", r"\\\1", title).encode("latin-1", "replace")
    return b"(%s)" % plain in content or (
        b"<FEFF%s>" % title.encode("utf-16-be", "replace").hex().upper().encode() in content
    )


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a browser with all its processes."""
    if process.poll() is not None and sys.platform == "win32":
        return
    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired):
        process.wait(10)
