"""The search, typed into a real browser: from a disk and served, in both languages."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from planbook.views.search_terms import pieces_of, shard_of, terms_of
from search import BEGIN, entries_in, pairs_of, recall
from wordy import write_wordy_handbook

pytestmark = [pytest.mark.browser, pytest.mark.slow]

VECTORS = Path(__file__).parents[1] / "unit/views/search_terms.json"
EMOJI, LONG = "🚀🎯 起飞", "长" * 290 + "尾巴在这里"
HEBREW = "תוכנית שנתית"
STRANGE = {
    "emoji": EMOJI,
    "long": LONG,
    "hebrew": HEBREW,
    "markup": '<img src=x onerror="window.hurt = 1"> & <script>window.hurt = 1</script>',
}


@pytest.fixture(scope="module")
def wordy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a handbook with varied words, and with titles that nobody expects."""
    folder = tmp_path_factory.mktemp("wordy") / "handbook"
    write_wordy_handbook(folder, 200)
    for id_, title in STRANGE.items():
        written = json.dumps(title, ensure_ascii=False)
        text = f"kind: tool\nid: {id_}\ntype: crm\npurpose: Odd\n"
        text += f"title: {{zh: {written}, en: {written}}}\n"
        (folder / f"content/tools/{id_}.yaml").write_text(text, "utf-8")
    for number in range(24):
        title = f"Lantern {number} glow" if number % 2 else f"Lantern glow {number}"
        text = f"kind: tool\nid: lantern-{number}\ntype: crm\npurpose: Odd\ntitle: {title}\n"
        (folder / f"content/tools/lantern-{number}.yaml").write_text(text, "utf-8")
    command = (sys.executable, "-m", "planbook", "-q", "-C", folder, "build")
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return folder / "site"


@pytest.fixture(scope="module", params=["disk", "server"])
def root(request: pytest.FixtureRequest, site: Path, served: str) -> str:
    """The address of planbook's own handbook."""
    return f"{site.as_uri()}/" if request.param == "disk" else served


def type_in(tab: Tab, words: str) -> None:
    """Open the search and type."""
    if not tab.locator(".search[open]").count():
        tab.keyboard.press("/")
    tab.locator(".search input").fill(words)


def titles(tab: Tab) -> Any:
    return tab.locator("#planbook-search-results .search-title")


def wait_for(tab: Tab, status: str) -> None:
    expect(tab.locator(".search-status")).to_have_text(re.compile(status))


@pytest.mark.parametrize(
    ("page", "words", "title", "marked"),
    [
        ("index.html", "苏皖", "苏皖", "苏皖"),
        ("goals/index.html", "林越", "林越", "林越"),
        ("index.html", "qiyun", "栖云", "Qiyun"),
        ("en/index.html", "suzhou", "Suzhou", "Suzhou"),
        ("en/people/index.html", "chann part", "channel", "chann"),
    ],
)
def test_words_typed_in_either_language_find_titles_and_are_marked(
    tab: Tab, root: str, page: str, words: str, title: str, marked: str
) -> None:
    tab.goto(root + page)
    type_in(tab, words)
    expect(tab.locator("#planbook-search-results a").first).to_contain_text(title)
    expect(tab.locator("#planbook-search-results mark").first).to_have_text(marked)


def test_text_is_found_with_the_words_around_it(tab: Tab, root: str) -> None:
    tab.goto(f"{root}en/index.html")
    type_in(tab, "displays accept")
    first = tab.locator("#planbook-search-results a").first
    expect(first.locator(".search-snippet mark")).to_have_count(2)
    expect(first.locator("small")).to_contain_text("Goal")


def test_word_with_a_typo_finds_what_was_meant_and_says_so(tab: Tab, root: str) -> None:
    tab.goto(f"{root}en/index.html")
    for typo in ("revnue", "revenuue", "revemue", "reveneu"):
        type_in(tab, typo)
        wait_for(tab, "revenue")
        marked = tab.locator("#planbook-search-results mark").first
        expect(marked).to_have_text(re.compile("revenue", re.IGNORECASE))


