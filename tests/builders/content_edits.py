# ruff: noqa: E501  # Content is written as its authors would.
"""A small project of every kind, and edits of it that somebody might make, drawn at random."""

from __future__ import annotations

import datetime
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Final

from planbook.model.edition import Edition
from planbook.starter.project import starter_files

TODAY: Final = datetime.date(2026, 11, 27)
PICTURE: Final = "content/handbook/plan.png"
_SETTINGS: Final = """title: {zh: 手册, en: Handbook}
language: zh
languages: [zh, en]
timezone: Asia/Shanghai
currency: CNY
vocabulary:
  territories:
    - {id: north, title: {zh: 北区, en: North}}
    - {id: south, title: 南区}
  product_lines:
    - {id: smart-kettle, title: 智能水壶}
    - {id: hotel-kettle, title: 酒店水壶}
readers:
  hr: {title: 人事, sees: [review, improvement], of: all}
"""
_MORE: Final = {
    "content/people/wang-jing/one-on-one.yaml": """kind: meeting
id: wang-jing-one-on-one
title: 一对一
type: one_on_one
owner: lin-hai
attendees: [wang-jing]
starts: 2026-11-02T10:00
minutes: 30
recurs: weekly
log:
  - {date: 2026-11-09, decisions: [多走访], actions: [{title: 走访, owner: wang-jing, due: 2026-11-20}]}
""",
    "content/trainings/onboarding.yaml": """kind: training
id: onboarding
title: {zh: 入职培训, en: Onboarding}
for: [channel-manager]
period: 2026
items:
  - {title: 产品, format: classroom, mode: theory, date: 2026-12-01, hours: 2, state: planned}
  - {title: 跟访, format: mentoring, mode: practice, after_start: 30, mentor: lin-hai}
""",
    "content/handbook/plan.md": """---
kind: chapter
id: plan
title: {zh: 计划, en: Plan}
order: 9
practice: goals
---

## Why {#why}

See [the goal](goal:wang-jing-2026-q4-revenue), [a chapter](goals.md) and [above](#why).

![A plan](plan.png)
""",
    "content/handbook/plan.en.md": """---
title: Plan
---

## Why {#why}

In English: [a goal](goal:zhang-tao-2026-q4-revenue), [the review](review:wang-jing-2026-10).
""",
    "static/robots.txt": "User-agent: *\n",
}
_KINDS_WITH_PAGES: Final = (
    "goal", "objective", "person", "team", "review", "meeting", "partner", "feedback", "training",
)  # fmt: skip
_LINE: Final = re.compile(
    r"^(\s*(?:- )?(?:\{)?)([a-z_]+): (?![|>{\[&*!])(\S[^\n#]*?)(\s*(?:#.*)?)$"
)
_DAY: Final = re.compile(r"\b20\d\d-\d\d-\d\d\b")
_NUMBER: Final = re.compile(r"(?<![\w.-])\d+(?:\.\d+)?(?![\w.-])")


def make_project(root: Path) -> None:
    """Write a project of two languages, with documents of every kind, into ``root``."""
    files = {**starter_files("zh", TODAY, "none"), **_MORE, "planbook.yaml": _SETTINGS}
    for path, text in files.items():
        if path.startswith((".", "README")):
            continue
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    (root / PICTURE).write_bytes(b"\x89PNG 1")


