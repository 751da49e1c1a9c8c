"""Make docs/reference/, a page for each kind of document and one for SMART, and docs/rules/.

The pages are made from the schemas, the examples beside them, the catalogue of findings, the cases
of tests/rules/ and the rubric of the SMART score, and a test fails where they are out of date. Run
by ``make docs``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from planbook.cli.explain import known_codes
from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.subjects import codes_by_subject, subject_of
from planbook.language import words_in
from planbook.linting import lint_handbook
from planbook.model.field import Field, Kind
from planbook.model.handbook import index_handbook
from planbook.model.rubric import Earning, RubricCheck
from planbook.quantities import plain
from planbook.reading.documents import parse_documents
from planbook.reading.locations import locate_findings
from planbook.reading.resources import builtin_schemas
from planbook.reading.rubric import builtin_rubric
from planbook.reading.schemas import compile_file_schema, compile_kinds, load_builtin_schemas
from planbook.reading.sources import Source, Sources
from planbook.reading.validation import validate_documents
from planbook.rules import RULES

# The cases of tests/rules/ are of the project that the tests make.
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from builders.handbooks import SETTINGS, builtin_kinds

HERE: Final = Path(__file__).parent
RULE_CASES: Final = HERE.parent / "tests" / "rules"
AS_OF: Final = date(2026, 9, 10)
"""The day of the cases of tests/rules/."""

LANGUAGES: Final = ("en", "zh")

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "index": {"en": "Reference", "zh": "参考"},
    "index-intro": {
        "en": "The kinds of document, one page each. These pages are made from the schemas "
        "(`make docs`); an editor with YAML support shows the same words while you type.",
        "zh": "文档类型，每种一页。这些页面由结构定义生成（`make docs`）；支持 YAML 的编辑器"
        "在输入时显示同样的说明。",
    },
    "other": {"en": "Other files", "zh": "其他文件"},
    "findings": {"en": "Findings", "zh": "检查结果"},
    "findings-intro": {
        "en": "Everything that planbook can find, by subject. `planbook explain CODE` says the "
        "same. [Severities](../severities.md) can be changed.",
        "zh": "planbook 能发现的全部问题，按主题排列。`planbook explain 代码` 显示同样的内容。"
        "[级别](../../severities.zh.md)可以更改。",
    },
    "error": {"en": "error", "zh": "错误"},
    "warning": {"en": "warning", "zh": "警告"},
    "hint": {"en": "hint", "zh": "提示"},
    "allow": {"en": "To allow it", "zh": "允许例外"},
    "finding-allowed": {
        "en": "In one place: on the line or above it, `# planbook: allow[{code}]` and the reason.",
        "zh": "只允许一处：在这一行或上一行写 `# planbook: allow[{code}]`，后面写明原因。",
    },
    "finding-severity": {
        "en": "In the whole project, or in some folders: `rules: {{{code}: off}}` in "
        "`planbook.yaml` switches it off; `error`, `warning` and `hint` change its severity.",
        "zh": "整个项目或部分文件夹：在 `planbook.yaml` 里写 `rules: {{{code}: off}}` 可以关闭"
        "这项检查；写 `error`、`warning` 或 `hint` 则改变级别。",
    },
    "finding-fixed": {
        "en": "Its severity cannot be changed.",
        "zh": "级别不能更改。",
    },
    "finding-stops": {
        "en": "`planbook validate` keeps quiet about it then; `planbook build` still stops there.",
        "zh": "这样 `planbook validate` 不再报告它，但 `planbook build` 仍会停下。",
    },
    "found": {"en": "A case that is found", "zh": "会发现的例子"},
    "not-found": {"en": "A case that is fine", "zh": "没有问题的例子"},
    "here": {"en": "# ← here", "zh": "# ← 这里"},
    "all-findings": {"en": "[All findings](index.md)", "zh": "[全部检查结果](index.md)"},
    "smart": {"en": "The SMART score", "zh": "SMART 得分"},
    "smart-intro": {
        "en": "How a goal is written, 0 to 100: five letters, 20 points each unless a project "
        "weighs them otherwise, each the sum of small checks. A check earns all, half or none of "
        "its points, says what it saw, and says what would earn the rest. The score never judges "
        "how a goal goes, and fails a build only "
        "where `scoring.smart.floor` of `planbook.yaml` says so. `planbook score` prints it with "
        "the line of each check.",
        "zh": "目标写得怎么样，0 到 100 分：五个字母各 20 分（项目可另定），由若干检查项相加。"
        "每项得全部、一半或零分，说明看到了什么，以及怎样写才能得满分。得分不评价目标进展如何，"
        "只有 `planbook.yaml` "
        "的 `scoring.smart.floor` 设了最低分时才会让构建失败。`planbook score` 列出每项在哪一行。",
    },
    "smart-bands": {
        "en": "From 85 a goal is ready, from 70 it needs minor edits, below that it is to be "
        "rewritten; `scoring.smart` of `planbook.yaml` sets the bands and how far a target may "
        "stretch.",
        "zh": "85 分以上为写好了，70 分以上小改即可，再低就要重写；界限和挑战幅度在 "
        "`planbook.yaml` 的 `scoring.smart` 里设置。",
    },
    "smart-own": {
        "en": "To weigh the checks anew, write what you change into `schemas/smart.rubric.yaml` of "
        "your project, by the names of [smart.rubric.yaml](../../schemas/smart.rubric.yaml); the "
        "rest stays as it is. `points` of all checks make 100, and 0 turns a check off; or say "
        "under `weights` what each letter is worth. What each case earns, its sentences and the "
        "lists of words can be changed in the same way.",
        "zh": "要调整权重，在项目的 `schemas/smart.rubric.yaml` 里按 "
        "[smart.rubric.yaml](../../../schemas/smart.rubric.yaml) 的名称只写要改的部分，其余不变。"
        "所有检查项的 `points` 合计 100，0 分表示不看这一项；"
        "也可以用 `weights` 写明每个字母占多少分。"
        "各种情形得多少分、说什么话，以及词表，也可以这样改。",
    },
    "points": {"en": "points", "zh": "分"},
    "good": {"en": "Good", "zh": "好的例子"},
    "bad": {"en": "Bad", "zh": "不好的例子"},
    "cases": {
        "en": "| earns | what it sees | what to write instead |",
        "zh": "| 得分 | 看到什么 | 怎样改 |",
    },
    "full": {"en": "all", "zh": "全部"},
    "half": {"en": "half", "zh": "一半"},
    "none": {"en": "none", "zh": "零分"},
    "fields": {"en": "Fields", "zh": "字段"},
    "columns": {
        "en": "| field | what it is | type | required | who sees it |",
        "zh": "| 字段 | 含义 | 类型 | 必填 | 谁能看到 |",
    },
    "yes": {"en": "yes", "zh": "是"},
    "example": {"en": "A full example", "zh": "完整示例"},
    "practices": {"en": "Practices", "zh": "管理实践"},
    "address": {"en": "Address", "zh": "网址"},
    "audience": {"en": "Seen by, unless it says otherwise", "zh": "默认可见范围"},
    "team": {"en": "the team", "zh": "团队"},
    "private": {"en": "those it is about and those above them", "zh": "当事人和他们的上级"},
    "public": {"en": "everybody", "zh": "所有人"},
    "values": {"en": "one of", "zh": "可选值"},
    "list": {"en": "list of", "zh": "列表："},
    "or-text": {"en": ", or a text", "zh": "，或一段文字"},
    "wrong": {"en": "Wrong", "zh": "错误写法"},
    "right": {"en": "Right", "zh": "正确写法"},
    "separator": {"en": ": ", "zh": "："},
    "stop": {"en": ". ", "zh": "。"},
    "also": {"en": "; ", "zh": " "},
    "comma": {"en": ", ", "zh": "、"},
}

_TYPES: Final[Mapping[str, Mapping[str, str]]] = {
    "text": {"en": "text", "zh": "文字"},
    "string": {"en": "word", "zh": "词"},
    "date": {"en": "date", "zh": "日期"},
    "datetime": {"en": "date and time", "zh": "日期和时间"},
    "period": {"en": "period", "zh": "周期"},
    "reference": {"en": "id", "zh": "id"},
    "number": {"en": "number", "zh": "数字"},
    "integer": {"en": "whole number", "zh": "整数"},
    "boolean": {"en": "true or false", "zh": "true 或 false"},
    "scalar": {"en": "number, or true or false", "zh": "数字，或 true、false"},
    "done": {"en": "date, or true or false", "zh": "日期，或 true、false"},
    "list": {"en": "list", "zh": "列表"},
    "mapping": {"en": "group of fields", "zh": "一组字段"},
    "free": {"en": "anything", "zh": "任意内容"},
}


def reference_pages() -> dict[str, str]:
    """Return the text of every page of docs/reference/ by its path there."""
    schemas = load_builtin_schemas()
    kinds = compile_kinds(schemas).value
    files = {name: compile_file_schema(schemas, name) for name in ("planbook", "theme")}
    pages: dict[str, str] = {}
    for language in LANGUAGES:
        folder = "" if language == "en" else f"{language}/"
        for name, kind in (*kinds.items(), *files.items()):
            is_file = name in files
            pages[f"{folder}{name}.md"] = "\n".join(_kind_page(kind, language, is_file=is_file))
        pages[f"{folder}index.md"] = "\n".join(_index_page(kinds, files, language))
        pages[f"{folder}smart.md"] = "\n".join(_smart_page(language))
    return pages


def _kind_page(kind: Kind, language: str, *, is_file: bool) -> Iterator[str]:
    name = f"{kind.name}.yaml" if is_file else kind.name
    yield f"# {words_in(kind.title, (language, 'en'))} (`{name}`)"
    yield ""
    yield words_in(kind.field.description, (language, "en"))
    yield ""
    if not is_file:
        yield f"- {_say('address', language)}{_say('separator', language)}`/{kind.plural}/`"
        seen = _say(kind.default_audience, language) + "".join(
            f"{_say('comma', language)}`{name}: {value}`{_say('separator', language)}"
            f"{_say(audience, language)}"
            for name, below in kind.field.properties.items()
            for value, audience in below.audiences.items()
        )
        yield f"- {_say('audience', language)}{_say('separator', language)}{seen}"
        practices = _say("comma", language).join(f"`{each}`" for each in kind.practices)
        if practices:
            yield f"- {_say('practices', language)}{_say('separator', language)}{practices}"
        yield ""
    yield f"## {_say('fields', language)}"
    yield ""
    yield _say("columns", language)
    yield "|---|---|---|---|---|"
    yield from _rows(kind.field, language)
    yield ""
    example = _example(kind.name)
    if example is not None:
        path, text = example
        yield f"## {_say('example', language)}"
        yield ""
        yield f"```{'markdown' if path.suffix == '.md' else 'yaml'}"
        yield text.rstrip()
        yield "```"
        yield ""


def _rows(field: Field, language: str, above: str = "") -> Iterator[str]:
    for name, below in field.properties.items():
        path = f"{above}{name}"
        cells = [
            f"`{path}`",
            _described(below, language),
            _type(below, language),
            _say("yes", language) if name in field.required else "",
            _say(below.audience, language) if below.audience else "",
        ]
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
        inside = below.element if below.type == "list" and below.element else below
        if inside.type == "mapping":
            yield from _rows(inside, language, f"{path}[]." if inside is not below else f"{path}.")


def _described(field: Field, language: str) -> str:
    title = words_in(field.title, (language, "en"))
    description = words_in(field.description, (language, "en"))
    words = f"**{title}**{_say('stop', language)}{description}" if title else description
    options = _say("also", language).join(
        f"`{option}`{_say('separator', language)}{words_in(words, (language, 'en'))}"
        for option, words in zip(field.options, field.option_words, strict=False)
    )
    return " ".join(part for part in (words, options) if part).replace("\n", " ")


def _type(field: Field, language: str) -> str:
    if field.type == "list" and field.element:
        listed = f"{_say('list', language)}{' ' * (language == 'en')}"
        return _or_short(field, f"{listed}{_type(field.element, language)}", language)
    if field.options:
        joined = _say("comma", language).join(f"`{option}`" for option in field.options)
        return f"{_say('values', language)}{_say('separator', language)}{joined}"
    named = _TYPES[field.type][language]
    if field.markdown:
        named += " (Markdown)"
    if field.short_for:
        return _or_short(field, named, language)
    if field.refs:
        named += f" → {_say('comma', language).join(field.refs)}"
    return named


def _or_short(field: Field, named: str, language: str) -> str:
    """Return the type of a value, with the short form that it has."""
    return f"{named}{_say('or-text', language)}" if field.short_for else named


def _example(kind: str) -> tuple[Path, str] | None:
    for ending in (".yaml", ".md"):
        path = builtin_schemas() / "examples" / f"{kind}{ending}"
        if path.exists():
            return path, path.read_text("utf-8")
    return None


def _index_page(
    kinds: Mapping[str, Kind], files: Mapping[str, Kind], language: str
) -> Iterator[str]:
    yield f"# {_say('index', language)}"
    yield ""
    yield _say("index-intro", language)
    yield ""
    for kind in kinds.values():
        yield _index_line(kind, kind.name, language)
    yield ""
    yield f"## {_say('other', language)}"
    yield ""
    for kind in files.values():
        yield _index_line(kind, f"{kind.name}.yaml", language)
    rules = "../rules/index.md" if language == "en" else f"../../rules/{language}/index.md"
    yield f"- [{_say('findings', language)}]({rules})"
    yield f"- [{_say('smart', language)}](smart.md)"
    yield ""


def _index_line(kind: Kind, shown: str, language: str) -> str:
    title = words_in(kind.title, (language, "en"))
    description = words_in(kind.field.description, (language, "en"))
    return f"- [{title}]({kind.name}.md) (`{shown}`){_say('separator', language)}{description}"


def rule_pages() -> dict[str, str]:
    """Return the text of every page of docs/rules/ by its path there."""
    codes = known_codes()
    examples = {name: _examples_of(name) for name in codes}
    pages: dict[str, str] = {}
    for language in LANGUAGES:
        folder = "" if language == "en" else f"{language}/"
        pages[f"{folder}index.md"] = "\n".join(_rules_index(codes, language))
        for name, code in codes.items():
            page = _rule_page(code, examples[name], language)
            pages[f"{folder}{name}.md"] = "\n".join(page)
    return pages


def _rules_index(codes: Mapping[str, Code], language: str) -> Iterator[str]:
    grouped = codes_by_subject(codes.values())
    yield f"# {_say('findings', language)}"
    yield ""
    yield _say("findings-intro", language)
    yield ""
    links = (f"[{subject.title[language]}](#{subject.name})" for subject in grouped)
    yield " · ".join(links)
    for subject, found in grouped.items():
        yield ""
        # Headings in two languages would have two addresses.
        yield f'<a id="{subject.name}"></a>'
        yield ""
        yield f"## {subject.title[language]}"
        yield ""
        for code in found:
            what = words_in(code.what, (language, "en"))
            severity = _say(code.severity.value, language)
            linked = f"[{code.name}]({code.name}.md)"
            yield f"- {linked} *({severity})*{_say('separator', language)}{what}"
    yield ""


@dataclass(frozen=True, slots=True)
class _Example:
    """A case of tests/rules/: its text, and the lines that the rule points at."""

    text: str
    lines: tuple[int, ...] = ()

    def marked(self, language: str) -> str:
        """Return the text with a sign at the lines that the rule points at."""
        return "\n".join(
            f"{line}  {_say('here', language)}" if number in self.lines else line
            for number, line in enumerate(self.text.rstrip().split("\n"), 1)
        )


def _examples_of(code: str) -> tuple[_Example | None, _Example | None]:
    """Return a case that the rule ``code`` finds and one that it leaves alone: the shortest."""
    return _shortest(code, "bad"), _shortest(code, "good")


def _shortest(code: str, verdict: str) -> _Example | None:
    cases = sorted((RULE_CASES / code / verdict).glob("*.yaml"))
    if not cases:
        return None
    examples = [
        _Example(path.read_text("utf-8"), _lines_found(path, code) if verdict == "bad" else ())
        for path in cases
    ]
    # Some cases are there to show that another rule has said enough.
    return min(examples, key=lambda example: (not example.lines, len(example.text)))


def _lines_found(path: Path, code: str) -> tuple[int, ...]:
    """Return the lines of a case that the rule ``code`` points at."""
    kinds = builtin_kinds()
    source = Source(f"content/{path.name}", path.read_text("utf-8"))
    sources = Sources(documents=(source,))
    valid = validate_documents(parse_documents(sources, SETTINGS).value, kinds, SETTINGS)
    handbook = index_handbook(valid.value.documents, kinds, SETTINGS)
    findings = lint_handbook(handbook, RULES, AS_OF).findings
    located = locate_findings(
        (finding for finding in findings if finding.code.name == code), sources
    )
    return tuple(found.span.line for found in located if found.span is not None)


def _rule_page(
    code: Code, examples: tuple[_Example | None, _Example | None], language: str
) -> Iterator[str]:
    yield f"# {code.name}"
    yield ""
    severity = _say(code.severity.value, language)
    what = words_in(code.what, (language, "en"))
    yield f"*{severity}*{_say('stop', language)}{what}"
    why = words_in(code.why, (language, "en"))
    if why:
        yield ""
        yield why
    bad, good = examples
    for heading, text in (
        ("wrong", code.bad),
        ("right", code.good),
        ("found", bad.marked(language) if bad else ""),
        ("not-found", good.marked(language) if good else ""),
    ):
        if text:
            yield ""
            yield f"## {_say(heading, language)}"
            yield ""
            yield "```yaml"
            yield text.rstrip()
            yield "```"
    yield ""
    yield f"## {_say('allow', language)}"
    yield ""
    is_judged = any(rule.code is code for rule in RULES)
    if code.scope == "content":
        stops = not is_judged and code.severity is Severity.ERROR
        parts = ["finding-allowed", *(["finding-stops"] if stops else [])]
        yield (" " if language == "en" else "").join(
            _say(part, language).format(code=code.name) for part in parts
        )
        yield ""
    is_fixed = code.scope != "content" or code.severity is Severity.ERROR
    yield _say("finding-fixed" if is_fixed else "finding-severity", language).format(code=code.name)
    yield ""
    subject = subject_of(code.name)
    yield f"[{subject.title[language]}](index.md#{subject.name}) · {_say('all-findings', language)}"
    yield ""


def _smart_page(language: str) -> Iterator[str]:
    rubric = builtin_rubric()
    yield f"# {_say('smart', language)}"
    for part in ("smart-intro", "smart-bands", "smart-own"):
        yield ""
        yield _say(part, language)
    for letter, title in rubric.letters.items():
        yield ""
        yield f"## {letter}{_say('separator', language)}{words_in(title, (language, 'en'))}"
        for id_, check in rubric.checks.items():
            if check.letter == letter:
                yield from _smart_check(id_, check, language)
    yield ""


def _smart_check(id_: str, check: RubricCheck, language: str) -> Iterator[str]:
    preferred = (language, "en")
    yield ""
    yield f"### {words_in(check.name, preferred)} (`{id_}`)"
    yield ""
    worth = f"{plain(check.points)} {_say('points', language)}"
    yield f"*{worth}*{_say('stop', language)}{words_in(check.looks_at, preferred)}"
    yield ""
    for word, example in (("good", check.good), ("bad", check.bad)):
        said = words_in(example, preferred)
        yield f"- {_say(word, language)}{_say('separator', language)}{said}"
    if check.limits:
        limits = _say("comma", language).join(
            f"`{name}: {plain(limit)}`" for name, limit in check.limits.items()
        )
        yield f"- `limits`{_say('separator', language)}{limits}"
    yield ""
    yield _say("cases", language)
    yield "|---|---|---|"
    order: tuple[Earning, ...] = ("full", "half", "none")
    for earning in order:
        for case in check.cases.values():
            if case.earns == earning:
                saw, suggest = words_in(case.saw, preferred), words_in(case.suggest, preferred)
                yield f"| {_say(earning, language)} | {saw} | {suggest} |"


def _say(word: str, language: str) -> str:
    return _WORDS[word][language]


def main() -> None:
    """Write the pages, and remove those of kinds and findings that are no more."""
    for name, pages in (("reference", reference_pages()), ("rules", rule_pages())):
        folder = HERE / name
        for path, text in pages.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8", newline="\n")
        for stray in folder.rglob("*.md"):
            if stray.relative_to(folder).as_posix() not in pages:
                stray.unlink()
        print(f"{len(pages)} pages in docs/{name}/")


if __name__ == "__main__":
    main()
