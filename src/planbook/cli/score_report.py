"""What ``planbook score`` prints, in whatever format: records, the words for them, and places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from planbook.language import Text, words_in
from planbook.model.document import Key
from planbook.quantities import (
    as_decimal,
    exact,
    plain,
    rounded,
    rounded_beside,
)
from planbook.scoring.recording import record_scores
from planbook.scoring.records import as_json
from planbook.scoring.settings import read_scoring_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planbook.model.edition import Edition
    from planbook.model.handbook import Handbook
    from planbook.pipeline import Scored
    from planbook.rendering.catalogue import Translator
    from planbook.scoring.records import Money, Number, ScoreRecords
    from planbook.scoring.results import Scores, Sentence
    from planbook.views.formats import Formats

DASH: Final = "–"


@dataclass(frozen=True, slots=True)
class Report:
    """The records of one edition and what tells them.

    ``ui`` has the words of the theme. ``places`` are the path and line of each check of the SMART
    score, by goal. ``pace_limits`` are what a pace is compared with.
    """

    records: ScoreRecords
    scores: Scores
    handbook: Handbook
    edition: Edition
    language: str
    ui: Translator
    places: Mapping[str, Sequence[tuple[str, int | None]]]
    pace_limits: tuple[Fraction, ...]
    formats: Formats

    def say(self, words: Text) -> str:
        """Return ``words`` in the language of messages."""
        return words_in(words, (self.language, "en"))

    def sentence(self, sentence: Sentence) -> str:
        """Return a sentence of the theme's catalogue, its places filled."""
        from planbook.views.sentences import fill_sentence

        filling = fill_sentence(sentence, self.handbook, self.formats, self.say)
        return _with_plain_spaces(self.ui(sentence.key, **filling))

    def percent(self, share: Fraction | None, *, signed: bool = False) -> str:
        """Return a share in per cent; ``signed`` for a change."""
        if share is None:
            return DASH
        return f"{'+' if signed and share > 0 else ''}{self.formats.percent_rounded(share)}"

    def amount(self, value: Number | None, unit: str | None, *, signed: bool = False) -> str:
        """Return an amount with its unit and at most two decimals; ``signed`` for a difference."""
        if value is None:
            return DASH
        number = Decimal(plain(rounded(exact(value), 2)))
        told = _with_plain_spaces(self.formats.number(abs(number), unit or ""))
        sign = "−" if number < 0 else "+" if signed and number > 0 else ""
        return f"{sign}{told}"

    def money(self, money: Money | None, currency: str | None) -> str:
        """Return an amount of money to the minor unit of its currency."""
        if money is None:
            return DASH
        return _with_plain_spaces(self.formats.number(money.value, currency or "", with_cents=True))

    def label(self, key: Key) -> str:
        """Return what a document or a territory is called, else its id."""
        return self.say(self.handbook.title_of(key))


def _with_plain_spaces(told: str) -> str:
    # What holds a figure and its currency together on a page would hide them from a search here.
    return told.replace("\u00a0", " ")


def make_report(
    scored: Scored,
    edition: Edition,
    words: Mapping[str, Mapping[str, str]],
    language: str,
) -> Report:
    """Return what there is to print, in the words of ``language`` of a theme's ``words``."""
    from planbook.rendering.catalogue import make_translator
    from planbook.views.formats import Formats

    handbook, scores = scored.visible, scored.scores
    pace = read_scoring_settings(handbook.settings.scoring).pace
    return Report(
        records=record_scores(scores, handbook, edition),
        scores=scores,
        handbook=handbook,
        edition=edition,
        language=language,
        ui=make_translator(words, language),
        places=_places_of_checks(scored),
        pace_limits=(pace.on_track, pace.at_risk) if pace.measure == "ratio" else (),
        formats=Formats(language),
    )


def _places_of_checks(scored: Scored) -> dict[str, list[tuple[str, int | None]]]:
    """Return where each check of each goal looked, all looked up in one go."""
    looked_at = [
        (score.key, check.pointer)
        for score in scored.scores.goals.values()
        if score.smart is not None
        for check in score.smart.checks
    ]
    places: dict[str, list[tuple[str, int | None]]] = {}
    for (key, _), place in zip(looked_at, scored.locate(looked_at), strict=True):
        places.setdefault(key.id, []).append(place)
    return places


def report_json(report: Report) -> dict[str, Any]:
    """Return the records as JSON holds them, each check of a goal with its path and line."""
    told: dict[str, Any] = as_json(report.records, report.say)
    for goal in told["goals"]:
        checks = goal["smart"]["checks"] if goal["smart"] is not None else ()
        for check, (path, line) in zip(checks, report.places.get(goal["id"], ()), strict=True):
            check |= {"path": path, "line": line}
    return told


def edition_words(edition: Edition) -> Text:
    """Return for whom the figures are, in one line."""
    if edition.viewer is not None:
        return {
            "en": f"Edition: what {edition.viewer} may see.",
            "zh": f"版本：{edition.viewer} 能看到的内容。",
        }
    return {
        "private": {
            "en": "Edition: private, the author's view of everything; share with care "
            "(--audience team, --viewer ID).",
            "zh": "版本：private，作者视角，包含全部内容，转发前请留意"
            "（可用 --audience team 或 --viewer ID）。",
        },
        "team": {"en": "Edition: team.", "zh": "版本：team，团队内可见的内容。"},
        "public": {"en": "Edition: public.", "zh": "版本：public，公开的内容。"},
    }[edition.audience]


def shown(value: Number | None, places: int = 2, limits: Sequence[Fraction] = ()) -> str:
    """Return ``value`` with so many decimals, never rounded across one of ``limits``."""
    if value is None:
        return DASH
    return f"{rounded_beside(exact(value), limits, places):.{places}f}"


def points(value: Number) -> str:
    """Return points of a score: 20, or 2.5."""
    return plain(as_decimal(exact(value)))
