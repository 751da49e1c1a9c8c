"""Findings: their words, filled in every language."""

from __future__ import annotations

from types import MappingProxyType

from planbook.diagnostics.finding import Code, Place, Severity

CODE = Code(
    name="file-odd",
    severity=Severity.ERROR,
    message={"en": "this is {sort}", "zh": "这是{sort}"},
    help={"en": "delete {name}", "zh": "请删除 {name}"},
)


def test_an_argument_in_several_languages_takes_each_wording() -> None:
    # Text is any mapping: a read-only one is words in languages as a dictionary is.
    for sort in ({"en": "a pipe", "zh": "管道"}, MappingProxyType({"en": "a pipe", "zh": "管道"})):
        finding = CODE.at(Place("a"), sort=sort, name="a")
        assert finding.message == {"en": "this is a pipe", "zh": "这是管道"}
        assert finding.help == {"en": "delete a", "zh": "请删除 a"}


def test_an_argument_that_lacks_a_language_gives_the_first_that_it_has() -> None:
    assert CODE.at(Place("a"), sort={"de": "ein Rohr"}, name="a").message["zh"] == "这是ein Rohr"
    assert CODE.at(Place("a"), sort={}, name="a").message["zh"] == "这是"


def test_a_chinese_name_stands_without_spaces_in_a_chinese_sentence() -> None:
    code = Code(
        name="file-odd",
        severity=Severity.HINT,
        message={"zh": "最近一年 {team} 的 {count} 次都给了 {who}", "en": "{team}: {count}, {who}"},
    )
    chinese = code.at(Place("a"), team="北方组", count=3, who="李娜")
    assert chinese.message["zh"] == "最近一年北方组的 3 次都给了李娜"
    assert chinese.message["en"] == "北方组: 3, 李娜"
    latin = code.at(Place("a"), team="East", count=3, who="Bea Stone")
    assert latin.message["zh"] == "最近一年 East 的 3 次都给了 Bea Stone"
