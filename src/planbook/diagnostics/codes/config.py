"""Codes of what a project says of itself: planbook.yaml and the schemas that it adds."""

from __future__ import annotations

from typing import Final

from planbook.diagnostics.codes.schema import project_file_codes
from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit

CONFIG_CODES: Final = project_file_codes(
    "config",
    {"en": "In planbook.yaml: ", "zh": "planbook.yaml 中："},
    (
        ("language: zh\n", "title: Channel handbook\nlanguage: zh\n"),
        ("titel: Channel handbook\n", "title: Channel handbook\n"),
        ("fiscal_year_start: April\n", "fiscal_year_start: 4\n"),
        ("scoring:\n  pace: {preset: fast}\n", "scoring:\n  pace: {preset: planbook}\n"),
        ("as_of: 10.9.2026\n", "as_of: 2026-09-10\n"),
        ("fiscal_year_start: 13\n", "fiscal_year_start: 1\n"),
    ),
)

CONFIG_LANGUAGE_MISMATCH: Final = Code(
    name="config-language-mismatch",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "`language` is `{language}`, and `languages` begins with `{first}`",
        "zh": "`language` 是 `{language}`，而 `languages` 的第一个是 `{first}`",
    },
    help={
        "en": "the first of `languages` is the handbook's language: write `languages: [{fixed}]`, "
        "or leave `language` out",
        "zh": "`languages` 的第一个就是手册的语言：请写 `languages: [{fixed}]`，或删掉 `language`",
    },
    what={
        "en": "`language` and the first of `languages` contradict each other.",
        "zh": "`language` 与 `languages` 的第一个互相矛盾。",
    },
    why={
        "en": "The first language has the addresses without a prefix, and is the one that plain "
        "words are in. There can be one only.",
        "zh": "第一语言的网址没有前缀，没有标注语言的文字也算作它。只能有一个。",
    },
    fixes={
        "": (
            (Edit("write", "[{fixed}]", at="../languages"),),
            (Edit("remove"),),
        )
    },
    bad="language: zh\nlanguages: [en, zh]\n",
    good="languages: [zh, en]\n",
)

CONFIG_UNKNOWN_LANGUAGE: Final = Code(
    name="config-unknown-language",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "there is no language with the tag `{language}`",
        "zh": "没有代码为 `{language}` 的语言",
    },
    help={
        "en": "{hint}write the tag of a language, such as zh, en or pt-BR",
        "zh": "{hint}请写语言代码，例如 zh、en 或 pt-BR",
    },
    fixes={"": ((Edit("write", "{suggestion}"),),)},
    what={
        "en": "`language`, or an entry of `languages`, is not the tag of a language that the "
        "locale data (Unicode CLDR) knows.",
        "zh": "`language` 或 `languages` 中的某一项，不是区域数据（Unicode CLDR）认识的语言代码。",
    },
    why={
        "en": "Dates, numbers and the words of the pages are written by this tag, and browsers "
        "choose fonts and hyphenation by it. `cn` is a country; Chinese is `zh`.",
        "zh": "页面上的日期、数字和界面文字按它来写，浏览器也按它选择字体和断行。"
        "`cn` 是国家代码，中文的代码是 `zh`。",
    },
    bad="language: cn\n",
    good="language: zh\n",
)

CONFIG_UNKNOWN_TIMEZONE: Final = Code(
    name="config-unknown-timezone",
    severity=Severity.ERROR,
    scope="project",
    message={"en": "there is no time zone `{name}`", "zh": "没有名为 `{name}` 的时区"},
    help={
        "en": "{hint}write a name of the IANA list, such as Asia/Shanghai or Europe/Berlin",
        "zh": "{hint}请写 IANA 时区名，例如 Asia/Shanghai 或 Europe/Berlin",
    },
    what={
        "en": "`timezone` names no zone of the IANA time zone list.",
        "zh": "`timezone` 不是 IANA 时区表里的名称。",
    },
    why={
        "en": "The times of meetings are in this zone.",
        "zh": "会议时间按这个时区。",
    },
    fixes={"": ((Edit("write", "{suggestion}"),),)},
    bad="timezone: Asia/Beijing\n",
    good="timezone: Asia/Shanghai\n",
)

