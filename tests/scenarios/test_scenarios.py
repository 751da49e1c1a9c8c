"""Every file ``*.scenario`` in this folder, played from beginning to end."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from scenarios.scenario import HERE, Play, read_scenario, write_scenario


@pytest.mark.parametrize("name", [path.stem for path in sorted(HERE.glob("*.scenario"))])
def test_scenario(
    name: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    update_goldens: bool,
) -> None:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG", "PLANBOOK_LANG", "GITHUB_ACTIONS"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    path = HERE / f"{name}.scenario"
    words, steps = read_scenario(path)
    assert words.strip(), "a scenario begins with words that say what it shows"
    folder = tmp_path / "project"
    folder.mkdir()

    def captured() -> tuple[str, str]:
        printed = capsys.readouterr()
        return printed.out, printed.err

    differences = list(Play(folder, captured, update_goldens).play(steps))
    if update_goldens:
        write_scenario(path, words, steps)
        return
    told = [
        "\n".join(
            [
                f"{what}:",
                *difflib.unified_diff(
                    expected.splitlines(), actual.splitlines(), "expected", "actual", lineterm=""
                ),
            ]
        )
        for what, expected, actual in differences
    ]
    assert not told, "\n\n".join(told)


def test_there_are_scenarios() -> None:
    assert len(list(HERE.glob("*.scenario"))) > 5
