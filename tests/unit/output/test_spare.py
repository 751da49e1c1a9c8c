"""The second tree of a site's files: when it is used, when not, and what is in it."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builders.sites import build_site, page_of, spare_of, theme_of, tree_of
from planbook.output import exchange, settling, survey
from planbook.output import site as site_module
from planbook.output import target as target_module
from planbook.output.manifest import digest_of_file
from planbook.pages import Page
from planbook.stat_guard import SECOND, disk_time_ns

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no folders are exchanged there")

ADDRESSES = ("index.html", "a/index.html", "a/b/index.html", "c/index.html", "d.html", "e.html")
SECRET = page_of("reviews/secret/index.html", "SECRET")


def pages(changed: str = "", title: str = "new") -> list[Page]:
    return [page_of(path, title if path == changed else path) for path in ADDRESSES]


def build(project: Path, *some: Page, **more: Any) -> None:
    assert build_site(project, some, **more).value is not None


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project that was built once, on a disk that can exchange folders."""
    root = tmp_path / "plans"
    root.mkdir()
    build(root, *pages())
    if spare_of(root) is None:
        pytest.skip("this disk does not exchange folders")
    return root


def place_of(folder: Path | None) -> int:
    assert folder is not None
    return folder.stat().st_ino


def assert_same_files(project: Path) -> None:
    site, spare = project / "site", spare_of(project)
    assert spare is not None
    assert {p.relative_to(site) for p in site.rglob("*")} == {
        p.relative_to(spare) for p in spare.rglob("*")
    }
    for path in tree_of(site):
        assert (site / path).samefile(spare / path), path


def test_first_build_has_a_spare_of_the_same_files(project: Path) -> None:
    assert_same_files(project)


def test_only_its_owner_may_enter_it(project: Path) -> None:
    spare = spare_of(project)
    assert spare is not None
    assert stat.S_IMODE(spare.parent.stat().st_mode) == 0o700


def test_nothing_stands_beside_the_site(project: Path) -> None:
    build(project, *pages("d.html"))
    assert {path.name for path in project.iterdir()} == {".planbook", "site"}


def test_changes_are_made_in_the_spare(project: Path) -> None:
    for title in ("one", "two", "three"):
        site, spare = place_of(project / "site"), place_of(spare_of(project))
        before = {path: (project / "site" / path).stat() for path in ADDRESSES}
        build(project, *pages("a/b/index.html", title))
        assert (place_of(project / "site"), place_of(spare_of(project))) == (spare, site)
        after = {path: (project / "site" / path).stat() for path in ADDRESSES}
        assert [path for path in ADDRESSES if before[path] != after[path]] == ["a/b/index.html"]
        assert_same_files(project)


def test_page_that_goes_is_gone_from_the_disk(project: Path) -> None:
    build(project, *pages(), SECRET)
    assert list(project.rglob("*secret*"))
    build(project, *pages())
    assert not list(project.rglob("*secret*"))
    assert not list(project.rglob("reviews"))
    for path in project.rglob("*"):
        assert not path.is_file() or b"secret" not in path.read_bytes().lower(), path
    assert_same_files(project)


def test_page_that_somebody_wrote_to_and_that_goes_is_named_no_more(project: Path) -> None:
    place = project / "site" / "d.html"
    place.write_bytes(place.read_bytes()[::-1])
    build(project, *(page for page in pages() if page.path != "d.html"))
    assert b"d.html" not in tree_of(project / "site")[".planbook-site.json"]
    assert_same_files(project)


def test_file_of_somebody_elses_is_not_taken_along(project: Path) -> None:
    mine = project / "site" / "a" / "mine.txt"
    mine.write_text("mine")
    build(project, *pages(), force=True)
    assert mine.read_text() == "mine"
    mine.unlink()
    assert_same_files(project)
    build(project, *pages("d.html"))
    assert_same_files(project)


