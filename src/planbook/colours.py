"""Colours on a screen, and whether words in them can be read (WCAG 2.2, contrast ratio)."""

from __future__ import annotations

import re
from fractions import Fraction
from types import MappingProxyType
from typing import Final

LEAST_CONTRAST: Final = 4.5
"""What level AA asks for of text in the usual size."""

_SIX_DIGITS: Final = re.compile(r"#?([0-9A-Fa-f]{6})(?:[0-9A-Fa-f]{2})?")
_THREE_DIGITS: Final = re.compile(r"#?([0-9A-Fa-f])([0-9A-Fa-f])([0-9A-Fa-f])")
_RGB: Final = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})[^()]{0,20}\)")
_STEPS: Final = 50
_NAMES: Final = MappingProxyType(
    {
        "black": "#000000", "黑色": "#000000", "grey": "#808080", "gray": "#808080",
        "灰色": "#808080", "white": "#ffffff", "白色": "#ffffff", "red": "#ff0000",
        "红色": "#ff0000", "orange": "#ffa500", "橙色": "#ffa500", "yellow": "#ffff00",
        "黄色": "#ffff00", "green": "#008000", "绿色": "#008000", "teal": "#008080",
        "blue": "#0000ff", "蓝色": "#0000ff", "navy": "#000080", "深蓝": "#000080",
        "purple": "#800080", "紫色": "#800080", "maroon": "#800000", "brown": "#a52a2a",
        "棕色": "#a52a2a", "pink": "#ffc0cb", "粉色": "#ffc0cb", "cyan": "#00ffff",
        "青色": "#00ffff", "magenta": "#ff00ff",
    }
)  # fmt: skip


def read_colour(written: str) -> str | None:
    """Return the colour that somebody probably means as ``#rrggbb``, or None.

    >>> read_colour("0B5C66"), read_colour("#abc"), read_colour("rgb(11, 92, 102)")
    ('#0b5c66', '#aabbcc', '#0b5c66')
    """
    text = written.strip().lower()
    if text in _NAMES:
        return _NAMES[text]
    if found := _SIX_DIGITS.fullmatch(text):
        return f"#{found[1]}"
    if found := _THREE_DIGITS.fullmatch(text):
        return "#" + "".join(digit * 2 for digit in found.groups())
    if found := _RGB.fullmatch(text):
        parts = [int(part) for part in found.groups()]
        return _written(parts) if max(parts) <= 255 else None
    return None


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (``#rrggbb``): 1 of the same, 21 of black on white."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, other: str, share: Fraction) -> str:
    """Return ``colour`` with ``share`` of ``other`` in it."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return _written([round(one + (two - one) * share) for one, two in pairs])


def readable_on(colour: str, backgrounds: tuple[str, ...], towards: str) -> str:
    """Return ``colour``, or the first one on the way ``towards`` another that can be read."""
    for step in range(_STEPS):
        mixed = mix(colour, towards, Fraction(step, _STEPS))
        if all(contrast(mixed, background) >= LEAST_CONTRAST for background in backgrounds):
            return mixed
    return towards


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _parts(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


def _written(parts: list[int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in parts)
