"""``planbook ci``: what a build of a pull request needs besides the other commands."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import click

from planbook.cli.completing import complete_paths
from planbook.cli.formats import SUMMARY_FILE
from planbook.cli.invocation import EXIT_CLEAN, Invocation
from planbook.cli.localized_click import Command
from planbook.cli.writing import append_to_file, write_lines

if TYPE_CHECKING:
    from planbook.hosting.comments import CommentError
    from planbook.hosting.request import ReviewRequest
    from planbook.language import Text

GITLAB_TOKEN: Final = "PLANBOOK_GITLAB_TOKEN"
_MOST: Final = 16 << 20


@click.command(
    "ci",
    cls=Command,
    short_help="For builds on GitHub and GitLab: the base, the comment.",
    short_zh="供 GitHub、GitLab 的流程使用：比较基准、评论。",
    zh="供 GitHub Actions 和 GitLab CI 使用的步骤。`base` 输出合并请求要与之比较的提交，"
    "不是合并请求时什么也不输出。`comment FILE` 把 FILE（Markdown）写成合并请求下的一条评论，"
    "再次运行时更新同一条；没有写评论的权限时写到运行摘要里，并说明原因。",
)
@click.argument("step", type=click.Choice(["base", "comment"]))
@click.argument("file", required=False, shell_complete=complete_paths)
@click.pass_obj
def ci_command(call: Invocation, step: Literal["base", "comment"], file: str | None) -> int:
    """Steps for GitHub Actions and GitLab CI. `base` prints the commit that a pull or merge request
    is to be compared with, and nothing outside of one. `comment FILE` puts FILE, which is Markdown,
    under the request as one comment that is updated in place; where the build may write no
    comment, it goes into the job summary, with the reason.
    """
    if (file is None) != (step == "base"):
        call.fail(
            {
                "en": "write `planbook ci base`, or `planbook ci comment FILE`",
                "zh": "请写 `planbook ci base`，或 `planbook ci comment FILE`",
            }
        )
    request = _request(call)
    if file is None:
        if request is not None:
            write_lines(_compared_revision(call, request))
    else:
        _comment(call, request, _text(call, file))
    return EXIT_CLEAN


def _request(call: Invocation) -> ReviewRequest | None:
    from planbook.hosting.request import request_in

    if os.environ.get("GITHUB_EVENT_NAME") == "pull_request_target":
        # Such a run has the rights of the repository and the files of anybody.
        call.fail(
            {
                "en": "run planbook on `pull_request`, not on `pull_request_target`, which would "
                "give the repository's rights to what a stranger wrote",
                "zh": "请用 `pull_request` 触发，不要用 `pull_request_target`："
                "后者会把仓库的权限交给外人写的内容",
            }
        )
    path = os.environ.get("GITHUB_EVENT_PATH")
    event = Path(path).read_text("utf-8", "replace") if path and Path(path).is_file() else None
    return request_in(os.environ, event)


def _compared_revision(call: Invocation, request: ReviewRequest) -> str:
    from planbook.hosting.compared_revision import UnknownRevisionError, find_compared_revision

    try:
        return find_compared_revision(call.directory, request, os.environ.get("GITHUB_TOKEN"))
    except UnknownRevisionError:
        depth = {"github": "`fetch-depth: 2`", "gitlab": "`GIT_DEPTH: 0`"}[request.service]
        call.fail(
            {
                "en": "the commit that this request is compared with is not in this clone and "
                f"cannot be fetched; check out with {depth} (`fetch-depth: 0` or `GIT_DEPTH: 0` "
                "where not the merge is checked out)",
                "zh": f"这份克隆里没有要与之比较的提交，也取不到；请在检出时设置 {depth}"
                "（检出的不是合并结果时用 `fetch-depth: 0` 或 `GIT_DEPTH: 0`）",
            }
        )


def _text(call: Invocation, file: str) -> str:
    from planbook.reading.files import ReadError, read_file, sentence_of

    # A service's folder for passing files may be reached through a link.
    content = read_file(Path(os.path.realpath(call.path(file))), _MOST)
    if isinstance(content, ReadError):
        told = sentence_of(content)
        call.fail(
            {
                "en": f"{file} cannot be read: {told['en']}",
                "zh": f"无法读取 {file}：{told['zh']}",
            }
        )
    return content.decode("utf-8", "replace")


def _comment(call: Invocation, request: ReviewRequest | None, text: str) -> None:
    from planbook.hosting.comments import CommentError, put_comment

    if request is None:
        call.say(
            {
                "en": "This is no build of a pull or merge request: there is nothing to comment "
                "on.",
                "zh": "这次运行不属于合并请求，没有可评论的地方。",
            }
        )
        return
    if not text.strip():
        call.say({"en": "There is nothing to say.", "zh": "没有要说的内容。"})
        return
    name = "GITHUB_TOKEN" if request.service == "github" else GITLAB_TOKEN
    token = os.environ.get(name)
    if request.is_from_fork:
        _instead(call, request, text, _FROM_FORK)
    elif not token:
        _instead(
            call,
            request,
            text,
            {"en": f"{name} is not set", "zh": f"没有设置 {name}"},
        )
    else:
        try:
            updated = put_comment(request, token, text)
        except CommentError as error:
            _instead(call, request, text, _why(error, request))
            return
        call.say(
            {"en": "The comment was updated.", "zh": "评论已更新。"}
            if updated
            else {"en": "The comment was written.", "zh": "评论已写入。"}
        )


_FROM_FORK: Final[Text] = {
    "en": "this request comes from a fork, whose builds may not write",
    "zh": "这个合并请求来自派生仓库，其运行没有写权限",
}


def _why(error: CommentError, request: ReviewRequest) -> Text:
    """Return why the comment was not written, as the middle of a sentence."""
    if error.status in (401, 403, 404):
        needs: Text = (
            {
                "en": "it needs `permissions: pull-requests: write`",
                "zh": "需要 `permissions: pull-requests: write`",
            }
            if request.service == "github"
            else {
                "en": "it needs the scope `api` and the role Reporter",
                "zh": "需要 `api` 范围和 Reporter 角色",
            }
        )
        return {
            "en": f"the token may not write ({error.told}); {needs['en']}",
            "zh": f"令牌没有写权限（{error.told}）；{needs['zh']}",
        }
    return {
        "en": f"the service did not take it ({error.told})",
        "zh": f"服务没有接受（{error.told}）",
    }


def _instead(call: Invocation, request: ReviewRequest, text: str, why: Text) -> None:
    """Put ``text`` where it can be read without a comment, and say so."""
    summary = os.environ.get(SUMMARY_FILE) if request.service == "github" else None
    if summary:
        try:
            append_to_file(Path(summary), f"{text.rstrip()}\n\n")
        except (OSError, ValueError):
            summary = None
    where: Text = (
        {"en": "The job summary shows it instead.", "zh": "内容已写到运行摘要里。"}
        if summary
        else {
            "en": "The text is only in the file; keep it as an artifact.",
            "zh": "内容只在文件里，请作为产物保存。",
        }
    )
    call.say(
        {
            "en": f"No comment was written: {why['en']}. {where['en']}",
            "zh": f"没有写评论：{why['zh']}。{where['zh']}",
        }
    )