def test_pages_of_the_site_are_found_by_their_names(tab: Tab, root: str) -> None:
    tab.goto(f"{root}en/goals/index.html")
    type_in(tab, "organis")
    first = tab.get_by_role("option").first
    expect(first).to_contain_text("Page")
    first.click()
    tab.wait_for_url("**/en/org/index.html")


def test_keys_open_choose_and_follow(tab: Tab, root: str) -> None:
    tab.goto(f"{root}en/index.html")
    tab.keyboard.press("Control+k")
    box = tab.get_by_role("combobox")
    expect(box).to_be_focused()
    box.press_sequentially("revenue")
    options = tab.get_by_role("option")
    expect(options).to_have_count(8)
    expect(options.nth(0)).to_have_attribute("aria-selected", "true")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowUp")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(options.nth(1).get_attribute("id")))
    address = options.nth(1).get_attribute("href")
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(re.escape(str(address))))
    assert tab.locator("h1").inner_text()


def test_escape_closes_and_gives_the_focus_back(tab: Tab, root: str) -> None:
    tab.goto(f"{root}en/index.html")
    link = tab.locator("a.search-link")
    link.focus()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("combobox")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(tab.locator(".search[open]")).to_have_count(0)
    expect(link).to_be_focused()


def test_slash_in_the_search_is_a_letter(tab: Tab, root: str) -> None:
    tab.goto(f"{root}en/index.html")
    type_in(tab, "")
    tab.keyboard.type("24/7")
    expect(tab.locator(".search input")).to_have_value("24/7")


def test_kinds_filter_the_results(tab: Tab, root: str) -> None:
    tab.goto(f"{root}en/index.html")
    type_in(tab, "partners")
    chips = tab.locator(".search-kinds button")
    expect(chips.first).to_have_attribute("aria-pressed", "true")
    chip = tab.locator(".search-kinds button", has_text=re.compile(r"^Chapter \d+$"))
    number = int(chip.inner_text().rpartition(" ")[2])
    chip.click()
    wait_for(tab, rf"^{number} results?$")
    for line in tab.locator("#planbook-search-results small").all_inner_texts():
        assert line.startswith("Chapter")
    expect(tab.locator(".search-kinds [aria-pressed=true]")).to_be_focused()


def test_chapter_is_opened_at_the_section_that_has_the_words(tab: Tab, root: str) -> None:
    tab.goto(f"{root}index.html")
    type_in(tab, "四句话")
    result = tab.locator("#planbook-search-results a", has_text="手册章节").first
    expect(result).to_have_attribute("href", re.compile("#"))
    result.click()
    # The address changes before the page is read, from a disk above all.
    tab.wait_for_url(re.compile("#"), wait_until="domcontentloaded")
    anchor = tab.evaluate("decodeURIComponent(location.hash.slice(1))")
    assert tab.evaluate("id => document.getElementById(id) !== null", anchor)


def test_more_results_are_shown_when_asked_for(tab: Tab, root: str) -> None:
    tab.goto(f"{root}en/index.html")
    type_in(tab, "revenue")
    options = tab.get_by_role("option")
    expect(options).to_have_count(8)
    tab.get_by_role("button", name="Show more").click()
    expect(options).to_have_count(16)
    expect(options.nth(8)).to_have_attribute("aria-selected", "true")


def test_results_keep_their_places_when_more_are_shown(tab: Tab, wordy: Path) -> None:
    tab.goto((wordy / "en/index.html").as_uri())
    # Half of the titles have the two words side by side, and come first among those shown.
    type_in(tab, "lantern glow")
    expect(titles(tab)).to_have_count(8)
    before = titles(tab).all_inner_texts()
    tab.get_by_role("button", name="Show more").click()
    expect(titles(tab)).to_have_count(16)
    assert titles(tab).all_inner_texts()[: len(before)] == before


