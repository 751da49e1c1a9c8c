"""What a shell completes: kinds, ids, viewers, codes and folders, looked up while somebody types.

A mistake in the project, or in planbook, completes nothing; it never prints into the prompt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from click.shell_completion import CompletionItem, ShellComplete, get_completion_class

from planbook.cli.invocation import COMPLETING, EXIT_CLEAN, EXIT_USAGE, Invocation, glance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import click

SHELLS: Final = ("bash", "zsh", "fish", "powershell")

Items: TypeAlias = "list[CompletionItem[str]]"


class PowerShell(ShellComplete):
    """Completion in PowerShell 5.1 and newer.

    click has one since 8.5, which takes the backslashes of Windows paths for escapes and Chinese
    for the letters of an old code page.
    """

    name = "powershell"
    source_template = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) {
                $_.Value
            } else {
                $_.Extent.Text
            }
        })
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $env:%(complete_var)s = 'powershell_complete'
        $env:COMP_WORDS = $words -join "`n"
        $env:COMP_CWORD = "$wordToComplete".Trim([char[]]@(34, 39))
        $lines = @(& %(prog_name)s 2>$null)
    } finally {
        [Console]::OutputEncoding = $encoding
        $env:%(complete_var)s = $null
        $env:COMP_WORDS = $null
        $env:COMP_CWORD = $null
    }
    foreach ($line in $lines) {
        $type, $value, $tip = $line -split "`t", 3
        if ($type -eq 'plain') {
            if (-not $tip) { $tip = $value }
            [System.Management.Automation.CompletionResult]::new(
                $value, $value, 'ParameterValue', $tip)
        } elseif ($type) {
            [System.Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete) |
                Where-Object { $type -eq 'file' -or $_.ResultType -eq 'ProviderContainer' }
        }
    }
}
"""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one that is being typed, and that."""
        import os

        words = os.environ.get("COMP_WORDS", "").split("\n")
        return words[1:], os.environ.get("COMP_CWORD", "")

    def format_completion(self, found: CompletionItem[str]) -> str:
        """Return ``found`` as a line of three columns."""
        return f"{found.type}\t{found.value}\t{found.help or ''}"


def complete(planbook: click.Command, call: Invocation, instruction: str) -> int:
    """Print what a shell asks for by ``instruction``, such as ``bash_complete``; exit code."""
    from planbook.cli.writing import write_text

    shell, _, wanted = instruction.partition("_")
    if shell not in SHELLS or wanted not in ("source", "complete"):
        return EXIT_USAGE
    try:
        if wanted == "source":
            write_text(completion_script(planbook, call, shell))
            return EXIT_CLEAN
        asked = _shell(planbook, call, shell)
        # A shell hands on what was typed, before it puts the home folder in the place of ~.
        directory, _ = glance(asked.get_completion_args()[0])
        asked.ctx_args["obj"] = call._replace(near=directory.expanduser())
        write_text(f"{asked.complete()}\n")
    except Exception:  # a prompt is no place to say what is wrong
        return EXIT_CLEAN
    return EXIT_CLEAN


def completion_script(planbook: click.Command, call: Invocation, shell: str) -> str:
    """Return the script that makes ``shell`` complete planbook's words."""
    # Not bash's own method: it starts a bash to look at its version, and complains where there
    # is none.
    return ShellComplete.source(_shell(planbook, call, shell))


def _shell(planbook: click.Command, call: Invocation, shell: str) -> ShellComplete:
    found = PowerShell if shell == "powershell" else get_completion_class(shell)
    assert found is not None
    return found(planbook, {"obj": call}, "planbook", COMPLETING)


def complete_kinds(ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Return the kinds of the project; for ``schema`` also the two files that have one."""
    from planbook.reading.names import kind_names

    of_files = ("planbook", "theme") if ctx.info_name == "schema" else ()
    return _items([*kind_names(_root(ctx)), *of_files], incomplete)


def complete_owners(ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Return the people and teams of the project."""
    return _named(ctx, ("person", "team"), incomplete)


def complete_viewers(ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Return the people of the project and its readers."""
    from planbook.reading.names import reader_names

    root = _root(ctx)
    readers = reader_names(root) if root else ()
    return [*_named(ctx, ("person",), incomplete), *_items(readers, incomplete)]


def complete_revisions(ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Return the branches and tags of the repository around the project."""
    from planbook.reading.git.repository import revision_names

    root = _root(ctx)
    return _items(revision_names(root) if root else (), incomplete)


def complete_codes(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Return the codes of findings."""
    return _items(code_names(), incomplete)


def complete_folders(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Leave it to the shell to complete a folder."""
    return [CompletionItem(incomplete, type="dir")]


def complete_paths(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Leave it to the shell to complete a path."""
    return [CompletionItem(incomplete, type="file")]


def code_names() -> list[str]:
    """Return the code of every finding, without loading the rules: each is a file of its name."""
    from importlib.util import find_spec
    from pathlib import Path

    from planbook.diagnostics.codes import CODES

    spec = find_spec("planbook.rules")
    folders = spec.submodule_search_locations if spec else None
    rules = (
        path.stem.replace("_", "-")
        for folder in folders or ()
        for path in Path(folder).glob("*_*.py")
        if "\nRULE = " in path.read_text("utf-8")
    )
    return sorted({*CODES, *rules})


def _named(ctx: click.Context, kinds: tuple[str, ...], incomplete: str) -> Items:
    from planbook.diagnostics.terminal import safe
    from planbook.reading.names import named_documents

    root = _root(ctx)
    titles: Mapping[str, str] = (
        {one.id: safe(one.title) for one in named_documents(root) if one.kind in kinds}
        if root
        else {}
    )
    return [
        CompletionItem(id_, help=title or None)
        for id_, title in sorted(titles.items())
        if id_.startswith(incomplete)
    ]


def _items(names: Iterable[str], incomplete: str) -> Items:
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def _root(ctx: click.Context) -> Path | None:
    from planbook.reading.project_folder import find_project

    near: Path = ctx.ensure_object(Invocation).near
    return find_project(near) if near.is_dir() else None


def in_language(items: Iterable[CompletionItem[Any]], words: Mapping[str, str]) -> Iterator[Any]:
    """Yield ``items`` with the help that ``words`` have for their values."""
    for found in items:
        found.help = words.get(str(found.value), found.help)
        yield found
