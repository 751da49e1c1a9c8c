"""Codes of the linking stage: references that lead nowhere, twice, or in a circle."""

from __future__ import annotations

from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.language import Text

LINK_UNKNOWN_ID: Final = Code(
    name="link-unknown-id",
    severity=Severity.ERROR,
    message={
        "en": "there is no {kinds} with the id `{written}`",
        "zh": "没有 id 为 `{written}` 的{kinds}",
    },
    help={
        "en": "write the id of an existing {kinds}{existing}; or add a document with `id: {new}`",
        "zh": "请写一个已有{kinds}的 id{existing}，或新建一份 `id: {new}` 的文档",
    },
    variants={
        "no-id": (
            {
                "en": "there is no {kinds} called `{written}`",
                "zh": "没有名为 `{written}` 的{kinds}",
            },
            {
                "en": "write the id of an existing {kinds}{existing}; or add a document and give it "
                "an id: {form}",
                "zh": "请写一个已有{kinds}的 id{existing}，或新建一份文档并给它 id：{form}",
            },
        ),
        "suggest": (
            {
                "en": "there is no {kinds} with the id `{written}`",
                "zh": "没有 id 为 `{written}` 的{kinds}",
            },
            {"en": "did you mean {choices}?", "zh": "您是想写 {choices} 吗？"},
        ),
        "name": (
            {"en": "`{written}` is the name of {choices}", "zh": "`{written}` 是 {choices} 的名称"},
            {"en": "write {choices}", "zh": "请写成 {choices}"},
        ),
        "names": (
            {
                "en": "`{written}` is the name of {each}",
                "zh": "{each} 都叫 `{written}`",
            },
            {
                "en": "write the one that you mean: {choices}",
                "zh": "请写您所指的那一个：{choices}",
            },
        ),
        "row": (
            {
                "en": "no {kinds} has the id or the name `{written}`",
                "zh": "没有 id 或名称为 `{written}` 的{kinds}",
            },
            {
                "en": "write the id or the full name of somebody in this project, or add a document "
                "of that name",
                "zh": "请写本项目中已有的 id 或全名，或新建一份同名的文档",
            },
        ),
        "row-suggest": (
            {
                "en": "no {kinds} has the id or the name `{written}`",
                "zh": "没有 id 或名称为 `{written}` 的{kinds}",
            },
            {"en": "did you mean `{suggestion}`?", "zh": "您是想写 `{suggestion}` 吗？"},
        ),
        "rows": (
            {
                "en": "{count} more subjects of this table are unknown: {names} ({rows} rows)",
                "zh": "这张表里还有 {count} 个未知的对象：{names}（共 {rows} 行）",
            },
            {
                "en": "check that this is the column of the people, partners, teams or territories; "
                "if not, say in the metric which one is: `columns: {{subject: …}}`",
                "zh": "请确认这一列写的是人员、渠道伙伴、团队或区域；如果不是，请在指标里写明："
                "`columns: {{subject: …}}`",
            },
        ),
        "vocabulary": (
            {
                "en": "`{written}` is not a {kinds} of this project",
                "zh": "`{written}` 不是本项目的{kinds}",
            },
            {
                "en": "{hint}allowed: {allowed}; they are listed under `vocabulary` in planbook.yaml",
                "zh": "{hint}可用的有：{allowed}；它们列在 planbook.yaml 的 `vocabulary` 下",
            },
        ),
        "local": (
            {
                "en": "`{written}` is not a {kinds} of {home}",
                "zh": "{home} 中没有名为 `{written}` 的{kinds}",
            },
            {"en": "{hint}allowed: {allowed}", "zh": "{hint}可用的有：{allowed}"},
        ),
        "kind": (
            {
                "en": "the text links to `{written}`, and there is no kind `{kinds}`",
                "zh": "文中链接到 `{written}`，但没有 `{kinds}` 这种文档",
            },
            {"en": "did you mean `{suggestion}`?", "zh": "您是想写 `{suggestion}` 吗？"},
        ),
        "document": (
            {
                "en": "the text links to `{written}`, and there is no such file",
                "zh": "文中链接到 `{written}`，但没有这个文件",
            },
            {
                "en": "to link to the document, write {choices}",
                "zh": "要链接到文档，请写成 {choices}",
            },
        ),
        "chapter": (
            {
                "en": "the text links to `{written}`, and there is no such chapter",
                "zh": "文中链接到 `{written}`，但没有这一章",
            },
            {
                "en": "link to a chapter's file as it stands beside this one, or to a document as "
                "`[words](goal:its-id)`",
                "zh": "请链接到与本文件相邻的章节文件，或用 `[文字](goal:文档的-id)` 链接到文档",
            },
        ),
        "file": (
            {
                "en": "the text links to the file `{written}`, which does not exist in `content/`",
                "zh": "文中链接到文件 `{written}`，但 `content/` 下没有这个文件",
            },
            {
                "en": "check the spelling; the path starts from the folder of this document",
                "zh": "请检查拼写；路径从本文档所在的文件夹算起",
            },
        ),
        "web": (
            {
                "en": "the text links to the file `{written}`, which does not exist in `content/`",
                "zh": "文中链接到文件 `{written}`，但 `content/` 下没有这个文件",
            },
            {
                "en": "for a web page, write the whole address: `https://{written}`",
                "zh": "如果是网址，请写完整：`https://{written}`",
            },
        ),
    },
    what={
        "en": "A field, or a link in a text, names a document that does not exist.",
        "zh": "某个字段或文中链接指向一份不存在的文档。",
    },
    why={
        "en": "Owners, managers, metrics and objectives are tied together by these ids. One wrong "
        "letter, and a goal supports nothing and is counted nowhere.",
        "zh": "负责人、上级、指标和目标靠这些 id 相连。错一个字母，目标就悬空，也不会计入任何地方。",
    },
    fixes={
        "kind": ((Edit("replace", "{suggestion}", old="{target}"),),),
        "row-suggest": ((Edit("write", "{suggestion}"),),),
    },
    bad="owner: chen-riu\n",
    good="owner: chen-rui\n",
)

