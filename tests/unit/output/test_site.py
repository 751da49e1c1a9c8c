"""The writer: what stands on the disk after a build, a failure, and a kill."""

from __future__ import annotations

from pathlib import Path

from builders.sites import build_site, page_of, theme_of, tree_of

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
