"""Codes of git: why a project as it was at a revision cannot be read."""

from __future__ import annotations

from typing import Final

from planbook.diagnostics.finding import Code, Severity

GIT_NOT_INSTALLED: Final = Code(
    name="git-not-installed",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "planbook reads earlier versions with git, and there is no `git` here",
        "zh": "planbook 用 git 读取以前的版本，但这里找不到 `git`",
    },
    help={
        "en": "install git and see that `git --version` works",
        "zh": "请安装 git，并确认 `git --version` 能运行",
    },
    what={
        "en": "A command that compares with an earlier revision needs git, which is not installed.",
        "zh": "与以前的版本比较需要 git，但没有安装。",
    },
    why={
        "en": "Earlier versions of a plan are kept by git and nowhere else.",
        "zh": "计划以前的内容只保存在 git 里。",
    },
    bad="planbook validate --since main   # in an image without git\n",
    good="apt-get install git\nplanbook validate --since main\n",
)

GIT_NO_REPOSITORY: Final = Code(
    name="git-no-repository",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "this project does not lie in a git repository, so there is nothing to compare with",
        "zh": "这个项目不在 git 仓库里，没有可以比较的版本",
    },
    help={
        "en": "run the command in a clone of the repository, or leave the revision out",
        "zh": "请在克隆下来的仓库里运行，或不要指定版本",
    },
    what={
        "en": "A command that compares with an earlier revision was run outside of a repository.",
        "zh": "在仓库之外运行了与以前版本比较的命令。",
    },
    why={
        "en": "Without a repository there are no earlier versions.",
        "zh": "没有仓库，就没有以前的版本。",
    },
    bad="planbook validate --since main   # in an unpacked archive\n",
    good="git clone … && cd …\nplanbook validate --since origin/main\n",
)

GIT_UNSAFE_REPOSITORY: Final = Code(
    name="git-unsafe-repository",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "git does not read this repository, because its folder belongs to another user",
        "zh": "这个仓库的文件夹属于另一个用户，git 拒绝读取",
    },
    help={
        "en": "if you trust it, run `git config --global --add safe.directory {folder}`",
        "zh": "如果信任它，请运行 `git config --global --add safe.directory {folder}`",
    },
    what={
        "en": "The repository belongs to another user, as it often does in a container.",
        "zh": "仓库属于另一个用户，这在容器里很常见。",
    },
    why={
        "en": "The settings of a repository can start programs, so git asks first.",
        "zh": "仓库的设置可以启动程序，所以 git 会先确认。",
    },
    bad="fatal: detected dubious ownership in repository at '/work'\n",
    good="git config --global --add safe.directory /work\n",
)

GIT_NO_COMMITS: Final = Code(
    name="git-no-commits",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "this repository has no commits yet, so there is nothing to compare with",
        "zh": "这个仓库还没有任何提交，没有可以比较的版本",
    },
    help={
        "en": "commit first, or leave the revision out",
        "zh": "请先提交一次，或不要指定版本",
    },
    what={
        "en": "A command that compares with an earlier revision was run before the first commit.",
        "zh": "在第一次提交之前运行了与以前版本比较的命令。",
    },
    why={
        "en": "Without a commit there are no earlier versions.",
        "zh": "没有提交，就没有以前的版本。",
    },
    bad="git init\nplanbook validate --since main\n",
    good="git init\ngit add .\ngit commit -m 'First plans'\n",
)

