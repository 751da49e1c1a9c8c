"""Codes of files and folders: what cannot be taken in at all."""

from __future__ import annotations

from typing import Final

from planbook.diagnostics.finding import Code, Severity

FILE_UNREADABLE: Final = Code(
    name="file-unreadable",
    severity=Severity.ERROR,
    message={
        "en": "this cannot be read: {reason}",
        "zh": "无法读取：{reason}",
    },
    help={
        "en": "check the permissions of the file and of the folders above it",
        "zh": "请检查该文件及其上级文件夹的权限",
    },
    variants={
        "loop": (
            {
                "en": "this symbolic link leads back to itself: {chain}",
                "zh": "这个符号链接绕回了自身：{chain}",
            },
            {
                "en": "delete the link, or put the file itself in its place",
                "zh": "请删除该链接，或改放文件本身",
            },
        ),
        "dangling": (
            {
                "en": "this symbolic link leads to `{target}`, which does not exist",
                "zh": "这个符号链接指向 `{target}`，但目标不存在",
            },
            {
                "en": "delete the link, or put the file itself in its place",
                "zh": "请删除该链接，或改放文件本身",
            },
        ),
        "lfs": (
            {
                "en": "this is a pointer of Git LFS: the contents are not here",
                "zh": "这是 Git LFS 的指针文件，内容不在这里",
            },
            {
                "en": "run `git lfs pull`; plans are small, and are better kept in git itself",
                "zh": "请运行 `git lfs pull`；计划文件很小，直接放在 git 里更好",
            },
        ),
        "workbook": (
            {
                "en": "this is a workbook of a spreadsheet program that was renamed, not a CSV file",
                "zh": "这是改了扩展名的电子表格文件，不是 CSV",
            },
            {
                "en": 'open it in the spreadsheet program and save it there as "CSV UTF-8"',
                "zh": "请在电子表格程序中打开，再另存为“CSV UTF-8”格式",
            },
        ),
        "encoding": (
            {
                "en": "this table is not text: byte {offset} (line {line}) {looks}",
                "zh": "这个表格不是可读的文本：第 {offset} 个字节（第 {line} 行）{looks}",
            },
            {
                "en": 'save it from the spreadsheet as "CSV UTF-8"',
                "zh": "请在电子表格中另存为“CSV UTF-8”格式",
            },
        ),
    },
    what={
        "en": "A file in `content/` or `static/` could not be opened or read.",
        "zh": "`content/` 或 `static/` 下的某个文件无法打开或读取。",
    },
    why={
        "en": "What cannot be read would silently be missing from the handbook.",
        "zh": "读不到的内容会在手册里悄悄缺失。",
    },
    bad="# content/people/chen-rui/person.yaml may be read by its owner only\n",
    good="# content/people/chen-rui/person.yaml may be read by everyone who builds\n",
)

FILE_NOT_REGULAR: Final = Code(
    name="file-not-regular",
    severity=Severity.ERROR,
    message={
        "en": "this is {sort}, not a file",
        "zh": "这是{sort}，不是普通文件",
    },
    help={
        "en": "delete it, or move it out of the project",
        "zh": "请删除它，或移出项目",
    },
    what={
        "en": "Something in `content/` or `static/` is neither a file nor a folder: a pipe, a "
        "socket or a device.",
        "zh": "`content/` 或 `static/` 下有既不是文件也不是文件夹的东西：管道、套接字或设备。",
    },
    why={
        "en": "Reading it could wait for ever or give something else each time.",
        "zh": "读取它可能永远等待，或每次得到不同的内容。",
    },
    bad="# content/goals.yaml made with mkfifo\n",
    good="# content/goals.yaml, a text file\n",
)

FILE_OUTSIDE_PROJECT: Final = Code(
    name="file-outside-project",
    severity=Severity.ERROR,
    message={
        "en": "this symbolic link leads out of the project, to `{target}`",
        "zh": "这个符号链接指向项目之外：`{target}`",
    },
    help={
        "en": "copy the file into the project; only what lies in the project's folder is read",
        "zh": "请把文件复制到项目里；只读取项目文件夹内的内容",
    },
    variants={
        "path": (
            {
                "en": "`{target}` lies outside `content/`",
                "zh": "`{target}` 在 `content/` 之外",
            },
            {
                "en": "put the file beside this one, and write its name only",
                "zh": "请把文件放在本文件旁边，这里只写文件名",
            },
        ),
    },
    what={
        "en": "A link or a path in the project leads to something outside of it.",
        "zh": "项目中的链接或路径指向了项目之外。",
    },
    why={
        "en": "A handbook is built the same everywhere only if all of it is in the project, and "
        "nobody can publish a stranger's file by linking to it.",
        "zh": "内容全在项目里，手册在哪里生成才都一样，也不会有人借链接发布项目之外的文件。",
    },
    bad="data: ../../exports/revenue.csv\n",
    good="data: channel-revenue.csv\n",
)

