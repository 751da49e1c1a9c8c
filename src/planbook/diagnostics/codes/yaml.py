"""Codes of the YAML reader: what keeps a file from being understood."""

from __future__ import annotations

from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.language import Text

YAML_SYNTAX: Final = Code(
    name="yaml-syntax",
    severity=Severity.ERROR,
    message={
        "en": "this cannot be understood as YAML ({problem})",
        "zh": "这里不符合 YAML 的写法（{problem}）",
    },
    help={
        "en": "check the indentation, the quotes and the colons of this line and the one above",
        "zh": "请检查本行和上一行的缩进、引号和冒号",
    },
    variants={
        "tab": (
            {
                "en": "this line is indented with a tab",
                "zh": "这一行用了制表符（Tab）缩进",
            },
            {
                "en": "indent with spaces, two for each level; most editors can convert tabs",
                "zh": "请用空格缩进，每层两个；多数编辑器可以把 Tab 转成空格",
            },
        ),
        "quote": (
            {
                "en": "the quote {quote} that opens here is never closed",
                "zh": "这里的引号 {quote} 没有闭合",
            },
            {
                "en": "add {quote} at the end of the text",
                "zh": "请在文字末尾补上 {quote}",
            },
        ),
        "after-quote": (
            {
                "en": "the text goes on after its closing quote {quote}",
                "zh": "引号 {quote} 闭合之后还有文字",
            },
            {
                "en": "put the whole text in quotes: {example}",
                "zh": "请把整段文字放在引号里：{example}",
            },
        ),
        "after-quote-inside": (
            {
                "en": "the text goes on after its closing quote {quote}",
                "zh": "引号 {quote} 闭合之后还有文字",
            },
            {
                "en": "put the whole text in quotes; a {quote} inside it is written {doubled}",
                "zh": "请把整段文字放在引号里；其中的 {quote} 要写成 {doubled}",
            },
        ),
        "missing-colon": (
            {
                "en": "there is no colon after `{key}`",
                "zh": "`{key}` 后面缺少冒号",
            },
            {
                "en": "write `{example}`",
                "zh": "请写成 `{example}`",
            },
        ),
        "colon-space": (
            {
                "en": "there is no space after the colon of `{key}`",
                "zh": "`{key}` 的冒号后面缺少空格",
            },
            {
                "en": "write `{example}`",
                "zh": "请写成 `{example}`",
            },
        ),
        "wide-colon": (
            {
                "en": "the colon after `{key}` is the full-width `：`",
                "zh": "`{key}` 后面用了全角冒号 `：`",
            },
            {
                "en": "use the plain colon and a space: `{example}`",
                "zh": "请改用英文冒号加空格：`{example}`",
            },
        ),
        "colon-in-text": (
            {
                "en": "this text contains a colon followed by a space, and has no quotes",
                "zh": "这段文字里有冒号加空格，却没有加引号",
            },
            {
                "en": "put the text in quotes: `{example}`",
                "zh": "请给文字加上引号：`{example}`",
            },
        ),
        "deeper": (
            {
                "en": "this line is indented deeper than `{key}`, which already has a value",
                "zh": "这一行比 `{key}` 缩进更深，而 `{key}` 已经有值了",
            },
            {
                "en": "begin it in the same column as `{key}`; if it only goes on with that text, "
                "put the whole text in quotes",
                "zh": "请与 `{key}` 左对齐；如果只是接着上一行的文字，请给整段文字加引号",
            },
        ),
        "indent": (
            {
                "en": "the indentation of this line fits none of the lines above",
                "zh": "这一行的缩进与上面任何一行都对不上",
            },
            {
                "en": "begin it in the same column as the lines that it belongs with",
                "zh": "请与同一层的各行左对齐",
            },
        ),
        "dash": (
            {
                "en": "a list entry (`-`) stands where a field is expected",
                "zh": "这里应是字段，却写了列表项（`-`）",
            },
            {
                "en": "indent the `-` below the field that the list belongs to, and leave that "
                "field's own line empty after the colon",
                "zh": "请把 `-` 缩进到所属字段之下，该字段冒号后留空",
            },
        ),
        "dash-space": (
            {
                "en": "there is no space after the dash of this list entry",
                "zh": "列表项的短横线后面缺少空格",
            },
            {
                "en": "write `{example}`",
                "zh": "请写成 `{example}`",
            },
        ),
        "after-list": (
            {
                "en": "a field stands where a list entry (`-`) is expected",
                "zh": "这里应是列表项（`-`），却写了字段",
            },
            {
                "en": "indent it to belong to the entry above, or begin it with `- `",
                "zh": "请缩进到上一个列表项之内，或以 `- ` 开头",
            },
        ),
        "dash-inline": (
            {
                "en": "a list cannot begin on the line of its field",
                "zh": "列表不能写在字段的同一行",
            },
            {
                "en": "begin each `- ` on a line of its own, or write `[first, second]`",
                "zh": "请让每个 `- ` 单独起一行，或写成 `[第一项, 第二项]`",
            },
        ),
        "bracket": (
            {
                "en": "the bracket `{bracket}` that opens here is never closed",
                "zh": "这里的括号 `{bracket}` 没有闭合",
            },
            {
                "en": "add `{closing}` at the end, and put a comma between the entries",
                "zh": "请在末尾补上 `{closing}`，各项之间用英文逗号分隔",
            },
        ),
        "in-bracket": (
            {
                "en": "this does not fit between `{bracket}` and `{closing}`",
                "zh": "这里不符合 `{bracket}` 与 `{closing}` 之间的写法",
            },
            {
                "en": "put a comma between the entries, and quotes around a text that contains any "
                "of , : [ ] {{ }}",
                "zh": "各项之间用英文逗号分隔；文字中含 , : [ ] {{ }} 时要加引号",
            },
        ),
        "stray": (
            {
                "en": "`{character}` stands here without anything that it belongs to",
                "zh": "这里多出了一个 `{character}`",
            },
            {
                "en": "delete it, or put the text in quotes",
                "zh": "请删除它，或给文字加上引号",
            },
        ),
        "character": (
            {
                "en": "a text cannot begin with `{character}` unless it is in quotes",
                "zh": "文字以 `{character}` 开头时必须加引号",
            },
            {
                "en": "put the text in quotes: `{example}`",
                "zh": "请给文字加上引号：`{example}`",
            },
        ),
        "control": (
            {
                "en": "there is an invisible control character here (U+{number})",
                "zh": "这里有一个看不见的控制字符（U+{number}）",
            },
            {
                "en": "delete it; it often comes along when text is pasted from elsewhere",
                "zh": "请删除它；从别处粘贴文字时常会带进来",
            },
        ),
        "escape": (
            {
                "en": "`{written}` means nothing in a text in double quotes",
                "zh": "双引号中的 `{written}` 没有意义",
            },
            {
                "en": "write `\\\\` for a backslash, or use single quotes",
                "zh": "反斜杠要写成 `\\\\`，或改用单引号",
            },
        ),
        "code-point": (
            {
                "en": "`{written}` stands for no character",
                "zh": "`{written}` 不对应任何字符",
            },
            {
                "en": "write the character itself; a `\\\\` where a backslash is meant",
                "zh": "请直接写出该字符；要写反斜杠请用 `\\\\`",
            },
        ),
        "block": (
            {
                "en": "nothing may follow `|` or `>` on their line",
                "zh": "`|` 或 `>` 后面不能再写文字",
            },
            {
                "en": "begin the text on the next line, indented; or put a text that begins with "
                "`|` or `>` in quotes",
                "zh": "正文请另起一行并缩进；以 `|` 或 `>` 开头的文字要加引号",
            },
        ),
        "alias": (
            {
                "en": "`*{name}` refers to an anchor `&{name}`, and there is none above",
                "zh": "`*{name}` 引用了锚点 `&{name}`，但上文没有它",
            },
            {
                "en": "if this is meant as text, put it in quotes: `'*{name}'`",
                "zh": "如果这只是文字，请加上引号：`'*{name}'`",
            },
        ),
        "alias-itself": (
            {
                "en": "`*{name}` stands inside of what it refers to",
                "zh": "`*{name}` 出现在它所引用的内容之内",
            },
            {
                "en": "a value cannot contain itself: write it out here",
                "zh": "内容不能包含自身：请在这里直接写出",
            },
        ),
        "merge": (
            {
                "en": "`<<` must be followed by `*name` of a mapping, or by a list of those",
                "zh": "`<<` 后面必须是某个映射的 `*名称`，或由它们组成的列表",
            },
            {
                "en": "define the mapping above with `&name`, and write `<<: *name`",
                "zh": "请先在上文用 `&名称` 定义映射，再写 `<<: *名称`",
            },
        ),
        "after-end": (
            {
                "en": "the document has already ended, and more follows here",
                "zh": "文档在此之前已经结束，这里还有内容",
            },
            {
                "en": "separate two documents by a line `---`",
                "zh": "两份文档之间请用一行 `---` 分隔",
            },
        ),
        "comment": (
            {
                "en": "the text ends before ` {comment}`: what follows a space and # is a comment, "
                "so the rest of the line is lost",
                "zh": "文字在 ` {comment}` 之前就结束了：空格加 # 之后的内容是注释，该行余下部分丢失",
            },
            {
                "en": 'put the text in quotes: "{whole}"',
                "zh": '请给文字加上引号："{whole}"',
            },
        ),
        "odd-indent": (
            {
                "en": "this line is indented with {name} ({number})",
                "zh": "这一行用了{name}（{number}）缩进",
            },
            {
                "en": "indent with plain spaces, two for each level",
                "zh": "请用普通空格（半角）缩进，每层两个",
            },
        ),
        "odd-indents": (
            {
                "en": "{lines} lines from here on are indented with {name} ({number})",
                "zh": "从这里起有 {lines} 行用了{name}（{number}）缩进",
            },
            {
                "en": "indent with plain spaces, two for each level; “replace all” in your editor "
                "does it at once",
                "zh": "请用普通空格（半角）缩进，每层两个；可用编辑器的“全部替换”一次改完",
            },
        ),
        "odd-space": (
            {
                "en": "there is {name} ({number}) here, which YAML takes for a letter",
                "zh": "这里有{name}（{number}），YAML 会把它当作文字",
            },
            {
                "en": "replace it with a plain space",
                "zh": "请换成普通空格（半角）",
            },
        ),
        "invisible": (
            {
                "en": "there is {name} ({number}) here, which YAML takes for a letter",
                "zh": "这里有{name}（{number}），YAML 会把它当作文字",
            },
            {
                "en": "delete it; it often comes along when text is pasted from elsewhere",
                "zh": "请删除它；从别处粘贴文字时常会带进来",
            },
        ),
        "bullet": (
            {
                "en": "these lines begin with `{bullet}`, which makes no list: they run together",
                "zh": "这几行以 `{bullet}` 开头，这不是列表的写法，各行会连成一段",
            },
            {
                "en": "begin each entry with a plain `-` and a space; for a text that keeps its "
                "lines, write `|` after the colon",
                "zh": "每一项请以英文连字符 `-` 加空格开头；如果是要保留换行的文字，请在冒号后写 `|`",
            },
        ),
        "wide-comma": (
            {
                "en": "these entries are separated by a full-width comma, so they count as one",
                "zh": "这几项用全角逗号或顿号分隔，会被当作一项",
            },
            {
                "en": "use plain commas: `{example}`",
                "zh": "请改用英文逗号：`{example}`",
            },
        ),
        "wide-bracket": (
            {
                "en": "the bracket `{written}` is full-width, so this is read as one text",
                "zh": "括号 `{written}` 是全角的，这里会被当作一段文字",
            },
            {
                "en": "use the plain bracket `{plain}` and its counterpart; a text goes in quotes",
                "zh": "请改用英文括号 `{plain}` 及对应的另一半；如果是文字，请加上引号",
            },
        ),
        "wide-hash": (
            {
                "en": "the `＃` is full-width and begins no comment",
                "zh": "`＃` 是全角的，不表示注释",
            },
            {
                "en": "begin a comment with a plain `#`",
                "zh": "注释请以英文 `#` 开头",
            },
        ),
        "comment-space": (
            {
                "en": "there is no space before this `#`",
                "zh": "这个 `#` 前面缺少空格",
            },
            {
                "en": "if a comment begins here, put a space before the `#`; if not, put the whole "
                "text in quotes",
                "zh": "如果这里是注释，请在 `#` 前加空格；如果不是，请给整段文字加上引号",
            },
        ),
        "anchor": (
            {
                "en": "`{name}` contains a colon, which the name of an anchor may not have here",
                "zh": "锚点名称 `{name}` 里有冒号，这里不允许",
            },
            {
                "en": "give the anchor a name of letters and digits; if this is a text, put it in "
                "quotes",
                "zh": "锚点名称请只用字母和数字；如果这是文字，请加上引号",
            },
        ),
        "directive": (
            {
                "en": "a line that begins with `%` is an instruction to YAML readers, which is not "
                "supported here",
                "zh": "以 `%` 开头的一行是给 YAML 读取程序的指令，这里不支持",
            },
            {
                "en": "delete the line; if it is a text, put it in quotes",
                "zh": "请删除这一行；如果它是文字，请加上引号",
            },
        ),
        "colon-first": (
            {
                "en": "a field name and its colon must stand on one line",
                "zh": "字段名和它的冒号必须写在同一行",
            },
            {
                "en": "write the whole name and the colon on one line",
                "zh": "请把字段名和冒号写在同一行",
            },
        ),
        "after-bracket": (
            {
                "en": "the text goes on after the closing bracket `{bracket}`",
                "zh": "右括号 `{bracket}` 之后还有文字",
            },
            {
                "en": "delete what follows the bracket, or put the whole text in quotes",
                "zh": "请删除括号之后的文字，或给整段文字加上引号",
            },
        ),
        "anchored-alias": (
            {
                "en": "`{name}` repeats a value that has a name already, and cannot be named again",
                "zh": "`{name}` 引用的内容已有名称，不能再命名",
            },
            {
                "en": "delete the `&…` before it",
                "zh": "请删除它前面的 `&…`",
            },
        ),
        "tab-inside": (
            {
                "en": "there is a tab here, where only spaces may stand",
                "zh": "这里有制表符（Tab），只能用空格",
            },
            {
                "en": "replace the tab with a space",
                "zh": "请把它换成一个空格",
            },
        ),
        "no-front-matter": (
            {
                "en": "this Markdown file says no title: it has to begin with `---`",
                "zh": "这个 Markdown 文件没有写标题：它必须以 `---` 开头",
            },
            {
                "en": "begin the file with three lines: `---`, then `{example}`, then `---`",
                "zh": "请在文件开头写三行：`---`，然后 `{example}`，然后 `---`",
            },
        ),
        "toml": (
            {
                "en": "this file begins with `+++` (TOML); planbook reads `---` (YAML)",
                "zh": "文件以 `+++`（TOML）开头；planbook 只读取 `---`（YAML）",
            },
            {
                "en": "begin with `---`: put it in place of both `+++`, and write `{example}` "
                "with a colon instead of `=`",
                "zh": "请以 `---` 开头：把两处 `+++` 都改成 `---`，并把 `=` 改成冒号，写成 `{example}`",
            },
        ),
        "fence": (
            {
                "en": "the line `{written}` is not `---`",
                "zh": "这一行 `{written}` 不是 `---`",
            },
            {
                "en": "write three plain hyphens and nothing else: the file has to begin with "
                "`---`, and the same line ends the part with the title",
                "zh": "请只写三个英文连字符：文件必须以 `---` 开头，标题部分也以 `---` 结束",
            },
        ),
        "front-matter-late": (
            {
                "en": "`---` has to be the first line of the file",
                "zh": "`---` 必须是文件的第一行",
            },
            {
                "en": "delete what stands before it, or move it below the second `---`",
                "zh": "请删除它前面的内容，或移到第二个 `---` 之后",
            },
        ),
        "no-fence": (
            {
                "en": "the file has to begin with `---`, and the fields stand below it",
                "zh": "文件必须以 `---` 开头，字段写在它下面",
            },
            {
                "en": "put a line `---` before the fields, and another one between them and the "
                "text",
                "zh": "请在这些字段之前加一行 `---`，在字段与正文之间再加一行 `---`",
            },
        ),
        "front-matter": (
            {
                "en": "the part that begins with `---` here is never ended",
                "zh": "这里以 `---` 开始的部分没有结束",
            },
            {
                "en": "add a second line `---` before the text",
                "zh": "请在正文之前再加一行 `---`",
            },
        ),
    },
    fixes={
        "fence": ((Edit("write", "---"),),),
        "dash-space": ((Edit("write", "{example}"),),),
        "quote": ((Edit("append", "{quote}"),),),
        "comment": ((Edit("write", '"{whole}"'),),),
        "after-quote": ((Edit("replace", "{example}", old="{written}"),),),
        **{
            variant: ((Edit("replace", "{example}", old="{written}"),),)
            for variant in ("missing-colon", "colon-space", "wide-colon")
        },
        "colon-in-text": ((Edit("write", "{quoted}"),),),
        "character": ((Edit("write", "{example}"),),),
        "control": ((Edit("write"),),),
        "escape": ((Edit("replace", "\\\\", old="\\"),),),
        "alias": ((Edit("write", "'*{name}'"),),),
        "toml": (
            (
                Edit("replace", "---", old="+++"),
                Edit("replace", "---", old="+++"),
                Edit("replace", "{example}", old="{written}"),
            ),
        ),
    },
    what={
        "en": "The file breaks the rules of YAML, so that its values cannot be told.",
        "zh": "文件不符合 YAML 的写法，无法读出其中的内容。",
    },
    why={
        "en": "A plan that is read other than it was meant is worse than one that is not read.",
        "zh": "读错的计划比没有读到更糟。",
    },
    bad="kind: goal\ntitle: Grow sales: by 20 %\n",
    good='kind: goal\ntitle: "Grow sales: by 20 %"\n',
)