def test_kind_that_is_chosen_while_files_come_does_not_end_the_search(
    tab: Tab, wordy: Path
) -> None:
    tab.goto((wordy / "en/index.html").as_uri())
    type_in(tab, "revenue")
    expect(titles(tab)).to_have_count(8)
    # The chip is chosen in the same moment, before any file of the second search can be there.
    tab.evaluate(
        """() => {
          const input = document.querySelector('.search input');
          input.value = 'qiyun';
          input.dispatchEvent(new InputEvent('input'));
          document.querySelectorAll('.search-kinds button')[1].click();
        }"""
    )
    expect(tab.locator("#planbook-search-results mark").first).to_have_text(
        re.compile("qiyun", re.IGNORECASE)
    )


@pytest.mark.parametrize(
    "words",
    [
        "<script>window.hurt = 1</script>",
        "x" * 10_000,
        "长" * 10_000,
        "\\ud800",
        "\\ud800目\\udc00标",
        "「」、。",
        "%2e%2e/..\\\\",
        "__proto__ constructor",
    ],
)
def test_bad_input_finds_nothing_bad(tab: Tab, wordy: Path, words: str) -> None:
    tab.goto((wordy / "index.html").as_uri())
    type_in(tab, "目标")
    tab.evaluate(
        """words => {
          const input = document.querySelector('.search input');
          input.value = words.replace(
            /\\\\u([0-9a-f]{4})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
          input.dispatchEvent(new InputEvent('input'));
        }""",
        words,
    )
    wait_for(tab, "没有找到|条结果|关键词")
    assert tab.evaluate("window.hurt") is None
    assert tab.locator("#planbook-search-results script, #planbook-search-results img").count() == 0
    type_in(tab, "起飞")
    expect(titles(tab).first).to_have_text(EMOJI)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("🚀🎯", EMOJI),
        ("🎯", EMOJI),
        ("尾巴", LONG),
        ("תוכנית", HEBREW),
        ("window hurt", STRANGE["markup"]),
    ],
)
def test_strange_titles_are_found_and_shown_as_they_are(
    tab: Tab, wordy: Path, words: str, title: str
) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.goto((wordy / "en/index.html").as_uri())
    type_in(tab, words)
    expect(titles(tab).first).to_have_text(title)
    assert tab.evaluate("window.hurt") is None
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    dialog = tab.locator(".search").bounding_box()
    assert dialog is not None
    assert dialog["x"] >= 0
    assert dialog["width"] <= 320


def test_every_two_signs_find_every_title_and_every_text_that_has_them(
    browser: Browser, wordy: Path
) -> None:
    for folder in ("", "en/"):
        surroundings = browser.new_context()
        tab = surroundings.new_page()
        tab.goto((wordy / folder / "index.html").as_uri())
        tab.evaluate(BEGIN)
        entries = entries_in(wordy / folder / "search")
        found, there = recall(tab, pairs_of({code: one.title for code, one in entries.items()}))
        assert found == there > 1000
        texts = pairs_of({code: one.text for code, one in entries.items()})
        chinese = [pair for pair in sorted(texts) if re.fullmatch("[一-\u9fff]{2}", pair)]
        found, there = recall(tab, {pair: texts[pair] for pair in chinese[::7]})
        assert found == there > 50
        surroundings.close()


def test_script_cuts_words_as_the_build_does(tab: Tab, wordy: Path) -> None:
    tab.goto((wordy / "index.html").as_uri())
    tab.evaluate(BEGIN)
    texts = [vector["text"] for vector in json.loads(VECTORS.read_text("utf-8"))]
    # Halves of letters do not come through to the browser but as what JSON writes.
    cut = tab.evaluate(
        """texts => JSON.parse(texts).map(text =>
          planbookSearch.piecesOf(text).map(piece => [piece.text, piece.isSigns]))""",
        json.dumps(texts),
    )
    assert cut == [[[one.text, one.is_signs] for one in pieces_of(text)] for text in texts]
    terms = sorted(set().union(*map(terms_of, texts)))
    shards = tab.evaluate("terms => terms.map(term => planbookSearch.shardOf(term, 512))", terms)
    assert shards == [shard_of(term, 512) for term in terms]


