"""R: what it serves, up to the company, why, and whether it is the owner's to do."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Set
from types import MappingProxyType
from typing import Final

from planbook.language import Text
from planbook.model.document import Key
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.objective import Objective
from planbook.model.partner import Partner
from planbook.model.person import Person
from planbook.model.record import Record
from planbook.model.team import Team
from planbook.quantities import exact
from planbook.scoring.lexicon import length_of, overlap
from planbook.scoring.phrases import quoted
from planbook.scoring.results import Chain, Filled
from planbook.scoring.smart_checks.check import Evidence, Seen, SmartCheck
from planbook.scoring.smart_checks.ownership import owner_of, people_of, roles_of


def look_at_supports(goal: Goal, evidence: Evidence) -> Seen:
    """See whether the goal supports something that exists and is in force."""
    pointer = "/relevant/supports"
    found = supported_by(goal, evidence.handbook)
    current = [record for record in found if record.state != "archived"]
    if current:
        return Seen("exists", pointer, {"supports": _titles(current)})
    if found:
        return Seen("archived", pointer, {"supports": _titles(found)})
    return _alone(goal, pointer)


def look_at_chain(goal: Goal, evidence: Evidence) -> Seen:
    """See whether the chain of what supports what reaches an objective of the whole company."""
    pointer = "/relevant/supports"
    waiting: deque[tuple[Record, ...]] = deque(
        (record,) for record in supported_by(goal, evidence.handbook)
    )
    if not waiting:
        return _alone(goal, pointer)
    end, seen = waiting[0][-1], {goal.key}
    # Breadth first: the shortest chain is the one to tell.
    while waiting:
        chain = waiting.popleft()
        last = chain[-1]
        if _is_of_company(last, evidence.handbook):
            words = Chain(_titles(chain))
            return Seen("company", pointer, {"chain": words})
        if last.key in seen:
            continue
        seen.add(last.key)
        above = supported_by(last, evidence.handbook)
        if not above:
            end = last
        waiting.extend((*chain, record) for record in above)
    return Seen("short", pointer, {"end": quoted(end.label)})


def look_at_why(goal: Goal, evidence: Evidence) -> Seen:
    """See whether the reason says more than the title."""
    pointer, why = "/relevant/why", evidence.said(goal.relevant.why)
    if not why.strip():
        return Seen("nothing", pointer)
    same = overlap(why, evidence.said(goal.title))
    if same >= exact(evidence.numbers["again"]):
        return Seen("again", pointer)
    if same >= exact(evidence.numbers["partly"]):
        return Seen("partly", pointer)
    words = {"why": quoted(goal.relevant.why)}
    short = length_of(why) < evidence.numbers["fewest"]
    return Seen("short" if short else "own-words", pointer, words)


def look_at_fit(goal: Goal, evidence: Evidence) -> Seen:
    """See whether the goal belongs to what its owner answers for."""
    pointer, handbook = "/owner", evidence.handbook
    owner = owner_of(goal, handbook)
    people = people_of(owner, handbook)
    duties = [duty for role in roles_of(people, handbook) for duty in role.duties]
    owned = frozenset(
        part for person in people if person.scope is not None for part in person.scope.parts
    )
    if owner is None or not (duties or owned):
        return Seen("unknown", pointer)
    scope = goal.specific.scope
    parts = scope.parts if scope is not None else ()
    inside = [part for part in parts if part in owned]
    outside = [part for part in parts if _is_outside(part, owned, people, handbook)]
    links: list[Filled] = [tuple(map(handbook.title_of, inside))] if inside else []
    if not (outside and not inside):
        metrics = {metric for duty in duties for metric in duty.metrics}
        served = {objective for duty in duties for objective in duty.supports}
        links += [*_metric_link(goal, metrics, handbook), *_served(goal, served, people, handbook)]
    words: dict[str, Filled] = {"owner": owner.label}
    if not links:
        return Seen("elsewhere", pointer, words)
    words["link"] = links[0]
    if outside:
        words["outside"] = tuple(map(handbook.title_of, outside))
        return Seen("partly", "/specific/scope", words)
    return Seen("fits", pointer, words)


def supported_by(record: Record, handbook: Handbook) -> tuple[Record, ...]:
    """Return the objectives and goals that ``record`` says it supports."""
    if isinstance(record, Goal):
        return tuple(handbook.records[key] for key in record.relevant.supports)
    if isinstance(record, Objective):
        return tuple(handbook.records[key] for key in record.supports)
    return ()


def _titles(records: Iterable[Record]) -> tuple[Text, ...]:
    return tuple(quoted(record.label) for record in records)


def _is_of_company(record: Record, handbook: Handbook) -> bool:
    """Return whether ``record`` is an objective above which there is nothing and nobody."""
    if not isinstance(record, Objective) or record.supports:
        return False
    team = handbook.find(Team, record.owner)
    if team is not None and team.parent is not None:
        return False
    owner = handbook.find(Person, team.lead if team is not None else record.owner)
    return owner is None or owner.manager is None


def _alone(goal: Goal, pointer: str) -> Seen:
    if any(words.strip() for words in goal.relevant.standalone.values()):
        return Seen("alone", "/relevant/standalone", {"reason": quoted(goal.relevant.standalone)})
    return Seen("nothing", pointer)


def _metric_link(goal: Goal, metrics: Set[Key], handbook: Handbook) -> Iterator[Text]:
    if goal.measurable.metric is not None and goal.measurable.metric in metrics:
        yield handbook.title_of(goal.measurable.metric)


def _served(
    goal: Goal, served: Set[Key], people: tuple[Person, ...], handbook: Handbook
) -> Iterator[Text]:
    """Yield what the goal supports that a duty of the owner serves, or the owner answers for."""
    own = {person.key for person in people}
    for record in supported_by(goal, handbook):
        if record.key in served or (isinstance(record, Goal | Objective) and record.owner in own):
            yield record.label


def _is_outside(part: Key, owned: Set[Key], people: tuple[Person, ...], handbook: Handbook) -> bool:
    if part in owned:
        return False
    partner = handbook.find(Partner, part)
    if partner is not None and partner.manager in {person.key for person in people}:
        return False
    # Somebody without any territory of their own is not bound to one.
    return any(each.kind == part.kind for each in owned)


CHECKS: Final[Mapping[str, SmartCheck]] = MappingProxyType(
    {
        "supports": SmartCheck(
            look_at_supports,
            {
                "exists": ("supports",),
                "archived": ("supports",),
                "alone": ("reason",),
                "nothing": (),
            },
        ),
        "chain": SmartCheck(
            look_at_chain,
            {"company": ("chain",), "short": ("end",), "alone": ("reason",), "nothing": ()},
        ),
        "why": SmartCheck(
            look_at_why,
            {"own-words": ("why",), "short": ("why",), "partly": (), "again": (), "nothing": ()},
            limits=("partly", "again", "fewest"),
        ),
        "fit": SmartCheck(
            look_at_fit,
            {
                "fits": ("link", "owner"),
                "partly": ("link", "owner", "outside"),
                "elsewhere": ("owner",),
                "unknown": (),
            },
        ),
    }
)
