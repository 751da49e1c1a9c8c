"""The command line is tested in English, whatever the machine and this repository speak."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _no_language_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("PLANBOOK_LANG", "en")
