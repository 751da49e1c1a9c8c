"""The writer: what stands on the disk after a build, a failure, and a kill."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from builders.killing import kill_at
from builders.sites import build_site, page_of, theme_of, tree_of
from planbook.diagnostics.codes import CODES
from planbook.digest import digest_of_content
from planbook.output import exchange, site, survey
from planbook.output import target as target_module
from planbook.output.lock import hold_lock
from planbook.output.target import check_target
from planbook.pages import Asset, Page

PAGES = [page_of("index.html", "Home"), page_of("goals/a/index.html", "A")]


def test_first_build_writes_every_page(tmp_path: Path) -> None:
    report = build_site(tmp_path, PAGES).value
    assert report is not None
    assert (report.pages, report.rendered, report.reused, report.removed) == (2, 2, 0, 0)
    assert (tmp_path / "site/goals/a/index.html").read_bytes() == b"<h1>A</h1>\n"


def test_second_build_touches_nothing(tmp_path: Path) -> None:
    build_site(tmp_path, PAGES)
    before = {path: path.stat() for path in (tmp_path / "site").rglob("*")}
    report = build_site(tmp_path, PAGES).value
    assert report is not None
    assert (report.rendered, report.reused) == (0, 2)
    after = {path: path.stat() for path in (tmp_path / "site").rglob("*")}
    assert {p: (s.st_ino, s.st_mtime_ns) for p, s in before.items()} == {
        p: (s.st_ino, s.st_mtime_ns) for p, s in after.items()
    }


def test_changed_page_is_written_and_the_others_are_linked(tmp_path: Path) -> None:
    build_site(tmp_path, PAGES)
    kept = (tmp_path / "site/index.html").stat()
    report = build_site(tmp_path, [PAGES[0], page_of("goals/a/index.html", "B")]).value
    assert report is not None
    assert (report.rendered, report.reused) == (1, 1)
    assert (tmp_path / "site/goals/a/index.html").read_bytes() == b"<h1>B</h1>\n"
    assert (tmp_path / "site/index.html").stat().st_ino == kept.st_ino


def test_page_that_is_gone_takes_its_folders_along(tmp_path: Path) -> None:
    build_site(tmp_path, PAGES)
    report = build_site(tmp_path, PAGES[:1]).value
    assert report is not None
    assert report.removed == 1
    assert set(tree_of(tmp_path / "site")) == {".planbook-site.json", "index.html"}
    assert not (tmp_path / "site/goals").exists()


def test_template_error_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    build_site(tmp_path, PAGES)
    before = tree_of(tmp_path)
    outcome = build_site(tmp_path, PAGES, theme=theme_of({"page.html": "{{ view.nothing }}"}))
    assert outcome.value is None
    assert [finding.code.name for finding in outcome.findings] == ["theme-template-error"]
    assert tree_of(tmp_path) == before


def codes_of(outcome: Any) -> list[str]:
    assert outcome.value is None
    return [finding.code.name for finding in outcome.findings]


def hidden_in(folder: Path) -> set[str]:
    """Return what a build may have left beside a site."""
    return {path.name for path in folder.iterdir() if ".planbook-" in path.name}


# --- what is believed -------------------------------------------------------------------------


def test_page_that_was_tampered_with_is_made_anew(tmp_path: Path) -> None:
    build_site(tmp_path, PAGES)
    page = tmp_path / "site/index.html"
    page.write_bytes(b"<h1>EVIL</h1>\n")
    report = build_site(tmp_path, PAGES).value
    assert report is not None
    assert (report.rendered, report.reused) == (1, 1)
    assert page.read_bytes() == b"<h1>Home</h1>\n"


@pytest.mark.parametrize("builds", [1, 2, 3])
def test_page_that_was_tampered_with_behind_its_size_and_time_is_made_anew(
    tmp_path: Path, builds: int
) -> None:
    for number in range(builds):
        build_site(tmp_path, [PAGES[0], page_of("goals/a/index.html", str(number))])
    page = tmp_path / "site/index.html"
    before = page.stat()
    page.write_bytes(b"<h1>Evil</h1>\n")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    build_site(tmp_path, [PAGES[0], page_of("goals/a/index.html", str(builds - 1))])
    assert page.read_bytes() == b"<h1>Home</h1>\n"


def test_pages_that_stand_are_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_reading(path: Path) -> str:
        raise AssertionError(f"{path} was read")

    build_site(tmp_path, PAGES)
    monkeypatch.setattr(survey, "digest_of_file", no_reading)
    for title in ("B", "C", "C"):
        assert build_site(tmp_path, [PAGES[0], page_of("goals/a/index.html", title)]).value


def test_page_with_another_time_and_the_same_bytes_is_kept(tmp_path: Path) -> None:
    build_site(tmp_path, PAGES)
    os.utime(tmp_path / "site/index.html", (1, 1))
    report = build_site(tmp_path, PAGES).value
    assert report is not None
    assert (report.rendered, report.reused) == (0, 2)


def test_page_that_became_a_link_is_made_anew(tmp_path: Path) -> None:
    build_site(tmp_path, PAGES)
    page = tmp_path / "site/index.html"
    (tmp_path / "secret").write_bytes(page.read_bytes())
    page.unlink()
    page.symlink_to(tmp_path / "secret")
    build_site(tmp_path, PAGES)
    assert not page.is_symlink()


def test_page_that_was_deleted_comes_back(tmp_path: Path) -> None:
    build_site(tmp_path, PAGES)
    shutil.rmtree(tmp_path / "site/goals")
    build_site(tmp_path, PAGES)
    assert (tmp_path / "site/goals/a/index.html").is_file()


@pytest.mark.parametrize("harm", ["", "{}", "not json", "[1]", '{"format_version":9,"files":{}}'])
def test_cache_that_is_gone_or_damaged_costs_time_only(tmp_path: Path, harm: str) -> None:
    build_site(tmp_path, PAGES)
    before = tree_of(tmp_path / "site")
    if harm:
        for cache in (tmp_path / ".planbook").glob("*.manifest.json"):
            cache.write_text(harm)
    else:
        shutil.rmtree(tmp_path / ".planbook")
    report = build_site(tmp_path, PAGES).value
    assert report is not None
    assert report.rendered == 2
    assert tree_of(tmp_path / "site") == before


def test_stale_pages_go_even_when_the_cache_is_gone(tmp_path: Path) -> None:
    build_site(tmp_path, PAGES)
    shutil.rmtree(tmp_path / ".planbook")
    build_site(tmp_path, PAGES[:1])
    assert not (tmp_path / "site/goals").exists()


def test_marker_tells_of_the_files_around_it_and_nothing_else(tmp_path: Path) -> None:
    build_site(tmp_path, PAGES)
    marker = json.loads((tmp_path / "site/.planbook-site.json").read_text())
    assert marker == {
        "format_version": 1,
        "files": ["goals/a/index.html", "index.html"],
        "edition": "team",
    }


# --- another edition ----------------------------------------------------------------------------


SECRET = page_of("reviews/secret/index.html", "SECRET")


def test_another_edition_is_refused_and_stays_as_it_was(tmp_path: Path) -> None:
    build_site(tmp_path, [*PAGES, SECRET], edition="private")
    before = tree_of(tmp_path)
    assert codes_of(build_site(tmp_path, PAGES)) == ["site-other-edition"]
    assert tree_of(tmp_path) == before


@pytest.mark.parametrize("lost", [(), (".planbook",), ("site/.planbook-site.json",)])
def test_force_keeps_foreign_files_and_nothing_of_another_edition(
    tmp_path: Path, lost: tuple[str, ...]
) -> None:
    build_site(tmp_path, [*PAGES, SECRET], edition="private")
    (tmp_path / "site/mine.txt").write_text("precious")
    for name in lost:
        path = tmp_path / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert build_site(tmp_path, PAGES, force=True).value is not None
    assert set(tree_of(tmp_path / "site")) == {
        ".planbook-site.json",
        "goals/a/index.html",
        "index.html",
        "mine.txt",
    }
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert b"secret" not in path.read_bytes().lower(), path


def test_the_edition_of_a_site_without_a_name_is_read_from_its_index(tmp_path: Path) -> None:
    build_site(tmp_path, PAGES)
    marker = tmp_path / "site/.planbook-site.json"
    told = json.loads(marker.read_text())
    index = tmp_path / "site/api/v1/index.json"
    index.parent.mkdir(parents=True)
    index.write_text('{"edition": {"audience": "team", "viewer": "ann"}}')
    del told["edition"]
    told["files"].append("api/v1/index.json")
    marker.write_text(json.dumps(told))
    assert codes_of(build_site(tmp_path, PAGES)) == ["site-other-edition"]
    assert build_site(tmp_path, PAGES, edition="viewer:ann").value is not None


def test_an_unchanged_site_of_another_edition_gets_a_marker_of_its_own(tmp_path: Path) -> None:
    build_site(tmp_path, PAGES, edition="public")
    assert build_site(tmp_path, PAGES, force=True).value is not None
    assert json.loads((tmp_path / "site/.planbook-site.json").read_text())["edition"] == "team"


def test_cache_stays_out_of_git(tmp_path: Path) -> None:
    build_site(tmp_path, PAGES)
    assert (tmp_path / ".planbook/.gitignore").read_text() == "*\n"


def test_version_that_changes_renders_everything(tmp_path: Path) -> None:
    build_site(tmp_path, PAGES)
    report = build_site(tmp_path, PAGES, version="2").value
    assert report is not None
    assert report.rendered == 2


def test_folder_keeps_its_rights(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir(mode=0o750)
    (tmp_path / "site").chmod(0o750)
    build_site(tmp_path, PAGES)
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o750


def test_file_may_become_a_folder_and_a_folder_a_file(tmp_path: Path) -> None:
    build_site(tmp_path, [page_of("a"), page_of("b/index.html")])
    build_site(tmp_path, [page_of("a/index.html"), page_of("b")])
    assert set(tree_of(tmp_path / "site")) == {".planbook-site.json", "a/index.html", "b"}


# --- files that are copied --------------------------------------------------------------------


def test_asset_is_copied_and_then_kept(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text("<svg/>")
    asset = Asset("logo.svg", tmp_path / "logo.svg", digest_of_content(b"<svg/>"))
    build_site(tmp_path, PAGES, assets=(asset,))
    copied = tmp_path / "site/logo.svg"
    assert copied.read_text() == "<svg/>"
    assert copied.stat().st_ino != asset.source.stat().st_ino
    inode = copied.stat().st_ino
    build_site(tmp_path, PAGES[:1], assets=(asset,))
    assert copied.stat().st_ino == inode


def test_asset_that_cannot_be_read_is_told_and_the_site_stays(tmp_path: Path) -> None:
    build_site(tmp_path, PAGES)
    before = tree_of(tmp_path / "site")
    asset = Asset("logo.svg", tmp_path / "gone.svg", "digest")
    assert codes_of(build_site(tmp_path, PAGES, assets=(asset,))) == ["site-asset-unreadable"]
    assert tree_of(tmp_path / "site") == before


def test_asset_that_is_not_what_was_looked_at_is_told_and_the_site_stays(tmp_path: Path) -> None:
    build_site(tmp_path, PAGES)
    before = tree_of(tmp_path / "site")
    (tmp_path / "logo.svg").write_text("<svg>other</svg>")
    asset = Asset(
        "logo.svg", tmp_path / "logo.svg", digest_of_content(b"<svg/>"), "static/logo.svg"
    )
    outcome = build_site(tmp_path, PAGES, assets=(asset,))
    assert codes_of(outcome) == ["site-asset-changed"]
    assert outcome.findings[0].place.path == "static/logo.svg"
    assert tree_of(tmp_path / "site") == before


@pytest.mark.parametrize("same", [True, False])
def test_asset_that_became_a_link_is_not_followed(tmp_path: Path, same: bool) -> None:
    project = tmp_path / "project"
    project.mkdir()
    outside = tmp_path / "secret.svg"
    outside.write_text("<svg/>" if same else "SECRET")
    (project / "logo.svg").symlink_to(outside)
    asset = Asset("logo.svg", project / "logo.svg", digest_of_content(b"<svg/>"))
    assert codes_of(build_site(project, PAGES, assets=(asset,))) == ["site-asset-unreadable"]
    assert not (project / "site").exists()


def test_cache_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_site(tmp_path, PAGES)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert build_site(tmp_path, PAGES).value is not None  # the project is that user's too
    status = os.stat_result((*(tmp_path / ".planbook").stat()[:4], os.getuid() + 2, *[0] * 5))
    seen = Path.stat

    def of_another(path: Path, **options: bool) -> os.stat_result:
        return status if path.name == ".planbook" else seen(path, **options)

    monkeypatch.setattr(Path, "stat", of_another)
    outcome = build_site(tmp_path, PAGES)
    assert codes_of(outcome) == ["site-unsafe-cache"]
    assert "another user" in outcome.findings[0].message["en"]


# --- files of others --------------------------------------------------------------------------


def test_folder_with_files_of_others_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/thesis\n.txt").write_text("mine")
    outcome = build_site(tmp_path, PAGES)
    assert codes_of(outcome) == ["site-foreign-files"]
    assert "thesis\\n.txt" in outcome.findings[0].message["en"]
    assert outcome.findings[0].code.scope == "project"
    assert set(tree_of(tmp_path / "site")) == {"thesis\n.txt"}


def test_file_that_others_put_into_a_site_is_refused_too(tmp_path: Path) -> None:
    build_site(tmp_path, PAGES)
    (tmp_path / "site/goals/CNAME").write_text("mine")
    assert codes_of(build_site(tmp_path, PAGES)) == ["site-foreign-files"]
    shutil.rmtree(tmp_path / ".planbook")
    assert codes_of(build_site(tmp_path, PAGES)) == ["site-foreign-files"]


def test_force_keeps_files_of_others(tmp_path: Path) -> None:
    (tmp_path / "site/.git/refs").mkdir(parents=True)
    (tmp_path / "site/.git/HEAD").write_text("ref")
    (tmp_path / "site/link").symlink_to("nowhere")
    for title in ("Home", "New home"):
        assert build_site(tmp_path, [page_of("index.html", title)], force=True).value is not None
        assert (tmp_path / "site/.git/HEAD").read_text() == "ref"
        assert (tmp_path / "site/.git/refs").is_dir()
        assert (tmp_path / "site/link").readlink() == Path("nowhere")
        assert title.encode() in (tmp_path / "site/index.html").read_bytes()
    assert codes_of(build_site(tmp_path, PAGES)) == ["site-foreign-files"]


def test_force_never_overwrites_files_of_others(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("mine")
    assert codes_of(build_site(tmp_path, PAGES, force=True)) == ["site-foreign-files"]
    assert (tmp_path / "site/index.html").read_text() == "mine"


def test_empty_folder_is_nobodys(tmp_path: Path) -> None:
    (tmp_path / "site/empty").mkdir(parents=True)
    assert build_site(tmp_path, PAGES).value is not None
    assert not (tmp_path / "site/empty").exists()


# --- disks and rights -------------------------------------------------------------------------


@pytest.mark.parametrize("number", [errno.EXDEV, errno.EPERM, errno.EMLINK])
def test_disk_without_links_gets_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    build_site(tmp_path, PAGES)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", refuse)
    changed = [PAGES[0], page_of("goals/a/index.html", "B")]
    build_site(tmp_path, changed)
    assert (tmp_path / "site/index.html").read_bytes() == b"<h1>Home</h1>\n"
    report = build_site(tmp_path, changed).value
    assert report is not None
    assert report.rendered == 0


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "site-disk-full"),
        (errno.EDQUOT, "site-disk-full"),
        (errno.EACCES, "site-not-writable"),
        (errno.EROFS, "site-not-writable"),
        (errno.EIO, "site-write-failed"),
    ],
)
def test_disk_that_fails_leaves_the_old_site_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    build_site(tmp_path, PAGES)
    before = tree_of(tmp_path / "site")
    real_open = os.open

    def fail_late(path: Any, flags: int, *rest: Any, **more: Any) -> int:
        if flags & os.O_EXCL and str(path).endswith("last.html"):
            raise OSError(number, os.strerror(number), str(path))
        return real_open(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", fail_late)
    pages = [page_of("index.html", "New"), page_of("last.html")]
    outcome = build_site(tmp_path, pages)
    assert codes_of(outcome) == [code]
    assert CODES[code].scope == "machine"
    assert outcome.findings[0].place.path == "site"
    assert tree_of(tmp_path / "site") == before
    assert hidden_in(tmp_path) == set()


def test_full_disk_is_told_wherever_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_site(tmp_path, PAGES)
    before = tree_of(tmp_path / "site")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    for owner, name in ((Path, "mkdir"), (Path, "write_bytes"), (site, "replace_target")):
        with monkeypatch.context() as patched:
            patched.setattr(owner, name, full)
            assert codes_of(build_site(tmp_path, PAGES[:1])) == ["site-disk-full"]
        assert tree_of(tmp_path / "site") == before
        assert hidden_in(tmp_path) == set()


def test_cache_that_cannot_be_written_is_a_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(site, "write_record", full)
    report = build_site(tmp_path, PAGES).value
    assert report is not None
    assert "could not be remembered" in report.notes[0]["en"]
    assert (tmp_path / "site/index.html").is_file()


def test_old_site_that_cannot_be_removed_is_a_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_site(tmp_path, PAGES)

    def refuse(folder: Path) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", refuse)
        report = build_site(tmp_path, PAGES[:1]).value
    assert report is not None
    assert "could not be removed whole" in report.notes[0]["en"]
    assert set(tree_of(tmp_path / "site")) == {".planbook-site.json", "index.html"}
    build_site(tmp_path, PAGES[:1])
    assert hidden_in(tmp_path) == set()


# --- one build at a time ----------------------------------------------------------------------


def test_second_build_says_who_holds_the_site(tmp_path: Path) -> None:
    target = check_target(tmp_path, Path("site")).value
    assert target is not None
    with hold_lock(target) as read_error:
        assert read_error is None
        outcome = build_site(tmp_path, PAGES, wait=0.1)
    assert codes_of(outcome) == ["site-locked"]
    assert f"process {os.getpid()} on " in outcome.findings[0].message["en"]
    assert build_site(tmp_path, PAGES).value is not None


def test_two_projects_share_the_lock_of_a_folder_outside(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    target = check_target(first, tmp_path / "public").value
    assert target is not None
    with hold_lock(target):
        assert codes_of(build_site(second, PAGES, out=tmp_path / "public")) == ["site-locked"]
    assert build_site(second, PAGES, out=tmp_path / "public").value is not None
    assert hidden_in(tmp_path) == set()


def test_lock_that_is_waited_for_is_had_by_one_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    target = check_target(tmp_path / "plans", tmp_path / "public").value
    assert target is not None
    inside, most = [0], [0]

    def take_turns() -> None:
        for _ in range(20):
            with hold_lock(target, wait=30) as read_error:
                assert read_error is None
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=take_turns) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


# --- exchange and kill ------------------------------------------------------------------------


@pytest.fixture(params=["one step", "two steps"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The two ways in which a site takes the place of another."""
    if request.param == "two steps":
        monkeypatch.setattr(exchange, "exchange_folders", lambda *_: False)
    return str(request.param)


