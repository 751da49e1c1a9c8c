"""Who owns which files, as GitHub and GitLab would read what is written."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from planbook.as_of import fixed_as_of
from planbook.codeowners.lines import owner_lines
from planbook.codeowners.owners import Ownership, find_owners
from planbook.diagnostics.finding import Severity
from planbook.pipeline import check_project

DAY = datetime.date(2026, 9, 10)
HEAD = "kind: person\nid: head\nname: Head\nrole: r\nstarted: 2020-01-01\n"
LEAD = "kind: person\nid: lead\nname: Lead\nrole: r\nmanager: head\nstarted: 2020-01-01\n"
ONE = "kind: person\nid: one\nname: One\nrole: r\nmanager: lead\nstarted: 2020-01-01\n"
ROLE = "kind: role\nid: r\ntitle: Role\npurpose: P\nduties: [{title: D}]\n"
BASE = {
    "content/roles/r.yaml": ROLE,
    "content/people/head/person.yaml": f"{HEAD}contacts: {{github: hh}}\n",
    "content/people/lead/person.yaml": f"{LEAD}contacts: {{github: ll}}\n",
    "content/people/one/person.yaml": f"{ONE}contacts: {{github: oo}}\n",
}


def ownership(
    root: Path, files: Mapping[str, str], base: Mapping[str, str] = BASE
) -> tuple[Ownership, frozenset[str]]:
    for path, text in {"planbook.yaml": "title: T\n", **base, **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    checked = check_project(root, fixed_as_of(DAY))
    assert checked.handbook is not None
    wrong = [found for found in checked.diagnostics if found.severity is Severity.ERROR]
    assert [f"{found.path} {found.message}" for found in wrong if found.code != "yaml-syntax"] == []
    return find_owners(checked.handbook, DAY), checked.sources.paths


def lines(root: Path, files: Mapping[str, str], base: Mapping[str, str] = BASE) -> list[str]:
    return owner_lines(*ownership(root, files, base))


def owner_of(path: str, written: list[str]) -> tuple[str, ...]:
    """Who owns ``path``, read as gitignore's patterns are: the last line that matches decides."""
    found: tuple[str, ...] = ()
    for line in written:
        pattern, *names = re.split(r"(?<!\\) ", line)
        expression = "".join(
            "[^/]" if sign == "?" else re.escape(sign)
            for sign in pattern.removeprefix("/").replace("\\ ", " ")
        )
        if re.fullmatch(f"{expression}.+" if pattern.endswith("/") else expression, path):
            found = tuple(name.removeprefix("@") for name in names)
    return found


def test_a_persons_files_belong_to_the_person_and_the_nearest_manager(tmp_path: Path) -> None:
    assert lines(tmp_path, {}) == [
        "/content/ @hh",
        "/content/people/lead/ @ll @hh",
        "/content/people/one/ @oo @ll",
    ]


def test_a_manager_without_an_account_is_passed_over(tmp_path: Path) -> None:
    written = lines(tmp_path, {"content/people/lead/person.yaml": LEAD})
    assert owner_of("content/people/one/goals/g.yaml", written) == ("oo", "hh")
    assert owner_of("content/people/lead/goals/g.yaml", written) == ("hh",)


@pytest.mark.parametrize(
    "gone",
    [f"{LEAD}ended: 2026-08-31\ncontacts: {{github: ll}}\n", LEAD.replace("2020", "2027")],
    ids=["has left", "has not begun"],
)
def test_who_is_not_in_service_owns_nothing(gone: str, tmp_path: Path) -> None:
    written = lines(tmp_path, {"content/people/lead/person.yaml": gone})
    assert not any("@ll" in line for line in written)
    assert owner_of("content/people/one/person.yaml", written) == ("oo", "hh")


def test_nobody_decides_alone_about_the_own_review(tmp_path: Path) -> None:
    without = {"content/people/lead/person.yaml": LEAD, "content/people/head/person.yaml": HEAD}
    assert lines(tmp_path, without) == []


def partner(id_: str, manager: str, **more: str) -> str:
    rest = "".join(f"{name}: {value}\n" for name, value in more.items())
    return f"kind: partner\nid: {id_}\ntitle: P\ntype: distributor\nmanager: {manager}\n{rest}"


def test_a_folder_of_one_owner_is_one_line(tmp_path: Path) -> None:
    files = {f"content/partners/{name}.yaml": partner(name, "one") for name in ("a", "b")}
    assert "/content/partners/ @oo @ll" in lines(tmp_path, files)
    mixed = lines(tmp_path, {"content/partners/c.yaml": partner("c", "lead")})
    assert [line for line in mixed if "partners" in line] == [
        "/content/partners/a.yaml @oo @ll",
        "/content/partners/b.yaml @oo @ll",
        "/content/partners/c.yaml @ll @hh",
    ]


def test_what_lies_in_anothers_folder_keeps_its_owner(tmp_path: Path) -> None:
    path = "content/people/one/partner.yaml"
    written = lines(tmp_path, {path: partner("a", "lead")})
    assert owner_of(path, written) == ("ll", "hh")
    assert owner_of("content/people/one/person.yaml", written) == ("oo", "ll")


