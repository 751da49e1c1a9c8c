"""Codes of comments that allow a finding, and of baselines."""

from __future__ import annotations

from typing import Final

from planbook.diagnostics.finding import Code, Severity

_ALLOWED: Final = (
    "# planbook: allow[goal-inside-cadence] the campaign ends mid-month\nend: 2026-08-14\n"
)

SUPPRESSION_UNREADABLE: Final = Code(
    name="suppression-unreadable",
    severity=Severity.WARNING,
    message={
        "en": "this comment is meant for planbook, but allows nothing as it is written",
        "zh": "这条注释是写给 planbook 的，但这样写不起作用",
    },
    help={
        "en": "write `planbook: allow[CODE] reason`, with the code from the brackets behind the "
        "severity",
        "zh": "请写成 `planbook: allow[代码] 原因`，代码是检查结果中级别后面方括号里的词",
    },
    what={
        "en": "A comment begins with `planbook:`, and is not of the form `allow[CODE] reason`.",
        "zh": "注释以 `planbook:` 开头，却不是 `allow[代码] 原因` 的写法。",
    },
    why={
        "en": "Whoever wrote it believes that a finding is allowed.",
        "zh": "写的人以为已经允许了某条检查结果。",
    },
    bad="# planbook: ignore goal-inside-cadence\nend: 2026-08-14\n",
    good=_ALLOWED,
)

SUPPRESSION_UNKNOWN_CODE: Final = Code(
    name="suppression-unknown-code",
    severity=Severity.WARNING,
    message={
        "en": "there is no finding `{code}`",
        "zh": "没有 `{code}` 这个代码",
    },
    help={
        "en": "{hint}`planbook explain` lists all codes",
        "zh": "{hint}`planbook explain` 列出全部代码",
    },
    what={
        "en": "A comment allows a finding that does not exist.",
        "zh": "注释允许的检查结果并不存在。",
    },
    why={
        "en": "Nothing is allowed by it, though it looks as if something were.",
        "zh": "看上去允许了什么，其实没有起作用。",
    },
    bad="# planbook: allow[goal-in-cadence] the campaign ends mid-month\nend: 2026-08-14\n",
    good=_ALLOWED,
)

SUPPRESSION_WITHOUT_REASON: Final = Code(
    name="suppression-without-reason",
    severity=Severity.WARNING,
    message={
        "en": "this comment allows a finding and gives no reason",
        "zh": "这条注释允许了一条检查结果，但没有写原因",
    },
    help={
        "en": "write the reason behind the bracket: `allow[{code}] why this is right here`",
        "zh": "请在方括号后面写明原因：`allow[{code}] 这里为什么没有问题`",
    },
    what={
        "en": "A comment allows a finding without saying why.",
        "zh": "注释允许了检查结果，却没有说明原因。",
    },
    why={
        "en": "The next reader of the pull request cannot tell whether it was thought about.",
        "zh": "之后审阅的人无从知道这是否经过考虑。",
    },
    bad="# planbook: allow[goal-inside-cadence]\nend: 2026-08-14\n",
    good=_ALLOWED,
)

SUPPRESSION_UNUSED: Final = Code(
    name="suppression-unused",
    severity=Severity.WARNING,
    message={
        "en": "there is no `{code}` on this line or the next that could be allowed",
        "zh": "这一行和下一行都没有 `{code}` 可以允许",
    },
    help={
        "en": "delete the comment, or put it on the line that the finding names",
        "zh": "请删掉这条注释，或者移到检查结果所指的那一行",
    },
    what={
        "en": "A comment allows a finding that is not there.",
        "zh": "注释允许的检查结果在这里并不存在。",
    },
    why={
        "en": "It would hide the next mistake of that kind without anybody noticing.",
        "zh": "以后再出现同样的问题就会被悄悄掩盖。",
    },
    bad="# planbook: allow[goal-inside-cadence] the campaign ends mid-month\nend: 2026-08-31\n",
    good="end: 2026-08-31\n",
)

BASELINE_UNREADABLE: Final = Code(
    name="baseline-unreadable",
    severity=Severity.ERROR,
    message={
        "en": "this baseline cannot be read: {reason}",
        "zh": "无法读取这个基线文件：{reason}",
    },
    help={
        "en": "restore it from git, or delete it and write it anew: "
        "`planbook validate --write-baseline {path}`",
        "zh": "请从 git 恢复，或删掉后重新生成：`planbook validate --write-baseline {path}`",
    },
    what={
        "en": "The file given with `--baseline` is none that `--write-baseline` wrote.",
        "zh": "`--baseline` 所给的文件不是由 `--write-baseline` 生成的。",
    },
    why={
        "en": "Without it nobody knows which findings are old.",
        "zh": "没有它就无法知道哪些检查结果是以前就有的。",
    },
    bad='{"entries": [\n',
    good='{"format_version": 1, "entries": []}\n',
    scope="project",
)

BASELINE_OF_ANOTHER_PROJECT: Final = Code(
    name="baseline-of-another-project",
    severity=Severity.WARNING,
    message={
        "en": "this baseline seems to be of another project: none of the files that it names is "
        "here",
        "zh": "这个基线文件似乎属于另一个项目：其中提到的文件这里都没有",
    },
    help={
        "en": "give the baseline of this project, or write one: "
        "`planbook validate --write-baseline {path}`",
        "zh": "请改用本项目的基线文件，或重新生成：`planbook validate --write-baseline {path}`",
    },
    what={
        "en": "The file given with `--baseline` names no file of this project.",
        "zh": "`--baseline` 所给的文件没有提到本项目的任何文件。",
    },
    why={
        "en": "It hides nothing, and all old findings would be reported as new.",
        "zh": "它不起作用，以前就有的检查结果会全部被当成新的。",
    },
    bad='{"format_version": 1, "entries": [{"code": "goal-inside-cadence", '
    '"path": "content/elsewhere.yaml", "pointer": "", "count": 1}]}\n',
    good='{"format_version": 1, "entries": []}\n',
)

BASELINE_OUTDATED: Final = Code(
    name="baseline-outdated",
    severity=Severity.HINT,
    message={
        "en": "findings of this baseline that no longer occur: {number} ({places})",
        "zh": "这个基线文件里有 {number} 条检查结果已经不再出现（{places}）",
    },
    help={
        "en": "write it anew, so that they are noticed when they come back: "
        "`planbook validate --write-baseline {path}`",
        "zh": "请重新生成，这样它们再次出现时就能被发现：`planbook validate --write-baseline {path}`",
    },
    what={
        "en": "A baseline holds findings that have been put right since.",
        "zh": "基线文件里还有已经改好的检查结果。",
    },
    why={
        "en": "The same mistake at the same place would not be reported again.",
        "zh": "同样的地方再犯同样的错误时就不会再报告。",
    },
    bad='{"format_version": 1, "entries": [{"code": "goal-inside-cadence", '
    '"path": "content/q3.yaml", "pointer": "/time_bound/due", "count": 1}]}\n',
    good='{"format_version": 1, "entries": []}\n',
)

SUPPRESSION_CODES: Final = (
    SUPPRESSION_UNREADABLE,
    SUPPRESSION_UNKNOWN_CODE,
    SUPPRESSION_WITHOUT_REASON,
    SUPPRESSION_UNUSED,
)
"""What can be wrong with a comment that allows a finding."""

CODES: Final = (
    *SUPPRESSION_CODES,
    BASELINE_UNREADABLE,
    BASELINE_OF_ANOTHER_PROJECT,
    BASELINE_OUTDATED,
)
