"""What the limits of planbook.yaml allow, the whole of planbook can bear."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from planbook.as_of import fixed_as_of
from planbook.model.edition import Edition
from planbook.pipeline import Request, build_site, check_project
from planbook.reading.schemas import load_builtin_schemas


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")], ids=["list", "map"])
def test_the_deepest_document_that_may_be_allowed_is_built(
    tmp_path: Path, opening: str, closing: str
) -> None:
    limits = load_builtin_schemas()["planbook.schema.json"]["properties"]["limits"]
    most = limits["properties"]["depth"]["maximum"]
    within = most - 2  # the document, and `extra` in it
    (tmp_path / "content").mkdir()
    (tmp_path / "planbook.yaml").write_text(
        f"title: T\nlimits: {{depth: {most}}}\n", encoding="utf-8"
    )
    (tmp_path / "content" / "crm.yaml").write_text(
        "kind: tool\ntitle: CRM\ntype: crm\npurpose: Deals\n"
        f"extra: {{a: {opening * within}x{closing * within}}}\n",
        encoding="utf-8",
    )
    checked = check_project(tmp_path, fixed_as_of(datetime.date(2026, 9, 10)))
    assert checked.diagnostics == ()
    built = build_site(checked, Request(tmp_path / "site", Edition(), jobs=1))
    assert built.diagnostics == ()
