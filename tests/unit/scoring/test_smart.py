"""The SMART score as a whole: its letters, bands, rubric, and that filling in never costs."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.plans import GOOD_GOAL, PARTS, smart_of
from planbook.model.rubric import Rubric
from planbook.reading.rubric import builtin_rubric
from planbook.scoring.phrases import PLACEHOLDER, spell
from planbook.scoring.settings import SmartLimits
from planbook.scoring.smart import LETTERS, TERMS, band_of, match_rubric
from planbook.scoring.smart_checks import CHECKS
from planbook.scoring.smart_checks.check import UNIT_TERM

BARE = dict.fromkeys(PARTS)


def test_a_well_written_goal_has_all_points() -> None:
    score = smart_of({})
    assert score.total == 100
    assert score.band == "ready"
    assert score.letters == dict.fromkeys(LETTERS, 20)
    assert all(check.suggest is None for check in score.checks)


def test_a_wish_has_next_to_none_and_is_told_what_to_write() -> None:
    wish = {"/title": {"en": "Improve the market as soon as possible"}}
    score = smart_of({**BARE, **wish, "/measurable/type": "yes_no"})
    assert score.total < 20
    assert score.band == "rework"
    short = [check for check in score.checks if check.points < check.of]
    for check in short:
        assert check.suggest is not None
        assert all(spell(check.suggest).get(language) for language in ("en", "zh"))


def test_letters_are_the_sums_of_their_checks_and_the_total_is_theirs() -> None:
    score = smart_of({"/specific/scope": None, "/time_bound/cadence": None, "/relevant/why": None})
    for letter in LETTERS:
        own = sum(check.points for check in score.checks if check.letter == letter)
        assert score.letters[letter] == own
    assert score.total == sum(score.letters.values())


def test_a_check_earns_all_half_or_nothing() -> None:
    for taken in PARTS:
        for check in smart_of({taken: None}).checks:
            assert check.points in (0, check.of / 2, check.of)


@pytest.mark.parametrize(
    ("scoring", "band"),
    [
        ({}, "minor_edits"),
        ({"smart": {"ready": 70}}, "ready"),
        ({"smart": {"minor_edits": 90}}, "rework"),
    ],
)
def test_bands_are_those_of_the_settings(scoring: dict[str, object], band: str) -> None:
    poor = {"/specific/scope": None, "/relevant/why": None, "/achievable/rationale": None}
    poor |= {"/measurable/source": None, "/achievable/confidence": None, "/actions": None}
    poor |= {"/achievable/resources": None}
    score = smart_of(poor, scoring=scoring)
    assert score.total == 80
    assert score.band == band


@pytest.mark.parametrize(
    ("total", "band"),
    [("85", "ready"), ("84.5", "minor_edits"), ("70", "minor_edits"), ("69.5", "rework")],
)
def test_a_score_on_the_bound_of_a_band_is_in_it(total: str, band: str) -> None:
    assert band_of(Decimal(total), SmartLimits()) == band


def test_a_check_that_earns_all_suggests_nothing_whatever_the_rubric_says() -> None:
    rubric = builtin_rubric()
    owner = rubric.checks["owner"]
    named = msgspec.structs.replace(owner.cases["named"], suggest={"en": "Write another."})
    owner = msgspec.structs.replace(owner, cases={**owner.cases, "named": named})
    own = msgspec.structs.replace(rubric, checks={**rubric.checks, "owner": owner})
    found = next(check for check in smart_of({}, rubric=own).checks if check.id == "owner")
    assert (found.points, found.suggest) == (4, None)


@settings(max_examples=150, deadline=None)
@given(
    missing=st.sets(st.sampled_from(PARTS)),
    filled=st.sampled_from(PARTS),
)
def test_the_score_never_falls_when_a_missing_part_is_filled_in_well(
    missing: set[str], filled: str
) -> None:
    without = smart_of(dict.fromkeys(missing | {filled}))
    with_it = smart_of(dict.fromkeys(missing - {filled}))
    assert with_it.total >= without.total
    for before, after in zip(without.checks, with_it.checks, strict=True):
        assert after.points >= before.points, (before.id, before.saw, after.saw)


@settings(max_examples=50, deadline=None)
@given(missing=st.sets(st.sampled_from(PARTS)))
def test_a_second_language_of_the_title_that_agrees_costs_nothing(missing: set[str]) -> None:
    one = {**dict.fromkeys(missing), "/title": {"en": GOOD_GOAL["title"]["en"]}}
    assert smart_of(dict.fromkeys(missing)).total >= smart_of(one).total


def test_sentences_are_in_both_languages_with_nothing_left_to_fill_in() -> None:
    for taken in (None, *PARTS):
        for check in smart_of({taken: None} if taken else {}).checks:
            for told in (check.saw, check.suggest):
                for sentence in spell(told).values() if told else ():
                    assert not PLACEHOLDER.search(sentence), sentence
            assert {"en", "zh"} <= spell(check.saw).keys()


def test_points_of_another_rubric_count() -> None:
    own = _with_points(owner=20, scope=0, outcome=0, wording=0, **{"title-figure": 0})
    score = smart_of({"/specific/scope": None}, rubric=own)
    assert score.letters["S"] == 20
    assert "scope" not in {check.id for check in score.checks}


def test_the_rubric_and_the_checks_match() -> None:
    assert match_rubric(builtin_rubric()) == ()


def test_the_rubric_s_letters_add_up_to_twenty_each() -> None:
    sums = dict.fromkeys(LETTERS, Decimal(0))
    for check in builtin_rubric().checks.values():
        sums[check.letter] += check.points
    assert sums == dict.fromkeys(LETTERS, 20)


def test_every_word_of_the_rubric_is_in_both_languages_and_fills_in_the_same() -> None:
    for check in builtin_rubric().checks.values():
        for words in (check.name, check.looks_at, check.good, check.bad):
            assert words.keys() == {"zh", "en"}
        for case in check.cases.values():
            for words in (case.saw, case.suggest):
                assert words.keys() in ({"zh", "en"}, set())
                if words:
                    filled = {tag: sorted(PLACEHOLDER.findall(words[tag])) for tag in words}
                    assert set(filled["zh"]) == set(filled["en"]), words


def test_every_term_of_the_rubric_is_in_both_languages() -> None:
    rubric = builtin_rubric()
    assert rubric.terms.keys() >= TERMS.keys()
    assert {name for name in rubric.terms if not name.startswith(UNIT_TERM)} == TERMS.keys()
    assert all(words.keys() == {"zh", "en"} for words in rubric.terms.values())


def test_a_term_with_a_place_that_nothing_fills_is_a_finding() -> None:
    builtin = builtin_rubric()
    terms = {**builtin.terms, "on_day": {"en": "on {daay}"}}
    (finding,) = match_rubric(msgspec.structs.replace(builtin, terms=terms))
    assert finding.code.name == "rubric-unknown-placeholder"
    assert finding.place.pointer == "/terms/on_day/en"


def test_every_letter_has_checks_that_spell_out_all_three_outcomes() -> None:
    for id_, check in builtin_rubric().checks.items():
        earned = {case.earns for case in check.cases.values()}
        assert earned == {"full", "half", "none"}, id_


def test_a_check_that_nothing_carries_out_is_found_and_so_is_one_left_out() -> None:
    rubric = builtin_rubric()
    checks = dict(rubric.checks)
    checks["ownr"] = checks.pop("owner")
    found = match_rubric(msgspec.structs.replace(rubric, checks=checks))
    assert {(each.code.name, each.place.pointer) for each in found} == {
        ("rubric-unknown-check", "/checks/ownr"),
        ("rubric-missing-check", "/checks"),
    }
    unknown = next(each for each in found if each.code.name == "rubric-unknown-check")
    assert unknown.help is not None
    assert "did you mean `owner`" in unknown.help["en"]
    assert "`owner`, `scope`, `outcome`" in unknown.help["en"]


def test_cases_limits_and_words_that_do_not_match_are_found() -> None:
    rubric = builtin_rubric()
    checks = dict(rubric.checks)
    owner, confidence = checks["owner"], checks["confidence"]
    cases = dict(owner.cases)
    cases["nobdy"] = cases.pop("nobody")
    cases["named"] = msgspec.structs.replace(cases["named"], saw={"en": "{ownr} does."})
    checks["owner"] = msgspec.structs.replace(owner, cases=cases)
    checks["confidence"] = msgspec.structs.replace(confidence, limits={"none_below": Decimal(0)})
    found = match_rubric(msgspec.structs.replace(rubric, checks=checks))
    assert {(each.code.name, each.place.pointer) for each in found} == {
        ("rubric-missing-case", "/checks/owner/cases"),
        ("rubric-unknown-case", "/checks/owner/cases/nobdy"),
        ("rubric-unknown-placeholder", "/checks/owner/cases/named/saw/en"),
        ("rubric-missing-case", "/checks/confidence/limits"),
    }


def test_the_table_of_checks_and_the_rubric_are_in_one_order() -> None:
    assert list(CHECKS) == list(builtin_rubric().checks)


def _with_points(**points: int) -> Rubric:
    rubric = builtin_rubric()
    return msgspec.structs.replace(
        rubric,
        checks={
            id_: msgspec.structs.replace(check, points=Decimal(points[id_]))
            if id_ in points
            else check
            for id_, check in rubric.checks.items()
        },
    )