@pytest.mark.parametrize(
    "hidden",
    [
        "kind: review\nid: r\ntitle: R\nperson: one\nreviewer: lead\nperiod: 2026-08\n"
        "date: 2026-09-01\n",
        "kind: improvement\nid: i\ntitle: T\nperson: one\nopened: 2026-08-01\nfacts: F\n"
        "outcome: open\n",
        partner("a", "one", audience="private"),
        partner("a", "one", state="draft"),
    ],
    ids=["review", "improvement", "private", "draft"],
)
def test_what_the_team_may_not_read_has_no_line_of_its_own(hidden: str, tmp_path: Path) -> None:
    before = lines(tmp_path, {})
    assert lines(tmp_path, {"content/plans/p.yaml": hidden}) == before
    shared = f"{partner('b', 'one')}---\n{hidden}"
    assert lines(tmp_path, {"content/plans/p.yaml": shared}) == before


def test_a_document_of_many_belongs_to_the_head(tmp_path: Path) -> None:
    training = (
        "kind: training\nid: t\ntitle: T\nperiod: 2026\nitems: [{title: T}]\nfor: [one, lead]\n"
    )
    meeting = (
        "kind: meeting\nid: m\ntitle: M\ntype: weekly\nattendees: [one, lead]\n"
        "starts: 2026-09-01T09:00\nminutes: 30\nowner: one\n"
    )
    files = {"content/a/t.yaml": training, "content/b/m.yaml": meeting}
    written = lines(tmp_path, files)
    assert owner_of("content/a/t.yaml", written) == ("hh",)
    # Where somebody is named as the owner, that is whom it belongs to.
    assert owner_of("content/b/m.yaml", written) == ("oo", "ll")


def test_a_teams_document_belongs_to_its_lead(tmp_path: Path) -> None:
    team = "kind: team\nid: t\ntitle: T\nlead: lead\n"
    path = "content/teams/t.yaml"
    assert owner_of(path, lines(tmp_path, {path: team})) == ("ll", "hh")


def test_beside_a_file_that_cannot_be_read_no_folder_is_one_persons(tmp_path: Path) -> None:
    files = {
        "content/partners/a.yaml": partner("a", "one"),
        "content/partners/b.yaml": "kind: [\n",
    }
    written = lines(tmp_path, files)
    assert [line for line in written if "partners" in line] == ["/content/partners/a.yaml @oo @ll"]


def test_people_in_one_folder_own_their_files(tmp_path: Path) -> None:
    flat = {
        "content/staff/head.yaml": BASE["content/people/head/person.yaml"],
        "content/staff/lead.yaml": BASE["content/people/lead/person.yaml"],
        "content/staff/one.yaml": BASE["content/people/one/person.yaml"],
    }
    written = lines(tmp_path, flat, base={"content/roles/r.yaml": ROLE})
    assert [line for line in written if "staff" in line] == [
        "/content/staff/lead.yaml @ll @hh",
        "/content/staff/one.yaml @oo @ll",
    ]


ODD = [
    *("a b.yaml", "王静 计划.yaml", "#1.yaml", "!a.yaml", "a [1].yaml", "x*y.yaml", "q?.yaml"),
    *("back\\slash.yaml", "tab\tname.yaml", "@hh.yaml", "a #b.yaml", "日程　表.yaml"),
]


@pytest.mark.parametrize("name", ODD)
def test_odd_names_are_matched_by_what_is_written(name: str, tmp_path: Path) -> None:
    owned = Ownership(("hh",), {}, {f"content/{name}": ("oo",)})
    written = owner_lines(owned, [f"content/{name}", "content/other.yaml"])
    assert all(line.startswith("/") and "\n" not in line for line in written)
    assert not re.search(r"[\[\]#*\t]", "".join(written))
    if name != "tab\tname.yaml":
        assert owner_of(f"content/{name}", written) == ("oo",)
    assert owner_of("content/other.yaml", written) == ("hh",)


def test_a_name_that_cannot_be_meant_alone_stays_with_its_folder() -> None:
    names = {f"content/{name}": ("oo",) for name in ("a[1.yaml", "a\nb.yaml")}
    written = owner_lines(
        Ownership(("hh",), {}, names), [*names, "content/a]1.yaml", "content/ab1.yaml"]
    )
    assert written == ["/content/ @hh"]


def test_the_project_may_be_a_folder_of_the_repository(tmp_path: Path) -> None:
    found, paths = ownership(tmp_path, {})
    assert owner_lines(found, paths, "team plan/", ("team plan/planbook.yaml", "CODEOWNERS")) == [
        "/team\\ plan/content/ @hh",
        "/team\\ plan/planbook.yaml @hh",
        "/CODEOWNERS @hh",
        "/team\\ plan/content/people/lead/ @ll @hh",
        "/team\\ plan/content/people/one/ @oo @ll",
    ]


def test_the_lines_grow_with_the_files_and_no_faster() -> None:
    paths = [f"content/p/{number} [x].yaml" for number in range(20_000)]
    owned = Ownership(("hh",), {}, {path: (f"o{at % 7}",) for at, path in enumerate(paths)})
    assert len(owner_lines(owned, paths)) == 20_001
