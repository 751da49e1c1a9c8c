"""Codes of the theme: a theme that is not there, a file of it that is wrong, a template error."""

from __future__ import annotations

from typing import Final

from planbook.diagnostics.finding import Code, Severity

THEME_UNKNOWN: Final = Code(
    name="theme-unknown",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "there is no theme named `{name}`",
        "zh": "没有名为 `{name}` 的主题",
    },
    help={
        "en": "write one of: {names}; or put your own into the folder `themes/{name}/`",
        "zh": "可用的有：{names}；也可以把自己的主题放进 `themes/` 下以它命名的文件夹",
    },
    what={
        "en": "planbook.yaml, or a theme's `extends`, names a theme that exists neither in the "
        "project's `themes/` nor among those that come with planbook.",
        "zh": "planbook.yaml 或某个主题的 `extends` 写了不存在的主题名：项目的 `themes/` 里没有，"
        "planbook 自带的也没有。",
    },
    why={
        "en": "Pages are drawn with the theme's templates; without it there is no site.",
        "zh": "页面靠主题的模板生成；没有主题就没有网站。",
    },
    bad="theme: defualt\n",
    good="theme: default\n",
)

THEME_CIRCLE: Final = Code(
    name="theme-extends-circle",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "these themes extend each other in a circle: {circle}",
        "zh": "这些主题互相继承成了一个圈：{circle}",
    },
    help={
        "en": "let one of them extend `default`, or nothing",
        "zh": "让其中一个继承 `default`，或不继承任何主题",
    },
    what={
        "en": "A theme takes what it lacks from the theme that it extends; here the chain comes "
        "back to where it began.",
        "zh": "主题缺少的文件取自它所继承的主题；这里的继承链又回到了起点。",
    },
    why={
        "en": "Nobody can say whose file wins.",
        "zh": "无法判断该用谁的文件。",
    },
    bad="extends: my-theme   # in themes/my-theme/theme.yaml\n",
    good="extends: default\n",
)

THEME_BAD_FILE: Final = Code(
    name="theme-bad-file",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "this file of the theme is not right: {reason}",
        "zh": "主题的这个文件有误：{reason}",
    },
    help={
        "en": "a file of words is a mapping of keys to words: `goal: {{owner: Owner}}`",
        "zh": "词语文件由键和词语组成，例如 `goal: {{owner: 负责人}}`",
    },
    variants={
        "reserved": (
            {
                "en": "names that begin with `default/` always mean the built-in templates",
                "zh": "以 `default/` 开头的名称始终指内置模板",
            },
            {
                "en": "move this template into another folder",
                "zh": "请把这个模板移到别的文件夹",
            },
        ),
        "settings": (
            {
                "en": "this file of the theme is not right: {reason}",
                "zh": "主题的这个文件有误：{reason}",
            },
            {
                "en": "a theme.yaml says `title`, `description` and `extends`, each a word or two",
                "zh": "theme.yaml 里写 `title`、`description` 和 `extends`，各是简短的文字",
            },
        ),
    },
    what={
        "en": "A theme.yaml or a file in the theme's `locales/` does not have the shape it needs.",
        "zh": "theme.yaml 或主题 `locales/` 里的某个文件不符合要求的格式。",
    },
    why={
        "en": "The words of every page come from these files.",
        "zh": "每个页面上的界面文字都来自这些文件。",
    },
    bad="goal: [Owner, Due]\n",
    good="goal:\n  owner: Owner\n  due: Due\n",
)

THEME_UNKNOWN_WORD: Final = Code(
    name="theme-unknown-word",
    severity=Severity.WARNING,
    scope="project",
    message={
        "en": "unused translation key `{key}`",
        "zh": "没有任何地方用到 `{key}` 的词语",
    },
    help={
        "en": "{hint}the keys stand in the built-in theme's `locales/`; own ones are asked for in "
        "own templates",
        "zh": "{hint}可用的键见内置主题的 `locales/`；自定义的键要在自己的模板里使用",
    },
    what={
        "en": "A file in the theme's `locales/` has a key that the built-in theme does not know and "
        "that no template of the project names.",
        "zh": "主题 `locales/` 里的某个键，内置主题没有，项目自己的模板也没有用到。",
    },
    why={
        "en": "It is probably misspelt: the words would not be shown anywhere.",
        "zh": "很可能是拼写错误：这些词语不会出现在任何地方。",
    },
    bad="section.poeple: Our team\n",
    good="section.people: Our team\n",
)