YAML_DUPLICATE_KEY: Final = Code(
    name="yaml-duplicate-key",
    severity=Severity.ERROR,
    message={
        "en": "`{key}` is written twice",
        "zh": "`{key}` 写了两次",
    },
    help={
        "en": "keep one of the two lines",
        "zh": "请只保留其中一行",
    },
    what={
        "en": "A mapping has the same key twice.",
        "zh": "同一层里有两个相同的字段。",
    },
    why={
        "en": "Only one of the two values can count, and it may be the wrong one.",
        "zh": "两个值只能有一个算数，可能正好是错的那个。",
    },
    bad="target: 6000000\nunit: CNY\ntarget: 6500000\n",
    good="target: 6500000\nunit: CNY\n",
)

YAML_COMMA_IN_NUMBER: Final = Code(
    name="yaml-comma-in-number",
    severity=Severity.ERROR,
    message={
        "en": "`{written}` is read as {count} entries: inside braces and brackets a comma ends one",
        "zh": "`{written}` 会被读成 {count} 项：花括号和方括号里的逗号表示一项结束",
    },
    help={
        "en": "write {number}",
        "zh": "请写成 {number}",
    },
    variants={
        "text": (
            {
                "en": "`{written}` is cut at its comma: inside brackets a comma ends an entry",
                "zh": "`{written}` 会在逗号处断开：括号里的逗号表示一项结束",
            },
            {
                "en": 'put it in quotes: "{escaped}"',
                "zh": '请加上引号："{escaped}"',
            },
        ),
        "either": (
            {
                "en": "`{written}` is cut at its comma: inside brackets a comma ends an entry",
                "zh": "`{written}` 会在逗号处断开：括号里的逗号表示一项结束",
            },
            {
                "en": 'for a number, write {number}; for a text, put it in quotes: "{escaped}"',
                "zh": '如果是数字，请写成 {number}；如果是文字，请加上引号："{escaped}"',
            },
        ),
        "unclear": (
            {
                "en": "`{written}` is read as {count} entries: inside braces and brackets a comma "
                "ends one",
                "zh": "`{written}` 会被读成 {count} 项：花括号和方括号里的逗号表示一项结束",
            },
            {
                "en": "write the number without commas, with a point for decimals, as in 5000000 "
                "or 0.7",
                "zh": "请去掉数字里的逗号，小数用点，例如 5000000 或 0.7",
            },
        ),
    },
    fixes={
        "": ((Edit("write", "{number}"),),),
        "text": ((Edit("write", '"{escaped}"'),),),
        "either": ((Edit("write", "{number}"),), (Edit("write", '"{escaped}"'),)),
    },
    what={
        "en": "A number inside braces or brackets is written with commas.",
        "zh": "花括号或方括号里的数字带有逗号。",
    },
    why={
        "en": "YAML reads 840,500 there as 840 and something called 500: a quota a thousand times "
        "too small, without a word.",
        "zh": "YAML 在那里会把 840,500 读成 840 和一个叫 500 的东西：任务额小了一千倍，却没有任何提示。",
    },
    bad="people: [{person: bob, quota: 840,500}]\n",
    good="people: [{person: bob, quota: 840500}]\n",
)

