"""Everything by its first letter."""

from __future__ import annotations

import pytest

from builders.handbooks import document, handbook_of
from builders.pages import html_at, site_at, view_at
from planbook.model.document import Document
from planbook.model.edition import Edition
from planbook.views.a_to_z import AToZView, initial_of
from planbook.views.lists import LIST_SIZE


def tool(id_: str, title: str, **values: object) -> Document:
    return document("tool", id_, title={"en": title}, **values)


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ("Annual plan", "a"),
        ("élan", "e"),
        ("“Quoted”", "q"),
        ("2026 plan", "0-9"),
        ("安徽", "a"),
        ("渠道销售额", "q"),
        ("张三", "z"),
        ("《手册》", "s"),
        ("做", "z"),
        ("鱻", "other"),
        ("🚀", "other"),
        ("——", "other"),
        ("", "other"),
        ("שלום", "ש"),
        ("Москва", "м"),
        ("Łódź", "ł"),
        ("Ångström", "a"),
        ("さくら", "さ"),
        ("がくぶ", "か"),
        ("ガラス", "カ"),
        ("㐂", "other"),
        ("𠀀", "other"),
    ],
)
def test_title_stands_under_its_first_letter_or_that_of_its_sound(title: str, letter: str) -> None:
    assert initial_of(title).letter == letter


def test_few_documents_stand_on_one_page_by_letter() -> None:
    handbook = handbook_of(tool("one", "Beta"), tool("two", "alpha"), tool("three", "Bash"))
    view: AToZView = view_at(handbook, "search/index.html")
    assert [
        (str(group.label), [entry.ref.id for entry in group.entries]) for group in view.groups
    ] == [("A", ["two"]), ("B", ["three", "one"])]
    assert [letter.href for letter in view.letters] == ["#letter-a", "#letter-b"]


def test_other_letters_come_behind_z_and_before_figures() -> None:
    names = ("さくら", "Łódź", "2026", "Zeta", "Москва", "🚀")
    handbook = handbook_of(*(tool(f"t{at}", name) for at, name in enumerate(names)))
    view: AToZView = view_at(handbook, "search/index.html")
    assert [str(group.label) for group in view.groups][:5] == ["Z", "Ł", "М", "さ", "0-9"]
    assert [letter.href for letter in view.letters][1:3] == ["#letter-u0142", "#letter-u043c"]


def test_pages_of_other_letters_have_addresses_that_every_host_keeps() -> None:
    many = [tool(f"t{number}", f"Москва {number}") for number in range(LIST_SIZE + 1)]
    paths = {page.path for page in site_at(handbook_of(*many)).pages}
    assert "search/u043c/page/2/index.html" in paths
    assert all(path.isascii() for path in paths)


def test_many_documents_have_a_page_for_each_letter_and_no_page_grows() -> None:
    many = [tool(f"t{number}", f"Alpha {number}") for number in range(LIST_SIZE + 1)]
    handbook = handbook_of(*many, tool("other", "Beta"))
    paths = {page.path for page in site_at(handbook).pages}
    assert {"search/a/index.html", "search/a/page/2/index.html", "search/b/index.html"} <= paths
    first: AToZView = view_at(handbook, "search/index.html")
    assert not first.groups
    assert [(letter.href, letter.count) for letter in first.letters] == [
        ("../search/a/index.html", LIST_SIZE + 1),
        ("../search/b/index.html", 1),
    ]
    page: AToZView = view_at(handbook, "search/a/index.html")
    assert len(page.groups[0].entries) == LIST_SIZE


def test_draft_is_there_with_its_state_and_what_is_hidden_is_not() -> None:
    handbook = handbook_of(tool("d", "Draft thing", state="draft"), tool("p", "Plain"))
    html = html_at(handbook, "search/index.html")
    assert 'href="../tools/d/index.html"' in html
    assert "Draft</span>" in html
    public = html_at(handbook, "search/index.html", Edition("public"))
    assert "Plain" not in public


def test_address_of_the_page_is_in_the_bar_of_every_page() -> None:
    site = site_at(handbook_of(tool("p", "Plain")))
    page = next(one for one in site.pages if one.path == "zh/tools/p/index.html")
    assert page.view.layout.chrome.search == "../../../zh/search/index.html"


def test_the_page_of_a_letter_leads_to_all_letters_of_the_other_language() -> None:
    many = [
        document("tool", f"t{number}", title={"en": f"Alpha {number}", "zh": f"指标 {number}"})
        for number in range(LIST_SIZE + 1)
    ]
    view: AToZView = view_at(handbook_of(*many), "search/a/index.html")
    (other,) = (link for link in view.layout.languages if not link.current)
    assert other.href == "../../zh/search/index.html"
    assert view.layout.alternates == ()
