"""The SMART score: how a goal is written, by the rubric. It says nothing of how the goal goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from planbook.diagnostics.codes.rubric import (
    RUBRIC_MISSING_CASE,
    RUBRIC_MISSING_CHECK,
    RUBRIC_UNKNOWN_CASE,
    RUBRIC_UNKNOWN_CHECK,
    RUBRIC_UNKNOWN_PLACEHOLDER,
)
from planbook.diagnostics.finding import Finding, Place
from planbook.diagnostics.pointer import escape_pointer
from planbook.diagnostics.suggestions import closest, in_a_row
from planbook.language import Text
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.rubric import Earning, Rubric, RubricCase, RubricCheck
from planbook.scoring.phrases import PLACEHOLDER
from planbook.scoring.progress import find_source
from planbook.scoring.results import Check, Letter, RubricSentence, SmartScore
from planbook.scoring.series import AllSeries
from planbook.scoring.settings import ScoringSettings, SmartLimits
from planbook.scoring.smart_checks import CHECKS
from planbook.scoring.smart_checks.check import Evidence, Seen, SmartCheck
from planbook.scoring.undertaking import goal_undertaking

LETTERS: Final[tuple[Letter, ...]] = ("S", "M", "A", "R", "T")

_SHARES: Final[Mapping[Earning, Decimal]] = MappingProxyType(
    {"full": Decimal(1), "half": Decimal("0.5"), "none": Decimal(0)}
)
TERMS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(("weekly", "monthly", "quarterly"), ()),
        **dict.fromkeys(("baseline", "time_before", "year_ago"), ()),
        "on_day": ("day",),
        "change": ("change",),
        "left_to_ceiling": ("share", "ceiling"),
    }
)
"""The words of the rubric that fill places in its sentences, each with the places that it has.

What units are called stands beside them; a unit without words is told as it is written.
"""
_CASE: Final[Text] = {"en": "case", "zh": "情形"}
_LIMIT: Final[Text] = {"en": "limit", "zh": "界限"}


def score_smart(
    goal: Goal,
    handbook: Handbook,
    rubric: Rubric,
    settings: ScoringSettings,
    series: AllSeries,
) -> SmartScore:
    """Return how ``goal`` is written, 0 to 100: five letters, each the sum of its checks.

    ``series`` holds the readings of the handbook's metrics. ``rubric`` is one that
    ``match_rubric`` finds nothing wrong with.
    """
    checks = tuple(
        _told(id_, check, CHECKS[id_].look(goal, evidence))
        for id_, check, evidence in _to_carry_out(goal, handbook, rubric, settings, series)
    )
    letters: dict[str, Decimal] = dict.fromkeys(LETTERS, Decimal(0))
    for check in checks:
        letters[check.letter] += check.points
    total = sum(letters.values(), Decimal(0))
    return SmartScore(total, band_of(total, settings.smart), letters, checks)


def weak_letters(
    goal: Goal,
    handbook: Handbook,
    rubric: Rubric,
    settings: ScoringSettings,
    series: AllSeries,
    share: Decimal,
) -> Iterator[tuple[Letter, tuple[Check, ...]]]:
    """Yield the letters of which ``goal`` earns at most ``share`` of the points, with their checks.

    The arguments are those of ``score_smart``. A letter is left as soon as it has earned more:
    of most goals few checks are carried out.
    """
    by_letter: dict[Letter, list[tuple[str, RubricCheck, Evidence]]] = defaultdict(list)
    for one in _to_carry_out(goal, handbook, rubric, settings, series):
        by_letter[one[1].letter].append(one)
    for letter in LETTERS:
        most = share * sum((check.points for _, check, _ in by_letter[letter]), Decimal(0))
        earned, seen = Decimal(0), []
        for id_, check, evidence in by_letter[letter]:
            seen.append((id_, check, CHECKS[id_].look(goal, evidence)))
            earned += _earned(check, seen[-1][2])
            if earned > most:
                break
        else:
            if seen:
                yield letter, tuple(_told(*one) for one in seen)


def band_of(total: Decimal, limits: SmartLimits) -> str:
    """Return the band of a score: ``ready``, ``minor_edits`` or ``rework``."""
    if total >= limits.ready:
        return "ready"
    return "minor_edits" if total >= limits.minor_edits else "rework"


def match_rubric(rubric: Rubric) -> tuple[Finding, ...]:
    """Return a finding for each check, case, limit or word that rubric and code don't share."""
    findings = [
        RUBRIC_UNKNOWN_CHECK.at(
            Place(rubric.path, pointer=f"/checks/{escape_pointer(id_)}", on="key"),
            name=id_,
            hint=_hint(id_, CHECKS),
            suggestion=closest(id_, CHECKS),
            known=in_a_row(CHECKS),
        )
        for id_ in rubric.checks
        if id_ not in CHECKS
    ]
    for id_, check in CHECKS.items():
        if id_ not in rubric.checks:
            place = Place(rubric.path, pointer="/checks", on="key")
            findings.append(RUBRIC_MISSING_CHECK.at(place, name=id_))
        else:
            findings.extend(_match_check(id_, rubric.checks[id_], check, rubric.path))
    for name, known in TERMS.items():
        words = rubric.terms.get(name, {})
        findings.extend(_match_sentence(f"/terms/{name}", words, known, rubric.path))
    return tuple(findings)


