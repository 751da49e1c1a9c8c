"""Codes of values that do not fit their schema: of documents, of planbook.yaml, of theme.yaml.

The three are checked by one mechanism and speak the same words; only the codes' names, and
whether the content or the project is at fault, differ.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.language import Text

_WRITE: Final = ((Edit("write", "{write}"),),)

_MISSING: Final = Code(
    name="schema-missing-property",
    names_only=True,
    severity=Severity.ERROR,
    message={"en": "`{name}` is missing{where}", "zh": "{where}缺少 `{name}`"},
    help={"en": "add it, for example `{example}`", "zh": "请补上，例如 `{example}`"},
    variants={
        "several": (
            {"en": "{name} are missing{where}", "zh": "{where}缺少 {name}"},
            {"en": "add them, for example {example}", "zh": "请补上，例如 {example}"},
        ),
        "either": (
            {"en": "{choices} is missing{where}", "zh": "{where}缺少 {choices}"},
            {
                "en": "add one of them, for example {example}",
                "zh": "请补上其中一个，例如 {example}",
            },
        ),
        "or-both": (
            {
                "en": "{choices} or both are missing{where}",
                "zh": "{where}缺少 {choices}（可以两个都写）",
            },
            {
                "en": "add the one that you mean, or both: for example {example}",
                "zh": "请补上您需要的，也可以两个都写：例如 {example}",
            },
        ),
        "empty": (
            {"en": "{label} is empty", "zh": "{label}是空的"},
            {
                "en": "write {expected} there, or delete the line if it is not needed",
                "zh": "请填写{expected}；如果不需要，就删掉这一行",
            },
        ),
        "needed-empty": (
            {"en": "{label} is empty, and it is needed", "zh": "{label}是空的，而它是必填的"},
            {"en": "for example `{example}`", "zh": "例如 `{example}`"},
        ),
        "kind": (
            {
                "en": "`kind` is missing: what is this document?",
                "zh": "缺少 `kind`：这是一份什么文档？",
            },
            {
                "en": "begin with, for example, `kind: {example}`. Allowed: {allowed}",
                "zh": "请在开头写明，例如 `kind: {example}`。可用：{allowed}",
            },
        ),
    },
    fixes={"needed-empty": ((Edit("write", "{value}"),),)},
    what={
        "en": "Something that every document of this kind must say is not there, or is empty. "
        "In a draft this is only a hint.",
        "zh": "这种文档必须写明的内容没有写，或者是空的。在草稿里这只是提示。",
    },
    why={
        "en": "A goal without an owner or a due date is a wish. The required fields are those "
        "without which nobody could act on the document or follow it up.",
        "zh": "没有负责人或截止日期的目标只是愿望。必填字段都是缺了就无法执行、无法跟进的内容。",
    },
    bad="kind: goal\ntitle: Grow east sales\n# whose goal is it, and for when?\n",
    good="kind: goal\ntitle: Grow east sales\nowner: chen-rui\nperiod: 2026-Q3\n",
)

_UNKNOWN: Final = Code(
    name="schema-unknown-property",
    severity=Severity.ERROR,
    message={"en": "`{name}` is not a property of {parent}", "zh": "`{name}` 不是{parent}的字段"},
    help={"en": "{hint}Allowed: {allowed}", "zh": "{hint}可用：{allowed}"},
    variants={
        "colon": (
            {
                "en": "`{name}` has no space after its colon, so it is a key without a value",
                "zh": "`{name}` 的冒号后面没有空格，因此成了没有值的字段",
            },
            {
                "en": "write `{now}: {value}`, with a space",
                "zh": "请写成 `{now}: {value}`，冒号后加空格",
            },
        ),
        "elsewhere": (
            {
                "en": "`{name}` is not a property of {parent}",
                "zh": "`{name}` 不是{parent}的字段",
            },
            {
                "en": "it belongs under {home}. Allowed here: {allowed}",
                "zh": "它应写在{home}。这里可用：{allowed}",
            },
        ),
        "called-elsewhere": (
            {
                "en": "`{name}` is not a property of {parent}",
                "zh": "`{name}` 不是{parent}的字段",
            },
            {
                "en": "did you mean `{now}`? It belongs under {home}. Allowed here: {allowed}",
                "zh": "您是想写 `{now}` 吗？它应写在{home}。这里可用：{allowed}",
            },
        ),
        "twice": (
            {
                "en": "`{name}` is not a property of {parent}",
                "zh": "`{name}` 不是{parent}的字段",
            },
            {
                "en": "did you mean `{now}`? It is there already: delete one of the two. "
                "Allowed: {allowed}",
                "zh": "您是想写 `{now}` 吗？它已经写了：请删掉其中一个。可用：{allowed}",
            },
        ),
        "renamed": (
            {
                "en": "`{name}` in {parent} is now called `{now}`",
                "zh": "{parent}里的 `{name}` 现在叫 `{now}`",
            },
            {
                "en": "write `{now}` in place of `{name}`; what it says can stay",
                "zh": "请把 `{name}` 改成 `{now}`，内容不变",
            },
        ),
        "not-now": (
            {"en": "`{name}` is not allowed here", "zh": "这里不能写 `{name}`"},
            {"en": "delete it", "zh": "请删掉它"},
        ),
        "name": (
            {
                "en": "`{name}` cannot be a name in {parent}",
                "zh": "`{name}` 不能用作{parent}里的名称",
            },
            {"en": "{advice}", "zh": "{advice}"},
        ),
        "name-unlike-id": (
            {
                "en": "`{name}` cannot be a name in {parent}",
                "zh": "`{name}` 不能用作{parent}里的名称",
            },
            {"en": "write the id that is meant: {form}", "zh": "请写所指的 id：{form}"},
        ),
        "language": (
            {
                "en": "`{name}` is not a language: {parent} is words, or words by language",
                "zh": "`{name}` 不是语言代码：{parent}应是一段文字，或按语言分写的文字",
            },
            {
                "en": "{hint}write the words alone, or under a language tag such as {languages}",
                "zh": "{hint}请直接写文字，或写在语言代码之下，例如 {languages}",
            },
        ),
    },
    fixes={
        "": ((Edit("rename", "{suggestion}"),),),
        "renamed": ((Edit("rename", "{now}"),),),
        "elsewhere": ((Edit("move", "{target}"),),),
        "called-elsewhere": ((Edit("move", "{target}"),),),
        "twice": ((Edit("remove"),),),
        "colon": ((Edit("write", "{value}", at="../{now}"), Edit("remove")),),
        "not-now": ((Edit("remove"),),),
        "name": ((Edit("rename", "{suggestion}"),),),
        "language": ((Edit("rename", "{suggestion}"),),),
    },
    what={
        "en": "A key stands where no such key is known. Mostly it is a typing mistake, or the key "
        "stands one level too high or too low.",
        "zh": "写了一个这里没有的字段。多半是拼写错误，或者缩进层级不对。",
    },
    why={
        "en": "An unknown key is not read by anything. If it were let pass, its value would be "
        "missing from pages and figures without a word. Free additions belong under `extra`.",
        "zh": "没人会读未知字段；放过它，内容就会悄悄从页面和数字里消失。"
        "想自由补充，请写在 `extra` 下。",
    },
    bad="measurable:\n  type: increase\n  targe: 6000000\n",
    good="measurable:\n  type: increase\n  target: 6000000\n",
)

_WRONG_TYPE: Final = Code(
    name="schema-wrong-type",
    severity=Severity.ERROR,
    message={
        "en": "{label} should be {expected}, and this is {found}",
        "zh": "{label}应是{expected}，这里写的是{found}",
    },
    variants={
        "write": (
            {
                "en": "{label} should be {expected}, and this is {found}",
                "zh": "{label}应是{expected}，这里写的是{found}",
            },
            {"en": "write `{write}`", "zh": "请写成 `{write}`"},
        ),
        "unquoted": (
            {
                "en": "{label} should be {expected}, and this is {found}",
                "zh": "{label}应是{expected}，这里写的是{found}",
            },
            {"en": "write `{write}`, without quotes", "zh": "请写成 `{write}`，不加引号"},
        ),
        "write-unit": (
            {
                "en": "{label} should be {expected}, and this is {found}",
                "zh": "{label}应是{expected}，这里写的是{found}",
            },
            {
                "en": "write `{write}`, and `{beside}: {unit}` beside it",
                "zh": "请写 `{write}`，并在旁边写 `{beside}: {unit}`",
            },
        ),
        "advice": (
            {
                "en": "{label} should be {expected}, and this is {found}",
                "zh": "{label}应是{expected}，这里写的是{found}",
            },
            {"en": "{advice}", "zh": "{advice}"},
        ),
    },
    fixes={
        "write": _WRITE,
        "unquoted": _WRITE,
        "write-unit": ((Edit("write", "{write}"), Edit("write", "{unit}", at="../{beside}")),),
    },
    what={
        "en": "A value is of another sort than its field: words where a number belongs, one value "
        "where a list belongs, and so on.",
        "zh": "值的类型与字段不符：该写数字的地方写了文字，该写列表的地方写了单个值，等等。",
    },
    why={
        "en": "Figures are computed with. `5,000,000`, `20%` and `500万` are words to a computer, "
        "and guessing at them would make wrong figures look right.",
        "zh": "数字要参与计算。`5,000,000`、`20%`、`500万` 对计算机来说都是文字，"
        "猜测只会让错的数字看起来像对的。",
    },
    bad="measurable:\n  baseline: 5,000,000\n  target: 20%\n",
    good="measurable:\n  baseline: 5000000\n  target: 6000000\n",
)

_NOT_ALLOWED: Final = Code(
    name="schema-not-allowed-value",
    severity=Severity.ERROR,
    message={"en": "{label} cannot be `{value}`", "zh": "{label}不能写 `{value}`"},
    help={"en": "{hint}Allowed: {allowed}", "zh": "{hint}可用：{allowed}"},
    variants={
        "repeated": (
            {"en": "{label} names the same thing twice", "zh": "{label}里有重复的内容"},
            {"en": "keep one of the two", "zh": "请只保留一个"},
        ),
        "excluded": (
            {"en": "{label} cannot be `{value}` here", "zh": "{label}在这里不能写 `{value}`"},
            None,
        ),
        "one-of": (
            {
                "en": "{label} fits none of the forms that are allowed here",
                "zh": "{label}不符合这里允许的任何一种写法",
            },
            {"en": "one way to write it: {first}", "zh": "一种写法：{first}"},
        ),
    },
    fixes={"": ((Edit("write", "{suggestion}"),),)},
    what={
        "en": "A field that takes one of a few words has another one.",
        "zh": "只能从几个词里选一个的字段写了别的词。",
    },
    why={
        "en": "These words decide how a document is computed and shown, so they must be exactly "
        "those that are known.",
        "zh": "这些词决定文档如何计算和展示，必须与已知的词完全一致。",
    },
    bad="time_bound:\n  cadence: montly\n",
    good="time_bound:\n  cadence: monthly\n",
)

_BAD_FORMAT: Final = Code(
    name="schema-bad-format",
    severity=Severity.ERROR,
    message={
        "en": "{label} should be {expected}, and `{value}` is not one",
        "zh": "{label}应是{expected}，`{value}` 不是",
    },
    help={"en": "{advice}", "zh": "{advice}"},
    variants={
        "plain": (
            {
                "en": "{label} should be {expected}, and `{value}` is not one",
                "zh": "{label}应是{expected}，`{value}` 不是",
            },
            None,
        ),
        "unlike-id": (
            {
                "en": "{label} should be an id, and `{value}` is not one",
                "zh": "{label}应是 id，`{value}` 不是",
            },
            {
                "en": "write the id that the other document has: {form}",
                "zh": "请写对方文档的 id：{form}",
            },
        ),
        "character": (
            {
                "en": "{label} has a character in it that no page can show: {character}",
                "zh": "{label}里有无法显示的字符：{character}",
            },
            {"en": "take it out", "zh": "请把它去掉"},
        ),
    },
    fixes={"": _WRITE},
    what={
        "en": "A date, period, id, address or the like is not written in its form, or names "
        "something that does not exist, such as 30 February.",
        "zh": "日期、周期、id、网址等没有按格式写，或写了不存在的内容，例如 2 月 30 日。",
    },
    why={
        "en": "Dates are sorted and counted, ids become addresses. `7/1/2026` is 1 July to some "
        "readers and 7 January to others; `2026-07-01` is one day to all.",
        "zh": "日期要排序和计算，id 会成为网址。`7/1/2026` 有人读成 7 月 1 日，有人读成 1 月 7 日；"
        "`2026-07-01` 只有一种读法。",
    },
    bad="time_bound:\n  due: 2026/9/30\n",
    good="time_bound:\n  due: 2026-09-30\n",
)

_OUT_OF_RANGE: Final = Code(
    name="schema-out-of-range",
    severity=Severity.ERROR,
    message={"en": "{label} is {value}; {limit}", "zh": "{label}是 {value}；{limit}"},
    variants={
        "no-number": (
            {"en": "{label} is {value}; {limit}", "zh": "{label}是 {value}；{limit}"},
            {
                "en": "write the figure in plain digits, or delete the line where there is none",
                "zh": "请直接写数字；如果没有数据，就删掉这一行",
            },
        ),
        "write": (
            {"en": "{label} is {value}; {limit}", "zh": "{label}是 {value}；{limit}"},
            {"en": "write `{write}`", "zh": "请写成 `{write}`"},
        ),
    },
    fixes={"write": _WRITE},
    what={
        "en": "A number is smaller or larger than its field allows, or is none that can be "
        "computed with; or a list has too few or too many entries.",
        "zh": "数字超出字段允许的范围，或不是可以计算的数；或者列表的项数过少或过多。",
    },
    why={
        "en": "A confidence of 70 where 0.7 is meant would make every forecast wrong.",
        "zh": "把 0.7 的信心写成 70，所有预测都会出错。",
    },
    bad="achievable:\n  confidence: 70\n",
    good="achievable:\n  confidence: 0.7\n",
)

SCHEMA_UNKNOWN_KIND: Final = Code(
    name="schema-unknown-kind",
    severity=Severity.ERROR,
    message={"en": "there is no kind `{kind}`", "zh": "没有 `{kind}` 这种文档"},
    help={"en": "{hint}Allowed: {allowed}", "zh": "{hint}可用：{allowed}"},
    what={
        "en": "The document's `kind` is none that planbook or this project knows.",
        "zh": "文档的 `kind` 不是 planbook 或本项目认识的种类。",
    },
    why={
        "en": "The kind decides which fields a document has and where it is shown. A project can "
        "add kinds of its own in `schemas/`.",
        "zh": "种类决定文档有哪些字段、显示在哪里。项目可以在 `schemas/` 中添加自己的种类。",
    },
    fixes={"": ((Edit("write", "{suggestion}"),),)},
    bad="kind: gaol\n",
    good="kind: goal\n",
)

SCHEMA_UNUSED_LANGUAGE: Final = Code(
    name="schema-unused-language",
    severity=Severity.WARNING,
    message={
        "en": "words in `{language}` are never shown: this handbook is in {languages}",
        "zh": "`{language}` 的文字不会显示：本手册的语言是 {languages}",
    },
    help={
        "en": "delete them, or add `{language}` to `languages` in planbook.yaml",
        "zh": "请删掉，或者把 `{language}` 加到 planbook.yaml 的 `languages` 里",
    },
    variants={
        "suggest": (
            {
                "en": "words in `{language}` are never shown: this handbook is in {languages}",
                "zh": "`{language}` 的文字不会显示：本手册的语言是 {languages}",
            },
            {
                "en": "did you mean `{suggestion}`? Otherwise add `{language}` to `languages` in "
                "planbook.yaml",
                "zh": "您是想写 `{suggestion}` 吗？否则请把 `{language}` 加到 planbook.yaml 的 "
                "`languages` 里",
            },
        ),
    },
    what={
        "en": "A text is written in a language that planbook.yaml does not list.",
        "zh": "有一段文字用了 planbook.yaml 没有列出的语言。",
    },
    why={
        "en": "No page is made in that language, so nobody would ever read these words. Mostly "
        "the tag is mistyped (`cn` for `zh`).",
        "zh": "手册不会生成这种语言的页面，这些文字没人看得到。"
        "多半是语言代码写错了（把 `zh` 写成 `cn`）。",
    },
    fixes={"suggest": ((Edit("rename", "{suggestion}"),),)},
    bad="title: {cn: 提升销售额, en: Grow sales}   # languages: [zh, en]\n",
    good="title: {zh: 提升销售额, en: Grow sales}\n",
)


class SchemaCodes(msgspec.Struct, frozen=True):
    """The codes that one sort of file's mistakes are reported under."""

    missing: Code
    unknown: Code
    wrong_type: Code
    not_allowed: Code
    bad_format: Code
    out_of_range: Code

    def all(self) -> tuple[Code, ...]:
        """Return the codes, in the order in which they are listed."""
        return (
            self.missing,
            self.unknown,
            self.wrong_type,
            self.not_allowed,
            self.bad_format,
            self.out_of_range,
        )


