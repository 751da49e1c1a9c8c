"""``planbook new``: one document to fill in."""

from __future__ import annotations

import datetime
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planbook.cli.call import Call

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planbook.model.field import Kind
    from planbook.model.handbook import Handbook
    from planbook.model.settings import Settings
    from planbook.periods import Period

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

# Whom a document belongs to, in the words of its kind: the first of these that it has.
_OWNER_FIELDS = ("owner", "person", "to", "lead", "for", "people")


@click.command("new", short_help="Write a document to fill in.")
@click.argument("kind")
@click.option("--id", "id_", metavar="ID", help="Its id (default: made from what is known).")
@click.option("--owner", metavar="ID", help="Whose it is: the id of a person.")
@click.option("--from", "title", metavar="TEXT", help="Its title (of a person: the name).")
@click.pass_obj
def new_command(
    call: Call, kind: str, id_: str | None, owner: str | None, title: str | None
) -> None:
    """Write one commented document of KIND to content/people/OWNER/ (without an owner to
    content/KINDS/) and print its path.

    The comments come from the schema and say what to fill in. The document is a draft, which the
    team does not see, until its line `state: draft` is taken out. Nothing is written over.
    """
    from planbook.cli.project import fail_on_unknown_kind, fail_on_unsound_project, find_root
    from planbook.pipeline import check_project
    from planbook.reading.schema_bundles import bundle_schema
    from planbook.starter.document import Blank, new_document

    root = find_root(call)
    checked = check_project(root)
    project, handbook = checked.project, checked.handbook
    if project is None:
        fail_on_unsound_project(call)
    described = project.kinds.get(kind)
    if described is None:
        fail_on_unknown_kind(call, kind, project.kinds)
    owner_field = _owner_field(described)
    if owner and owner_field is None and kind != "person":
        call.fail(
            {
                "en": f"a {kind} belongs to nobody in particular: leave --owner out",
                "zh": f"{kind} 不属于某一个人：请去掉 --owner",
            }
        )
    title = title or _ask(call, {"en": "Title", "zh": "标题"})
    if owner_field:
        owner = owner or _ask(call, {"en": "Whose is it (id)", "zh": "属于谁（id）"})
    today = project.settings.as_of or datetime.date.today()
    quarter = _current_quarter(project.settings, today)
    if id_ is None and kind == "person" and owner:
        id_, owner = owner, None
    taken = frozenset(key.id for key in handbook.by_kind.get(kind, ())) if handbook else frozenset()
    id_ = id_ or _free_id(title, owner, f"{quarter.year}-q{quarter.number}", kind, taken)
    _check_ids(call, kind, id_, owner, taken)
    path = root / "content" / _place(described, id_, owner)
    filled: dict[str, object] = {"id": id_}
    if title:
        filled["name" if kind == "person" else "title"] = title
    if owner and owner_field:
        is_list = described.field.properties[owner_field].type == "list"
        filled[owner_field] = [owner] if is_list else owner
    text = new_document(
        bundle_schema(described, project.settings.language),
        Blank(
            filled=filled,
            language=project.settings.language,
            today=today,
            period=f"{quarter.year}-Q{quarter.number}",
            until=quarter.end,
            known=_known_ids(handbook) if handbook else {},
        ),
    )
    _write(call, path, text)
    click.echo(_shown(path, call.directory))


def _owner_field(kind: Kind) -> str | None:
    for name in _OWNER_FIELDS:
        field = kind.field.properties.get(name)
        while field is not None and field.type == "list":
            field = field.element
        if field is not None and field.type == "reference" and "person" in field.refs:
            return name
    return None


def _ask(call: Call, words: Mapping[str, str]) -> str | None:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    answer: str = click.prompt(call.words(words), default="", show_default=False, err=True)
    return answer.strip() or None


def _current_quarter(settings: Settings, today: datetime.date) -> Period:
    from planbook.periods import parse_period

    quarters = (
        parse_period(f"{year}-Q{number}", settings.fiscal_year_start)
        for year in (today.year, today.year - 1)
        for number in (1, 2, 3, 4)
    )
    return next(quarter for quarter in quarters if quarter and quarter.contains(today))


def _known_ids(handbook: Handbook) -> dict[str, str]:
    """Return the first id in force of each kind and vocabulary of the handbook."""
    from planbook.model.ladder import Ladder
    from planbook.model.team import Team

    vocabulary = handbook.settings.vocabulary
    listed: dict[str, Sequence[Any]] = {
        "territory": vocabulary.territories,
        "product_line": vocabulary.product_lines,
    }
    # Levels and competencies are those of the ladder that is named first.
    for ladder in handbook.all(Ladder)[:1]:
        listed |= {"level": ladder.levels, "competency": ladder.competencies}
    for team in handbook.all(Team)[:1]:
        listed["norm"] = team.norms
    known = {
        document.kind: document.id
        for document in reversed(tuple(handbook.documents.values()))
        if document.state == "active"
    }
    return known | {word: terms[0].id for word, terms in listed.items() if terms}


def _free_id(
    title: str | None, owner: str | None, period: str, kind: str, taken: frozenset[str]
) -> str:
    words = "-".join(re.findall(r"[a-z0-9]+", (title or "").lower()))[:60].strip("-")
    # A Chinese title leaves a stray figure at most, which would name nothing.
    named = words if re.search(r"[a-z]{3}", words) and (title or "").isascii() else None
    stem = named or "-".join(part for part in (owner, period, kind.replace("_", "-")) if part)
    count, free = 1, stem
    while free in taken:
        count += 1
        free = f"{stem}-{count}"
    return free


def _check_ids(call: Call, kind: str, id_: str, owner: str | None, taken: frozenset[str]) -> None:
    for written in (id_, owner):
        if written is not None and not _ID.fullmatch(written):
            call.fail(
                {
                    "en": f"`{written}` cannot be an id: small letters, digits and hyphens, "
                    "such as east-2026-q3",
                    "zh": f"`{written}` 不能用作 id：只用小写字母、数字和连字符，例如 east-2026-q3",
                }
            )
    if id_ in taken:
        call.fail(
            {
                "en": f"there is a {kind} `{id_}` already; choose another --id",
                "zh": f"已经有一个 {kind} 叫 `{id_}`；请另选一个 --id",
            }
        )


def _place(kind: Kind, id_: str, owner: str | None) -> Path:
    if kind.name == "person":
        return Path("people", id_, "person.yaml")
    name = f"{id_}.md" if "body" in kind.field.properties else f"{id_}.yaml"
    return Path("people", owner, kind.plural, name) if owner else Path(kind.plural, name)


def _write(call: Call, path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError:
        call.fail(
            {
                "en": f"{path} exists already, and was left as it is",
                "zh": f"{path} 已经存在，没有改动",
            }
        )


def _shown(path: Path, directory: Path) -> str:
    try:
        return path.relative_to(directory.absolute()).as_posix()
    except ValueError:
        return str(path)