def _to_carry_out(
    goal: Goal, handbook: Handbook, rubric: Rubric, settings: ScoringSettings, series: AllSeries
) -> Iterator[tuple[str, RubricCheck, Evidence]]:
    """Yield each check that counts, with its id and what it looks at besides ``goal``."""
    limits, undertaking = settings.smart, goal_undertaking(goal, settings)
    source = find_source(undertaking, handbook, series) if undertaking is not None else None

    def evidence(numbers: Mapping[str, Decimal]) -> Evidence:
        least, most = limits.stretch_min, limits.stretch_max
        return Evidence(handbook, rubric.words, least, most, source, numbers, rubric.terms)

    without_numbers = evidence({})
    for id_, check in rubric.checks.items():
        if check.points:
            yield id_, check, evidence(check.limits) if check.limits else without_numbers


def _earned(check: RubricCheck, seen: Seen) -> Decimal:
    return check.points * _SHARES[check.cases[seen.case].earns]


def _told(id_: str, check: RubricCheck, seen: Seen) -> Check:
    """Return what came of a check, in the words of the rubric."""
    case = check.cases[seen.case]
    return Check(
        id=id_,
        letter=check.letter,
        points=_earned(check, seen),
        of=check.points,
        saw=RubricSentence(case.saw, seen.filling),
        suggest=RubricSentence(case.suggest, seen.filling)
        if case.suggest and case.earns != "full"
        else None,
        pointer=seen.pointer,
    )


def _match_check(id_: str, own: RubricCheck, check: SmartCheck, path: str) -> Iterator[Finding]:
    pointer = f"/checks/{escape_pointer(id_)}"
    parts: tuple[tuple[str, Text, Iterable[str], Iterable[str]], ...] = (
        ("cases", _CASE, own.cases, check.cases),
        ("limits", _LIMIT, own.limits, check.limits),
    )
    for part, word, written, known in parts:
        for name in set(known) - set(written):
            place = Place(path, pointer=f"{pointer}/{part}", on="key")
            yield RUBRIC_MISSING_CASE.at(place, check=id_, part=dict(word), name=name)
        for name in set(written) - set(known):
            yield RUBRIC_UNKNOWN_CASE.at(
                Place(path, pointer=f"{pointer}/{part}/{escape_pointer(name)}", on="key"),
                check=id_,
                part=dict(word),
                name=name,
                hint=_hint(name, known),
                suggestion=closest(name, known),
                known=in_a_row(known),
            )
    for name, case in own.cases.items():
        if name in check.cases:
            yield from _match_words(f"{pointer}/cases/{name}", case, check.cases[name], path)


def _match_words(
    pointer: str, case: RubricCase, known: tuple[str, ...], path: str
) -> Iterator[Finding]:
    for part, sentence in (("saw", case.saw), ("suggest", case.suggest)):
        yield from _match_sentence(f"{pointer}/{part}", sentence, known, path)


def _match_sentence(
    pointer: str, sentence: Text, known: tuple[str, ...], path: str
) -> Iterator[Finding]:
    unknown: dict[str, list[str]] = defaultdict(list)
    for language, words in sentence.items():
        for found in PLACEHOLDER.finditer(words):
            if found[1] not in known:
                unknown[found[1]].append(language)
    for name, languages in unknown.items():
        yield RUBRIC_UNKNOWN_PLACEHOLDER.at(
            Place(path, pointer=f"{pointer}/{languages[0]}"),
            name=name,
            hint=_hint(name, known),
            suggestion=closest(name, known),
            known=in_a_row(f"{{{each}}}" for each in known),
        )


def _hint(name: str, known: Iterable[str]) -> dict[str, str]:
    near = closest(name, known)
    if near is None:
        return {"en": "", "zh": ""}
    return {"en": f"did you mean `{near}`? ", "zh": f"您是想写 `{near}` 吗？"}