FILE_BAD_NAME: Final = Code(
    name="file-bad-name",
    severity=Severity.ERROR,
    message={
        "en": "this name contains {character}",
        "zh": "这个名称中含有{character}",
    },
    help={
        "en": "rename it; letters, digits, `-` and `_` work everywhere",
        "zh": "请重命名；字母、数字、`-` 和 `_` 在任何地方都可用",
    },
    variants={
        "text-ending": (
            {
                "en": "the name ends in `{ending}`, so this file is not read",
                "zh": "文件名以 `{ending}` 结尾，因此没有读取",
            },
            {
                "en": "rename it to `{name}`. Windows hides the last ending until you tick "
                "View > Show > File name extensions",
                "zh": "请改名为 `{name}`。Windows 默认隐藏扩展名：请勾选“查看 > 显示 > 文件扩展名”",
            },
        ),
    },
    what={
        "en": "A file or folder name contains a line break, a control character, or bytes that "
        "are not text; or an editor has put `.txt` behind the ending of a document.",
        "zh": "文件或文件夹名含有换行、控制字符，或不是文本的字节；或编辑器在扩展名后又加了 `.txt`。",
    },
    why={
        "en": "Such a name cannot be shown on one line, and not every system can store it. A "
        "document that ends in `.txt` would silently be missing.",
        "zh": "这样的名称无法在一行里显示，也不是每个系统都能保存；以 `.txt` 结尾的文档会悄悄缺失。",
    },
    bad='# content/"goals\\n2026.yaml"\n',
    good="# content/goals-2026.yaml\n",
)

FILE_TOO_LARGE: Final = Code(
    name="file-too-large",
    severity=Severity.ERROR,
    message={
        "en": "this file has {size}; the limit is {limit}, so it was not read",
        "zh": "该文件大小为 {size}，上限是 {limit}，因此没有读取",
    },
    help={
        "en": "split it, or raise `limits: {{file_size: …}}` (in bytes) in planbook.yaml",
        "zh": "请拆分文件，或在 planbook.yaml 中调高 `limits: {{file_size: …}}`（单位：字节）",
    },
    what={
        "en": "A chapter or a table of readings is larger than `limits.file_size`.",
        "zh": "章节或读数表超过了 `limits.file_size` 的上限。",
    },
    why={
        "en": "The limit keeps a file that came in by mistake from filling the memory.",
        "zh": "设上限是为了避免误放的大文件占满内存。",
    },
    bad="# content/metrics/revenue.csv with 40 MiB\n",
    good="limits:\n  file_size: 52428800   # in planbook.yaml\n",
)

FILE_NO_CONTENT: Final = Code(
    name="file-no-content",
    severity=Severity.ERROR,
    message={
        "en": "the project has no folder `content`",
        "zh": "项目里没有 `content` 文件夹",
    },
    help={
        "en": "make it beside planbook.yaml; `planbook init` in an empty folder shows an example",
        "zh": "请在 planbook.yaml 旁边新建；在空文件夹中运行 `planbook init` 可得到一份示例",
    },
    what={
        "en": "The documents of a project lie in `content/`, and there is no such folder.",
        "zh": "项目的文档放在 `content/` 下，但没有这个文件夹。",
    },
    why={
        "en": "Without it there is nothing to make a handbook of.",
        "zh": "没有它就没有内容可以生成手册。",
    },
    bad="# my-team/planbook.yaml alone\n",
    good="# my-team/planbook.yaml\n# my-team/content/people/chen-rui/person.yaml\n",
)

