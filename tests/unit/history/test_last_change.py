"""When a document was changed last, by whom: as far as an edition sees of it."""

from __future__ import annotations

from pathlib import Path

import pytest

import planbook.reading.git.log as log_module
from builders.histories import EVERYTHING, last_change
from builders.repositories import Scratch, new_project
from planbook.model.document import Key
from planbook.model.edition import Edition

REVIEW_PATH = "content/people/bea-stone/reviews/last-month.yaml"
CRM = Key("tool", "crm")
CRM_PATH = "content/tools/crm.yaml"
CRM_TEXT = """\
kind: tool
id: {id}
title: {title}
type: crm
purpose: {purpose}
"""
BEA = "Bea-Stone@bluewell.example"


@pytest.fixture
def project(tmp_path: Path) -> Scratch:
    """Return the starter project, committed in June."""
    return new_project(tmp_path / "project", day="2026-06-01")


def crm(title: str = "CRM", purpose: str = "To know", id_: str = "crm") -> str:
    return CRM_TEXT.format(id=id_, title=title, purpose=purpose)


def test_it_is_the_last_commit_that_changed_the_document(project: Scratch) -> None:
    assert last_change(project.root, CRM) == ("2026-06-01", "", CRM_PATH)
    project.write(CRM_PATH, crm("One"))
    project.commit(day="2026-08-03", author=BEA)
    project.write(CRM_PATH, crm("Two"))
    project.commit(day="2026-09-01", author="somebody@else.example")
    project.write("content/tools/other.yaml", crm(id_="other"))
    project.commit(day="2026-09-02")
    assert last_change(project.root, CRM) == ("2026-09-01", "", CRM_PATH)


def test_layout_comments_and_the_order_of_keys_change_nothing(project: Scratch) -> None:
    project.write(CRM_PATH, crm())
    project.commit(day="2026-08-03", author=BEA)
    lines = crm().splitlines()
    project.write(CRM_PATH, "\n".join(["# A comment", *reversed(lines), ""]))
    project.commit(day="2026-09-01")
    project.write(CRM_PATH, crm(), newline="\r\n")
    project.commit(day="2026-09-02")
    assert last_change(project.root, CRM) == ("2026-08-03", "bea-stone", CRM_PATH)


def test_an_account_of_github_says_who_it_was(project: Scratch) -> None:
    person = "content/people/bea-stone/person.yaml"
    project.change(person, "  im:", "  github: Bea-Git\n  im:")
    project.write(CRM_PATH, crm("One"))
    project.commit(day="2026-08-03", author="1234+bea-git@users.noreply.github.com")
    assert last_change(project.root, CRM) == ("2026-08-03", "bea-stone", CRM_PATH)


def test_an_address_of_two_people_says_nothing(project: Scratch) -> None:
    project.change("content/people/carl-brook/person.yaml", "carl-brook@", "bea-stone@")
    project.write(CRM_PATH, crm("One"))
    project.commit(day="2026-08-03", author=BEA)
    assert last_change(project.root, CRM) == ("2026-08-03", "", CRM_PATH)


def test_nobody_is_named_whom_the_edition_does_not_hold(project: Scratch) -> None:
    hidden = "kind: person\nid: eve\nname: Eve\nrole: channel-manager\naudience: private\n"
    project.write("content/people/eve/person.yaml", f"{hidden}contacts: {{email: eve@x.example}}\n")
    project.write(CRM_PATH, crm("One"))
    project.commit(day="2026-08-03", author="eve@x.example")
    assert last_change(project.root, CRM) == ("2026-08-03", "", CRM_PATH)
    assert last_change(project.root, CRM, EVERYTHING) == ("2026-08-03", "eve", CRM_PATH)


def test_a_change_of_a_private_field_is_known_to_those_who_see_it(project: Scratch) -> None:
    training = "content/people/bea-stone/training.yaml"
    key = Key("training", "bea-stone-training")
    project.change(training, "cost: 400", "cost: 500")
    project.commit(day="2026-09-01", author=BEA)
    assert last_change(project.root, key) == ("2026-06-01", "", training)
    bea, carl = Edition("team", "bea-stone"), Edition("team", "carl-brook")
    assert last_change(project.root, key, bea) == ("2026-09-01", "bea-stone", training)
    assert last_change(project.root, key, carl) == ("2026-06-01", "", training)


