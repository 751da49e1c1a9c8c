"""The pages of a site: which there are, where they lead, what they tell and what they do not."""

from __future__ import annotations

import datetime
import posixpath
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import msgspec
import pytest

from builders.handbooks import SETTINGS, document, handbook_of
from planbook.encoding import encode_view
from planbook.model.document import Document
from planbook.model.edition import Edition
from planbook.model.settings import Settings
from planbook.pages import Page
from planbook.reading.resources import builtin_themes
from planbook.reading.rubric import builtin_rubric
from planbook.reading.theme import load_theme
from planbook.rendering.renderer import Rendered, Renderer
from planbook.scoring.score import score_handbook
from planbook.views.common_fields import LINKED_SHOWN
from planbook.views.lists import LIST_SIZE
from planbook.views.site import SitePages, build_pages

AS_OF = datetime.date(2026, 9, 10)
TEAM = (
    document("person", "head", role="manager", scope={"territories": ["east-china"]}),
    document("person", "ann", manager="head", role="manager"),
    document("role", "manager", purpose={"en": "Sells"}),
    document("objective", "company", owner="head", period="2026"),
    document("objective", "east", owner="ann", period="2026", supports=["company"]),
    document("partner", "dist", type="agent", territory="east-china", manager="ann"),
    document("chapter", "welcome", body={"en": "Everybody here is [invented](goal:g)."}),
)


def goal(id_: str, **values: Any) -> Document:
    return document(
        "goal",
        id_,
        **{
            "owner": "ann",
            "period": "2026-Q3",
            "relevant": {"supports": ["east"]},
            "measurable": {"type": "increase", "unit": "CNY", "baseline": 5000000},
            **values,
        },
    )


def site_of(
    *documents: Document,
    edition: Edition | None = None,
    settings: Settings = SETTINGS,
    assets: tuple[str, ...] = (),
) -> SitePages:
    handbook = handbook_of(*documents, settings=settings)
    scores = score_handbook(handbook, AS_OF, builtin_rubric(), edition or Edition()).value
    return build_pages(handbook, scores, edition or Edition(), AS_OF, assets)


def page_at(site: SitePages, path: str) -> Page:
    return {page.path: page for page in site.pages}[path]


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    theme = load_theme(builtin_themes().parent, "default", builtin_themes())
    assert not theme.findings
    return Renderer(theme.value)


def html_of(renderer: Renderer, page: Page) -> str:
    rendered = renderer.render(page)
    assert isinstance(rendered, Rendered), (page.path, rendered)
    return rendered.content.decode()