THEME_WORDS_MISSING: Final = Code(
    name="theme-words-missing",
    severity=Severity.WARNING,
    scope="project",
    message={
        "en": "words of the interface that are missing in `{language}`: {count} ({keys})",
        "zh": "`{language}` 缺少 {count} 条界面词语：{keys}",
    },
    help={
        "en": "write them in `locales/{language}.yaml` of the theme, by the keys of the built-in "
        "`en.yaml`; until then they are shown in English",
        "zh": "请在主题的 `locales/{language}.yaml` 中按内置 `en.yaml` 的键补上；在此之前显示英文",
    },
    variants={
        "all": (
            {
                "en": "the theme has no words of the interface in `{language}`",
                "zh": "主题没有 `{language}` 的界面词语",
            },
            {
                "en": "translate the built-in `en.yaml` as `locales/{language}.yaml` of the theme; "
                "until then they are shown in English",
                "zh": "请把内置的 `en.yaml` 译成主题的 `locales/{language}.yaml`；在此之前显示英文",
            },
        ),
    },
    what={
        "en": "A language of the site has no file of words in the theme, or one that lacks words or "
        "forms of a counted word that the other languages have.",
        "zh": "网站的一种语言在主题里没有词语文件，或缺少其他语言已有的词语或数量形式。",
    },
    why={
        "en": "Pages of this language show these words in English.",
        "zh": "这种语言的页面会用英文显示这些词语。",
    },
    bad="languages: [zh, en, pl]\n",
    good="languages: [zh, en]\n",
)

THEME_PLACEHOLDER: Final = Code(
    name="theme-placeholder",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "`{key}` has the placeholder `{{{name}}}`, for which there is no value",
        "zh": "`{key}` 里的占位符 `{{{name}}}` 没有对应的值",
    },
    help={
        "en": "{hint}allowed here: {allowed}",
        "zh": "{hint}这里可用的有：{allowed}",
    },
    what={
        "en": "Words of the theme have a placeholder that the built-in words of the same key lack.",
        "zh": "主题词语里有内置词语中同一个键所没有的占位符。",
    },
    why={
        "en": "A page fills in the values that it has; a place without a value stops the build.",
        "zh": "页面只能填入已有的值；没有值的占位符会让构建失败。",
    },
    bad="site.as_of: Figures as of {day}\n",
    good="site.as_of: Figures as of {date}\n",
)

THEME_PLACEHOLDER_MISSING: Final = Code(
    name="theme-placeholder-missing",
    severity=Severity.WARNING,
    scope="project",
    message={
        "en": "`{key}` lacks the placeholder `{{{name}}}`: the page would not say it",
        "zh": "`{key}` 缺少占位符 `{{{name}}}`：页面上就看不到它的值",
    },
    help={
        "en": "write `{{{name}}}` where its value is to stand",
        "zh": "请在要显示它的位置写上 `{{{name}}}`",
    },
    what={
        "en": "Words of the theme lack a placeholder that the built-in words of the same key have.",
        "zh": "主题词语里缺少内置词语中同一个键所有的占位符。",
    },
    why={
        "en": "A value that has no place in the words is lost to the reader.",
        "zh": "没有占位符，读者就看不到这个值。",
    },
    bad="site.as_of: Our figures\n",
    good="site.as_of: Our figures as of {date}\n",
)

THEME_UNREADABLE: Final = Code(
    name="theme-unreadable",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "this file of the theme cannot be read: {reason}",
        "zh": "主题的这个文件无法读取：{reason}",
    },
    help={
        "en": "templates and files of words are UTF-8 text in ordinary files of a reasonable size",
        "zh": "模板和词语文件应为大小合理、UTF-8 编码的普通文本文件",
    },
    what={
        "en": "A file of the theme cannot be opened, is no ordinary file, is larger than 1 MiB, or is "
        "not UTF-8 text.",
        "zh": "主题里的某个文件打不开、不是普通文件、大于 1 MiB，或不是 UTF-8 文本。",
    },
    why={
        "en": "A site drawn without it would lack something that its author meant to be there.",
        "zh": "缺了它，网站就会少掉作者本想展示的东西。",
    },
    bad="themes/default/templates/goal.html in GBK\n",
    good="themes/default/templates/goal.html in UTF-8\n",
)

