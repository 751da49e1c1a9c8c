"""``planbook fmt``: the keys of every document in one order, and one layout."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from planbook.cli.completing import complete_paths
from planbook.cli.invocation import EXIT_CLEAN, EXIT_FINDINGS, EXIT_INTERNAL, Invocation
from planbook.cli.localized_click import Command, option
from planbook.cli.writing import write_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planbook.diagnostics.finding import Finding
    from planbook.language import Text
    from planbook.model.field import Field
    from planbook.reading.project import Project
    from planbook.reading.sources import Attachment, Sources


@click.command(
    "fmt",
    cls=Command,
    short_help="Put the fields of documents in order and lay them out alike.",
    short_zh="统一文档的字段顺序和排版。",
    zh="把文档的字段排成固定的顺序，统一排版，并打印改动了的文件。注释和内容不变。\n\n"
    "PATH 可以是文件或文件夹；不写则整理 planbook.yaml 和全部内容。章节只整理开头的 YAML，"
    "CSV 不动。有语法错误的文件保持原样。",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=complete_paths)
@option(
    "--check",
    is_flag=True,
    help="Write nothing; exit 1 if a file would change.",
    zh="不写文件；有文件需要整理时以退出码 1 结束。",
)
@option(
    "--diff",
    is_flag=True,
    help="Write nothing; print what would change.",
    zh="不写文件，只打印会有哪些改动。",
)
@click.pass_obj
def fmt_command(call: Invocation, paths: tuple[str, ...], check: bool, diff: bool) -> int:
    """Put the fields of documents in one order, lay them out alike, and print the files that
    changed. Comments and meaning stay.

    PATH may be files or folders; without it, planbook.yaml and all content are formatted. Of a
    chapter only the YAML at its head is; CSV is not. Files with syntax errors are left alone.
    """
    from planbook.cli.project import find_root, path_inside, read_sound_project
    from planbook.cli.report import say_slow_yaml
    from planbook.reading.sources import find_texts

    root = find_root(call)
    wanted = [path_inside(call, root, written) for written in paths]
    say_slow_yaml(call)
    project = read_sound_project(call, root)
    run = _Run(call, project, _fields_of(project), writes=not (check or diff), diff=diff)
    found = find_texts(root, wanted)
    run.leave(found.findings)
    for file in found.value:
        run.format(file)
    run.say_summary()
    if run.failed:
        return EXIT_INTERNAL
    return EXIT_FINDINGS if run.left or (check and run.changed) else EXIT_CLEAN


def _fields_of(project: Project) -> Mapping[str, Field]:
    from planbook.reading.project_folder import PROJECT_FILE_NAME
    from planbook.reading.schemas import PROJECT_FILE, compile_file_schema, load_builtin_schemas

    settings = compile_file_schema(load_builtin_schemas(), PROJECT_FILE)
    kinds = {kind.name: kind.field for kind in project.kinds.values()}
    return {**kinds, PROJECT_FILE_NAME: settings.field}


@dataclass(slots=True)
class _Run:
    """One run of the command, and what became of the files so far."""

    call: Invocation
    project: Project
    fields: Mapping[str, Field]
    writes: bool
    diff: bool
    changed: int = 0
    same: int = 0
    left: int = 0
    failed: bool = False

    def format(self, file: Attachment) -> None:
        """Format one file, and say what came of it."""
        from planbook.diagnostics.finding import Place
        from planbook.formatting.files import format_file
        from planbook.reading.files import ReadError, finding_of, read_file

        content = read_file(file.location, self.project.settings.limits.file_size)
        if isinstance(content, ReadError):
            self.leave([finding_of(content, Place(file.path))])
            return
        formatted = format_file(file.path, content, self.fields, self.project.settings)
        if formatted is None:
            return
        if formatted.findings:
            self.leave(formatted.findings, formatted.sources)
        elif formatted.kept == "unsafe":
            self.left += 1
            write_lines(self.call.words(_unsafe(file.path)), to_stderr=True)
        elif formatted.content == content:
            self.same += 1
            if formatted.kept:
                self.call.debug(_unusual(file.path))
        elif not self.writes or self.write(file, content, formatted.content):
            self.changed += 1
            if self.diff:
                write_lines(*_diff(file.path, content, formatted.content))
            else:
                write_lines(file.path)

    def leave(self, findings: Sequence[Finding], sources: Sources | None = None) -> None:
        """Print why files are left alone."""
        from planbook.cli.report import print_findings
        from planbook.reading.locations import locate_findings
        from planbook.reading.sources import Sources

        if findings:
            self.left += len({finding.place.path for finding in findings})
            diagnostics = locate_findings(findings, sources or Sources())
            print_findings(self.call, diagnostics, "text", to_stderr=True)

    def write(self, file: Attachment, before: bytes, after: bytes) -> bool:
        """Write a file, and return whether that was possible."""
        from planbook.output.rewriting import FileChangedError, rewrite_file

        try:
            rewrite_file(file.location, before, after)
        except FileChangedError:
            reason: Text = {
                "en": "it changed in the meantime; run `planbook fmt` again",
                "zh": "在此期间它有改动；请再运行一次 `planbook fmt`",
            }
        except OSError as error:
            words = (error.strerror or str(error)).lower()
            reason = {
                "en": words,
                "zh": "没有写入权限" if isinstance(error, PermissionError) else words,
            }
        else:
            return True
        self.failed = True
        message = {
            "en": f"planbook: {file.path} was not formatted: {reason['en']}",
            "zh": f"planbook：{file.path} 没有整理：{reason['zh']}",
        }
        write_lines(self.call.words(message), to_stderr=True)
        return False

    def say_summary(self) -> None:
        """Print one line to stderr that sums the run up."""
        if self.changed or self.left:
            tell = _summary if self.writes else _forecast
            self.call.say(tell(self.changed, self.same, self.left))
        else:
            self.call.say(_all_well(self.same))


def _diff(path: str, before: bytes, after: bytes) -> Iterator[str]:
    """Yield the lines of a unified diff of a file."""
    old, new = _lines(before), _lines(after)
    if all(line.endswith("\r") for line in (*old, *new)):
        old, new = [line[:-1] for line in old], [line[:-1] for line in new]
    for line in difflib.unified_diff(old, new, f"a/{path}", f"b/{path}", lineterm=""):
        yield from line.split("\n")


def _lines(content: bytes) -> list[str]:
    *lines, last = content.decode("utf-8-sig").split("\n")
    return [*lines, f"{last}\n\\ No newline at end of file"] if last else lines


def _summary(changed: int, same: int, left: int) -> Text:
    return {
        "en": f"{_files(changed)} formatted, {same} unchanged"
        + (f", {left} left alone." if left else "."),
        "zh": f"整理了 {changed} 个文件，{same} 个无需改动"
        + (f"，{left} 个保持原样。" if left else "。"),
    }


def _forecast(changed: int, same: int, left: int) -> Text:
    return {
        "en": f"{_files(changed)} would be formatted, {same} unchanged"
        + (f", {left} would be left alone." if left else "."),
        "zh": f"需要整理的文件有 {changed} 个，无需改动的有 {same} 个"
        + (f"，会保持原样的有 {left} 个。" if left else "。"),
    }


def _all_well(same: int) -> Text:
    return {
        "en": f"Nothing to format in {_files(same)}.",
        "zh": f"{same} 个文件都无需整理。",
    }


def _files(number: int) -> str:
    return f"{number} file{'' if number == 1 else 's'}"


def _unsafe(path: str) -> Text:
    return {
        "en": f"planbook: {path} was left alone: formatting it would have changed what it says. "
        "This is a bug in planbook; please report it with the file.",
        "zh": f"planbook：{path} 保持原样：整理会改变它的内容。"
        "这是程序错误，请附上文件反馈给我们。",
    }


def _unusual(path: str) -> Text:
    return {
        "en": f"{path} is written in a form that is not formatted, such as `? key`",
        "zh": f"{path} 用了不作整理的写法，例如 `? key`",
    }
