"""Codes of what stands in a Markdown text and does not get onto the page as it was meant."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit

TEXT_NOT_SHOWN: Final = Code(
    name="text-not-shown",
    severity=Severity.WARNING,
    message={
        "en": "`{found}` is not shown on the page: the reference is defined but never used",
        "zh": "`{found}` 不会显示在页面上：定义了这个引用，却没有用到",
    },
    help={
        "en": "write `[words][{found}]` where the link belongs, or take the line out",
        "zh": "请在需要链接的地方写 `[文字][{found}]`，或删去这一行",
    },
    variants={
        "attribute": (
            {
                "en": "`{found}` is taken out of this HTML tag",
                "zh": "这个 HTML 标签中的 `{found}` 会被去掉",
            },
            {
                "en": "take it out; how pages look is up to the theme",
                "zh": "请删去；页面的样式由主题决定",
            },
        ),
        "comment": (
            {
                "en": "the comment that begins here never ends, so what follows is not shown",
                "zh": "从这里开始的注释没有结束，后面的内容不会显示",
            },
            {"en": "end the comment with `-->`", "zh": "请用 `-->` 结束注释"},
        ),
        "cell": (
            {
                "en": "`{found}` is not shown: this row has more cells than the table has columns",
                "zh": "`{found}` 不会显示：这一行的单元格比表格的列多",
            },
            {
                "en": "add a column to the table's first two lines; write `\\|` for a bar inside a "
                "cell",
                "zh": "请在表格的前两行加一列；单元格里的竖线请写 `\\|`",
            },
        ),
        "footnote": (
            {
                "en": "the footnote `[^{found}]` is not shown: nothing in the text refers to it",
                "zh": "脚注 `[^{found}]` 不会显示：文中没有引用它",
            },
            {
                "en": "write `[^{found}]` where the note belongs, or take it out",
                "zh": "请在需要加注的地方写 `[^{found}]`，或删去这条脚注",
            },
        ),
        "footnote-twice": (
            {
                "en": "the footnote `[^{found}]` is defined again below; only the last one is shown",
                "zh": "脚注 `[^{found}]` 在后面又定义了一次；只显示最后一条",
            },
            {"en": "give one of them another name", "zh": "请给其中一条换一个名称"},
        ),
        "definition-twice": (
            {
                "en": "`[{found}]` is already defined above; only the first address is used",
                "zh": "`[{found}]` 前面已经定义过；只用第一个地址",
            },
            {"en": "give one of them another name", "zh": "请给其中一个换一个名称"},
        ),
        "anchor": (
            {
                "en": "`{{#{found}}}` is already the address of a heading above; this heading gets "
                "another",
                "zh": "前面已有标题用了 `{{#{found}}}`；这个标题会得到另一个地址",
            },
            {"en": "write an address that is not taken", "zh": "请换一个没有用过的地址"},
        ),
    },
    fixes={
        "": ((Edit("remove"),),),
        "comment": ((Edit("append", "-->"),),),
        "footnote": ((Edit("remove"),),),
    },
    what={
        "en": "Something in a Markdown text does not get onto the page.",
        "zh": "Markdown 文字中有内容不会出现在页面上。",
    },
    why={
        "en": "Nobody who looks at the page can see that something is missing; the author can.",
        "zh": "看页面的人看不出少了什么；作者看得出。",
    },
    bad="notes: |\n  Two partners[^1] signed.\n\n  [^2]: Hangzhou and Suzhou.\n",
    good="notes: |\n  Two partners[^1] signed.\n\n  [^1]: Hangzhou and Suzhou.\n",
)

TEXT_SHOWN_AS_TYPED: Final = Code(
    name="text-shown-as-typed",
    severity=Severity.WARNING,
    message={
        "en": "this paragraph has {found} opening brackets, too many to look for links; it is "
        "shown as it is typed",
        "zh": "这一段有 {found} 个左方括号，太多，无法逐一查找链接；将按输入的原样显示",
    },
    help={
        "en": "divide the paragraph, or put it between two lines of three backticks if it is not "
        "meant as text",
        "zh": "请拆分这一段；如果它不是正文，请放在两行三个反引号之间",
    },
    variants={
        "depth": (
            {
                "en": "lists, quotes or HTML tags are nested too deeply here; what is below is shown "
                "as it is typed",
                "zh": "这里的列表、引用或 HTML 标签嵌套太深；更深的内容将按输入的原样显示",
            },
            {
                "en": "nest at most 20 lists in each other, and close the tags that you open",
                "zh": "列表最多嵌套 20 层；打开的标签请关闭",
            },
        ),
    },
    what={
        "en": "A text goes beyond what the Markdown parser reads in reasonable time.",
        "zh": "文字超出了 Markdown 解析器在合理时间内能处理的范围。",
    },
    why={
        "en": "A few kilobytes of nothing but opening brackets would otherwise hold a build up for "
        "minutes.",
        "zh": "否则几千字节的左方括号就可能让构建停住好几分钟。",
    },
    bad='notes: "[[[[[[[[[[[[[[[[[[[[[[ and a thousand more"\n',
    good="notes: See [the list](list.pdf).\n",
)

LOSSES: Final[Mapping[str, tuple[Code, str]]] = MappingProxyType(
    {
        "definition": (TEXT_NOT_SHOWN, ""),
        **{name: (TEXT_NOT_SHOWN, name) for name in TEXT_NOT_SHOWN.variants},
        "brackets": (TEXT_SHOWN_AS_TYPED, ""),
        **{name: (TEXT_SHOWN_AS_TYPED, name) for name in TEXT_SHOWN_AS_TYPED.variants},
    }
)
"""The code and its variant for each reason why something gets lost."""

CODES: Final = (TEXT_NOT_SHOWN, TEXT_SHOWN_AS_TYPED)