CONFIG_REPEATED_TERM: Final = Code(
    name="config-repeated-term",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "`{id}` stands twice in `{name}`",
        "zh": "`{name}` 里有两个 `{id}`",
    },
    help={
        "en": "delete one of the two, or give it another id",
        "zh": "请删掉其中一个，或换一个 id",
    },
    what={
        "en": "Two territories, or two product lines, have the same id.",
        "zh": "两个区域或两条产品线用了同一个 id。",
    },
    why={
        "en": "Documents name them by this id, and nobody could tell which is meant.",
        "zh": "文档用这个 id 引用它们，重复了就分不清指的是哪一个。",
    },
    bad="vocabulary:\n  territories:\n  - {id: east, title: East}\n  - {id: east, title: 华东}\n",
    good="vocabulary:\n  territories:\n  - {id: east, title: {en: East, zh: 华东}}\n",
)

CONFIG_UNKNOWN_RULE: Final = Code(
    name="config-unknown-rule",
    severity=Severity.ERROR,
    scope="project",
    message={"en": "there is no rule `{name}`", "zh": "没有名为 `{name}` 的规则"},
    help={
        "en": "{hint}`planbook explain` lists them all",
        "zh": "{hint}`planbook explain` 会列出全部规则",
    },
    what={
        "en": "`rules` gives a severity to a rule that does not exist.",
        "zh": "`rules` 给一条不存在的规则设置了级别。",
    },
    why={
        "en": "A mistyped name would leave the rule as it was, without a word.",
        "zh": "名称写错，规则会悄悄保持原样。",
    },
    fixes={"": ((Edit("rename", "{suggestion}"),),)},
    bad="rules:\n  schema-unused-langauge: off\n",
    good="rules:\n  schema-unused-language: off\n",
)

CONFIG_FIXED_SEVERITY: Final = Code(
    name="config-fixed-severity",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "`{name}` is always an error: it makes a document wrong",
        "zh": "`{name}` 始终是错误：它意味着文档本身有误",
    },
    help={
        "en": "delete the line; `rules` is for what a team may see differently",
        "zh": "请删掉这一行；`rules` 只用于各团队可以有不同看法的规则",
    },
    what={
        "en": "`rules` changes the severity of something that is not a matter of judgement.",
        "zh": "`rules` 想改变一条不属于判断问题的规则的级别。",
    },
    why={
        "en": "A document that cannot be understood cannot be shown or computed either.",
        "zh": "看不懂的文档既不能展示，也不能计算。",
    },
    fixes={"": ((Edit("remove"),),)},
    bad="rules:\n  schema-missing-property: off\n",
    good="rules:\n  schema-unused-language: hint\n",
)

CONFIG_SCHEMA_SYNTAX: Final = Code(
    name="config-schema-syntax",
    severity=Severity.ERROR,
    scope="project",
    message={"en": "this is not JSON: {problem}", "zh": "这不是 JSON：{problem}"},
    help={
        "en": "check the commas, the quotes and the brackets before this place",
        "zh": "请检查此处之前的逗号、引号和括号",
    },
    what={
        "en": "A schema of the project cannot be read as JSON.",
        "zh": "项目的某个 schema 文件不是合法的 JSON。",
    },
    why={
        "en": "Documents are checked by it; with half of it nothing can be said of them.",
        "zh": "文档要靠它检查；读不完整就无从判断。",
    },
    bad='{"properties": {"budget": {"type": "number"},}}\n',
    good='{"properties": {"budget": {"type": "number"}}}\n',
)

CONFIG_SCHEMA_INVALID: Final = Code(
    name="config-schema-invalid",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "this schema cannot be used: {problem}",
        "zh": "这个 schema 无法使用：{problem}",
    },
    help={
        "en": "schemas are JSON Schema, draft 2020-12; `planbook schema KIND` shows a working one",
        "zh": "schema 须符合 JSON Schema 2020-12；`planbook schema KIND` 可以查看一份可用的例子",
    },
    what={
        "en": "A schema of the project is JSON, but no schema that documents can be checked by.",
        "zh": "项目的某个 schema 是 JSON，但不能用来检查文档。",
    },
    why={
        "en": "A mistyped keyword would otherwise let every document pass.",
        "zh": "否则一个写错的关键字会让所有文档都通过检查。",
    },
    bad='{"properties": {"budget": {"type": "money"}}}\n',
    good='{"properties": {"budget": {"type": "number"}}}\n',
)

