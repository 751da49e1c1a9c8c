"""Who holds what: the map of territories and product lines, and the partners by place."""

from __future__ import annotations

from typing import Any

import msgspec

from builders.handbooks import SETTINGS, document, handbook_of
from builders.pages import EVERYTHING, html_at, text_at, view_at
from planbook.model.document import Document
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.model.settings import Term, Vocabulary

PAGE = "responsibilities/index.html"
BOOK = msgspec.structs.replace(
    SETTINGS,
    vocabulary=Vocabulary(
        territories=(
            Term(id="east", title={"en": "East"}),
            Term(id="north", title={"en": "North"}),
        ),
        product_lines=(
            Term(id="lock", title={"en": "Locks"}),
            Term(id="gate", title={"en": "Gates"}),
        ),
    ),
)


def person(id_: str, *territories: str, **values: Any) -> Document:
    lines = values.pop("lines", ["lock"])
    scope = {"territories": list(territories), "product_lines": lines}
    return document("person", id_, **{"name": {"en": id_.title()}, "scope": scope, **values})


def partner(id_: str, manager: str | None, *places: str, **values: Any) -> Document:
    filled = {
        "title": {"en": id_.title()},
        "type": "distributor",
        "territory": "east",
        "product_lines": ["lock"],
        "places": [{"en": place} for place in places],
        **({"manager": manager} if manager else {}),
        **values,
    }
    return document("partner", id_, **filled)


def book(*documents: Document) -> Handbook:
    return handbook_of(*documents, settings=BOOK)


def cell(handbook: Handbook, row: int = 0, column: int = 0) -> Any:
    return view_at(handbook, PAGE).rows[row].cells[column]


def test_partners_stand_in_the_cell_below_whoever_manages_them() -> None:
    handbook = book(
        person("ann", "east"),
        person("bob", "east"),
        partner("acme", "ann", "Jinan", "Qingdao"),
        partner("best", "bob"),
        partner("cube", "ann", product_lines=["gate"]),
    )
    found = cell(handbook)
    holders = [(one.person.id, [each.partner.id for each in one.partners]) for one in found.holders]
    assert holders == [("ann", ["acme"]), ("bob", ["best"])]
    assert "Ann\nAcme Jinan, Qingdao\nBob\nBest" in text_at(handbook, PAGE)


def test_a_partner_whose_manager_holds_something_else_is_marked() -> None:
    handbook = book(person("ann", "east"), person("bob", "north"), partner("acme", "bob"))
    (other,) = cell(handbook).others
    assert (other.partner.id, other.manager.person.id) == ("acme", "bob")
    assert other.manager.mark.key == "manager.elsewhere"
    assert "1 partner has a manager responsible for something else: Acme" in text_at(handbook, PAGE)


def test_a_manager_whose_scope_names_the_partner_holds_it_wherever_it_is() -> None:
    scope = {"territories": ["north"], "partners": ["acme"]}
    handbook = book(document("person", "bob", scope=scope), partner("acme", "bob"))
    assert cell(handbook).others[0].manager.mark is None
    assert "responsible for something else" not in text_at(handbook, PAGE)


def test_who_has_left_or_is_to_come_holds_nothing() -> None:
    handbook = book(
        person("ann", "east", ended="2026-09-09"),
        person("bob", "east", started="2026-09-11"),
        person("cy", "east", ended="2026-09-10"),
        partner("acme", "ann"),
    )
    assert [one.person.id for one in cell(handbook).holders] == ["cy"]
    assert "1 partner has a manager who has left: Acme" in text_at(handbook, PAGE)
    assert "Acme\nChannel manager Ann ⚠ has left" in text_at(handbook, PAGE)


def test_holes_are_counted_and_linked() -> None:
    handbook = book(person("ann", "east"), partner("acme", None))
    text = text_at(handbook, PAGE)
    assert "3 combinations of territory and product line are unassigned: East × Gates" in text
    assert "1 partner has no manager: Acme" in text
    html = html_at(handbook, PAGE)
    assert 'href="#north.lock"' in html
    assert 'id="north.lock" class="is-gap"' in html
    assert cell(handbook, 1, 0).is_gap
    assert not cell(handbook, 0, 0).is_gap


def test_the_public_is_told_of_no_holes() -> None:
    documents = [person("ann", "east", audience="public"), partner("acme", None, audience="public")]
    view = view_at(book(*documents), PAGE, Edition("public"))
    assert view.gaps == ()
    assert not any(one.is_gap for row in view.rows for one in row.cells)
    assert "Unassigned" not in text_at(book(*documents), PAGE, Edition("public"))


def test_without_any_scopes_no_manager_is_marked() -> None:
    handbook = book(document("person", "ann"), partner("acme", "ann"))
    assert [gap.name for gap in view_at(handbook, PAGE).gaps] == ["cells"]


def test_the_partners_of_a_place_stand_together_with_their_managers() -> None:
    handbook = book(
        person("ann", "east"),
        person("bob", "north"),
        partner("acme", "ann", "Jinan", "Shandong"),
        partner("best", "bob", "Shandong", "Shandong", territory="north"),
        partner("cube", "ann"),
    )
    places = [
        (place.name.text, [(one.partner.id, one.manager.person.id) for one in place.partners])
        for place in view_at(handbook, PAGE).places.places
    ]
    assert places == [
        ("Jinan", [("acme", "ann")]),
        ("Shandong", [("acme", "ann"), ("best", "bob")]),
        ("", [("cube", "ann")]),
    ]
    html = html_at(handbook, PAGE)
    assert 'href="../responsibilities/index.html#place-shandong"' in html
    assert 'id="place-shandong"' in html


