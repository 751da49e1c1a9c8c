"""What a picture is made of: lines, shapes and figures, as SVG."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from html import escape
from typing import TypeAlias

import msgspec

Point: TypeAlias = tuple[float, float]

LETTER = 12.0
"""The height of a letter on a phone, in the units of a drawing that is as wide as the phone."""


class Drawing(msgspec.Struct, frozen=True):
    """A picture without its frame: the template gives it a title, and the style sheet colours.

    ``width`` and ``height`` are those of its ``viewBox``.
    """

    width: int
    height: int
    marks: str

    def __html__(self) -> str:
        """Return what stands inside the ``svg`` element."""
        return self.marks


def line(style: str, start: Point, end: Point) -> str:
    """Return a straight line."""
    return (
        f'<line class="{style}" x1="{_digits(start[0])}" y1="{_digits(start[1])}"'
        f' x2="{_digits(end[0])}" y2="{_digits(end[1])}"/>'
    )


def path(style: str, points: Iterable[Point], *, closed: bool = False) -> str:
    """Return the line through ``points``, or the face that they enclose."""
    steps = " ".join(f"{_digits(x)} {_digits(y)}" for x, y in points)
    return f'<path class="{style}" d="M{steps}{"Z" if closed else ""}"/>' if steps else ""


def dot(style: str, at: Point, radius: float = 3.5) -> str:
    """Return a disc."""
    return f'<circle class="{style}" cx="{_digits(at[0])}" cy="{_digits(at[1])}" r="{radius:g}"/>'


def diamond(style: str, at: Point, radius: float = 4.5) -> str:
    """Return a square on its corner."""
    x, y = at
    corners = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
    return path(style, corners, closed=True)


def arrow(style: str, at: Point, *, up: bool) -> str:
    """Return an arrow's head: there is more beyond the edge."""
    x, y = at
    tip = -9.0 if up else 9.0
    return path(style, ((x - 5.5, y), (x, y + tip), (x + 5.5, y)), closed=True)


def words(style: str, at: Point, text: str, anchor: str = "start") -> str:
    """Return a figure or a name. ``anchor`` is the end that stands at the point."""
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text class="{style}" x="{_digits(at[0])}" y="{_digits(at[1])}"{place}>'
        f"{escape(text, quote=False)}</text>"
    )


def width_of(text: str, letter: float = LETTER) -> float:
    """Return about how wide ``text`` is: a Chinese character is as wide as a letter is high."""
    wide = sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.6 for sign in text)
    return wide * letter


def widest(texts: Sequence[str]) -> float:
    """Return the width of the widest of ``texts``."""
    return max(map(width_of, texts), default=0.0)


def _digits(number: float) -> str:
    written = f"{number:.1f}"
    if written[-2:] == ".0":
        return "0" if written == "-0.0" else written[:-2]
    return written
