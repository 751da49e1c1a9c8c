"""Which findings a change causes, on repositories with such changes in them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builders.repositories import DAY, PERSON, Scratch, new_project, new_repository
from planbook import comparing
from planbook.as_of import fixed_as_of
from planbook.checked import Since
from planbook.comparing import compare_since
from planbook.history import causes, earlier
from planbook.linking.link import gather_handbook
from planbook.pipeline import check_project
from planbook.reading.git.revision import open_revision

GOAL = f"{PERSON}/goals/revenue.yaml"
FEEDBACK = f"{PERSON}/feedback/visit.yaml"
WEEKLY = "content/meetings/weekly.yaml"
LATE = "content/tools/late.yaml"
# A reference to nobody: an error that stands in a document of its own.
LATE_TEXT = "kind: tool\ntitle: Late\ntype: other\nowner: nobody-there\npurpose: X\n"
MORE = """\
kind: tool
id: {id}
title: {id}
type: other
owner: {owner}
purpose: X
"""


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)


@pytest.fixture
def scratch(tmp_path: Path) -> Scratch:
    return new_project(tmp_path)


def since(scratch: Scratch, revision: str = "main") -> Since:
    return compare_since(check_project(scratch.root, fixed_as_of(DAY)), revision)


def told(found: Since) -> list[tuple[str, str]]:
    return [(each.path, each.code) for each in found.checked.diagnostics]


def on_main(scratch: Scratch, path: str, text: str) -> None:
    """Add a file to the commit that everything is compared with."""
    scratch.write(path, text)
    scratch.commit()
    scratch.git("branch", "--force", "main")


def test_nothing_changed_nothing_told(scratch: Scratch) -> None:
    on_main(scratch, LATE, LATE_TEXT)
    found = since(scratch)
    assert told(found) == []
    assert found.older == 1


def test_a_change_elsewhere_does_not_answer_for_what_was_there(scratch: Scratch) -> None:
    on_main(scratch, LATE, LATE_TEXT)
    scratch.change(GOAL, "title: ", "title: More ")
    found = since(scratch)
    assert told(found) == []
    assert found.older == 1


def test_all_that_is_wrong_with_a_changed_document_is_told(scratch: Scratch) -> None:
    on_main(scratch, LATE, LATE_TEXT)
    scratch.change(LATE, "title: Late", "title: Later")
    found = since(scratch)
    assert told(found) == [(LATE, "link-unknown-id")]
    assert found.older == 0


@pytest.mark.parametrize("is_committed", [True, False])
def test_files_that_are_not_committed_belong_to_the_change(
    scratch: Scratch, is_committed: bool
) -> None:
    scratch.write(LATE, LATE_TEXT)
    if is_committed:
        scratch.commit()
    assert told(since(scratch)) == [(LATE, "link-unknown-id")]


def test_what_a_change_breaks_elsewhere_is_told_there(scratch: Scratch) -> None:
    on_main(scratch, "content/tools/abacus.yaml", MORE.format(id="abacus", owner="carl-brook"))
    on_main(scratch, LATE, LATE_TEXT)
    (scratch.root / "content/people/carl-brook/person.yaml").unlink()
    found = since(scratch)
    paths = {path for path, _ in told(found)}
    assert ("content/tools/abacus.yaml", "link-unknown-id") in told(found)
    assert LATE not in paths
    assert found.older == 1


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: f"# A remark\n\n{text}",
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("title: Late", "title:   'Late'  # late"),
        lambda text: "\n".join([*reversed(text.strip().split("\n")), ""]),
        lambda text: f"\ufeff{text}",
    ],
    ids=["remark", "line-ends", "quotes", "order", "mark"],
)
def test_another_way_to_write_the_same_is_no_change(
    scratch: Scratch, rewrite: Callable[[str], str]
) -> None:
    on_main(scratch, LATE, LATE_TEXT)
    (scratch.root / LATE).write_bytes(rewrite(LATE_TEXT).encode())
    found = since(scratch)
    assert told(found) == []
    assert found.older == 1


def test_true_in_the_place_of_one_is_a_change(scratch: Scratch) -> None:
    text = f"id: late\n{LATE_TEXT}extra: {{a: 1}}\n"
    on_main(scratch, LATE, text)
    scratch.change(LATE, "a: 1", "a: true")
    assert told(since(scratch)) == [(LATE, "link-unknown-id")]


@pytest.mark.parametrize("is_committed", [True, False])
def test_a_file_that_moves_is_no_change(scratch: Scratch, is_committed: bool) -> None:
    on_main(scratch, LATE, f"id: late\n{LATE_TEXT}")
    on_main(scratch, "content/tools/broken.yaml", "kind: tool\n title: [\n")
    for name in ("late", "broken"):
        target = scratch.root / f"content/elsewhere/{name}.yaml"
        target.parent.mkdir(exist_ok=True)
        (scratch.root / f"content/tools/{name}.yaml").rename(target)
    if is_committed:
        scratch.commit()
    found = since(scratch)
    assert told(found) == []
    assert found.older == 2


def test_one_of_two_documents_in_a_file_changes(scratch: Scratch) -> None:
    two = "\n---\n".join(MORE.format(id=id_, owner="nobody-there") for id_ in ("one", "two"))
    on_main(scratch, "content/tools/two.yaml", two)
    scratch.change("content/tools/two.yaml", "title: two", "title: Second")
    found = since(scratch)
    assert [each.subject for each in found.checked.diagnostics] == ["tool:two"]
    assert found.older == 1


def test_what_is_wrong_once_more_is_told_once(scratch: Scratch) -> None:
    on_main(scratch, LATE, f"id: late\n{LATE_TEXT}")
    scratch.write("content/tools/second.yaml", f"id: late\n{LATE_TEXT}")
    found = since(scratch)
    assert ("content/tools/second.yaml", "link-duplicate-id") in told(found)


def test_a_broken_file_is_told_with_the_rest_of_the_change(scratch: Scratch) -> None:
    on_main(scratch, LATE, LATE_TEXT)
    scratch.write(GOAL, "kind: goal\n title: [\n")
    found = since(scratch)
    assert {path for path, _ in told(found)} == {GOAL}
    assert found.older == 1


def test_a_file_that_was_broken_before_and_is_not_now(scratch: Scratch) -> None:
    text = scratch.read(GOAL)
    on_main(scratch, LATE, LATE_TEXT)
    on_main(scratch, GOAL, "kind: goal\n title: [\n")
    scratch.write(GOAL, text)
    found = since(scratch)
    assert told(found) == []
    assert found.older == 1
    assert any("had errors" in note["en"] for note in found.notes)


def test_a_table_that_changes_changes_its_metric(scratch: Scratch) -> None:
    metric = "kind: metric\nid: calls\ntitle: Calls\nunit: calls\nowner: nobody-there\n"
    metric += "direction: increase\ndata: calls.csv\n"
    on_main(scratch, "content/metrics/calls.csv", "date,subject,value\n2026-08-31,bea-stone,4\n")
    on_main(scratch, "content/metrics/calls.yaml", metric)
    assert since(scratch).older
    before = since(scratch).older
    scratch.write("content/metrics/calls.csv", "date,subject,value\n2026-08-31,bea-stone,5\n")
    found = since(scratch)
    assert {path for path, _ in told(found)} == {"content/metrics/calls.yaml"}
    assert found.older is not None
    assert before is not None
    assert found.older + len(told(found)) == before


def test_a_table_is_read_by_whichever_metric_names_it(scratch: Scratch) -> None:
    metric = "kind: metric\nid: {id}\ntitle: X\nunit: calls\nowner: bea-stone\n"
    metric += "direction: increase\ndata: calls.csv\n"
    on_main(scratch, "content/metrics/calls.csv", "date,subject,value\nnever,bea-stone,4\n")
    on_main(scratch, "content/metrics/one.yaml", metric.format(id="one"))
    scratch.write("content/metrics/two.yaml", metric.format(id="two"))
    one = since(scratch)
    assert {path for path, _ in told(one)} == {"content/metrics/two.yaml"}
    assert one.older
    # Where it is the first to read the table, what is wrong in there comes of it.
    (scratch.root / "content/metrics/one.yaml").unlink()
    on_main(scratch, "content/tools/x.yaml", MORE.format(id="x", owner="bea-stone"))
    (scratch.root / "content/metrics/two.yaml").unlink()
    scratch.commit()
    scratch.git("branch", "--force", "main")
    scratch.write("content/metrics/two.yaml", metric.format(id="two"))
    assert "content/metrics/calls.csv" in {path for path, _ in told(since(scratch))}


def test_a_chapter_is_its_translations_too(scratch: Scratch) -> None:
    scratch.change("planbook.yaml", "title:", "languages: [en, zh]\ntitle:")
    on_main(scratch, "content/handbook/way.md", "---\ntitle: Way\n---\n\n[x](nothing.md)\n")
    on_main(scratch, "content/handbook/way.zh.md", "---\ntitle: 道\n---\n\n正文\n")
    assert told(since(scratch)) == []
    scratch.change("content/handbook/way.zh.md", "正文", "另外的正文")
    assert "content/handbook/way.md" in {path for path, _ in told(since(scratch))}


@pytest.mark.parametrize("project", ["", "plans"])
def test_settings_that_change_are_compared_with_those_of_then(tmp_path: Path, project: str) -> None:
    scratch = new_project(tmp_path, project)
    on_main(scratch, LATE, LATE_TEXT)
    scratch.change("planbook.yaml", "title: ", "title: More ")
    found = since(scratch)
    assert told(found) == []
    assert found.older == 1


def test_a_rule_that_is_made_graver_does_not_bring_back_what_was_there(scratch: Scratch) -> None:
    on_main(scratch, FEEDBACK, "audience: team\n" + scratch.read(FEEDBACK))
    scratch.write(
        "planbook.yaml",
        scratch.read("planbook.yaml") + "\nrules:\n  document-audience-widened: hint\n",
    )
    found = since(scratch)
    assert told(found) == []
    assert found.older == 1


def test_an_error_of_the_project_is_always_told(scratch: Scratch) -> None:
    on_main(scratch, "planbook.yaml", scratch.read("planbook.yaml") + "\nnonsense: 1\n")
    found = since(scratch)
    assert told(found) == [("planbook.yaml", "config-unknown-key")]
    assert found.older is None


@pytest.mark.parametrize(
    ("then", "words"),
    [("nonsense: [\n", "had errors at"), ("nonsense: 1\n", "had errors at"), (None, "no planbook")],
)
def test_settings_that_were_broken_or_absent(tmp_path: Path, then: str | None, words: str) -> None:
    scratch = new_project(tmp_path)
    settings = scratch.read("planbook.yaml")
    scratch.write(LATE, LATE_TEXT)
    if then is None:
        (scratch.root / "planbook.yaml").unlink()
    else:
        scratch.write("planbook.yaml", then)
    scratch.commit()
    scratch.git("branch", "--force", "main")
    scratch.write("planbook.yaml", settings)
    found = since(scratch)
    assert told(found) == []
    assert found.older == 1
    assert any(words in note["en"] for note in found.notes)


def test_a_project_that_did_not_exist_is_all_new(tmp_path: Path) -> None:
    scratch = new_repository(tmp_path, "plans")
    (tmp_path / "README").write_text("x", "utf-8")
    scratch.commit()
    scratch.git("switch", "--quiet", "--create", "work")
    made = new_project(tmp_path / "made")
    for path in made.git("ls-files").splitlines():
        scratch.write(path, made.read(path))
    scratch.write(LATE, LATE_TEXT)
    found = since(scratch)
    assert told(found) == [(LATE, "link-unknown-id")]
    assert found.older == 0
    assert any("did not exist" in note["en"] for note in found.notes)


def test_documents_of_an_older_schema_are_compared_as_far_as_they_go(scratch: Scratch) -> None:
    on_main(scratch, LATE, LATE_TEXT)
    on_main(scratch, "content/tools/old.yaml", "kind: tool\ntitle: Old\nformer_name: x\n")
    scratch.write("content/tools/old.yaml", MORE.format(id="old", owner="bea-stone"))
    found = since(scratch)
    assert told(found) == []
    assert found.older == 1


def test_work_on_a_branch_is_not_blamed_for_what_main_got(scratch: Scratch) -> None:
    scratch.change(GOAL, "title: ", "title: More ")
    scratch.commit()
    scratch.git("switch", "--quiet", "main")
    scratch.write(LATE, LATE_TEXT)
    scratch.commit()
    scratch.git("switch", "--quiet", "work")
    assert told(since(scratch)) == []
    scratch.git("merge", "--quiet", "--no-edit", "main")
    found = since(scratch)
    assert told(found) == []
    assert found.older == 1


def test_a_submodule_that_did_not_change_is_not_blamed(tmp_path: Path) -> None:
    part = new_repository(tmp_path / "part")
    part.write("late.yaml", LATE_TEXT)
    part.commit()
    scratch = new_project(tmp_path / "whole")
    scratch.git("submodule", "--quiet", "add", part.folder.as_uri(), "content/part")
    scratch.commit()
    scratch.git("branch", "--force", "main")
    assert told(since(scratch)) == []
    (scratch.root / "content/part/late.yaml").write_text(LATE_TEXT + "notes: x\n", "utf-8")
    assert told(since(scratch)) == [("content/part/late.yaml", "link-unknown-id")]


# Audiences


def errors(found: Since) -> list[tuple[str, str, str]]:
    return [
        (each.path, each.pointer, each.code)
        for each in found.checked.diagnostics
        if each.severity == "error"
    ]


def test_a_document_that_more_people_see_is_an_error_once(scratch: Scratch) -> None:
    scratch.write(FEEDBACK, "audience: team\n" + scratch.read(FEEDBACK))
    found = since(scratch)
    assert errors(found) == [(FEEDBACK, "/audience", "document-audience-widened")]
    assert len(told(found)) == 1


def test_a_wide_document_that_did_not_change_is_not_told(scratch: Scratch) -> None:
    on_main(scratch, FEEDBACK, "audience: team\n" + scratch.read(FEEDBACK))
    scratch.change(WEEKLY, "title: ", "title: More ")
    assert told(since(scratch)) == []
    # Nor is it an error where something else in it changes.
    scratch.change(FEEDBACK, "title: ", "title: More ")
    found = since(scratch)
    assert errors(found) == []
    assert told(found) == [(FEEDBACK, "document-audience-widened")]


def test_a_new_document_that_is_wide_is_advice(scratch: Scratch) -> None:
    # Two of the kind that is there would be nothing but criticism.
    text = scratch.read(FEEDBACK).replace("id: ", "id: another-")
    text = text.replace("type: constructive", "type: praise")
    scratch.write(f"{PERSON}/feedback/more.yaml", f"audience: team\n{text}")
    found = since(scratch)
    assert errors(found) == []
    assert told(found) == [(f"{PERSON}/feedback/more.yaml", "document-audience-widened")]


def test_a_document_that_fewer_people_see_is_not_told(scratch: Scratch) -> None:
    scratch.write(WEEKLY, "audience: private\n" + scratch.read(WEEKLY))
    assert errors(since(scratch)) == []


def test_a_meeting_of_two_that_becomes_one_of_all(scratch: Scratch) -> None:
    text = scratch.read(WEEKLY)
    on_main(scratch, WEEKLY, text.replace("type: weekly", "type: one_on_one"))
    scratch.write(WEEKLY, text)
    assert errors(since(scratch)) == [(WEEKLY, "/type", "document-audience-widened")]


def test_an_audience_that_is_taken_out_of_a_document(scratch: Scratch) -> None:
    text = scratch.read(WEEKLY)
    on_main(scratch, WEEKLY, f"audience: private\n{text}")
    scratch.write(WEEKLY, text)
    assert errors(since(scratch)) == [(WEEKLY, "/audience", "document-audience-widened")]


def test_a_document_that_moves_and_widens(scratch: Scratch) -> None:
    (scratch.root / FEEDBACK).rename(scratch.root / "content/visit.yaml")
    scratch.write("content/visit.yaml", "audience: public\n" + scratch.read("content/visit.yaml"))
    found = since(scratch)
    assert errors(found) == [("content/visit.yaml", "/audience", "document-audience-widened")]
    assert "anybody" in found.checked.diagnostics[0].message["en"]


def test_a_document_that_is_given_another_id_and_widens(scratch: Scratch) -> None:
    text = scratch.read(FEEDBACK).replace("id: ", "id: another-")
    scratch.write(FEEDBACK, f"audience: team\n{text}")
    assert errors(since(scratch)) == [(FEEDBACK, "/audience", "document-audience-widened")]


OVERLAY = '{"properties": {"audience": {"default": "private"}%s}}'


def test_a_kind_whose_documents_become_visible_is_told_once(scratch: Scratch) -> None:
    on_main(scratch, "schemas/tool.schema.json", OVERLAY % "")
    scratch.write(
        "content/tools/b.yaml", MORE.format(id="b", owner="bea-stone") + "audience: private\n"
    )
    scratch.write("schemas/tool.schema.json", "{}")
    found = errors(since(scratch))
    assert found == [
        ("schemas/tool.schema.json", "/properties/audience/default", "document-audience-widened")
    ]


def test_a_field_that_becomes_visible(scratch: Scratch) -> None:
    schema = '{"properties": {"price": {"type": "string"%s}}}'
    on_main(scratch, "schemas/tool.schema.json", schema % ', "x-audience": "private"')
    scratch.write("schemas/tool.schema.json", schema % "")
    assert errors(since(scratch)) == [
        (
            "schemas/tool.schema.json",
            "/properties/price/x-audience",
            "document-audience-widened",
        )
    ]


READER = "\nreaders:\n  hr:\n    title: HR\n    sees: [{sees}]\n    of: [{of}]\n"


@pytest.mark.parametrize(
    ("before", "now", "pointer"),
    [
        ("", READER.format(sees="review", of="all"), "/readers/hr"),
        (
            READER.format(sees="review", of="channel-sales"),
            READER.format(sees="review, improvement", of="channel-sales"),
            "/readers/hr/sees/1",
        ),
        (
            READER.format(sees="review", of="channel-sales"),
            READER.format(sees="review", of="all"),
            "/readers/hr/of/0",
        ),
        (
            READER.format(sees="review", of="all") + "    not_about: [bea-stone]\n",
            READER.format(sees="review", of="all"),
            "/readers/hr/not_about",
        ),
    ],
)
def test_a_reader_who_sees_more(scratch: Scratch, before: str, now: str, pointer: str) -> None:
    settings = scratch.read("planbook.yaml")
    on_main(scratch, "planbook.yaml", settings + before)
    scratch.write("planbook.yaml", settings + now)
    found = errors(since(scratch))
    assert found == [("planbook.yaml", pointer, "document-audience-widened")]
    # The other way round is no matter.
    scratch.commit()
    scratch.git("branch", "--force", "main")
    scratch.write("planbook.yaml", settings + before)
    assert errors(since(scratch)) == []


# Speed


def test_only_what_changed_is_read_and_only_rules_in_question_run(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_main(scratch, LATE, "audience: team\n" + LATE_TEXT)
    on_main(scratch, FEEDBACK, "audience: team\n" + scratch.read(FEEDBACK))
    reads: list[int] = []
    parsed: list[int] = []
    rules: list[int] = []
    indexed: list[int] = []

    def read(*arguments: Any) -> earlier.Earlier:
        found = earlier.read_earlier(*arguments)
        reads.append(arguments[0].reads)
        parsed.append(found.parsed)
        return found

    def find(*arguments: Any, **named: Any) -> causes.Caused:
        found = causes.find_caused(*arguments, **named)
        rules.append(found.rules_run)
        return found

    def gather(*arguments: object) -> object:
        indexed.append(1)
        return gathered(*arguments)

    gathered: Callable[..., object] = gather_handbook
    monkeypatch.setattr(comparing, "read_earlier", read)
    monkeypatch.setattr(comparing, "find_caused", find)
    monkeypatch.setattr(causes, "gather_handbook", gather)
    monkeypatch.setattr(causes, "link_handbook", gathered)
    assert since(scratch).older == 2
    # Nothing changed: nothing is read from git, no document parsed, no rule asked.
    assert (reads, parsed, rules, indexed) == ([0], [0], [0], [])


def test_of_the_rules_only_those_in_question_are_asked_again(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_main(scratch, FEEDBACK, "audience: team\n" + scratch.read(FEEDBACK))
    scratch.change(GOAL, "title: ", "title: More ")
    scratch.change(WEEKLY, "title:", "# only a remark\ntitle:")
    seen: list[tuple[int, int, int]] = []

    def read(*arguments: Any) -> earlier.Earlier:
        found = earlier.read_earlier(*arguments)
        seen.append((arguments[0].reads, found.parsed, 0))
        return found

    def find(*arguments: Any, **named: Any) -> causes.Caused:
        found = causes.find_caused(*arguments, **named)
        seen.append((0, 0, found.rules_run))
        return found

    monkeypatch.setattr(comparing, "read_earlier", read)
    monkeypatch.setattr(comparing, "find_caused", find)
    found = since(scratch)
    assert (told(found), found.older) == ([], 1)
    assert seen == [(2, 2, 0), (0, 0, 1)]


# The short way and the long one come to the same


EDITS: list[Callable[[Scratch], object]] = [
    lambda scratch: scratch.change(GOAL, "title: ", "title: More "),
    lambda scratch: (scratch.root / "content/people/carl-brook/person.yaml").unlink(),
    lambda scratch: (scratch.root / "content/metrics/channel-revenue.yaml").unlink(),
    lambda scratch: (scratch.root / "content/objectives/revenue.yaml").unlink(),
    lambda scratch: scratch.change(GOAL, "id: ", "id: other-"),
    lambda scratch: scratch.write("content/tools/x.yaml", MORE.format(id="x", owner="x")),
    lambda scratch: scratch.write(GOAL, "kind: goal\n title: [\n"),
    lambda scratch: scratch.write(GOAL, "kind: goal\ntitle: 1\n"),
    lambda scratch: scratch.change("content/roles/channel-manager.yaml", "id: ", "id: old-"),
    lambda scratch: scratch.change(
        f"{PERSON}/person.yaml", "manager: alex-reed", "manager: carl-brook"
    ),
    lambda scratch: scratch.change("content/tools/crm.yaml", "owner: ", "owner: x-"),
]


@pytest.mark.parametrize("number", range(len(EDITS)))
@pytest.mark.parametrize("is_bad_before", [False, True])
def test_what_is_told_is_what_a_full_check_of_then_leaves(
    scratch: Scratch, tmp_path_factory: pytest.TempPathFactory, number: int, is_bad_before: bool
) -> None:
    on_main(scratch, LATE, LATE_TEXT)
    on_main(scratch, FEEDBACK, "audience: team\n" + scratch.read(FEEDBACK))
    if is_bad_before:
        on_main(scratch, "content/tools/broken.yaml", "kind: tool\n title: [\n")
    EDITS[number](scratch)
    now = check_project(scratch.root, fixed_as_of(DAY))
    opened = open_revision(scratch.root, "main").value
    assert opened is not None
    with opened as files:
        same = {path: path in files.unchanged for path in files.paths}
    # check_revision leaves advice out: a full check needs the files themselves.
    folder = tmp_path_factory.mktemp("then") / "main"
    scratch.git("worktree", "add", "--quiet", "--detach", str(folder), "main")
    inside = scratch.root.relative_to(scratch.folder)
    then = check_project(folder / inside, fixed_as_of(DAY))
    before = Counter(
        (each.code, each.subject or each.path, each.pointer, each.message["en"])
        for each in then.diagnostics
    )
    expected = []
    for each in now.diagnostics:
        identity = (each.code, each.subject or each.path, each.pointer, each.message["en"])
        if not same.get(each.path, False):
            expected.append(identity)
        elif before[identity]:
            before[identity] -= 1
        else:
            expected.append(identity)
    found = since(scratch)
    assert [
        (each.code, each.subject or each.path, each.pointer, each.message["en"])
        for each in found.checked.diagnostics
    ] == expected
    assert found.older == len(now.diagnostics) - len(expected)
