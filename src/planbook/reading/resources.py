"""Where the schemas and themes that come with planbook lie."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import planbook
from planbook.reading.files import ReadError
from planbook.reading.project_files import Entry, ProjectFiles, files_of

SCHEMA_ENDING: Final = ".schema.json"
_UMBRELLA: Final = f"document{SCHEMA_ENDING}"
_SHARED: Final = f"common{SCHEMA_ENDING}"
_MOST: Final = 1 << 20


def builtin_schemas() -> Path:
    """Return the folder of the built-in schemas."""
    return _resources() / "schemas"


def builtin_themes() -> Path:
    """Return the folder that holds one folder for each built-in theme."""
    return _resources() / "themes"


def holds_contract(project: Path | ProjectFiles, folder: str = "") -> bool:
    """Return whether ``folder`` holds the contract of some planbook, and no additions to one.

    planbook's own repository is a project whose `schemas/` are the contract, in the version of
    the repository; an installed planbook may be older or newer. The contract is known by its
    umbrella, which names the kinds, and by a schema for each of them: a project's own folder has
    neither, since no kind can be called ``document``.
    """
    files = files_of(project)
    place = files.resolve(folder)
    if isinstance(place, ReadError):
        return False
    content = files.read_beginning(f"{place}/{_UMBRELLA}".removeprefix("./"), _MOST)
    if isinstance(content, ReadError):
        return False
    try:
        umbrella = json.loads(content)
        kinds = umbrella["properties"]["kind"]["enum"]
        needed = [_SHARED, *(f"{kind}{SCHEMA_ENDING}" for kind in kinds)]
        return umbrella["$id"] == _UMBRELLA and all(
            _is_file(files, f"{place}/{name}") for name in needed
        )
    except (ValueError, TypeError, LookupError, RecursionError, OSError):
        return False


def _is_file(files: ProjectFiles, path: str) -> bool:
    real = files.resolve(path)
    found = None if isinstance(real, ReadError) else files.look(real)
    return isinstance(found, Entry) and found.sort == "file"


def _resources() -> Path:
    package = Path(planbook.__file__).parent
    packed = package / "resources"
    # A wheel carries them inside the package; a checkout has them at its top level.
    return packed if packed.is_dir() else package.parents[1]
