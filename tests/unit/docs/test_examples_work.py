"""The examples in the docs of themes and schemas work as they are written."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from planbook.as_of import AsOf
from planbook.model.edition import Edition
from planbook.pipeline import Request, build_site, check_project, try_templates

DOCS = Path(__file__).parents[3] / "docs"
NOW = AsOf(datetime(2026, 9, 10, tzinfo=UTC))
PERSON = "kind: person\nid: li-na\nname: Li Na\nrole: seller\n"
CHAPTER = "---\nkind: chapter\nid: start\ntitle: Start\n---\n\n## One\n\n## Two\n\n## Three\n"
ROLE = "kind: role\nid: seller\ntitle: Seller\npurpose: Sells\nduties: [{title: Sell}]\n"
PARTNER = "kind: partner\nid: acme\ntitle: Acme\ntype: distributor\nmanager: li-na\n"


def blocks(page: str, language: str) -> list[str]:
    text = (DOCS / page).read_text("utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.S)


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def built(folder: Path) -> Path:
    checked = try_templates(check_project(folder, NOW))
    assert [(found.code, found.pointer) for found in checked.diagnostics] == []
    assert build_site(checked, Request(folder / "site", Edition("team"))).diagnostics == ()
    return folder / "site"


@pytest.mark.parametrize(
    ("page", "foot", "entry"),
    [("theming.md", "Confidential", "Price list"), ("theming.zh.md", "内部资料", "价格表")],
)
def test_the_examples_of_a_look_work(tmp_path: Path, page: str, foot: str, entry: str) -> None:
    options, words, theme = blocks(page, "yaml")
    template, contents = blocks(page, "html")
    language = "zh" if page.endswith(".zh.md") else "en"
    write(
        tmp_path,
        {
            "planbook.yaml": f"title: Kettles\nlanguage: {language}\ntheme: ours\n{options}",
            "content/li.yaml": PERSON,
            "content/role.yaml": ROLE,
            "static/logo.svg": "<svg/>",
            "static/icon.svg": "<svg/>",
            "static/custom.css": "a { color: red }",
            "static/prices.pdf": "%PDF",
            "themes/ours/theme.yaml": theme,
            f"themes/default/locales/{language}.yaml": words,
            "themes/default/templates/layout.html": template + contents,
            "content/start.md": CHAPTER,
        },
    )
    site = built(tmp_path)
    text = (site / "people/index.html").read_text("utf-8")
    assert f"<p>{foot}</p>" in text
    assert entry in text
    assert words.rpartition(": ")[2].strip() in text
    chapter = (site / "handbook/start/index.html").read_text("utf-8")
    assert '"><ul>\n<li><a href="#one">One</a></li>' in chapter
    assert "<!--" not in chapter + text


@pytest.mark.parametrize("page", ["project-schemas.md", "project-schemas.zh.md"])
def test_the_examples_of_fields_and_kinds_work(tmp_path: Path, page: str) -> None:
    field, kind = blocks(page, "json")
    write(
        tmp_path,
        {
            "planbook.yaml": "title: Kettles\n",
            "schemas/partner.schema.json": field,
            "schemas/site_visit.schema.json": kind,
            "content/li.yaml": PERSON,
            "content/role.yaml": ROLE,
            "content/acme.yaml": f"{PARTNER}credit_limit: 77123\n",
            "content/visit.yaml": "kind: site_visit\nid: first\ntitle: First\npartner: acme\n"
            "date: 2026-07-01\nnotes_private: Hush\n",
        },
    )
    site = built(tmp_path)
    visit = (site / "site-visits/first/index.html").read_text("utf-8")
    assert "Acme" in visit
    for file in site.rglob("*.*"):
        text = file.read_text("utf-8")
        assert "Hush" not in text
        assert "77123" not in text


def test_both_languages_of_a_page_show_the_same_examples() -> None:
    for name in ("theming", "project-schemas"):
        english, chinese = (
            re.findall(r"^```(\w*)", (DOCS / f"{name}{ending}").read_text("utf-8"), re.M)
            for ending in (".md", ".zh.md")
        )
        assert [fence for fence in english if fence] == [fence for fence in chinese if fence]
