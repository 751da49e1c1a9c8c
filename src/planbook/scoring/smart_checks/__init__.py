"""The checks of the SMART score by id: one module a letter, one function a check."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from planbook.scoring.smart_checks import achievable, measurable, relevant, specific, time_bound
from planbook.scoring.smart_checks.check import SmartCheck

CHECKS: Final[Mapping[str, SmartCheck]] = MappingProxyType(
    {
        **specific.CHECKS,
        **measurable.CHECKS,
        **achievable.CHECKS,
        **relevant.CHECKS,
        **time_bound.CHECKS,
    }
)
