"""``planbook init``: a new project."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from planbook.cli.bilingual import Command, option
from planbook.cli.call import Call
from planbook.cli.edition import as_of_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planbook.starter.project import ContinuousIntegration, StarterLanguage

# What makes a folder a project. Other files may have been there before, and stay.
_HEART = ("planbook.yaml", "content")


@click.command(
    "init",
    cls=Command,
    short_help="Make a new project, with an example of everything.",
    short_zh="新建一个项目，每种文档都有例子。",
    zh="在 DIR（默认：当前文件夹）里新建一个项目：设置、每人一个文件夹、每种文档一个例子，"
    "以及编辑器解释每个字段所需的文件。\n\n"
    "不改动任何已有的文件：README.md、.gitignore 等保持原样，并列出来。"
    "在已有的项目里，`--ci gitlab` 只补上缺少的流程文件和编辑器文件。",
)
@click.argument("directory", metavar="[DIR]", default=".")
@option(
    "--lang",
    "language",
    type=click.Choice(["zh", "en"]),
    help="Language of the project (default: that of messages).",
    zh="项目所用的语言（默认：与消息相同）。",
)
@option(
    "--ci",
    "integration",
    type=click.Choice(["github", "gitlab", "none"]),
    help="For which service to write a file that checks and builds every change (default: github).",
    zh="为哪种服务写一个流程文件，每次修改都检查并构建（默认：github）。",
)
@click.pass_obj
def init_command(
    call: Call,
    directory: str,
    language: StarterLanguage | None,
    integration: ContinuousIntegration | None,
) -> None:
    """Make a new project in DIR (default: here): settings, one folder a person, one example of
    each kind of document, and what an editor needs to explain every field.

    No file that exists is changed: a README.md or a .gitignore stays as it is, and is named. In
    a project that exists, `--ci gitlab` adds only the files for CI and editors that it lacks.
    """
    from planbook.starter.project import starter_files

    chosen: StarterLanguage = language or ("zh" if call.language == "zh" else "en")
    # A new project's examples lie around today.
    files = starter_files(chosen, as_of_from(call).day_in(None), integration or "github")
    files |= _editor_schemas(chosen)
    # Whoever asks for a Chinese project reads Chinese.
    call = replace(call, language=chosen)
    root = call.path(directory)
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
        click.echo("\n".join(wanted), nl=bool(wanted))
    else:
        _say_what_next(call, directory, len(wanted))


def _stands(path: Path) -> bool:
    # A link to nowhere does not exist, and would still be written through.
    return path.exists() or path.is_symlink()


def _is_for_machines(path: str) -> bool:
    return path.startswith((".github/", ".gitlab-ci", ".vscode/"))


def _fail_on_project(call: Call, root: Path) -> NoReturn:
    there = next(root / path for path in _HEART if _stands(root / path))
    call.fail(
        {
            "en": f"nothing was written, because this is already there: {there} "
            "(in a project, `planbook init --ci github` or `--ci gitlab` adds the files for CI)",
            "zh": f"没有写入任何文件，因为这里已经有：{there}"
            "（在已有的项目里，`planbook init --ci github` 或 `--ci gitlab` 补上流程文件）",
        }
    )


def _check_folders(call: Call, root: Path, files: Iterable[str]) -> None:
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


def _say_kept(call: Call, kept: list[str]) -> None:
    if not kept:
        return
    names = ", ".join(kept)
    call.say({"en": f"Left as they were: {names}", "zh": f"保持原样：{names}"})
    if ".gitignore" in kept:
        call.say(
            {
                "en": "Add to .gitignore what planbook makes: /site/, /site-*/ and /.planbook/",
                "zh": "请在 .gitignore 里加上 planbook 生成的内容：/site/、/site-*/ 和 /.planbook/",
            }
        )


def _say_what_next(call: Call, directory: str, count: int) -> None:
    go = "" if Path(directory) == Path() else f"cd {shlex.quote(directory)}\n  "
    click.echo(
        call.words(
            {
                "en": f"A new project of {count} files is ready. The people in it are invented.\n\n"
                f"Next:\n  {go}planbook validate      says what is wrong, and on which line\n"
                "  planbook build         makes the site in site/\n\n"
                "Then open planbook.yaml and content/people/ in an editor, and make them yours.",
                "zh": f"新项目已经就绪，共 {count} 个文件。其中的人物都是虚构的。\n\n"
                f"接下来：\n  {go}planbook validate      指出哪里不对，在第几行\n"
                "  planbook build         在 site/ 里生成网站\n\n"
                "然后用编辑器打开 planbook.yaml 和 content/people/，改成您自己的。",
            }
        )
    )