YAML_COMMENT_IN_TEXT: Final = Code(
    name="yaml-comment-in-text",
    severity=Severity.WARNING,
    message={
        "en": "the text ends before ` {comment}`: what follows a space and # is a comment",
        "zh": "文字在 ` {comment}` 之前就结束了：空格加 # 之后的内容是注释",
    },
    help={
        "en": 'put it in quotes: "{whole}"; if it is a comment, leave a space after the #',
        "zh": '请加上引号："{whole}"；如果确实是注释，请在 # 后面空一格',
    },
    fixes={"": ((Edit("write", '"{whole}"'),),)},
    what={
        "en": "A text without quotes is followed by a space and a word that begins with #.",
        "zh": "没有加引号的文字后面，是空格和一个以 # 开头的词。",
    },
    why={
        "en": "YAML takes the rest of the line for a comment: “Slack #sales” becomes “Slack”.",
        "zh": "YAML 会把该行余下的内容当作注释：“Slack #sales”只剩下“Slack”。",
    },
    bad="where: Slack #sales\n",
    good='where: "Slack #sales"\n',
)

YAML_DUPLICATE_KEY_FIRST: Final[Text] = {"en": "first written here", "zh": "最先写在这里"}

YAML_ENCODING: Final = Code(
    name="yaml-encoding",
    severity=Severity.ERROR,
    message={
        "en": "this is not UTF-8 text: byte {offset} (line {line}) {looks}",
        "zh": "这不是 UTF-8 文本：第 {offset} 个字节（第 {line} 行）{looks}",
    },
    help={
        "en": "save the file with the encoding UTF-8 (in most editors under “Save with encoding”)",
        "zh": "请把文件另存为 UTF-8 编码（多数编辑器在“以编码保存”中）",
    },
    variants={
        "utf-16": (
            {
                "en": "this file is saved as UTF-16 (“Unicode” in some editors), which cannot be "
                "read here",
                "zh": "这个文件存成了 UTF-16 编码（有的编辑器称为“Unicode”），这里无法读取",
            },
            {
                "en": "save it as UTF-8: in most editors “Save as…”, then choose the encoding "
                "UTF-8",
                "zh": "请另存为 UTF-8：多数编辑器在“另存为”中选择编码 UTF-8",
            },
        ),
        "nul": (
            {
                "en": "there is a NUL byte here: byte {offset} (line {line})",
                "zh": "这里有一个 NUL 字节：第 {offset} 个字节（第 {line} 行）",
            },
            {
                "en": "delete it, or restore the file: a text never has one, so it may be damaged",
                "zh": "请删除它或恢复该文件：文本中不会有 NUL 字节，文件可能已损坏或并非文本",
            },
        ),
    },
    what={
        "en": "A file of `content/` is not text in UTF-8.",
        "zh": "`content/` 下的某个文件不是 UTF-8 文本。",
    },
    why={
        "en": "In any other encoding Chinese turns into other characters on the next machine.",
        "zh": "用其他编码，中文换一台机器就会变成乱码。",
    },
    bad="# saved as GBK or UTF-16\n",
    good="# saved as UTF-8\n",
)