FILE_NAME_NOT_AN_ID: Final = Code(
    name="file-name-not-an-id",
    severity=Severity.ERROR,
    message={
        "en": "there is no `id`, and the file's name `{stem}` cannot stand in for one",
        "zh": "没有写 `id`，而文件名 `{stem}` 也不能当作 id",
    },
    help={
        "en": "add a line such as `id: {example}`: small letters a–z, digits, and single hyphens",
        "zh": "请加一行，例如 `id: {example}`：只用小写字母 a–z、数字和单个连字符",
    },
    what={
        "en": "A document without `id` takes its file's name as its id; this name does not fit.",
        "zh": "没有写 `id` 的文档以文件名为 id，而这个文件名不符合 id 的写法。",
    },
    why={
        "en": "An id becomes part of a web address and is written in other files.",
        "zh": "id 会成为网址的一部分，也会写在别的文件里。",
    },
    bad="# content/goals/Q3 Umsatz.yaml\nkind: goal\n",
    good="# content/goals/Q3 Umsatz.yaml\nkind: goal\nid: q3-umsatz\n",
)

FILE_MISSING_ID: Final = Code(
    name="file-missing-id",
    severity=Severity.ERROR,
    message={
        "en": "this file holds several documents, and this one has no `id`",
        "zh": "该文件含有多份文档，而这一份没有写 `id`",
    },
    help={
        "en": "add `id: …` to each document between the `---` lines",
        "zh": "请给 `---` 之间的每份文档都加上 `id: …`",
    },
    what={
        "en": "Only where a file holds one document can its name stand in for the id.",
        "zh": "只有一个文件只含一份文档时，文件名才能代替 id。",
    },
    why={
        "en": "Two documents cannot share the name of their file.",
        "zh": "两份文档不能共用同一个文件名作为 id。",
    },
    bad="kind: tool\ntitle: CRM\n---\nkind: tool\ntitle: BI\n",
    good="kind: tool\nid: crm\ntitle: CRM\n---\nkind: tool\nid: bi\ntitle: BI\n",
)

FILE_NOT_A_CHAPTER: Final = Code(
    name="file-not-a-chapter",
    severity=Severity.ERROR,
    message={
        "en": "a Markdown file is a chapter; a {kind} is written in a `.yaml` file",
        "zh": "Markdown 文件只能是章节；{kind} 要写在 `.yaml` 文件里",
    },
    help={
        "en": "rename the file to end in `.yaml`, or delete the line `kind: {kind}`",
        "zh": "请把文件扩展名改为 `.yaml`，或删除 `kind: {kind}` 这一行",
    },
    what={
        "en": "The front matter of a Markdown file names a kind other than `chapter`.",
        "zh": "Markdown 文件开头写的种类不是 `chapter`。",
    },
    why={
        "en": "Only chapters have running text; every other kind is made of fields.",
        "zh": "只有章节含正文，其他种类都由字段组成。",
    },
    bad="---\nkind: goal\ntitle: Grow sales\n---\nText\n",
    good="---\nkind: chapter\ntitle: Goals\n---\nText\n",
)

FILE_TRANSLATION_KEY: Final = Code(
    name="file-translation-key",
    severity=Severity.ERROR,
    message={
        "en": "`{key}` does not belong in the translation of a chapter",
        "zh": "章节的译文里不能写 `{key}`",
    },
    help={
        "en": "write it in {first}; a translation's heading lines carry `title` and `summary` only",
        "zh": "请写在 {first} 里；译文开头只写 `title` 和 `summary`",
    },
    what={
        "en": "Of a chapter's files in several languages, the first language's carries the "
        "settings; the others carry their own title and summary.",
        "zh": "同一章的多个语言文件中，第一语言的文件写设置，其他文件只写各自的标题和摘要。",
    },
    why={
        "en": "Said in two places, the two would one day disagree.",
        "zh": "同一件事写在两处，迟早会不一致。",
    },
    bad="---\ntitle: Goals\norder: 2   # in goals.en.md\n---\n",
    good="---\ntitle: Goals\n---\n",
)

CODES: Final = (
    FILE_UNREADABLE,
    FILE_NOT_REGULAR,
    FILE_OUTSIDE_PROJECT,
    FILE_BAD_NAME,
    FILE_TOO_LARGE,
    FILE_NO_CONTENT,
    FILE_NAME_NOT_AN_ID,
    FILE_MISSING_ID,
    FILE_NOT_A_CHAPTER,
    FILE_TRANSLATION_KEY,
)
