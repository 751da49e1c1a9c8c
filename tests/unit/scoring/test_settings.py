"""What planbook.yaml says of scoring, and what holds where it says nothing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from planbook.scoring.settings import PRESETS, read_scoring_settings


def test_without_a_word_the_settings_are_planbooks_own() -> None:
    found = read_scoring_settings({})
    assert found.pace == PRESETS["planbook"]
    assert (found.pace.on_track, found.pace.at_risk) == (Fraction(9, 10), Fraction(7, 10))
    assert found.pace.grace == Fraction(1, 10)
    assert (found.confidence.on_track, found.confidence.at_risk) == (
        Fraction(7, 10),
        Fraction(4, 10),
    )
    assert (found.smart.ready, found.smart.minor_edits, found.smart.floor) == (85, 70, None)
    assert (found.smart.stretch_min, found.smart.stretch_max) == (
        Fraction(3, 100),
        Fraction(6, 10),
    )
    assert found.aspirational_success == Fraction(7, 10)
    assert read_scoring_settings({"pace": {"preset": "nobodys"}}).pace == PRESETS["planbook"]
    assert read_scoring_settings({"pace": None, "smart": []}) == found


@pytest.mark.parametrize("written", [Decimal("0.5"), 0.5])
def test_everything_that_is_written_holds(written: object) -> None:
    limits = {"on_track": written, "at_risk": written}
    found = read_scoring_settings(
        {
            "pace": {"preset": "engagedly", "grace": written, **limits},
            "confidence": limits,
            "smart": {
                "ready": 90,
                "minor_edits": 60,
                "floor": 0,
                "stretch": {"min": written, "max": 1},
            },
            "aspirational_success": written,
        }
    )
    half = Fraction(1, 2)
    assert (found.pace.preset, found.pace.measure) == ("engagedly", "points")
    assert (found.pace.on_track, found.pace.at_risk, found.pace.grace) == (half, half, half)
    assert (found.confidence.on_track, found.confidence.at_risk) == (half, half)
    assert (found.smart.ready, found.smart.minor_edits, found.smart.floor) == (90, 60, 0)
    assert (found.smart.stretch_min, found.smart.stretch_max) == (half, 1)
    assert found.aspirational_success == half
    unclear = read_scoring_settings({"smart": {"floor": "much"}})
    assert unclear.smart.floor == 0
