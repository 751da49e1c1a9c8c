"""The script that is added to a page, and the policy that is kept."""

from __future__ import annotations

import pytest

from planbook.serving.injecting import allow_own, inject_script

STRICT = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'"
PAGE = (
    "<!doctype html>\n<html><head>"
    f'<meta http-equiv="Content-Security-Policy" content="{STRICT}">'
    "<title>目标</title></head><body>&lt;/head&gt;</body></html>"
).encode()


def test_the_script_is_a_file_of_its_own_at_the_end_of_the_head() -> None:
    page = inject_script(PAGE, "abc", 7).decode()
    head, _, body = page.partition("</head>")
    assert head.endswith(
        '<script src="/.planbook-serve/serve.js" defer data-style="/.planbook-serve/overlay.css" '
        'data-session="abc" data-build="7"></script>\n'
    )
    assert "<title>目标</title>" in head
    assert "script" not in body


def test_nothing_but_the_connection_is_allowed_besides() -> None:
    page = inject_script(PAGE, "abc", 7).decode()
    assert f"content=\"{STRICT}; connect-src 'self'\"" in page
    assert "unsafe" not in page


@pytest.mark.parametrize(
    ("policy", "wider"),
    [
        ("", ""),
        ("img-src 'none'", "img-src 'none'"),
        ("default-src 'self'", "default-src 'self'"),
        (
            "default-src 'none'",
            "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'",
        ),
        (
            "default-src https://a.example",
            "default-src https://a.example; script-src https://a.example 'self'; "
            "connect-src https://a.example 'self'; style-src https://a.example 'self'",
        ),
        (
            "script-src 'sha256-x'; style-src *; script-src-elem 'none'",
            "script-src 'sha256-x' 'self'; style-src *; script-src-elem 'self'",
        ),
        ("Connect-Src 'NONE'; connect-src 'self'", "connect-src 'self'; connect-src 'self'"),
    ],
)
def test_a_policy_is_widened_by_what_is_missing(policy: str, wider: str) -> None:
    assert allow_own(policy) == wider


def test_a_policy_in_other_quotes_and_any_order_is_found() -> None:
    page = (
        b'<head><META content="default-src &#39;none&#39;" '
        b"HTTP-EQUIV='content-security-policy' ></head>"
    )
    told = inject_script(page, "s", 1)
    assert b"default-src 'none'; script-src 'self'; connect-src 'self'" in told


def test_a_page_without_a_head_gets_the_script_at_its_end() -> None:
    assert inject_script(b"<p>Hello", "s", 1).startswith(b"<p>Hello<script ")


def test_bytes_that_are_no_text_stay() -> None:
    assert b"\xff\xfe" in inject_script(b"<head></head>\xff\xfe", "s", 1)