THEME_OUTSIDE_PROJECT: Final = Code(
    name="theme-outside-project",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "this is a symbolic link that leads out of the project",
        "zh": "这是一个指向项目之外的符号链接",
    },
    help={
        "en": "copy the file into the project's `themes/` folder",
        "zh": "请把文件复制到项目的 `themes/` 文件夹里",
    },
    what={
        "en": "A file or folder of the project's theme is a symbolic link to a place outside.",
        "zh": "项目主题里的某个文件或文件夹是指向项目之外的符号链接。",
    },
    why={
        "en": "Files of the machine that builds could end up in the site, and the site would not "
        "be the same on another machine.",
        "zh": "构建机器上的文件可能因此进入网站，而且换一台机器结果就不同。",
    },
    bad="themes/default/static/logo.svg -> /home/me/logo.svg\n",
    good="themes/default/static/logo.svg\n",
)

THEME_REPLACES_STYLE: Final = Code(
    name="theme-replaces-style",
    severity=Severity.WARNING,
    scope="project",
    message={
        "en": "this file takes the place of the whole built-in style: {own} instead of {builtin} rules",
        "zh": "这个文件会整个取代内置样式：规则从 {builtin} 条变成 {own} 条",
    },
    help={
        "en": "to add to the built-in style, move it to `static/custom.css` and write "
        "`theme_options: {{css: [static/custom.css]}}` in planbook.yaml",
        "zh": "要在内置样式上增补，请把它移到 `static/custom.css`，并在 planbook.yaml 里写 "
        "`theme_options: {{css: [static/custom.css]}}`",
    },
    what={
        "en": "A project's theme has a `static/site.css` of a few lines. It is used instead of the "
        "built-in one of that name, not in addition.",
        "zh": "项目主题的 `static/site.css` 只有几行。它会取代内置的同名文件，而不是附加在后面。",
    },
    why={
        "en": "Pages would be left without nearly all of their style.",
        "zh": "页面会失去几乎全部样式。",
    },
    bad="themes/default/static/site.css: a{color:red}\n",
    good="theme_options:\n  css: [static/custom.css]\n",
)

THEME_TEMPLATE_ERROR: Final = Code(
    name="theme-template-error",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "the template fails on the page `{page}`: {reason}",
        "zh": "模板在生成页面 `{page}` 时出错：{reason}",
    },
    help={
        "en": "correct the template; only `view` and `ui` can be used in it",
        "zh": "请修改模板；模板里只能使用 `view` 和 `ui`",
    },
    variants={
        "several": (
            {
                "en": "the template fails on the page `{page}` and on {others} more: {reason}",
                "zh": "模板在生成页面 `{page}` 及另外 {others} 个页面时出错：{reason}",
            },
            {
                "en": "correct the template; only `view` and `ui` can be used in it",
                "zh": "请修改模板；模板里只能使用 `view` 和 `ui`",
            },
        ),
        "missing": (
            {
                "en": "there is no template `{name}`",
                "zh": "没有模板 `{name}`",
            },
            {
                "en": "{hint}the built-in ones are called `default/…`, as in `default/layout.html`",
                "zh": "{hint}内置模板写作 `default/…`，例如 `default/layout.html`",
            },
        ),
        "circle": (
            {
                "en": "this template leads back to itself: {circle}",
                "zh": "这个模板绕了一圈又回到自身：{circle}",
            },
            {
                "en": "where the built-in template is meant, put `default/` in front of its name, as in "
                "`default/layout.html`",
                "zh": "如果指的是内置模板，请在名称前加 `default/`，例如 `default/layout.html`",
            },
        ),
        "syntax": (
            {
                "en": "the template is written wrongly: {reason}",
                "zh": "模板写错了：{reason}",
            },
            {
                "en": "correct it, or delete it to have the built-in one of its name",
                "zh": "请修改它，或删除它以使用内置的同名模板",
            },
        ),
    },
    what={
        "en": "A template of the theme is written wrongly, asks for something that its page does "
        "not have, or for words that are in no catalogue.",
        "zh": "主题的某个模板写错了，或使用了页面没有的值，或用到了词语文件里没有的词。",
    },
    why={
        "en": "A page with a hole where a figure should stand is worse than no new page: the site "
        "stays as it was.",
        "zh": "页面缺一块比不更新更糟，因此网站保持原样。",
    },
    bad="{{ view.titel }}\n",
    good="{{ view.title }}\n",
)

CODES: Final = (
    THEME_UNKNOWN,
    THEME_CIRCLE,
    THEME_BAD_FILE,
    THEME_UNKNOWN_WORD,
    THEME_WORDS_MISSING,
    THEME_PLACEHOLDER,
    THEME_PLACEHOLDER_MISSING,
    THEME_UNREADABLE,
    THEME_OUTSIDE_PROJECT,
    THEME_REPLACES_STYLE,
    THEME_TEMPLATE_ERROR,
)
