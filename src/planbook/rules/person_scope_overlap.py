"""Two people for one share of the work, and nothing that says who is to do what."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.language import Text
from planbook.model.person import Person
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, RelatedField, Violation
from planbook.rules.wordings import listed_ids
from planbook.scoring.holders import Cell


def find(person: Person, readings: Readings) -> Iterator[Violation]:
    """Yield the first entry of a scope that somebody else's scope holds as well, for each of them.

    It is told at whoever has no partner there; of two such people, at the one whose id comes later.
    """
    for other, cells in readings.scope_overlaps.get(person.key, {}).items():
        pointer = pointer_of(person, cells[0])
        there = readings.handbook.find(Person, other)
        if pointer and there is not None:
            words = {"other": other.id, "what": listed_ids(map(_named, cells))}
            elsewhere = RelatedField(other, pointer_of(there, cells[0]), _HOLDS)
            yield Violation(pointer, words, (elsewhere,))


def pointer_of(person: Person, cell: Cell) -> str:
    """Return the entry of a scope that ``cell`` comes from: the territory's, else the line's."""
    scope, (territory, line) = person.scope, cell
    if scope is None:
        return ""
    if territory in scope.territories:
        return f"/scope/territories/{scope.territories.index(territory)}"
    return f"/scope/product_lines/{scope.product_lines.index(line)}"


def _named(cell: Cell) -> str:
    return f"`{cell[0].id}` × `{cell[1].id}`"


_HOLDS: Text = {"en": "the same here", "zh": "这里也写了同一范围"}

RULE = ReadingRule(
    Code(
        name="person-scope-overlap",
        severity=Severity.WARNING,
        message={
            "en": "`{other}` holds {what} too, and this person has no partner there to tell the two apart",
            "zh": "`{other}` 也负责 {what}，而此人在那里没有写明渠道伙伴，分不清谁管什么",
        },
        help={
            "en": "name this person's partners under `scope`, or take the entry out at one of the two",
            "zh": "请在此人的 `scope` 里写明渠道伙伴，或从其中一人的范围里删去这一项",
        },
        what={
            "en": "Two people in service hold the same territory and product line, at least one of "
            "them without a partner there, and neither is a leader who holds the other's whole "
            "scope.",
            "zh": "两位在职人员负责同一区域的同一产品线，其中至少一人在该区域没有写明渠道伙伴，"
            "也不是上级统管下级范围的情况。",
        },
        why={
            "en": "A new partner is called by both or by neither, and both expect the sale to be "
            "theirs.",
            "zh": "新的渠道伙伴可能两人都去跟，也可能都不跟；成交之后两人又都认为该算自己的。",
        },
        bad="# carl-brook has the same scope\nkind: person\nid: dana-reed\nscope:\n"
        "  territories: [north]\n  product_lines: [smart-lock]\n",
        good="# carl-brook has partners of his own in the same territory\nkind: person\n"
        "id: dana-reed\nscope:\n  territories: [north]\n  product_lines: [smart-lock]\n"
        "  partners: [lockhouse]\n",
    ),
    Person,
    find,
)
