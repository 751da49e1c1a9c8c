"""What was measured, as a table in Markdown: every row beside its bar."""

from __future__ import annotations

import importlib.metadata
import platform
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec

from measuring import Spread
from planbook import __version__
from planbook.language import Text
from planbook.processes import processors

BEGIN: Final = "<!-- benchmarks: begin. `make bench BENCH_ARGUMENTS=--write-docs` writes this. -->"
END: Final = "<!-- benchmarks: end -->"


class SizeFigures(msgspec.Struct, frozen=True):
    """What was measured with a handbook of one size.

    ``files`` counts all that the site consists of, ``pages`` its HTML pages. ``seconds`` and
    ``processor`` go by kind of work, ``peaks`` are bytes.
    """

    goals: int
    documents: int
    files: int
    pages: int
    hugo_pages: int
    rendered_after_edit: int
    seconds: dict[str, Spread]
    processor: dict[str, float]
    peaks: dict[str, int]


class Figures(msgspec.Struct, frozen=True):
    """All that was measured; ``missing`` says in sentences what was not."""

    sizes: tuple[SizeFigures, ...]
    serve: dict[int, Spread]
    version: Spread
    click: Spread
    rounds: int
    versions: dict[str, str]
    machine: dict[str, str]
    missing: tuple[str, ...] = ()

    def save(self, path: Path) -> None:
        """Write all figures to ``path``."""
        path.write_bytes(msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n")


def load_figures(path: Path) -> Figures:
    """Return the figures that `Figures.save` wrote; raises OSError and msgspec's errors."""
    return msgspec.json.decode(path.read_bytes(), type=Figures)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table. ``met`` is None where there is nothing to compare with."""

    work: Text
    goals: int | None
    ours: str
    processor: str = ""
    theirs: str = ""
    ratio: str = ""
    bar: str = ""
    met: bool | None = None


def rows_of(figures: Figures) -> Iterator[Row]:
    """Yield the rows of the bars, in their order."""
    small, *_, large = figures.sizes
    middle = figures.sizes[len(figures.sizes) // 2]
    yield _build_row(middle, 3)
    yield _build_row(large, 1)
    for work, name, start, share in (
        ({"en": "nothing changed, new process", "zh": "没有改动，新进程"}, "unchanged", 0.35, 0.03),
        ({"en": "one goal edited, new process", "zh": "改一个目标，新进程"}, "edited", 0.5, 0.06),
    ):
        for size in (middle, large):
            yield _rebuild_row(work, size, name, start, share)
    for goals, spread in figures.serve.items():
        bar = 0.15 if goals == small.goals else 0.5
        yield Row(
            {"en": "`serve`: saved → shown", "zh": "`serve`：保存 → 显示"},
            goals,
            _time(spread),
            bar=f"≤ {bar * 1000:.0f} ms",
            met=spread.median <= bar,
        )
    for work, name, times in (
        ({"en": "`validate`, nothing kept", "zh": "`validate`，没有缓存"}, "validate", 25),
        (
            {"en": "`validate`, nothing changed", "zh": "`validate`，没有改动"},
            "validate unchanged",
            200,
        ),
    ):
        yield _validate_row(work, large, name, times)
    for work, name, most in (
        ({"en": "peak memory, cold build", "zh": "内存峰值，从头生成"}, "memory cold", 600),
        (
            {"en": "peak memory, nothing changed", "zh": "内存峰值，没有改动"},
            "memory unchanged",
            200,
        ),
    ):
        peak = large.peaks.get(name)
        if peak is not None:
            bar_met = peak <= most * 1_000_000
            yield Row(work, large.goals, f"{peak / 1e6:.0f} MB", bar=f"≤ {most} MB", met=bar_met)
    for work, name, most_times in (
        ({"en": "growth, cold build", "zh": "增长，从头生成"}, "cold", 10.5),
        ({"en": "growth, one goal edited", "zh": "增长，改一个目标"}, "edited", 2.0),
    ):
        ratio = large.seconds[name].median / small.seconds[name].median
        steps = f"{_count(small.goals)} → {_count(large.goals)}"
        yield Row(
            {tag: f"{words} ({steps})" for tag, words in work.items()},
            None,
            f"{_time(small.seconds[name])} → {_time(large.seconds[name])}",
            ratio=f"{ratio:.2f} ×",
            bar=f"≤ {most_times:g} ×",
            met=ratio <= most_times,
        )
    ratio = figures.version.median / figures.click.median
    yield Row(
        {"en": "`planbook --version`", "zh": "`planbook --version`"},
        None,
        _time(figures.version),
        theirs=f'`python -c "import click"` {_time(figures.click)}',
        ratio=f"{ratio:.2f} ×",
        bar="≤ 1.6 ×",
        met=ratio <= 1.6,
    )


def _build_row(size: SizeFigures, bar: float) -> Row:
    ours, theirs = size.seconds["cold"], size.seconds.get("hugo")
    row = Row(
        {"en": "cold build, an HTML page", "zh": "从头生成，每个 HTML 页面"},
        size.goals,
        f"{_a_page(ours, size.pages)}; {_count(size.pages)} → {_time(ours)}",
        _seconds(size.processor["cold"]),
        bar=f"≤ {bar:g} ×",
    )
    if theirs is None:
        return row
    ratio = (ours.median / size.pages) / (theirs.median / size.hugo_pages)
    told = f"Hugo {_a_page(theirs, size.hugo_pages)}; {_count(size.hugo_pages)} → {_time(theirs)}"
    return _compared(row, told, ratio, met=ratio <= bar)


def _rebuild_row(work: Text, size: SizeFigures, name: str, start: float, share: float) -> Row:
    ours, theirs = size.seconds[name], size.seconds.get("hugo")
    bar = f"≤ {start:g} s + {share:g} × Hugo"
    row = Row(work, size.goals, _time(ours), _seconds(size.processor[name]), bar=bar)
    if theirs is None:
        return row
    most = start + share * theirs.median
    return _compared(
        replace(row, bar=f"{bar} = {_seconds(most)}"),
        f"Hugo {_time(theirs)}",
        ours.median / theirs.median,
        met=ours.median <= most,
    )


def _validate_row(work: Text, size: SizeFigures, name: str, times: int) -> Row:
    ours, theirs = size.seconds[name], size.seconds.get("check-jsonschema")
    row = Row(work, size.goals, _time(ours), _seconds(size.processor[name]), bar=f"≥ {times} ×")
    if theirs is None:
        return row
    ratio = theirs.median / ours.median
    return _compared(row, f"check-jsonschema {_time(theirs)}", ratio, met=ratio >= times)


def _compared(row: Row, theirs: str, ratio: float, *, met: bool) -> Row:
    return replace(row, theirs=theirs, ratio=f"{ratio:.2f} ×", met=met)


def table_of(figures: Figures, language: str, *, has_bars: bool = True) -> str:
    """Return the rows as a table in Markdown. Without bars nothing is said to be met or missed."""
    heads = {
        "en": ("work", "goals", "planbook", "processor", "peer", "ratio", "bar", "result"),
        "zh": ("工作", "目标数", "planbook", "处理器时间", "对照", "比值", "标准", "结果"),
    }[language]
    results = {
        "en": {True: "met", False: "**missed**", None: "not compared"},
        "zh": {True: "达到", False: "**未达到**", None: "未比较"},
    }[language]
    shown = heads if has_bars else heads[:-2]
    rights = ("---:" if head in (heads[1], heads[3], heads[5]) else "---" for head in shown)
    lines = [f"| {' | '.join(shown)} |", f"|{'|'.join(rights)}|"]
    for row in rows_of(figures):
        cells: tuple[str, ...] = (
            row.work[language],
            "" if row.goals is None else _count(row.goals),
            row.ours,
            row.processor,
            row.theirs,
            row.ratio,
            row.bar,
            results[row.met],
        )
        lines.append(f"| {' | '.join(cells[: len(shown)])} |")
    return "\n".join(lines)


def report_of(figures: Figures, language: str, *, has_bars: bool = True) -> str:
    """Return the table, what it was measured with, and how large the handbooks were."""
    sizes = [
        (
            f"| {_count(size.goals)} | {_count(size.documents)} | {_count(size.files)} "
            f"| {_count(size.pages)} | {_count(size.hugo_pages)} "
            f"| {_count(size.rendered_after_edit)} |"
        )
        for size in figures.sizes
    ]
    heads = {
        "en": "| goals | documents | files of the site | HTML pages | Hugo's pages |"
        " rendered after one edit |",
        "zh": "| 目标数 | 文档数 | 网站文件数 | HTML 页面 | Hugo 页面 | 改一个目标后重新渲染 |",
    }[language]
    words = {
        "en": f"Medians of {figures.rounds} runs in turn, the least and the most in brackets.",
        "zh": f"各程序轮流运行 {figures.rounds} 次，取中位数，括号里是最小值和最大值。",
    }[language]
    told = {**figures.machine, **figures.versions}
    facts = ", ".join(f"{name} {value}" for name, value in told.items())
    return "\n\n".join(
        (
            f"{words}",
            table_of(figures, language, has_bars=has_bars),
            "\n".join((heads, "|---:|---:|---:|---:|---:|---:|", *sizes)),
            f"{facts}.",
            *figures.missing,
        )
    )


def print_report(figures: Figures, *, has_bars: bool) -> None:
    """Print the report in English."""
    print(report_of(figures, "en", has_bars=has_bars))


def write_pages(figures: Figures, docs: Path) -> None:
    """Put the report into the pages about performance, between the marks in them."""
    for language, name in (("en", "performance.md"), ("zh", "performance.zh.md")):
        page = docs / name
        page.write_text(with_report(page.read_text("utf-8"), figures, language), "utf-8")


def with_report(page: str, figures: Figures, language: str) -> str:
    """Return ``page`` with the report between its marks in place of what is there."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page lacks the marks between which the report stands")
    return f"{before}{begin}\n\n{report_of(figures, language)}\n\n{end}{after}"