@pytest.fixture
def another(wordy: Path, tmp_path: Path) -> Path:
    """A copy of the site that may be spoilt."""
    return shutil.copytree(wordy, tmp_path / "site")


def test_files_of_another_build_are_noticed_and_lead_to_the_letters(
    tab: Tab, another: Path
) -> None:
    for path in (another / "en/search/terms").iterdir():
        text = path.read_text("utf-8")
        path.write_text(re.sub(r'",".{8}",', '","00000000",', text, count=1), "utf-8")
    tab.goto((another / "en/index.html").as_uri())
    type_in(tab, "revenue")
    wait_for(tab, "is from another build")
    tab.get_by_role("link", name="Everything from A to Z").click()
    tab.wait_for_url("**/en/search/index.html")


def test_result_that_another_build_has_lost_is_left_out(tab: Tab, another: Path) -> None:
    for path in (another / "en/search/documents").iterdir():
        start = path.read_text("utf-8").partition("{")[0]
        path.write_text(f"{start}{{}})\n", "utf-8")
    tab.goto((another / "en/index.html").as_uri())
    type_in(tab, "team")
    wait_for(tab, "is from another build")


@pytest.mark.parametrize(
    "spoilt", ["theme/search.js", "theme/searchable-map.js", "search/index.js"]
)
def test_script_that_came_by_half_leaves_the_way_by_letter(
    browser: Browser, another: Path, spoilt: str
) -> None:
    path = another / spoilt
    path.write_text(path.read_text("utf-8")[:200], "utf-8")
    surroundings = browser.new_context()
    tab = surroundings.new_page()
    tab.goto((another / "index.html").as_uri())
    tab.locator("a.search-link").click()
    tab.wait_for_url("**/search/index.html")
    surroundings.close()


def test_index_of_another_form_leaves_the_way_by_letter(tab: Tab, another: Path) -> None:
    path = another / "search/index.js"
    path.write_text(path.read_text("utf-8").replace('"format":1', '"format":2'), "utf-8")
    tab.goto((another / "index.html").as_uri())
    tab.keyboard.press("/")
    tab.wait_for_url("**/search/index.html")


def test_browser_without_storage_searches_as_any(tab: Tab, wordy: Path) -> None:
    tab.add_init_script(
        """for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
          Object.defineProperty(window, name, {
            get() { throw new DOMException('no', 'SecurityError'); } });
        }"""
    )
    tab.goto((wordy / "index.html").as_uri())
    type_in(tab, "起飞")
    expect(titles(tab).first).to_have_text(EMOJI)


def test_everything_is_found_by_letter_without_a_script(browser: Browser, site: Path) -> None:
    surroundings = browser.new_context(java_script_enabled=False)
    tab = surroundings.new_page()
    tab.goto((site / "en/index.html").as_uri())
    tab.locator("a.search-link").click()
    tab.wait_for_url("**/en/search/index.html")
    tab.get_by_role("link", name="S", exact=True).click()
    tab.get_by_role("link", name=re.compile("Suzhou")).first.click()
    assert "Suzhou" in tab.locator("h1").inner_text()
    surroundings.close()


def test_nothing_is_loaded_before_somebody_searches_and_little_then(tab: Tab, site: Path) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto((site / "index.html").as_uri())
    assert not [one for one in asked if "/search/" in one or "search.js" in one]
    type_in(tab, "渠道销售额")
    expect(tab.get_by_role("option")).to_have_count(8)
    files = [Path(one.removeprefix("file://")) for one in asked if "/search/" in one]
    assert 0 < sum(path.stat().st_size for path in files) < 200_000
