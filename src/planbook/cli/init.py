"""``planbook init``: a new project."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NoReturn

import click

from planbook.cli.completing import complete_folders
from planbook.cli.edition import as_of_from
from planbook.cli.invocation import Invocation
from planbook.cli.localized_click import Command, option
from planbook.cli.writing import write_lines
from planbook.diagnostics.suggestions import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planbook.language import Text
    from planbook.starter.address import Address
    from planbook.starter.project import ContinuousIntegration, StarterLanguage

# What makes a folder a project. Other files may have been there before, and stay.
_HEART = ("planbook.yaml", "content")


@click.command(
    "init",
    cls=Command,
    short_help="Create a new project with examples.",
    short_zh="新建一个项目，每种文档都有例子。",
    zh="在 DIR（默认：当前文件夹）里新建一个项目：设置、每人一个文件夹、每种文档一个例子，"
    "以及编辑器解释每个字段所需的文件。\n\n"
    "不改动任何已有的文件：README.md、.gitignore 等保持原样，并列出来。"
    "在已有的项目里，`--ci gitlab` 只补上缺少的流程文件、提交前检查和编辑器文件；"
    "有人填写了 GitHub 账号时，还会写出 CODEOWNERS。",
)
@click.argument("directory", metavar="[DIR]", default=".", shell_complete=complete_folders)
@option(
    "--lang",
    "language",
    type=click.Choice(["zh", "en"]),
    help="Language of the project (default: the language of messages).",
    zh="项目所用的语言（默认：与消息相同）。",
)
@option(
    "--ci",
    "integration",
    type=click.Choice(["github", "gitlab", "none"]),
    help="CI service to write a workflow for (default: github).",
    zh="为哪种服务写一个流程文件，每次修改都检查并构建（默认：github）。",
)
@option(
    "--planbook",
    "written_address",
    metavar="ADDRESS",
    help="Where CI gets planbook from: the address of a git repository, with @COMMIT where you "
    "want a fixed version (default: the one that planbook was installed from).",
    zh="CI 从哪里安装 planbook：git 仓库的地址，要固定版本就在后面加 @提交号"
    "（默认：本机 planbook 的安装来源）。",
)
@click.pass_obj
def init_command(
    call: Invocation,
    directory: str,
    language: StarterLanguage | None,
    integration: ContinuousIntegration | None,
    written_address: str | None,
) -> None:
    """Create a new project in DIR (default: here): settings, one folder per person, one example of
    each kind of document, and settings that let your editor explain every field.

    Existing files are never changed: a README.md or a .gitignore stays as it is, and is listed. In
    a project that exists, `--ci gitlab` adds only the files for CI, commit hooks and editors that
    it lacks, and CODEOWNERS where people have a GitHub account.
    """
    from planbook.starter.project import starter_files

    # A new project's examples lie around today.
    root = call.path(directory)
    chosen = language or _language_of_files(call, root)
    # Whoever asks for a Chinese project reads Chinese.
    call = call._replace(asked_language=language or call.asked_language, near=root)
    address = _address(call, written_address)
    today = as_of_from(call).day_in(None)
    files = starter_files(chosen, today, integration or "github", address)
    files |= _editor_schemas(chosen)
    exists = any(_stands(root / path) for path in _HEART)
    if exists:
        if integration in (None, "none") or not _stands(root / "planbook.yaml"):
            _fail_on_project(call, root)
        files = {path: text for path, text in files.items() if _is_for_machines(path)}
    kept = [path for path in files if _stands(root / path)]
    wanted = {path: text for path, text in files.items() if path not in kept}
    _check_folders(call, root, wanted)
    for path, text in wanted.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    _say_kept(call, kept)
    if exists:
        written = [*wanted, *_write_codeowners(call, root)]
        if written:
            write_lines(*written)
    else:
        _say_what_next(call, directory, len(wanted))
    service_file = next(filter(_is_for_service, wanted), None)
    _say_what_service_needs(call, service_file, address)
    _say_where_service_looks(call, root, service_file)


def _language_of_files(call: Invocation, root: Path) -> StarterLanguage:
    """Return the language of what is written: that of the project in ``root``, if there is one."""
    from planbook.reading.project_folder import glance_at_language

    tag = glance_at_language(root)
    if tag is None:
        return "zh" if call.language == "zh" else "en"
    return "zh" if tag.lower().startswith("zh") else "en"


def _stands(path: Path) -> bool:
    # A link to nowhere does not exist, and would still be written through.
    return path.exists() or path.is_symlink()


def _is_for_machines(path: str) -> bool:
    return _is_for_service(path) or path.startswith((".vscode/", ".pre-commit-"))


def _is_for_service(path: str) -> bool:
    return path.startswith((".github/", ".gitlab-ci"))


def _address(call: Invocation, written: str | None) -> Address | None:
    """Return where CI gets planbook from: as the call says, else where it was installed from."""
    from importlib.metadata import PackageNotFoundError, distribution

    from planbook.starter.address import (
        UnusableAddressError,
        address_installed_from,
        parse_address,
    )

    if written is None:
        try:
            return address_installed_from(distribution("planbook").read_text("direct_url.json"))
        except PackageNotFoundError:
            return None
    try:
        return parse_address(written)
    except UnusableAddressError as unusable:
        call.fail(_UNUSABLE[unusable.why])


def _fail_on_project(call: Invocation, root: Path) -> NoReturn:
    there = next(root / path for path in _HEART if _stands(root / path))
    call.fail(
        {
            "en": f"nothing was written, because this is already there: {there} "
            "(in a project, `planbook init --ci github` or `--ci gitlab` adds the files for CI)",
            "zh": f"没有写入任何文件，因为这里已经有：{there}"
            "（在已有的项目里，`planbook init --ci github` 或 `--ci gitlab` 补上流程文件）",
        }
    )


def _check_folders(call: Invocation, root: Path, files: Iterable[str]) -> None:
    """Leave with exit code 2 where a file stands in the place of a folder."""
    folders = {root, *(folder for path in files for folder in _folders_of(root, path))}
    for folder in sorted(folders):
        if _stands(folder) and not folder.is_dir():
            call.fail(
                {
                    "en": f"nothing was written, because this is no folder: {folder}",
                    "zh": f"没有写入任何文件，因为这不是文件夹：{folder}",
                }
            )


def _folders_of(root: Path, path: str) -> list[Path]:
    return [root / parent for parent in Path(path).parents]


def _editor_schemas(language: str) -> Mapping[str, str]:
    import json

    from planbook.reading.schema_bundles import bundle_schema, bundle_umbrella
    from planbook.reading.schemas import compile_file_schema, compile_kinds, load_builtin_schemas

    builtin = load_builtin_schemas()
    schemas = {
        ".vscode/planbook-document.schema.json": bundle_umbrella(
            compile_kinds(builtin).value, language
        ),
        ".vscode/planbook-project.schema.json": bundle_schema(
            compile_file_schema(builtin, "planbook"), language
        ),
    }
    return {
        path: json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for path, schema in schemas.items()
    }


def _say_kept(call: Invocation, kept: list[str]) -> None:
    if not kept:
        return
    names = listed(kept)
    call.say({"en": f"Left as they were: {names['en']}", "zh": f"保持原样：{names['zh']}"})
    if ".gitignore" in kept:
        call.say(
            {
                "en": "Add to .gitignore what planbook makes: /site/, /site-*/ and /.planbook/",
                "zh": "请在 .gitignore 里加上 planbook 生成的内容：/site/、/site-*/ 和 /.planbook/",
            }
        )


def _say_what_service_needs(call: Invocation, path: str | None, address: Address | None) -> None:
    if path is None:
        return
    if address is None:
        call.say(
            {
                "en": f"{path} does not know yet where to get planbook from, and CI fails until it "
                "does: put the git address of your planbook into its step marked TODO. (To have it "
                "filled in, say it at once: `planbook init --planbook ADDRESS`.)",
                "zh": f"{path} 还不知道从哪里安装 planbook，补上之前 CI 会失败：请在标有 TODO 的"
                "那一步写上您那份 planbook 的 git 地址。（也可以一开始就写明："
                "`planbook init --planbook 地址`。）",
            }
        )
    elif address.is_local:
        call.say(
            {
                "en": f"{path} installs planbook from this machine ({address.url}). A service "
                "elsewhere cannot reach it: put an address there that it can.",
                "zh": f"{path} 从本机安装 planbook（{address.url}），别处的服务访问不到：请换成"
                "它能访问的地址。",
            }
        )


def _write_codeowners(call: Invocation, root: Path) -> list[str]:
    """Write CODEOWNERS where there is none and people have accounts; return its path."""
    from planbook.cli.codeowners import new_codeowners

    found = new_codeowners(call, root)
    if found is None:
        return []
    path, text = found
    path.parent.mkdir(exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as opened:
        opened.write(text)
    return [Path(os.path.relpath(path, root)).as_posix()]


def _say_where_service_looks(call: Invocation, root: Path, path: str | None) -> None:
    from planbook.reading.repository import repository_root

    repository = repository_root(root)
    if path is None or repository is None or repository == root.absolute():
        return
    call.say(
        {
            "en": f"The project is a folder of the repository {repository}, and CI reads {path} "
            "only at its root: move it there and name the folder in it (docs/ci.md shows how). "
            "The same goes for .pre-commit-config.yaml.",
            "zh": f"这个项目是仓库 {repository} 里的一个文件夹，而 CI 只读仓库根目录下的 {path}："
            "请把它移过去，并在其中写明文件夹（做法见 docs/ci.zh.md）。"
            ".pre-commit-config.yaml 也一样。",
        }
    )


def _say_what_next(call: Invocation, directory: str, count: int) -> None:
    go = () if Path(directory) == Path() else (f"  cd {shlex.quote(directory)}",)
    before: Text = {
        "en": f"A new project of {count} files is ready. The people in it are invented.\n\nNext:",
        "zh": f"新项目已经就绪，共 {count} 个文件。其中的人物都是虚构的。\n\n接下来：",
    }
    after: Text = {
        "en": "  planbook validate      lists every problem with its line\n"
        "  planbook build         makes the site in site/\n\n"
        "Then open planbook.yaml and content/people/ in an editor, and make them yours.",
        "zh": "  planbook validate      检查并列出全部问题\n"
        "  planbook build         在 site/ 里生成网站\n\n"
        "然后用编辑器打开 planbook.yaml 和 content/people/，改成您自己的。",
    }
    write_lines(*call.words(before).split("\n"), *go, *call.words(after).split("\n"))


_UNUSABLE: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "letters": {
            "en": "--planbook: the address has a space or a sign that no address has; "
            "write it like https://git.example.com/planbook.git (a space in a path is %20)",
            "zh": "--planbook：地址里有空格或不能用的字符；请写成 "
            "https://git.example.com/planbook.git 这样（路径里的空格写作 %20）",
        },
        "form": {
            "en": "--planbook: this is no address; write the address of a git repository, "
            "like https://git.example.com/planbook.git or git@git.example.com:team/planbook.git",
            "zh": "--planbook：这不是地址；请写 git 仓库的地址，例如 "
            "https://git.example.com/planbook.git 或 git@git.example.com:team/planbook.git",
        },
        "secret": {
            "en": "--planbook: leave name and password out of the address; everyone who reads the "
            "repository could read them. Keep them in your CI's secrets",
            "zh": "--planbook：请去掉地址里的用户名和密码，能看仓库的人都会看到；请放在 CI 的"
            "密钥设置里",
        },
    }
)
