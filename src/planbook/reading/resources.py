"""Where the schemas and themes that come with planbook lie."""

from __future__ import annotations

from pathlib import Path

import planbook

SCHEMA_ENDING = ".schema.json"


def builtin_schemas() -> Path:
    """Return the folder of the built-in schemas."""
    return _resources() / "schemas"


def builtin_themes() -> Path:
    """Return the folder that holds one folder for each built-in theme."""
    return _resources() / "themes"


def _resources() -> Path:
    package = Path(planbook.__file__).parent
    packed = package / "resources"
    # A wheel carries them inside the package; a checkout has them at its top level.
    return packed if packed.is_dir() else package.parents[1]