LINK_WRONG_KIND: Final = Code(
    name="link-wrong-kind",
    severity=Severity.ERROR,
    message={
        "en": "`{written}` is {found}; {a_kinds} belongs here",
        "zh": "`{written}` 是{found}，这里应填{a_kinds}",
    },
    help={
        "en": "write the id of {a_kinds}{existing}",
        "zh": "请填写{a_kinds}的 id{existing}",
    },
    variants={
        "name": (
            {
                "en": "`{written}` is the name of {found}; {a_kinds} belongs here",
                "zh": "`{written}` 是{found}的名称，这里应填{a_kinds}",
            },
            {
                "en": "write the id of {a_kinds}{existing}",
                "zh": "请填写{a_kinds}的 id{existing}",
            },
        ),
        "unknown-kind": (
            {
                "en": "`{written}` names the kind `{prefix}`; {a_kinds} belongs here",
                "zh": "`{written}` 指明的种类是 `{prefix}`，这里应填{a_kinds}",
            },
            {
                "en": "write the id alone, or begin with one of: {allowed}",
                "zh": "请只写 id，或以下列之一开头：{allowed}",
            },
        ),
    },
    what={
        "en": "A field names a document of a kind that does not belong there.",
        "zh": "某个字段引用了种类不符的文档。",
    },
    why={
        "en": "A goal is owned by a person or a team, never by a partner. Pages, roll-ups and "
        "privacy all rest on each reference being of the right kind.",
        "zh": "目标由人或团队负责，不会由合作伙伴负责。页面、汇总和权限都要求引用的种类正确。",
    },
    bad="owner: dist-hangzhou   # a partner\n",
    good="owner: chen-rui        # a person\n",
)