YAML_TOO_LARGE: Final = Code(
    name="yaml-too-large",
    severity=Severity.ERROR,
    message={
        "en": "this file has {size}; the limit is {limit}, so it was not read",
        "zh": "该文件大小为 {size}，上限是 {limit}，因此没有读取",
    },
    help={
        "en": "split it, or raise `limits: {{file_size: …}}` (in bytes) in planbook.yaml",
        "zh": "请拆分文件，或在 planbook.yaml 中调高 `limits: {{file_size: …}}`（单位：字节）",
    },
    variants={
        "nodes": (
            {
                "en": "this file holds more than {limit} values, the limit, so it was not read on",
                "zh": "该文件的值超过了上限 {limit} 个，因此不再往下读",
            },
            {
                "en": "split it, or raise `limits: {{nodes: …}}` in planbook.yaml",
                "zh": "请拆分文件，或在 planbook.yaml 中调高 `limits: {{nodes: …}}`",
            },
        ),
    },
    what={
        "en": "A file is larger than `limits.file_size`, or holds more values than `limits.nodes`.",
        "zh": "文件超过了 `limits.file_size`，或值的个数超过了 `limits.nodes`。",
    },
    why={
        "en": "The limit keeps a file that came in by mistake from filling the memory.",
        "zh": "设上限是为了避免误放的大文件占满内存。",
    },
    bad="# content/export.yaml with 2 GiB\n",
    good="limits:\n  file_size: 4194304   # in planbook.yaml\n",
)

