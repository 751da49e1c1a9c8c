"""The files that `theme_options` of planbook.yaml names: there, inside the project, of a sort."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from planbook.diagnostics.codes.config import CONFIG_UNUSABLE_FILE
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.diagnostics.suggestions import closest, did_you_mean, listed
from planbook.language import Text
from planbook.model.settings import ThemeOptions
from planbook.reading.files import ReadError, digest_file, resolve_inside, sentence_of
from planbook.reading.sources import Attachment

_ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "logo": (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif"),
    "favicon": (".svg", ".png", ".ico"),
    "css": (".css",),
}


def find_option_files(
    root: Path, options: ThemeOptions, others: Iterable[str] = ()
) -> Outcome[Mapping[str, Attachment]]:
    """Return the files that ``options`` name by their paths in the project at ``root``.

    What cannot be used is a finding. ``others`` are files that may have been meant.
    """
    found: dict[str, Attachment] = {}
    findings: list[Finding] = []
    real_root = os.path.realpath(root)
    known = tuple(others)
    for pointer, written in options.files:
        path = posixpath.normpath(written)
        location = Path(real_root, path)
        real = _find(pointer.split("/")[1], path, location, real_root)
        if isinstance(real, Path):
            found[path] = Attachment(path, real, real.stat().st_size)
            continue
        problem = real
        endings = _ENDINGS[pointer.split("/")[1]]
        near = closest(written, [other for other in known if other.endswith(endings)])
        findings.append(
            CONFIG_UNUSABLE_FILE.at(
                Place("planbook.yaml", pointer=f"/theme_options{pointer}"),
                name=written[:80],
                problem=problem,
                hint=did_you_mean(near),
                suggestion=near,
                endings=listed(endings),
            )
        )
    return Outcome(found, tuple(findings))


def _find(name: str, path: str, location: Path, real_root: str) -> Path | Text:
    """Return where the file really lies, or why it cannot be used."""
    if posixpath.isabs(path) or path.startswith("../"):
        return _OUTSIDE
    if PurePosixPath(path).suffix.lower() not in _ENDINGS[name]:
        return _OTHER_SORT
    if any(part.startswith(".") for part in path.split("/")):
        return _HIDDEN
    real = resolve_inside(location, real_root)
    read = real if isinstance(real, ReadError) else digest_file(real)
    if not isinstance(read, ReadError) and isinstance(real, Path):
        return real
    if not isinstance(read, ReadError) or read.why == "outside":
        return _OUTSIDE
    return sentence_of(read) if os.path.lexists(location) else _MISSING


_MISSING: Final[Text] = {"en": "it does not exist", "zh": "文件不存在"}
_OUTSIDE: Final[Text] = {"en": "it lies outside of the project", "zh": "它在项目之外"}
_HIDDEN: Final[Text] = {
    "en": "names that begin with a dot are not published",
    "zh": "以点开头的文件或文件夹不会发布",
}
_OTHER_SORT: Final[Text] = {"en": "it is another sort of file", "zh": "文件类型不对"}
