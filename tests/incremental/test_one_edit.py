"""What one edit makes anew: the pages that show what was edited, and no others."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from planbook.as_of import fixed_as_of
from planbook.model.edition import Edition
from planbook.output.report import BuildReport
from planbook.pipeline import Request, build_site, check_project

SMALL = Path(__file__).parents[1] / "scenarios/projects/small"
AS_OF = datetime.date(2026, 9, 10)

# Its page stands in the edition to print as well.
GOAL_PAGE = {"goals/q3/index.html", "print/index.html"}
GOAL_IN_DATA = {"api/v1/goals.json", "api/v1/goals/q3.json"}
# Its progress counts in its objective's and its owner's, and decides how urgent it is.
PAGES_WITH_ITS_PROGRESS = {
    "alerts/index.html",
    "alignment/index.html",
    "alignment/revenue/index.html",
    "api/v1/objectives.json",
    "api/v1/objectives/revenue.json",
    "api/v1/people.json",
    "api/v1/people/ben.json",
    "goals/index.html",
    "index.html",
    "objectives/index.html",
    "objectives/revenue/index.html",
    "org/ada/index.html",
    "org/ben/index.html",
    "org/index.html",
    "people/ben/index.html",
    # As of the end of each month of its period, and of the quarter so far.
    "months/2026-08/ben/index.html",
    "months/2026-08/index.html",
    "months/2026-09/ben/index.html",
    "months/2026-09/index.html",
    "quarters/2026-Q3/index.html",
}
# It falls behind with the higher target: one more alert of that kind, and the status's list.
PAGES_WITH_ITS_NEW_STATUS = {
    "alerts/coverage/index.html",
    "alerts/off_track/index.html",
    "goals/status/off_track/index.html",
}
PAGES_THAT_NAME_THE_GOAL = {
    "alerts/at_risk/index.html",
    "alerts/index.html",
    "alignment/index.html",
    "alignment/revenue/index.html",
    "due/index.html",
    "goals/index.html",
    "goals/status/at_risk/index.html",
    "index.html",
    "months/2026-08/ben/index.html",
    "months/2026-09/ben/index.html",
    "objectives/revenue/index.html",
    "people/ben/index.html",
    "practices/goals/index.html",
    "practices/incentives/index.html",
    "practices/performance/index.html",
    "quality/index.html",
    "quarters/2026-Q3/index.html",
}
# One of its words is said nowhere else, and the other somewhere.
FILES_THAT_FIND_THE_GOAL = {
    "search/documents/0.js",
    "search/index.html",
    "search/terms/0.js",
    "search/words/5.js",
}
# How far the target goes beyond what there was is part of how the goal is written.
PAGES_WITH_ITS_SMART_SCORE = {"quality/index.html"}

TABLES_WITH_ITS_FIGURES = {
    "alerts/alerts.csv",
    "alerts/off_track/off_track.csv",
    "goals/goals.csv",
    "goals/status/off_track/off_track.csv",
    "objectives/objectives.csv",
    "quality/quality.csv",
}
TABLES_AND_CALENDARS_THAT_NAME_THE_GOAL = {
    "alerts/alerts.csv",
    "alerts/at_risk/at_risk.csv",
    "calendar.ics",
    "due/due.csv",
    "goals/goals.csv",
    "goals/status/at_risk/at_risk.csv",
    "people/ben/calendar.ics",
    "quality/quality.csv",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project of one goal, built once."""
    root = tmp_path / "small"
    shutil.copytree(SMALL, root)
    build(root)
    return root


def build(root: Path) -> BuildReport:
    checked = check_project(root, fixed_as_of(AS_OF))
    built = build_site(checked, Request(Path("site"), Edition(), jobs=1))
    assert built.report is not None, built.diagnostics
    return built.report


def made_anew(root: Path, path: str, old: str, new: str) -> set[str]:
    """Return the files that a build writes after one edit: the others keep their place on disk."""
    before = places_of(root / "site")
    source = root / "content" / path
    text = source.read_text("utf-8")
    assert old in text
    source.write_text(text.replace(old, new), "utf-8")
    report = build(root)
    after = places_of(root / "site")
    written = {file for file, place in after.items() if before.get(file) != place}
    # The marker lists the files of the site: it belongs to every new tree.
    written.discard(".planbook-site.json")
    assert report.rendered == len(written)
    assert report.reused == report.pages - len(written)
    return written


def places_of(site: Path) -> dict[str, int]:
    return {
        file.relative_to(site).as_posix(): file.stat().st_ino
        for file in site.rglob("*")
        if file.is_file()
    }


def test_figure_of_a_goal_changes_its_page_and_its_data(project: Path) -> None:
    written = made_anew(project, "q3.yaml", "target: 6000000", "target: 6500000")
    assert written == (
        GOAL_PAGE
        | GOAL_IN_DATA
        | PAGES_WITH_ITS_PROGRESS
        | PAGES_WITH_ITS_NEW_STATUS
        | PAGES_WITH_ITS_SMART_SCORE
        | TABLES_WITH_ITS_FIGURES
    )


def test_title_of_a_goal_changes_the_pages_that_name_it(project: Path) -> None:
    written = made_anew(project, "q3.yaml", "Grow sales", "Grow orders")
    assert written == (
        GOAL_PAGE
        | GOAL_IN_DATA
        | PAGES_THAT_NAME_THE_GOAL
        | FILES_THAT_FIND_THE_GOAL
        | TABLES_AND_CALENDARS_THAT_NAME_THE_GOAL
    )


def test_blank_line_changes_nothing(project: Path) -> None:
    assert made_anew(project, "q3.yaml", "specific:", "\n# scope\nspecific:") == set()


def test_new_goal_changes_lists_and_what_it_points_at(project: Path) -> None:
    before = places_of(project / "site")
    goal = (project / "content/q3.yaml").read_text("utf-8")
    (project / "content/q4.yaml").write_text(goal.replace("id: q3", "id: q4"), "utf-8")
    build(project)
    after = places_of(project / "site")
    written = {file for file in after if before.get(file) != after[file]}
    assert {"goals/q4/index.html", "goals/index.html", "people/ben/index.html"} <= written
    assert not {"goals/q3/index.html", "people/ada/index.html", "roles/index.html"} & written