def test_a_document_that_came_into_sight_was_changed_then(project: Scratch) -> None:
    project.change(CRM_PATH, "kind: tool", "kind: tool\naudience: private")
    project.commit(day="2026-07-01")
    project.change(CRM_PATH, "id: crm", "id: crm\nnotes: secret")
    project.commit(day="2026-08-01")
    assert last_change(project.root, CRM, EVERYTHING) == ("2026-08-01", "", CRM_PATH)
    project.change(CRM_PATH, "\naudience: private", "")
    project.commit(day="2026-09-01")
    assert last_change(project.root, CRM) == ("2026-09-01", "", CRM_PATH)


def test_what_mentions_a_hidden_document_is_no_change_that_is_seen(project: Scratch) -> None:
    project.write(CRM_PATH, f"{crm()}notes: See it.\n")
    project.commit(day="2026-08-01")
    project.write(CRM_PATH, f"{crm()}notes: See [it](review:bea-stone-2026-08).\n")
    review = project.read(REVIEW_PATH)
    assert "\nid: bea-stone-2026-08\n" in review
    project.commit(day="2026-09-01")
    assert last_change(project.root, CRM) == ("2026-08-01", "", CRM_PATH)
    assert last_change(project.root, CRM, EVERYTHING) == ("2026-09-01", "", CRM_PATH)


def test_of_two_documents_in_a_file_each_has_its_own_commit(project: Scratch) -> None:
    both = "content/tools/both.yaml"
    project.write(both, f"{crm('One', id_='one')}---\n{crm('Two', id_='two')}")
    project.commit(day="2026-07-01")
    project.write(both, f"{crm('One', id_='one')}---\n{crm('Two more', id_='two')}")
    project.commit(day="2026-08-01")
    assert last_change(project.root, Key("tool", "one")) == ("2026-07-01", "", both)
    assert last_change(project.root, Key("tool", "two")) == ("2026-08-01", "", both)


def test_a_file_that_moved_is_followed(project: Scratch) -> None:
    project.write(CRM_PATH, crm("One"))
    project.commit(day="2026-07-01", author=BEA)
    (project.root / CRM_PATH).unlink()
    moved = "content/elsewhere/crm-tool.yaml"
    project.write(moved, f"# moved\n{crm('One')}")
    project.commit(day="2026-08-01")
    assert last_change(project.root, CRM) == ("2026-07-01", "bea-stone", moved)
    # Into a file with another document, where it stays.
    (project.root / moved).unlink()
    both = "content/tools/both.yaml"
    project.write(both, f"{crm('Two', id_='two')}---\n{crm('One')}")
    project.commit(day="2026-08-15")
    assert last_change(project.root, CRM) == ("2026-07-01", "bea-stone", both)
    project.change(both, "title: One", "title: Three")
    project.commit(day="2026-08-16")
    assert last_change(project.root, CRM) == ("2026-08-16", "", both)


def test_a_document_with_another_id_is_another_document(project: Scratch) -> None:
    project.write("content/tools/one.yaml", crm("One", id_="one"))
    project.commit(day="2026-07-01")
    project.write("content/tools/one.yaml", crm("One", id_="two"))
    project.commit(day="2026-08-01")
    assert last_change(project.root, Key("tool", "two")) == (
        "2026-08-01",
        "",
        "content/tools/one.yaml",
    )


def test_a_merge_changed_nothing_itself(project: Scratch) -> None:
    project.git("switch", "--quiet", "--create", "side")
    project.write(CRM_PATH, crm("From the side"))
    project.commit(day="2026-08-01", author=BEA)
    project.git("switch", "--quiet", "work")
    project.write("content/tools/other.yaml", crm(id_="other"))
    project.commit(day="2026-08-20")
    project.git("merge", "--quiet", "--no-edit", "side", at="2026-08-25T12:00:00+0000")
    assert last_change(project.root, CRM) == ("2026-08-01", "bea-stone", CRM_PATH)


