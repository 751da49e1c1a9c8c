"""Reading one file from the disk, with the same care wherever it lies.

Nothing is opened before its kind is known, and nothing read before its size is: a pipe would wait
for ever, and a file of two gigabytes would fill the memory. A link leads no further than the
folder that the file belongs to: where it leads is resolved and checked once, and what is opened
afterwards lies exactly there, with no link on the way. Somebody who exchanges a file for a link
in the meantime is not followed.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO, Final, Literal

import msgspec
from msgspec.structs import replace

from planbook.diagnostics.codes.file import (
    FILE_NOT_REGULAR,
    FILE_OUTSIDE_PROJECT,
    FILE_TOO_LARGE,
    FILE_UNREADABLE,
)
from planbook.diagnostics.codes.yaml import YAML_TOO_LARGE
from planbook.diagnostics.finding import Finding, Place
from planbook.diagnostics.span import Span
from planbook.digest import digest_of_stream
from planbook.language import Text

YAML_ENDINGS: Final = (".yaml", ".yml")
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)
_READ_ONLY: Final = (
    os.O_RDONLY | _NO_LINK | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)
# Linux opens a folder for nothing but going through it; no right to list it is needed.
_PASS_THROUGH: Final = getattr(os, "O_PATH", 0) and (
    os.O_PATH | os.O_DIRECTORY | _NO_LINK  # type: ignore[attr-defined,unused-ignore]
)
_EXCHANGED: Final[Text] = {
    "en": "it was replaced by a symbolic link in the meantime",
    "zh": "在此期间它被换成了符号链接",
}


class ReadError(msgspec.Struct, frozen=True):
    """Why a file was not read.

    ``words`` are what was met: where the link leads, what it is that is no file, how large it is,
    or what the system said. ``limit`` is the most bytes that it may have.
    """

    why: Literal["outside", "dangling", "loop", "not-regular", "too-large", "unreadable"]
    words: Text
    limit: int = 0


def read_file(path: Path, limit: int) -> bytes | ReadError:
    """Return what the regular file at ``path`` holds, if that is ``limit`` bytes at most."""
    try:
        stream = _open(path, limit)
        if isinstance(stream, ReadError):
            return stream
        with stream:
            content = stream.read(limit + 1)
    except OSError as error:
        return ReadError("unreadable", reason_of(error))
    # It may have grown since it was looked at.
    return content if len(content) <= limit else _too_large(len(content), limit)


def read_beginning(path: Path, most: int) -> bytes | ReadError:
    """Return the first bytes of the regular file at ``path``, ``most`` of them at most."""
    try:
        stream = _open(path)
        if isinstance(stream, ReadError):
            return stream
        with stream:
            return stream.read(most)
    except OSError as error:
        return ReadError("unreadable", reason_of(error))


def digest_file(path: Path) -> str | ReadError:
    """Return the digest of the regular file at ``path``, which may be larger than the memory."""
    return copy_file(path, None)


def copy_file(path: Path, copy: BinaryIO | None) -> str | ReadError:
    """Write what the regular file at ``path`` holds to ``copy``, and return its digest.

    Raises OSError where ``copy`` cannot be written.
    """
    try:
        stream = _open(path)
    except OSError as error:
        return ReadError("unreadable", reason_of(error))
    if isinstance(stream, ReadError):
        return stream
    with stream:
        return digest_of_stream(stream, copy)


def resolve_inside(path: Path, *allowed_roots: str) -> Path | ReadError:
    """Return where ``path`` leads, with no link left, or why it may not be read.

    It may lie in any of ``allowed_roots``, which are the real paths of folders.
    """
    try:
        target = os.path.realpath(path, strict=True)
    except OSError as error:
        return _broken(path, allowed_roots, error)
    if any(f"{target}{os.sep}".startswith(root.rstrip(os.sep) + os.sep) for root in allowed_roots):
        return Path(target)
    return ReadError("outside", _same(str(path.readlink()) if path.is_symlink() else target))


def finding_of(read_error: ReadError, place: Place) -> Finding:
    """Return the finding for ``read_error``."""
    match read_error.why:
        case "outside":
            return FILE_OUTSIDE_PROJECT.at(place, target=read_error.words)
        case "not-regular":
            return FILE_NOT_REGULAR.at(place, sort=read_error.words)
        case "too-large":
            code = YAML_TOO_LARGE if place.path.endswith(YAML_ENDINGS) else FILE_TOO_LARGE
            # Nobody has counted its lines, and an editor opens it at the first.
            place = replace(place, span=place.span or Span(1, 1, 1, 1))
            return code.at(place, size=read_error.words, limit=size_words(read_error.limit))
        case "dangling":
            return FILE_UNREADABLE.at(place, variant="dangling", target=read_error.words)
        case "loop":
            return FILE_UNREADABLE.at(place, variant="loop", chain=read_error.words)
    return FILE_UNREADABLE.at(place, reason=read_error.words)


def sentence_of(read_error: ReadError) -> Text:
    """Return what ``read_error`` says, as the end of the sentence "this cannot be read"."""
    words = read_error.words
    match read_error.why:
        case "not-regular":
            return {
                "en": f"it is {words['en']}, not a file",
                "zh": f"它是{words['zh']}，不是普通文件",
            }
        case "too-large":
            most = size_words(read_error.limit)
            return {
                "en": f"it has {words['en']}; the limit is {most}",
                "zh": f"大小为 {words['zh']}，上限是 {most}",
            }
        case "dangling":
            return {
                "en": f"it is a symbolic link to `{words['en']}`, which does not exist",
                "zh": f"它是符号链接，指向的 `{words['zh']}` 不存在",
            }
        case "loop":
            return {
                "en": f"it is a symbolic link that leads back to itself: {words['en']}",
                "zh": f"它是绕回自身的符号链接：{words['zh']}",
            }
    return words


def size_words(size: int) -> str:
    """Return ``size``, in bytes, with its unit: ``1.5 MiB (1572864 B)``."""
    for unit, bytes_ in (("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)):
        if size >= bytes_:
            return f"{size / bytes_:.1f} {unit} ({size} B)".replace(".0 ", " ")
    return f"{size} B"


def reason_of(error: OSError) -> Text:
    """Return what the system says of ``error``, as the end of a sentence."""
    english = (error.strerror or str(error)).lower()
    if isinstance(error, PermissionError):
        return {"en": english, "zh": "没有读取权限"}
    if isinstance(error, FileNotFoundError):
        return {"en": english, "zh": "文件不存在"}
    return _same(english)


def sort_words(mode: int) -> Text:
    """Return what something that is no file is, by its ``mode``."""
    if stat.S_ISDIR(mode):
        return {"en": "a folder", "zh": "文件夹"}
    if stat.S_ISFIFO(mode):
        return {"en": "a pipe (FIFO)", "zh": "管道（FIFO）"}
    if stat.S_ISSOCK(mode):
        return {"en": "a socket", "zh": "套接字"}
    return {"en": "a device", "zh": "设备"}


def _open(path: Path, limit: int | None = None) -> BinaryIO | ReadError:
    """Open the regular file at ``path``, a real path: a link in it is refused. Raises OSError."""
    try:
        return _open_through_folders(path, limit) if _PASS_THROUGH else _open_by_name(path, limit)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR):
            return ReadError("unreadable", _EXCHANGED)
        raise


def _open_through_folders(path: Path, limit: int | None) -> BinaryIO | ReadError:
    """Open folder after folder: each is the one that was entered, whatever its name is now."""
    folder = os.open(path.anchor, _PASS_THROUGH)
    try:
        for name in path.parts[1:-1]:
            below = os.open(name, _PASS_THROUGH, dir_fd=folder)
            os.close(folder)
            folder = below
        # Some devices do things as soon as they are opened, so it is looked at before.
        status = os.stat(path.name, dir_fd=folder, follow_symlinks=False)
        read_error = _unfit(status, limit)
        return read_error or _opened(os.open(path.name, _READ_ONLY, dir_fd=folder), limit)
    finally:
        os.close(folder)


def _open_by_name(path: Path, limit: int | None) -> BinaryIO | ReadError:
    """Open the file, and see that its name leads to it still, and through no link."""
    read_error = _unfit(path.lstat(), limit)
    if read_error is not None:
        return read_error
    stream = _opened(os.open(path, _READ_ONLY), limit)
    if isinstance(stream, ReadError):
        return stream
    same = os.path.samestat(os.fstat(stream.fileno()), path.lstat())
    if same and os.path.realpath(path) == os.path.normpath(path):
        return stream
    stream.close()
    return ReadError("unreadable", _EXCHANGED)


def _opened(descriptor: int, limit: int | None) -> BinaryIO | ReadError:
    # Opened without blocking: since it was looked at the file may have become a pipe.
    stream = os.fdopen(descriptor, "rb")
    read_error = _unfit(os.fstat(stream.fileno()), limit)
    if read_error is None:
        return stream
    stream.close()
    return read_error


def _unfit(status: os.stat_result, limit: int | None) -> ReadError | None:
    if stat.S_ISLNK(status.st_mode):
        return ReadError("unreadable", _EXCHANGED)
    if not stat.S_ISREG(status.st_mode):
        return ReadError("not-regular", sort_words(status.st_mode))
    if limit is not None and status.st_size > limit:
        return _too_large(status.st_size, limit)
    return None


def _too_large(size: int, limit: int) -> ReadError:
    return ReadError("too-large", _same(size_words(size)), limit)


def _broken(path: Path, allowed_roots: tuple[str, ...], error: OSError) -> ReadError:
    """Return what is wrong with a link that leads nowhere."""
    chain = [path]
    looped = error.errno == errno.ELOOP
    while chain[-1].is_symlink():
        step = chain[-1]
        chain.append(Path(os.path.normpath(step.parent / step.readlink())))
        if chain[-1] in chain[:-1]:
            looped = True
            break
    if looped:
        shown = " → ".join(_from(step, allowed_roots) for step in chain)
        return ReadError("loop", _same(shown))
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        return ReadError("dangling", _same(str(path.readlink())))
    return ReadError("unreadable", reason_of(error))


def _from(path: Path, allowed_roots: tuple[str, ...]) -> str:
    home = next((root for root in allowed_roots if path.is_relative_to(root)), None)
    return path.relative_to(home).as_posix() if home else str(path)


def _same(words: str) -> Text:
    return {"en": words, "zh": words}
