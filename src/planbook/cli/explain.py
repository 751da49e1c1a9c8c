"""``planbook explain``: what a finding means, why it matters, and how it looks right and wrong."""

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
    zh="解释检查结果 CODE，即级别后面方括号里的词。不写 CODE 则列出全部。",
)
@click.argument("code", required=False, shell_complete=complete_codes)
@click.pass_obj
def explain_command(call: Invocation, code: str | None) -> None:
    """Explain the finding CODE, the word in brackets after its severity. Without CODE, list all."""
    codes = known_codes()
    if code is None:
        width = max(map(len, codes))
        for name, known in codes.items():
            write_lines(f"{name.ljust(width)}  {known.severity.value:7}  {call.words(known.what)}")
        return
    written = code.strip("[]`")
    if written not in codes:
        _fail_on_unknown(call, written, codes)
    write_text(f"{_explanation(call, codes[written])}\n")


def known_codes() -> Mapping[str, Code]:
    """Return every kind of finding, of all stages and rules, by name in alphabetical order."""
    from planbook.rules import ALL_CODES

    return dict(sorted(ALL_CODES.items()))


def _explanation(call: Invocation, code: Code) -> str:
    parts = [f"{code.name} ({code.severity.value})", call.words(code.what), call.words(code.why)]
    for heading, example in (
        ({"en": "Wrong:", "zh": "错误写法："}, code.bad),
        ({"en": "Right:", "zh": "正确写法："}, code.good),
    ):
        if example:
            parts.append(f"{call.words(heading)}\n\n{textwrap.indent(example.rstrip(), '    ')}")
    return "\n\n".join(part for part in parts if part)


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
