"""Which planbook this is: versions and code, wherever they lie."""

from __future__ import annotations

import os
import sys
import zoneinfo
from pathlib import Path

import pytest

import planbook
from planbook import own_code as module
from planbook.own_code import digest_of_zone, own_code


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed planbook beside one library."""
    folder = tmp_path / "site-packages"
    (folder / "planbook").mkdir(parents=True)
    (folder / "planbook" / "__init__.py").write_text("", "utf-8")
    record = folder / f"planbook-{planbook.__version__}.dist-info" / "RECORD"
    record.parent.mkdir()
    record.write_text("planbook/__init__.py,sha256=1,0", "utf-8")
    (folder / "library-1.0.dist-info").mkdir()
    monkeypatch.setattr(planbook, "__file__", str(folder / "planbook" / "__init__.py"))
    monkeypatch.setattr(sys, "path", [str(folder), *sys.path])
    return folder


def test_the_same_versions_are_the_same_wherever_they_were_installed(packages: Path) -> None:
    before = own_code()
    os.utime(packages / "planbook" / "__init__.py", (1, 1))
    assert own_code() == before
    moved = packages.parent / "elsewhere" / packages.name
    moved.parent.mkdir()
    packages.rename(moved)
    sys.path[0] = str(moved)
    planbook.__file__ = str(moved / "planbook" / "__init__.py")
    assert own_code() == before


@pytest.mark.parametrize("change", ["another build", "another library", "another version of it"])
def test_whatever_may_give_other_pages_is_another(packages: Path, change: str) -> None:
    before = own_code()
    if change == "another build":
        next(packages.glob("planbook-*/RECORD")).write_text("planbook/a.py,sha256=2,0", "utf-8")
    elif change == "another library":
        (packages / "other-1.0.dist-info").mkdir()
    else:
        (packages / "library-1.0.dist-info").rename(packages / "library-1.1.dist-info")
    assert own_code() != before


@pytest.mark.parametrize("is_new", [True, False])
def test_a_checkout_is_known_by_its_files(
    packages: Path, is_new: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "__version__", "9.9.9")
    before = own_code()
    name = "new.py" if is_new else "__init__.py"
    (packages / "planbook" / name).write_text("a = 1", "utf-8")
    assert own_code() != before
    assert own_code() == own_code()


def test_other_data_of_a_time_zone_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zoneinfo, "TZPATH", (str(tmp_path),))
    assert digest_of_zone("Europe/Berlin") == ""
    (tmp_path / "Europe").mkdir()
    (tmp_path / "Europe" / "Berlin").write_bytes(b"TZif2")
    before = digest_of_zone("Europe/Berlin")
    (tmp_path / "Europe" / "Berlin").write_bytes(b"TZif3")
    assert digest_of_zone("Europe/Berlin") not in ("", before)