def machine() -> dict[str, str]:
    """Return what the runs took place on."""
    return {
        "processors": f"{processors()} ({_processor()})",
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
    }


def versions() -> dict[str, str]:
    """Return the versions of what is measured here."""
    commit = ""
    with suppress(OSError, subprocess.CalledProcessError):
        call = ["git", "-C", str(Path(__file__).parent), "describe", "--always", "--dirty"]
        commit = subprocess.run(call, check=True, capture_output=True, text=True).stdout.strip()
    return {
        "Python": platform.python_version(),
        "planbook": f"{__version__}{f' ({commit})' if commit else ''}",
        **{name: importlib.metadata.version(name) for name in ("click", "Jinja2", "msgspec")},
    }


def _processor() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _time(spread: Spread) -> str:
    """Return a spread of seconds with a unit that fits it."""
    factor, unit, digits = _unit(spread.median)
    least, most = spread.least * factor, spread.most * factor
    return f"{spread.median * factor:.{digits}f} {unit} ({least:.{digits}f}–{most:.{digits}f})"


def _seconds(seconds: float) -> str:
    factor, unit, digits = _unit(seconds)
    return f"{seconds * factor:.{digits}f} {unit}"


def _unit(seconds: float) -> tuple[int, str, int]:
    if seconds < 1:
        return 1000, "ms", 0
    return 1, "s", 2 if seconds < 10 else 1


def _a_page(spread: Spread, pages: int) -> str:
    return f"{spread.median / pages * 1000:.2f} ms"


def _count(number: int) -> str:
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")