CONFIG_SCHEMA_LOOSENS_BUILTIN: Final = Code(
    name="config-schema-loosens-builtin",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "`{keyword}` would {problem} of the built-in kind `{kind}`",
        "zh": "`{keyword}` 会改变内置种类 `{kind}`：{problem}",
    },
    help={
        "en": "a project may add properties and make rules stricter; to write something else, "
        "add a property of your own",
        "zh": "项目可以添加字段、收紧要求；要写别的内容，请另加自己的字段",
    },
    what={
        "en": "A schema of the project takes away, loosens or retypes something that planbook "
        "computes with, or shows to more people what was kept from them.",
        "zh": "项目的 schema 删除、放宽或改变了 planbook 计算所用的内容，"
        "或扩大了受限内容的可见范围。",
    },
    why={
        "en": "Scores, pages and privacy rest on the built-in properties being what they are.",
        "zh": "评分、页面和权限都建立在内置字段不变的基础上。",
    },
    variants={
        "every-document": (
            {
                "en": "`{keyword}` would {problem} that every document has",
                "zh": "`{keyword}` 会改变每份文档都有的字段：{problem}",
            },
            {
                "en": "a kind may make rules stricter for these; for something else, add a property "
                "under another name",
                "zh": "种类可以对这些字段收紧要求；要写别的内容，请另起字段名",
            },
        ),
    },
    bad='{"properties": {"owner": {"type": "number"}}}\n',
    good='{"properties": {"title": {"maxLength": 60}}}\n',
)

CONFIG_SCHEMA_NOT_A_KIND: Final = Code(
    name="config-schema-not-a-kind",
    severity=Severity.ERROR,
    scope="project",
    message={"en": "`{name}` is not a kind: {problem}", "zh": "`{name}` 不能作为种类：{problem}"},
    help={
        "en": "name the file after the kind, as in `account.schema.json`: small letters, digits "
        "and underscores",
        "zh": "请用种类命名文件，例如 `account.schema.json`：小写字母、数字和下划线",
    },
    what={
        "en": "A file in the project's `schemas/` neither adds a kind nor changes a built-in one.",
        "zh": "项目 `schemas/` 下的某个文件既没有添加种类，也没有修改内置种类。",
    },
    why={
        "en": "A kind's name becomes its address and stands in every document.",
        "zh": "种类的名称会成为网址，并写在每份文档里。",
    },
    variants={
        "ending": (
            {
                "en": "`{name}` is not read: schemas are named after their kind",
                "zh": "不会读取 `{name}`：schema 文件要以种类命名",
            },
            {
                "en": "rename it to `{example}`, or begin its name with `_` to keep it unread",
                "zh": "请改名为 `{example}`；不想让它生效，文件名请以 `_` 开头",
            },
        ),
        "folder": (
            {
                "en": "`{name}` is a folder, and folders in `schemas/` are not read",
                "zh": "`{name}` 是文件夹，不会读取 `schemas/` 里的文件夹",
            },
            {
                "en": "move its schemas into `schemas/` itself, or begin its name with `_`",
                "zh": "请把其中的 schema 直接放在 `schemas/` 里，或让文件夹名以 `_` 开头",
            },
        ),
    },
    bad="schemas/planbook.schema.json\n",
    good="schemas/account.schema.json\n",
)

CODES: Final = (
    *CONFIG_CODES.all(),
    CONFIG_LANGUAGE_MISMATCH,
    CONFIG_UNKNOWN_LANGUAGE,
    CONFIG_UNKNOWN_TIMEZONE,
    CONFIG_REPEATED_TERM,
    CONFIG_UNKNOWN_RULE,
    CONFIG_FIXED_SEVERITY,
    CONFIG_SCHEMA_SYNTAX,
    CONFIG_SCHEMA_INVALID,
    CONFIG_SCHEMA_LOOSENS_BUILTIN,
    CONFIG_SCHEMA_NOT_A_KIND,
)