def test_places_go_by_territory_and_then_by_name() -> None:
    handbook = book(
        partner("acme", None, "Xi'an", "Ankang", territory="north"),
        partner("best", None, "Zibo", "Anyang"),
        partner("cube", None, "Atlantis", territory=None),
    )
    index = view_at(handbook, PAGE).index
    assert [
        (group.territory.text, [place.name.text for place in group.places]) for group in index
    ] == [("East", ["Anyang", "Zibo"]), ("North", ["Ankang", "Xi'an"]), ("", ["Atlantis"])]


def test_chinese_places_stand_in_the_order_of_their_sounds() -> None:
    places = [{"zh": name} for name in ("青岛", "济南", "安阳", "淄博")]
    handbook = book(partner("acme", None, places=places))
    names = [place.name.text for place in view_at(handbook, f"zh/{PAGE}").places.places]
    assert names == ["安阳", "济南", "青岛", "淄博"]


def test_places_that_look_alike_in_an_address_have_anchors_of_their_own() -> None:
    handbook = book(partner("acme", None, "New York", "new  york", "New-York"))
    anchors = [place.anchor for place in view_at(handbook, PAGE).places.places]
    assert sorted(anchors) == ["place-new-york", "place-new-york.2", "place-new-york.3"]


def test_partners_that_the_map_has_no_room_for_are_listed() -> None:
    handbook = book(
        person("ann", "east"),
        partner("acme", "ann", territory=None),
        partner("best", "ann", product_lines=[]),
        partner("cube", "ann"),
    )
    assert [one.partner.id for one in view_at(handbook, PAGE).unplaced] == ["acme", "best"]
    assert "Partners not on the map" in text_at(handbook, PAGE)


def test_a_cell_of_many_leads_to_all_of_them() -> None:
    people = [person(f"p{number}", "east") for number in range(7)]
    partners = [partner(f"a{number}", "p6") for number in range(60)]
    handbook = book(*people, *partners)
    found = cell(handbook)
    assert (len(found.holders), found.people_total) == (5, 7)
    assert found.partners_total == 60
    assert len(view_at(handbook, "responsibilities/east/lock/index.html").list.entries) == 7
    more = view_at(handbook, "responsibilities/east/lock/partners/page/2/index.html")
    assert len(more.list.entries) == 10
    assert "All 60 partners" in text_at(handbook, PAGE)


def test_what_nobody_answers_for_is_shown_before_what_somebody_does() -> None:
    partners = [partner(f"a{number}", "ann") for number in range(9)]
    handbook = book(person("ann", "east"), *partners, partner("zeta", None))
    found = cell(handbook)
    assert [one.partner.id for one in found.others] == ["zeta"]
    assert len(found.holders[0].partners) == 7


def test_the_table_of_places_does_not_grow_with_the_partners() -> None:
    partners = [partner(f"a{number:03}", None, f"Town {number:03}") for number in range(201)]
    handbook = book(*partners)
    assert sum(len(one.partners) for one in view_at(handbook, PAGE).places.places) == 200
    second = view_at(handbook, "responsibilities/page/2/index.html")
    assert [one.name.text for one in second.places.places] == ["Town 200"]
    assert (second.rows, second.index, second.gaps) == ((), (), ())
    last = view_at(handbook, PAGE).index[0].places[-1]
    assert last.href.endswith("responsibilities/page/2/index.html#place-town-200")


def reading(subject: str, value: int) -> dict[str, Any]:
    return {"date": "2026-08-31", "subject": subject, "value": value}


def test_results_stand_by_territory_and_by_product_line_where_they_can_be_told_apart() -> None:
    values = [reading("acme", 100), reading("best", 50)]
    metric = document("metric", "m", unit="CNY", aggregate="sum", values=values)
    apart = book(partner("acme", None), partner("best", None, product_lines=["gate"]), metric)
    lines = view_at(apart, PAGE).product_lines
    assert [(one.title.text, one.lines[0].latest.value.text) for one in lines] == [
        ("Locks", "CNY\u00a0100"),
        ("Gates", "CNY\u00a050"),
    ]
    text = text_at(apart, PAGE)
    assert "Results by product line" in text
    assert "Results by territory" in text
    both = partner("best", None, product_lines=["gate", "lock"])
    mixed = book(partner("acme", None), both, metric)
    assert view_at(mixed, PAGE).product_lines == ()
    assert "Results by product line" not in text_at(mixed, PAGE)


def test_names_of_any_script_and_length_stand_by_themselves() -> None:
    long = "W" * 80
    handbook = book(person("ann", "east", name={"en": "ليلى منصور"}), partner("acme", "ann", long))
    assert f"<bdi>{long}</bdi>" in html_at(handbook, PAGE, EVERYTHING)


def test_a_company_without_people_shows_its_partners_and_no_map() -> None:
    view = view_at(book(partner("acme", None, "Jinan")), PAGE)
    assert (view.rows, view.gaps) == ((), ())
    assert view.places.total == 1
