"""What a build writes besides the site: ``--single-file FILE`` and ``--pdf FILE``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from planbook.cli.invocation import EXIT_INTERNAL

if TYPE_CHECKING:
    import datetime

    from planbook.cli.invocation import Invocation
    from planbook.language import Text
    from planbook.model.edition import Edition
    from planbook.output.pdf import Printer

_LARGE: Final = 20_000_000
"""In bytes: from here on many mailboxes refuse an attachment."""

_HEAD: Final = 2000
"""How many bytes of a file tell whose it is."""


class AskedFiles(NamedTuple):
    """The files that a build is asked for, each as it was written in the call."""

    single_file: str | None
    pdf: str | None
    language: str | None
    printer: Printer | None = None

    def __bool__(self) -> bool:
        return self.single_file is not None or self.pdf is not None


class WrittenFile(NamedTuple):
    """A file that was written, and how large it is."""

    path: str
    size: int


def asked_files(
    call: Invocation, root: Path, single_file: str | None, pdf: str | None, language: str | None
) -> AskedFiles:
    """Return what is asked for; exit code 2 where it may not be written, or nobody can print.

    Only looks: nothing is built for a call that cannot be carried out.
    """
    if language is not None and single_file is None and pdf is None:
        call.fail(
            {
                "en": "--file-language needs --single-file or --pdf",
                "zh": "--file-language 要与 --single-file 或 --pdf 一起使用",
            }
        )
    for option, written in (("--single-file", single_file), ("--pdf", pdf)):
        if written is not None:
            reason = _unusable_because(call.path(written), root, is_pdf=option == "--pdf")
            if reason is not None:
                call.fail(
                    {
                        "en": f"{option} {written}: {reason['en']}",
                        "zh": f"{option} {written}：{reason['zh']}",
                    }
                )
    if single_file is not None and pdf is not None and _real(call, single_file) == _real(call, pdf):
        call.fail(
            {
                "en": "--single-file and --pdf must name different files",
                "zh": "--single-file 和 --pdf 不能写到同一个文件",
            }
        )
    asked = AskedFiles(single_file, pdf, language)
    return asked._replace(printer=_printer(call)) if pdf is not None else asked


def check_apart(call: Invocation, asked: AskedFiles, site: Path) -> None:
    """Leave with exit code 2 where a file would stand in the folder of the ``site``.

    The next build would find it there as somebody else's.
    """
    from planbook.output.folders import same_or_inside

    for option, written in (("--single-file", asked.single_file), ("--pdf", asked.pdf)):
        if written is not None and same_or_inside(
            Path(_real(call, written)), Path(os.path.realpath(site))
        ):
            call.fail(
                {
                    "en": f"{option} {written}: that is inside the site; choose a place outside",
                    "zh": f"{option} {written}：这个位置在网站文件夹里，请写到别处",
                }
            )


def write_files(
    call: Invocation, asked: AskedFiles, site: Path, edition: Edition, day: datetime.date
) -> dict[str, WrittenFile]:
    """Write what is asked for of the ``site`` that stands, and return it by the name in JSON.

    Exit code 2 where the site has no such language, 3 where a file cannot be written.
    """
    from planbook.output.pdf import PrintError
    from planbook.output.single_file import OtherSiteError, compose_file, language_folder

    folder = language_folder(site, asked.language)
    if folder is None:
        call.fail(
            {
                "en": f"the site is not in the language `{asked.language}`",
                "zh": f"网站没有语言“{asked.language}”",
            }
        )
    written: dict[str, WrittenFile] = {}
    try:
        composed = compose_file(site, edition.name, folder)
        if asked.single_file is not None:
            written["single_file"] = _write(call, asked.single_file, composed.content)
            _say_what_is_lacking(call, asked.single_file, composed.left_out, len(composed.content))
        if asked.pdf is not None and asked.printer is not None:
            _say_that_it_takes_time(call, asked.pdf)
            where = Path(_real(call, asked.pdf)).parent
            printed = asked.printer(composed.content, composed.title, where, day)
            written["pdf"] = _write(call, asked.pdf, printed)
    except PrintError as error:
        call.fail(
            {
                "en": f"{asked.pdf} was not written: {error.reason['en']}",
                "zh": f"没有写入 {asked.pdf}：{error.reason['zh']}",
            },
            EXIT_INTERNAL,
        )
    except OtherSiteError:
        call.fail(
            {
                "en": "another build has put something else in the place of the site; try again",
                "zh": "另一次构建替换了这个网站；请重试",
            },
            EXIT_INTERNAL,
        )
    except OSError as error:
        name = error.filename or asked.single_file or asked.pdf
        call.fail(
            {
                "en": f"{name} cannot be written or read: {error.strerror}",
                "zh": f"无法读写 {name}：{error.strerror}",
            },
            EXIT_INTERNAL,
        )
    return written


def _unusable_because(path: Path, root: Path, *, is_pdf: bool) -> Text | None:
    """Return why no file may be written to ``path``, None where it may."""
    from planbook.output.folders import CACHE_FOLDER, OWN_PARTS, same_or_inside
    from planbook.output.manifest import MARKER, read_marker

    try:
        real = Path(os.path.realpath(path))
        if real.is_dir():
            return {"en": "that is a folder", "zh": "这是一个文件夹"}
        if not real.parent.is_dir():
            return {
                "en": f"there is no folder {real.parent}; make it first",
                "zh": f"没有文件夹 {real.parent}，请先建好",
            }
        if os.path.lexists(real) and not real.is_file():
            return {"en": "not a regular file", "zh": "这不是普通文件"}
    except (OSError, ValueError):
        return {"en": "not a valid file name", "zh": "文件不能用这个名字"}
    top = Path(os.path.realpath(root))
    for part in (*OWN_PARTS, CACHE_FOLDER):
        if same_or_inside(real, Path(os.path.realpath(top / part))):
            return {
                "en": f"`{part}/` is part of the project; choose another place",
                "zh": f"`{part}/` 是项目的一部分，请写到别处",
            }
    if any(read_marker(folder / MARKER) is not None for folder in real.parents):
        return {
            "en": "that is inside a site that planbook built; choose a place outside",
            "zh": "这个位置在 planbook 生成的网站里，请写到别处",
        }
    if real.is_file() and not _may_replace(real, is_pdf=is_pdf):
        return {
            "en": "exists and was not written by planbook; left unchanged",
            "zh": "那里已有别的文件，没有改动",
        }
    return None


def _may_replace(path: Path, *, is_pdf: bool) -> bool:
    """Return whether the file at ``path`` is one of those that a build writes, or empty."""
    from planbook.output.single_file import GENERATOR

    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return False
    return not head or (head.startswith(b"%PDF-") if is_pdf else GENERATOR in head)


def _printer(call: Invocation) -> Printer:
    from planbook.output.pdf import VARIABLE, find_printer

    found = find_printer(os.environ)
    if found is None:
        named = os.environ.get(VARIABLE)
        if named:
            call.fail(
                {
                    "en": f"--pdf: {VARIABLE} names {named}, and there is no such program",
                    "zh": f"--pdf：{VARIABLE} 指定的程序 {named} 不存在",
                }
            )
        call.fail(
            {
                "en": "--pdf needs Chromium, Chrome or Edge (apt-get install chromium, or name "
                f"one in {VARIABLE}), or WeasyPrint: python -m pip install 'planbook[pdf]'",
                "zh": "--pdf 需要 Chromium、Chrome 或 Edge（apt-get install chromium，或用环境变量 "
                f"{VARIABLE} 指定），或者 WeasyPrint：python -m pip install 'planbook[pdf]'",
            }
        )
    return found


def _write(call: Invocation, written: str, content: bytes) -> WrittenFile:
    from planbook.output.rewriting import replace_file

    path = Path(_real(call, written))
    try:
        if not path.is_file() or path.read_bytes() != content:
            replace_file(path, content)
    except OSError as error:
        # It names the file that was to take the place of this one.
        error.filename = written
        raise
    return WrittenFile(Path(written).as_posix(), len(content))


def _real(call: Invocation, written: str) -> str:
    return os.path.realpath(call.path(written))


def _say_that_it_takes_time(call: Invocation, written: str) -> None:
    call.debug({"en": f"printing {written} …", "zh": f"正在打印 {written} …"})


def _say_what_is_lacking(
    call: Invocation, written: str, left_out: tuple[str, ...], size: int
) -> None:
    if left_out:
        names = ", ".join(left_out[:5]) + (" …" if len(left_out) > 5 else "")
        call.say(
            {
                "en": f"{written} shows the words in place of pictures that are too large for "
                f"it: {names}",
                "zh": f"{written} 里，以下图片太大，只显示替代文字：{names}",
            }
        )
    if size > _LARGE:
        call.say(
            {
                "en": f"{written} has {size / 1_000_000:.0f} MB: many mailboxes refuse that.",
                "zh": f"{written} 有 {size / 1_000_000:.0f} MB，很多邮箱不接收这么大的附件。",
            }
        )
