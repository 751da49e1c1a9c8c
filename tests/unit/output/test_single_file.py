"""The edition as one file: what of a site goes into it, and what does not."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from planbook.output import single_file
from planbook.output.manifest import MARKER, marker_content
from planbook.output.single_file import (
    GENERATOR,
    OtherSiteError,
    SingleFile,
    compose_file,
    language_folder,
)

HEAD = """<!doctype html><html lang="{language}"><head>
<link rel="canonical" href="https://plans.example.org/x/{folder}print/">
<link rel="stylesheet" href="{up}theme/site.css">
<link rel="stylesheet" media="print" href="{up}theme/print.css">
<script src="{up}theme/page.js"></script></head><body><header>bar</header>"""
COVER = (
    '<header class="cover"><h1>Our &amp; plans</h1><p>Team edition</p><p>as of today</p></header>'
)
SHEET = (
    "<main><!--cover-->{cover}<!--contents--><nav>contents {number}</nav><!--parts-->{parts}"
    "<!--end--><nav>pager</nav></main>"
)


def sheet(
    parts: str, *, number: int = 1, language: str = "en", folder: str = "", base: bool = True
) -> str:
    up = "../" * (1 + bool(folder) + 2 * (number > 1))
    head = HEAD.format(language=language, folder=folder, up=up)
    if not base:
        head = re.sub(r'<link rel="canonical"[^>]*>', "", head)
    return head + SHEET.format(cover=COVER, number=number, parts=parts)


def site_of(folder: Path, files: Mapping[str, str | bytes], edition: str = "team") -> Path:
    site = folder / "site"
    styles = {"theme/site.css": "p{color:red}", "theme/print.css": "@page{margin:15mm}"}
    for path, content in {**styles, **files}.items():
        place = site / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
    (site / MARKER).write_bytes(marker_content(files, edition))
    return site


def composed(folder: Path, parts: str, **files: str | bytes) -> str:
    named = {name.replace("__", "/").replace("_dot_", "."): file for name, file in files.items()}
    return compose_file(
        site_of(folder, {"print/index.html": sheet(parts), **named}), "team"
    ).content.decode()


def test_the_file_holds_its_styles_and_a_policy_that_allows_these_alone(tmp_path: Path) -> None:
    text = composed(tmp_path, "<p>part</p>")
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    assert style[1] == "p{color:red}\n@media print {\n@page{margin:15mm}\n}"
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;" in text
    assert "unsafe-inline" not in text
    assert "<script" not in text
    assert "<link" not in text
    assert GENERATOR.decode() in text[:300]


def test_only_the_edition_is_in_it_and_the_title_tells_which(tmp_path: Path) -> None:
    text = composed(tmp_path, "<p>part</p>")
    assert "<title>Our &amp; plans · Team edition · as of today</title>" in text
    assert "<p>part</p>" in text
    assert "pager" not in text
    assert "bar" not in text
    assert '<html lang="en">' in text


def test_sheets_are_put_together_with_all_contents_first(tmp_path: Path) -> None:
    first = '<p><a href="page/2/index.html#goals/b">b</a></p>'
    second = (
        '<h2 class="part-title goes-on">Goals</h2><p><a href="../../index.html#goals/a">a</a>'
        '<a href="../../index.html">top</a></p>'
    )
    site = site_of(
        tmp_path,
        {
            "print/index.html": sheet(first),
            "print/page/2/index.html": sheet(second, number=2),
        },
    )
    text = compose_file(site, "team").content.decode()
    assert text.count("Our &amp; plans</h1>") == 1
    assert text.index("contents 1") < text.index("contents 2") < text.index("goals/b")
    assert '<p><a href="#goals/b">b</a></p>' in text
    assert '<p><a href="#goals/a">a</a><a href="#top">top</a></p>' in text
    assert "goes-on" not in text


def test_links_to_other_pages_lead_to_the_site_where_its_address_is_known(tmp_path: Path) -> None:
    link = '<a href="../months/2026-08/index.html#x">m</a><a href="https://e.org/">e</a>'
    text = composed(tmp_path, link)
    assert '<a href="https://plans.example.org/x/months/2026-08/#x">m</a>' in text
    assert '<a href="https://e.org/">e</a>' in text
    bare = site_of(tmp_path, {"print/index.html": sheet(link, base=False)})
    text = compose_file(bare, "team").content.decode()
    assert "<a >m</a>" in text
    assert "months" not in text


def test_pictures_are_written_into_it_and_others_leave_their_words(tmp_path: Path) -> None:
    parts = (
        '<img src="../files/1/a.png" alt="A"><img src="../files/1/gone.png" alt="Gone &amp; away">'
        '<img src="https://e.org/x.png" alt="Out"><img src="../files/1/b.pdf" alt="">'
        '<img src="../../../etc/passwd.png" alt="Up">'
    )
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "passwd.png").write_bytes(b"secret")
    text = composed(tmp_path, parts, files__1__a_dot_png=b"PNG", files__1__b_dot_pdf=b"PDF")
    assert f'<img src="data:image/png;base64,{b64encode(b"PNG").decode()}" alt="A">' in text
    assert "<em>Gone &amp; away</em><em>Out</em><em>Up</em>" in text
    assert b64encode(b"secret").decode() not in text


def test_a_picture_that_no_mailbox_takes_is_left_out_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_file, "LARGEST_PICTURE", 10)
    monkeypatch.setattr(single_file, "MOST_OF_PICTURES", 15)
    parts = "".join(f'<img src="../files/{name}.png" alt="{name}">' for name in "abc")
    site = site_of(
        tmp_path,
        {
            "print/index.html": sheet(parts),
            "files/a.png": b"1" * 11,
            "files/b.png": b"2" * 9,
            "files/c.png": b"3" * 8,
        },
    )
    found = compose_file(site, "team")
    assert found.left_out == ("a.png", "c.png")
    assert found.content.count(b"data:image/png") == 1
    assert b"<em>a</em>" in found.content


def test_what_a_style_asks_for_is_written_into_it_or_gone(tmp_path: Path) -> None:
    style = (
        '@import "https://e.org/x.css";\n.a{background:url(icons.svg)}'
        ".b{background:url('../files/b.png#v')}.c{background:url(https://e.org/c.png)}"
        '.d{background:url("data:image/png;base64,AA==")}.e::after{content:"</style><script>"}'
    )
    text = composed(
        tmp_path,
        "",
        theme__site_dot_css=style,
        theme__icons_dot_svg="<svg/>",
        files__b_dot_png=b"B",
    )
    inside = text[text.index("<style>") + 7 : text.index("</style>")]
    assert f'.a{{background:url("data:image/svg+xml;base64,{b64encode(b"<svg/>").decode()}")}}' in (
        inside
    )
    assert f'url("data:image/png;base64,{b64encode(b"B").decode()}#v")' in inside
    assert "e.org" not in inside
    assert 'url("data:image/png;base64,AA==")' in inside
    assert text.count("</style>") == 1
    assert "<script" not in text.replace(inside, "")


def test_a_project_s_own_template_without_the_marks_goes_in_as_it_is(tmp_path: Path) -> None:
    page = sheet("").replace("<!--parts-->", "")
    text = compose_file(site_of(tmp_path, {"print/index.html": page}), "team").content.decode()
    assert "Team edition" in text
    assert "contents 1" in text


def test_the_language_is_one_of_the_site_s(tmp_path: Path) -> None:
    site = site_of(
        tmp_path,
        {
            "print/index.html": sheet("zh", language="zh"),
            "en/print/index.html": sheet("en", language="en", folder="en/"),
            "goals/print/index.html": sheet("a goal called print", language="zh"),
        },
    )
    assert language_folder(site, None) == ""
    assert language_folder(site, "zh") == ""
    assert language_folder(site, "en") == "en/"
    assert language_folder(site, "fr") is None
    assert language_folder(site, "goals") is None
    found: SingleFile = compose_file(site, "team", "en/")
    assert b'<html lang="en">' in found.content
    assert b"https://plans.example.org/x/" not in found.content


def test_a_site_of_another_edition_is_not_taken(tmp_path: Path) -> None:
    site = site_of(tmp_path, {"print/index.html": sheet("private")}, edition="private")
    with pytest.raises(OtherSiteError):
        compose_file(site, "team")
    (site / MARKER).unlink()
    with pytest.raises(OtherSiteError):
        compose_file(site, "private")
