"""The last thirty days by week: where they begin, and what is told of them to whom."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

import planbook.reading.git.log as log_module
from builders.histories import EVERYTHING, TEAM, history_for, told_to
from builders.repositories import Scratch, new_project
from planbook.history.retrospect import Retrospect
from planbook.history.weeks import LookedBack, spans
from planbook.model.edition import Edition
from planbook.reading.git.head import find_head

GOAL = "content/people/bea-stone/goals/stock-on-time.yaml"
REVIEW = "content/people/bea-stone/reviews/last-month.yaml"
CRM = "content/tools/crm.yaml"
PUBLIC, BEA, CARL = Edition("public"), Edition("team", "bea-stone"), Edition("team", "carl-brook")
TOOL = "kind: tool\nid: {id}\ntitle: {title}\ntype: other\npurpose: To know\n"


@pytest.fixture
def project(tmp_path: Path) -> Scratch:
    """Return the starter project, committed in June."""
    return new_project(tmp_path / "project", day="2026-06-01")


def sentences(project: Scratch, edition: Edition = TEAM) -> list[str]:
    return [one for week in told_to(project.root, edition).values() for one in week]


@pytest.mark.parametrize("offset", range(14))
def test_thirty_days_are_five_weeks_that_begin_on_mondays(offset: int) -> None:
    as_of = date(2026, 9, 1) + timedelta(offset)
    found = spans(as_of)
    assert len(found) == 5
    assert (found[0][1], found[-1][0]) == (as_of, as_of - timedelta(29))
    assert all(newer[0] == older[1] + timedelta(1) for newer, older in pairwise(found))
    assert all(start.weekday() == 0 for start, _ in found[:-1])


def test_each_week_tells_what_was_another_when_it_ended(project: Scratch) -> None:
    project.change(CRM, "title:", "tags: [one]\ntitle:")
    project.commit(day="2026-08-18")
    project.change(CRM, "tags: [one]", "tags: [two]")
    project.commit(day="2026-09-01")
    project.change(CRM, "tags: [two]", "tags: [three]")
    project.commit(day="2026-09-02")
    project.change(CRM, "tags: [three]", "tags: [two]")
    project.commit(day="2026-09-08")
    told = told_to(project.root)
    assert list(told) == ["2026-09-07", "2026-08-31", "2026-08-17"]
    assert told["2026-09-07"] == ["Tool “CRM”: Tags: added two; removed three"]
    assert told["2026-08-31"] == ["Tool “CRM”: Tags: added three; removed one"]
    assert told["2026-08-17"] == ["Tool “CRM”: Tags: added one"]


def test_figures_of_a_day_before_all_history_stand_beside_its_first_thirty_days(
    tmp_path: Path,
) -> None:
    young = new_project(tmp_path / "young", day="2026-11-10")
    young.change(CRM, "title:", "tags: [one]\ntitle:")
    young.commit(day="2026-11-20")
    assert sentences(young) == ["Tool “CRM”: Tags: added one"]
    # A commit that an edition may not see must not move the days.
    young.change(REVIEW, "person:", "tags: [one]\nperson:")
    young.commit(day="2026-11-30")
    assert sentences(young) == ["Tool “CRM”: Tags: added one"]


def test_a_commit_by_a_clock_that_is_wrong_moves_no_day(tmp_path: Path) -> None:
    assert told_to(new_project(tmp_path / "far", day="2050-01-01").root) == {}


def test_what_came_and_went_within_a_week_is_not_told(project: Scratch) -> None:
    project.write("content/tools/new.yaml", TOOL.format(id="new", title="New"))
    project.commit(day="2026-09-01")
    (project.root / "content/tools/new.yaml").unlink()
    project.commit(day="2026-09-02")
    assert told_to(project.root) == {}


def test_days_before_the_thirty_and_after_the_day_of_judging_are_not_told(
    project: Scratch,
) -> None:
    project.change(CRM, "title:", "tags: [early]\ntitle:")
    project.commit(day="2026-08-11")
    project.change(CRM, "tags: [early]", "tags: [late]")
    project.commit(day="2026-09-11")
    assert sentences(project) == []
    assert list(told_to(project.root, day=date(2026, 9, 11))) == ["2026-09-07"]
    assert list(told_to(project.root, day=date(2026, 9, 9))) == ["2026-08-11"]


def test_how_much_of_a_goals_time_was_gone_is_that_of_its_week(project: Scratch) -> None:
    project.change(GOAL, "due: 2026-09-30", "due: 2026-10-15")
    project.commit(day="2026-08-20")
    (told,) = sentences(project)
    assert "Due date moved from 30 September 2026 to 15 October 2026, 15 days later" in told
    assert "with 59% of the period gone" in told  # on 23 August, the Sunday


def test_a_private_document_is_told_to_those_who_see_it(project: Scratch) -> None:
    project.change(REVIEW, "strengths: ", "strengths: canary, ")
    project.write("content/people/bea-stone/reviews/more.yaml", project.read(REVIEW).replace(
        "id: bea-stone-2026-08", "id: canary-2026-07").replace("2026-08", "2026-07"))  # fmt: skip
    project.commit("canary in the message", day="2026-09-01", author="canary@example.com")
    assert told_to(project.root) == {"2026-08-31": []}
    assert sentences(project, CARL) == []
    assert sentences(project, PUBLIC) == []
    for edition in (BEA, Edition("team", "alex-reed"), EVERYTHING):
        told = sentences(project, edition)
        assert any("canary" in one for one in told)
        assert any("new (" in one for one in told)


def test_a_private_field_is_told_to_those_who_see_it(project: Scratch) -> None:
    project.change("content/people/bea-stone/training.yaml", "cost: 400", "cost: 500")
    project.commit(day="2026-09-01")
    assert sentences(project) == []
    assert sentences(project, CARL) == []
    assert len(sentences(project, BEA)) == 1


def test_a_document_that_is_hidden_today_is_not_told_of_as_it_was(project: Scratch) -> None:
    path = "content/tools/new.yaml"
    project.write(path, TOOL.format(id="new", title="Canary"))
    project.commit(day="2026-08-18")
    project.change(path, "Canary", "Canary two")
    project.change(CRM, "purpose:", "notes: See [it](tool:new).\npurpose:")
    project.commit(day="2026-08-25")
    assert len(sentences(project)) == 3
    project.change(path, "type:", "audience: private\ntype:")
    project.change(CRM, "notes: See [it](tool:new).\n", "")
    project.commit(day="2026-09-01")
    told = sentences(project)
    assert not any("anary" in one or "tool:new" in one for one in told)
    # Not committed counts as well: it is what the site shows today.
    project.change(path, "audience: private", "audience: team")
    assert any("anary" in one for one in sentences(project))


def test_a_document_that_was_hidden_and_is_gone_is_not_told_of(project: Scratch) -> None:
    path = "content/tools/new.yaml"
    project.write(path, TOOL.format(id="new", title="Canary"))
    project.change(CRM, "purpose:", "notes: See it in tools/new.yaml.\npurpose:")
    project.commit(day="2026-08-18")
    project.change(path, "type:", "audience: private\ntype:")
    project.commit(day="2026-08-25")
    (project.root / path).unlink()
    project.change(CRM, "See it in tools/new.yaml.", "Gone.")
    project.commit(day="2026-09-01")
    told = sentences(project)
    assert not any("anary" in one or "new.yaml" in one for one in told)
    assert any("“Gone.”" in one for one in told)
    assert any("anary" in one for one in sentences(project, EVERYTHING))


@pytest.mark.parametrize(
    ("mention", "shown"),
    [
        ("improvement:canary", False),
        ("[see](improvement:canary)", False),
        ("Improvement**:**canary", False),
        ("/improvements/canary/", False),
        ("tool:canary", False),
        ("tool:crm", True),
        ("https://example.com/tools/canary", True),
    ],
)
def test_what_an_old_text_names_and_is_not_there_any_more_is_taken_out(
    project: Scratch, mention: str, *, shown: bool
) -> None:
    project.change(CRM, "purpose:", f"notes: 'Look at {mention} now'\npurpose:")
    project.commit(day="2026-06-02")
    project.change(CRM, f"Look at {mention} now", "Nothing")
    project.commit(day="2026-09-01")
    (told,) = sentences(project)
    assert ("canary" in told or "crm" in told) is shown
    assert "Nothing" in told
    (told,) = sentences(project, EVERYTHING)
    assert "canary" in told or "crm" in told


TOOL_PATH, OTHER_PATH = "content/tools/new.yaml", "content/tools/other.yaml"
KEPT = f"{TOOL.format(id='new', title='Canary')}audience: private\n"
MEETING = (
    "kind: meeting\nid: {id}\ntitle: Canary\ntype: {type}\nowner: alex-reed\n"
    "attendees: [bea-stone]\nstarts: 2026-01-13T10:00\nminutes: 30\n"
)


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([{TOOL_PATH: KEPT}, {TOOL_PATH: ""}], id="deleted"),
        pytest.param([{TOOL_PATH: KEPT.replace("id: new", "id: other")}], id="another id"),
        pytest.param(
            [{TOOL_PATH: "", OTHER_PATH: KEPT.replace("id: new", "id: other")}], id="another file"
        ),
        pytest.param(
            [{TOOL_PATH: ""}, {OTHER_PATH: KEPT.replace("id: new", "id: other")}], id="in two steps"
        ),
        pytest.param(
            [{TOOL_PATH: KEPT.replace("id: new", "id: other")}, {TOOL_PATH: ""}],
            id="another id, then deleted",
        ),
        pytest.param([{TOOL_PATH: "", OTHER_PATH: KEPT}, {OTHER_PATH: ""}], id="moved"),
        pytest.param(
            [{TOOL_PATH: ""}, {OTHER_PATH: KEPT}, {OTHER_PATH: ""}], id="back for a while"
        ),
        pytest.param([{TOOL_PATH: KEPT}, {TOOL_PATH: "kind: [\n"}, {TOOL_PATH: ""}], id="broken"),
        pytest.param(
            [
                {TOOL_PATH: TOOL.format(id="other", title="Canary")},
                {TOOL_PATH: KEPT.replace("id: new", "id: other")},
            ],
            id="another id, then private",
        ),
    ],
)
def test_what_was_made_private_and_left_within_a_week_is_not_told_of(
    project: Scratch, steps: list[dict[str, str]]
) -> None:
    project.write(TOOL_PATH, TOOL.format(id="new", title="Canary"))
    project.commit(day="2026-06-02")
    for day, step in enumerate(steps, start=1):
        for path, text in step.items():
            project.write(path, text)
            if not text:
                (project.root / path).unlink()
        project.commit(day=f"2026-09-{day:02}")
    assert sentences(project) == []
    assert any("anary" in one for one in sentences(project, EVERYTHING))


def test_what_was_made_private_on_a_side_line_and_left_with_it_is_not_told_of(
    project: Scratch,
) -> None:
    project.write(TOOL_PATH, TOOL.format(id="new", title="Canary"))
    project.commit(day="2026-06-02")
    project.git("switch", "--quiet", "--create", "side")
    project.write(TOOL_PATH, KEPT)
    project.commit(day="2026-07-01")
    (project.root / TOOL_PATH).unlink()
    project.commit(day="2026-07-02")
    project.git("switch", "--quiet", "work")
    merge = ("merge", "--quiet", "--no-edit", "--no-ff", "side")
    project.git(*merge, at="2026-09-01T12:00:00+0000")
    assert sentences(project) == []


def test_what_left_after_the_day_of_the_figures_is_judged_by_all_that_was_committed(
    project: Scratch,
) -> None:
    project.write(TOOL_PATH, TOOL.format(id="new", title="Canary"))
    project.commit(day="2026-09-01")
    assert len(sentences(project)) == 1
    project.write(TOOL_PATH, KEPT)
    project.commit(day="2026-09-11")
    (project.root / TOOL_PATH).unlink()
    assert sentences(project) == []


def test_a_review_that_was_shown_by_mistake_and_goes_on_elsewhere_is_not_told_of(
    project: Scratch,
) -> None:
    wrong = "content/people/bea-stone/reviews/wrong.yaml"
    text = project.read(REVIEW).replace("bea-stone-2026-08", "canary").replace("2026-08", "2026-07")
    project.write(wrong, f"{text}audience: team\n")
    project.commit(day="2026-08-20")
    assert any("anary" in one or "review" in one.lower() for one in sentences(project))
    (project.root / wrong).unlink()
    right = "content/people/bea-stone/reviews/right.yaml"
    project.write(right, text.replace("id: canary", "id: another"))
    project.commit(day="2026-09-02")
    assert sentences(project) == []


def test_a_meeting_that_became_a_private_one_under_another_id_is_not_told_of(
    project: Scratch,
) -> None:
    path = "content/meetings/talk.yaml"
    project.write(path, MEETING.format(id="talk", type="weekly"))
    project.commit(day="2026-06-02")
    project.write(path, MEETING.format(id="other", type="one_on_one"))
    project.commit(day="2026-09-02")
    assert sentences(project) == []


def test_a_document_under_another_id_is_told_where_both_are_seen(project: Scratch) -> None:
    project.write(TOOL_PATH, TOOL.format(id="new", title="Shown"))
    project.commit(day="2026-06-02")
    project.change(TOOL_PATH, "id: new", "id: other")
    project.commit(day="2026-09-02")
    (told,) = sentences(project)
    assert "“Shown”" in told


def test_a_document_that_is_gone_is_told_where_it_was_seen(project: Scratch) -> None:
    (project.root / GOAL).unlink()
    project.commit(day="2026-09-01")
    (told,) = sentences(project)
    assert told.startswith("Goal “")
    assert "dropped" in told


def test_what_was_private_before_is_told_without_its_words(project: Scratch) -> None:
    path = "content/tools/new.yaml"
    text = f"{TOOL.format(id='new', title='New')}audience: private\nnotes: canary\n"
    project.write(path, text)
    project.commit(day="2026-07-01")
    project.change(path, "notes: canary", "notes: A canary no more")
    project.commit(day="2026-08-18")
    project.write(path, f"{TOOL.format(id='new', title='New')}notes: Shown\n")
    project.commit(day="2026-09-01")
    (told,) = sentences(project)
    assert told == (
        "Tool “New”: shown to more people: now to the team, before to those concerned only"
    )


def test_a_new_manager_reads_what_a_viewer_may_read_today(project: Scratch) -> None:
    project.change(REVIEW, "strengths: ", "strengths: canary, ")
    project.commit(day="2026-08-18")
    assert not any("canary" in one for one in sentences(project, CARL))
    project.change(
        "content/people/bea-stone/person.yaml", "manager: alex-reed", "manager: carl-brook"
    )
    project.commit(day="2026-09-01")
    assert any("canary" in one for one in sentences(project, CARL))
    # And whoever led somebody then does not any more.
    project.change(
        "content/people/bea-stone/person.yaml", "manager: carl-brook", "manager: alex-reed"
    )
    project.commit(day="2026-09-02")
    assert not any("canary" in one for one in sentences(project, CARL))


def test_schemas_of_then_keep_back_what_they_kept_back(project: Scratch) -> None:
    overlay = "schemas/tool.schema.json"
    kept = '{"properties": {"secret": {"type": "string", "title": "Secret"%s}}}'
    project.write(overlay, kept % ', "x-audience": "private"')
    project.change(CRM, "title:", "secret: canary\ntitle:")
    project.commit(day="2026-08-18")
    project.change(CRM, "secret: canary", "secret: canary two")
    project.commit(day="2026-08-25")
    project.write(overlay, kept % "")
    project.commit(day="2026-09-01")
    project.change(CRM, "canary two", "open")
    project.commit(day="2026-09-08")
    told = sentences(project)
    assert any("open" in one for one in told)
    # What it was when the field was opened is told by what it is then.
    assert not any("“canary”" in one or "canary →" in one for one in told)


def test_settings_are_told_as_far_as_pages_go_by_them(project: Scratch) -> None:
    settings = project.read("planbook.yaml")
    project.write(
        "planbook.yaml",
        f"{settings}\nscoring: {{smart: {{ready: 90}}}}\n"
        "rules: {goal-outside-period: {paths: {content/people/canary/**: off}}}\n"
        "readers: {hr: {title: Canary, sees: [review], of: all}}\n",
    )
    project.commit(day="2026-09-01")
    told = sentences(project)
    assert len(told) == 1
    assert "90" in told[0]
    assert not any("anary" in one for one in sentences(project, EVERYTHING))


def test_a_file_that_only_moved_and_a_new_row_by_name(project: Scratch) -> None:
    project.git("mv", CRM, "content/tools/moved.yaml")
    table = "content/metrics/channel-revenue.csv"
    project.write(table, f"{project.read(table).rstrip()}\n2026-09-05,Bea Stone,100\n")
    project.commit(day="2026-09-06")
    (told,) = sentences(project)
    assert "1 new reading (5 September 2026)" in told


def test_a_file_with_errors_comes_and_goes_without_a_word(project: Scratch) -> None:
    text = project.read(CRM)
    project.write(CRM, "kind: tool\n  id: [")
    project.commit(day="2026-08-28")
    project.write(CRM, text)
    project.commit(day="2026-09-01")
    assert sentences(project) == []


def test_a_merge_tells_what_came_in_once(project: Scratch) -> None:
    project.git("switch", "--quiet", "--create", "side")
    project.change(CRM, "title:", "tags: [one]\ntitle:")
    project.commit(day="2026-08-20")
    project.git("switch", "--quiet", "work")
    project.git("commit", "--quiet", "--allow-empty", "-m", "x", at="2026-08-21T12:00:00+0000")
    merge = ("merge", "--quiet", "--no-edit", "--no-ff", "side")
    project.git(*merge, at="2026-09-01T12:00:00+0000")
    assert told_to(project.root) == {"2026-08-31": ["Tool “CRM”: Tags: added one"]}


def test_a_project_that_begins_has_its_beginning_told_in_one_sentence(tmp_path: Path) -> None:
    project = new_project(tmp_path, day="2026-09-01")
    project.change(CRM, "title:", "tags: [one]\ntitle:")
    project.commit(day="2026-09-02")
    with history_for(project.root) as history:
        assert history.looked_back == LookedBack(date(2026, 9, 1), "began")
    assert sentences(project) == ["Tool “CRM”: Tags: added one"]


def test_how_far_back_a_shallow_clone_goes_is_said(project: Scratch, tmp_path: Path) -> None:
    for day in ("2026-08-20", "2026-08-27", "2026-09-03"):
        project.write("content/tools/new.yaml", TOOL.format(id="new", title=day))
        project.commit(day=day)
    clone = project.clone(tmp_path / "clone", depth=2)
    with history_for(clone.root) as history:
        assert history.looked_back == LookedBack(date(2026, 8, 27), "shallow")
    assert list(told_to(clone.root)) == ["2026-08-31"]
    with history_for(project.root) as history:
        assert history.looked_back is None
    # It is said of what lies before the thirty days too: documents tell when they were changed.
    with history_for(clone.root, day=date(2026, 12, 1)) as history:
        assert history.looked_back == LookedBack(date(2026, 8, 27), "shallow")
        assert not history.weeks


@pytest.mark.parametrize("filtered", ["blob:none", "tree:0"])
def test_a_partial_clone_says_so_whatever_it_lacks(
    project: Scratch, tmp_path: Path, filtered: str
) -> None:
    project.write(TOOL_PATH, TOOL.format(id="new", title="One"))
    project.commit(day="2026-08-20")
    project.change(TOOL_PATH, "One", "Two")
    project.commit(day="2026-08-27")
    project.git("config", "uploadpack.allowFilter", "true")
    clone = Scratch(tmp_path / "clone", tmp_path / "clone")
    project.git("clone", "--quiet", f"--filter={filtered}", project.folder.as_uri(), "../clone")
    with history_for(clone.root) as history:
        assert history.is_known
        assert history.is_partial
        assert history.looked_back is None
    with history_for(project.root) as history:
        assert not history.is_partial
    head = find_head(clone.root)
    for name in ("remote.origin.promisor", "extensions.partialClone"):
        clone.git("config", "--unset-all", name) if name in clone.git("config", "--list") else None
    clone.git("config", "remote.origin.promisor", "false")
    other = find_head(clone.root)
    assert head is not None
    assert other is not None
    assert (head.is_partial, other.is_partial) == (True, False)
    assert head.digest != other.digest


def test_a_partial_clone_tells_of_nothing_that_is_gone(project: Scratch) -> None:
    (project.root / GOAL).unlink()
    project.commit(day="2026-09-01")
    assert len(sentences(project)) == 1
    project.git("config", "remote.origin.promisor", "true")
    assert sentences(project) == []


def test_how_far_back_was_looked_is_said(project: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        project.write("content/tools/new.yaml", TOOL.format(id="new", title=f"T {number}"))
        project.commit(day=f"2026-09-{number // 4 + 1:02}")
    monkeypatch.setattr(log_module, "MOST_COMMITS", 10)
    with history_for(project.root) as history:
        assert history.looked_back == LookedBack(date(2026, 9, 6), "bounded")
    assert told_to(project.root) == {
        "2026-09-07": ["Tool “T 29”: Title: “T 23” → “T 29”"],
        "2026-08-31": ["Tool “T 23”: Title: “T 19” → “T 23”"],
    }


def test_there_is_no_history_without_commits_and_outside_of_a_repository(
    project: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with history_for(project.root) as history:
        assert history.is_known
    monkeypatch.setenv("PATH", str(tmp_path))
    with history_for(project.root) as history:
        assert not history.is_known
        assert not history.weeks


def test_only_files_that_differ_are_read_and_each_end_of_a_week_once(project: Scratch) -> None:
    for number, day in enumerate(("2026-08-20", "2026-08-27", "2026-09-03", "2026-09-08")):
        project.write("content/tools/new.yaml", TOOL.format(id="new", title=f"T {number}"))
        project.commit(day=day)
    with history_for(project.root) as history:
        assert [len(history.told[start]) for start in history.weeks] == [1, 1, 1, 1]
        assert isinstance(history, Retrospect)
        versions = history.past.versions
        assert versions is not None
        # A week begins where the one before ended, and what was not there is not read.
        assert versions.reads == 4
