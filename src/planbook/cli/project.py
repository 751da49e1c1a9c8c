"""The project that a command works on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from planbook.cli.invocation import Invocation

if TYPE_CHECKING:
    from planbook.model.field import Kinds
    from planbook.reading.project import Project


def find_root(call: Invocation) -> Path:
    """Return the folder of the project that the command was called in; exit code 2 if none."""
    from planbook.reading.project_folder import find_project

    root = find_project(call.directory.absolute())
    if root is None:
        call.fail(
            {
                "en": "there is no planbook.yaml here or in a folder above; "
                "`planbook init` makes a new project",
                "zh": "这里和上级文件夹中都没有 planbook.yaml；用 `planbook init` 新建一个项目",
            }
        )
    return root


def path_inside(call: Invocation, root: Path, written: str) -> str:
    """Return ``written`` as diagnostics name it: relative to the project, with slashes."""
    # Not resolved: a link in the project is named as it stands there.
    path = Path(os.path.normpath(call.path(written).absolute()))
    if not os.path.lexists(path):
        call.fail(
            {"en": f"there is no file or folder {written}", "zh": f"没有文件或文件夹 {written}"}
        )
    outer, inner = (root, path) if path.is_relative_to(root) else (root.resolve(), path.resolve())
    if not inner.is_relative_to(outer):
        call.fail(
            {
                "en": f"{written} does not lie in the project {root}",
                "zh": f"{written} 不在项目 {root} 里",
            }
        )
    return inner.relative_to(outer).as_posix()


def read_sound_project(call: Invocation, root: Path) -> Project:
    """Return the project at ``root``, or leave with exit code 2 where its settings are wrong."""
    from planbook.reading.project import read_project

    project = read_project(root).value.project
    if project is None:
        fail_on_unsound_project(call)
    return project


def fail_on_unsound_project(call: Invocation) -> NoReturn:
    """Leave with exit code 2: planbook.yaml or a schema of the project is wrong."""
    call.fail(
        {
            "en": "the project's settings or schemas have errors; "
            "run `planbook validate` to list them",
            "zh": "项目的设置或结构定义有错误；请运行 `planbook validate` 查看",
        }
    )


def project_kinds(call: Invocation) -> Kinds:
    """Return the kinds of the project that the command was called in, else the built-in ones."""
    from planbook.reading.project_folder import find_project
    from planbook.reading.schemas import compile_kinds, load_builtin_schemas

    root = find_project(call.directory.absolute())
    if root is None:
        return compile_kinds(load_builtin_schemas()).value
    return read_sound_project(call, root).kinds


def fail_on_unknown_kind(call: Invocation, kind: str, kinds: Kinds) -> NoReturn:
    """Leave with exit code 2, naming the kinds that there are."""
    from planbook.diagnostics.suggestions import listed
    from planbook.reading.validation import nearest_kind

    near = nearest_kind(kind, kinds)
    allowed = listed(kinds)
    call.fail(
        {
            "en": f"there is no kind `{kind}`; "
            + (f"did you mean `{near}`? " if near else "")
            + f"The kinds are: {allowed['en']}",
            "zh": f"没有 `{kind}` 这种文档；"
            + (f"您是想写 `{near}` 吗？" if near else "")
            + f"可用的有：{allowed['zh']}",
        }
    )
