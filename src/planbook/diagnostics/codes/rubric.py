"""Codes of what is wrong in a project's own SMART rubric, schemas/smart.rubric.yaml."""

from __future__ import annotations

from typing import Final

from planbook.diagnostics.codes.schema import project_file_codes
from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit

RUBRIC_FILE_CODES: Final = project_file_codes(
    "rubric",
    {"en": "In the SMART rubric: ", "zh": "SMART 评分标准中："},
    (
        ("owner: {points: 4}\n", "owner: {letter: S, points: 4}\n"),
        ("owner: {ponits: 4}\n", "owner: {points: 4}\n"),
        ("points: four\n", "points: 4\n"),
        ("earns: most\n", "earns: half\n"),
        ("checks: {Title Figure: {points: 4}}\n", "checks: {title-figure: {points: 4}}\n"),
        ("points: 40\n", "points: 4\n"),
    ),
)

RUBRIC_POINTS_DO_NOT_ADD_UP: Final = Code(
    name="rubric-points-do-not-add-up",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "the points of all checks add up to {sum}, not to 100 ({letters})",
        "zh": "所有检查项的分数合计 {sum}，应为 100（{letters}）",
    },
    help={
        "en": "change the points, or say what each letter is worth: `weights: {weights}`; the points "
        "then only weigh the checks of one letter against each other",
        "zh": "请调整分数，或写明每个字母占多少分：`weights: {weights}`；"
        "这样检查项的分数只决定同一字母内部的比例",
    },
    variants={
        "weights": (
            {
                "en": "the weights of the letters add up to {sum}, not to 100",
                "zh": "各字母的权重合计 {sum}，应为 100",
            },
            {
                "en": "write weights that add up to 100; letters that you leave out share the rest",
                "zh": "请让权重合计 100；没写的字母会分摊剩下的分数",
            },
        ),
        "empty": (
            {
                "en": "{letter} is worth {worth} points, and no check counts for it",
                "zh": "{letter} 占 {worth} 分，但没有检查项算在它上面",
            },
            {
                "en": "give a check of {letter} points, or write `weights: {{{letter}: 0}}`",
                "zh": "请给 {letter} 的某个检查项分数，或写 `weights: {{{letter}: 0}}`",
            },
        ),
    },
    fixes={"empty": ((Edit("write", "0"),),)},
    what={
        "en": "The points of all checks, or the weights of the five letters, do not add up to 100.",
        "zh": "所有检查项的分数，或五个字母的权重，合计不是 100。",
    },
    why={
        "en": "A SMART score is out of 100, so that its bands mean the same everywhere.",
        "zh": "SMART 得分满分是 100，等级的界限才有意义。",
    },
    bad="checks:\n  owner: {points: 10}\n",
    good="checks:\n  owner: {points: 6}\n  scope: {points: 2}\n",
)

RUBRIC_UNKNOWN_CHECK: Final = Code(
    name="rubric-unknown-check",
    severity=Severity.ERROR,
    scope="project",
    message={"en": "there is no check `{name}`", "zh": "没有 `{name}` 这个检查项"},
    help={
        "en": "{hint}a rubric weighs the checks that planbook has: {known}",
        "zh": "{hint}评分标准只能调整已有的检查项：{known}",
    },
    fixes={"": ((Edit("rename", "{suggestion}"),),)},
    what={
        "en": "The rubric names a check that planbook cannot carry out.",
        "zh": "评分标准里有 planbook 不会做的检查项。",
    },
    why={
        "en": "Its points could never be earned.",
        "zh": "它的分数永远得不到。",
    },
    bad="checks:\n  ownr: {letter: S, points: 4}\n",
    good="checks:\n  owner: {letter: S, points: 4}\n",
)