YAML_TOO_DEEP: Final = Code(
    name="yaml-too-deep",
    severity=Severity.ERROR,
    message={
        "en": "this is nested more than {limit} levels deep, the limit",
        "zh": "嵌套超过了上限 {limit} 层",
    },
    help={
        "en": "flatten it, or raise `limits: {{depth: …}}` in planbook.yaml",
        "zh": "请减少嵌套，或在 planbook.yaml 中调高 `limits: {{depth: …}}`",
    },
    what={
        "en": "Lists and mappings stand inside each other deeper than `limits.depth`.",
        "zh": "列表和映射的嵌套超过了 `limits.depth`。",
    },
    why={
        "en": "No plan is nested that deep; such a file is an accident or an attack.",
        "zh": "没有计划会嵌套这么深；这样的文件不是意外就是攻击。",
    },
    bad="[[[[[[[[[[ … 10 000 times\n",
    good="- one\n- two\n",
)

YAML_TOO_MANY_ALIASES: Final = Code(
    name="yaml-too-many-aliases",
    severity=Severity.ERROR,
    message={
        "en": "written out, the aliases (`*name`) make more than {limit} values, the limit",
        "zh": "别名（`*名称`）展开后，值的个数超过了上限 {limit}",
    },
    help={
        "en": "use fewer aliases, or raise `limits: {{nodes: …}}` in planbook.yaml",
        "zh": "请减少别名，或在 planbook.yaml 中调高 `limits: {{nodes: …}}`",
    },
    what={
        "en": "Aliases repeat values that hold aliases themselves, and grow without bound.",
        "zh": "别名所引用的内容里还有别名，展开后数量激增。",
    },
    why={
        "en": "A file of a few lines could so fill the memory of the machine.",
        "zh": "几行文字就可能占满机器的内存。",
    },
    bad="a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]   # and so on\n",
    good="a: [x, x]\n",
)