LINK_DUPLICATE_ID: Final = Code(
    name="link-duplicate-id",
    severity=Severity.ERROR,
    message={
        "en": "there is already a {kind} with the id `{id}`",
        "zh": "已经有一份 id 为 `{id}` 的{kind}",
    },
    help={
        "en": "give this one an id of its own, or delete one of the two",
        "zh": "请给这一份另取一个 id，或删除其中一份",
    },
    what={
        "en": "Two documents of one kind have the same id.",
        "zh": "同一种类的两份文档用了相同的 id。",
    },
    why={
        "en": "An id is a document's address and what others refer to. With two of them nobody "
        "could say which one is meant. Mostly a file was copied and the id left as it was.",
        "zh": "id 是文档的地址，也是别处引用它的名字。有两份就说不清指的是哪一份。多半是复制文件后忘了改 id。",
    },
    bad="kind: goal\nid: east-q3        # also in another file\n",
    good="kind: goal\nid: east-q3-partners\n",
)

LINK_DUPLICATE_ID_FIRST: Final[Text] = {"en": "first defined here", "zh": "最先在这里定义"}

LINK_CYCLE: Final = Code(
    name="link-cycle",
    severity=Severity.ERROR,
    message={
        "en": "this chain leads back to itself: {chain}",
        "zh": "这条链绕回了自身：{chain}",
    },
    help={
        "en": "one of these must lead elsewhere, or to nobody: decide which stands at the top",
        "zh": "其中一环必须指向别处或留空：请确定谁在最上面",
    },
    variants={
        "successor": (
            {
                "en": "a goal cannot be carried on by itself or by an earlier one: {chain}",
                "zh": "目标不能由它自己或更早的目标来接续：{chain}",
            },
            {
                "en": "name as `successor` the goal of a later period, or take it out of the "
                "newest of them",
                "zh": "请把 `successor` 写成之后周期的目标，或删去其中最新一个目标的 `successor`",
            },
        ),
        "weights": (
            {
                "en": "a metric cannot be weighted with itself: {chain}",
                "zh": "指标不能用它自己加权：{chain}",
            },
            {
                "en": "name another metric in `mean_by`, such as revenue",
                "zh": "请在 `mean_by` 中写另一个指标，例如销售额",
            },
        ),
    },
    what={
        "en": "A chain of managers, of teams, of objectives and goals, or of goals and their "
        "successors comes back to where it began.",
        "zh": "上级链、团队链、目标链，或目标与接续目标的链，绕了一圈又回到起点。",
    },
    why={
        "en": "Who may see a document, what a goal serves in the end and what became of it is "
        "found by following the chain. A circle has no end.",
        "zh": "谁能看到一份文档、一个目标最终支撑什么、后来由谁接续，都要沿链查找。绕成圈就没有尽头。",
    },
    bad="id: chen-rui\nmanager: lin-yue   # whose manager is chen-rui\n",
    good="id: lin-yue\n# no manager: the head of the team\n",
)

LINK_CYCLE_STEP: Final[Text] = {
    "en": "{source} points at {target} here",
    "zh": "{source} 在这里指向 {target}",
}

LINK_AMBIGUOUS_ID: Final = Code(
    name="link-ambiguous-id",
    severity=Severity.ERROR,
    message={
        "en": "`{written}` could be any of {found}",
        "zh": "`{written}` 可能是 {found} 中的任何一个",
    },
    help={
        "en": "say which one: write {choices}",
        "zh": "请说明是哪一个：写成 {choices}",
    },
    variants={
        "name": (
            {
                "en": "`{written}` is the name of {found}",
                "zh": "{found} 都叫 `{written}`",
            },
            {
                "en": "write the id of the one that is meant, such as `{example}`",
                "zh": "请写所指对象的 id，例如 `{example}`",
            },
        ),
    },
    fixes={"name": ((Edit("write", "{example}"),),)},
    what={
        "en": "A field that admits several kinds names an id that exists in more than one of them; "
        "or a row of a table has a name that several have.",
        "zh": "某个字段可填多种文档，而所写的 id 在不止一种里存在；或者表格某一行写的名称有重名。",
    },
    why={
        "en": "Whether a goal belongs to the person or to the team of that name decides who sees it "
        "and whose figures it counts in.",
        "zh": "目标属于同名的人还是同名的团队，决定了谁能看到它、计入谁的数据。",
    },
    bad="owner: east          # a person and a team are called east\n",
    good="owner: team:east\n",
)

