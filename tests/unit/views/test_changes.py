"""What changed lately, and when a document was: the page and the line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from builders.handbooks import SETTINGS, document, handbook_of
from builders.pages import html_at, site_at, text_at
from planbook.history.fields import Step
from planbook.history.last_change import LastChange
from planbook.history.records import Change, Subject
from planbook.history.values import Named, Said
from planbook.history.weeks import LookedBack, Week
from planbook.model.document import Key
from planbook.model.edition import Edition
from planbook.model.settings import Settings
from planbook.quantities import Amount
from planbook.views.changes import A_PAGE
from planbook.views.last_change import edit_link, history_link

ANN, GOAL = Key("person", "ann"), Key("goal", "q3")
NEWEST, OLDER = "2026-09-07", "2026-08-31"
REPOSITORY = "https://github.com/clearstone/handbook"


@dataclass
class Told:
    """A history that tells what it is given."""

    told: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    lines: Mapping[Key, LastChange] = field(default_factory=dict)
    looked_back: LookedBack | None = None
    is_known: bool = True
    until: date = date(2026, 9, 10)
    is_partial: bool = False

    @property
    def weeks(self) -> Mapping[str, Week]:
        return {
            start: Week(
                date.fromisoformat(start), date(2026, 9, 10 if start == NEWEST else 6), "", "", ()
            )
            for start in self.told
        }


def subject(key: Key = GOAL, title: Mapping[str, str] | None = None) -> Subject:
    words = title or {"en": "Sell <more>", "zh": "多卖"}
    whose = Named("ann", {"en": "Ann"})
    return Subject(key, {"en": "Goal", "zh": "目标"}, words, whose, "content/secret.yaml")


def eased(about: Subject, before: int = 6, after: int = 5) -> Change:
    step = Step({"en": "Target", "zh": "目标值"})
    values = Amount(Decimal(before), "CNY"), Amount(Decimal(after), "CNY")
    return Change("goalposts", "target-eased", about, "/measurable/target", (step,), *values)


def renamed(about: Subject, title: Mapping[str, str]) -> Change:
    step = Step({"en": "Title", "zh": "标题"})
    return Change("other", "changed", about, "/title", (step,), Said({"en": "Old"}), Said(title))


def handbook(settings: Settings = SETTINGS, **ann: Any) -> Any:
    goal = document("goal", "q3", owner="ann", period="2026-Q3", title={"en": "Sell <more>"})
    return handbook_of(document("person", "ann", **ann), goal, settings=settings)


def test_changes_stand_by_week_and_sort_with_links_to_what_is_there() -> None:
    gone = Key("goal", "gone")
    history = Told(
        {
            NEWEST: (eased(subject()), renamed(subject(), {"en": "New"})),
            OLDER: (eased(subject(gone, {"en": "Gone"}), 9, 8),),
        }
    )
    words = text_at(handbook(), "changes/index.html", history=history).splitlines()
    assert words[1:] == [
        "What changed",
        "12 Aug – 10 Sep 2026 · 3 changes",
        "7 – 10 Sep 2026",
        "Goalposts moved",
        "Goal “Sell <more>” (Ann): Target lowered from CNY\u00a06 to CNY\u00a05",
        "Other changes",
        "Goal “Sell <more>” (Ann): Title: “Old” → “New”",
        "31 Aug – 6 Sep 2026",
        "Goalposts moved",
        "Goal “Gone” (Ann): Target lowered from CNY\u00a09 to CNY\u00a08",
    ]
    html = html_at(handbook(), "changes/index.html", history=history)
    assert '<a href="../goals/q3/index.html">Goal “Sell &lt;more&gt;” (Ann)</a>' in html
    assert "goals/gone" not in html
    assert "secret" not in html


def test_several_changes_of_one_document_stand_below_its_name() -> None:
    history = Told({NEWEST: (eased(subject()), eased(subject(), 7, 6))})
    words = text_at(handbook(), "changes/index.html", history=history).splitlines()
    assert words[-3:] == [
        "Goal “Sell <more>” (Ann)",
        "Target lowered from CNY\u00a06 to CNY\u00a05",
        "Target lowered from CNY\u00a07 to CNY\u00a06",
    ]


def test_the_page_is_told_in_its_own_language_and_marks_words_of_another() -> None:
    history = Told({NEWEST: (eased(subject()), renamed(subject(), {"en": "New"}))})
    words = text_at(handbook(), "zh/changes/index.html", history=history)
    assert "目标“多卖”（Ann）：目标值由 6 元降到 5 元" in words
    html = html_at(handbook(), "zh/changes/index.html", history=history)
    assert '<span lang="en">New</span>' in html


def test_many_changes_go_on_on_further_pages() -> None:
    history = Told({NEWEST: tuple(eased(subject(), 2 * A_PAGE, one) for one in range(A_PAGE + 1))})
    pages = {page.path for page in site_at(handbook(), history=history).pages}
    assert "changes/page/2/index.html" in pages
    assert "changes/page/3/index.html" not in pages
    second = text_at(handbook(), "changes/page/2/index.html", history=history)
    assert "from CNY\u00a0200 to CNY\u00a0100" in second
    assert second.count("lowered") == 1


@pytest.mark.parametrize(
    ("looked_back", "words"),
    [
        (None, "Nothing that is shown here changed in these days."),
        (
            LookedBack(date(2026, 9, 1), "began"),
            "The history of this handbook begins on 1 September 2026.",
        ),
        (LookedBack(date(2026, 9, 1), "shallow"), "since 1 September 2026 is available"),
        (LookedBack(date(2026, 9, 1), "bounded"), "searched back to 1 September 2026"),
    ],
)
def test_how_far_back_it_goes_is_said_and_so_is_nothing(
    looked_back: LookedBack | None, words: str
) -> None:
    history = Told({NEWEST: ()}, looked_back=looked_back)
    text = text_at(handbook(), "changes/index.html", history=history)
    assert words in text
    assert "7 – 10 Sep" not in text


def test_a_partial_clone_does_not_say_that_nothing_changed() -> None:
    history = Told({NEWEST: ()}, is_partial=True)
    text = text_at(handbook(), "changes/index.html", history=history)
    assert "(a partial clone)" in text
    assert "Nothing that is shown" not in text
    assert "0 changes" not in text


def test_without_history_there_is_no_page_no_entry_and_no_line() -> None:
    pages = {page.path: page for page in site_at(handbook()).pages}
    assert not any("changes" in path for path in pages)
    assert not any(one.section == "changes" for group in menu_of(pages) for one in group.entries)
    assert pages["goals/q3/index.html"].view.document.changed is None
    known = {page.path: page for page in site_at(handbook(), history=Told()).pages}
    assert any(one.section == "changes" for group in menu_of(known) for one in group.entries)


def menu_of(pages: Mapping[str, Any]) -> Any:
    return pages["index.html"].view.layout.chrome.menu


def test_the_line_names_the_day_the_author_and_leads_to_the_forge() -> None:
    settings = replace(SETTINGS, repo_url=REPOSITORY, edit_path="edit/main/{path}")
    history = Told(lines={GOAL: LastChange(date(2026, 9, 3), ANN, "plans/content/a b/q#3.yaml")})
    html = html_at(handbook(settings), "goals/q3/index.html", history=history)
    line = html[html.index('<p class="changed">') :]
    assert 'changed <time datetime="2026-09-03">3 Sep</time> by <a href="../../people/ann' in line
    assert f'href="{REPOSITORY}/commits/HEAD/plans/content/a%20b/q%233.yaml"' in line
    assert f'href="{REPOSITORY}/edit/main/plans/content/a%20b/q%233.yaml"' in line
    text = text_at(handbook(settings), "goals/q3/index.html", history=history)
    assert text.endswith("changed 3 Sep by ann · history · edit")


def test_a_day_of_another_year_says_so_and_an_unknown_author_is_not_named() -> None:
    history = Told(lines={GOAL: LastChange(date(2025, 9, 3))})
    assert text_at(handbook(), "goals/q3/index.html", history=history).endswith(
        "changed 3 September 2025"
    )


def test_a_day_that_a_wrong_clock_says_is_not_told() -> None:
    for day, is_told in ((date(2027, 9, 11), True), (date(5138, 11, 16), False), (date.max, False)):
        history = Told(lines={GOAL: LastChange(day)})
        html = html_at(handbook(), "goals/q3/index.html", history=history)
        assert ('class="changed"' in html) is is_told


def test_the_line_has_no_links_without_a_repository_or_a_path_that_may_be_told() -> None:
    settings = replace(SETTINGS, repo_url=REPOSITORY, edit_path="edit/main/{path}")
    untold = Told(lines={GOAL: LastChange(date(2026, 9, 3), ANN, "")})
    told = Told(lines={GOAL: LastChange(date(2026, 9, 3), ANN, "content/q3.yaml")})
    for plans, history in ((handbook(settings), untold), (handbook(), told)):
        html = html_at(plans, "goals/q3/index.html", history=history)
        assert "changed <time" in html
        assert "github" not in html
        assert "content/q3.yaml" not in html


def test_the_public_edition_says_nothing_of_who_worked_on_it() -> None:
    settings = replace(SETTINGS, repo_url=REPOSITORY, edit_path="edit/main/{path}")
    plans = handbook_of(
        document("person", "ann", audience="public"),
        document("goal", "q3", owner="ann", period="2026-Q3", audience="public"),
        settings=settings,
    )
    history = Told(lines={GOAL: LastChange(date(2026, 9, 3), ANN, "content/q3.yaml")})
    html = html_at(plans, "goals/q3/index.html", Edition("public"), history)
    assert 'class="changed"' not in html
    assert "github" not in html
    assert 'class="changed"' in html_at(plans, "goals/q3/index.html", Edition(), history)


@pytest.mark.parametrize(
    ("repo_url", "edit_path", "history", "edit"),
    [
        ("https://github.com/o/r/", "/edit/main/{path}", "https://github.com/o/r/commits/HEAD/p", "https://github.com/o/r/edit/main/p"),
        ("https://gitlab.com/g/s/r", None, "https://gitlab.com/g/s/r/-/commits/HEAD/p", ""),
        ("https://code.example/r", "-/edit/main/{path}", "https://code.example/r/-/commits/HEAD/p", "https://code.example/r/-/edit/main/p"),
        ("https://code.example/r", "edit/main/{path}", "https://code.example/r/commits/HEAD/p", "https://code.example/r/edit/main/p"),
        ("https://code.example/r", None, "", ""),
        ("https://code.example/r", "https://ide.example/{path}?x", "", "https://ide.example/p?x"),
        (None, "edit/main/{path}", "", ""),
    ],
)  # fmt: skip
def test_addresses_follow_the_forge(
    repo_url: str | None, edit_path: str | None, history: str, edit: str
) -> None:
    settings = Settings(repo_url=repo_url, edit_path=edit_path)
    assert history_link(settings, "p") == history
    assert edit_link(settings, "p") == edit
