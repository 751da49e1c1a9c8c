"""A partner that names one manager, and is in the scope of another person or of nobody."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.language import Text
from planbook.model.document import Key
from planbook.model.partner import Partner
from planbook.model.person import Person
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, RelatedField, Violation
from planbook.rules.wordings import listed_ids


def find(person: Person, readings: Readings) -> Iterator[Violation]:
    """Yield the partners of a scope that have another manager, and those that the scope lacks."""
    organisation = readings.organisation
    if person.key not in organisation.people or not organisation.partner_holders:
        return
    scope = person.scope
    for position, key in enumerate(scope.partners if scope else ()):
        partner = readings.handbook.find(Partner, key)
        if partner is not None and _is_anothers(partner, person.key, readings):
            manager = partner.manager.id if partner.manager else ""
            yield Violation(
                f"/scope/partners/{position}",
                {"partner": key.id, "manager": manager},
                (RelatedField(key, "/manager", _MANAGER),),
            )
    lacking = [
        key
        for key in organisation.managed.get(person.key, ())
        if key not in organisation.partners.get(person.key, ())
        and not _is_told_elsewhere(key, person.key, readings)
    ]
    if lacking:
        yield Violation(
            "/scope/partners",
            {"partners": listed_ids(f"`{key.id}`" for key in lacking)},
            tuple(RelatedField(key, "/manager", _MANAGER) for key in lacking),
            variant="lacking",
        )


def _is_anothers(partner: Partner, person: Key, readings: Readings) -> bool:
    """Return whether ``partner``, in a person's scope, is managed by somebody else.

    Whoever stands above the manager may have it in theirs too; where the manager has it as well,
    that is told as shared.
    """
    organisation, manager = readings.organisation, partner.manager
    if not partner.is_in_force or manager is None or manager == person:
        return False
    if manager not in organisation.people:
        return False
    return person not in organisation.above[
        manager
    ] and partner.key not in organisation.partners.get(manager, ())


def _is_told_elsewhere(partner: Key, manager: Key, readings: Readings) -> bool:
    """Return whether the scope of somebody else who has ``partner`` is where it is told."""
    organisation = readings.organisation
    return any(
        person not in organisation.above[manager]
        for person in organisation.partner_holders.get(partner, ())
    )


_MANAGER: Text = {"en": "names its manager here", "zh": "这里写了负责人"}

RULE = ReadingRule(
    Code(
        name="partner-manager-differs-from-scope",
        severity=Severity.WARNING,
        message={
            "en": "`{partner}` is in this scope, and names `{manager}` as its manager",
            "zh": "范围里有 `{partner}`，而它写的负责人是 `{manager}`",
        },
        help={
            "en": "correct the `manager` of the partner, or move the partner to the scope of "
            "`{manager}`",
            "zh": "请改正渠道伙伴的 `manager`，或把它移到 `{manager}` 的范围里",
        },
        variants={
            "lacking": (
                {
                    "en": "this person is the manager of {partners}, and the scope does not say so",
                    "zh": "{partners} 写的负责人是此人，此人的范围里却没有",
                },
                {
                    "en": "add them under `partners` in the `scope`, or name another `manager` "
                    "there",
                    "zh": "请补进 `scope` 的 `partners`，或在渠道伙伴那里改写 `manager`",
                },
            )
        },
        what={
            "en": "A partner names somebody in service as its manager, and the scopes say "
            "otherwise: it is in another person's, or not in the manager's. Checked where scopes "
            "name partners.",
            "zh": "渠道伙伴写明了在职的负责人，人员的范围却不一致：写在别人的范围里，或没有写进"
            "负责人的范围。有人在范围里写了伙伴时才检查。",
        },
        why={
            "en": "The partner's page and the person's page give two answers to who is "
            "responsible.",
            "zh": "同一家伙伴由谁负责，伙伴页和人员页说法不一。",
        },
        bad="# lockhouse has `manager: bea-stone`\nkind: person\nid: carl-brook\nscope:\n"
        "  partners: [lockhouse]\n",
        good="# lockhouse has `manager: carl-brook`\nkind: person\nid: carl-brook\nscope:\n"
        "  partners: [lockhouse]\n",
    ),
    Person,
    find,
)