LINK_UNPUBLISHED_FILE: Final = Code(
    name="link-unpublished-file",
    severity=Severity.WARNING,
    message={
        "en": "files like `{written}` do not go into the site; the page shows the link's words only",
        "zh": "`{written}` 这类文件不会放进网站；页面上只显示链接的文字",
    },
    help={
        "en": "link to a picture, a PDF, an office document, a text or a ZIP file instead; what "
        "must be in the site as it is goes into `static/`",
        "zh": "请改为链接图片、PDF、办公文档、文本或 ZIP 文件；必须原样放进网站的文件请放到 `static/`",
    },
    variants={
        "image": (
            {
                "en": "pictures like `{written}` do not go into the site; the page shows the words "
                "that stand for it",
                "zh": "`{written}` 这类图片不会放进网站；页面上只显示它的替代文字",
            },
            {
                "en": "save it as PNG, JPEG, GIF, WebP or AVIF",
                "zh": "请另存为 PNG、JPEG、GIF、WebP 或 AVIF",
            },
        ),
    },
    what={
        "en": "A text links to a file that a browser could run as part of the site, such as HTML, "
        "SVG or a script, or that is a source of the plans, such as CSV.",
        "zh": "文中链接的文件可能被浏览器当作网站的一部分运行（如 HTML、SVG、脚本），"
        "或者是计划的数据来源（如 CSV）。",
    },
    why={
        "en": "Scripts in it would see all that the reader may see; a source may say more than its "
        "page does.",
        "zh": "其中的脚本能看到读者可见的一切；数据来源里的内容也可能比页面展示的多。",
    },
    bad="summary: see [the plan](plan.html)\n",
    good="summary: see [the plan](plan.pdf)\n",
)

LINK_UNKNOWN_HEADING: Final = Code(
    name="link-unknown-heading",
    severity=Severity.WARNING,
    message={
        "en": "the text links to the heading `#{written}`, which {where} does not have",
        "zh": "文中链接到标题 `#{written}`，但{where}中没有这个标题",
    },
    help={
        "en": "{hint}headings there: {known}",
        "zh": "{hint}那里的标题有：{known}",
    },
    variants={
        "none": (
            {
                "en": "the text links to the heading `#{written}`, but {where} has no headings",
                "zh": "文中链接到标题 `#{written}`，但{where}中没有任何标题",
            },
            {
                "en": "leave out `#{written}`, or add a heading such as `## Steps {{#{written}}}`",
                "zh": "请去掉 `#{written}`，或加一个标题，例如 `## 步骤 {{#{written}}}`",
            },
        ),
        "none-here": (
            {
                "en": "the text links to the heading `#{written}`, but {where} has no headings",
                "zh": "文中链接到标题 `#{written}`，但{where}中没有任何标题",
            },
            {
                "en": "take the link out, or add a heading such as `## Steps {{#{written}}}`",
                "zh": "请去掉这个链接，或加一个标题，例如 `## 步骤 {{#{written}}}`",
            },
        ),
    },
    fixes={
        "": ((Edit("replace", "#{near}", old="#{written}"),),),
        "none": ((Edit("replace", old="#{written}"),),),
    },
    what={
        "en": "A link leads to a heading that is not there, on the same page or another.",
        "zh": "链接指向的标题不存在，无论在本页还是其他页面。",
    },
    why={
        "en": "A heading's address is made from its words, so it changes when they do. The link "
        "still opens the page, but not at the right place. `## How it is paid {#pay}` gives a "
        "heading an address of its own that stays.",
        "zh": "标题的地址由它的文字生成，文字改了，地址也随之改变。链接仍能打开页面，"
        "但到不了该去的位置。写成 `## 怎样计算 {#pay}` 可以给标题一个固定的地址。",
    },
    bad="notes: |\n  ## Steps\n\n  See [the steps](#step).\n",
    good="notes: |\n  ## Steps\n\n  See [the steps](#steps).\n",
)