@pytest.mark.skipif(sys.platform != "linux", reason="the system has no such call")
def test_folders_are_exchanged_in_one_step(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / "which").write_text(name)
    if not exchange.exchange_folders(tmp_path / "a", tmp_path / "b"):
        return  # a disk that cannot: the two steps are tested below
    assert (tmp_path / "a/which").read_text() == "b"
    with pytest.raises(OSError, match="No such file"):
        exchange.exchange_folders(tmp_path / "a", tmp_path / "none")


def test_both_ways_give_the_new_site(tmp_path: Path, way: str) -> None:
    build_site(tmp_path, PAGES)
    build_site(tmp_path, PAGES[:1])
    assert set(tree_of(tmp_path / "site")) == {".planbook-site.json", "index.html"}
    assert hidden_in(tmp_path) == set()


def test_second_step_that_fails_brings_the_old_site_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_site(tmp_path, PAGES)
    before = tree_of(tmp_path / "site")
    monkeypatch.setattr(exchange, "exchange_folders", lambda *_: False)
    real_rename = Path.rename

    def refuse_new(path: Path, place: Path) -> Path:
        if path.name.endswith("-new"):
            raise OSError(errno.EIO, "Input/output error")
        return real_rename(path, place)

    monkeypatch.setattr(Path, "rename", refuse_new)
    assert codes_of(build_site(tmp_path, PAGES[:1])) == ["site-write-failed"]
    assert tree_of(tmp_path / "site") == before
    assert hidden_in(tmp_path) == set()