YAML_UNSUPPORTED_TAG: Final = Code(
    name="yaml-unsupported-tag",
    severity=Severity.ERROR,
    message={
        "en": "the tag `{tag}` is not supported",
        "zh": "不支持标签 `{tag}`",
    },
    help={
        "en": "delete it; a text that begins with `!` is put in quotes",
        "zh": "请删除它；以 `!` 开头的文字要加引号",
    },
    variants={
        "mismatch": (
            {
                "en": "`{written}` does not fit its tag `{tag}`",
                "zh": "`{written}` 与标签 `{tag}` 不符",
            },
            {
                "en": "delete the tag",
                "zh": "请删除该标签",
            },
        ),
    },
    what={
        "en": "A value carries a YAML tag (`!…`) other than the core ones.",
        "zh": "某个值带有核心标签以外的 YAML 标签（`!…`）。",
    },
    why={
        "en": "Tags make programs run code. Plans are plain values.",
        "zh": "标签会让程序执行代码。计划只需要普通的值。",
    },
    bad="owner: !person chen-rui\n",
    good="owner: chen-rui\n",
)

YAML_NOT_A_MAPPING: Final = Code(
    name="yaml-not-a-mapping",
    severity=Severity.ERROR,
    message={
        "en": "a document is made of `field: value` lines; this one is a text",
        "zh": "文档应由“字段: 值”各行组成，而这里是一段文字",
    },
    help={
        "en": "begin with `kind: …`, with a space after the colon",
        "zh": "请以 `kind: …` 开头，冒号后加空格",
    },
    variants={
        "list": (
            {
                "en": "a document is made of `field: value` lines; this one is a list",
                "zh": "文档应由“字段: 值”各行组成，而这里是一个列表",
            },
            {
                "en": "take the `- ` away, and separate several documents by a line `---`",
                "zh": "请去掉 `- `，多份文档之间用一行 `---` 分隔",
            },
        ),
        "colon-space": (
            {
                "en": "there is no space after the colon of `{key}`",
                "zh": "`{key}` 的冒号后面缺少空格",
            },
            {
                "en": "write `{example}`",
                "zh": "请写成 `{example}`",
            },
        ),
        "wide-colon": (
            {
                "en": "the colon after `{key}` is the full-width `：`",
                "zh": "`{key}` 后面用了全角冒号 `：`",
            },
            {
                "en": "use the plain colon and a space: `{example}`",
                "zh": "请改用英文冒号加空格：`{example}`",
            },
        ),
        "front-matter": (
            {
                "en": "between the two lines `---` stand `field: value` lines, and this is none",
                "zh": "两行 `---` 之间应是“字段: 值”，而这里不是",
            },
            {
                "en": "write `title: ` and the title there, and the text below the second `---`",
                "zh": "请在那里写 `title: ` 和标题，正文写在第二个 `---` 之后",
            },
        ),
    },
    fixes={
        variant: ((Edit("replace", "{example}", old="{written}"),),)
        for variant in ("colon-space", "wide-colon")
    },
    what={
        "en": "The top of a document is a list or a single text.",
        "zh": "文档的最外层是列表或单独一段文字。",
    },
    why={
        "en": "Every document says its `kind`, `id` and fields by name.",
        "zh": "每份文档都要按名称写出 `kind`、`id` 和各字段。",
    },
    bad="- kind: goal\n  id: east-q3\n",
    good="kind: goal\nid: east-q3\n",
)

