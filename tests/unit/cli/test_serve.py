"""``planbook serve`` as a process: what is saved is built, and nobody else is answered."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from builders.serving import AS_OF, Events, Serving, save_by_rename, serve, wait_until
from planbook.cli.main import run

pytestmark = pytest.mark.slow

SMALL = Path(__file__).parents[2] / "scenarios" / "projects" / "small"
LAMP = "kind: tool\nid: lamp\ntitle: Lamp\ntype: crm\npurpose: Light\n"
DAY = ("--as-of", AS_OF)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project in a folder of its own."""
    shutil.copytree(SMALL, tmp_path / "project")
    return tmp_path / "project"


def ben(project: Path, name: str) -> None:
    path = project / "content" / "people" / "ben.yaml"
    save_by_rename(path, f"kind: person\nid: ben\nname: {name}\nrole: manager\nmanager: ada\n")


def site_of(project: Path, name: str = "site") -> Path:
    return project / ".planbook" / "serve" / name


def builds(serving: Serving) -> int:
    return sum(" rendered" in line for line in serving.lines)


def test_what_is_saved_is_shown_and_told_to_the_pages_that_it_is_about(project: Path) -> None:
    with serve(project, *DAY) as serving:
        assert "data-build" in serving.text("/")
        assert "data-build" not in (site_of(project) / "index.html").read_text("utf-8")
        assert not (project / "site").exists()
        assert (project / ".planbook" / ".gitignore").read_text("utf-8") == "*\n"
        his, objective = Events(serving, "/people/ben/"), Events(serving, "/objectives/revenue/")
        assert his.next()["reload"] is False
        assert objective.next()["reload"] is False
        ben(project, "Ben Dale")
        told = his.next()
        assert (told["ok"], told["reload"], told["findings"]) == (True, True, [])
        assert "people/ben/index.html" in told["changed"]
        assert objective.next()["reload"] is False
        assert "Ben Dale" in serving.text("/people/ben/")
        # A new file in a new folder, another name for it, and gone.
        lamp = project / "content" / "tools" / "lamp.yaml"
        lamp.parent.mkdir()
        lamp.write_text(LAMP, "utf-8")
        assert "tools/lamp/index.html" in his.next()["changed"]
        tool = Events(serving, "/tools/lamp/")
        tool.next()
        lamp.rename(lamp.with_name("light.yaml"))
        told = tool.next()
        assert (told["reload"], told["pages"]) == (False, 0)
        shutil.rmtree(lamp.parent)
        assert tool.next()["reload"] is True
        assert serving.get("/tools/lamp/")[0] == 404
        assert serving.stop() == 0
        assert serving.lines[-1] == "Stopped.\n"
        assert tool.next("end") == {}


def test_nothing_needs_a_restart(project: Path) -> None:
    settings = project / "planbook.yaml"
    text = settings.read_text("utf-8")
    with serve(project, *DAY) as serving:
        heard = Events(serving)
        heard.next()
        settings.write_text(f"{text}nonsense: [\n", "utf-8")
        told = heard.next()
        assert not told["ok"]
        assert told["findings"][0]["headline"].startswith("planbook.yaml:")
        assert told["findings"][0]["said"][-1].startswith("help: ")
        assert serving.get("/")[0] == 200
        settings.unlink()
        assert not heard.next()["ok"]
        # With settings that are mended, a style that they name.
        (project / "own.css").write_text("body {}\n", "utf-8")
        settings.write_text(f"{text}theme_options: {{css: [own.css]}}\n", "utf-8")
        told = heard.next()
        assert told["ok"]
        style = next(path for path in told["files"] if path.endswith("own.css"))
        # The next one who looks sees which files are named now.
        wait_until(lambda: "body {}" in serving.text(f"/{style}") or None, serving.printed)
        wait_until(lambda: "theme_options" in settings.read_text() or None, serving.printed)
        (project / "own.css").write_text("body { color: red }\n", "utf-8")
        assert style in heard.next()["files"]
        # Words and templates of a theme, and a schema.
        locale = project / "themes" / "default" / "locales" / "en.yaml"
        locale.parent.mkdir(parents=True)
        locale.write_text("lost.title: Nothing here\n", "utf-8")
        assert "404.html" in heard.next()["changed"]
        assert "Nothing here" in serving.get("/nowhere/")[1].decode()
        schema = project / "schemas" / "person.schema.json"
        schema.parent.mkdir()
        schema.write_text("{", "utf-8")
        assert heard.next()["findings"][0]["headline"].startswith("schemas/person.schema.json")
        shutil.rmtree(schema.parent)
        assert heard.next()["ok"]
        # The content as a whole.
        (project / "content").rename(project / "elsewhere")
        assert not heard.next()["ok"]
        (project / "elsewhere").rename(project / "content")
        assert heard.next()["ok"]
        # The cache may be deleted at any time.
        shutil.rmtree(project / ".planbook")
        assert "index.html" in heard.next()["changed"]
        assert serving.get("/")[0] == 200