def copy_inputs(root: Path, to: Path) -> None:
    """Make ``to`` a copy of the project without what planbook wrote."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(root, to, ignore=shutil.ignore_patterns(".planbook", "site*"), symlinks=True)


class Editor:
    """Edits the project in ``root``; every choice is one of ``chance``."""

    def __init__(self, root: Path, chance: Random) -> None:
        self.root = root
        self.chance = chance
        self.day = TODAY
        self.edition = Edition()
        self.shelf = root.with_name(f"{root.name}.shelf")
        self._number = 0
        self.keep()

    # The state that was sound last

    def keep(self) -> None:
        """Remember the project as it is, to come back to."""
        copy_inputs(self.root, self.shelf)

    def mend(self) -> str:
        """Put back every file as it was kept."""
        kept = {path.relative_to(self.shelf) for path in self._walk(self.shelf)}
        for path in self._walk(self.root):
            if path.relative_to(self.root) not in kept:
                path.unlink()
        for one in kept:
            place, was = self.root / one, (self.shelf / one).read_bytes()
            if not place.is_file() or place.read_bytes() != was:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(was)
        return "mend"

    @staticmethod
    def _walk(top: Path) -> list[Path]:
        return [
            path
            for path in sorted(top.rglob("*"))
            if path.is_file() and not {".planbook", "site"} & set(path.relative_to(top).parts)
            and not path.relative_to(top).parts[0].startswith("site")
        ]  # fmt: skip

    # One edit

    def edit(self) -> str:
        """Make one edit, and return what it was."""
        edits: list[tuple[int, Callable[[], str]]] = [
            (8, self._take_a_value_from_elsewhere),
            (3, self._change_a_day),
            (4, self._change_a_number),
            (3, self._change_the_audience),
            (3, self._change_the_state),
            (3, self._change_a_title),
            (2, self._drop_a_line),
            (3, self._change_a_row),
            (2, self._delete_a_document),
            (3, self._copy_a_document),
            (2, self._rename_an_id),
            (2, self._move_a_file),
            (4, self._write_prose),
            (2, self._write_notes),
            (2, self._edit_a_file_beside),
            (4, self._change_settings),
            (2, self._change_the_theme),
            (1, self._change_a_schema),
            (1, self._change_the_rubric),
            (2, self._allow),
            (2, self._make_an_error),
            (3, self._add_space),
            (3, self._go_on_a_day),
            (3, self._edit_unseen),
        ]
        made = self.chance.choices([edit for _, edit in edits], [weight for weight, _ in edits])[0]
        return f"{made.__name__.strip('_')}: {made()}"

    def choose_edition(self) -> Edition:
        """Change whom to build for, now and then."""
        if self.chance.random() < 0.35:
            viewers = ["wang-jing", "lin-hai", "zhang-tao", "hr"]
            self.edition = self.chance.choice(
                [
                    Edition(),
                    Edition(),
                    Edition("public"),
                    Edition("private"),
                    Edition("team", self.chance.choice(viewers)),
                ]
            )
        return self.edition

    def _documents(self) -> list[Path]:
        return sorted((self.root / "content").rglob("*.yaml"))

    def _document(self) -> Path:
        return self.chance.choice(self._documents())

    def _fresh(self) -> str:
        self._number += 1
        return f"n{self._number}"

    def _write(self, path: Path, text: str, why: str = "") -> str:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return f"{path.relative_to(self.root)} {why}".strip()

    def _take_a_value_from_elsewhere(self) -> str:
        path = self._document()
        lines = path.read_text("utf-8").splitlines()
        found = [
            (number, match) for number, line in enumerate(lines) if (match := _LINE.match(line))
        ]
        found = [(number, match) for number, match in found if match[2] not in ("kind", "id")]
        if not found:
            return "nothing"
        number, match = self.chance.choice(found)
        values = sorted(
            {
                other[3]
                for each in self._documents()
                for line in each.read_text("utf-8").splitlines()
                if (other := _LINE.match(line)) and other[2] == match[2]
            }
        )
        value = self.chance.choice(values)
        lines[number] = f"{match[1]}{match[2]}: {value}{match[4]}"
        return self._write(path, "\n".join(lines) + "\n", f"{match[2]}: {match[3]} -> {value}")

    def _change_a_day(self) -> str:
        path = self._document()
        text = path.read_text("utf-8")
        days = list(_DAY.finditer(text))
        if not days:
            return "nothing"
        day = self.chance.choice(days)
        moved = datetime.date.fromisoformat(day[0]) + datetime.timedelta(
            self.chance.choice([-40, -7, -1, 1, 7, 40, 400])
        )
        changed = text[: day.start()] + moved.isoformat() + text[day.end() :]
        return self._write(path, changed, f"{day[0]} -> {moved}")

    def _change_a_number(self) -> str:
        path = self._document()
        text = path.read_text("utf-8")
        numbers = list(_NUMBER.finditer(text))
        if not numbers:
            return "nothing"
        number = self.chance.choice(numbers)
        value = float(number[0]) * self.chance.choice([0, 0.5, 0.9, 1.1, 2, 10])
        written = str(int(value)) if value == int(value) else f"{value:.2f}"
        changed = text[: number.start()] + written + text[number.end() :]
        return self._write(path, changed, f"{number[0]} -> {written}")

    def _set(self, path: Path, key: str, value: str) -> str:
        lines = path.read_text("utf-8").splitlines()
        lines = [line for line in lines if not line.startswith(f"{key}:")]
        place = next((n for n, line in enumerate(lines) if line.startswith("kind:")), 0)
        lines.insert(place + 1, f"{key}: {value}")
        return self._write(path, "\n".join(lines) + "\n", f"{key}: {value}")

    def _change_the_audience(self) -> str:
        value = self.chance.choice(["public", "public", "team", "private"])
        return self._set(self._document(), "audience", value)

    def _change_the_state(self) -> str:
        value = self.chance.choice(["draft", "active", "archived"])
        return self._set(self._document(), "state", value)

    def _change_a_title(self) -> str:
        path = self._document()
        key = "name" if path.name == "person.yaml" else "title"
        title = self.chance.choice(["A & B", "<目标>", "{zh: 甲, en: Alpha}", f"T {self._fresh()}"])
        return self._set(path, key, title)

    def _drop_a_line(self) -> str:
        path = self._document()
        lines = path.read_text("utf-8").splitlines()
        number = self.chance.randrange(len(lines))
        gone = lines.pop(number)
        return self._write(path, "\n".join(lines) + "\n", f"without {gone}")

    def _change_a_row(self) -> str:
        path = self.chance.choice(sorted((self.root / "content").rglob("*.csv")))
        rows = path.read_text("utf-8").splitlines()
        if len(rows) < 3:
            return "nothing"
        number = self.chance.randrange(1, len(rows))
        match self.chance.randrange(4):
            case 0:
                rows.pop(number)
            case 1:
                rows.insert(number, rows[number])
            case 2:
                cells = rows[number].split(",")
                rows[number] = ",".join(
                    [cells[0], self.chance.choice(["lin-hai", "channel-sales"]), cells[2]]
                )
            case _:
                cells = rows[number].split(",")
                rows[number] = ",".join([*cells[:2], str(self.chance.randrange(200000))])
        return self._write(path, "\n".join(rows) + "\n", f"row {number}")

    def _delete_a_document(self) -> str:
        path = self.chance.choice(
            [*self._documents(), *sorted((self.root / "content").rglob("*.md"))]
        )
        path.unlink()
        return str(path.relative_to(self.root))

    def _copy_a_document(self) -> str:
        path, fresh = self._document(), self._fresh()
        text = re.sub(r"^id: .*$", f"id: {fresh}", path.read_text("utf-8"), flags=re.MULTILINE)
        if self.chance.random() < 0.3:
            return self._write(path, f"{path.read_text('utf-8')}\n---\n{text}", "a second document")
        name = self.chance.choice(["0", "zz", ""]) + fresh
        return self._write(path.with_name(f"{name}.yaml"), text, f"from {path.name}")

    def _rename_an_id(self) -> str:
        text = self._document().read_text("utf-8")
        found = re.search(r"^id: ([a-z0-9-]+)", text, re.MULTILINE)
        if not found:
            return "nothing"
        old, new, changed = found[1], self._fresh(), 0
        for path in self._walk(self.root):
            if path.suffix in (".yaml", ".md", ".csv") and self.chance.random() < 0.97:
                was = path.read_text("utf-8")
                now = re.sub(rf"(?<![\w-]){re.escape(old)}(?![\w-])", new, was)
                if now != was:
                    path.write_text(now, "utf-8")
                    changed += 1
        return f"{old} -> {new} in {changed} files"

    def _move_a_file(self) -> str:
        path = self.chance.choice(self._walk(self.root / "content"))
        folder = self.chance.choice(
            ["content", "content/people", "content/handbook", "content/a/b"]
        )
        to = (
            self.root
            / folder
            / (path.name if self.chance.random() < 0.6 else f"{self._fresh()}{path.suffix}")
        )
        to.parent.mkdir(parents=True, exist_ok=True)
        path.replace(to)
        return f"{path.relative_to(self.root)} -> {to.relative_to(self.root)}"

    def _prose(self) -> str:
        chance = self.chance
        ids = [
            (found[1], found[2])
            for path in self._documents()
            if (found := re.search(r"kind: (\w+)\nid: ([a-z0-9-]+)", path.read_text("utf-8")))
            and found[1] in _KINDS_WITH_PAGES
        ]
        kind, id_ = chance.choice(ids) if ids else ("goal", "none")
        return chance.choice(
            [
                f"See [it]({kind}:{id_}).",
                f"See [it]({kind}:{id_}) and [more]({kind}:{id_}).",
                "See [goals](goals.md).",
                "See [plan](plan.md#why).",
                "![again](plan.png)",
                "[the file](plan.png)",
                f"## Heading {self._fresh()} {{#why}}",
                f"### {self._fresh()}",
                "见林海和王静的目标。",
                "A note.[^1]\n\n[^1]: Small.",
                "| a | b |\n|---|---|\n| 1 | 2 |",
                "2026-02-30 and 王静 的评估",
            ]
        )  # fmt: skip

    def _write_prose(self) -> str:
        path = self.chance.choice(
            sorted((self.root / "content").rglob("*.md")) or [self._document()]
        )
        lines = path.read_text("utf-8").rstrip().splitlines()
        if self.chance.random() < 0.3 and len(lines) > 10:
            lines.pop()
            return self._write(path, "\n".join(lines) + "\n", "shorter")
        prose = self._prose()
        return self._write(path, "\n".join(lines) + f"\n\n{prose}\n", prose)

    def _write_notes(self) -> str:
        prose = self._prose().replace("\n", "\n  ")
        path = self._document()
        text = path.read_text("utf-8")
        if re.search(r"^notes:", text, re.MULTILINE):
            return self._write(path, text.split("\nnotes:")[0] + "\n", "no notes")
        return self._write(path, f"{text.rstrip()}\nnotes: |\n  {prose}\n", prose)

    def _edit_a_file_beside(self) -> str:
        places = [PICTURE, "static/robots.txt", "static/logo.svg", "static/a/b.txt", "content/x.pdf",
                  "content/people/photo.jpg", "static/people/index.html"]  # fmt: skip
        path = self.root / self.chance.choice(places)
        if path.exists() and self.chance.random() < 0.4:
            path.unlink()
            return f"without {path.relative_to(self.root)}"
        return self._write(path, f"<svg xmlns='http://www.w3.org/2000/svg'/> {self._fresh()}")

    def _change_settings(self) -> str:
        path = self.root / "planbook.yaml"
        lines = path.read_text("utf-8").splitlines()
        addition = self.chance.choice(
            [
                "base_url: https://example.org/a/",
                "base_url: https://example.org/",
                f"as_of: {self.day + datetime.timedelta(self.chance.choice([-1, 0, 1, 30]))}",
                "fiscal_year_start: 4",
                "currency: USD",
                "timezone: America/New_York",
                "languages: [zh]",
                "languages: [zh, en]",
                "title: Other",
                "scoring: {confidence: {on_track: 0.8, at_risk: 0.5}}",
                "scoring: {pace: {on_track: 0.95, at_risk: 0.8, grace: 0}, smart: {ready: 95, floor: 70}}",
                "rules: {goal-checkin-overdue: error, goal-target-below-past: off}",
                "rules: {prose-heading-skips: off}",
                "readers: {hr: {title: HR, sees: [review], of: all}}",
                "readers: {hr: {title: HR, sees: [growth, feedback], of: [channel-sales], not_about: [wang-jing]}}",
                "theme: own",
                "theme: default",
                "theme_options: {accent: '#0055aa'}",
                "theme_options: {logo: static/logo.svg, menu: [{title: 目标, to: 'goal:wang-jing-2026-q4-revenue'}]}",
                "reviews: {scale: {min: 1, max: 10}}",
                "limits: {file_size: 100000}",
                "repo_url: https://example.org/repo",
                "vocabulary: {territories: [{id: north, title: N}, {id: south, title: S}, {id: west, title: W}],"
                " product_lines: [{id: smart-kettle, title: K}, {id: hotel-kettle, title: H}]}",
            ]
        )
        key = addition.split(":")[0]
        kept, skipping = [], False
        for line in lines:
            if not line.startswith(" "):
                skipping = line.startswith(f"{key}:")
            if not skipping:
                kept.append(line)
        if self.chance.random() < 0.8 or key in ("title", "languages", "vocabulary", "readers"):
            kept.append(addition)
        return self._write(path, "\n".join(kept) + "\n", addition)

    def _change_the_theme(self) -> str:
        theme = self.chance.choice(["own", "default"])
        top = self.root / "themes" / theme
        if theme == "own" and not (top / "theme.yaml").exists():
            self._write(top / "theme.yaml", "extends: default\n")
        place, text = self.chance.choice(
            [
                ("locales/zh.yaml", f"site.skip: 跳到 {self._fresh()}\n"),
                ("locales/en.yaml", f"site.skip: Skip {self._fresh()}\n"),
                ("static/extra.css", f"a {{ color: red }} /* {self._fresh()} */\n"),
                (
                    "templates/goal.html",
                    '{% extends "default/goal.html" %}'
                    f"{{% block body %}}{self._fresh()} {{{{ super() }}}}{{% endblock %}}\n",
                ),
                ("templates/extra.html", f"{self._fresh()}\n"),
            ]
        )
        path = top / place
        if path.exists() and self.chance.random() < 0.5:
            path.unlink()
            return f"without {path.relative_to(self.root)}"
        return self._write(path, text)

    def _change_a_schema(self) -> str:
        path, text = self.chance.choice(
            [
                (
                    "schemas/goal.schema.json",
                    '{"properties": {"colour": {"title": "Colour", "type": "string"}}}',
                ),
                (
                    "schemas/risk.schema.json",
                    '{"title": "Risk", "type": "object", "required": ["kind", "title"], "properties":'
                    ' {"kind": {"const": "risk"}, "id": {"$ref": "common.schema.json#/$defs/id"},'
                    ' "title": {"$ref": "common.schema.json#/$defs/text"}}}',
                ),
            ]
        )  # fmt: skip
        place = self.root / path
        if place.exists():
            place.unlink()
            return f"without {path}"
        return self._write(place, text)

    def _change_the_rubric(self) -> str:
        place = self.root / "schemas/smart.rubric.yaml"
        if place.exists():
            place.unlink()
            return "without"
        return self._write(place, "letters: {}\n" if self.chance.random() < 0.2 else "{}\n")

    def _allow(self) -> str:
        path = self._document()
        code = self.chance.choice(
            ["goal-checkin-overdue", "smart-below-floor", "prose-placeholder", "no-such-code"]
        )
        text = path.read_text("utf-8")
        return self._write(path, f"# planbook: allow[{code}] it is meant\n{text}", code)

    def _make_an_error(self) -> str:
        path = self._document()
        text = path.read_text("utf-8")
        match self.chance.randrange(5):
            case 0:
                return self._write(path, f"{text}\n  - [broken: {{\n", "broken")
            case 1:
                return self._set(path, "owner", "nobody-there")
            case 2:
                return self._write(path.with_name(f"{self._fresh()}.yaml"), text, "twice")
            case 3:
                return (
                    self._set(
                        self.root / "content/people/lin-hai/person.yaml", "manager", "wang-jing"
                    )
                    if (self.root / "content/people/lin-hai/person.yaml").exists()
                    else "nothing"
                )
            case _:
                return self._set(path, "no_such_field", "1")

    def _add_space(self) -> str:
        path = self._document()
        text = path.read_text("utf-8")
        where = self.chance.choice(["top", "end", "touch"])
        if where == "touch":
            path.touch()
            return f"touch {path.relative_to(self.root)}"
        changed = f"# a remark {self._fresh()}\n\n{text}" if where == "top" else f"{text}\n"
        return self._write(path, changed, where)

    def _go_on_a_day(self) -> str:
        self.day += datetime.timedelta(self.chance.choice([1, 1, 1, 5, 40, -30]))
        return str(self.day)

    def _edit_unseen(self) -> str:
        """Edit a file so that its size and its time stay what they were."""
        path = self._document()
        text = path.read_text("utf-8")
        status = path.stat()
        digits = [place.start() for place in re.finditer(r"(?<=\d)[1-8](?=\D)", text)]
        if not digits:
            return "nothing"
        at = self.chance.choice(digits)
        path.write_text(text[:at] + str(int(text[at]) + 1) + text[at + 1 :], "utf-8")
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        return f"{path.relative_to(self.root)} at {at}"
