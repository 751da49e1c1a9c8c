"""Names of the project that stand in a sentence become ids."""

from __future__ import annotations

from datetime import date

import pytest

from planbook.drafting.draft import draft_goal
from planbook.drafting.vocabulary import Known, KnownName, Vocabulary, find_known
from planbook.drafting.written import draft_as_yaml

AS_OF = date(2026, 9, 10)
PROJECT = Vocabulary(
    people=(
        KnownName("chen-rui", ("chen-rui", "陈睿", "Chen Rui")),
        KnownName("li-a", ("李娜",)),
        KnownName("li-b", ("李娜",)),
    ),
    territories=(KnownName("east-china", ("华东", "East China")), KnownName("east", ("East",))),
    product_lines=(KnownName("smart-lock", ("智能锁", "Smart locks")),),
    partners=(KnownName("hangzhou", ("杭州宏达",)),),
    metrics=(
        KnownName("channel-revenue", ("渠道销售额", "Channel revenue")),
        KnownName("revenue", ("销售额", "Revenue")),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (
            "陈睿：Q4华东智能锁渠道销售额做到600万元",
            Known("chen-rui", "channel-revenue", ("east-china",), ("smart-lock",)),
        ),
        ("杭州宏达年底前销售额200万元", Known(None, "revenue", partners=("hangzhou",))),
        ("李娜年底前签10家", Known()),
        ("Grow east china channel revenue by 10%", Known(None, "channel-revenue", ("east-china",))),
        ("Grow the Eastern revenues by 10%", Known()),
        ("陳睿：銷售額", Known(None, "revenue")),
    ],
)
def test_only_names_that_mean_one_thing_are_taken(text: str, known: Known) -> None:
    assert find_known(text, PROJECT) == known


def test_what_is_known_is_written_and_no_longer_asked() -> None:
    text = "陈睿：Q4华东智能锁渠道销售额做到600万元"
    draft = draft_goal(text, AS_OF, vocabulary=PROJECT)
    written = draft_as_yaml(draft)
    assert "\nowner: chen-rui\n" in written
    assert "\n  metric: channel-revenue\n" in written
    assert "\n    territories: [east-china]\n    product_lines: [smart-lock]\n" in written
    assert {"owner", "scope"}.isdisjoint(asked.part for asked in draft.missing)
    assert "owner" in {asked.part for asked in draft_goal(text, AS_OF).missing}
