"""``planbook codeowners``: who reviews which files, written down for the git service."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from planbook.cli.edition import as_of_from
from planbook.cli.invocation import EXIT_CLEAN, EXIT_FINDINGS, EXIT_INTERNAL, Invocation
from planbook.cli.localized_click import Command, option
from planbook.cli.writing import write_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planbook.checked import Checked
    from planbook.diagnostics.diagnostic import Diagnostic

PLACES: Final = (
    ".github/CODEOWNERS",
    "CODEOWNERS",
    "docs/CODEOWNERS",
    ".gitlab/CODEOWNERS",
)
"""Where GitHub and GitLab look, from the repository's root; the first that exists is taken."""

_OWN: Final = ("planbook.yaml", "schemas/", "static/", "themes/")
_MOST: Final = 3 << 20
_PERSON: Final = re.compile(r"""(?m)^[ \t]*["']?kind["']?[ \t]*:[ \t]*["']?person\b""")


@dataclass(frozen=True, slots=True)
class _Written:
    """The CODEOWNERS file as it is and as it should be; ``old`` is None where there is none."""

    path: Path
    old: str | None
    new: str
    has_owners: bool
    has_head: bool

    @property
    def differs(self) -> bool:
        return (self.old or "") != self.new


@click.command(
    "codeowners",
    cls=Command,
    short_help="Write CODEOWNERS from the org chart.",
    short_zh="按组织关系写出 CODEOWNERS。",
    zh="按组织关系写出 .github/CODEOWNERS（已有的 CODEOWNERS 则写在原处）：文档归本人和最近一级有 "
    "GitHub 账号（contacts.github）的上级，其余归负责人。只改 planbook 自己的那一段，"
    "手写的规则保持原样。",
)
@option(
    "--check",
    "only_check",
    is_flag=True,
    help="Write nothing; exit code 1 when something would change, and what.",
    zh="不写文件；如果会有改动，列出来并以退出码 1 结束。",
)
@click.pass_obj
def codeowners_command(call: Invocation, only_check: bool) -> int:
    """Write .github/CODEOWNERS, or the CODEOWNERS file that exists, from the org chart: a document
    belongs to its person and to the nearest manager with a GitHub account (contacts.github), all
    else to the head. Only planbook's own part of the file changes; rules written by hand stay.
    """
    from planbook.cli.project import fail_on_unsound_project, find_root
    from planbook.cli.report import check, print_findings

    root = find_root(call)
    checked = check(call, root, as_of_from(call))
    if checked.project is None:
        fail_on_unsound_project(call)
    broken = tuple(_about_people(checked))
    if broken:
        print_findings(call, broken, "text", to_stderr=True)
        call.say(
            {
                "en": "CODEOWNERS stays as it is: first put right what is wrong with the people.",
                "zh": "CODEOWNERS 保持不变：请先改正人员文档里的错误。",
            }
        )
        return EXIT_FINDINGS
    written = _compute(call, root, checked)
    shown = _shown(call, written.path)
    if not written.has_owners:
        call.say(
            {
                "en": "No person in service has an account in `contacts.github`; "
                "there is nothing to write.",
                "zh": "在职人员都没有填写 `contacts.github`，没有内容可写。",
            }
        )
    elif not written.has_head:
        call.say(
            {
                "en": "The head has no account in `contacts.github`: what belongs to nobody else, "
                "and to people led by nobody with an account, has no owner.",
                "zh": "负责人没有填写 `contacts.github`：不属于其他人的文件，"
                "以及各级上级都没有账号的人员的文件，都没有归属。",
            }
        )
    if not written.differs:
        if written.has_owners:
            call.say({"en": f"{shown} is up to date.", "zh": f"{shown} 已是最新。"})
        return EXIT_CLEAN
    if only_check:
        write_lines(*_difference(written))
        call.say(
            {
                "en": f"{shown} does not match the org chart; run `planbook codeowners`.",
                "zh": f"{shown} 与组织关系不一致；请运行 `planbook codeowners`。",
            }
        )
        return EXIT_FINDINGS
    _write(call, written)
    write_lines(shown)
    return EXIT_CLEAN


def new_codeowners(call: Invocation, root: Path) -> tuple[Path, str] | None:
    """Return the path and the text of a first CODEOWNERS for the project in ``root``.

    None where there is one, where nobody has an account, and where people cannot be read.
    """
    from planbook.pipeline import check_project

    repository = _repository(root)
    if any(os.path.lexists(repository / place) for place in PLACES):
        return None
    checked = check_project(root, as_of_from(call))
    if checked.project is None or any(_about_people(checked)):
        return None
    written = _compute(call, root, checked)
    return (written.path, written.new) if written.has_owners else None


