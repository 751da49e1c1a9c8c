"""What tests of formatting share: the order of keys by kind, and what a text says."""

from __future__ import annotations

import json

from planbook.model.settings import Limits
from planbook.reading.project_folder import PROJECT_FILE_NAME
from planbook.reading.schemas import (
    PROJECT_FILE,
    compile_file_schema,
    compile_kinds,
    load_builtin_schemas,
)
from planbook.reading.yaml_values import read_yaml

_BUILTIN = load_builtin_schemas()
FIELDS = {kind.name: kind.field for kind in compile_kinds(_BUILTIN).value.values()} | {
    PROJECT_FILE_NAME: compile_file_schema(_BUILTIN, PROJECT_FILE).field
}


def meaning(text: str) -> list[str]:
    """Return what planbook reads in a text; 1, 1.0 and true are three values."""
    return [
        json.dumps([document.value, document.written], sort_keys=True)
        for document in read_yaml(text, "x.yaml", Limits()).documents
    ]
