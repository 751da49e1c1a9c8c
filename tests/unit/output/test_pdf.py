"""Printing: which program does it, what it is given, and what becomes of a failure."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from builders.programs import write_program
from planbook.output import pdf
from planbook.output.pdf import PrintError, find_printer

DAY = date(2026, 9, 10)
PDF = (
    "%PDF-1.4\n/Title (T)\n/CreationDate (D:20991231235959+02'00')\n"
    "/ModDate (D:20991231235959Z)\nend\n%%EOF\n"
)

# A browser that writes down how it was called, and what PDF it is told to give.
SCRIPT = """import sys, pathlib, time
told = dict(word[2:].split("=", 1) for word in sys.argv[1:] if "=" in word)
pathlib.Path({log!r}).write_text("\\n".join(sys.argv[1:]))
{act}
"""


@pytest.fixture
def browser(tmp_path: Path) -> Path:
    """Where the pretended browser is put."""
    return tmp_path / "bin" / "chromium"


def pretend(browser: Path, act: str) -> Mapping[str, str]:
    """Make a browser that acts like this; return the surroundings that name it."""
    browser.parent.mkdir(exist_ok=True)
    log = str(browser.with_name("log"))
    write_program(browser, SCRIPT.format(log=log, act=act))
    return {"CHROMIUM": str(browser)}


def gives(content: str) -> str:
    return f"pathlib.Path(told['print-to-pdf']).write_text({content!r})"


def printed(environment: Mapping[str, str], folder: Path, title: str = "T") -> bytes:
    printer = find_printer(environment)
    assert printer is not None
    return printer(b"<p>page</p>", title, folder, DAY)


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the browser is a script")


def test_a_pdf_is_of_the_day_of_its_figures(browser: Path, tmp_path: Path) -> None:
    found = printed(pretend(browser, gives(PDF)), tmp_path).decode()
    assert len(found) == len(PDF)
    assert found == PDF.replace("20991231235959", "20260910000000")


def test_the_browser_gets_a_page_and_a_profile_of_its_own_and_no_network(
    browser: Path, tmp_path: Path
) -> None:
    act = (
        "page = pathlib.Path(sys.argv[-1][7:])\n"
        f"assert page.read_text() == '<p>page</p>'\n"
        f"assert page.is_relative_to({str(tmp_path)!r})\n" + gives(PDF)
    )
    printed(pretend(browser, act), tmp_path)
    told = browser.with_name("log").read_text("utf-8").splitlines()
    assert "--no-pdf-header-footer" in told
    assert "--host-resolver-rules=MAP * ~NOTFOUND" in told
    assert any(word.startswith("--user-data-dir=") for word in told)
    # Nothing is left of it.
    assert [path.name for path in tmp_path.iterdir()] == ["bin"]


@pytest.mark.parametrize("title", ["T (a\\b)", "澄石 · 手册", "🎯"])
def test_the_title_tells_that_it_is_our_page(browser: Path, tmp_path: Path, title: str) -> None:
    plain = "(T \\(a\\\\b\\))"
    written = plain if title.isascii() else f"<FEFF{title.encode('utf-16-be').hex().upper()}>"
    environment = pretend(browser, gives(PDF.replace("(T)", written)))
    assert printed(environment, tmp_path, title).startswith(b"%PDF")


@pytest.mark.parametrize(
    "act",
    [
        "sys.exit(1)",
        gives(""),
        gives("<html>no PDF</html>"),
        gives(PDF[:-7]),
        gives(PDF.replace("(T)", "(File not found)")),
    ],
)
def test_what_is_no_whole_pdf_of_the_page_is_an_error(
    browser: Path, tmp_path: Path, act: str
) -> None:
    environment = pretend(browser, act)
    with pytest.raises(PrintError):
        printed(environment, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["bin"]


def test_a_browser_that_hangs_is_ended(
    browser: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_SECONDS", 0.2)
    environment = pretend(browser, "time.sleep(60)")
    with pytest.raises(PrintError, match="did not finish within"):
        printed(environment, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["bin"]


def test_a_browser_that_cannot_be_run_is_an_error(browser: Path, tmp_path: Path) -> None:
    environment = pretend(browser, "")
    browser.write_text("#!/no/such/interpreter\n", "utf-8")
    with pytest.raises(PrintError, match="cannot be run"):
        printed(environment, tmp_path)


def test_a_browser_is_found_by_its_name_and_the_variable_comes_first(
    browser: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda _: None)
    monkeypatch.setattr(pdf, "_PLACES", ())
    monkeypatch.setenv("PATH", str(browser.parent))
    assert find_printer({}) is None
    pretend(browser, "")
    assert find_printer({}) is not None
    assert find_printer({"CHROMIUM": "chromium"}) is not None
    # What is named and not there is not replaced by something else.
    assert find_printer({"CHROMIUM": "/no/such/browser"}) is None


def test_weasyprint_prints_where_there_is_no_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = ModuleType("weasyprint")
    asked: list[object] = []

    class Html:
        def __init__(self, *, string: str, base_url: None, url_fetcher: object) -> None:
            asked.extend((string, base_url, url_fetcher))

        def write_pdf(self, *, pdf_tags: bool) -> bytes:
            assert pdf_tags
            return PDF.encode()

    library.HTML = Html  # type: ignore[attr-defined]  # a stand-in
    monkeypatch.setitem(sys.modules, "weasyprint", library)
    monkeypatch.setattr(pdf, "find_spec", lambda _: object())
    monkeypatch.setattr(pdf, "_PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    assert b"D:20260910000000" in printed({}, tmp_path)
    assert asked[:2] == ["<p>page</p>", None]
    with pytest.raises(ValueError, match="example"):
        asked[2]("https://example.org/")  # type: ignore[operator]  # the fetcher
