"""The page of a partner: who looks after it, and everything that concerns it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from planbook.model.partner import Partner
from planbook.views.lists import Column
from planbook.views.parts import DocumentPart
from planbook.views.pen import Pen
from planbook.views.shell import Shell
from planbook.views.words import Fact


@dataclass(frozen=True, slots=True)
class PartnerView:
    """The page of a partner."""

    shell: Shell
    document: DocumentPart
    facts: tuple[Fact, ...]


def view_partner(partner: Partner, pen: Pen, shell: Shell, document: DocumentPart) -> PartnerView:
    """Return the page of ``partner``."""
    return PartnerView(
        shell=shell,
        document=document,
        facts=pen.facts(
            "partner",
            ("type", pen.option("partner", partner.type)),
            ("tier", pen.words(partner.tier)),
            ("territory", pen.term("territory", partner.territory)),
            ("product_lines", pen.terms("product_line", partner.product_lines)),
            ("since", pen.day(partner.since)),
            ("manager", pen.find(partner.manager, "person")),
        ),
    )


PARTNER_COLUMNS: Final = (
    Column("type", lambda partner, pen: pen.option("partner", partner.type)),
    Column("tier", lambda partner, pen: pen.words(partner.tier)),
    Column("territory", lambda partner, pen: pen.term("territory", partner.territory)),
    Column("manager", lambda partner, pen: pen.find(partner.manager, "person")),
)