GIT_UNKNOWN_REVISION: Final = Code(
    name="git-unknown-revision",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "git knows no revision `{name}`",
        "zh": "git 中没有 `{name}` 这个版本",
    },
    help={
        "en": "{hint}`git branch --all` and `git tag` list what there is",
        "zh": "{hint}`git branch --all` 和 `git tag` 会列出已有的分支和标签",
    },
    variants={
        "remote": (
            {
                "en": "there is no branch `{name}` here, only `{suggestion}`",
                "zh": "这里没有 `{name}` 分支，只有 `{suggestion}`",
            },
            {"en": "write `{suggestion}`", "zh": "请写 `{suggestion}`"},
        ),
        "shallow": (
            {
                "en": "git knows no revision `{name}`: this clone is shallow and does not hold the "
                "whole history",
                "zh": "git 中没有 `{name}` 这个版本：这是浅克隆，没有完整的历史",
            },
            {
                "en": "run `git fetch --unshallow`; in GitHub Actions write `fetch-depth: 0` for "
                "actions/checkout, in GitLab CI `GIT_DEPTH: 0`",
                "zh": "请运行 `git fetch --unshallow`；在 GitHub Actions 里给 actions/checkout 写 "
                "`fetch-depth: 0`，在 GitLab CI 里写 `GIT_DEPTH: 0`",
            },
        ),
        "range": (
            {
                "en": "`{name}` is a range, and one revision is needed",
                "zh": "`{name}` 是一段范围，这里需要一个版本",
            },
            {"en": "write `{suggestion}`", "zh": "请写 `{suggestion}`"},
        ),
        "option": (
            {
                "en": "`{name}` is no revision: none begins with a hyphen",
                "zh": "`{name}` 不是版本：版本不会以连字符开头",
            },
            {
                "en": "give a branch, a tag or a commit",
                "zh": "请写分支、标签或提交",
            },
        ),
        "no-commit": (
            {
                "en": "`{name}` is there, but it is no commit",
                "zh": "`{name}` 存在，但不是提交",
            },
            {
                "en": "give a branch, a tag or a commit",
                "zh": "请写分支、标签或提交",
            },
        ),
    },
    what={
        "en": "The revision to compare with is not in this repository.",
        "zh": "要比较的版本不在这个仓库里。",
    },
    why={
        "en": "Comparing with something else would tell of changes that nobody made.",
        "zh": "换成别的版本来比较，会说出没人做过的改动。",
    },
    bad="planbook validate --since mian\n",
    good="planbook validate --since main\n",
)

GIT_HISTORY_MISSING: Final = Code(
    name="git-history-missing",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "this clone is shallow: the commit from which `{name}` and your work went separate "
        "ways is not in it",
        "zh": "这是浅克隆：里面没有 `{name}` 与当前工作分开时的那个提交",
    },
    help={
        "en": "run `git fetch --deepen=100` until it is, or `git fetch --unshallow`; in GitHub "
        "Actions write `fetch-depth: 0` for actions/checkout, in GitLab CI `GIT_DEPTH: 0`",
        "zh": "请多次运行 `git fetch --deepen=100` 直到取得它，或运行 `git fetch --unshallow`；"
        "在 GitHub Actions 里给 actions/checkout 写 `fetch-depth: 0`，"
        "在 GitLab CI 里写 `GIT_DEPTH: 0`",
    },
    what={
        "en": "A shallow clone lacks the commit that two branches have in common.",
        "zh": "浅克隆里缺少两个分支共同的提交。",
    },
    why={
        "en": "Only from there can be told what your change did and what others did meanwhile.",
        "zh": "只有从那里才能分清哪些是这次的改动，哪些是别人在此期间做的。",
    },
    bad="- uses: actions/checkout@v4\n",
    good="- uses: actions/checkout@v4\n  with:\n    fetch-depth: 0\n",
)

GIT_OBJECT_MISSING: Final = Code(
    name="git-object-missing",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "git has no contents for `{path}` at `{name}`: this clone holds only a part",
        "zh": "git 里没有 `{path}` 在 `{name}` 时的内容：这个克隆不完整",
    },
    help={
        "en": "run `git fetch --refetch --no-filter`, or clone without `--filter`; if that does "
        "not help, run `git fsck`",
        "zh": "请运行 `git fetch --refetch --no-filter`，或不带 `--filter` 重新克隆；"
        "如果还不行，请运行 `git fsck`",
    },
    what={
        "en": "A partial or damaged clone lacks the contents of a file at the revision.",
        "zh": "部分克隆或损坏的克隆里，缺少某个文件在该版本的内容。",
    },
    why={
        "en": "planbook fetches nothing by itself: what is missing cannot be compared.",
        "zh": "planbook 不会自行下载：缺少的内容无法比较。",
    },
    bad="git clone --filter=blob:none …\n",
    good="git clone …\n",
)

GIT_FAILED: Final = Code(
    name="git-failed",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "git could not do what was needed: {reason}",
        "zh": "git 执行失败：{reason}",
    },
    help={
        "en": "run `git status` here, and put right what it says",
        "zh": "请在这里运行 `git status`，并按它的提示处理",
    },
    what={
        "en": "git gave up with a message of its own.",
        "zh": "git 报错退出，并给出了自己的提示。",
    },
    why={
        "en": "A damaged repository is git's to explain.",
        "zh": "仓库损坏时，git 的说明最清楚。",
    },
    bad="fatal: bad config line 3 in file .git/config\n",
    good="git status\n",
)

CODES: Final = (
    GIT_NOT_INSTALLED,
    GIT_NO_REPOSITORY,
    GIT_UNSAFE_REPOSITORY,
    GIT_NO_COMMITS,
    GIT_UNKNOWN_REVISION,
    GIT_HISTORY_MISSING,
    GIT_OBJECT_MISSING,
    GIT_FAILED,
)
