"""``planbook init``: a new project."""

from __future__ import annotations

import datetime
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planbook.cli.call import Call
from planbook.language import words_in

if TYPE_CHECKING:
    from planbook.starter.project import ContinuousIntegration, StarterLanguage


@click.command("init", short_help="Make a new project, with an example of everything.")
@click.argument("directory", metavar="[DIR]", default=".")
@click.option(
    "--lang",
    "language",
    type=click.Choice(["zh", "en"]),
    help="Language of the project (default: that of messages).",
)
@click.option(
    "--ci",
    "integration",
    type=click.Choice(["github", "gitlab", "none"]),
    default="github",
    show_default=True,
    help="For which service to write a file that checks and builds every change.",
)
@click.pass_obj
def init_command(
    call: Call,
    directory: str,
    language: StarterLanguage | None,
    integration: ContinuousIntegration,
) -> None:
    """Make a new project in DIR (default: here): settings, one folder a person, one example of
    each kind of document, and what an editor needs to explain every field.

    Nothing that exists is written over.
    """
    from planbook.starter.project import starter_files

    chosen: StarterLanguage = language or ("zh" if call.language == "zh" else "en")
    # The day of the machine: a new project's examples lie around it.
    files = starter_files(chosen, datetime.date.today(), integration)
    files |= _editor_schemas(chosen)
    root = call.path(directory)
    in_the_way = _first_in_the_way(root, files)
    if in_the_way is not None:
        call.fail(
            {
                "en": f"nothing was written, because this is already there: {in_the_way}",
                "zh": f"没有写入任何文件，因为这里已经有：{in_the_way}",
            }
        )
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    _say_what_next(chosen, directory, len(files))


def _first_in_the_way(root: Path, files: dict[str, str]) -> Path | None:
    """Return a file that stands where the project belongs; content/ may not exist at all."""
    if root.exists() and not root.is_dir():
        return root
    for path in ("content", *files):
        # A link to nowhere does not exist, and would still be written through.
        if (root / path).exists() or (root / path).is_symlink():
            return root / path
    return None


def _editor_schemas(language: str) -> dict[str, str]:
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


def _say_what_next(language: str, directory: str, count: int) -> None:
    go = "" if Path(directory) == Path() else f"cd {shlex.quote(directory)}\n  "
    click.echo(
        words_in(
            {
                "en": f"A new project of {count} files is ready. The people in it are invented.\n\n"
                f"Next:\n  {go}planbook validate      says what is wrong, and on which line\n"
                "  planbook build         makes the site in site/\n\n"
                "Then open planbook.yaml and content/people/ in an editor, and make them yours.",
                "zh": f"新项目已经就绪，共 {count} 个文件。其中的人物都是虚构的。\n\n"
                f"接下来：\n  {go}planbook validate      指出哪里不对，在第几行\n"
                "  planbook build         在 site/ 里生成网站\n\n"
                "然后用编辑器打开 planbook.yaml 和 content/people/，改成您自己的。",
            },
            (language,),
        )
    )
