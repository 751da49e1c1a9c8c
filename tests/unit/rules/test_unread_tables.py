"""A table that could not be read is told there, and not again by everything that reads it."""

from __future__ import annotations

from datetime import date

from builders.handbooks import document, handbook_of
from planbook.model.document import Key
from planbook.rules.readings import Readings


def test_a_metric_whose_table_gave_no_row_is_known() -> None:
    handbook = handbook_of(
        document("metric", "read", values=[{"date": "2026-07-31", "value": 1}]),
        document("metric", "unread", data="unread.csv"),
    )
    readings = Readings(handbook, date(2026, 9, 10))
    assert readings.has_unread_table(Key("metric", "unread"))
    assert not readings.has_unread_table(Key("metric", "read"))
    assert not readings.has_unread_table(Key("metric", "none"))