RUBRIC_MISSING_CHECK: Final = Code(
    name="rubric-missing-check",
    severity=Severity.ERROR,
    scope="project",
    message={"en": "the check `{name}` is missing", "zh": "缺少检查项 `{name}`"},
    help={
        "en": "copy it from the built-in rubric; `points: 0` turns it off",
        "zh": "请从内置的评分标准复制过来；不想看这一项就写 `points: 0`",
    },
    what={
        "en": "The rubric leaves out a check that planbook carries out.",
        "zh": "评分标准漏了 planbook 会做的一个检查项。",
    },
    why={
        "en": "Left out by mistake and left out on purpose would look the same.",
        "zh": "漏写和故意不写看起来一样。",
    },
    bad="checks:\n  owner: {letter: S, points: 20}\n",
    good="checks:\n  owner: {letter: S, points: 20}\n  scope: {letter: S, points: 0}\n",
)

RUBRIC_MISSING_CASE: Final = Code(
    name="rubric-missing-case",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "the check `{check}` has no {part} `{name}`",
        "zh": "检查项 `{check}` 缺少{part} `{name}`",
    },
    help={
        "en": "copy it from the built-in rubric",
        "zh": "请从内置的评分标准复制过来",
    },
    what={
        "en": "A check can come to see something that the rubric has no sentence for, or compares "
        "with a number that the rubric does not have.",
        "zh": "检查时可能遇到评分标准没有写的情形，或需要它没有写的界限。",
    },
    why={
        "en": "There would be nothing to say, and no points to give.",
        "zh": "没有话可说，也没有分可给。",
    },
    bad="cases:\n  named: {earns: full, saw: An owner is named.}\n",
    good="cases:\n"
    "  named: {earns: full, saw: An owner is named.}\n"
    "  leaves: {earns: half, saw: The owner leaves., suggest: Name another.}\n"
    "  nobody: {earns: none, saw: No owner., suggest: Name one.}\n",
)

RUBRIC_UNKNOWN_CASE: Final = Code(
    name="rubric-unknown-case",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "the check `{check}` has no use for the {part} `{name}`",
        "zh": "检查项 `{check}` 用不到{part} `{name}`",
    },
    help={
        "en": "{hint}it knows: {known}",
        "zh": "{hint}可用的有：{known}",
    },
    fixes={"": ((Edit("rename", "{suggestion}"),),)},
    what={
        "en": "The rubric has a case or a limit that the check never uses.",
        "zh": "评分标准里有检查项用不到的情形或界限。",
    },
    why={
        "en": "Its words would never be seen; most often it is a misspelt name.",
        "zh": "它的文字永远不会出现，多半是名称写错了。",
    },
    bad="cases:\n  nobdy: {earns: none, saw: No owner., suggest: Name one.}\n",
    good="cases:\n  nobody: {earns: none, saw: No owner., suggest: Name one.}\n",
)

RUBRIC_UNKNOWN_PLACEHOLDER: Final = Code(
    name="rubric-unknown-placeholder",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "nothing is filled in for `{{{name}}}`",
        "zh": "`{{{name}}}` 没有内容可填",
    },
    help={
        "en": "{hint}this case fills in: {known}",
        "zh": "{hint}这个情形可以填入：{known}",
    },
    fixes={"": ((Edit("replace", "{suggestion}", old="{name}"),),)},
    what={
        "en": "A sentence of the rubric holds a word in braces that its case does not fill in.",
        "zh": "评分标准的句子里，花括号里的词在这个情形下没有内容。",
    },
    why={
        "en": "Readers would see the braces.",
        "zh": "读者会看到花括号。",
    },
    bad='saw: "{manager} answers for it."\n',
    good='saw: "{owner} answers for it."\n',
)

CODES: Final = (
    *RUBRIC_FILE_CODES.all(),
    RUBRIC_POINTS_DO_NOT_ADD_UP,
    RUBRIC_UNKNOWN_CHECK,
    RUBRIC_MISSING_CHECK,
    RUBRIC_MISSING_CASE,
    RUBRIC_UNKNOWN_CASE,
    RUBRIC_UNKNOWN_PLACEHOLDER,
)
