"""Where the cache lies, what is refused, and how large it grows."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from builders.sites import build_site, page_of, tree_of
from planbook.output.cache import TAG, cache_folder, make_cache_folder, trim_cache
from planbook.output.lock import hold_lock
from planbook.output.target import check_target

PAGES = (page_of("a/index.html"),)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "plans"
    for part in ("content/people", "themes", "schemas", "static", ".git"):
        (root / part).mkdir(parents=True)
    return root


def refused(project: Path, asked: Path | str) -> tuple[str, str]:
    """Return the code and the place of what is wrong with ``asked``."""
    outcome = cache_folder(project, Path(asked))
    assert outcome.value is None
    (finding,) = outcome.findings
    return finding.code.name, finding.place.path


def test_cache_is_a_folder_of_the_project_unless_another_is_named(
    project: Path, tmp_path: Path
) -> None:
    assert cache_folder(project).value == project / ".planbook"
    assert cache_folder(project, Path(".planbook")).value == project / ".planbook"
    assert cache_folder(project, tmp_path / "kept").value == tmp_path / "kept"
    assert cache_folder(project, Path(".cache/planbook")).value == project / ".cache/planbook"
    assert set(project.iterdir()) == {
        project / name for name in ("content", "themes", "schemas", "static", ".git")
    }


@pytest.mark.parametrize(
    "asked", [".", "..", "/", "content", "content/people/x", "themes", ".git/cache", "x/../content"]
)
def test_folder_with_what_somebody_wrote_is_refused(project: Path, asked: str) -> None:
    assert refused(project, asked)[0] == "site-unsafe-cache"


def test_home_folder_is_refused(project: Path) -> None:
    assert refused(project, Path.home())[0] == "site-unsafe-cache"


def test_link_in_its_place_is_refused_and_one_on_the_way_is_not(
    project: Path, tmp_path: Path
) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "disk")
    assert refused(project, tmp_path / "link") == ("site-unsafe-cache", str(tmp_path / "link"))
    assert cache_folder(project, tmp_path / "link/cache").value == tmp_path / "disk/cache"


def test_link_that_leads_into_the_content_is_refused(project: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(project / "content")
    assert refused(project, tmp_path / "link/people")[0] == "site-unsafe-cache"


def test_file_in_its_place_is_refused(project: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("mine")
    assert refused(project, tmp_path / "kept")[0] == "site-unsafe-cache"
    assert refused(project, tmp_path / "kept/cache")[0] == "site-cache-not-made"


def test_folder_with_files_of_others_is_refused(project: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    assert cache_folder(project, tmp_path / "kept").value is not None
    (tmp_path / "kept/thesis.txt").write_text("mine")
    assert refused(project, tmp_path / "kept")[0] == "site-unsafe-cache"
    # Another program's cache is no more planbook's than any other folder.
    (tmp_path / "kept" / TAG).write_text("Signature: 8a477f597d28d172789f06886806bc55\n")
    assert refused(project, tmp_path / "kept")[0] == "site-unsafe-cache"


def test_cache_that_planbook_made_is_taken_again(project: Path, tmp_path: Path) -> None:
    make_cache_folder(tmp_path / "deep/kept")
    (tmp_path / "deep/kept/store").write_text("x")
    assert cache_folder(project, tmp_path / "deep/kept").value == tmp_path / "deep/kept"
    (tmp_path / "deep/kept/precious").symlink_to(tmp_path)
    outcome = cache_folder(project, tmp_path / "deep/kept")
    assert outcome.value is None
    assert "`precious`" in outcome.findings[0].message["en"]


def test_cache_outside_of_the_project_is_for_the_user_alone(tmp_path: Path) -> None:
    make_cache_folder(tmp_path / "kept")
    assert (tmp_path / "kept").stat().st_mode & 0o077 == 0


def test_cache_of_another_user_is_refused(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_cache_folder(tmp_path / "kept")
    status = os.stat_result((*(tmp_path / "kept").stat()[:4], os.getuid() + 2, *[0] * 5))
    seen = Path.stat

    def of_another(path: Path, **options: bool) -> os.stat_result:
        return status if path.name == "kept" else seen(path, **options)

    monkeypatch.setattr(Path, "stat", of_another)
    outcome = cache_folder(project, tmp_path / "kept")
    assert outcome.value is None
    assert "another user" in outcome.findings[0].message["en"]


def test_folder_that_cannot_be_made_is_refused(project: Path, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o555)
    assert refused(project, tmp_path / "locked/a/b") == (
        "site-cache-not-made",
        str(tmp_path / "locked/a/b"),
    )
    assert cache_folder(project, Path("x" * 300)).value is None
    assert cache_folder(project, Path("x\0y")).value is None


def test_last_build_is_remembered_in_the_folder_that_is_named(
    project: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    build_site(project, PAGES, cache=kept)
    again = build_site(project, PAGES, cache=kept).value
    assert again is not None
    assert (again.rendered, again.reused) == (0, 1)
    assert [path.name for path in kept.glob("*.json")]
    assert not [*(project / ".planbook").glob("*.json")]
    # The other cache knows nothing of it: more is done, and the site is the same.
    site = tree_of(project / "site")
    other = build_site(project, PAGES).value
    assert other is not None
    assert other.rendered == 1
    assert tree_of(project / "site") == site


def test_cache_that_lets_nothing_be_written_is_read_and_costs_a_note(
    project: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    build_site(project, PAGES, cache=kept)
    (manifest,) = kept.glob("*.manifest.json")
    manifest.with_suffix(".new").mkdir()
    report = build_site(project, PAGES, cache=kept).value
    assert report is not None
    assert (report.rendered, report.notes) == (0, ())
    report = build_site(project, (), cache=kept).value
    assert report is not None
    assert (report.rendered, report.removed, len(report.notes)) == (0, 1, 1)


@pytest.mark.parametrize("cache", ["site", "site/cache", "."])
def test_site_and_cache_keep_out_of_each_other(project: Path, cache: str) -> None:
    out = Path("public/site")
    target = check_target(project, out, cache=Path("public") / cache)
    assert [finding.code.name for finding in target.findings] == ["site-unsafe-folder"]


def test_builds_with_different_caches_wait_for_each_other(project: Path, tmp_path: Path) -> None:
    one = check_target(project, Path("site"), cache=tmp_path / "one").value
    assert one is not None
    with hold_lock(one):
        outcome = build_site(project, PAGES, cache=tmp_path / "two")
    assert [finding.code.name for finding in outcome.findings] == ["site-locked"]


def test_oldest_manifests_go_when_the_cache_is_full(tmp_path: Path) -> None:
    make_cache_folder(tmp_path)
    for age, name in enumerate(("new", "older", "oldest", "used")):
        path = tmp_path / f"{name}.manifest.json"
        path.write_bytes(b"x" * 1000)
        os.utime(path, ns=(0, 10**18 - age * 10**9))
    (tmp_path / "store.sqlite").write_bytes(b"x" * 1000)
    trim_cache(tmp_path, (tmp_path / "used.manifest.json",), limit=6000)
    assert len([*tmp_path.glob("*.manifest.json")]) == 4
    trim_cache(tmp_path, (tmp_path / "used.manifest.json",), limit=3500)
    left = {path.name for path in tmp_path.iterdir()} - {TAG, ".gitignore"}
    assert left == {"new.manifest.json", "used.manifest.json", "store.sqlite"}
    trim_cache(tmp_path / "missing")
