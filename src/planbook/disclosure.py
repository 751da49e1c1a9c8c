"""What of findings the team may read: logs, annotations and reports are read by everyone there.

The author sees all findings in full. What goes further quotes nothing that the team's edition does
not hold. A finding of a rule is told in full where the rule finds the same in the team's cut of the
handbook: all that it says then rests on what the team sees. Any other is told in full where the
team sees the place that it stands at. Unknown means hidden: then only the kind of mistake is told.
Neither names a document that the team does not see, as what somebody may have meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from msgspec.structs import replace

from planbook.checked import Checked
from planbook.diagnostics.diagnostic import Diagnostic
from planbook.diagnostics.finding import Place
from planbook.diagnostics.pointer import names_in
from planbook.editions import filter_for_edition, sees_values
from planbook.language import Text
from planbook.linting import BY_RUBRIC, judge_handbook
from planbook.model.chapter import spellings_of
from planbook.model.document import Document
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.model.rubric import Rubric
from planbook.reading.project_folder import CONTENT_FOLDER
from planbook.rules import ALL_CODES, RULE_CODES, RULES
from planbook.rules.rule import AnyRule

_TEAM: Final = Edition("team")
_MEANT: Final = re.compile(r"did you mean `([^`]+)`")
_QUOTED: Final = re.compile(r"`([^`]+)`")
# While one of these is wrong, nobody knows who sees the document.
_DECIDING: Final = frozenset({"", "kind", "audience", "state"})


def disclose(checked: Checked, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return ``diagnostics`` with all that the team may read of them as what is public.

    Before, that is only what quotes nothing. Those that would tell by being there, or by not being
    there, what documents there are that the team does not see are left out. Where no content of
    ``checked`` was read, what is said of other files is public in full.
    """
    handbook, as_of = checked.handbook, checked.as_of
    if handbook is None or as_of is None:
        return tuple(map(_in_full_outside_content, diagnostics))
    told = tuple(found for found in diagnostics if not _rests_on_private(found))
    judged = RULE_CODES.keys() | BY_RUBRIC
    found_by_team: frozenset[_Judgement] = frozenset()
    named = {found.code for found in told}
    if not named.isdisjoint(judged):
        asked = tuple(rule for rule in RULES if rule.code.name in named)
        wanted = None if named.isdisjoint(BY_RUBRIC) else checked.rubric
        found_by_team = _judgements(handbook, as_of, asked, wanted)
    faulty = checked.content.valid.faulty
    sees = _places_seen(told, handbook, faulty, as_of)
    hidden = _ids_hidden(handbook, faulty, as_of)

    def in_public(found: Diagnostic) -> Diagnostic:
        place = found.place
        if place is None or (is_link(found) and _names_one_of(hidden, found.message)):
            return found
        if found.code in judged:
            is_public = _judgement(found.code, place, found.message) in found_by_team
            return in_full(found) if is_public else found
        if not sees(place):
            return found
        if not all(note.place is not None and sees(note.place) for note in found.notes):
            return found
        return in_full(found)

    def in_full(found: Diagnostic) -> Diagnostic:
        full = _in_full(found)
        names_documents = is_link(found) or found.code in judged
        if names_documents and _names_one_of(hidden, found.help):
            return replace(full, public_help=None)
        return full

    def is_link(found: Diagnostic) -> bool:
        return found.code.startswith("link-")

    return tuple(map(in_public, told))


def _rests_on_private(found: Diagnostic) -> bool:
    code = ALL_CODES.get(found.code)
    return code is not None and code.rests_on_private


def _ids_hidden(handbook: Handbook, faulty: Iterable[Document], as_of: date) -> frozenset[str]:
    """Return the ids that none but documents which the team does not see have."""
    sees_value = sees_values(handbook, _TEAM, as_of)
    ids: dict[bool, set[str]] = {True: set(), False: set()}
    for document in (*faulty, *handbook.documents.values()):
        ids[sees_value(document, "", True)].add(document.id)
    return frozenset(ids[False] - ids[True])


