"""``planbook schema``: the JSON Schema of a kind, as it is in this project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planbook.cli.call import Call

if TYPE_CHECKING:
    from planbook.model.field import Kinds


@click.command("schema", short_help="Print the JSON Schema of a kind of document.")
@click.argument("kind", required=False)
@click.option("--list", "listed", is_flag=True, help="List the kinds instead.")
@click.pass_obj
def schema_command(call: Call, kind: str | None, listed: bool) -> None:
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
        click.echo("\n".join(_listing(call, kinds)))
        return
    if kind is None:
        schema = bundle_umbrella(kinds, call.language)
    elif kind in ("planbook", "theme"):
        schema = bundle_schema(compile_file_schema(load_builtin_schemas(), kind), call.language)
    elif kind in kinds:
        schema = bundle_schema(kinds[kind], call.language)
    else:
        fail_on_unknown_kind(call, kind, kinds)
    click.echo(json.dumps(schema, ensure_ascii=False, indent=2))


def _listing(call: Call, kinds: Kinds) -> list[str]:
    width = max(map(len, kinds))
    return [
        f"{name.ljust(width)}  {call.words(kind.field.description)}" for name, kind in kinds.items()
    ]