def test_a_branch_of_thousands_of_files_is_one_build(project: Path) -> None:
    with serve(project, *DAY) as serving:
        before = builds(serving)
        for number in range(5000):
            path = project / "static" / f"folder-{number // 100}" / f"{number}.txt"
            if number % 100 == 0:
                path.parent.mkdir(parents=True)
            path.write_text(str(number), "utf-8")
        serving_last = "/folder-49/4999.txt"
        wait_until(lambda: serving.get(serving_last)[0] == 200 or None, serving.printed)
        ben(project, "Ben Dale")
        serving.wait_for_text("/people/ben/", "Ben Dale")
        wait_until(lambda: builds(serving) >= before + 2 or None, serving.printed)
        assert builds(serving) == before + 2


def test_a_project_that_is_wrong_from_the_start_is_served_once_it_is_right(project: Path) -> None:
    ben(project, "[")
    with serve(project, *DAY) as serving:
        status, page = serving.get("/")
        assert (status, b"data-build" in page) == (404, True)
        heard = Events(serving)
        told = heard.next()
        assert not told["ok"]
        assert "no earlier version" in told["lead"]
        ben(project, "Ben Dale")
        assert heard.next()["reload"] is True
        assert serving.get("/")[0] == 200


def test_only_this_machine_is_answered_and_only_with_the_site(project: Path) -> None:
    with serve(project, *DAY) as serving:
        (site_of(project) / "out.yaml").symlink_to(project / "planbook.yaml")
        for path in (
            "/../../planbook.yaml",
            "/%2e%2e/%2e%2e/planbook.yaml",
            "/..%2f..%2fplanbook.yaml",
            "/out.yaml",
            "/.planbook-site.json",
            "/.planbook-serve/../index.html",
            "/.planbook-serve/server.py",
        ):
            status, body = serving.get(path)
            assert (status, b"Small" in body and b"title:" in body) == (404, False), path
        assert serving.get("/", Host=f"evil.example:{serving.port}") == (421, b"")
        assert serving.get("/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors") == (403, b"")
        assert serving.get("/", "POST")[0] == 405
        assert serving.get("/", "HEAD") == (200, b"")
        assert serving.get("/people") == (302, b"")
        # One connection, one answer after the other.
        connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=60)
        for method, path, status in (("HEAD", "/", 200), ("GET", "/x", 404), ("GET", "/", 200)):
            connection.request(method, path)
            answer = connection.getresponse()
            assert (answer.status, bool(answer.read())) == (status, method == "GET")
        connection.close()
        # Anyone else's address is not listened at.
        with socket.create_server(("127.0.0.2", serving.port)):
            pass


def test_a_calendar_is_served_as_one_and_who_asks_for_a_folder_is_led_to_it(
    project: Path,
) -> None:
    with serve(project, *DAY) as serving:
        status, body = serving.get("/calendar.ics")
        assert (status, body[:17]) == (200, b"BEGIN:VCALENDAR\r\n")
        connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=60)
        for path, expected, kind in (
            ("/calendar.ics", 200, "text/calendar; charset=utf-8"),
            ("/people/people.csv", 200, "text/csv; charset=utf-8"),
        ):
            connection.request("HEAD", path)
            answer = connection.getresponse()
            answer.read()
            assert (answer.status, answer.getheader("Content-Type")) == (expected, kind)
        connection.request("GET", "/calendar.ics/")
        answer = connection.getresponse()
        answer.read()
        assert (answer.status, answer.getheader("Location")) == (302, "/calendar.ics")
        connection.close()
        for path in ("/calendar.ics/more.ics", "/calendar.ics//", "/people/nobody/calendar.ics/"):
            assert serving.get(path)[0] == 404, path
        # What a program asks of a calendar that it could write to.
        for method in ("PROPFIND", "REPORT", "OPTIONS", "PUT"):
            assert serving.get("/calendar.ics", method)[0] == 405, method
        assert serving.get("/people/")[0] == 200


