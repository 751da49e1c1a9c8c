"""What planbook.yaml says of scoring, defaults and presets filled in."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final, Literal

import msgspec

from planbook.quantities import exact


class PaceLimits(msgspec.Struct, frozen=True):
    """When a goal is on track, at risk or off track.

    With ``measure`` ratio the limits are progress divided by expected progress, at least; with
    points they are hundredths of the goal behind what is expected: less than ``on_track``, at
    most ``at_risk``. ``grace`` is the share of the time at the start that is not judged.
    """

    preset: str
    measure: Literal["ratio", "points"]
    on_track: Fraction
    at_risk: Fraction
    grace: Fraction = Fraction(1, 10)


class ConfidenceLimits(msgspec.Struct, frozen=True):
    """From which confidence a goal stays on track, and from which it is at risk."""

    on_track: Fraction = Fraction(7, 10)
    at_risk: Fraction = Fraction(4, 10)


class SmartLimits(msgspec.Struct, frozen=True):
    """The bands of the SMART score, and the band that a stretch is sensible in.

    ``floor`` is None where no goal is too badly written to build.
    """

    ready: Decimal = Decimal(85)
    minor_edits: Decimal = Decimal(70)
    floor: Decimal | None = None
    stretch_min: Fraction = Fraction(3, 100)
    stretch_max: Fraction = Fraction(6, 10)


class ScoringSettings(msgspec.Struct, frozen=True):
    """All that can be set about scoring."""

    pace: PaceLimits
    confidence: ConfidenceLimits
    smart: SmartLimits
    aspirational_success: Fraction = Fraction(7, 10)


PRESETS: Final[Mapping[str, PaceLimits]] = MappingProxyType(
    {
        "planbook": PaceLimits("planbook", "ratio", Fraction(90, 100), Fraction(70, 100)),
        # UpRaise, "What are different OKR confidence statuses": 0.95 and 0.75 of ideal progress.
        "upraise": PaceLimits("upraise", "ratio", Fraction(95, 100), Fraction(75, 100)),
        # ServiceNow Goal Framework: 90 % and 75 % of the expected value.
        "servicenow": PaceLimits("servicenow", "ratio", Fraction(90, 100), Fraction(75, 100)),
        # Mooncamp, "Traffic lights system": thresholds of 90 and 70, scaled by the time gone.
        "mooncamp": PaceLimits("mooncamp", "ratio", Fraction(90, 100), Fraction(70, 100)),
        # Engagedly, "Automatic status updates for goals": expected less actual progress, in
        # points: below 16.5 on track, to 33 behind, above at risk.
        "engagedly": PaceLimits("engagedly", "points", Fraction(165, 10), Fraction(33)),
    }
)
"""The rules that products publish, by product; what each calls its statuses differs."""


def read_scoring_settings(written: Mapping[str, object]) -> ScoringSettings:
    """Return the scoring settings that ``written`` (of planbook.yaml) stands for.

    A limit that is not written comes from the preset, or from planbook's own defaults.
    """
    pace, confidence = _part(written, "pace"), _part(written, "confidence")
    smart = _part(written, "smart")
    stretch = _part(smart, "stretch")
    preset = PRESETS.get(str(pace.get("preset", "planbook")), PRESETS["planbook"])
    usual, sure = SmartLimits(), ConfidenceLimits()
    floor = smart.get("floor")
    return ScoringSettings(
        pace=PaceLimits(
            preset.preset,
            preset.measure,
            _share(pace.get("on_track"), preset.on_track),
            _share(pace.get("at_risk"), preset.at_risk),
            _share(pace.get("grace"), preset.grace),
        ),
        confidence=ConfidenceLimits(
            _share(confidence.get("on_track"), sure.on_track),
            _share(confidence.get("at_risk"), sure.at_risk),
        ),
        smart=SmartLimits(
            ready=_amount(smart.get("ready"), usual.ready),
            minor_edits=_amount(smart.get("minor_edits"), usual.minor_edits),
            floor=None if floor is None else _amount(floor, Decimal(0)),
            stretch_min=_share(stretch.get("min"), usual.stretch_min),
            stretch_max=_share(stretch.get("max"), usual.stretch_max),
        ),
        aspirational_success=_share(written.get("aspirational_success"), Fraction(7, 10)),
    )


def _part(written: Mapping[str, object], name: str) -> Mapping[str, object]:
    part = written.get(name)
    return part if isinstance(part, Mapping) else {}


def _share(written: object, usual: Fraction) -> Fraction:
    return exact(written) if isinstance(written, int | float | Decimal) else usual


def _amount(written: object, usual: Decimal) -> Decimal:
    return Decimal(str(written)) if isinstance(written, int | float | Decimal) else usual
