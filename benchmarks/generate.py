"""Writes a handbook of any size: the same seed and sizes give the same bytes.

    python benchmarks/generate.py DIR --people 2000 --goals 10000

The people and companies in it are invented.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SPAN_OF_CONTROL = 8
TERRITORIES = ("east", "south", "north", "west")
PRODUCT_LINES = ("smart-lock", "hotel-lock", "access-control")
MONTHS = (
    *("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30"),
    *("2026-07-31", "2026-08-31"),
)
QUARTERS = (
    ("2026-Q1", "01-01", "03-31"),
    ("2026-Q2", "04-01", "06-30"),
    ("2026-Q3", "07-01", "09-30"),
)
FAMILY = "陈王李张刘杨黄赵周吴徐孙马朱胡郭何林高罗"
_TEXT = re.compile(r"\{zh: (?P<zh>[^{}]*?), en: (?P<en>[^{}]*)\}")
"""A text in both languages, as it stands in what is written here."""
GIVEN = "睿宁雯博清昊丹磊越晨航静怡凯婷浩然欣宇涵"


@dataclass(frozen=True, slots=True)
class Size:
    """How much to write: people, goals (shared out evenly) and partners a person.

    ``languages`` are those that its texts are in; with one, texts are no mappings.
    """

    people: int
    goals: int
    partners: int
    languages: tuple[str, ...] = ("zh", "en")


def write_handbook(folder: Path, size: Size, seed: int) -> int:
    """Write a project into the empty or missing ``folder``; return the number of documents."""
    chance = random.Random(seed)
    documents = 0
    for path, text in files_of(size, chance):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_in_languages(text, size.languages), encoding="utf-8", newline="\n")
        documents += path.endswith(".yaml") and path != "planbook.yaml"
    return documents


def files_of(size: Size, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of a project."""
    series = _series(size.people, chance)
    yield "planbook.yaml", _settings(size.languages)
    yield from _company(size)
    for number in range(size.people):
        yield f"content/people/{_person(number)}/person.yaml", _person_file(number, chance)
    for number in range(size.people * size.partners):
        owner = number % size.people
        yield f"content/partners/partner-{number:05d}.yaml", _partner_file(number, owner)
    for number in range(size.goals):
        owner = number % size.people
        path = f"content/people/{_person(owner)}/goals/goal-{number:06d}.yaml"
        yield path, _goal_file(number, owner, series[owner], chance)
    yield "content/metrics/revenue.csv", _table(series)


def _in_languages(text: str, languages: tuple[str, ...]) -> str:
    """Return ``text`` with its texts in ``languages`` alone."""
    if len(languages) > 1:
        return text
    return _TEXT.sub(lambda both: both[languages[0]], text)


def _settings(languages: tuple[str, ...]) -> str:
    terms = "\n".join(f"    - {{id: {term}, title: {term}}}" for term in TERRITORIES)
    lines = "\n".join(f"    - {{id: {term}, title: {term}}}" for term in PRODUCT_LINES)
    return (
        "title: {zh: 基准手册, en: Benchmark handbook}\n"
        f"language: {languages[0]}\nlanguages: [{', '.join(languages)}]\n"
        "currency: CNY\nas_of: 2026-09-10\n"
        f"vocabulary:\n  territories:\n{terms}\n  product_lines:\n{lines}\n"
    )


def _company(size: Size) -> Iterator[tuple[str, str]]:
    yield (
        "content/roles/channel-manager.yaml",
        (
            "kind: role\nid: channel-manager\ntitle: {zh: 渠道经理, en: Channel manager}\n"
            "purpose: {zh: 建设并维护渠道伙伴, en: Build and keep partners}\n"
            "duties:\n  - {title: {zh: 达成渠道收入, en: Reach the channel revenue},"
            " supports: [company-revenue], metrics: [revenue]}\n"
        ),
    )
    yield (
        "content/tools/crm.yaml",
        (
            "kind: tool\nid: crm\ntitle: CRM\ntype: crm\n"
            "purpose: {zh: 记录客户与订单, en: Keep customers and orders}\nfeeds: [revenue]\n"
        ),
    )
    yield (
        "content/metrics/revenue.yaml",
        (
            "kind: metric\nid: revenue\ntitle: {zh: 渠道收入, en: Channel revenue}\nunit: CNY\n"
            "direction: up\ncadence: monthly\naggregate: sum\nsource: crm\ndata: revenue.csv\n"
        ),
    )
    yield (
        "content/objectives/company-revenue.yaml",
        (
            f"kind: objective\nid: company-revenue\ntitle: {{zh: 公司收入, en: Company revenue}}\n"
            f"owner: {_person(0)}\nperiod: 2026\n"
        ),
    )
    for number in range(_team(size.people - 1) + 1):
        yield (
            f"content/teams/team-{number:04d}.yaml",
            (
                f"kind: team\nid: team-{number:04d}\n"
                f"title: {{zh: 第{number}组, en: Team {number}}}\n"
                f"lead: {_person(number)}\n"
                + (f"parent: team-{(number - 1) // SPAN_OF_CONTROL:04d}\n" if number else "")
            ),
        )
        yield (
            f"content/objectives/team-{number:04d}-revenue.yaml",
            (
                f"kind: objective\nid: team-{number:04d}-revenue\n"
                f"title: {{zh: 第{number}组收入, en: Revenue of team {number}}}\n"
                f"owner: {_person(number)}\nperiod: 2026\nsupports: [company-revenue]\n"
            ),
        )


