"""The files of the search: what is in them, what is not, and which of them a change concerns."""

from __future__ import annotations

import dataclasses
import json
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace

from builders.handbooks import SETTINGS, builtin_kinds, document, handbook_of
from builders.pages import site_at
from planbook.model.document import Document, Key
from planbook.model.edition import Edition
from planbook.model.field import Field
from planbook.model.handbook import index_handbook
from planbook.reading.resources import builtin_themes
from planbook.reading.schema_fields import field_of
from planbook.reading.theme import load_theme
from planbook.rendering.renderer import Rendered, Renderer
from planbook.views.search_entries import NO_WORDS
from planbook.views.search_index import Coded, SearchIndexView, layout_for, own_code

ANN = document("person", "ann", name={"en": "Ann Invented", "zh": "安然"}, role="manager")
MANAGER = document("role", "manager", title={"en": "Manager"}, purpose={"en": "Leads partners"})
PARTNER = document(
    "partner", "dist", title={"zh": "苏州栖云", "en": "Suzhou Qiyun"}, places=[{"zh": "苏州"}],
    territory="east-china", manager="ann",
)  # fmt: skip


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    theme = load_theme(builtin_themes().parent, "default", builtin_themes())
    return Renderer(theme.value)


def goal(id_: str = "g", **values: Any) -> Document:
    return document("goal", id_, **{"owner": "ann", "period": "2026-Q3", **values})


def files(*documents: Document, edition: Edition | None = None) -> dict[str, Any]:
    """Return the files of the search: each of data as its text, the index as its view."""
    site = site_at(handbook_of(*documents, settings=SETTINGS), edition or Edition("private"))
    return {
        page.path: page.view for page in site.pages if re.match(r"(zh/)?search/.*\.js$", page.path)
    }


