"""A small company with a secret in every hidden place, built for each of its readers.

Two projects that differ only in what a reader may not see must give that reader the same bytes:
in the site, in every format of the scores, and in what the build itself says. Who may see which
secret is decided here by a table of its own, not by the code under test.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from builders.repositories import new_repository
from planbook.cli.main import run

EVERY_EDITION = ("public", "team", "ann", "bob", "eve", "hr")

# Each secret, what it is in two projects, and the editions that see it.
SECRETS: Mapping[str, tuple[str, str, frozenset[str]]] = {
    "FEEDBACK_BOB": ("SECRETaa", "SECRETbbb", frozenset({"ann", "bob", "eve", "hr"})),
    "FEEDBACK_ANN": ("SECRETac", "SECRETbbd", frozenset({"ann"})),
    "LOOKING_BACK": ("SECRETad", "SECRETbbe", frozenset({"ann"})),
    "ONE_TO_ONE": ("SECRETae", "SECRETbbf", frozenset({"ann", "bob"})),
    "EXIT_NOTE": ("SECRETaf", "SECRETbbg", frozenset({"ann", "eve", "hr"})),
    "WARNING": ("SECRETag", "SECRETbbh", frozenset({"ann", "bob"})),
    "DRAFT": ("SECRETah", "SECRETbbi", frozenset({"bob"})),
    "OBJECTIVE": ("SECRETai", "SECRETbbj", frozenset()),
    "objective-id": ("secret-aim", "secret-other-aim", frozenset()),
    "hire-id": ("secret-hire", "secret-newcomer", frozenset()),
    "HIRE": ("SECRETaj", "SECRETbbk", frozenset()),
    "picture": ("secret-plan", "secret-map", frozenset({"ann", "bob", "eve", "hr"})),
    "7310001": ("7310001", "8420002", frozenset({"ann", "bob", "eve", "hr"})),  # quota of the role
    "7310003": ("7310003", "8420004", frozenset({"ann", "bob", "hr"})),  # Bob's own
    "7310005": ("7310005", "8420006", frozenset({"ann", "bob"})),  # what Bob's goal pays
}

FILES = {
    "planbook.yaml": """
        title: Handbook
        languages: [en, zh]
        as_of: 2026-09-10
        readers:
          hr: {title: Human resources, sees: [feedback, exit_note, incentive], of: east,
               not_about: [ann]}
        """,
    "schemas/exit_note.schema.json": json.dumps(
        {
            "title": "Exit interview",
            "properties": {
                "about": {
                    "$ref": "common.schema.json#/$defs/reference",
                    "x-ref": ["person"],
                    "x-subject": {"sees_own": False},
                },
                "by": {
                    "$ref": "common.schema.json#/$defs/reference",
                    "x-ref": ["person"],
                    "x-author": True,
                },
                "reason": {"$ref": "common.schema.json#/$defs/text"},
            },
            "required": ["about", "reason"],
        }
    ),
    "schemas/letter.schema.json": json.dumps(
        {
            "title": "Letter",
            "properties": {
                "to": {
                    "$ref": "common.schema.json#/$defs/reference",
                    "x-ref": ["person"],
                    "x-subject": True,
                },
                "type": {
                    "enum": ["thanks", "warning"],
                    "x-default-audience": {"warning": "private"},
                },
                "access": {"type": "object", "propertyNames": {"x-ref": ["person"]}},
                "text": {"$ref": "common.schema.json#/$defs/text"},
            },
        }
    ),
    "content/people.yaml": """
        {kind: role, id: manager, title: Manager, purpose: Sell, duties: [{title: Sell}]}
        ---
        {kind: team, id: east, title: East, lead: ann}
        ---
        {kind: person, id: head, name: Head, role: manager}
        ---
        {kind: person, id: ann, name: Ann, role: manager, manager: head, team: east}
        ---
        {kind: person, id: bob, name: Bob, role: seller, manager: ann, team: east}
        ---
        {kind: person, id: eve, name: Eve, role: seller, manager: head}
        ---
        {kind: role, id: seller, title: Seller, purpose: Sell, duties: [{title: Sell}]}
        ---
        {kind: person, id: "«hire-id»", name: "«HIRE»", role: manager, audience: private}
        """,
    "content/private.yaml": """
        {kind: feedback, id: to-bob, title: "«FEEDBACK_BOB»", to: bob, from: eve,
         date: 2026-08-01,
         situation: "TODO «FEEDBACK_BOB»", behaviour: "see ![it](«picture».png)", impact: I,
         notes: "![it](«picture».png)"}
        ---
        {kind: feedback, id: to-ann, title: T, to: ann, from: head, date: 2026-08-01,
         situation: "«FEEDBACK_ANN»", behaviour: B, impact: I}
        ---
        {kind: retrospective, id: east, title: T, team: east, period: 2026-Q2, audience: private,
         wins: ["«LOOKING_BACK»"]}
        ---
        {kind: meeting, id: talk, title: Talk, type: one_on_one, owner: ann, attendees: [bob],
         starts: "2026-01-13T10:00", minutes: 30, recurs: weekly,
         log: [{date: 2026-09-01, decisions: ["«ONE_TO_ONE»"]}]}
        ---
        {kind: exit_note, id: note, title: Leaving, about: bob, by: eve, reason: "«EXIT_NOTE»"}
        ---
        {kind: letter, id: warning, title: "«WARNING»", to: bob, type: warning}
        ---
        {kind: feedback, id: draft, title: "«DRAFT»", to: ann, from: bob, date: 2026-08-01,
         situation: S, behaviour: B, impact: I, state: draft}
        ---
        {kind: objective, id: "«objective-id»", title: "«OBJECTIVE»", owner: head, period: 2026,
         audience: private, notes: "«OBJECTIVE»"}
        """,
    "content/open.yaml": """
        {kind: letter, id: thanks, title: Thanks, audience: public, to: bob, type: thanks,
         access: {"«hire-id»": all, "person:«hire-id»": all},
         extra: {"person:«hire-id»": all, "PERSON：«hire-id»": all,
         deep: {"/people/«hire-id»/": 1}},
         tags: ["objective:«objective-id»"],
         links: [{title: Aim, url: "https://handbook.example/objectives/«objective-id»/"}],
         text: "ask _person:«hire-id»_, a-objective:«objective-id» or\\
           objective&colon;«objective-id»",
         notes: "[aim](objective\\\\:«objective-id») and objective:\\u200b«objective-id», then\\
           /objectives/«objective-id»/index.html or OBJECTIVE%3A«objective-id»."}
        ---
        {kind: incentive, id: plan, title: Plan, for: [role:seller], period: 2026,
         basis: {metric: sales}, quota: «7310001», variable: 9000, currency: EUR, mode: marginal,
         tiers: [{rate: 1}], people: [{person: bob, quota: «7310003»}]}
        ---
        {kind: metric, id: sales, title: Sales, unit: EUR, direction: up, cadence: monthly,
         aggregate: sum, values: [{date: 2026-08-31, subject: bob, value: 400000},
         {date: 2026-08-31, subject: eve, value: 300000},
         {date: 2026-08-31, subject: "«hire-id»", value: 100}]}
        ---
        {kind: goal, id: sell, title: Sell more in 2026, owner: bob, period: 2026,
         specific: {outcome: Sales}, measurable: {type: reach, metric: sales, target: 5000000},
         achievable: {rationale: "as in objective:«objective-id»"},
         relevant: {supports: ["«objective-id»"], why: Growth},
         time_bound: {start: 2026-01-01, due: 2026-12-31},
         rewards: [{when: 1.0, kind: bonus, amount: «7310005», currency: EUR}]}
        """,
}

MORE = """\
{kind: objective, id: gone, title: SECRET gone, owner: head, period: 2026, audience: private}
"""


def spelled(name: str, edition: str, variant: int) -> str:
    """Return a secret's words in a project (0 or 1): the same for all who may see it."""
    own, other, readers = SECRETS[name]
    return own if edition in readers else (own, other)[variant]


def spelled_before(name: str, edition: str, variant: int) -> str:
    """Return what a secret's words were: others, but where nothing happened out of sight (1)."""
    now = spelled(name, edition, variant)
    return now if variant and edition not in SECRETS[name][2] else f"{now}9"


def lay(
    root: Path, edition: str, variant: int, spell: Callable[[str, str, int], str] = spelled
) -> None:
    """Write the project in ``root``, with other words (1) where ``edition`` may not see them."""
    for path, text in FILES.items():
        for name in SECRETS:
            text = text.replace(f"«{name}»", spell(name, edition, variant))
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        lines = text.strip("\n").splitlines()
        margin = len(lines[0]) - len(lines[0].lstrip())
        target.write_text("\n".join(line[margin:] for line in lines), "utf-8")
    picture = spell("picture", edition, variant)
    (root / "content" / f"{picture}.png").write_bytes(b"\x89PNG")


def told(root: Path, edition: str, capsys: pytest.CaptureFixture[str]) -> dict[str, bytes]:
    """Return everything that ``edition`` gets: the site's files, the scores, the build's words."""
    whose = ["--audience" if edition in ("public", "team") else "--viewer", edition]
    call = ["-C", str(root), "--lang", "en"]
    assert run([*call, "build", *whose, "--jobs", "1"]) == 0
    said = capsys.readouterr()
    suffix = "" if edition == "team" else f"-{edition}"
    site = root / f"site{suffix}"
    outputs = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
    for format_ in ("text", "json", "csv", "markdown"):
        assert run([*call, "score", *whose, "--format", format_]) == 0
        outputs[f"score {format_}"] = "".join(capsys.readouterr()).encode()
    outputs["said"] = said.err.encode()
    return outputs


@pytest.mark.parametrize("edition", EVERY_EDITION)
def test_what_an_edition_does_not_see_changes_no_byte_of_it(
    tmp_path: Path, edition: str, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = []
    for variant in (0, 1):
        root = tmp_path / str(variant)
        lay(root, edition, variant)
        outputs.append(told(root, edition, capsys))
    first, second = outputs
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


@pytest.mark.parametrize("edition", EVERY_EDITION)
def test_what_happened_out_of_an_editions_sight_changes_no_byte_of_it(
    tmp_path: Path, edition: str, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = []
    for variant in (0, 1):
        scratch = new_repository(tmp_path / str(variant))
        lay(scratch.root, edition, variant, spelled_before)
        settings = scratch.read("planbook.yaml")
        forge = "repo_url: https://github.com/o/r\nedit_path: edit/main/{path}\n"
        scratch.write("planbook.yaml", f"{settings}\n{forge}")
        scratch.write(".gitignore", ".planbook\nsite*\n")
        scratch.commit(day="2026-07-01", author="ann@example.com")
        lay(scratch.root, edition, variant)
        scratch.write("planbook.yaml", f"{settings}\n{forge}")
        scratch.commit(f"SECRET {variant}", day="2026-09-01", author=f"secret{variant}@example.com")
        if not variant:
            scratch.write("content/more.yaml", MORE)
            scratch.commit("SECRET", day="2026-09-02", author="secret@example.com")
            (scratch.root / "content/more.yaml").unlink()
            scratch.commit("SECRET", day="2026-09-09", author="secret@example.com")
        outputs.append(told(scratch.root, edition, capsys))
    first, second = outputs
    assert b"What changed" in first["index.html"]
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    pages = [content for name, content in first.items() if name.endswith(".html")]
    assert not any(b"secret0@" in page or b"SECRET 0" in page for page in pages)


@pytest.mark.parametrize("edition", EVERY_EDITION)
def test_an_edition_tells_the_secrets_that_it_may_and_no_others(
    tmp_path: Path, edition: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lay(tmp_path, edition, 0)
    outputs = told(tmp_path, edition, capsys)
    everything = "\n".join(
        f"{name}\n{content.decode('utf-8', 'replace')}" for name, content in outputs.items()
    ).replace(",", "")
    found = {name for name, values in SECRETS.items() if values[0] in everything}
    assert found == {name for name, values in SECRETS.items() if edition in values[2]}
