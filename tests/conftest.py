"""What all tests share."""

from __future__ import annotations

import hypothesis
import pytest

# The same code is told the same by every run; `make search` looks for what no run has met yet.
hypothesis.settings.register_profile("suite", deadline=None, derandomize=True, database=None)
hypothesis.settings.register_profile("search", deadline=None, print_blob=True)
hypothesis.settings.load_profile("suite")
# For runs of the same tests over and over (`make mutants`): the same few examples every time.
hypothesis.settings.register_profile(
    "mutants", max_examples=10, deadline=None, derandomize=True, database=None
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-goldens``, which rewrites the expectations that are kept in files."""
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="rewrite expected outputs with what comes out now; look at the difference in git",
    )


@pytest.fixture(autouse=True)
def _outside_of_services(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run as at a desk, wherever the tests run: services change how planbook prints."""
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def update_goldens(request: pytest.FixtureRequest) -> bool:
    """Whether expectations are to be rewritten."""
    return bool(request.config.getoption("--update-goldens"))
