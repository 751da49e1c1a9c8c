"""Diagnostics as orders to GitHub, which shows each on its line of a pull request.

GitHub shows so many of a step and drops the rest in silence. What it would drop stands in the log
as text, and the last order says how much that is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Severity
from planbook.diagnostics.render_concise import public_headline
from planbook.diagnostics.run import Run
from planbook.diagnostics.summary import counted_words
from planbook.diagnostics.terminal import safe

ANNOTATIONS: Final = 10
"""So many orders of a sort GitHub shows for a step; of a job, 50 in all."""

_ORDERS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.HINT: "notice",
}


def render_github(run: Run) -> str:
    """Return errors first, and files of the pull request first: orders, then what they leave out.

    Without diagnostics the text is empty; otherwise it ends with a line end.
    """
    by_severity: dict[Severity, list[Diagnostic]] = defaultdict(list)
    for found in run.by_weight():
        by_severity[found.severity].append(found)
    is_cut = any(len(found) > ANNOTATIONS for found in by_severity.values())
    shown, hidden = [], []
    for severity in Severity:
        # One of the notices says how much is hidden.
        room = ANNOTATIONS - (is_cut and severity is Severity.HINT)
        shown += by_severity[severity][:room]
        hidden += by_severity[severity][room:]
    lines = [_order(run, found) for found in shown]
    if hidden:
        lines += [public_headline(found, run.language) for found in hidden]
        lines.append(f"::notice title=planbook::{_escaped(_left_out(run, hidden))}")
    return "".join(f"{line}\n" for line in lines)


def _order(run: Run, found: Diagnostic) -> str:
    where = {"file": safe(run.path(found.path))}
    if found.span is not None:
        where |= {"line": str(found.span.line), "col": str(found.span.column)}
    where["title"] = found.code
    properties = ",".join(f"{name}={_property(value)}" for name, value in where.items())
    lines = (run.message(found), run.help(found), run.more_about(found.code))
    return (
        f"::{_ORDERS[found.severity]} {properties}::{_escaped(chr(10).join(filter(None, lines)))}"
    )


def _left_out(run: Run, hidden: list[Diagnostic]) -> str:
    words = counted_words(hidden)
    return run.say(
        {
            "en": f"GitHub shows no more annotations than these. Not shown on a line: "
            f"{words['en']}. The log of this step lists them, and so does the job's summary.",
            "zh": f"GitHub 能显示的标注到此为止。没有标在行上的还有 {words['zh']}，"
            "这一步的日志和任务摘要里都有。",
        }
    )


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