def test_links_to_where_it_will_be_published_lead_back(project: Path) -> None:
    settings = project / "planbook.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(f"{text}base_url: https://example.com/our/handbook/\n", "utf-8")
    with serve(project, *DAY) as serving:
        lost = serving.get("/nowhere")[1].decode()
        assert 'href="/our/handbook/theme/site.css"' in lost
        assert serving.get("/our/handbook/theme/site.css")[0] == 302
        assert serving.get("/our/handbook/")[0] == 302
        assert serving.get("/our/handbooks/")[0] == 404
        assert serving.get("/theme/site.css")[0] == 200


def test_two_servers_and_a_build_do_not_get_in_each_others_way(project: Path) -> None:
    with serve(project, *DAY) as first, serve(project, "--as-of", "2026-09-11") as second:
        assert first.port != second.port
        assert (site_of(project) / "index.html").is_file()
        assert (site_of(project, "site.2") / "index.html").is_file()
        heard = [Events(each, "/people/ben/") for each in (first, second)]
        assert [each.next()["build"] for each in heard] == [1, 1]
        ben(project, "Ben Dale")
        built = subprocess.run(
            [sys.executable, "-m", "planbook", "-C", str(project), "build"], capture_output=True
        )
        assert built.returncode == 0
        for each, events in zip((first, second), heard, strict=True):
            assert events.next()["reload"] is True
            assert "Ben Dale" in each.text("/people/ben/")
        assert "10 September 2026" in first.text("/")
        assert "11 September 2026" in second.text("/")
        assert first.stop() == 0
        ben(project, "Ben Dell")
        second.wait_for_text("/people/ben/", "Ben Dell")


def test_where_the_system_tells_nothing_changes_are_found_by_looking(project: Path) -> None:
    with serve(project, *DAY, WATCHFILES_FORCE_POLLING="1") as serving:
        assert "does not report changed files here" in serving.printed()
        ben(project, "Ben Dale")
        serving.wait_for_text("/people/ben/", "Ben Dale")


def test_an_edition_has_a_folder_of_its_own(project: Path) -> None:
    with serve(project, *DAY, "--viewer", "ben", PLANBOOK_LANG="zh") as serving:
        assert "给 `ben` 看的版本的预览地址：http://127.0.0.1:" in serving.printed()
        assert (site_of(project, "site-ben") / "index.html").is_file()
        # Whoever the edition is for is a person no more: nothing is built for nobody.
        goals = project / "content"
        text = (goals / "people" / "ben.yaml").read_text("utf-8")
        (goals / "people" / "ben.yaml").write_text(text.replace("id: ben", "id: bob"), "utf-8")
        for path in (goals / "q3.yaml", goals / "revenue.yaml", goals / "people" / "ada.yaml"):
            if path.exists():
                path.write_text(path.read_text("utf-8").replace(": ben\n", ": bob\n"), "utf-8")
        serving.wait_for_line("没有 id 为 `ben` 的人员")


def test_a_port_that_is_taken_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert run(["-C", str(project), "serve", "--port", str(port)]) == 2
    told = capsys.readouterr().err
    assert f"cannot use port {port}: it is in use" in told
    assert "Traceback" not in told


def test_a_viewer_who_does_not_exist_is_a_wrong_call(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(project), "serve", "--viewer", "bem"]) == 2
    assert "did you mean `ben`?" in capsys.readouterr().err


def test_a_cache_that_leads_elsewhere_is_refused(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (project / ".planbook").mkdir()
    (project / ".planbook" / "serve").symlink_to(tmp_path / "elsewhere")
    assert run(["-C", str(project), "serve"]) == 2
    assert "site-unsafe-cache" in capsys.readouterr().err
    assert list((tmp_path / "elsewhere").iterdir()) == []