def test_what_a_merge_left_behind_is_not_what_is_there(project: Scratch) -> None:
    project.write(CRM_PATH, crm("Kept"))
    project.commit(day="2026-07-01")
    project.git("switch", "--quiet", "--create", "side")
    project.write(CRM_PATH, crm("Left behind"))
    project.commit(day="2026-08-10", author=BEA)
    project.git("switch", "--quiet", "work")
    project.write("content/tools/other.yaml", crm(id_="other"))
    project.commit(day="2026-08-20")
    ours = ("merge", "--quiet", "--no-edit", "--strategy", "ours", "side")
    project.git(*ours, at="2026-08-25T12:00:00+0000")
    assert last_change(project.root, CRM) == ("2026-07-01", "", CRM_PATH)


def test_what_a_merge_put_together_was_changed_by_the_later_side(project: Scratch) -> None:
    text = f"{crm()}notes: One\n\n\n\n\n\ntags: [a]\n"
    project.write(CRM_PATH, text)
    project.commit(day="2026-07-01")
    project.git("switch", "--quiet", "--create", "side")
    project.change(CRM_PATH, "tags: [a]", "tags: [b]")
    project.commit(day="2026-08-10", author=BEA)
    project.git("switch", "--quiet", "work")
    project.change(CRM_PATH, "title: CRM", "title: Other")
    project.commit(day="2026-08-05")
    project.git("merge", "--quiet", "--no-edit", "side", at="2026-08-25T12:00:00+0000")
    assert last_change(project.root, CRM) == ("2026-08-10", "bea-stone", CRM_PATH)


def test_what_is_not_committed_tells_of_the_last_commit(project: Scratch) -> None:
    project.write(CRM_PATH, crm("One"))
    project.commit(day="2026-08-01")
    project.write(CRM_PATH, crm("Two"))
    project.write("content/tools/new.yaml", crm(id_="new"))
    assert last_change(project.root, CRM) == ("2026-08-01", "", CRM_PATH)
    assert last_change(project.root, Key("tool", "new")) is None
    project.write(CRM_PATH, f"{crm('Two')}---\n{crm(id_='second')}")
    assert last_change(project.root, Key("tool", "second")) is None


def test_a_version_that_nobody_can_read_is_stepped_over(project: Scratch) -> None:
    project.write(CRM_PATH, crm("One"))
    project.commit(day="2026-07-01")
    project.write(CRM_PATH, "kind: tool\n  id: [")
    project.commit(day="2026-08-01")
    project.write(CRM_PATH, crm("One"))
    project.commit(day="2026-08-02")
    assert last_change(project.root, CRM) == ("2026-07-01", "", CRM_PATH)
    project.write(CRM_PATH, "kind: tool\n  id: [")
    project.commit(day="2026-08-03")
    project.write(CRM_PATH, crm("Two"))
    project.commit(day="2026-08-04")
    assert last_change(project.root, CRM) == ("2026-08-04", "", CRM_PATH)


def test_a_row_of_a_table_changes_its_metric(project: Scratch) -> None:
    key, path = Key("metric", "channel-revenue"), "content/metrics/channel-revenue.yaml"
    table = "content/metrics/channel-revenue.csv"
    project.write(table, f"{project.read(table).rstrip()}\n2026-09-05,bea-stone,100\n")
    project.commit(day="2026-09-06", author=BEA)
    assert last_change(project.root, key) == ("2026-09-06", "bea-stone", path)
    project.write(
        table, project.read(table).replace("2026-09-05,bea-stone", "2026-09-05,Bea Stone")
    )
    project.commit(day="2026-09-07")
    assert last_change(project.root, key) == ("2026-09-06", "bea-stone", path)