def killed_builds(build: Callable[[], object], prepare: Callable[[], None]) -> Iterator[int]:
    """Yield after each kill of ``build``, one file operation later every time."""
    step = 0
    prepare()
    while kill_at(step, build):
        yield step
        prepare()
        step += 1


OLD = [page_of("index.html", "Home"), page_of("a/index.html", "A"), page_of("b/index.html", "B")]
NEW = [page_of("index.html", "Home"), page_of("a/index.html", "A2"), page_of("c/index.html", "C")]
MORE = [page_of("d/index.html"), page_of("d/e/index.html"), page_of("f.html")]


@pytest.mark.parametrize("others", [[], MORE], ids=["a new tree", "the spare"])
def test_kill_at_any_moment_leaves_the_old_site_or_the_new_one(
    tmp_path: Path, way: str, others: list[Page]
) -> None:
    def prepare() -> None:
        shutil.rmtree(project, ignore_errors=True)
        project.mkdir()
        build_site(project, [*OLD, *others])

    pages = [*NEW, *others]
    project = tmp_path / "plans"
    prepare()
    old = tree_of(project / "site")
    build_site(project, pages)
    new = tree_of(project / "site")
    seen = set()
    for step in killed_builds(lambda: build_site(project, pages), prepare):
        standing = tree_of(project / "site")
        if way == "one step":
            assert standing in (old, new), step
        else:
            # Between the two steps there is no site; never half of one.
            assert standing in (old, new, {}), step
        seen.add(len(standing) and ("new" if standing == new else "old"))
        # The next build brings everything into order, and leaves nothing of what is gone.
        assert build_site(project, pages).value is not None, step
        assert tree_of(project / "site") == new, step
        assert not list(project.rglob("b/index.html")), step
        assert hidden_in(project) == set(), step
    assert {"old", "new"} <= seen