YAML_EMPTY_DOCUMENT: Final = Code(
    name="yaml-empty-document",
    severity=Severity.ERROR,
    message={
        "en": "this file is empty",
        "zh": "这个文件是空的",
    },
    help={
        "en": "write a document, or delete the file; a file whose name begins with `_` is not read",
        "zh": "请写入内容，或删除该文件；文件名以 `_` 开头则不会被读取",
    },
    variants={
        "settings": (
            {
                "en": "planbook.yaml says nothing yet",
                "zh": "planbook.yaml 里还没有内容",
            },
            {
                "en": "write `title: ` and the name of your handbook into it",
                "zh": "请写上 `title: ` 和手册的名称",
            },
        ),
        "comments": (
            {
                "en": "this file holds nothing but comments",
                "zh": "这个文件里只有注释",
            },
            {
                "en": "write a document, or delete the file; a file whose name begins with `_` is "
                "not read",
                "zh": "请写入内容，或删除该文件；文件名以 `_` 开头则不会被读取",
            },
        ),
    },
    what={
        "en": "A content file holds no document.",
        "zh": "内容文件里没有文档。",
    },
    why={
        "en": "Mostly it was not saved, or a merge lost its contents.",
        "zh": "多半是没有保存，或合并时丢了内容。",
    },
    bad="# to do\n",
    good="kind: tool\nid: crm\ntitle: CRM\ntype: crm\npurpose: Every order and visit\n",
)

