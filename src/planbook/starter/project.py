"""The project that ``planbook init`` writes.

Its files lie in ``project/`` beside this module. Two marks stand in them: ``«English¦中文»`` is
replaced by the words of the project's language, and ``${name}`` by a date or a name. Every date is
reckoned from the day on which the project is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from string import Template
from typing import Literal

from planbook.periods import add_months, month_of, quarter_of
from planbook.starter.address import Address

StarterLanguage = Literal["en", "zh"]
ContinuousIntegration = Literal["github", "gitlab", "none"]

_WORDS = re.compile(r"«([^«»¦]*)¦([^«»¦]*)»")


def starter_files(
    language: StarterLanguage,
    today: date,
    integration: ContinuousIntegration,
    address: Address | None = None,
) -> dict[str, str]:
    """Return the text of every file of a new project by its path, in the order of paths.

    ``address`` is where the service gets planbook from; where it is None, the service says what
    to do about that and stops. The editor's schemas are not among the files: they are made from
    the schemas themselves.
    """
    source = _source(address)
    fillings = {**_people(language), **_days(today), **source}
    home = Path(__file__).parent / "project"
    files: dict[str, str] = {}
    for path in _template_paths(home):
        written = _written_path(path, fillings)
        if _is_wanted(written, integration) and _is_better_form(path, source):
            files[written] = _fill((home / path).read_text("utf-8"), language, fillings)
    return dict(sorted(files.items()))


def _template_paths(home: Path) -> Iterator[str]:
    for path in home.rglob("*"):
        if path.is_file() and path.suffix in ("", ".yaml", ".yml", ".md", ".csv", ".json"):
            yield path.relative_to(home).as_posix()


def _written_path(path: str, fillings: Mapping[str, str]) -> str:
    # Hidden files are kept under a visible name, and a person's folder under the person's part.
    people = {"leader", "first", "second"}
    plain = re.sub(r"\.(action|local)(?=\.ya?ml$)", "", path)
    parts = (fillings[part] if part in people else part for part in plain.split("/"))
    return "/".join(re.sub(r"^dot-", ".", part) for part in parts)


def _is_wanted(path: str, integration: ContinuousIntegration) -> bool:
    if path.startswith(".github/"):
        return integration == "github"
    if path == ".gitlab-ci.yml":
        return integration == "gitlab"
    if path == ".pre-commit-config.yaml":
        return integration != "none"
    return True


def _is_better_form(path: str, source: Mapping[str, str]) -> bool:
    """Return whether ``path``, of a file in two forms, is the better one for this address."""
    if path.startswith("dot-github/workflows/"):
        # A service finds the action on GitHub alone.
        return path.endswith(".action.yml") == ("action" in source)
    if path.startswith("dot-pre-commit-config"):
        return path.endswith(".local.yaml") == ("commit" not in source)
    return True


def _source(address: Address | None) -> dict[str, str]:
    """Return where planbook comes from, as far as that is known, in the forms of the services."""
    told = {"install": _install(address)}
    if address is None:
        return told
    if address.action is not None:
        told["action"] = address.action
    if address.repository is not None and address.commit is not None:
        told |= {"repository": address.repository, "commit": address.commit}
    return told


def _install(address: Address | None) -> str:
    """Return the command that installs planbook, or one that fails and says what is missing."""
    if address is not None:
        return address.install
    return (
        'echo "«TODO, in this file, put the git address of your planbook into this step, like so¦'
        "TODO：请在本文件的这一步写上您那份 planbook 的 git 地址，例如»  "
        "pip install 'planbook @ git+https://git.example.com/planbook.git@COMMIT'\" && exit 1"
    )


def _fill(template: str, language: StarterLanguage, fillings: Mapping[str, str]) -> str:
    filled = Template(template).substitute(fillings)
    return _WORDS.sub(lambda match: match[1] if language == "en" else match[2], filled)


def _people(language: StarterLanguage) -> dict[str, str]:
    names = {
        "en": {"leader": "Alex Reed", "first": "Bea Stone", "second": "Carl Brook"},
        "zh": {"leader": "林海", "first": "王静", "second": "张涛"},
    }
    ids = {
        "en": {"leader": "alex-reed", "first": "bea-stone", "second": "carl-brook"},
        "zh": {"leader": "lin-hai", "first": "wang-jing", "second": "zhang-tao"},
    }
    return ids[language] | {f"{part}_name": name for part, name in names[language].items()}


def _days(today: date) -> dict[str, str]:
    quarter = quarter_of(today)
    previous = quarter_of(quarter.start - timedelta(days=1))
    days = {
        "today": today,
        "yesterday": today - timedelta(days=1),
        "monday": today - timedelta(days=today.weekday()),
        "next_friday": today + timedelta(days=11 - today.weekday()),
        "next_month_end": _month_end(today, 1),
        "quarter_start": quarter.start,
        "quarter_month_1": _month_end(quarter.start, 0),
        "quarter_month_2": _month_end(quarter.start, 1),
        "quarter_end": quarter.end,
        # When somebody last checked in: at the end of a month, or when the quarter began.
        "last_checkin": max(quarter.start, _month_end(today, -1)),
        "previous_quarter_start": previous.start,
        "previous_quarter_month_1": _month_end(previous.start, 0),
        "previous_quarter_month_2": _month_end(previous.start, 1),
        "previous_quarter_end": previous.end,
        "next_year_end": date(today.year + 1, 12, 31),
        "two_years_ago": date(today.year - 2, 3, 1),
        "three_years_ago": date(today.year - 3, 3, 1),
    }
    # month_end_1 is the end of the last month that is over, month_end_13 that of a year before.
    days |= {f"month_end_{back}": _month_end(today, -back) for back in range(1, 25)}
    return {name: day.isoformat() for name, day in days.items()} | {
        "year": str(today.year),
        "quarter": quarter.name,
        "quarter_id": quarter.name.lower(),
        "previous_quarter": previous.name,
        "previous_quarter_id": previous.name.lower(),
        "last_month": month_of(add_months(today, -1)).name,
    }


def _month_end(day: date, later: int) -> date:
    """Return the last day of the month that lies ``later`` months after that of ``day``."""
    return month_of(add_months(day, later)).end
