"""Documents and handbooks for tests, with the real schemas."""

from __future__ import annotations

from functools import cache
from typing import Any

from planbook.model.document import Document, Key, Origin
from planbook.model.field import Kinds
from planbook.model.handbook import Handbook, index_handbook
from planbook.model.settings import Settings, Term, Vocabulary
from planbook.reading.schemas import compile_kinds, load_builtin_schemas

SETTINGS = Settings(
    title={"en": "Handbook"},
    language="en",
    languages=("en", "zh"),
    vocabulary=Vocabulary(
        territories=(Term(id="east-china"), Term(id="north-china")),
        product_lines=(Term(id="smart-lock"),),
    ),
)


@cache
def builtin_kinds() -> Kinds:
    """Return the kinds that come with planbook."""
    outcome = compile_kinds(load_builtin_schemas())
    assert not outcome.findings
    return outcome.value


def document(kind: str, id_: str, /, **values: Any) -> Document:
    """Return a document as validation leaves it: title, audience and state filled in."""
    name = "name" if kind == "person" else "title"
    filled = {
        "kind": kind,
        "id": id_,
        name: {"en": id_},
        "audience": builtin_kinds()[kind].default_audience_of(values),
        "state": "active",
        **values,
    }
    ending = "md" if kind == "chapter" else "yaml"
    return Document(Key(kind, id_), filled, Origin(f"content/{kind}/{id_}.{ending}"))


def handbook_of(*documents: Document, settings: Settings = SETTINGS) -> Handbook:
    """Return the handbook of ``documents``."""
    return index_handbook(documents, builtin_kinds(), settings)
