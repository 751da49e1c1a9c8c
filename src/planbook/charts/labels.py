"""Where words have room in a picture: beside what they name, and on nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from planbook.charts.drawing import LETTER, Point, width_of, words

_AIR = 3.0
_SLACK = 0.1
_ABOVE, _BELOW = -8.0, 8.0 + LETTER * 0.8


class Box(msgspec.Struct, frozen=True):
    """A part of the picture that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Return whether two boxes have a point in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Return whether ``other`` lies inside."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


class Label(msgspec.Struct, frozen=True):
    """Words, and the places where they may stand: the middle of their foot, the best one first.

    What ``must`` be told may cover a mark, but no other words.
    """

    style: str
    text: str
    places: tuple[Point, ...]
    must: bool = False


def around(at: Point) -> Box:
    """Return the part of the picture that a mark at a point takes."""
    x, y = at
    return Box(x - 4, y - 4, x + 4, y + 4)


def beside(style: str, text: str, at: Point, within: Box, *, must: bool = False) -> Label:
    """Return the label of a mark at a point: above it, else below, moved in from the edges."""
    half = width_of(text) / 2 + _SLACK
    x = min(max(at[0], within.left + half), within.right - half)
    return Label(style, text, ((x, at[1] + _ABOVE), (x, at[1] + _BELOW)), must)


def along(style: str, text: str, height: float, within: Box, *, at_end: bool) -> Label:
    """Return the label of a level line: above or below it, at its beginning or its end."""
    half = width_of(text) / 2
    sides = (within.left + half + 2, within.right - half - 2)
    above, below = height - 4, height + LETTER
    best, other = reversed(sides) if at_end else sides
    places = ((best, above), (best, below), (other, above), (other, below))
    return Label(style, text, places)


def place(
    labels: Iterable[Label], marks: Iterable[Box], taken: Iterable[Box], within: Box
) -> Iterator[str]:
    """Yield those of ``labels`` that have room ``within``, each in its best free place.

    The first ones choose first. One that would cover ``marks``, words that are ``taken``, or
    another label is left out.
    """
    covered, said = tuple(marks), list(taken)
    for label in labels:
        half = width_of(label.text) / 2
        for x, foot in label.places:
            box = Box(x - half, foot - LETTER * 0.8, x + half, foot + LETTER * 0.2)
            others = said if label.must else (*said, *covered)
            if within.holds(box) and not any(box.meets(one) for one in others):
                said.append(Box(box.left - _AIR, box.top, box.right + _AIR, box.bottom))
                yield words(label.style, (x, foot), label.text, "middle")
                break
