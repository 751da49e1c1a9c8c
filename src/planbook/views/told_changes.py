"""Changes of the plans in words: one sentence a change, for ``planbook diff`` and for pages.

What is returned here holds no words of its own: the catalogue of the theme has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from planbook.history.values import Entry, Listing, Option, Value
from planbook.quantities import Amount, Day, Share
from planbook.views.told_values import ValueTeller
from planbook.views.words import Apart, Joined, Phrase, Telling, Told, Words

if TYPE_CHECKING:
    from planbook.history.fields import Step
    from planbook.history.records import Change, Section, Subject

_AUDIENCES: Final = ("public", "team", "private")
_GOALPOSTS: Final = ("target-raised", "due-earlier")
# The letters of SMART: a reader knows a target without being told that it is measurable.
_LETTERS: Final = (
    "/specific",
    "/measurable",
    "/measure",
    "/achievable",
    "/relevant",
    "/time_bound",
)
_ALONE: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "no-longer-shown": Phrase("diff.no_longer_shown"),
        "now-shown": Phrase("diff.now_shown"),
        "archived": Phrase("diff.archived"),
        "in-force-again": Phrase("diff.in_force_again"),
        "goal-cancelled": Phrase("diff.cancelled"),
    }
)
"""What is said of a change by its code alone."""

_AUDIENCE_CHANGES: Final = ("widened", "narrowed", "field-widened", "kind-widened")


def caption_of(section: Section) -> Phrase:
    """Return the heading of one section of changes."""
    return Phrase(f"diff.section.{section}")


class ChangeTeller(ValueTeller):
    """Tells changes to readers of one language."""

    def lead(self, subject: Subject) -> Told:
        """Return what a document is called: its kind, its title, and whose it is."""
        kind = self.say(subject.kind_title) or Phrase("responsibilities.territory")
        title = self.say(subject.title)
        if not title:
            return kind
        if subject.key.kind == "person":
            return title
        owner = self.say(subject.owner.title) if subject.owner is not None else None
        if owner:
            return Telling("diff.lead_owned", {"kind": kind, "title": title, "owner": owner})
        return Telling("diff.lead", {"kind": kind, "title": title})

    def change(self, change: Change) -> Told:
        """Return one change as a sentence without its document."""
        alone = _ALONE.get(change.code)
        if alone is not None:
            return alone
        if change.section == "audience":
            return self._audience(change)
        return self._whole(change) or self._moved(change) or self._field(change)

    def _audience(self, change: Change) -> Told:
        if change.code in _AUDIENCE_CHANGES:
            after = _seen_by(change.after, self) or Phrase("diff.audience.readers")
            places = {"before": _seen_by(change.before, self) or "", "after": after}
            if change.code == "field-widened":
                places["field"] = self._label(change.steps, change.field)
            return Telling(f"diff.{change.code.replace('-', '_')}", places)
        key = f"diff.{change.code.replace('-', '_')}"
        reader = self._label(change.steps, "")
        if change.after is None:
            return Telling(key, {"reader": reader})
        return Telling(f"{key}_with", {"reader": reader, "more": self.value(change.after)})

    def _whole(self, change: Change) -> Told | None:
        """Return the sentence of a change of a document as a whole; None for any other."""
        match change.code:
            case "document-added":
                is_person = change.subject is not None and change.subject.key.kind == "person"
                return self._with_facts(Phrase("diff.joins" if is_person else "diff.new"), change)
            case "document-removed":
                key = "diff.dropped" if change.section == "goals" else "diff.removed"
                return self._with_facts(Phrase(key), change)
            case "owner-changed":
                before, after = self.both(change)
                places: dict[str, Told] = {"before": Apart(before), "after": Apart(after, False)}
                return Telling("diff.owner_changed", places)
            case "renamed":
                before, after = self.both(change)
                return Telling("diff.renamed", {"before": before, "after": after})
            case "readings-added" if isinstance(change.after, Listing):
                days = Joined("", self._from_to(change.after))
                return Telling("diff.readings_added_of", {"count": change.count, "days": days})
            case "readings-added":
                return Telling("diff.readings_added", {"count": change.count})
            case "metric-targets-added":
                return Telling("diff.targets_added", {"count": change.count})
            case "rule-off":
                return Telling("diff.rule_off", {"rule": self.say(change.steps[-1].label)})
        return None

    def _with_facts(self, told: Told, change: Change) -> Told:
        owner = change.subject.owner if change.subject is not None else None
        facts = [one for one in change.facts if owner is None or one.value != owner]
        if not facts:
            return told
        return Telling("diff.with_facts", {"told": told, "facts": self.parts(facts)})

    def _from_to(self, days: Listing) -> tuple[Told, ...]:
        first, *last = (self.value(one) for one in days.values)
        return (first, " – ", *last) if last else (first,)

    def _moved(self, change: Change) -> Told | None:
        """Return the sentence of goalposts that were moved; None for any other change."""
        if change.section != "goalposts" and change.code not in _GOALPOSTS:
            return None
        is_due = change.code in ("due-later", "due-earlier")
        label = Phrase("diff.due_date") if is_due else self._label(change.steps, change.field)
        before, after = self.both(change)
        places: dict[str, Told] = {"label": label, "gone": self._gone(change)}
        if change.code == "milestone-removed" or change.after is None:
            return Telling("diff.goalpost_removed", {**places, "before": Apart(before)})
        if change.before is None:
            return Telling("diff.goalpost_added", {**places, "after": Apart(after)})
        places |= {"before": Apart(before), "after": Apart(after, False)}
        places["days"] = _days_between(change)
        return Telling(f"diff.{_direction(change)}", places)

    def _gone(self, change: Change) -> Told:
        timing = change.timing
        if timing is None or change.section != "goalposts":
            return ""
        if timing.phase == "running":
            share = self.formats.percent_rounded(timing.gone)
            return Telling("diff.gone_running", {"share": share})
        return Phrase(f"diff.gone_{timing.phase}")

    def _field(self, change: Change) -> Told:
        label = self._label(change.steps, change.field)
        if change.lines is not None:
            return Telling("diff.lines_changed", {"label": label, "lines": _lines(*change.lines)})
        before, after = self.both(change)
        if change.code == "list-changed":
            parts: list[Told] = []
            if change.after is not None:
                parts.append(Telling("diff.list_added", {"after": Apart(after, False)}))
            if change.before is not None:
                parts.append(Telling("diff.list_removed", {"before": Apart(before, False)}))
            told = Joined("diff.between_parts", tuple(parts))
            return Telling("diff.list_changed", {"label": label, "parts": told})
        before, after = _bracketed(change.before, before), _bracketed(change.after, after)
        if change.before is None:
            return Telling("diff.value_added", {"label": label, "after": Apart(after, False)})
        if change.after is None:
            return Telling("diff.value_removed", {"label": label, "before": Apart(before, False)})
        return Telling("diff.value_changed", {"label": label, "before": before, "after": after})

    def _label(self, steps: tuple[Step, ...], path: str) -> Told:
        """Return what a field is called: the way to it, with the entries that it stands in."""
        letter = path.startswith(tuple(f"{one}/" for one in _LETTERS))
        names: list[Told] = []
        above = Words()
        for step in steps[1:] if letter and len(steps) > 1 else steps:
            name = self.say(step.label)
            if name == above and not step.entry:
                continue  # as the outcome of a result, which Chinese has one word for
            above = name
            names += [" · "] if names else []
            if step.entry:
                entry = Joined("diff.between_lines", tuple(map(self.value, step.entry)))
                names.append(Telling("diff.label_of", {"name": name, "entry": entry}))
            else:
                names.append(name)
        return Joined("", tuple(names))


def _seen_by(value: Value | None, teller: ValueTeller) -> Told | None:
    if isinstance(value, Option) and value.value in _AUDIENCES:
        return Phrase(f"diff.audience.{value.value}")
    return None if value is None else teller.value(value)


def _bracketed(value: Value | None, told: Told) -> Told:
    """Return an entry in brackets, unless it begins with its title."""
    if isinstance(value, Entry) and value.parts[0].name != "title":
        return Telling("diff.in_brackets", {"words": told})
    return told


def _lines(added: int, removed: int) -> Told:
    if not (added or removed):
        return Phrase("diff.lines_in_another_order")
    came = (Telling("diff.lines_added", {"count": added}),) if added else ()
    gone = (Telling("diff.lines_removed", {"count": removed}),) if removed else ()
    return Joined("diff.between_lines", (*came, *gone))


def _days_between(change: Change) -> Told:
    if not (isinstance(change.before, Day) and isinstance(change.after, Day)):
        return ""
    days = (change.after.value - change.before.value).days
    return Telling("diff.days_later" if days > 0 else "diff.days_earlier", {"count": abs(days)})


def _direction(change: Change) -> str:
    """Return which way a figure or a date was moved."""
    match change.before, change.after:
        case (Amount(before), Amount(after)) | (Share(before), Share(after)):
            return "lowered" if Fraction(after) < Fraction(before) else "raised"
        case Day(earlier), Day(later):
            return "moved_later" if later > earlier else "moved_earlier"
    return "goalpost_changed"
