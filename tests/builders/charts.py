"""Reads a chart back: its shapes by class, and what it writes."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from planbook.charts.drawing import Drawing

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
PLACES = frozenset({"x", "y", "x1", "y1", "x2", "y2", "cx", "cy"})


def shapes(drawing: Drawing) -> list[ElementTree.Element]:
    """Return the elements of a drawing, which has to be well-formed."""
    return list(ElementTree.fromstring(f"<svg>{drawing.marks}</svg>"))


def styled(drawing: Drawing, style: str) -> list[ElementTree.Element]:
    """Return the elements of one class."""
    return [one for one in shapes(drawing) if one.get("class") == style]


def texts(drawing: Drawing) -> list[str]:
    """Return what the drawing writes."""
    return [one.text or "" for one in shapes(drawing) if one.tag == "text"]


def corners(shape: ElementTree.Element) -> list[tuple[float, float]]:
    """Return the points of a path."""
    found = [float(one) for one in _NUMBER.findall(shape.get("d") or "")]
    return list(zip(found[::2], found[1::2], strict=True))


def assert_fits(drawing: Drawing) -> None:
    """Check that nothing stands outside the picture, and that nothing is styled in place."""
    for shape in shapes(drawing):
        assert "style" not in shape.attrib
        for name, written in shape.attrib.items():
            if name in PLACES:
                limit = drawing.height if name[0] == "y" or name == "cy" else drawing.width
                assert -1 <= float(written) <= limit + 1, (shape.attrib, name)
        if shape.tag == "path":
            for x, y in corners(shape):
                assert -1 <= x <= drawing.width + 1
                assert -1 <= y <= drawing.height + 1
