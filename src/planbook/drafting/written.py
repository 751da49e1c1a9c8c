"""A draft in writing: as JSON for programs, as a goal's YAML for people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from planbook.drafting.draft import Draft, Found
from planbook.drafting.questions import question
from planbook.drafting.smart import DraftProject, score_written
from planbook.model.settings import Limits
from planbook.periods import FiscalYear, half_of, month_of, quarter_of, week_of, year_of
from planbook.quantities import plain
from planbook.reading.normalizing import without_blanks
from planbook.reading.yaml_values import read_yaml
from planbook.scoring.results import SmartScore

_TITLE = 200
_MARK = "  # TODO: "
# What a document is called is for the caller to say.
_NAMES = frozenset({"kind", "id", "title"})

# Words that YAML readers of one version or another take for something else than text.
_NOT_TEXT = re.compile(
    r"(?:true|false|null|yes|no|on|off|y|n|~|[-+.0-9].*|0[xo].*|\.inf|\.nan)", re.IGNORECASE
)
_PLAIN = re.compile(r"[\w一-鿿][\w一-鿿 ，。、；（）“”！？%￥$€£/().+<>=→~·-]*")


def draft_as_json(draft: Draft, around: DraftProject | None = None) -> dict[str, object]:
    """Return the draft as the values of ``planbook draft --format json``.

    ``score`` is the clarity of the sentence, ``smart`` how the goal is written as it stands.
    """
    found, goal = draft.found, _goal(draft)
    smart = score_written(goal, draft.language, draft.calendar.as_of, around)
    return {
        "format_version": 1,
        "score": {"total": draft.total, "letters": dict(draft.letters)},
        "found": {
            "outcome": found.outcome,
            "metric": found.metric,
            "direction": found.direction,
            "baseline": _number(found.baseline),
            "target": _number(found.target),
            "unit": found.unit,
            "deadline_text": found.deadline_text,
            "start": _day(found.start),
            "due": _day(found.due),
            "scope": found.scope,
        },
        "smart": {
            "total": _number(smart.total),
            "letters": {letter: _number(points) for letter, points in smart.letters.items()},
        },
        "missing": [{"letter": asked.letter, "question": asked.words} for asked in draft.missing],
        "yaml": f"{_figures(draft, smart)}\n{goal}",
    }


def draft_as_yaml(draft: Draft, around: DraftProject | None = None) -> str:
    """Return the draft as the YAML of a goal, ``# TODO`` and a question where a part is missing.

    With every TODO answered it is valid: nothing that a goal requires is left out.
    """
    goal = _goal(draft)
    smart = score_written(goal, draft.language, draft.calendar.as_of, around)
    return f"{_figures(draft, smart)}\n{goal}"


def goal_values(draft: Draft) -> dict[str, Any]:
    """Return what the sentence says of the goal, as the values of its fields.

    A type of measure and a first day that are only assumed, as the sentence speaks of none, are
    left out. A baseline that is asked for is there, and None.
    """
    written: dict[str, Any] = read_yaml(_goal(draft), "", Limits()).documents[0].value
    values: dict[str, Any] = without_blanks(written)
    found = draft.found
    if found.form == "change" and found.baseline is None:
        values["measurable"]["baseline"] = None
    if found.target is None and found.form != "done":
        values["measurable"].pop("type", None)
    if found.start is None:
        values["time_bound"].pop("start", None)
    return {name: value for name, value in values.items() if value != {} and name not in _NAMES}


def goal_questions(draft: Draft) -> dict[str, str]:
    """Return the questions that the sentence leaves open, by the JSON pointer of the field."""
    questions: dict[str, str] = {}
    above: list[str] = []
    for line in _lines(draft):
        key, _, rest = line.strip().partition(":")
        if key.startswith("#"):
            continue
        depth = (len(line) - len(line.lstrip())) // 2
        above = [*above[:depth], key]
        if rest.startswith(_MARK):
            questions["/" + "/".join(above)] = rest.removeprefix(_MARK)
    return questions


def _goal(draft: Draft) -> str:
    return "\n".join(_lines(draft)) + "\n"


def _figures(draft: Draft, smart: SmartScore) -> str:
    """Return the comment with the two figures: of the sentence, and of the goal as drafted."""
    points = plain(smart.total)
    if draft.language == "zh":
        return f"# 表述清晰度 {draft.total}/100 · 此草稿的 SMART 评分 {points}/100"
    return f"# Clarity of the sentence {draft.total}/100 · SMART score of this draft {points}/100"


def _lines(draft: Draft) -> Iterator[str]:
    found, language, known = draft.found, draft.language, draft.found.known
    yield "kind: goal"
    yield f"id: {_id(draft)}"
    title = f"title: {_scalar(_title(draft.text))}"
    yield title if draft.text else _todo("title:", "outcome", language)
    yield f"owner: {known.owner}" if known.owner else _todo("owner:", "owner", language)
    yield from _period(found, language, draft.calendar.fiscal)
    yield "specific:"
    if found.outcome and (found.target is not None or found.form == "done" or found.metric):
        yield f"  outcome: {_scalar(found.outcome)}"
    else:
        yield _todo("  outcome:", "outcome", language)
    yield from _scope(found, language)
    yield "measurable:"
    yield from _measurable(found, language)
    yield "achievable:"
    yield _todo("  rationale:", "rationale", language)
    if found.means:
        yield f"  resources: [{_scalar(found.means)}]"
    yield "relevant:"
    yield _todo("  supports:", "supports", language)
    if found.purpose:
        yield f"  why: {_scalar(found.purpose)}"
    yield "time_bound:"
    missing = "day" if found.deadline_text else "deadline"
    for key, day in (("start", found.start or draft.calendar.as_of), ("due", found.due)):
        yield f"  {key}: {day.isoformat()}" if day else _todo(f"  {key}:", missing, language)


def _scope(found: Found, language: str) -> Iterator[str]:
    known = found.known
    if known.has_scope:
        yield "  scope:"
        for key in ("territories", "product_lines", "partners"):
            ids = getattr(known, key)
            if ids:
                yield f"    {key}: [{', '.join(ids)}]"
        return
    # Territories and product lines are ids of the project, which a sentence cannot know.
    named = f"{_comment(found.scope)} — " if found.scope else ""
    yield f"  # TODO scope: {named}{question('scope', language)}"


def _period(found: Found, language: str, fiscal: FiscalYear) -> Iterator[str]:
    if found.start is None or found.due is None:
        yield _todo("period:", "day" if found.deadline_text else "deadline", language)
        return
    name = _period_name(found.start, found.due, fiscal)
    if name:
        yield f"period: {name}"
    else:
        yield f"period: {{start: {found.start.isoformat()}, end: {found.due.isoformat()}}}"


def _period_name(start: date, due: date, fiscal: FiscalYear) -> str | None:
    """Return the name of the period from ``start`` to ``due`` (2026-Q4), or None."""
    of_business = (year_of, half_of, quarter_of)
    periods = (
        *(period_of(start, fiscal) for period_of in of_business),
        month_of(start),
        week_of(start),
    )
    found = (one.name for one in periods if (one.start, one.end) == (start, due))
    return next(found, None)


def _measurable(found: Found, language: str) -> Iterator[str]:
    yield f"  type: {found.measure}"
    if found.known.metric and found.measure != "yes_no":
        yield f"  metric: {found.known.metric}"
    if found.measure == "yes_no":
        return
    if found.form == "change":
        yield from _relative(found, language)
        return
    if found.unit:
        yield f"  unit: {_scalar(found.unit)}"
    elif found.target is not None:
        yield _todo("  unit:", "unit", language)
    if found.measure == "keep_within":
        assert found.target is not None
        yield f"  {found.bound or 'max'}: {plain(found.target)}"
        if found.per_period:
            yield "  per: period"
        return
    if found.baseline is not None:
        yield f"  baseline: {plain(found.baseline)}"
    elif found.measure != "reach":
        yield _todo("  baseline:", "baseline", language)
    yield from _target(found, language)


def _target(found: Found, language: str) -> Iterator[str]:
    known = found.target is not None and found.target != found.baseline
    if known and found.target is not None and (found.measure != "reach" or found.target > 0):
        yield f"  target: {plain(found.target)}"
    else:
        yield _todo("  target:", "target", language)


def _relative(found: Found, language: str) -> Iterator[str]:
    """Yield the measure of a change (+20 %): a goal asks for the level that it comes to."""
    assert found.target is not None
    if found.unit == "pp":
        yield '  unit: "%"'
    elif found.unit == "%":
        yield _todo("  unit:", "unit", language)
    elif found.unit:
        yield f"  unit: {_scalar(found.unit)}"
    if found.baseline is not None:
        yield f"  baseline: {plain(found.baseline)}"
    else:
        yield _todo("  baseline:", "baseline", language)
    level = _level(found)
    if level is not None:
        yield f"  target: {plain(level)}"
        return
    sign = "-" if found.direction == "decrease" or found.target < 0 else "+"
    change = f"{sign}{plain(abs(found.target))}{'' if found.unit == '%' else ' '}{found.unit or ''}"
    yield f"  target:{_MARK}{question('level', language, change=_comment(change.strip()))}"


def _level(found: Found) -> Decimal | None:
    """Return the level that a change comes to, None where the sentence does not settle it.

    20 % of a baseline that may itself be a percentage are points or a share of it: only the
    author knows.
    """
    if found.baseline is None or found.target is None:
        return None
    down = found.direction == "decrease" or found.target < 0
    change = -abs(found.target) if down else abs(found.target)
    if found.unit == "%":
        if abs(found.baseline) <= 100:
            return None
        change = found.baseline * change / 100
    level = found.baseline + change
    return level if level > 0 and level != found.baseline else None


def _todo(key: str, part: str, language: str) -> str:
    return f"{key}{_MARK}{question(part, language)}"


def _id(draft: Draft) -> str:
    words = re.findall("[a-z0-9]+", draft.text.lower()) if draft.language == "en" else []
    named = "-".join(words)[:48].strip("-")
    if len(re.findall("[a-z]{3}", named)) >= 1:
        return named
    return f"goal-{(draft.found.due or draft.calendar.as_of).isoformat()}"


def _title(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _TITLE else words[: _TITLE - 1].rstrip() + "…"


def _scalar(text: str) -> str:
    """Return ``text`` as a YAML scalar on one line, quoted where it could be read otherwise."""
    words = " ".join(text.split())
    if _PLAIN.fullmatch(words) and not _NOT_TEXT.fullmatch(words) and not words.endswith(" "):
        return words
    escaped = "".join(map(_escaped, words))
    return f'"{escaped}"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    if letter.isprintable():
        return letter
    code = ord(letter)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _comment(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in " ".join(text.split()))


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