DOCUMENT_CODES: Final = SchemaCodes(
    _MISSING, _UNKNOWN, _WRONG_TYPE, _NOT_ALLOWED, _BAD_FORMAT, _OUT_OF_RANGE
)

DRAFT_CODES: Final = replace(DOCUMENT_CODES, missing=replace(_MISSING, severity=Severity.HINT))
"""The same for a draft, which may be incomplete."""


def project_file_codes(
    prefix: str, what: Text, examples: tuple[tuple[str, str], ...]
) -> SchemaCodes:
    """Return the same codes for a file that belongs to the project, such as ``planbook.yaml``.

    ``prefix`` begins their names, ``what`` says which file is at fault, ``examples`` are a bad
    and a good one for each code in the order of ``SchemaCodes.all``.
    """
    scope: Literal["project"] = "project"
    names = ("missing-key", "unknown-key", "wrong-type", "not-allowed-value", "bad-format",
             "out-of-range")  # fmt: skip
    missing, unknown, wrong_type, not_allowed, bad_format, out_of_range = (
        replace(
            code,
            name=f"{prefix}-{name}",
            scope=scope,
            what={tag: f"{what[tag]}{words}" for tag, words in code.what.items()},
            bad=bad,
            good=good,
        )
        for code, name, (bad, good) in zip(DOCUMENT_CODES.all(), names, examples, strict=True)
    )
    return SchemaCodes(missing, unknown, wrong_type, not_allowed, bad_format, out_of_range)


CODES: Final = (SCHEMA_UNKNOWN_KIND, *DOCUMENT_CODES.all(), SCHEMA_UNUSED_LANGUAGE)
