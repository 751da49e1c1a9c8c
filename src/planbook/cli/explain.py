"""``planbook explain``: what a finding means, why it matters, how it looks right and wrong, how
grave it is in this project and how to allow it.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

from planbook.cli.completing import complete_codes
from planbook.cli.invocation import Invocation
from planbook.cli.localized_click import Command
from planbook.cli.writing import write_lines, write_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planbook.diagnostics.finding import Code


@click.command(
    "explain",
    cls=Command,
    short_help="Explain a finding: what, why, and an example.",
    short_zh="解释一条检查结果：是什么、为什么、例子。",
    zh="解释检查结果 CODE，即级别后面方括号里的词。不写 CODE 则按主题列出全部。",
)
@click.argument("code", required=False, shell_complete=complete_codes)
@click.pass_obj
def explain_command(call: Invocation, code: str | None) -> None:
    """Explain the finding CODE, the word in brackets after its severity. Without CODE, list all by
    subject.
    """
    codes = known_codes()
    if code is None:
        _list(call, codes)
        return
    written = code.strip("[]`")
    if written not in codes:
        _fail_on_unknown(call, written, codes)
    write_text(f"{_explanation(call, codes[written])}\n")


def known_codes() -> Mapping[str, Code]:
    """Return every kind of finding, of all stages and rules, by name in alphabetical order."""
    from planbook.rules import ALL_CODES

    return dict(sorted(ALL_CODES.items()))


def _list(call: Invocation, codes: Mapping[str, Code]) -> None:
    from planbook.diagnostics.subjects import codes_by_subject

    width = max(map(len, codes))
    for number, (subject, found) in enumerate(codes_by_subject(codes.values()).items()):
        write_lines(*([""] if number else []), f"# {call.words(subject.title)}")
        for code in found:
            line = f"{code.name.ljust(width)}  {code.severity.value:7}  {call.words(code.what)}"
            write_lines(line)


def _explanation(call: Invocation, code: Code) -> str:
    parts = [f"{code.name} ({code.severity.value})", call.words(code.what), call.words(code.why)]
    for heading, example in (
        ({"en": "Wrong:", "zh": "错误写法："}, code.bad),
        ({"en": "Right:", "zh": "正确写法："}, code.good),
    ):
        if example:
            parts.append(f"{call.words(heading)}\n\n{textwrap.indent(example.rstrip(), '    ')}")
    parts += [_severity_here(call, code), _how_to_allow(call, code), _page(call, code)]
    return "\n\n".join(part for part in parts if part)


def _severity_here(call: Invocation, code: Code) -> str:
    """Return how the project that was called in rates ``code``; empty outside of one."""
    from planbook.diagnostics.finding import Severity
    from planbook.diagnostics.severities import Rating
    from planbook.reading.project import ratings_of, read_project
    from planbook.reading.project_folder import find_project

    root = find_project(call.directory.absolute())
    project = read_project(root).value.project if root is not None else None
    if project is None:
        return ""
    is_fixed = code.severity is Severity.ERROR
    rating = Rating() if is_fixed else ratings_of(project.settings).get(code.name, Rating())
    levels = [rating.severity or code.severity.value]
    levels += [f"{glob}: {level}" for glob, level in rating.paths.items()]
    told = {"en": "; ".join(levels), "zh": "；".join(levels)}
    return call.words({"en": f"In this project: {told['en']}", "zh": f"在这个项目里：{told['zh']}"})


def _how_to_allow(call: Invocation, code: Code) -> str:
    if code.scope != "content":
        return ""
    return call.words(
        {
            "en": f"To allow it in one place, on the line or above it:\n\n"
            f"    # planbook: allow[{code.name}] the reason",
            "zh": f"只允许一处时，写在这一行或上一行：\n\n    # planbook: allow[{code.name}] 原因",
        }
    )


def _page(call: Invocation, code: Code) -> str:
    """Return where the page about ``code`` is; empty where nobody else could open it."""
    from planbook.cli.pages_of_rules import address_for_all

    address = address_for_all(call)(code.name)
    if address is None:
        return ""
    return call.words({"en": f"More, with examples: {address}", "zh": f"更多例子：{address}"})


def _fail_on_unknown(call: Invocation, written: str, codes: Mapping[str, Code]) -> None:
    from planbook.diagnostics.suggestions import closest

    near = closest(written, codes)
    call.fail(
        {
            "en": f"there is no finding `{written}`; "
            + (f"did you mean `{near}`? " if near else "")
            + "`planbook explain` lists them all",
            "zh": f"没有 `{written}` 这个代码；"
            + (f"您是想写 `{near}` 吗？" if near else "")
            + "`planbook explain` 列出全部代码",
        }
    )