def _about_people(checked: Checked) -> Iterator[Diagnostic]:
    """Yield the errors for which nobody can know all people and who leads them."""
    from planbook.diagnostics.finding import Severity

    errors = [found for found in checked.diagnostics if found.severity is Severity.ERROR]
    paths = {found.path for found in errors}
    hold_people = {
        source.path
        for source in checked.sources.documents
        if source.path in paths and _PERSON.search(source.text)
    } | set(checked.sources.unread)
    for found in errors:
        # Of a document that was read, the finding says which kind it is of.
        is_person = found.subject.startswith("person:")
        if is_person or (not found.subject and found.path in hold_people):
            yield found


def _compute(call: Invocation, root: Path, checked: Checked) -> _Written:
    from planbook.codeowners.block import DamagedBlockError, replace_block
    from planbook.codeowners.lines import owner_lines
    from planbook.codeowners.owners import find_owners

    assert checked.handbook is not None
    assert checked.as_of is not None
    repository = _repository(root)
    place = _place(repository)
    old = _read(call, repository, place)
    # A root that the call names may be relative, and the repository is not.
    below = root.absolute().relative_to(repository.absolute()).as_posix()
    project = "" if below == "." else below
    prefix = f"{project}/" if project else ""
    ownership = find_owners(checked.handbook, checked.as_of)
    own = [f"{prefix}{name}" for name in _OWN if os.path.lexists(root / name)]
    lines = owner_lines(ownership, checked.sources.paths, prefix, (*own, place))
    language = checked.handbook.settings.language
    try:
        new = replace_block(old or "", lines, language, project)
    except DamagedBlockError as damaged:
        at = f"{_shown(call, repository / place)}:{damaged.line}"
        call.fail(
            {
                "en": f"{at}: `# planbook: begin` and `# planbook: end` do not stand in one pair; "
                "put back the missing line, or take out both",
                "zh": f"{at}：`# planbook: begin` 和 `# planbook: end` 没有成对出现；"
                "请补上缺少的一行，或者两行都删掉",
            }
        )
    return _Written(
        repository / place, old, new, has_owners=bool(lines), has_head=bool(ownership.others)
    )


def _repository(root: Path) -> Path:
    from planbook.reading.repository import repository_root

    return repository_root(root) or root


def _place(repository: Path) -> str:
    for place in PLACES:
        if os.path.lexists(repository / place):
            return place
    on_gitlab = (repository / ".gitlab-ci.yml").exists() and not (repository / ".github").exists()
    return ".gitlab/CODEOWNERS" if on_gitlab else PLACES[0]


def _read(call: Invocation, repository: Path, place: str) -> str | None:
    """Return what the file holds, None where there is none; exit code 2 where it is no plain file.

    Bytes that are no UTF-8 come back as they were when the text is written.
    """
    from planbook.reading.files import ReadError, read_file, sentence_of

    path = repository / place
    shown = _shown(call, path)
    for each in (path, path.parent):
        if each != repository and each.is_symlink():
            link = _shown(call, each)
            call.fail(
                {
                    "en": f"{link} is a symbolic link; planbook does not write through it",
                    "zh": f"{link} 是符号链接，planbook 不通过它写文件",
                }
            )
    if os.path.lexists(path.parent) and not path.parent.is_dir():
        folder = _shown(call, path.parent)
        call.fail({"en": f"{folder} is not a folder", "zh": f"{folder} 不是文件夹"})
    if not os.path.lexists(path):
        return None
    # The repository itself may be reached through a link.
    content = read_file(Path(os.path.realpath(path.parent), path.name), _MOST)
    if isinstance(content, ReadError):
        told = sentence_of(content)
        call.fail(
            {
                "en": f"{shown} cannot be read: {told['en']}",
                "zh": f"无法读取 {shown}：{told['zh']}",
            },
            EXIT_INTERNAL if content.why == "unreadable" else 2,
        )
    return content.decode("utf-8", "surrogateescape")


def _shown(call: Invocation, path: Path) -> str:
    return Path(os.path.relpath(path, call.directory.absolute())).as_posix()


def _difference(written: _Written) -> list[str]:
    old, new = (Counter(text.splitlines()) for text in (written.old or "", written.new))
    gone, come = old - new, new - old
    if not gone and not come:
        # The same lines in another order.
        return [f" {line}" for line in written.new.splitlines()]
    return [f"-{line}" for line in gone.elements()] + [f"+{line}" for line in come.elements()]


def _write(call: Invocation, written: _Written) -> None:
    from planbook.output.rewriting import replace_file

    path = written.path
    try:
        path.parent.mkdir(exist_ok=True)
        # The repository itself may be reached through a link.
        real = Path(os.path.realpath(path.parent), path.name)
        replace_file(real, written.new.encode("utf-8", "surrogateescape"))
    except OSError as error:
        call.fail(
            {
                "en": f"{_shown(call, path)} cannot be written: {error.strerror}",
                "zh": f"无法写入 {_shown(call, path)}：{error.strerror}",
            },
            EXIT_INTERNAL,
        )
