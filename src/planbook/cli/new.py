"""``planbook new``: one document to fill in."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn

import click

from planbook.cli.bilingual import Command, option
from planbook.cli.call import Call
from planbook.cli.completing import complete_kinds, complete_owners
from planbook.cli.edition import as_of_from
from planbook.cli.writing import write_lines
from planbook.diagnostics.suggestions import closest
from planbook.model.document import ID, Key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planbook.model.field import Field, Kind, Kinds
    from planbook.model.handbook import Handbook
    from planbook.pipeline import Checked
    from planbook.starter.document import Blank


# The kinds whose documents say which levels, competencies and norms there are.
_DEFINED_IN = MappingProxyType({"level": "ladder", "competency": "ladder", "norm": "team"})

# A document with one of these is told apart by its day or its person.
_OF_A_DAY_OR_PERSON = frozenset({"period", "date", "starts", "opened", "person", "to"})

# Whom a document belongs to, in the words of its kind: the first of these that it has.
_OWNER_FIELDS = ("owner", "person", "to", "lead", "for", "people")


@click.command(
    "new",
    cls=Command,
    short_help="Write a document to fill in.",
    short_zh="写出一份待填的文档。",
    zh="写出一份 KIND 类型的文档，每个字段都有注释，放在 content/people/OWNER/"
    "（没有负责人则在 content/KINDS/），并打印路径。\n\n"
    "注释来自文档定义，说明该填什么。文档是草稿，删掉 `state: draft` 这一行之前团队看不到。"
    "不会覆盖任何文件。",
)
@click.argument("kind", metavar="KIND", required=False, shell_complete=complete_kinds)
@option(
    "--id",
    "id_",
    metavar="ID",
    help="Its id (default: made from what is known).",
    zh="编号（默认：根据已知内容生成）。",
)
@option(
    "--owner",
    metavar="ID",
    shell_complete=complete_owners,
    help="Whose it is: the id of a person, or of a team.",
    zh="属于谁：人员或团队的 id。",
)
@option(
    "--from",
    "title",
    metavar="TEXT",
    help="Its title (of a person: the name).",
    zh="标题（人员则是姓名）。",
)
@click.pass_obj
def new_command(
    call: Call, kind: str | None, id_: str | None, owner: str | None, title: str | None
) -> None:
    """Write one commented document of KIND to content/people/OWNER/ (without an owner to
    content/KINDS/) and print its path.

    The comments come from the schema and say what to fill in. The document is a draft, which the
    team does not see, until its line `state: draft` is taken out. Nothing is written over.
    """
    from planbook.cli.project import fail_on_unknown_kind, fail_on_unsound_project, find_root
    from planbook.cli.report import check
    from planbook.periods import quarter_of
    from planbook.reading.schema_bundles import bundle_schema
    from planbook.starter.document import Blank, new_document

    root = find_root(call)
    as_of = as_of_from(call)
    checked = check(call, root, as_of)
    project, handbook = checked.project, checked.handbook
    if project is None or handbook is None:
        fail_on_unsound_project(call)
    if kind is None:
        _fail_without_kind(call, project.kinds)
    described = project.kinds.get(kind)
    if described is None:
        fail_on_unknown_kind(call, kind, project.kinds)
    title = title or _ask(call, {"en": "Title", "zh": "标题"})
    owned_by = _owner_field(described)
    if owned_by:
        owner = owner or _ask(call, {"en": "Whose is it (id)", "zh": "属于谁（id）"})
    if owner:
        _check_owner(call, described, owned_by, owner, checked)
    today = as_of.day_in(project.settings)
    quarter = quarter_of(today, project.settings.fiscal_year)
    taken = frozenset(key.id for key in handbook.by_kind.get(kind, ()))
    if id_ is None and _is_named(described) and _id_in(title) is None:
        id_ = _ask_for_id(call, kind)
    id_ = id_ or _free_id(title, owner, quarter.name.lower(), kind, taken)
    _check_id(call, kind, id_, taken)
    filled: dict[str, object] = {"id": id_}
    if title:
        filled["name" if kind == "person" else "title"] = title
    if owner and owned_by:
        is_list = described.field.properties[owned_by].type == "list"
        filled[owned_by] = [owner] if is_list else owner
    known = _known_ids(handbook)
    if kind == "goal" and not known.keys() & {"objective", "goal"}:
        filled["relevant"] = {"standalone": "TODO"}
    schema = bundle_schema(described, project.settings.language)
    blank = Blank(
        filled=filled,
        language=project.settings.language,
        today=today,
        period=quarter.name,
        since=quarter.start,
        until=quarter.end,
        known=known,
    )
    _check_what_it_needs(call, kind, schema, blank)
    is_person = Key("person", owner or "") in handbook.documents or owner is None
    path = root / "content" / _place(described, id_, owner if is_person else None)
    _write(call, path, new_document(schema, blank))
    write_lines(Path(os.path.relpath(path, call.directory.absolute())).as_posix())
    call.say(
        {
            "en": "Next: replace every TODO, take out `state: draft`, and run `planbook validate`.",
            "zh": "接下来：替换每一处 TODO，删掉 `state: draft`，再运行 `planbook validate`。",
        }
    )


def _fail_without_kind(call: Call, kinds: Kinds) -> NoReturn:
    names = ", ".join(kinds)
    call.fail(
        {
            "en": "say which kind of document, such as `planbook new goal`. "
            f"The kinds are: {names}",
            "zh": f"请写明文档类型，例如 `planbook new goal`。可用的有：{names}",
        }
    )


def _check_owner(
    call: Call, kind: Kind, owned_by: str | None, owner: str, checked: Checked
) -> None:
    """Leave with exit code 2 where no document of ``kind`` can belong to ``owner``."""
    handbook = checked.handbook
    if owned_by is None or handbook is None:
        call.fail(
            {
                "en": f"a {kind.name} belongs to nobody in particular: leave --owner out",
                "zh": f"{kind.name} 不属于某一个人：请去掉 --owner",
            }
        )
    refs = _element(kind.field.properties[owned_by]).refs
    possible = [key for key in handbook.documents if key.kind in refs]
    if any(key.id == owner for key in possible):
        return
    named = next(
        (
            key.id
            for key in possible
            if owner.casefold() in (w.casefold() for w in handbook.documents[key].title.values())
        ),
        None,
    )
    if named:
        call.fail(
            {
                "en": f"the owner is an id, such as `{named}`: --owner {named}",
                "zh": f"负责人要写 id，例如 `{named}`：--owner {named}",
            }
        )
    # In a project with errors, the file that says who this is may be the one that cannot be read.
    if not checked.is_sound and checked.project is not None:
        people = checked.project.root / "content" / "people"
        if ID.fullmatch(owner) and (people / owner).is_dir():
            return
    near = closest(owner, [key.id for key in possible])
    words = " or ".join(refs)
    call.fail(
        {
            "en": f"there is no {words} with the id `{owner}`"
            + (f"; did you mean `{near}`?" if near else ""),
            "zh": f"没有 id 为 `{owner}` 的人员、团队或岗位"
            + (f"；您是想写 `{near}` 吗？" if near else ""),
        }
    )


def _check_what_it_needs(call: Call, kind: str, schema: Mapping[str, Any], blank: Blank) -> None:
    """Leave with exit code 2 where the document has to name another that there is none of."""
    from planbook.starter.document import unmet_references

    for kinds in unmet_references(schema, blank):
        needed = _DEFINED_IN.get(kinds[0], kinds[0])
        call.fail(
            {
                "en": f"a {kind} names a {needed}, and there is none yet; make one first: "
                f"`planbook new {needed}`",
                "zh": f"{kind} 要指向一个 {needed}，而现在一个也没有；请先新建："
                f"`planbook new {needed}`",
            }
        )


def _is_named(kind: Kind) -> bool:
    """Return whether documents of ``kind`` go by a name, and not by whose and when they are."""
    return not _OF_A_DAY_OR_PERSON & kind.field.properties.keys()


def _ask_for_id(call: Call, kind: str) -> str:
    answer = _ask(
        call,
        {
            "en": "Id (a-z, 0-9 and -, such as wang-jing)",
            "zh": "id（只用 a-z、0-9 和 -，例如 wang-jing）",
        },
    )
    if answer is None:
        example = "wang-jing" if kind == "person" else "harbour-trading"
        call.fail(
            {
                "en": f"a {kind} needs an id that others can point at (a-z, 0-9 and -): "
                f"add, for example, --id {example}",
                "zh": f"{kind} 需要一个供其他文件引用的 id（只用 a-z、0-9 和 -）："
                f"请加上，例如 --id {example}",
            }
        )
    return answer


def _element(field: Field) -> Field:
    while field.element is not None:
        field = field.element
    return field


def _owner_field(kind: Kind) -> str | None:
    for name in _OWNER_FIELDS:
        field = kind.field.properties.get(name)
        if field is not None:
            field = _element(field)
            if field.type == "reference" and "person" in field.refs:
                return name
    return None


def _ask(call: Call, words: Mapping[str, str]) -> str | None:
    if not _is_on_terminal():
        return None
    answer: str = click.prompt(call.words(words), default="", show_default=False, err=True)
    return answer.strip() or None


def _is_on_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _known_ids(handbook: Handbook) -> dict[str, str]:
    """Return an id of each kind and vocabulary of the handbook, one in force where there is one."""
    from planbook.model.ladder import Ladder
    from planbook.model.team import Team

    documents = sorted(handbook.documents.values(), key=lambda one: one.state == "active")
    known = {document.kind: document.id for document in documents}
    vocabulary = handbook.settings.vocabulary
    listed: dict[str, Sequence[Any]] = {
        "territory": vocabulary.territories,
        "product_line": vocabulary.product_lines,
    }
    # Levels and competencies have to be those of the ladder that is named beside them.
    ladder = handbook.find(Ladder, known.get("ladder"))
    if ladder is not None:
        listed |= {"level": ladder.levels, "competency": ladder.competencies}
    team = handbook.find(Team, known.get("team"))
    if team is not None:
        listed["norm"] = team.norms
    return known | {word: terms[0].id for word, terms in listed.items() if terms}


def _id_in(title: str | None) -> str | None:
    """Return the id that can be made of ``title``, or None where it is not in Latin letters."""
    words = "-".join(re.findall(r"[a-z0-9]+", (title or "").lower()))[:60].strip("-")
    # A Chinese title leaves a stray figure at most, which would name nothing.
    return words if re.search(r"[a-z]{3}", words) and (title or "").isascii() else None


def _free_id(
    title: str | None, owner: str | None, period: str, kind: str, taken: frozenset[str]
) -> str:
    parts = (owner, period, kind.replace("_", "-"))
    stem = _id_in(title) or "-".join(part for part in parts if part)
    count, free = 1, stem
    while free in taken:
        count += 1
        free = f"{stem}-{count}"
    return free


def _check_id(call: Call, kind: str, id_: str, taken: frozenset[str]) -> None:
    if not ID.fullmatch(id_):
        call.fail(
            {
                "en": f"`{id_}` cannot be an id: small letters, digits and hyphens, "
                "such as east-2026-q3",
                "zh": f"`{id_}` 不能用作 id：只用小写字母、数字和连字符，例如 east-2026-q3",
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
