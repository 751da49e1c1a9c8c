"""Every kind of finding that the reading and linking stages make, by its name.

One module holds the codes of one prefix. A new module is imported here and added to the tuple.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from planbook.diagnostics.codes import (
    config,
    csv,
    file,
    git,
    link,
    rubric,
    schema,
    score,
    site,
    text,
    theme,
    theme_file,
    yaml,
)
from planbook.diagnostics.finding import Code

_MODULES: Final = (
    file,
    yaml,
    csv,
    schema,
    link,
    text,
    config,
    theme,
    theme_file,
    rubric,
    score,
    site,
    git,
)

CODES: Final[Mapping[str, Code]] = MappingProxyType(
    {code.name: code for module in _MODULES for code in module.CODES}
)
