"""Which requests are answered, and with which file."""

from __future__ import annotations

from pathlib import Path

import pytest

from planbook.serving.requests import (
    comes_from_elsewhere,
    find_file,
    is_own_host,
    page_at,
    path_in_site,
    type_of,
)


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost:8000", "LocalHost:8000", "[::1]:8000"]
)
def test_a_request_for_this_machine_is_answered(host: str) -> None:
    assert is_own_host(host, 8000)


@pytest.mark.parametrize(
    "host",
    [
        None,
        "",
        "evil.example:8000",
        "localhost.evil.example:8000",
        "127.0.0.1.evil.example:8000",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.1:8001",
        "user@127.0.0.1:8000",
        "0.0.0.0:8000",
        "192.168.0.7:8000",
        "localhost:8000.evil.example",
        "localhost:8000, evil.example",
    ],
)
def test_a_request_for_any_other_name_is_not(host: str | None) -> None:
    assert not is_own_host(host, 8000)


def test_the_port_of_http_itself_may_be_left_out() -> None:
    assert is_own_host("localhost", 80)


def test_another_site_may_link_to_a_page_and_use_nothing_of_it() -> None:
    assert not comes_from_elsewhere(None, None, None)
    assert not comes_from_elsewhere("none", "navigate", "document")
    assert not comes_from_elsewhere("same-origin", "no-cors", "script")
    assert not comes_from_elsewhere("cross-site", "navigate", "document")
    assert comes_from_elsewhere("cross-site", "no-cors", "script")
    assert comes_from_elsewhere("cross-site", "navigate", "iframe")
    # A server at another port of this machine is another site too.
    assert comes_from_elsewhere("same-site", "cors", "empty")


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/", ""),
        ("/people/", "people/"),
        ("/people/ben/index.html?x=/../y#z", "people/ben/index.html"),
        ("/%E7%9B%AE%E6%A0%87/a%20b.html", "目标/a b.html"),
        ("/a..b/..c", "a..b/..c"),
    ],
)
def test_a_path_is_decoded_once(target: str, path: str) -> None:
    assert path_in_site(target) == path


@pytest.mark.parametrize(
    "target",
    [
        "/..",
        "/../planbook.yaml",
        "/people/../../planbook.yaml",
        "/%2e%2e/planbook.yaml",
        "/%2E%2E%2Fplanbook.yaml",
        "/..%2fplanbook.yaml",
        "/..%5cplanbook.yaml",
        "/..\\planbook.yaml",
        "/./people",
        "/.",
        "//evil.example/x",
        "/people//ben",
        "/C:/Windows/win.ini",
        "/index.html::$DATA",
        "/a%00.html",
        "/a%0d%0aSet-Cookie:x",
        "/%ff%fe",
        "/.planbook-site.json",
        "/people/.planbook-new/x",
        "http://127.0.0.1:8000/",
        "*",
        "",
    ],
)
def test_a_path_that_leads_elsewhere_is_none(target: str) -> None:
    assert path_in_site(target) is None


def test_encoded_twice_is_a_name_and_no_way_out(tmp_path: Path) -> None:
    path = path_in_site("/%252e%252e/planbook.yaml")
    assert path == "%2e%2e/planbook.yaml"
    assert find_file(tmp_path, path) is None


def test_no_link_leads_to_a_file(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "people").mkdir(parents=True)
    (site / "people" / "index.html").write_text("people")
    (tmp_path / "private.html").write_text("private")
    (site / "out.html").symlink_to(tmp_path / "private.html")
    (site / "above").symlink_to(tmp_path)
    (site / "within.html").symlink_to(site / "people" / "index.html")
    (site / "circle").symlink_to(site / "circle")
    assert find_file(site, "people/index.html") == site / "people" / "index.html"
    for path in ("out.html", "above/private.html", "within.html", "circle", "people", "x" * 5000):
        assert find_file(site, path) is None


def test_the_site_itself_may_be_reached_by_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "index.html").write_text("home")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    found = find_file(tmp_path / "link", "index.html")
    assert found is not None
    assert found.read_text() == "home"


def test_a_folder_shows_its_index() -> None:
    assert page_at("") == "index.html"
    assert page_at("people/") == "people/index.html"
    assert page_at("people/x.css") == "people/x.css"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("theme/site.CSS", "text/css; charset=utf-8"),
        ("search.js", "text/javascript; charset=utf-8"),
        ("api/v1/index.json", "application/json"),
        ("icon.svg", "image/svg+xml"),
        ("calendar.ics", "text/calendar; charset=utf-8"),
        ("contract.pdf", "application/pdf"),
        ("plan.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("unknown", "application/octet-stream"),
        ("unknown.nobody-knows", "application/octet-stream"),
    ],
)
def test_the_type_of_a_file_hangs_on_its_name_alone(name: str, kind: str) -> None:
    assert type_of(name) == kind
