"""``planbook new``: one document to fill in."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from planbook.cli.completing import complete_kinds, complete_owners
from planbook.cli.edition import as_of_from
from planbook.cli.invocation import Invocation
from planbook.cli.localized_click import Command, option
from planbook.cli.writing import write_lines
from planbook.diagnostics.suggestions import closest, listed
from planbook.model.document import ID, Key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from planbook.checked import Checked
    from planbook.model.field import Field, Kind, Kinds
    from planbook.model.handbook import Handbook


# A document with one of these is told apart by its day or its person.
_OF_A_DAY_OR_PERSON = frozenset({"period", "date", "starts", "opened", "person", "to"})

# Whom a document belongs to, in the words of its kind: the first of these that it has.
_OWNER_FIELDS = ("owner", "person", "to", "lead", "for", "people")


@click.command(
    "new",
    cls=Command,
    short_help="Create a document from a template.",
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
    help="Its id (default: derived from the other options).",
    zh="标识 id（默认：根据已知内容生成）。",
)
@option(
    "--owner",
    metavar="ID",
    shell_complete=complete_owners,
    help="Owner: the id of a person or a team.",
    zh="属于谁：人员或团队的 id。",
)
@option(
    "--from",
    "title",
    metavar="TEXT",
    help="Its title (of a person: the name). Of a goal a whole sentence: what it says of figures, "
    "dates, people and scope is filled in.",
    zh="标题（人员则是姓名）。目标可以写一整句话：其中的数字、日期、人员和范围会自动填好。",
)
@option(
    "--short",
    is_flag=True,
    help="Leave out the optional fields.",
    zh="不列出可写可不写的字段。",
)
@click.pass_obj
def new_command(
    call: Invocation,
    kind: str | None,
    id_: str | None,
    owner: str | None,
    title: str | None,
    short: bool,
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
    today = as_of.day_in(project.settings)
    drafted = _read_sentence(title, handbook, today) if kind == "goal" and title else None
    if owned_by:
        owner = owner or (drafted.values.get("owner") if drafted else None)
        owner = owner or _ask(call, {"en": "Whose is it (id)", "zh": "属于谁（id）"})
    if owner:
        _check_owner(call, described, owned_by, owner, checked)
    quarter = quarter_of(today, project.settings.fiscal_year)
    period = quarter.name
    if drafted and isinstance(drafted.values.get("period"), str | int):
        period = str(drafted.values["period"])
    taken = frozenset(key.id for key in handbook.by_kind.get(kind, ()))
    if id_ is None and _is_named(described) and _id_in(title) is None:
        id_ = _ask_for_id(call, kind)
    id_ = id_ or _free_id(title, owner, period.lower(), kind, taken)
    _check_id(call, kind, id_, taken)
    filled: dict[str, Any] = {"id": id_, **(drafted.values if drafted else {})}
    if title:
        filled["name" if kind == "person" else "title"] = title
    if owner and owned_by:
        is_list = described.field.properties[owned_by].type == "list"
        filled[owned_by] = [owner] if is_list else owner
        filled = {**_known_of(described, owner, handbook), **filled}
    if kind == "goal" and not handbook.by_kind.keys() & {"objective", "goal"}:
        filled.setdefault("relevant", {"standalone": None})
    blank = Blank(
        filled=filled,
        language=project.settings.language,
        today=today,
        currency=project.settings.currency,
        questions=drafted.questions if drafted else {},
        short=short,
    )
    schema = bundle_schema(described, project.settings.language)
    is_person = Key("person", owner or "") in handbook.documents or owner is None
    path = root / "content" / _place(described, id_, owner if is_person else None)
    _write(call, path, new_document(schema, blank))
    write_lines(Path(os.path.relpath(path, call.directory.absolute())).as_posix())
    call.say(
        {
            "en": "Next: fill in every line marked TODO, take out `state: draft`, and run "
            "`planbook validate`.",
            "zh": "接下来：填写每一处标了 TODO 的内容，删掉 `state: draft`，再运行 "
            "`planbook validate`。",
        }
    )


def _fail_without_kind(call: Invocation, kinds: Kinds) -> NoReturn:
    names = listed(kinds)
    call.fail(
        {
            "en": "say which kind of document, such as `planbook new goal`. "
            f"The kinds are: {names['en']}",
            "zh": f"请写明文档类型，例如 `planbook new goal`。可用的有：{names['zh']}",
        }
    )


def _check_owner(
    call: Invocation, kind: Kind, owned_by: str | None, owner: str, checked: Checked
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


@dataclass(frozen=True, slots=True)
class _Drafted:
    """What a sentence says of a goal, and what it leaves open, by JSON pointer."""

    values: Mapping[str, Any]
    questions: Mapping[str, str]


def _read_sentence(text: str, handbook: Handbook, today: date) -> _Drafted:
    """Return what ``text`` says of a goal, by the names that the project knows."""
    from planbook.drafting.draft import draft_goal
    from planbook.drafting.vocabulary import vocabulary_of
    from planbook.drafting.written import goal_questions, goal_values

    fiscal = handbook.settings.fiscal_year
    draft = draft_goal(text, today, fiscal, vocabulary=vocabulary_of(handbook))
    return _Drafted(goal_values(draft), goal_questions(draft))


def _known_of(kind: Kind, owner: str, handbook: Handbook) -> dict[str, Any]:
    """Return what the project knows of the one whose document it will be.

    The manager is who writes about somebody; ladder and level are those of the person's role.
    """
    from planbook.model.person import Person
    from planbook.model.role import Role

    person = handbook.find(Person, owner)
    if person is None:
        return {}
    role = handbook.find(Role, person.role)
    manager = person.manager.id if person.manager else None
    known = {
        "feedback": {"from": manager},
        "review": {"reviewer": manager},
        "recognition": {"given_by": manager},
        "growth": {
            "ladder": role.ladder.id if role and role.ladder else None,
            "current": person.level,
        },
    }.get(kind.name, {})
    return {
        name: value
        for name, value in known.items()
        if value is not None and name in kind.field.properties
    }


def _is_named(kind: Kind) -> bool:
    """Return whether documents of ``kind`` go by a name, and not by whose and when they are."""
    return not _OF_A_DAY_OR_PERSON & kind.field.properties.keys()


_EXAMPLE_IDS: Final = MappingProxyType(
    {
        "person": "wang-jing",
        "partner": "harbour-trading",
        "role": "channel-manager",
        "team": "channel-sales",
        "metric": "channel-revenue",
        "ladder": "channel-ladder",
        "tool": "crm",
        "chapter": "welcome",
    }
)


def _ask_for_id(call: Invocation, kind: str) -> str:
    answer = _ask(
        call,
        {
            "en": "Id (a-z, 0-9 and -, such as wang-jing)",
            "zh": "id（只用 a-z、0-9 和 -，例如 wang-jing）",
        },
    )
    if answer is None:
        example = _EXAMPLE_IDS.get(kind, f"my-{kind.replace('_', '-')}")
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


def _ask(call: Invocation, words: Mapping[str, str]) -> str | None:
    if not _is_on_terminal():
        return None
    answer: str = click.prompt(call.words(words), default="", show_default=False, err=True)
    return answer.strip() or None


def _is_on_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


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


def _check_id(call: Invocation, kind: str, id_: str, taken: frozenset[str]) -> None:
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


def _write(call: Invocation, path: Path, text: str) -> None:
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