def test_new_and_old_folders_and_files_in_their_places_are_followed(project: Path) -> None:
    kept = pages()
    build(project, *kept, page_of("x/y/index.html"), page_of("z"))
    build(project, *kept, page_of("x"), page_of("z/index.html"))
    assert_same_files(project)
    build(project, *kept)
    assert_same_files(project)
    assert set(tree_of(project / "site")) == {*ADDRESSES, ".planbook-site.json"}


def test_nothing_changed_writes_nothing_and_reads_no_page(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_reading(path: Path) -> str:
        raise AssertionError(f"{path} was read")

    def places() -> dict[str, tuple[int, int, int]]:
        return {
            path.relative_to(project).as_posix(): (
                path.lstat().st_ino,
                path.lstat().st_mtime_ns,
                path.lstat().st_ctime_ns,
            )
            for path in [*project.rglob("*")]
            # The lock is taken all the same.
            if path.name != ".planbook" and path.suffix != ".lock"
        }

    monkeypatch.setattr(survey, "digest_of_file", no_reading)
    monkeypatch.setattr(survey, "read_marker", no_reading)
    for changed in ("", "d.html"):
        build(project, *pages(changed))
        before = places()
        build(project, *pages(changed))
        assert places() == before


def test_page_that_somebody_touched_is_read_once(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []

    def note(path: Path) -> str:
        read.append(path)
        return digest_of_file(path)

    monkeypatch.setattr(survey, "digest_of_file", note)
    os.utime(project / "site/d.html", (1, 1))
    for _ in range(3):
        time.sleep(0.02)  # what was touched this instant is in doubt
        report = build_site(project, pages()).value
        assert report is not None
        assert report.rendered == 0
    assert len(read) == 1


def harm_delete(spare: Path) -> None:
    (spare / "d.html").unlink()


def harm_add(spare: Path) -> None:
    (spare / "a/EVIL.html").write_text("EVIL")


def harm_replace(spare: Path) -> None:
    (spare / "d.html").unlink()
    (spare / "d.html").write_text("EVIL")


def harm_link(spare: Path) -> None:
    (spare / "a").rename(spare.parents[2] / "elsewhere")
    (spare / "a").symlink_to(spare.parents[2] / "elsewhere")


def harm_copy(spare: Path) -> None:
    shutil.copytree(spare, spare.with_name("copy"))
    shutil.rmtree(spare)
    spare.with_name("copy").rename(spare)


def harm_remove(spare: Path) -> None:
    shutil.rmtree(spare)


def harm_remove_whole(spare: Path) -> None:
    shutil.rmtree(spare.parent)


def harm_become_a_link(spare: Path) -> None:
    spare.rename(spare.parents[2] / "elsewhere")
    spare.symlink_to(spare.parents[2] / "elsewhere")


HARMS = (
    harm_delete,
    harm_add,
    harm_replace,
    harm_link,
    harm_copy,
    harm_remove,
    harm_remove_whole,
    harm_become_a_link,
)


@pytest.mark.parametrize("harm", HARMS)
def test_spare_that_somebody_touched_is_thrown_away(
    project: Path, harm: Callable[[Path], None]
) -> None:
    spare = spare_of(project)
    assert spare is not None
    harm(spare)
    build(project, *pages("c/index.html"))
    site = tree_of(project / "site")
    assert {path: site[path] for path in ADDRESSES} == {
        page.path: f"<h1>{page.view.title}</h1>\n".encode() for page in pages("c/index.html")
    }
    assert set(site) == {*ADDRESSES, ".planbook-site.json"}
    assert_same_files(project)


def test_page_that_was_written_to_in_both_trees_is_made_anew_in_both(project: Path) -> None:
    spare = spare_of(project)
    assert spare is not None
    (spare / "d.html").write_text("EVIL")
    assert (project / "site/d.html").read_text() == "EVIL"
    build(project, *pages())
    assert b"EVIL" not in b"".join(tree_of(project).values())
    assert_same_files(project)


def test_site_that_was_copied_back_has_no_spare_of_other_files(project: Path) -> None:
    shutil.copytree(project / "site", project / "copy")
    shutil.rmtree(project / "site")
    (project / "copy").rename(project / "site")
    build(project, *pages())
    assert spare_of(project) is None
    build(project, *pages("d.html"))
    assert_same_files(project)


def test_another_edition_takes_nothing_from_the_spare(project: Path) -> None:
    build(project, *pages(), SECRET, force=True, edition="private")
    before = place_of(spare_of(project))
    build(project, *pages(), force=True)
    assert place_of(project / "site") != before
    assert not list(project.rglob("*secret*"))
    assert_same_files(project)


def test_site_with_files_of_somebody_else_has_no_spare(project: Path) -> None:
    (project / "site/mine.txt").write_text("precious")
    build(project, *pages("d.html"), force=True)
    assert spare_of(project) is None
    (project / "site/mine.txt").write_text("more precious")
    build(project, *pages(), force=True)
    assert (project / "site/mine.txt").read_text() == "more precious"
    (project / "site/mine.txt").unlink()
    build(project, *pages("d.html"))
    assert_same_files(project)


@pytest.mark.parametrize("name", ["mine.txt", "a/mine.txt", "new/mine.txt", "new"])
def test_files_of_somebody_else_are_seen_however_often_nothing_changes(
    project: Path, name: str
) -> None:
    place = project / "site" / name
    if name == "new":
        place.mkdir()
    else:
        place.parent.mkdir(exist_ok=True)
        place.write_text("precious")
    for _ in range(3):
        build(project, *pages(), force=True)
        outcome = build_site(project, pages())
        assert (outcome.value is None) == (name != "new")
        build(project, *pages("d.html", "again"), force=True)
        assert place.exists()


def test_site_that_is_gone_takes_its_spare_along(project: Path) -> None:
    shutil.rmtree(project / "site")
    build(project, page_of("index.html"))
    assert set(tree_of(project / "site")) == {"index.html", ".planbook-site.json"}
    assert_same_files(project)


def test_site_that_became_a_mount_point_has_no_spare(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(target_module, "is_mount_point", lambda path: path.name == "site")
    build(project, *pages("d.html"))
    assert spare_of(project) is None


def test_build_that_is_the_only_one_keeps_no_spare(project: Path) -> None:
    build(project, *pages("d.html"), keep_spare=False)
    assert spare_of(project) is None


def test_disk_that_exchanges_no_more_is_written_in_two_steps(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "exchange_folders", lambda *_: False)
    build(project, *pages("d.html"))
    assert (project / "site/d.html").read_bytes() == b"<h1>new</h1>\n"
    assert spare_of(project) is None
    assert {path.name for path in project.iterdir()} == {".planbook", "site"}


def test_cache_on_another_disk_holds_no_spare(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(target_module.Target, "has_cache_on_its_disk", False)
    build(project, *pages("d.html"))
    assert spare_of(project) is None
    build(project, *pages())
    assert (project / "site/d.html").read_bytes() == b"<h1>d.html</h1>\n"


def test_many_changes_make_a_new_tree(project: Path) -> None:
    before = place_of(spare_of(project))
    build(project, *pages(), theme=theme_of({"page.html": "<h2>{{ view.title }}</h2>"}))
    assert place_of(project / "site") != before
    assert_same_files(project)


def test_failure_leaves_the_site_and_the_spare_as_they_were(project: Path) -> None:
    before, spare = tree_of(project / "site"), place_of(spare_of(project))
    broken = theme_of({"page.html": "<h1>{{ view.title }}</h1>", "x.html": "{{ view.nothing }}"})
    some = [*pages("d.html"), page_of("x.html", template="x.html")]
    assert build_site(project, some, theme=broken).value is None
    assert tree_of(project / "site") == before
    assert place_of(spare_of(project)) == spare


def test_folder_keeps_its_rights_in_the_spare(project: Path) -> None:
    (project / "site").chmod(0o750)
    for title in "ab":
        build(project, *pages("d.html", title))
        assert stat.S_IMODE((project / "site").stat().st_mode) == 0o750


# --- what goes wrong ---------------------------------------------------------------------------


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_disk_that_is_full_before_the_exchange_leaves_the_site_and_no_litter(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree_of(project / "site")
    real_replace = Path.replace

    def replace(path: Path, place: Path) -> Path:
        if place.name == "d.html":
            full()
        return real_replace(path, place)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replace)
        outcome = build_site(project, pages("d.html"))
    assert [finding.code.name for finding in outcome.findings] == ["site-disk-full"]
    assert tree_of(project / "site") == before
    assert spare_of(project) is None
    build(project, *pages("d.html"))
    assert_same_files(project)


def test_disk_that_is_full_after_the_exchange_costs_the_spare_alone(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, "link", full)
        build(project, *pages("d.html"))
    assert (project / "site/d.html").read_bytes() == b"<h1>new</h1>\n"
    assert spare_of(project) is None
    assert {path.name for path in project.iterdir()} == {".planbook", "site"}


def test_spare_that_cannot_be_put_away_costs_the_spare_alone(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(site_module, "put_to_rest", full)
        build(project, *pages("d.html"))
    assert (project / "site/d.html").read_bytes() == b"<h1>new</h1>\n"
    assert spare_of(project) is None


def test_record_that_cannot_be_written_leaves_no_spare_behind(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("planbook.output.site.write_record", full)
        report = build_site(project, pages("d.html")).value
    assert report is not None
    assert "could not be remembered" in report.notes[0]["en"]
    assert spare_of(project) is None
    build(project, *pages())
    assert_same_files(project)


def test_spare_that_cannot_be_removed_is_told_of_and_stops_no_build(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_rmtree = shutil.rmtree

    def refuse(folder: Path) -> None:
        if folder.name.endswith(".spare"):
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        real_rmtree(folder)

    new = theme_of({"page.html": "<h2>{{ view.title }}</h2>"})
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", refuse)
        for title in ("one", "two"):
            report = build_site(project, pages("d.html", title), theme=new).value
            assert report is not None
            assert report.notes[0]["en"].endswith(".spare")
            assert (project / "site/d.html").read_bytes() == f"<h2>{title}</h2>\n".encode()
    build(project, *pages("d.html"), theme=new)
    assert_same_files(project)


@pytest.mark.parametrize("seconds", [-3600, 3600])
def test_clock_that_goes_wrong_costs_time_only(
    project: Path, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    def wrong(folder: Path) -> int:
        return disk_time_ns(folder) + seconds * SECOND

    with monkeypatch.context() as patched:
        for owner in (settling, survey, site_module):
            patched.setattr(owner, "disk_time_ns", wrong)
        build(project, *pages("d.html", "one"))
        build(project, *pages("d.html", "two"))
    report = build_site(project, pages("d.html", "two")).value
    assert report is not None
    assert report.rendered == 0
    page = project / "site/a/index.html"
    before = page.stat()
    page.write_bytes(bytes(reversed(page.read_bytes())))
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    build(project, *pages("d.html", "three"))
    assert page.read_bytes() == b"<h1>a/index.html</h1>\n"
    assert (project / "site/d.html").read_bytes() == b"<h1>three</h1>\n"


def test_disk_whose_clock_is_never_sure_has_all_looked_at(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for owner in (settling, survey):
        monkeypatch.setattr(owner, "is_trustworthy", lambda *_: False)
    for title in ("one", "two"):
        build(project, *pages("d.html", title))
        assert (project / "site/d.html").read_bytes() == f"<h1>{title}</h1>\n".encode()
        assert spare_of(project) is None
    report = build_site(project, pages("d.html", "two")).value
    assert report is not None
    assert report.rendered == 0
