"""Language tags: those that there are, and those that somebody meant."""

from __future__ import annotations

import pytest

from planbook.reading.language_tags import is_language_tag, tag_meant


@pytest.mark.parametrize("tag", ["zh", "en", "pt-BR", "zh-Hant", "ja", "en-GB"])
def test_the_locale_data_knows_these(tag: str) -> None:
    assert is_language_tag(tag)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("cn", "zh"), ("CN", "zh"), ("zh_CN", "zh"), ("zh-cn", "zh"), ("chinese", "zh"),
        ("中文", "zh"), ("汉语", "zh"), ("zho", "zh"), ("jp", "ja"), ("日文", "ja"), ("kr", "ko"),
        ("gb", "en"), ("us", "en"), ("english", "en"), ("英文", "en"), ("englisch", "en"),
        ("deutsch", "de"), ("pt_BR", "pt"), ("en_GB", "en-GB"), ("klingon", None), ("xx", None),
        ("", None), ("a" * 1000, None),
    ],
)  # fmt: skip
def test_a_country_a_name_or_another_writing_stands_for_a_tag(
    written: str, meant: str | None
) -> None:
    assert tag_meant(written) == meant


def test_of_known_languages_one_of_them_is_meant_or_none() -> None:
    assert tag_meant("uk", ("zh", "en")) == "en"
    assert tag_meant("zh-TW", ("zh", "en")) == "zh"
    assert tag_meant("jp", ("zh", "en")) is None
