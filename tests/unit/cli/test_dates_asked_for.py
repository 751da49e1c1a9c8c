"""The day that a command is asked to reckon from."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from planbook.cli.main import planbook, run

SMALL = Path(__file__).parents[2] / "scenarios/projects/small"


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30", "soon"])
def test_a_day_that_no_plan_has_is_a_wrong_call(day: str) -> None:
    result = CliRunner().invoke(planbook, ["-C", str(SMALL), "score", "--as-of", day])
    assert result.exit_code == 2
    assert "is not a date such as 2026-09-30" in result.stderr


@pytest.mark.parametrize("command", [["score"], ["build"], ["validate"], ["draft", "Sell more"]])
@pytest.mark.parametrize("epoch", ["soon", "99999999999"])
def test_an_epoch_that_is_no_day_of_a_plan_is_a_wrong_call(
    command: list[str],
    epoch: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert run(["-C", str(SMALL), *command]) == 2
    assert f"SOURCE_DATE_EPOCH is `{epoch}`" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["score"], ["build"], ["draft", "Sell more"]])
def test_every_command_takes_a_day_in_the_same_form(command: list[str]) -> None:
    result = CliRunner().invoke(planbook, ["-C", str(SMALL), *command, "--as-of", "9999-12-31"])
    assert result.exit_code == 2
    assert "is not a date such as 2026-09-30" in result.stderr
