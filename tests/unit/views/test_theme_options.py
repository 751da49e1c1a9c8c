"""What `theme_options` of planbook.yaml changes, on every page and nowhere else."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec import structs

from planbook.as_of import AsOf
from planbook.colours import LEAST_CONTRAST, contrast, mix, read_colour
from planbook.model.edition import Edition
from planbook.model.settings import ThemeOptions
from planbook.pipeline import Built, Request, build_site, check_project
from planbook.reading.resources import builtin_themes
from planbook.views.accent import DARK, LIGHT, accent_page, faint_accents

TEAM = Edition("team")
NOW = AsOf(datetime(2026, 9, 10, tzinfo=UTC))
PERSON = "kind: person\nid: li-na\nname: Li Na\nrole: seller\n"
ROLE = "kind: role\nid: seller\ntitle: Seller\npurpose: Sells\nduties: [{title: Sell}]\n"
CHAPTER = "---\nkind: chapter\nid: start\ntitle: Start\naudience: public\n---\n\nWelcome.\n"
SECRET = "---\nkind: chapter\nid: secret\ntitle: Secret\naudience: private\n---\n\nHush.\n"
OPTIONS = """
theme_options:
  accent: "#8A1C4A"
  logo: static/logo.svg
  favicon: brand/icon.png
  css: [brand/custom.css, static/more.css]
  menu:
  - {title: {en: Our people, zh: 我们的人}, to: people}
  - {title: Begin, to: content/start.md}
  - {title: Hush, to: "chapter:secret"}
  - {title: Shop, to: "https://example.com/?a=1&b=2"}
  - {title: Prices, to: static/prices.pdf}
