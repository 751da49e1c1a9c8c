"""``validate --write-baseline``: where the file cannot be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from planbook.cli.main import run


def test_a_baseline_that_may_not_be_written_to_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "planbook.yaml").write_text("title: T\nlanguage: en\n")
    (tmp_path / "content").mkdir()
    call = ["-C", str(tmp_path), "--lang", "en", "validate", "--write-baseline", "known.json"]
    assert run(call) == 0
    held = (tmp_path / "known.json").read_bytes()
    (tmp_path / "known.json").chmod(0o444)
    capsys.readouterr()
    assert run(call) == 3
    assert capsys.readouterr().err == "planbook: known.json cannot be written: Permission denied\n"
    assert (tmp_path / "known.json").read_bytes() == held
    assert sorted(path.name for path in tmp_path.glob("*known*")) == ["known.json"]
    assert run([*call[:2], "--lang", "zh", *call[4:]]) == 3
    assert "无法写入 known.json" in capsys.readouterr().err
