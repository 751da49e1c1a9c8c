"""The reasons of the practices on a page: the catalogue's sentences, filled in its language."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from builders.handbooks import document, handbook_of
from builders.pages import AS_OF, EVERYTHING
from planbook.model.document import Key
from planbook.model.handbook import Handbook
from planbook.pages import Page
from planbook.quantities import Amount, Count, Day, Share
from planbook.reading.resources import builtin_themes
from planbook.reading.rubric import builtin_rubric
from planbook.reading.theme import load_theme
from planbook.rendering.catalogue import make_translator
from planbook.scoring.practices.sentences import SENTENCES
from planbook.scoring.results import Chain, Practice, RubricSentence, Sentence
from planbook.scoring.score import score_handbook
from planbook.urls import addresses_of
from planbook.views.presenter import SitePresenter
from planbook.views.sentences import passage_of
from planbook.views.site import build_pages
from planbook.views.words import Passage, Telling

ANN = document(
    "person", "ann", name={"en": "Ann", "zh": "安"}, scope={"territories": ["east-china"]}
)
# What a handbook that is older than a week holds besides: a young one lists first steps instead.
OLDER = (
    document("person", "zoe", name={"en": "Zoe"}),
    document("goal", "old", owner="zoe", checkins=[{"date": "2026-08-01", "value": 1}]),
)
THEME = load_theme(Path("no-project"), "default", builtin_themes()).value


def worded(sentence: Sentence, language: str, handbook: Handbook | None = None) -> str:
    """The sentence on Ann's page in a language."""
    handbook = handbook or handbook_of(ANN)
    handbook = handbook_of(*handbook.documents.values(), *OLDER, settings=handbook.settings)
    scores = score_handbook(handbook, AS_OF, builtin_rubric(), EVERYTHING).value
    coverage = {"goals": Practice("missing", (sentence,))}
    people = {"ann": replace(scores.people["ann"], coverage=coverage)}
    pages = build_pages(handbook, replace(scores, people=people), EVERYTHING, AS_OF, ()).pages
    prefix = "" if language == "en" else f"{language}/"
    page: Page = next(one for one in pages if one.path == f"{prefix}people/ann/index.html")
    view = page.view
    lines = view.score.practices
    (phrase,) = next(one.reasons for one in lines if one.reasons)
    assert isinstance(phrase, Telling)
    return make_translator(THEME.words, language)(phrase.key, **phrase.arguments)


@pytest.mark.parametrize("language", sorted(THEME.words))
def test_a_catalogue_has_every_sentence_with_its_places(language: str) -> None:
    words = THEME.words[language]
    for key, places in SENTENCES.items():
        found = set(re.findall(r"\{(\w+)\}", words[f"covered.{key}"]))
        assert found == set(places), key
    known = {f"covered.{key}" for key in SENTENCES}
    assert {key for key in words if key.startswith("covered.")} == known


@pytest.mark.parametrize(
    ("sentence", "en", "zh"),
    [
        (
            Sentence(
                "covered.goals.badly_written",
                {"mean": Amount(Decimal("69.9")), "least": Amount(Decimal(70))},
            ),
            "Their average SMART score is 69.9, below 70.",
            "SMART 平均 69.9 分，不到 70 分。",
        ),
        (
            Sentence("covered.too_new", {"months": Count(2), "looks_back": Count(12)}),
            "Closed months in service: 2; this looks back over 12.",
            "任职满 2 个整月，这一项要看 12 个月。",
        ),
        (
            Sentence("covered.feedback.not_recent", {"date": Day(date(2026, 7, 31))}),
            "There was none in the last month; the latest is from 31 July 2026.",
            "近一个月没有反馈，最近一次是 2026 年 7 月 31 日。",
        ),
        (
            Sentence(
                "covered.tools.some",
                {"tools": (Key("person", "ann"), Key("territory", "east-china"), "CRM")},
            ),
            "Tools: Ann, east-china, and CRM.",
            "工具：安、east-china和CRM。",
        ),
        (
            Sentence(
                "covered.training.overdue",
                {"sessions": ({"en": "A class.", "zh": "课程。"}, {"en": "x" * 120})},
            ),
            f"Overdue: A class and {'x' * 100}….",
            f'逾期未完成：课程和<span lang="en">{"x" * 100}…</span>。',
        ),
    ],
)
def test_places_are_filled_in_the_language_of_the_page(
    sentence: Sentence, en: str, zh: str
) -> None:
    assert worded(sentence, "en") == en
    assert worded(sentence, "zh") == zh


CHECKED = RubricSentence(
    {"en": "Write `{field}: {value}`, {basis}: {who}.", "zh": "{basis}，由{who}负责。"},
    {
        "field": "baseline",
        "value": Amount(Decimal(8_803_180), "CNY"),
        "basis": RubricSentence({"en": "on {day}", "zh": "{day}"}, {"day": Day(date(2026, 6, 30))}),
        "who": Chain(({"en": "`East` & Co"}, ({"zh": "华南"}, "North"), Share(Fraction(1, 3)))),
    },
)


def passage_in(language: str) -> Passage:
    settings = replace(handbook_of(ANN).settings, languages=(language, "de"))
    handbook = handbook_of(ANN, settings=settings)
    scores = score_handbook(handbook, AS_OF, builtin_rubric(), EVERYTHING).value
    addresses = addresses_of(handbook.kinds, settings.languages)
    site = SitePresenter(handbook, scores, addresses, (), EVERYTHING)
    return passage_of(CHECKED, site.at(language, "index.html"))


def test_a_sentence_of_the_rubric_is_written_as_its_page_is() -> None:
    english = passage_in("en").__html__()
    assert english == (
        "Write <code>baseline: CNY\u00a08.80318M</code>, on 30 June 2026: `East` &amp; Co → "
        '<span lang="zh">华南</span> and North → 33.3%.'
    )
    chinese = passage_in("zh").__html__()
    assert chinese == (
        '2026 年 6 月 30 日，由<span lang="en">`East` &amp; Co</span> → 华南和North → 33.3%负责。'
    )


def test_a_sentence_without_the_language_of_the_page_is_marked_as_a_whole() -> None:
    passage = passage_in("fr")
    assert passage.lang == "en"
    assert passage.__html__().startswith('<span lang="en">Write <code>baseline: ')
    assert str(passage).startswith("Write `baseline: ")
