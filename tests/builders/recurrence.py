"""Series for tests, in few words."""

from __future__ import annotations

from datetime import date, datetime

from planbook.recurrence import Series, Unusable, parse_recurrence


def series(
    rule: str | None, start: str, until: str | None = None, *, leaves_out: str = "", moved: str = ""
) -> Series:
    """Return what takes place from ``start`` on by ``rule``; days and moments as ISO 8601 has them.

    ``leaves_out`` are days with spaces between them, ``moved`` pairs such as ``DAY>MOMENT``.
    """
    recurrence = parse_recurrence(rule) if rule else None
    assert not isinstance(recurrence, Unusable), recurrence
    pairs = (one.split(">") for one in moved.split())
    return Series(
        datetime.fromisoformat(start),
        recurrence,
        date.fromisoformat(until) if until else None,
        frozenset(map(date.fromisoformat, leaves_out.split())),
        tuple((date.fromisoformat(day), datetime.fromisoformat(to)) for day, to in pairs),
    )
