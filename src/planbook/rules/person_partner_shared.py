"""One partner in the scopes of two people."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.language import Text
from planbook.model.document import Key
from planbook.model.person import Person
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, RelatedField, Violation


def find(person: Person, readings: Readings) -> Iterator[Violation]:
    """Yield every partner of a scope that somebody whose id comes before has in theirs as well."""
    organisation = readings.organisation
    if person.key not in organisation.people or person.scope is None:
        return
    for position, partner in enumerate(person.scope.partners):
        if partner in person.scope.partners[:position]:
            continue
        other = next(
            (
                one
                for one in organisation.partner_holders[partner]
                if one < person.key
                and not _leads(one, person.key, readings)
                and not _leads(person.key, one, readings)
            ),
            None,
        )
        there = readings.handbook.find(Person, other)
        if other is not None and there is not None and there.scope is not None:
            place = f"/scope/partners/{there.scope.partners.index(partner)}"
            yield Violation(
                f"/scope/partners/{position}",
                {"partner": partner.id, "other": other.id},
                (RelatedField(other, place, _HAS),),
            )


def _leads(leader: Key, person: Key, readings: Readings) -> bool:
    """Return whether ``leader`` stands above ``person`` and looks after all of their partners."""
    organisation = readings.organisation
    partners = organisation.partners
    return leader in organisation.above[person] and partners[leader] >= partners[person]


_HAS: Text = {"en": "the same partner here", "zh": "这里也写了这家伙伴"}

RULE = ReadingRule(
    Code(
        name="person-partner-shared",
        severity=Severity.WARNING,
        message={
            "en": "`{partner}` is in the scope of `{other}` too",
            "zh": "`{partner}` 也在 `{other}` 的范围里",
        },
        help={
            "en": "leave the partner with the one who looks after it, and write that person as its "
            "`manager`",
            "zh": "请只保留在实际负责的人那里，并在渠道伙伴的 `manager` 写上此人",
        },
        what={
            "en": "A partner stands in the scopes of two people in service, neither of whom is a "
            "leader with all the other's partners.",
            "zh": "同一家渠道伙伴同时写在两位在职人员的范围里，且不是上级统管下级全部伙伴的情况。",
        },
        why={
            "en": "A partner with two contacts has none: each takes it that the other has called.",
            "zh": "一家伙伴由两个人负责，等于没人负责：都以为对方联系过了。",
        },
        bad="# carl-brook has `partners: [lockhouse]` as well\nkind: person\nid: dana-reed\n"
        "scope:\n  partners: [lockhouse, keyworks]\n",
        good="# carl-brook has `partners: [lockhouse]`\nkind: person\nid: dana-reed\n"
        "scope:\n  partners: [keyworks]\n",
    ),
    Person,
    find,
)