"""


def project(folder: Path, options: str = OPTIONS) -> Path:
    files = {
        "planbook.yaml": f"title: Kettles\nlanguages: [en, zh]\nas_of: 2026-09-10\n{options}",
        "content/li.yaml": PERSON,
        "content/role.yaml": ROLE,
        "content/start.md": CHAPTER,
        "content/secret.md": SECRET,
        "static/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "static/more.css": ".foot { color: red }",
        "static/prices.pdf": "%PDF",
        "brand/custom.css": ".brand { color: red }",
        "brand/icon.png": "PNG",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def build(folder: Path, edition: Edition = TEAM) -> Built:
    checked = check_project(folder, NOW)
    assert [found.code for found in checked.diagnostics] == []
    built = build_site(checked, Request(folder / "site", edition))
    assert built.diagnostics == ()
    return built


def findings(folder: Path) -> set[tuple[str, str]]:
    checked = check_project(folder, NOW)
    return {(found.code, found.pointer) for found in checked.diagnostics}


def links_of(page: Path) -> list[str]:
    return re.findall(r'(?:href|src)="([^"]*)"', page.read_text("utf-8"))


def test_every_page_has_the_logo_the_icon_and_the_styles_that_are_there(tmp_path: Path) -> None:
    build(project(tmp_path))
    site = tmp_path / "site"
    for path in ("index.html", "zh/people/li-na/index.html", "handbook/start/index.html"):
        page = site / path
        text = page.read_text("utf-8")
        assert 'alt="Kettles"' in text
        assert "style=" not in text
        assert "<style" not in text
        for link in links_of(page):
            if not link.startswith(("https:", "#")):
                assert (page.parent / link.partition("#")[0]).is_file(), link
        styles = re.findall(r'rel="stylesheet" href="([^"]*)"', text)
        names = [style.rpartition("/")[2] for style in styles]
        assert names == ["site.css", "theme-options.css", "custom.css", "more.css"]
        assert 'rel="icon" type="image/png"' in text
    assert "--accent: #8a1c4a;" in (site / "theme/theme-options.css").read_text("utf-8")


def test_entries_stand_in_the_menu_in_the_language_of_the_page(tmp_path: Path) -> None:
    build(project(tmp_path))
    english = (tmp_path / "site/people/li-na/index.html").read_text("utf-8")
    chinese = (tmp_path / "site/zh/people/li-na/index.html").read_text("utf-8")
    assert re.search(r'<a href="../../people/index.html">.*Our people</a>', english)
    assert re.search(r'<a href="../../../zh/people/index.html">.*我们的人</a>', chinese)
    assert "Our links" in english
    assert "常用链接" in chinese
    assert 'href="https://example.com/?a=1&amp;b=2"' in english
    assert 'href="../../prices.pdf"' in english
    assert 'href="../../../zh/handbook/start/index.html"' in chinese


@pytest.mark.parametrize("audience", ["team", "public"])
def test_an_entry_that_leads_to_something_hidden_is_not_there(
    tmp_path: Path, audience: str
) -> None:
    build(project(tmp_path), Edition(audience))  # type: ignore[arg-type]
    for page in (tmp_path / "site").rglob("*.html"):
        assert "Hush" not in page.read_text("utf-8")
        assert "secret" not in page.read_text("utf-8")
    menu = (tmp_path / "site/index.html").read_text("utf-8")
    assert ("Our people" in menu) is (audience == "team")
    assert "Begin" in menu


def test_only_what_an_option_changes_is_made_anew(tmp_path: Path) -> None:
    def rendered() -> int:
        report = build(tmp_path).report
        assert report is not None
        return report.rendered

    project(tmp_path)
    assert rendered() > 10
    assert rendered() == 0
    (tmp_path / "brand/custom.css").write_text(".brand { color: blue }", "utf-8")
    assert rendered() == 0
    copied = next((tmp_path / "site/files").rglob("custom.css"))
    assert copied.read_text("utf-8") == ".brand { color: blue }"
    project(tmp_path, OPTIONS.replace("8A1C4A", "0b5c66"))
    assert rendered() == 1
    project(tmp_path, OPTIONS.replace("8A1C4A", "0b5c66").replace("title: Begin", "title: Start"))
    assert rendered() == len(list((tmp_path / "site").rglob("*.html"))) - 1  # 404 has no menu


def test_the_lost_page_leads_home_from_anywhere(tmp_path: Path) -> None:
    project(tmp_path, OPTIONS)
    build(tmp_path)
    lost = (tmp_path / "site/404.html").read_text("utf-8")
    assert links_of(tmp_path / "site/404.html") == ["#content", "#zh"]
    assert "logo" not in lost
    project(tmp_path, "base_url: https://example.com/hand/\n" + OPTIONS)
    build(tmp_path)
    links = links_of(tmp_path / "site/404.html")
    assert "/hand/logo.svg" in links
    assert "https://example.com/?a=1&amp;b=2" in links
    assert all(link.startswith(("/hand/", "https:", "#")) for link in links)


@pytest.mark.parametrize(
    ("option", "code", "pointer"),
    [
        ("acent: '#000000'", "config-unknown-key", "/acent"),
        ("accent: blue", "config-bad-format", "/accent"),
        ("accent: #0b5c66", "config-unquoted-colour", "/accent"),
        ("accent: '#f5a623'", "config-low-contrast", "/accent"),
        ("accent_dark: '#333399'", "config-low-contrast", "/accent_dark"),
        ("logo: static/missing.svg", "config-unusable-file", "/logo"),
        ("logo: ../logo.svg", "config-unusable-file", "/logo"),
        ("logo: /etc/logo.svg", "config-unusable-file", "/logo"),
        ("logo: planbook.yaml", "config-unusable-file", "/logo"),
        ("logo: .git/logo.svg", "config-unusable-file", "/logo"),
        ("favicon: content", "config-unusable-file", "/favicon"),
        ("css: [static]", "config-unusable-file", "/css/0"),
        ("css: [link.css]", "config-unusable-file", "/css/0"),
        ("menu: [{title: X, to: poeple}]", "config-menu-target", "/menu/0/to"),
        ("menu: [{title: X, to: 'person:nobody'}]", "config-menu-target", "/menu/0/to"),
        ("menu: [{title: X, to: 'javascript:alert(1)'}]", "config-menu-target", "/menu/0/to"),
        ("menu: [{title: X, to: content/none.md}]", "config-menu-target", "/menu/0/to"),
        ("menu: [{title: X, to: static/none.pdf}]", "config-menu-target", "/menu/0/to"),
        ("menu: [{title: X, to: static/../planbook.yaml}]", "config-menu-target", "/menu/0/to"),
        ("menu: [{title: X}]", "config-missing-key", "/menu/0"),
    ],
)
def test_an_option_that_cannot_work_is_a_finding(
    tmp_path: Path, option: str, code: str, pointer: str
) -> None:
    project(tmp_path / "here", f"\ntheme_options:\n  {option}\n")
    (tmp_path / "outside.css").write_text("", "utf-8")
    (tmp_path / "here/link.css").symlink_to(tmp_path / "outside.css")
    assert findings(tmp_path / "here") == {(code, f"/theme_options{pointer}")}


@pytest.mark.parametrize(
    "to",
    ["people", "people/", "people/index.html", "/people/", "practices/goals", "index.html", "/",
     "person:li-na", "people/li-na", "content/start.md", "start.md", "tools", "static/logo.svg",
     "mailto:hr@example.com", "http://intranet/"],
)  # fmt: skip
def test_what_a_menu_entry_may_lead_to(tmp_path: Path, to: str) -> None:
    project(tmp_path, f"\ntheme_options:\n  menu: [{{title: X, to: '{to}'}}]\n")
    assert findings(tmp_path) == set()


def test_a_broken_document_is_not_reported_by_the_menu_as_well(tmp_path: Path) -> None:
    project(tmp_path, "\ntheme_options:\n  menu: [{title: X, to: 'person:li-na'}]\n")
    (tmp_path / "content/li.yaml").write_text("kind: person\nid: li-na\n", "utf-8")
    assert {code for code, _ in findings(tmp_path)} == {"schema-missing-property"}


def test_every_accent_that_is_proposed_can_be_read() -> None:
    for colour in ("#f5a623", "#ffff00", "#ffffff", "#777777", "#00ff00", "#e60012", "#000000"):
        for options in (ThemeOptions(accent=colour), ThemeOptions(accent_dark=colour)):
            for faint in faint_accents(options):
                assert faint.ratio < LEAST_CONTRAST
                put_right = structs.replace(options, **{faint.name: faint.instead})
                assert list(faint_accents(put_right)) == []
        style = next(accent_page(ThemeOptions(accent=colour), "en")).view
        dark = re.findall(r"--accent: (#\w+)", style)[-1]
        assert list(faint_accents(ThemeOptions(accent_dark=dark))) == []


def test_the_accents_that_come_with_planbook_can_be_read() -> None:
    css = (builtin_themes() / "default/static/site.css").read_text("utf-8")
    light, dark = css.partition("prefers-color-scheme:dark")[::2]
    for text, surface in ((light, LIGHT), (dark, DARK)):
        found = {name: re.search(rf"--{name}:(#\w+)", text) for name in ("paper", "raised")}
        assert {name: match and match[1] for name, match in found.items()} == {
            "paper": surface.paper,
            "raised": surface.raised,
        }
    accents = [match[1] for match in re.finditer(r"--accent:(#\w{6})", css)]
    assert list(faint_accents(ThemeOptions(accent=accents[0], accent_dark=accents[1]))) == []


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ffffff", "#0000ff") == pytest.approx(8.59, abs=0.005)
    assert mix("#000000", "#ffffff", Fraction(1, 2)) == "#808080"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("0B5C66", "#0b5c66"), ("#ABC", "#aabbcc"), ("rgb(11, 92, 102)", "#0b5c66"),
     ("rgba(11 92 102 / 50%)", "#0b5c66"), ("#0b5c66ff", "#0b5c66"), ("Blue", "#0000ff"),
     ("蓝色", "#0000ff"), ("rgb(300,0,0)", None), ("nice", None)],
)  # fmt: skip
def test_colours_are_read_as_people_write_them(written: str, meant: str | None) -> None:
    assert read_colour(written) == meant