YAML_BAD_KEY: Final = Code(
    name="yaml-bad-key",
    severity=Severity.ERROR,
    message={
        "en": "a list or mapping cannot be the name of a field",
        "zh": "列表或映射不能作为字段名",
    },
    help={
        "en": "a text in brackets or braces is put in quotes",
        "zh": "带方括号或花括号的文字要加引号",
    },
    variants={
        "empty": (
            {
                "en": "there is no field name before the colon",
                "zh": "冒号前没有字段名",
            },
            {
                "en": "write a name before the colon, or delete the line",
                "zh": "请在冒号前写上字段名，或删除这一行",
            },
        ),
    },
    what={
        "en": "The name of a field is a list, a mapping, or missing.",
        "zh": "字段名是列表、映射，或空缺。",
    },
    why={
        "en": "Fields are known by their names alone.",
        "zh": "字段只能靠名称识别。",
    },
    bad="{east}: 5000000\n",
    good="east: 5000000\n",
)

CODES: Final = (
    YAML_SYNTAX,
    YAML_DUPLICATE_KEY,
    YAML_COMMA_IN_NUMBER,
    YAML_COMMENT_IN_TEXT,
    YAML_ENCODING,
    YAML_TOO_LARGE,
    YAML_TOO_DEEP,
    YAML_TOO_MANY_ALIASES,
    YAML_UNSUPPORTED_TAG,
    YAML_NOT_A_MAPPING,
    YAML_EMPTY_DOCUMENT,
    YAML_BAD_KEY,
)