def test_a_translation_changes_its_chapter(project: Scratch) -> None:
    project.change("planbook.yaml", "language: en", "language: en\nlanguages: [en, zh]")
    project.write("content/handbook/goals.zh.md", "---\ntitle: 目标\n---\n\n正文\n")
    project.commit(day="2026-08-01")
    project.write("content/handbook/goals.zh.md", "---\ntitle: 目标\n---\n\n新的正文\n")
    project.commit(day="2026-09-01", author=BEA)
    found = last_change(project.root, Key("chapter", "goals"))
    assert found == ("2026-09-01", "bea-stone", "content/handbook/goals.md")
    (project.root / "content/handbook/goals.zh.md").unlink()
    project.commit(day="2026-09-02")
    found = last_change(project.root, Key("chapter", "goals"))
    assert found == ("2026-09-02", "", "content/handbook/goals.md")


def test_a_path_that_names_what_is_hidden_is_not_told(project: Scratch) -> None:
    beside = "content/people/bea-stone/reviews/bea-stone-2026-08/tool.yaml"
    project.write(beside, crm(id_="beside"))
    named = "content/other/bea-stone-2026-08.yaml"
    project.write(named, crm(id_="named"))
    project.commit(day="2026-09-01")
    for id_, path in (("beside", beside), ("named", named)):
        assert last_change(project.root, Key("tool", id_)) == ("2026-09-01", "", "")
        bea = Edition("team", "bea-stone")
        assert last_change(project.root, Key("tool", id_), bea) == ("2026-09-01", "", path)


def test_a_project_in_a_folder_of_its_repository_has_the_whole_path(tmp_path: Path) -> None:
    project = new_project(tmp_path, "plans/of us", day="2026-06-01")
    assert last_change(project.root, CRM) == ("2026-06-01", "", f"plans/of us/{CRM_PATH}")


def test_a_day_is_one_of_the_projects_time_zone(project: Scratch) -> None:
    project.change("planbook.yaml", "timezone: Europe/London", "timezone: Asia/Shanghai")
    project.write(CRM_PATH, crm("One"))
    project.commit(day="2026-08-31T20:00:00+0000")
    assert last_change(project.root, CRM) == ("2026-09-01", "", CRM_PATH)


def test_behind_what_is_looked_at_nothing_is_told(
    project: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write(CRM_PATH, crm("One"))
    project.commit(day="2026-08-01")
    for day in ("2026-08-02", "2026-08-03"):
        project.write("content/tools/other.yaml", crm(day, id_="other"))
        project.commit(day=day)
    shallow = project.clone(tmp_path / "clone", depth=2)
    assert last_change(shallow.root, CRM) is None
    assert last_change(shallow.root, Key("tool", "other")) is not None
    monkeypatch.setattr(log_module, "MOST_COMMITS", 2)
    assert last_change(project.root, CRM) is None
    assert last_change(project.root, Key("tool", "other")) is not None


def test_commits_of_one_second_are_told_apart(project: Scratch) -> None:
    for number in range(4):
        project.write(CRM_PATH, crm(f"Number {number // 2}"))
        project.commit(day="2026-08-01", author=BEA if number == 2 else "a@example.com")
    assert last_change(project.root, CRM) == ("2026-08-01", "bea-stone", CRM_PATH)


def test_two_clones_tell_the_same(project: Scratch, tmp_path: Path) -> None:
    project.write(CRM_PATH, crm("One"))
    project.commit(day="2026-08-01", author=BEA)
    clone = project.clone(tmp_path / "clone")
    assert last_change(clone.root, CRM) == ("2026-08-01", "bea-stone", CRM_PATH)
    assert last_change(clone.root, Key("team", "channel-sales")) == (
        "2026-06-01",
        "",
        "content/teams/channel-sales.yaml",
    )


def test_rows_that_are_not_committed_are_nobodys_change(project: Scratch) -> None:
    key, path = Key("metric", "channel-revenue"), "content/metrics/channel-revenue.yaml"
    project.change(path, "kind:", "# a comment\nkind:")
    project.commit(day="2026-09-01")
    table = "content/metrics/channel-revenue.csv"
    project.write(table, f"{project.read(table).rstrip()}\n2026-09-05,bea-stone,100\n")
    assert last_change(project.root, key) == ("2026-06-01", "", path)
