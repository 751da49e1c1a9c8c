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
    message={"en": "this schema cannot be read: {problem}", "zh": "无法读取这个 schema：{problem}"},
    help={
        "en": "schemas are written in JSON: check this place, and what stands right before it",
        "zh": "schema 用 JSON 书写：请检查这里和它前面的内容",
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

CONFIG_READER_UNKNOWN_NAME: Final = Code(
    name="config-reader-unknown-name",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "reader `{reader}`: there is no {sort} `{name}`",
        "zh": "读者 `{reader}`：没有名为 `{name}` 的{sort}",
    },
    help={
        "en": "{hint}write the id of a {sort} of this project",
        "zh": "{hint}请写本项目中{sort}的 id",
    },
    variants={
        "kind": (
            {
                "en": "reader `{reader}`: there is no kind of document `{name}`",
                "zh": "读者 `{reader}`：没有 `{name}` 这个文档种类",
            },
            {
                "en": "{hint}there are {allowed}",
                "zh": "{hint}可用的有 {allowed}",
            },
        ),
    },
    fixes={variant: ((Edit("write", "{suggestion}"),),) for variant in ("", "kind")},
    what={
        "en": "A reader in planbook.yaml names a kind, a team or a person that does not exist.",
        "zh": "planbook.yaml 里的读者写了不存在的种类、团队或人员。",
    },
    why={
        "en": "A mistyped name would show less than is wanted; in `not_about` it would show more.",
        "zh": "名称写错，读者会少看到内容；写在 `not_about` 里，则会多看到内容。",
    },
    bad="readers:\n  hr: {sees: [reviews], of: all}\n",
    good="readers:\n  hr: {sees: [review], of: all}\n",
)

CONFIG_READER_NAME_TAKEN: Final = Code(
    name="config-reader-name-taken",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "the reader `{reader}` has the id of a person",
        "zh": "读者 `{reader}` 与某个人员的 id 相同",
    },
    help={
        "en": "give the reader another name, such as `{example}`",
        "zh": "请给读者另起名称，例如 `{example}`",
    },
    variants={
        "audience": (
            {
                "en": "`{reader}` is the name of an audience, and cannot be that of a reader",
                "zh": "`{reader}` 是可见范围的名称，不能用作读者的名称",
            },
            {
                "en": "give the reader another name, such as `{example}`",
                "zh": "请给读者另起名称，例如 `{example}`",
            },
        ),
    },
    fixes={variant: ((Edit("rename", "{example}"),),) for variant in ("", "audience")},
    what={
        "en": "A reader in planbook.yaml is called like a person, or like an audience.",
        "zh": "planbook.yaml 里读者的名称与人员的 id 或可见范围相同。",
    },
    why={
        "en": "`--viewer NAME` could mean both, and the two see different things.",
        "zh": "`--viewer 名称` 就会有两种意思，而两者能看到的内容不同。",
    },
    bad="readers:\n  bea-stone: {sees: [review], of: all}\n",
    good="readers:\n  hr: {sees: [review], of: all}\n",
)

CONFIG_UNQUOTED_COLOUR: Final = Code(
    name="config-unquoted-colour",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "`{name}` has no value: after an unquoted # everything is a comment",
        "zh": "`{name}` 没有值：没加引号的 # 后面全是注释",
    },
    help={"en": 'write `{name}: "{colour}"`', "zh": '请写成 `{name}: "{colour}"`'},
    fixes={"": ((Edit("write", '"{colour}"'),),)},
    what={
        "en": "A colour in planbook.yaml is written without quotes.",
        "zh": "planbook.yaml 里的颜色没有加引号。",
    },
    why={
        "en": "In YAML a comment begins at the #, so nothing is left of the colour.",
        "zh": "YAML 里 # 是注释的开头，颜色就没有了。",
    },
    bad="theme_options:\n  accent: #1e6fb8\n",
    good='theme_options:\n  accent: "#1e6fb8"\n',
)

