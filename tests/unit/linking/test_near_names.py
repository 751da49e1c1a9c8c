"""Names and titles where ids belong: which id each stands for, and why."""

from __future__ import annotations

import pytest

from planbook.linking.near_names import NearNames

KNOWN = NearNames(
    (
        ("wang-li", {"zh": "王丽", "en": "Wang Li"}),
        ("li-na", {"zh": "李娜"}),
        ("li-na-2", {"zh": "李娜"}),
        ("east-china", {"zh": "华东", "en": "East China"}),
    )
)


@pytest.mark.parametrize(
    ("written", "references", "by"),
    [
        ("王丽", ("wang-li",), "name"),
        ("Wang Li", ("wang-li",), "name"),
        ("ＷＡＮＧ　ＬＩ", ("wang-li",), "name"),
        ("李娜", ("li-na", "li-na-2"), "name"),
        ("east china", ("east-china",), "name"),
        ("EastChina", ("east-china",), "name"),
        ("li na", ("li-na",), "spelling"),
        ("wangl", ("wang-li",), "spelling"),
        ("est-china", ("east-china",), "spelling"),
        ("诸葛亮", (), "spelling"),
        ("…", (), "spelling"),
    ],
)
def test_a_name_or_another_writing_stands_for_its_id(
    written: str, references: tuple[str, ...], by: str
) -> None:
    found = KNOWN.find(written)
    assert (found.references, found.by) == (references, by)