def test_kill_between_two_steps_is_healed_though_nothing_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_site(tmp_path, OLD)
    target = check_target(tmp_path, Path("site")).value
    assert target is not None
    (target.path).rename(target.retired)
    exchange.recover_target(target)
    assert (tmp_path / "site/b/index.html").is_file()
    assert hidden_in(tmp_path) == set()


# --- mount points -----------------------------------------------------------------------------


@pytest.fixture
def mounted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(target_module, "is_mount_point", lambda path: path.name == "site")


def test_mount_point_is_written_file_by_file_and_it_says_so(tmp_path: Path, mounted: None) -> None:
    (tmp_path / "site").mkdir()
    inode = (tmp_path / "site").stat().st_ino
    build_site(tmp_path, OLD)
    kept = (tmp_path / "site/index.html").stat().st_ino
    report = build_site(tmp_path, NEW).value
    assert report is not None
    assert "mount point" in report.notes[0]["en"]
    assert (tmp_path / "site").stat().st_ino == inode
    assert (tmp_path / "site/index.html").stat().st_ino == kept
    assert set(tree_of(tmp_path / "site")) == {
        ".planbook-site.json",
        "index.html",
        "a/index.html",
        "c/index.html",
    }
    assert not (tmp_path / "site/b").exists()
    report = build_site(tmp_path, NEW).value
    assert report is not None
    assert report.notes == ()