LINK_ABSOLUTE: Final = Code(
    name="link-absolute",
    severity=Severity.WARNING,
    message={
        "en": "`{written}` depends on where the site is published; the page shows the link's "
        "words only",
        "zh": "`{written}` 取决于网站发布在哪里；页面上只显示链接的文字",
    },
    help={
        "en": "name the document instead: `[words]({instead})`",
        "zh": "请改为写文档的名称：`[文字]({instead})`",
    },
    variants={
        "site": (
            {
                "en": "`{written}` is a page of this site; the link leaves the copy that the "
                "reader has open",
                "zh": "`{written}` 是本网站的页面；读者会因此离开正在看的这一份",
            },
            {
                "en": "name the document instead: `[words]({instead})`",
                "zh": "请改为写文档的名称：`[文字]({instead})`",
            },
        ),
    },
    fixes={variant: ((Edit("replace", "{target}", old="{written}"),),) for variant in ("", "site")},
    what={
        "en": "A text links to a page of the site by its address.",
        "zh": "文中用网址链接到本网站的页面。",
    },
    why={
        "en": "The same site can stand under any address, on a disk too, and in several editions. "
        "A link by kind and id is checked, leads to the same edition, and counts under `Linked "
        "from`.",
        "zh": "同一个网站可以放在任何地址下，也可以从硬盘打开，还可能有多个版本。"
        "用种类和 id 写的链接会被检查，通向同一版本，并计入“被以下内容引用”。",
    },
    bad="notes: See [Ann](/people/ann/).\n",
    good="notes: See [Ann](person:ann).\n",
)

LINK_NOT_SHOWN: Final = Code(
    name="link-not-shown",
    severity=Severity.WARNING,
    message={
        "en": "`{written}` does not become a link; the page shows the words only",
        "zh": "`{written}` 不会成为链接；页面上只显示文字",
    },
    help={
        "en": "link to an address that begins with `https://`, `http://`, `mailto:` or `tel:`, to "
        "a document or to a file of the project",
        "zh": "可以链接以 `https://`、`http://`、`mailto:` 或 `tel:` 开头的地址、文档或项目中的文件",
    },
    variants={
        "image": (
            {
                "en": "pictures from other sites are not shown; in place of `{written}` the page "
                "shows the words that stand for it",
                "zh": "页面不显示其他网站的图片；`{written}` 处只显示它的替代文字",
            },
            {
                "en": "save the picture beside this file and name it by its path: `![words](photo.png)`",
                "zh": "请把图片存到本文件旁边，再用路径引用：`![文字](photo.png)`",
            },
        ),
    },
    what={
        "en": "A text has a link or a picture with an address that pages do not follow.",
        "zh": "文中的链接或图片使用了页面不支持的地址。",
    },
    why={
        "en": "Pages load nothing from elsewhere, so that nobody learns who reads them, and follow "
        "only addresses that a browser opens safely.",
        "zh": "页面不从别处加载任何内容，外人因此无从得知谁在阅读；也只允许浏览器能安全打开的地址。",
    },
    bad="notes: See ![the team](https://example.com/team.png).\n",
    good="notes: See ![the team](team.png).\n",
)

CODES: Final = (
    LINK_UNKNOWN_ID,
    LINK_WRONG_KIND,
    LINK_DUPLICATE_ID,
    LINK_CYCLE,
    LINK_AMBIGUOUS_ID,
    LINK_UNPUBLISHED_FILE,
    LINK_UNKNOWN_HEADING,
    LINK_ABSOLUTE,
    LINK_NOT_SHOWN,
)