def _names_one_of(ids: frozenset[str], words: Text | None) -> bool:
    """Return whether ``words`` quote one of ``ids``, with its kind before it or without."""
    return any(
        quoted.rpartition(":")[2] in ids
        for text in (words or {}).values()
        for quoted in _QUOTED.findall(text)
    )


_Judgement = tuple[str, str, int, str, tuple[tuple[str, str], ...]]


def _judgement(code: str, place: Place, message: Text) -> _Judgement:
    return code, place.path, place.document, place.pointer, tuple(sorted(message.items()))


def _judgements(
    handbook: Handbook, as_of: date, rules: tuple[AnyRule, ...], rubric: Rubric | None
) -> frozenset[_Judgement]:
    """Return what the rules find in what the team sees."""
    seen = filter_for_edition(handbook, _TEAM, as_of)
    findings = judge_handbook(seen, rules, as_of, rubric).findings
    return frozenset(_judgement(one.code.name, one.place, one.message) for one in findings)


def _places_seen(
    told: Iterable[Diagnostic], handbook: Handbook, faulty: Iterable[Document], as_of: date
) -> Callable[[Place], bool]:
    """Return whether the team sees what stands at a place."""
    sees_value = sees_values(handbook, _TEAM, as_of)
    unsure = _unsure(told, handbook)
    documents: dict[tuple[str, int], Document] = {}
    tables: dict[str, list[tuple[Document, str]]] = defaultdict(list)
    chapters: dict[str, list[Document]] = defaultdict(list)
    for document in (*faulty, *handbook.documents.values()):
        origin = document.origin
        documents[origin.path, origin.index] = document
        for rows, table in origin.tables:
            tables[table].append((document, rows))
        if origin.path.endswith(".md"):
            for name in {origin.path, *spellings_of(origin.path, handbook.settings.languages)}:
                chapters[name].append(document)

    def sees(place: Place) -> bool:
        if not _is_content(place.path):
            return True
        if place.path in tables:
            return all(sees_value(each, f"/{rows}", False) for each, rows in tables[place.path])
        named = place.on == "key"
        if place.path in chapters:
            return bool(place.pointer) and all(
                sees_value(each, place.pointer, named) for each in chapters[place.path]
            )
        document = documents.get((place.path, place.document))
        if document is None or (place.path, place.document) in unsure:
            return False
        # Text that belongs to no field may be from any of them.
        is_anywhere = place.span is not None and not place.pointer
        return not is_anywhere and sees_value(document, place.pointer, named)

    return sees


def _unsure(told: Iterable[Diagnostic], handbook: Handbook) -> frozenset[tuple[str, int]]:
    """Return the documents of which it is wrong what decides who sees them."""
    deciding = _DECIDING | {
        name
        for kind in handbook.kinds.values()
        for name, field in kind.field.properties.items()
        if field.audiences or field.keeps_from_subjects
    }
    return frozenset(
        (found.place.path, found.place.document)
        for found in told
        if found.place is not None
        and found.code.partition("-")[0] in ("schema", "yaml", "link")
        and (_top(found.place) in deciding or _may_decide(found, deciding))
    )


def _may_decide(found: Diagnostic, deciding: frozenset[str]) -> bool:
    """Return whether a field of the document has a wrong name that may stand for one of these."""
    if found.place is None or found.place.on != "key" or len(names_in(found.place.pointer)) != 1:
        return False
    meant = _MEANT.search((found.help or {}).get("en", ""))
    return meant is None or meant[1] in deciding


def _top(place: Place) -> str | None:
    """Return the field of the document that ``place`` is in; None for the document itself."""
    names = names_in(place.pointer)
    return names[0] if names else (None if place.span is None else "")


def _is_content(path: str) -> bool:
    return path.startswith(f"{CONTENT_FOLDER}/")


def _in_full_outside_content(found: Diagnostic) -> Diagnostic:
    return found if _is_content(found.path) else _in_full(found)


def _in_full(found: Diagnostic) -> Diagnostic:
    return replace(
        found,
        public_message=found.message,
        public_help=found.help,
        notes=tuple(replace(note, public_message=note.message) for note in found.notes),
    )