class Reader(HTMLParser):
    """Collects what a browser would follow, and counts headings and inline things."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.headings: list[int] = []
        self.inline: list[str] = []
        self.policies: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta" and values.get("http-equiv") == "Content-Security-Policy":
            self.policies.append(values["content"])
        if (
            (tag == "script" and not values.get("src"))
            or tag == "style"
            or "style" in values
            or any(name.startswith("on") for name in values)
        ):
            self.inline.append(tag)
        if tag in ("a", "link", "img"):
            self.links.append(values.get("href") or values.get("src") or "")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def inner_links(page: Page, html: str) -> Iterator[str]:
    for link in read(html).links:
        if not link.startswith(("http", "mailto:", "tel:", "#")):
            target = link.partition("#")[0]
            yield posixpath.normpath(posixpath.join(posixpath.dirname(page.path), target))


def test_every_link_of_every_page_leads_to_a_page(renderer: Renderer) -> None:
    many = tuple(goal(f"g{number:03}") for number in range(LIST_SIZE + 5))
    old = goal("old", state="archived", relevant={"supports": ["gone"]})
    gone = document("objective", "gone", owner="left", period="2025", state="archived")
    left = document("person", "left", state="archived", manager="head")
    below = document("person", "below", manager="left")
    site = site_of(*TEAM, *many, old, gone, left, below, goal("g"))
    theme = {f"theme/{name}" for name in ("site.css", "print.css", "gathered.css", "icon.svg")}
    paths = {page.path for page in site.pages} | theme
    for page in site.pages:
        if page.template.endswith(".html") and page.path != "404.html":
            for link in inner_links(page, html_of(renderer, page)):
                assert link in paths, (page.path, link)


def test_every_page_keeps_the_policy_and_has_one_first_heading(renderer: Renderer) -> None:
    for page in site_of(*TEAM, goal("g")).pages:
        if page.template.endswith(".html"):
            found = read(html_of(renderer, page))
            assert found.policies == [
                "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self';"
                " font-src 'self'; base-uri 'none'; form-action 'none'"
            ]
            assert not found.inline, page.path
            assert found.headings.count(1) == 1, page.path


def test_headings_skip_no_level_in_the_main_text(renderer: Renderer) -> None:
    for page in site_of(*TEAM, goal("g", notes={"en": "# A\n\n## B"})).pages:
        if page.template.endswith(".html"):
            html = html_of(renderer, page)
            main = html[html.index("<main") : html.index("</main>")]
            levels = read(main).headings
            for before, after in pairwise(levels):
                assert after <= before + 1, (page.path, levels)


def test_every_page_stands_in_every_language() -> None:
    pages = site_of(*TEAM, goal("g")).pages
    paths = {page.path for page in pages if page.path.endswith(".html")}
    own = {path for path in paths if path.endswith("index.html") and not path.startswith("zh/")}
    assert {f"zh/{path}" for path in own} == {path for path in paths if path.startswith("zh/")}


def test_views_are_plain_values_and_the_same_ones_twice() -> None:
    documents = (*TEAM, goal("g", extra={"a": [1, {"b": True}]}, tags=("x",)))
    first = [encode_view(page.view) for page in site_of(*documents).pages]
    second = [encode_view(page.view) for page in site_of(*documents).pages]
    assert first == second


def test_no_page_grows_with_the_team(renderer: Renderer) -> None:
    def sizes(count: int) -> dict[str, int]:
        people = [
            document("person", f"p{n:04}", manager="head", role="manager") for n in range(count)
        ]
        goals = [goal(f"g{n:04}", owner=f"p{n:04}") for n in range(count)]
        site = site_of(*TEAM, *people, *goals)
        return {
            page.path: len(html_of(renderer, page)) for page in site.pages if page.path in WATCHED
        }

    few, many = sizes(LIST_SIZE + 20), sizes(2 * LIST_SIZE + 20)
    for path in WATCHED:
        assert many[path] < few[path] * 1.05, path


WATCHED = (
    "index.html",
    "people/index.html",
    "people/head/index.html",
    "roles/manager/index.html",
    "objectives/east/index.html",
    "org/index.html",
    "org/head/index.html",
    "alignment/index.html",
    "alignment/east/index.html",
    "responsibilities/index.html",
    "practices/goals/index.html",
    "goals/index.html",
)


def test_a_long_list_of_what_points_here_goes_on_on_pages_of_its_own(renderer: Renderer) -> None:
    goals = tuple(goal(f"g{n:03}") for n in range(LIST_SIZE + 1))
    site = site_of(*TEAM, *goals)
    full = page_at(site, "objectives/east/linked/goals/relevant-supports/page/2/index.html")
    assert "g200" in html_of(renderer, full)
    shown = html_of(renderer, page_at(site, "objectives/east/index.html"))
    assert shown[shown.index("linked-groups") :].count("/goals/g") == LINKED_SHOWN


def test_a_reference_to_what_the_edition_lacks_shows_nothing(renderer: Renderer) -> None:
    lonely = goal("g", owner="CANARY", incentive="CANARY", relevant={"supports": ["CANARY"]})
    site = site_of(*TEAM, lonely, document("partner", "p", type="agent", manager="CANARY"))
    for page in site.pages:
        if page.template:
            assert "CANARY" not in html_of(renderer, page), page.path


def test_a_document_with_nothing_but_a_name_still_has_a_page(renderer: Renderer) -> None:
    for kind in ("goal", "objective", "person", "team", "role", "partner", "chapter"):
        site = site_of(document(kind, "bare"))
        for page in site.pages:
            html_of(renderer, page)


def test_an_archived_document_keeps_its_page_and_leaves_the_lists(renderer: Renderer) -> None:
    site = site_of(*TEAM, goal("now"), goal("past", state="archived"))
    assert "Archived" in html_of(renderer, page_at(site, "goals/past/index.html"))
    for path in ("goals/index.html", "people/ann/index.html", "objectives/east/index.html"):
        html = html_of(renderer, page_at(site, path))
        assert "goals/now/" in html
        assert "goals/past/" not in html
    listed = page_at(site, "api/v1/goals.json").view["documents"]
    assert [one["id"] for one in listed] == ["now"]


def test_words_in_another_language_say_so(renderer: Renderer) -> None:
    site = site_of(document("role", "r", title={"en": "Manager"}))
    assert '<span lang="en">Manager</span>' in html_of(
        renderer, page_at(site, "zh/roles/r/index.html")
    )
    assert (
        "lang="
        not in html_of(renderer, page_at(site, "roles/r/index.html"))
        .split("<main")[1]
        .split("</main>")[0]
    )


def test_plain_text_is_never_markup(renderer: Renderer) -> None:
    evil = "<script>alert(1)</script>\"'"
    site = site_of(
        document(
            "role",
            "r",
            title={"en": evil},
            purpose={"en": evil},
            tags=(evil,),
            extra={evil: evil},
            links=[{"title": {"en": evil}, "url": "javascript:alert(1)"}],
        )
    )
    for page in site.pages:
        if page.template.endswith((".html", ".xml")):
            html = html_of(renderer, page)
            assert "<script>" not in html
            assert 'href="javascript' not in html


def test_figures_and_periods_read_as_the_language_writes_them(renderer: Renderer) -> None:
    site = site_of(*TEAM, goal("g", time_bound={"due": "2026-09-30"}))
    english = html_of(renderer, page_at(site, "goals/g/index.html"))
    chinese = html_of(renderer, page_at(site, "zh/goals/g/index.html"))
    assert "Q3 2026" in english
    assert '<time datetime="2026-09-30">30 September 2026</time>' in english
    assert "2026 年第三季度" in chinese
    assert "500 万元" in chinese


def test_editions_but_the_public_one_ask_not_to_be_indexed(renderer: Renderer) -> None:
    for edition, hidden in (
        (Edition("team"), True),
        (Edition("private"), True),
        (Edition("public"), False),
    ):
        html = html_of(renderer, page_at(site_of(*TEAM, edition=edition), "index.html"))
        assert ('content="noindex"' in html) is hidden


def test_the_menu_shows_only_what_this_edition_holds(renderer: Renderer) -> None:
    html = html_of(renderer, page_at(site_of(document("tool", "crm")), "index.html"))
    assert 'href="tools/index.html"' in html
    assert "people/index.html" not in html
    assert "alignment" not in html


def test_the_front_page_shows_the_welcome_chapter(renderer: Renderer) -> None:
    html = html_of(renderer, page_at(site_of(*TEAM, goal("g")), "index.html"))
    assert 'Everybody here is <a href="goals/g/index.html">invented</a>.' in html


def test_the_ways_up_of_an_objective_are_all_told() -> None:
    other = document("objective", "other", period="2026")
    both = document("objective", "both", period="2026", supports=["company", "other"])
    view = page_at(site_of(*TEAM, other, both), "alignment/both/index.html").view
    assert {tuple(step.id for step in way) for way in view.paths} == {("company",), ("other",)}


def test_objectives_in_a_circle_end() -> None:
    one = document("objective", "one", period="2026", supports=["two"])
    two = document("objective", "two", period="2026", supports=["one"])
    assert page_at(site_of(one, two), "alignment/one/index.html").view.paths


def test_a_scope_without_product_lines_holds_all_of_them() -> None:
    view = page_at(site_of(*TEAM), "responsibilities/index.html").view
    rows = {
        row.title.text: [one.person.id for cell in row.cells for one in cell.holders]
        for row in view.rows
    }
    assert rows == {"east-china": ["head"], "north-china": []}


def test_only_linked_files_of_visible_documents_are_wanted() -> None:
    linking = document("role", "r", notes={"en": "[plan](plan.pdf) [no](missing.pdf)"})
    site = site_of(linking, assets=("content/role/plan.pdf", "content/role/other.pdf"))
    assert list(site.wanted.values()) == ["content/role/plan.pdf"]


def test_a_chapter_is_found_by_its_file_in_either_language(renderer: Renderer) -> None:
    chapter = document("chapter", "goals", body={"en": "x"})
    pointing = document("chapter", "other", body={"en": "[a](goals.md) [b](goals.zh.md)"})
    html = html_of(renderer, page_at(site_of(chapter, pointing), "handbook/other/index.html"))
    assert html.count('href="../../handbook/goals/index.html">a<') == 1
    assert html.count('href="../../handbook/goals/index.html">b<') == 1


def test_the_lost_page_links_by_the_full_path_or_not_at_all(renderer: Renderer) -> None:
    lost = page_at(site_of(*TEAM), "404.html")
    assert not [link for link in read(html_of(renderer, lost)).links if not link.startswith("#")]
    based = msgspec.structs.replace(SETTINGS, base_url="https://example.com/book/")
    links = read(html_of(renderer, page_at(site_of(*TEAM, settings=based), "404.html"))).links
    assert "/book/index.html" in links
    assert all(link.startswith(("/book/", "#")) for link in links)


def test_the_site_map_names_folders_where_the_address_is_known(renderer: Renderer) -> None:
    based = msgspec.structs.replace(SETTINGS, base_url="https://example.com/book/")
    site = site_of(*TEAM, settings=based)
    xml = html_of(renderer, page_at(site, "sitemap.xml"))
    assert "<loc>https://example.com/book/people/ann/</loc>" in xml
    assert 'hreflang="x-default" href="https://example.com/book/people/ann/"/></url>' in xml
    assert "sitemap.xml" not in {page.path for page in site_of(*TEAM).pages}


def test_the_data_pages_say_what_there_is() -> None:
    site = site_of(*TEAM, goal("g"))
    index = page_at(site, "api/v1/index.json").view
    assert index["as_of"] == "2026-09-10"
    assert {"kind": "goal", "address": "goals.json", "count": 1} in index["kinds"]
    one = page_at(site, "api/v1/goals/g.json").view
    assert one["owner"] == "ann"
    assert one["title"] == {"en": "g"}
    many = site_of(*(goal(f"g{n:03}") for n in range(101)))
    assert page_at(many, "api/v1/goals.2.json").view["page"] == 2
    assert page_at(many, "api/v1/goals.json").view["pages"] == 2


def test_every_value_of_an_enumeration_has_its_words() -> None:
    theme = load_theme(builtin_themes().parent, "default", builtin_themes()).value
    kinds = handbook_of().kinds
    groups = {
        "measure": ("goal", "measurable", "type"),
        "commitment": ("goal", "commitment"),
        "cadence": ("goal", "time_bound", "cadence"),
        "partner": ("partner", "type"),
    }
    for group, (kind, *path) in groups.items():
        field = kinds[kind].field
        for name in path:
            field = field.properties[name]
        assert field.options
        for option in field.options:
            for language in ("en", "zh"):
                assert f"{group}.{option}" in theme.words[language]


def test_both_catalogues_have_the_same_words() -> None:
    words = load_theme(builtin_themes().parent, "default", builtin_themes()).value.words
    chinese, english = set(words["zh"]), set(words["en"])
    # Chinese counts in one form.
    singular = {
        f"{key.removesuffix('.other')}.one" for key in english if key.endswith(".other")
    } & english
    assert english - singular == chinese
