"""The addresses that no kind may take are those that a built site really has."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from builders.handbooks import builtin_kinds
from planbook.as_of import fixed_as_of
from planbook.model.addresses import FIXED_RECORDS, FIXED_SECTIONS
from planbook.model.edition import Edition
from planbook.pipeline import Request, build_site, check_project
from planbook.starter.project import starter_files
from planbook.urls import Addresses, asset_path, theme_path

TODAY = date(2026, 9, 10)


def test_every_folder_of_a_built_site_is_known(tmp_path: Path) -> None:
    for path, text in starter_files("en", TODAY, "none").items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    request = Request(Path("site"), Edition("private"), jobs=1)
    assert build_site(check_project(tmp_path, fixed_as_of(TODAY)), request).report is not None
    site = tmp_path / "site"
    folders = {path.name for path in site.iterdir() if path.is_dir()}
    sections = {kind.plural for kind in builtin_kinds().values()}
    # A check of an empty site passes: see that there is something to check.
    assert {"practices", "org", "alignment", "responsibilities", "theme", "api"} <= folders
    assert folders <= FIXED_SECTIONS | sections
    records = {path.stem for path in (site / "api/v1").glob("*.json")}
    assert records <= FIXED_RECORDS | sections


def test_files_that_are_copied_stand_in_folders_of_their_own() -> None:
    for path in (asset_path("content/photo.png"), theme_path("site.css")):
        assert path.partition("/")[0] in FIXED_SECTIONS


def test_no_built_in_kind_stands_at_an_address_of_the_site() -> None:
    assert FIXED_SECTIONS.isdisjoint(kind.plural for kind in builtin_kinds().values())


def test_the_language_of_a_page_is_told_by_its_address() -> None:
    addresses = Addresses(("zh", "en"), {})
    assert addresses.language_of("en/people/index.html") == ("en", "people/index.html")
    assert addresses.language_of("people/index.html") == ("zh", "people/index.html")
    # A folder of the first language, not a language.
    assert addresses.language_of("zh/index.html") == ("zh", "zh/index.html")
    assert addresses.language_of("index.html") == ("zh", "index.html")
