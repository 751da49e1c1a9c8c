"""What mutated files are made from: inputs that failed once, and the files of the repository."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]

_GOAL: Final = """\
kind: goal
id: q3
title: Grow sales
owner: chen-rui
period: 2026-Q3
specific: {outcome: Sell-in}
measurable: {type: increase, baseline: 300000, target: 360000, unit: CNY}
achievable: {rationale: Two new distributors}
relevant: {supports: [revenue-2026]}
time_bound: {start: 2026-07-01, due: 2026-09-30}
"""
_MEETING: Final = (
    "kind: meeting\nid: m\ntitle: M\nowner: w\nminutes: 30\nstarts: 2026-03-31T15:00\n"
)

# Each stands for a kind of input that was once misread, refused for the wrong reason, slow, or
# the end of the program.
CASES: Final[tuple[tuple[str, str], ...]] = (
    ("content/c.yaml", "people: [{person: bob, quota: 840,500, variable: 16,800}]\n"),
    ("content/c.yaml", _GOAL.replace("300000", "1,000,000").replace("360000", "6,000,000")),
    ("content/c.yaml", _GOAL.replace("300000", "¥1，000，000").replace("360000", "3500w")),
    ("content/c.yaml", _GOAL.replace("owner: chen-rui", "ownr:")),
    ("content/c.yaml", _GOAL.replace("300000", "0 # TODO").replace("Sell-in", "待填")),
    ("content/c.yaml", _GOAL.replace("chen-rui", "王丽").replace("[revenue-2026]", "[华东]")),
    ("content/c.yaml", _GOAL.replace("type: increase", "type: milestones")),
    ("content/c.yaml", _GOAL + "checkins:\n  - {date: 2026-07-31, value: 840,5}\n"),
    ("content/c.yaml", _GOAL + "actions: [{title: a, owner: b, due: 2026-11-31}]\nstate: draft\n"),
    ("content/c.yaml", _GOAL.replace(": ", "：")),
    ("content/c.yaml", _GOAL.replace("specific: {", "specific:\n\u3000").replace("}", "")),
    ("content/c.yaml", _GOAL.replace(" ", "\u00a0")),
    ("content/c.yaml", _GOAL.replace("{", "｛").replace("}", "｝").replace(",", "，")),
    ("content/c.yaml", _MEETING + "recurs: quarterly\nwhere: Slack #sales\n"),
    ("content/c.yaml", _MEETING + "recurs: FREQ=MONTHLY;BYDAY=1MO\nagenda: [a, Room #5, b]\n"),
    ("content/c.yaml", "kind: ladder\nid: l\ntitle: L\nlevels:\n  - id: a\n    x: |\n      - a\n"),
    ("content/c.yaml", "a: &an:chor value\n---\n{ ?foo: bar }\n---\n[?x]\n---\n[-, -]\n"),
    ("content/c.yaml", '{"a"\n : b}\n---\nfoo: 1\n \t\nbar: 2\n---\na: "b"# c\n'),
    ("content/c.yaml", "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: *d\n<<: *c\n"),
    ("content/c.yaml", "%YAML 1.2\n---\na: 1\n%TAG ! x:\n---\n!x b: !!int c\n...\n...\n"),
    ("content/c.yaml", "extra: {person:secret-hire: v}\nwho: {secret-hire: text}\n"),
    ("content/c.yaml", 'a: "\\ud800"\nb: "\\x41"\nc: .nan\nd: 1e999\ne: 0x' + "f" * 400 + "\n"),
    ("content/handbook/c.md", "# Heading\n\n[x](#how-it-is-paid) [y](other.md#steps)\n"),
    ("content/handbook/c.md", '+++\ntitle = "x"\n+++\n\n- [x] done ~~gone~~ https://a.example\n'),
    ("content/handbook/c.md", "text\n---\ntitle: X\nlanguage: cn\n---\n[^1]: Not for trainees.\n"),
    ("content/handbook/c.md", "---\ntitle: X #1\n----\n[a](b) ```` `` [w](goal\\:ID) _goal:ID_\n"),
    ("content/handbook/c.md", "---\ntitle: X\n---\n" + "[x](" * 50 + "![" * 50 + "<![CDATA["),
    ("content/c.csv", "date,subject,value\n2026-07-31,a,1\n2026/10/31,b,3,500,000\n"),
    ("content/c.csv", "日期;对象;数值\n2026年10月31日;王丽;¥3,500\n03/04/2026;b;(5)\n"),
    ("planbook.yaml", "title: T\nlanguage: cn\nlanguages: [cn, en]\ntimezone: Shanghai\n"),
    ("planbook.yaml", "title: Team #1\nthem:\nfiscal_year_start: 10\nlimits: {depth: 3}\n"),
    ("schemas/account.schema.json", '{"properties": {"n": {"multipleOf": 0, "minimum": NaN}}}'),
    ("schemas/account.schema.json", '{"allOf": [{"$ref": "#"}], "if": {"$ref": "#"}}'),
    (
        "schemas/account.schema.json",
        '{"properties": {"n": {"pattern": "^(a+)+$", "const": "\\ud800"}}}',
    ),
)


def corpus() -> Iterator[tuple[str, bytes]]:
    """Yield (path in a project, content) of everything that is mutated."""
    for path, text in CASES:
        yield path, text.encode()
    for line in (ROOT / "tests/yaml_suite/cases.jsonl").read_text("utf-8").splitlines():
        yield "content/c.yaml", json.loads(line)["yaml"].encode()
    for folder in ("content", "schemas/examples", "tests/schemas", "tests/rules"):
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix == ".yaml":
                yield "content/c.yaml", file.read_bytes()
            elif file.suffix == ".md":
                yield f"content/handbook/{file.name}", file.read_bytes()
            elif file.suffix == ".csv":
                yield "content/c.csv", file.read_bytes()
    yield "planbook.yaml", (ROOT / "planbook.yaml").read_bytes()
