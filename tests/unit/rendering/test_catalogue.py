"""Words of the interface: found, counted, filled in, borrowed."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from planbook.language import spoken_languages
from planbook.rendering.catalogue import (
    MissingWordsError,
    make_translator,
    make_writer,
)
from planbook.views.words import Apart, Joined, Phrase, Telling, Words

WORDS = {
    "en": {
        "goal": "Goal",
        "goal.owner": "Owner of {goal}",
        "total.one": "{count} goal",
        "total.other": "{count} goals",
        "only.english": "English",
    },
    "pl": {"total.one": "{count} cel", "total.few": "{count} cele", "total.other": "{count} celów"},
    "zh": {"goal": "目标", "total.other": "{count} 个目标", "code": "{a} < {b}"},
}


def test_words_are_those_of_the_language() -> None:
    assert make_translator(WORDS, "zh")("goal") == "目标"


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("en", 1, "1 goal"),
        ("en", 2, "2 goals"),
        ("en", 12345, "12,345 goals"),
        ("zh", 1, "1 个目标"),
        ("pl", 3, "3 cele"),
    ],
)
def test_counted_words_take_the_form_of_their_language(
    language: str, count: int, words: str
) -> None:
    assert make_translator(WORDS, language)("total", count=count) == words


def test_form_that_a_language_leaves_out_is_its_other() -> None:
    assert make_translator(WORDS, "pl")("total", count=5) == "5 celów"


def test_region_borrows_from_its_language_and_then_from_english() -> None:
    assert spoken_languages("zh-Hans-CN", ("en", "pl", "zh")) == ("zh", "en")
    ui = make_translator(WORDS, "zh-Hans-CN")
    assert ui("goal") == "目标"
    assert ui("only.english") == "English"


def test_theme_without_english_lends_its_first_language() -> None:
    assert make_translator({"zh": {"goal": "目标"}}, "fr")("goal") == "目标"


def test_borrowed_words_are_counted_by_their_own_rule() -> None:
    words = {"en": WORDS["en"], "zh": {"goal": "目标"}}
    assert make_translator(words, "zh")("total", count=1) == "1 goal"


def test_a_script_gets_the_words_of_a_form_with_the_place_of_the_count() -> None:
    ui = make_translator({"en": {"n.one": "{count} goal", "n.other": "{count} goals"}}, "en")
    assert ui("n", form=1, count="{count}") == "{count} goal"
    assert ui("n", form=5, count="{count}") == "{count} goals"


def test_a_template_may_ask_for_another_language_than_its_page() -> None:
    words = {"en": {"lost": "Gone", "n.one": "{count} goal", "n.other": "{count} goals"}}
    ui = make_translator({**words, "zh": {"lost": "没有", "n.other": "{count} 个目标"}}, "zh")
    assert (ui("lost"), ui("lost", "zh"), ui("lost", "en")) == ("没有", "没有", "Gone")
    assert ui("n", "en", count=1) == "1 goal"
    assert ui("lost", "fr") == "Gone"


def test_missing_words_are_named() -> None:
    with pytest.raises(MissingWordsError, match=r"`goal\.due` in zh, en"):
        make_translator(WORDS, "zh")("goal.due")


def test_missing_value_is_named() -> None:
    with pytest.raises(MissingWordsError, match="`goal`"):
        make_translator(WORDS, "en")("goal.owner")


def test_plain_values_stay_plain() -> None:
    words = make_translator(WORDS, "zh")("code", a="<i>", b=1)
    assert words == "<i> < 1"
    assert not hasattr(words, "__html__")


def test_markup_among_the_values_escapes_all_the_rest() -> None:
    words = make_translator(WORDS, "zh")("code", a=Markup("<b>x</b>"), b="<script>")
    assert words == Markup("<b>x</b> &lt; &lt;script&gt;")
    assert hasattr(words, "__html__")


def test_placeholders_reach_no_attributes() -> None:
    ui = make_translator({"en": {"bad": "{goal.__class__} {goal}"}}, "en")
    assert ui("bad", goal="x") == "{goal.__class__} x"


def test_language_that_nobody_has_heard_of_still_counts() -> None:
    assert make_translator({"tlh-x-1": {"n.other": "{count}!"}}, "tlh-x-1")("n", count=1) == "1!"


TELLING = {
    "en": {
        "moved": "{what} moved from {before} to {after}",
        "and": "; ",
        "none": "(none)",
        "days.one": "{count} day",
        "days.other": "{count} days",
    },
    "zh": {
        "moved": "{what}由{before}改为{after}",
        "and": "；",
        "none": "（无）",
        "days.other": "{count} 天",
    },
}


def test_a_place_may_be_filled_with_another_phrase() -> None:
    ui = make_translator(TELLING, "en")
    days = Telling("days", {"count": 1})
    both = Joined("and", ("a", Phrase("none")))
    assert ui("moved", what=both, before=days, after=Joined("", ())) == (
        "a; (none) moved from 1 day to "
    )


def test_in_chinese_what_is_told_apart_has_spaces_beside_latin_letters() -> None:
    values = {"what": "负责人", "before": Apart("Ann"), "after": Apart("3", behind=False)}
    assert make_translator(TELLING, "zh")("moved", **values) == "负责人由 Ann 改为 3"
    assert make_translator(TELLING, "zh-Hant")("moved", **values | {"before": Apart("王丽")}) == (
        "负责人由王丽改为 3"
    )
    assert make_translator(TELLING, "en")("moved", **values) == "负责人 moved from Ann to 3"


def test_words_of_authors_inside_are_escaped_and_keep_their_language() -> None:
    ui = make_translator(TELLING, "zh")
    title = Words("<b>", "en")
    told = ui("moved", what=Joined("and", (title, "<i>")), before=Apart(title), after="&")
    assert told == Markup(
        '<span lang="en">&lt;b&gt;</span>；&lt;i&gt;由 <span lang="en">&lt;b&gt;</span> 改为&amp;'
    )


def test_what_is_told_can_be_written_without_a_phrase_around_it() -> None:
    write = make_writer(TELLING, "zh")
    assert write(Apart("3")) == " 3 "
    assert write(Telling("days", {"count": 3})) == "3 天"
