"""Small marks that tell a state by their shape, for whoever does not see their colour."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from planbook.charts.drawing import Drawing, line, path
from planbook.charts.scale import Figure, Scale, bounded

_SIZE: Final = 16
_STEP: Final = 20
_DISC: Final = '<circle class="face" cx="8" cy="8" r="6"/>'
_RING: Final = '<circle class="edge" cx="8" cy="8" r="5.5"/>'
_DASHED: Final = '<circle class="edge dashed" cx="8" cy="8" r="5.5"/>'
_CHECK: Final = '<path class="cut" d="M5 8.2L7.2 10.4L11 6"/>'
_CROSS: Final = '<path class="edge" d="M3.5 3.5L12.5 12.5M12.5 3.5L3.5 12.5"/>'
_TRIANGLE: Final = '<path class="face" d="M8 1.8L15 14H1Z"/>'
_SQUARE: Final = '<path class="face" d="M2.5 2.5H13.5V13.5H2.5Z"/>'
_HALF: Final = '<path class="face" d="M8 2.5A5.5 5.5 0 0 0 8 13.5Z"/>'
_HANDS: Final = '<path class="edge" d="M8 4.5V8.2H10.8"/>'
_SLASH: Final = '<path class="edge" d="M4.1 11.9L11.9 4.1"/>'
_RIGHT: Final = '<path class="edge" d="M2.5 8H13M9 4L13 8L9 12"/>'
_DOWN: Final = '<path class="edge" d="M8 2.5V13M4 9L8 13L12 9"/>'
_SLOPING_DOWN: Final = '<path class="edge" d="M3.5 3.5L12 12M6.5 12H12V6.5"/>'
_SLOPING_UP: Final = '<path class="edge" d="M3.5 12.5L12 4M6.5 4H12V9.5"/>'
_UP: Final = '<path class="edge" d="M8 13.5V3M4 7L8 3L12 7"/>'
_DASH: Final = '<path class="edge" d="M4.5 8H11.5"/>'

_SHAPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        # How a goal goes
        "achieved": _DISC + _CHECK,
        "on_track": _DISC,
        "at_risk": _TRIANGLE,
        "off_track": _SQUARE,
        "missed": _CROSS,
        "too_early": _DASHED,
        "not_started": _RING,
        "unknown": _DASHED + _DASH,
        "awaiting_final": _RING + _HANDS,
        "cancelled": _RING + _SLASH,
        "carried_over": _RIGHT,
        # Whether a practice is covered, a check earned
        "full": _DISC + _CHECK,
        "partial": _RING + _HALF,
        "missing": _RING,
        "not_yet": _DASHED,
        "not_shown": _DASH,
        # Where a series goes
        "steady": _DISC,
        "watch": _TRIANGLE,
        "decline": _SQUARE,
        "too_few": _DASHED,
        "falling": _DOWN,
        "drifting_down": _SLOPING_DOWN,
        "level": _DASH,
        "drifting_up": _SLOPING_UP,
        "rising": _UP,
    }
)

_LOZENGE: Final = "M8 1.2L14.8 8L8 14.8L1.2 8Z"
_OUTLINES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "theory": "M2 8A6 6 0 0 1 14 8A6 6 0 0 1 2 8Z",
        "practice": "M2.5 2.5H13.5V13.5H2.5Z",
    }
)
_SESSION_STATES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "done": ("face", _CHECK),
        "planned": ("edge", ""),
        "late": ("edge", '<path class="edge" d="M8 4.5V8.8M8 10.6V11.8"/>'),
        "missed": ("edge", '<path class="edge" d="M5.6 5.6L10.4 10.4M10.4 5.6L5.6 10.4"/>'),
        "cancelled": ("edge thin", '<path class="edge thin" d="M3 13L13 3"/>'),
        "unrecorded": ("edge dashed", ""),
    }
)

_LINES: Final = frozenset(
    {
        "actual",
        "success",
        "expected",
        "forecast",
        "as-of",
        "target",
        "usual",
        "run",
        "threshold",
        "cap",
        "tier",
    }
)
_BAR_WIDTH: Final = 120
_BAR_HEIGHT: Final = 14


def state_mark(state: str) -> Drawing:
    """Return the mark of a status, a coverage or a trend; an unknown one has a ring."""
    return Drawing(_SIZE, _SIZE, _SHAPES.get(state, _RING))


@lru_cache(maxsize=1024)
def letter_squares(shares: tuple[tuple[str, Figure], ...]) -> Drawing:
    """Return a square for each letter, filled from its foot as far as its share.

    A full one has a tick, an empty one only its edge.
    """
    edges, faces, ticks, places = "", "", "", []
    for number, (_, share) in enumerate(shares):
        left = number * _STEP + 1.5
        height = round(min(1.0, max(0.0, bounded(share))) * 13, 1)
        edges += f"M{left:g} 12.5h13v13h-13z"
        faces += f"M{left:g} {25.5 - height:g}h13v{height:g}h-13z" if height else ""
        ticks += f"M{left + 3.5:g} 19.2l2.2 2.2l3.8 -4.4" if bounded(share) >= 1 else ""
        places.append(f"{left + 6.5:g}")
    parts = [f'<path class="edge" d="{edges}"/>']
    parts += [f'<path class="face" d="{faces}"/>'] if faces else []
    parts += [f'<path class="cut" d="{ticks}"/>'] if ticks else []
    # Each letter has a place of its own.
    names = "".join(letter for letter, _ in shares)
    parts.append(f'<text x="{" ".join(places)}" y="9" text-anchor="middle">{names}</text>')
    return Drawing(_STEP * len(shares), 27, "".join(parts))


def session_mark(mode: str, state: str) -> Drawing:
    """Return the mark of a session: a disc of theory, a square of practice, by its state."""
    outline = _OUTLINES.get(mode, _LOZENGE)
    style, sign = _SESSION_STATES.get(state, ("edge", ""))
    return Drawing(_SIZE, _SIZE, f'<path class="{style}" d="{outline}"/>{sign}')


def key_mark(part: str) -> Drawing:
    """Return a sample of a part of a chart, for the key beside it."""
    if part in _LINES:
        return Drawing(24, _SIZE, line(part, (1, 8), (23, 8)))
    if part == "interval":
        return Drawing(24, _SIZE, '<path class="interval" d="M1 12L23 2V14Z"/>')
    if part == "note":
        digit = '<text class="note-number" x="12" y="11.5" text-anchor="middle">1</text>'
        return Drawing(24, _SIZE, f'<circle class="note" cx="12" cy="8" r="6.5"/>{digit}')
    if part == "person":
        return Drawing(24, _SIZE, '<path class="person" d="M12 3L17 8L12 13L7 8Z"/>')
    if part == "milestone":
        return Drawing(24, _SIZE, '<path class="milestone" d="M12 3L17 8L12 13L7 8Z"/>')
    return Drawing(24, _SIZE, f'<circle class="{part}" cx="12" cy="8" r="3.5"/>')


@lru_cache(maxsize=4096)
def progress_bar(progress: Figure | None, expected: Figure | None) -> Drawing:
    """Return a bar as long as the progress, with a tick where it was expected to be.

    Progress below zero is an arrow to the left, above one an arrow at the end.
    """
    # The track fills its box, so that bars begin where the words above and below them do.
    scale = Scale(0.0, 1.0, 0.0, _BAR_WIDTH)
    parts = [f'<path class="track" d="M0 4H{_BAR_WIDTH}V10H0Z"/>']
    if progress is not None:
        ahead = bounded(progress) > 1
        end = _BAR_WIDTH - 6 if ahead else round(scale.at(progress), 1)
        if end > scale.start:
            parts.append(f'<path class="fill" d="M0 4H{end:g}V10H0Z"/>')
        if bounded(progress) < 0:
            parts.append(path("fill", ((6, 1), (0, 7), (6, 13)), closed=True))
        elif ahead:
            parts.append(path("fill", ((end, 1), (_BAR_WIDTH, 7), (end, 13)), closed=True))
    if expected is not None:
        at = min(max(scale.at(expected), 1.0), _BAR_WIDTH - 1.0)
        parts.append(line("by-now", (at, 1), (at, 13)))
    return Drawing(_BAR_WIDTH, _BAR_HEIGHT, "".join(parts))