def _person(number: int) -> str:
    return f"person-{number:05d}"


def _team(number: int) -> int:
    """Return the team that a person belongs to: that of the manager above."""
    return max(0, (number - 1) // SPAN_OF_CONTROL)


def _person_file(number: int, chance: random.Random) -> str:
    name = chance.choice(FAMILY) + chance.choice(GIVEN) + chance.choice(GIVEN)
    manager = f"manager: {_person(_team(number))}\n" if number else ""
    return (
        f"kind: person\nid: {_person(number)}\nname: {{zh: {name}, en: Person {number}}}\n"
        f"role: channel-manager\n{manager}team: team-{_team(number):04d}\n"
        f"scope:\n  territories: [{TERRITORIES[number % 4]}]\n"
        f"  product_lines: [{PRODUCT_LINES[number % 3]}]\nstarted: 2024-03-01\n"
        f"contacts: {{email: {_person(number)}@example.com}}\n"
    )


def _partner_file(number: int, owner: int) -> str:
    return (
        f"kind: partner\nid: partner-{number:05d}\n"
        f"title: {{zh: 伙伴{number}, en: Partner {number}}}\ntype: distributor\n"
        f"territory: {TERRITORIES[owner % 4]}\nproduct_lines: [{PRODUCT_LINES[owner % 3]}]\n"
        f"since: 2023-05-01\nmanager: {_person(owner)}\n"
    )


def _goal_file(number: int, owner: int, sales: list[int], chance: random.Random) -> str:
    period, start, due = QUARTERS[number % 3]
    sold = dict(zip(MONTHS, sales, strict=True))
    months = [month for month in MONTHS if start <= month[5:] <= due]
    baseline = sum(sold[month] for month in months)
    target = baseline * 12 // 10
    checkins = "".join(
        f"  - {{date: {month}, value: {sum(sold[one] for one in months[:step])}, "
        f"confidence: 0.{chance.randrange(3, 9)}, note: {{zh: 按计划推进, en: On plan}}}}\n"
        for step, month in enumerate(months, start=1)
    )
    return (
        f"kind: goal\nid: goal-{number:06d}\n"
        f"title: {{zh: {period} 渠道收入提升 20%, en: Grow channel revenue 20% in {period}}}\n"
        f"owner: {_person(owner)}\nperiod: {period}\n"
        "specific:\n  outcome: {zh: 分销商出货额, en: Sell-in to distributors}\n"
        f"  scope: {{territories: [{TERRITORIES[owner % 4]}],"
        f" product_lines: [{PRODUCT_LINES[owner % 3]}]}}\n"
        f"measurable:\n  type: reach\n  metric: revenue\n  unit: CNY\n"
        f"  baseline: {baseline}\n  target: {target}\n  source: crm\n"
        "achievable:\n  rationale: {zh: 五月签下两家分销商，管道覆盖 3 倍缺口, "
        "en: Two distributors signed in May; the pipeline covers 3 times the gap}\n"
        "  confidence: 0.7\n"
        f"relevant:\n  supports: [team-{_team(owner):04d}-revenue]\n"
        "  why: {zh: 智能锁是今年的增长线, en: Smart locks are the growth line of this year}\n"
        f"time_bound:\n  start: 2026-{start}\n  due: 2026-{due}\n  cadence: monthly\n"
        "rewards:\n  - {when: 1.0, kind: bonus, amount: 20000, currency: CNY}\n"
        f"checkins:\n{checkins}"
    )


def _series(people: int, chance: random.Random) -> list[list[int]]:
    """Return what each person sold in each month."""
    series = []
    for _ in range(people):
        level = chance.randrange(300_000, 900_000, 1000)
        series.append([level := level * chance.randrange(95, 108) // 100 for _ in MONTHS])
    return series


def _table(series: list[list[int]]) -> str:
    rows = ["date,subject,value"]
    for number, sales in enumerate(series):
        rows += [
            f"{month},{_person(number)},{value}" for month, value in zip(MONTHS, sales, strict=True)
        ]
    return "\n".join(rows) + "\n"


def main() -> None:
    """Write a handbook as the command line asks for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--goals", type=int, default=10_000)
    parser.add_argument("--partners", type=int, default=1, help="partners a person")
    parser.add_argument(
        "--languages", choices=["zh,en", "en,zh", "zh", "en"], default="zh,en", help="of its texts"
    )
    parser.add_argument("--seed", type=int, default=1)
    call = parser.parse_args()
    size = Size(call.people, call.goals, call.partners, tuple(call.languages.split(",")))
    if call.folder.exists() and any(call.folder.iterdir()):
        parser.error(f"{call.folder} is not empty")
    documents = write_handbook(call.folder, size, call.seed)
    print(f"{documents} documents in {call.folder}")


if __name__ == "__main__":
    main()