def data_of(text: str) -> Any:
    """Return the data that a file hands over."""
    found = re.fullmatch(r'planbookSearch\.add\("[^"]+","[^"]+",(.*)\)\n', text, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def documents_in(found: dict[str, Any], folder: str = "search") -> dict[str, list[Any]]:
    """Return what results show, by the ids of their documents."""
    return {
        values[1]: values
        for path, text in found.items()
        if path.startswith(f"{folder}/documents/")
        for values in data_of(text).values()
    }


def terms_in(found: dict[str, Any], folder: str = "search") -> dict[str, list[str]]:
    """Return the groups of codes of each term."""
    return {
        line.split(" ")[0]: line.split(" ")[1:]
        for path, text in found.items()
        if path.startswith(f"{folder}/terms/")
        for line in data_of(text).split("\n")
        if line
    }


def test_result_shows_title_owner_state_and_words() -> None:
    draft = goal(title={"en": "Sell more"}, state="draft", specific={"outcome": {"en": "Locks"}})
    _, id_, title, about, state, text, sections = documents_in(files(ANN, draft))["g"]
    assert (id_, title, about, state) == ("g", "Sell more", "Ann Invented", "draft")
    assert text == "Locks · Ann Invented"
    assert sections == []


def test_each_language_has_its_own_words_and_finds_the_titles_of_the_others() -> None:
    found = files(ANN, PARTNER)
    assert documents_in(found)["dist"][2] == "Suzhou Qiyun"
    assert documents_in(found, "zh/search")["dist"][2] == "苏州栖云"
    assert {"苏州", "suzhou"} <= terms_in(found).keys() & terms_in(found, "zh/search").keys()


def test_documents_are_found_by_the_people_partners_and_places_that_they_name() -> None:
    plan = goal(specific={"scope": {"partners": ["dist"], "territories": ["east-china"]}})
    found = terms_in(files(ANN, MANAGER, PARTNER, plan))
    sign = found["~g"][0][1]
    for name in ("qiyun", "invented", "china"):
        assert any(group.startswith(sign) for group in found[name]), name


def test_markdown_is_found_as_it_reads_and_a_comment_in_it_not_at_all() -> None:
    body = (
        "Plan **with** care.\n\n<!-- nobody sees this -->\n\n| a | b |\n|---|---|\n| one | two |\n"
    )
    found = documents_in(files(document("chapter", "c", body={"en": body})))
    assert found["c"][5] == "Plan with care. a b one two"


def test_chapter_says_where_its_sections_begin_also_where_two_have_one_heading() -> None:
    body = "Intro.\n\n## Why\n\nFirst.\n\n## Why\n\nSecond 🚀.\n\n## How\n\nThird.\n"
    _, _, _, _, _, text, sections = documents_in(
        files(document("chapter", "c", body={"en": body}))
    )["c"]
    assert [heading for _, _, heading in sections] == ["Why", "Why", "How"]
    assert len({anchor for _, anchor, _ in sections}) == 3
    # A script counts a picture as two.
    units = text.encode("utf-16-le")
    assert [
        units[2 * start : 2 * start + 2 * len(heading)].decode("utf-16-le")
        for start, _, heading in sections
    ] == ["Why", "Why", "How"]


@pytest.mark.parametrize("edition", [Edition("public"), Edition("team")])
def test_edition_finds_nothing_that_its_readers_may_not_see(edition: Edition) -> None:
    review = document(
        "review", "secret-review", title={"en": "Unspoken"}, person="ann", reviewer="ann",
        period="2026-Q2", strengths={"en": "Whispering"},
    )  # fmt: skip
    kept = goal(title={"en": "Moonlight"}, audience="private")
    hidden = "\n".join(
        str(one) for one in files(ANN, MANAGER, review, kept, edition=edition).values()
    )
    for word in ("unspoken", "whispering", "moonlight", "secret-review"):
        assert word not in hidden.lower()
    seen = "\n".join(str(one) for one in files(ANN, MANAGER, review, kept).values())
    for word in ("unspoken", "whispering", "moonlight", "secret-review"):
        assert word in seen.lower()


def test_own_fields_are_found_by_what_their_schema_says_whatever_they_are_called() -> None:
    kinds = dict(builtin_kinds())
    own = {
        "subject": Field("string"),
        "value": Field("string"),
        "data": Field("string"),
        "address": field_of({"x-type": "url", "type": "string"}),
    }
    tool = kinds["tool"]
    below = dataclasses.replace(tool.field, properties={**tool.field.properties, **own})
    kinds["tool"] = replace(tool, field=below)
    written = document(
        "tool", "t", subject="Lanterns", value="Priceless", data="Archive", address="https://a.example"
    )  # fmt: skip
    site = site_at(index_handbook([written], kinds, SETTINGS), Edition("private"))
    texts = {page.path: page.view for page in site.pages if "/documents/" in page.path}
    assert documents_in(texts)["t"][5] == "Lanterns · Priceless · Archive"


def test_a_unit_and_a_file_of_figures_are_no_words() -> None:
    metric = document("metric", "m", title={"en": "Sales"}, unit="boxes", data="sales.csv")
    assert documents_in(files(metric))["m"][5] == ""


def test_what_is_left_out_by_its_place_is_a_string_of_the_schemas() -> None:
    for kind, places in NO_WORDS.items():
        for place in places:
            below = builtin_kinds()[kind].field
            for name in place[1:].split("/"):
                below = below.properties[name]
            assert (below.type, below.is_code) == ("string", False), place


def test_half_of_a_letter_does_not_keep_the_index_from_being_written() -> None:
    found = files(goal(title={"en": "Broken \ud800 letter"}))
    assert documents_in(found)["g"][2] == "Broken \ufffd letter"
    assert all(isinstance(one, SearchIndexView) or one.encode() for one in found.values())


def test_title_of_300_signs_is_found_as_a_whole() -> None:
    title = "".join(chr(0x4E00 + number) for number in range(300))
    found = terms_in(files(goal(title={"zh": title})), "zh/search")
    assert {title[at : at + 2] for at in range(299)} <= found.keys()


def test_one_document_more_renames_no_other() -> None:
    def codes(*documents: Document) -> dict[str, str]:
        return {
            values[1]: code
            for path, text in files(*documents).items()
            if path.startswith("search/documents/")
            for code, values in data_of(text).items()
        }

    before = codes(*(goal(f"g{number}") for number in range(30)))
    after = codes(*(goal(f"g{number}") for number in range(40)))
    assert len(set(after.values())) == 40
    assert {id_: after[id_] for id_ in before} == before


def test_document_that_moves_the_code_of_another_gives_all_files_another_stamp() -> None:
    layout = layout_for(3)
    known: dict[int, str] = {}
    number = 0
    while (own := own_code(Key("goal", f"g{number}"), layout)) not in known:
        known[own] = f"g{number}"
        number += 1
    # The document that comes first by name keeps the code that both ask for.
    first, second = sorted((known[own], f"g{number}"))

    def stamp_and_code(*documents: Document) -> tuple[str, str]:
        found = files(*documents)
        codes = [
            code
            for path, text in found.items()
            if path.startswith("search/documents/")
            for code, values in data_of(text).items()
            if values[1] == second
        ]
        return found["search/index.js"].stamp, codes[0]

    before = stamp_and_code(goal(second))
    moved = stamp_and_code(goal(first), goal(second))
    assert moved[1] != before[1]
    assert moved[0] != before[0]
    assert stamp_and_code(goal("other"), goal(second)) == before


def test_change_of_one_document_changes_the_files_that_hold_it_and_no_others() -> None:
    many = [goal(f"g{number}", title={"en": f"Number {number}"}) for number in range(200)]
    before = files(ANN, *many)
    after = files(
        ANN, goal("g0", title={"en": "Number 0"}, relevant={"why": {"en": "Zebra"}}), *many[1:]
    )
    changed = {path for path in before if before[path] != after[path]}
    assert before.keys() == after.keys()
    # Its block in either language, and the files of the terms that it had or has.
    assert {path.split("/")[-2] for path in changed} == {"documents", "terms", "words"}
    assert len(changed) <= 6


def test_all_files_of_an_index_carry_one_stamp_and_editions_another() -> None:
    def stamps(edition: Edition) -> set[str]:
        found = files(ANN, goal(), edition=edition)
        return {
            one.stamp if isinstance(one, SearchIndexView) else one.split('"')[3]
            for path, one in found.items()
            if path.startswith("search/")
        }

    team, private = stamps(Edition("team")), stamps(Edition("private"))
    assert len(team) == len(private) == 1
    assert team != private


@pytest.mark.parametrize("documents", [0, 1, 12, 13, 240, 5000, 100_000])
def test_files_stay_small_however_many_documents_there_are(documents: int) -> None:
    layout = layout_for(documents)
    assert layout.blocks * 6 >= documents
    assert layout.blocks < documents / 3 + 2
    assert layout.buckets <= layout.blocks
    assert documents <= (1 << layout.code_bits) / 4


@pytest.mark.parametrize("documents", [1, 240, 5000])
def test_every_code_is_in_one_block_and_that_in_one_bucket(documents: int) -> None:
    layout = layout_for(documents)
    last = (1 << layout.code_bits) - 1
    chance = random.Random(1)
    numbers = sorted({0, last, *(chance.randrange(last) for _ in range(documents))})
    codes = tuple(Coded(Key("goal", "g"), number) for number in numbers)
    blocks = [layout.of_block(codes, number) for number in range(layout.blocks)]
    buckets = [layout.of_bucket(codes, number) for number in range(layout.buckets)]
    assert [one for block in blocks for one in block] == list(codes)
    each = layout.blocks // layout.buckets
    assert [list(bucket) for bucket in buckets] == [
        [one for block in blocks[at : at + each] for one in block]
        for at in range(0, layout.blocks, each)
    ]


def test_a_block_is_found_without_a_look_at_every_document() -> None:
    class Seen(tuple[Coded, ...]):
        looks = 0

        def __getitem__(self, place: Any) -> Any:
            Seen.looks += 1
            return super().__getitem__(place)

        def __iter__(self) -> Iterator[Coded]:
            raise AssertionError("every document was looked at")

    layout = layout_for(5000)
    codes = Seen(Coded(Key("goal", "g"), 52 * number) for number in range(5000))
    assert layout.of_block(codes, 100)
    assert Seen.looks < 40


def test_index_is_a_script_whatever_the_words_hold(renderer: Renderer) -> None:
    site = site_at(handbook_of(ANN))
    page = next(one for one in site.pages if one.path == "search/index.js")
    rendered = renderer.render(page)
    assert isinstance(rendered, Rendered)
    text = rendered.content.decode().strip()
    index = data_of(text + "\n")
    assert index["documents"] == 1
    folders = {sign: folder for sign, _, folder in index["kinds"]}
    assert [folders[sign] for sign in index["first"][:2]] == ["people", "partners"]
    assert len(set(index["digits"])) == 64
    assert index["letters"] == [4, 16]
    assert ["org", "Organisation"] in index["pages"]
    assert index["words"]["found"] == {"other": "{count} results", "one": "{count} result"}