CONFIG_LOW_CONTRAST: Final = Code(
    name="config-low-contrast",
    severity=Severity.WARNING,
    scope="project",
    message={
        "en": "`{name}: {colour}` is hard to read: its contrast with the background {background} is "
        "{ratio} : 1, and 4.5 : 1 is needed",
        "zh": "`{name}: {colour}` 不易辨认：与背景 {background} 的对比度是 {ratio}:1，至少要 4.5:1",
    },
    help={
        "en": 'write `{name}: "{instead}"`, the nearest that can be read',
        "zh": '请写 `{name}: "{instead}"`，这是最接近的、看得清的颜色',
    },
    fixes={"": ((Edit("write", '"{instead}"'),),)},
    what={
        "en": "Words in the accent colour do not stand out enough from what is behind them "
        "(WCAG 2.2, level AA).",
        "zh": "强调色的文字与背景的对比度不够（WCAG 2.2 AA 级）。",
    },
    why={
        "en": "Links are in this colour. Many readers could not make them out, on a phone in the sun "
        "nobody.",
        "zh": "链接用的就是这个颜色。对比度不够，很多人看不清，在阳光下看手机更看不清。",
    },
    bad='theme_options:\n  accent: "#f5a623"\n',
    good='theme_options:\n  accent: "#8f5b00"\n',
)

CONFIG_UNUSABLE_FILE: Final = Code(
    name="config-unusable-file",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "the file `{name}` cannot be used here: {problem}",
        "zh": "这里不能使用文件 `{name}`：{problem}",
    },
    help={
        "en": "{hint}write the path from the project's folder, as in `static/name`; the name ends in "
        "{endings}",
        "zh": "{hint}请写从项目文件夹开始的路径，例如 `static/文件名`；可用的扩展名：{endings}",
    },
    fixes={"": ((Edit("write", "{suggestion}"),),)},
    what={
        "en": "`theme_options` names a file that does not exist, lies outside of the project, or is of "
        "a sort that has no use there.",
        "zh": "`theme_options` 写的文件不存在、在项目之外，或类型不对。",
    },
    why={
        "en": "Every page would lead to a picture or a style that is not there.",
        "zh": "否则每个页面都会引用不存在的图片或样式。",
    },
    bad="theme_options:\n  logo: ../logo.svg\n",
    good="theme_options:\n  logo: static/logo.svg\n",
)

CONFIG_MENU_TARGET: Final = Code(
    name="config-menu-target",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "this menu entry leads nowhere: there is no `{target}`",
        "zh": "这个菜单项没有去处：`{target}` 不存在",
    },
    help={
        "en": "{hint}write a document (`goal:ID`), a page of the site (`people`, `practices/goals`), a "
        "file (`content/…/start.md`, `static/prices.pdf`) or an address (`https://…`)",
        "zh": "{hint}可以写文档（`goal:ID`）、站内页面（`people`、`practices/goals`）、"
        "文件（`content/…/start.md`、`static/prices.pdf`）或网址（`https://…`）",
    },
    fixes={"": ((Edit("write", "{suggestion}"),),)},
    what={
        "en": "An entry of `theme_options: {menu: …}` names something that does not exist.",
        "zh": "`theme_options: {menu: …}` 的某一项指向不存在的内容。",
    },
    why={
        "en": "It would be a dead link on every page.",
        "zh": "否则每个页面上都会有一个失效链接。",
    },
    bad="theme_options:\n  menu: [{title: Our people, to: poeple}]\n",
    good="theme_options:\n  menu: [{title: Our people, to: people}]\n",
)

CODES: Final = (
    *CONFIG_CODES.all(),
    CONFIG_READER_UNKNOWN_NAME,
    CONFIG_READER_NAME_TAKEN,
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
    CONFIG_UNQUOTED_COLOUR,
    CONFIG_LOW_CONTRAST,
    CONFIG_UNUSABLE_FILE,
    CONFIG_MENU_TARGET,
)
