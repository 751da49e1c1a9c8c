"""Addresses: stable, relative, and the same under any prefix."""

from __future__ import annotations

from builders.handbooks import builtin_kinds
from planbook.model.document import Key
from planbook.urls import (
    addresses_of,
    asset_path,
    canonical_link,
    mount_path,
    relative_link,
    root_from,
)

ADDRESSES = addresses_of(builtin_kinds(), ("zh", "en"))


def test_the_first_language_has_no_prefix_and_the_others_have_theirs() -> None:
    assert ADDRESSES.document("zh", Key("goal", "q3")) == "goals/q3/index.html"
    assert ADDRESSES.document("en", Key("goal", "q3")) == "en/goals/q3/index.html"
    assert ADDRESSES.folder("zh") == "index.html"
    assert ADDRESSES.folder("en") == "en/index.html"


def test_a_chapter_stands_in_the_handbook() -> None:
    assert ADDRESSES.document("zh", Key("chapter", "goals")) == "handbook/goals/index.html"


def test_kinds_without_a_plural_keep_their_word() -> None:
    sections = ADDRESSES.sections
    assert (sections["feedback"], sections["growth"], sections["person"]) == (
        "feedback",
        "growth",
        "people",
    )


def test_the_first_page_of_a_list_is_the_folder_itself() -> None:
    assert ADDRESSES.numbered("zh", ("goals",), 1) == "goals/index.html"
    assert ADDRESSES.numbered("en", ("goals",), 2) == "en/goals/page/2/index.html"


def test_a_link_climbs_to_the_root_and_names_the_file() -> None:
    assert root_from("index.html") == ""
    assert root_from("en/goals/q3/index.html") == "../../../"
    link = relative_link("goals/q3/index.html", "en/goals/q3/index.html")
    assert link == "../../en/goals/q3/index.html"


def test_a_canonical_link_carries_the_folder() -> None:
    assert (
        canonical_link("https://example.com/book/", "goals/q3/index.html")
        == "https://example.com/book/goals/q3/"
    )
    assert canonical_link("https://example.com", "index.html") == "https://example.com/"


def test_the_base_path_has_a_slash_at_both_ends() -> None:
    assert mount_path("https://example.com") == "/"
    assert mount_path("https://example.com/team/book") == "/team/book/"


def test_files_of_one_name_do_not_meet_and_tell_nothing_of_their_folders() -> None:
    one = asset_path("content/people/ann/secret-plan/photo.png")
    other = asset_path("content/people/bob/photo.png")
    assert one != other
    assert one.endswith("/photo.png")
    assert "secret" not in one
    assert "ann" not in one.split("/")