def test_mount_point_outside_needs_nothing_beside_it(tmp_path: Path, mounted: None) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "mount/site").mkdir(parents=True)
    build_site(tmp_path / "plans", OLD, out=tmp_path / "mount/site")
    assert {path.name for path in (tmp_path / "mount").iterdir()} == {"site"}
    assert build_site(tmp_path / "plans", NEW, out=tmp_path / "mount/site").value is not None


def test_in_a_mount_point_file_may_become_a_folder_and_a_folder_a_file(
    tmp_path: Path, mounted: None
) -> None:
    (tmp_path / "site").mkdir()
    build_site(tmp_path, [page_of("a"), page_of("b/index.html")])
    build_site(tmp_path, [page_of("a/index.html"), page_of("b")])
    assert set(tree_of(tmp_path / "site")) == {".planbook-site.json", "a/index.html", "b"}


def test_kill_in_a_mount_point_is_mended_by_the_next_build(tmp_path: Path, mounted: None) -> None:
    def prepare() -> None:
        shutil.rmtree(project, ignore_errors=True)
        (project / "site").mkdir(parents=True)
        build_site(project, OLD)

    project = tmp_path / "plans"
    prepare()
    build_site(project, NEW)
    new = tree_of(project / "site")
    for step in killed_builds(lambda: build_site(project, NEW), prepare):
        outcome = build_site(project, NEW)
        assert outcome.value is not None, (step, outcome.findings)
        assert tree_of(project / "site") == new, step


