"""A partner that nobody looks after, or whose manager is not written."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.model.partner import Partner
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation


def find(partner: Partner, readings: Readings) -> Iterator[Violation]:
    """Yield the missing manager of a partner, where others' managers or scopes are written."""
    organisation, handbook = readings.organisation, readings.handbook
    if not partner.is_in_force or "manager" in handbook.documents[partner.key].values:
        return
    holders = organisation.keepers.get(partner.key, ())
    if not holders:
        if organisation.managed or any(one.partners for one in organisation.written_scopes):
            yield Violation("/manager")
    elif organisation.managed and len(holders) == 1:
        yield Violation("/manager", {"holder": holders[0].id}, variant="scope")


RULE = ReadingRule(
    Code(
        name="partner-without-manager",
        severity=Severity.WARNING,
        message={
            "en": "nobody looks after this partner",
            "zh": "这家渠道伙伴没有人负责",
        },
        help={
            "en": "say under `manager` who does, and add the partner to that person's `scope`",
            "zh": "请在 `manager` 里写明负责人，并把伙伴列入此人的 `scope`",
        },
        variants={
            "scope": (
                {
                    "en": "`{holder}` has this partner in their scope, and no manager is named "
                    "here",
                    "zh": "`{holder}` 的范围里有这家渠道伙伴，这里却没有写负责人",
                },
                {
                    "en": "write `manager: {holder}`",
                    "zh": "请写 `manager: {holder}`",
                },
            )
        },
        fixes={"scope": ((Edit("write", "{holder}"),),)},
        what={
            "en": "A partner names no manager, while other partners do. Where it is in nobody's "
            "scope either, nobody looks after it.",
            "zh": "别的渠道伙伴写了负责人，这一家没有写。如果也不在任何人的范围里，就是没人负责。",
        },
        why={
            "en": "A partner whom nobody visits sells for somebody else.",
            "zh": "没人走动的渠道伙伴，早晚会去卖别家的货。",
        },
        bad="# other partners name their manager\nkind: partner\nid: lockhouse\n"
        "type: distributor\n",
        good="kind: partner\nid: lockhouse\ntype: distributor\nmanager: bea-stone\n",
    ),
    Partner,
    find,
)
