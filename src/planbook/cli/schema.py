"""``planbook schema``: the JSON Schema of a kind, as it is in this project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planbook.cli.completing import complete_kinds
from planbook.cli.invocation import Invocation
from planbook.cli.localized_click import Command, option
from planbook.cli.writing import write_json, write_lines

if TYPE_CHECKING:
    from planbook.model.field import Kinds


@click.command(
    "schema",
    cls=Command,
    short_help="Print the JSON Schema of a kind of document.",
    short_zh="打印一种文档的 JSON Schema。",
    zh="打印 KIND 的有效 JSON Schema：内置的定义，加上本项目自己的补充。\n\n"
    "不写 KIND 则打印涵盖所有文档类型的一份，供编辑器使用。KIND 也可以是 `planbook`"
    "（对应 planbook.yaml）和 `theme`（对应主题的 theme.yaml）。",
)
@click.argument("kind", required=False, shell_complete=complete_kinds)
@option("--list", "listed", is_flag=True, help="List the kinds instead.", zh="改为列出文档类型。")
@click.pass_obj
def schema_command(call: Invocation, kind: str | None, listed: bool) -> None:
    """Print the effective JSON Schema of KIND: the built-in one with this project's own merged in.

    Without KIND, one schema for all kinds, which is what an editor wants. KIND may also be
    `planbook`, for planbook.yaml, and `theme`, for a theme's theme.yaml.
    """
    import json

    from planbook.cli.project import fail_on_unknown_kind, project_kinds
    from planbook.reading.schema_bundles import bundle_schema, bundle_umbrella
    from planbook.reading.schemas import compile_file_schema, load_builtin_schemas

    kinds = project_kinds(call)
    if listed:
        write_lines(*_listing(call, kinds))
        return
    if kind is None:
        schema = bundle_umbrella(kinds, call.language)
    elif kind in ("planbook", "theme"):
        schema = bundle_schema(compile_file_schema(load_builtin_schemas(), kind), call.language)
    elif kind in kinds:
        schema = bundle_schema(kinds[kind], call.language)
    else:
        fail_on_unknown_kind(call, kind, kinds)
    write_json(json.dumps(schema, ensure_ascii=False, indent=2))


def _listing(call: Invocation, kinds: Kinds) -> list[str]:
    width = max(map(len, kinds))
    return [
        f"{name.ljust(width)}  {call.words(kind.field.description)}" for name, kind in kinds.items()
    ]