def test_full_disk_under_a_mount_point_leaves_the_old_site(
    tmp_path: Path, mounted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site").mkdir()
    build_site(tmp_path, OLD)
    before = tree_of(tmp_path / "site")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(site, "_entry", full)
    assert codes_of(build_site(tmp_path, NEW)) == ["site-disk-full"]
    assert tree_of(tmp_path / "site") == before


# --- an old site that the system does not let go ----------------------------------------------


def test_file_that_nobody_may_delete_does_not_stop_later_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keep_the_locked(folder: Path) -> None:
        if (folder / "locked").exists():
            raise PermissionError(errno.EPERM, "Operation not permitted", str(folder))
        real_rmtree(folder)

    real_rmtree = shutil.rmtree
    monkeypatch.setattr(shutil, "rmtree", keep_the_locked)
    build_site(tmp_path, [*PAGES, page_of("locked")])
    for title in ("B", "C"):
        report = build_site(tmp_path, [page_of("index.html", title)]).value
        assert report is not None
        assert str(tmp_path / ".site.planbook-left-1") in report.notes[0]["en"]
        assert (tmp_path / "site/index.html").read_bytes() == f"<h1>{title}</h1>\n".encode()
    (tmp_path / ".site.planbook-left-1/locked").unlink()
    report = build_site(tmp_path, PAGES).value
    assert report is not None
    assert report.notes == ()
    assert hidden_in(tmp_path) == set()


# --- places -----------------------------------------------------------------------------------


def test_site_can_be_built_in_a_path_with_spaces_and_chinese(tmp_path: Path) -> None:
    project = tmp_path / "我的 计划"
    project.mkdir()
    build_site(project, PAGES, out="网站 一/site")
    build_site(project, PAGES[:1], out="网站 一/site")
    assert (project / "网站 一/site/index.html").is_file()


def test_bytes_do_not_hang_on_the_place(tmp_path: Path) -> None:
    trees = []
    for name in ("one", unicodedata.normalize("NFD", "zwei é")):
        (tmp_path / name).mkdir()
        build_site(tmp_path / name, PAGES)
        trees.append(tree_of(tmp_path / name / "site"))
    assert trees[0] == trees[1]
