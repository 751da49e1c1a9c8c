"""Two revisions beside each other: all that is told of the change, for one edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from planbook.history.audience_changes import (
    compare_audience,
    compare_kinds_shown,
    compare_readers,
)
from planbook.history.audiences import pair_documents
from planbook.history.essentials import essentials_of
from planbook.history.fields import FieldChange, Side, compare_documents
from planbook.history.figures import compare_figures
from planbook.history.goalposts import judge_goalposts
from planbook.history.pairs import Pair, subject_of
from planbook.history.project import compare_settings
from planbook.history.records import (
    SECTIONS,
    Change,
    Comparison,
    Faulty,
    FigureChange,
    ProjectThen,
    Section,
)
from planbook.history.records import Side as Which
from planbook.history.revision import Revision
from planbook.history.rewriting import judge_figures_of, judge_rewriting
from planbook.history.terms import judge_terms, operation
from planbook.history.units import Origin
from planbook.history.values import Verbatim
from planbook.model.document import Document, Key
from planbook.model.edition import Edition
from planbook.model.field import Kind
from planbook.model.metric import Metric


def compare_revisions(
    before: Revision,
    after: Revision,
    edition: Edition,
    as_of: date,
    project: Kind,
    project_then: ProjectThen = "sound",
) -> Comparison:
    """Return what changed from ``before`` to ``after``, as far as ``edition`` may know.

    Both were cut down to it before, by the same edition; ``project`` is the schema of
    planbook.yaml. What the edition sees in one of them alone is told without contents.
    """
    run = _Run(before, after, as_of)
    changes = list(run.changes())
    if project_then == "sound":
        changes += compare_kinds_shown(before.whole.kinds, after.whole.kinds)
        if edition.audience != "public":
            changes += compare_readers(before.visible, after.visible)
        changes += compare_settings(before.whole, after.whole, project, edition)
    changed = frozenset(one.subject.key for one in changes if one.subject is not None)
    figures: tuple[FigureChange, ...] = ()
    missing: tuple[Which, ...] = ()
    if before.records is None or after.records is None:
        sides: tuple[tuple[Which, Revision], ...] = (("base", before), ("head", after))
        missing = tuple(side for side, one in sides if one.records is None)
    else:
        figures = tuple(
            compare_figures(before.records, after.records, before.visible, after.visible, changed)
        )
    return Comparison(
        as_of,
        edition,
        tuple(sorted(changes, key=_order)),
        figures,
        tuple(run.faulty()),
        missing,
        project_then,
        run.left_out(changed),
        before.unread + after.unread,
    )


def compare_content(before: Revision, after: Revision, as_of: date) -> tuple[Change, ...]:
    """Return what changed in the documents that the two list, the most important first.

    Both hold what one edition sees; settings, schemas and figures are not looked at.
    """
    return tuple(sorted(_Run(before, after, as_of).changes(), key=_order))


_KINDS: Final = ("objective", "goal", "incentive", "person", "team", "role", "partner", "metric")


def _order(change: Change) -> tuple[int, int, str, str]:
    """Return where a change stands: by section, the kinds that matter most, then by document."""
    subject = change.subject
    kind = subject.key.kind if subject is not None else ""
    rank = _KINDS.index(kind) if kind in _KINDS else len(_KINDS)
    return SECTIONS.index(change.section), rank, kind, subject.key.id if subject else ""


class _Run:
    def __init__(self, before: Revision, after: Revision, as_of: date) -> None:
        self._before = before
        self._after = after
        self._as_of = as_of
        self._renamed = dict(_renamed(before, after))
        self._former = {
            document.key: former
            for document, former in pair_documents(
                after.whole.documents.values(), before.whole.documents.values()
            )
            if former.key != document.key and _is_much_alike(former, document)
        }

    def changes(self) -> Iterator[Change]:
        """Yield the changes of all documents that the edition sees in either revision."""
        before, after = self._before, self._after
        came_from = {new: old for old, new in self._renamed.items()}
        for key in (*before.visible.documents, *after.visible.documents):
            if key in self._renamed or (
                key in before.visible.documents and key in after.visible.documents
            ):
                continue
            yield from self._of_one_side(key, came_from)
        for key in after.visible.documents:
            earlier = came_from.get(key, key)
            if earlier in before.visible.documents:
                yield from self._of_both(earlier, key)

    def _of_one_side(self, key: Key, came_from: Mapping[Key, Key]) -> Iterator[Change]:
        """Yield what is told of a document that the edition sees in one revision alone."""
        if key in came_from or self._is_unread(key):
            return
        before, after = self._before, self._after
        seen_after = key in after.visible.documents
        visible = after.visible if seen_after else before.visible
        document = visible.documents[key]
        subject = subject_of(document, visible)
        audience = compare_audience(
            self._written_before(key), after.whole.documents.get(key), before.whole, after.whole,
            subject, seen_before=not seen_after, seen_after=seen_after,
        )  # fmt: skip
        if audience is not None:
            yield audience
            return
        code = "document-added" if seen_after else "document-removed"
        yield Change(_section_of(key.kind), code, subject, facts=essentials_of(document, visible))

    def _written_before(self, key: Key) -> Document | None:
        """Return what a document was: by its key, else by its place, where it is much alike.

        What had another id and was out of sight has not come into the world today.
        """
        found = self._before.whole.documents.get(key) or self._former.get(key)
        if found is not None and found.key != key and found.key in self._before.visible.documents:
            return None
        return found

    def _is_unread(self, key: Key) -> bool:
        """Return whether a document is missing because its file could not be read."""
        before, after = self._before, self._after
        if key in after.visible.documents:
            origin, other = after.visible.documents[key].origin, before
        else:
            origin, other = before.visible.documents[key].origin, after
        paths = {origin.path, *(table for _, table in origin.tables)}
        return key not in other.whole.documents and not paths.isdisjoint(other.broken)

    def _of_both(self, former: Key, key: Key) -> Iterator[Change]:
        """Yield what differs in a document that the edition sees in both revisions."""
        old, new = self._before, self._after
        before, after = old.visible.documents[former], new.visible.documents[key]
        if before.values == after.values and former == key:
            return
        pair = Pair(
            Side(before, old.whole.documents[former], Origin(before, old.visible)),
            Side(after, new.whole.documents[key], Origin(after, new.visible)),
            subject_of(after, new.visible),
            self._as_of,
        )
        audience = compare_audience(
            pair.before.written, pair.after.written, old.whole, new.whole,
            pair.subject, seen_before=True, seen_after=True,
        )  # fmt: skip
        if audience is not None:
            yield audience
        if former != key:
            ids = Verbatim(former.id), Verbatim(key.id)
            yield Change("other", "renamed", pair.subject, "/id", before=ids[0], after=ids[1])
        if before.state != after.state:
            yield _state(pair)
        yield from _judged(compare_documents(pair.before, pair.after, self._renamed), pair)

    def faulty(self) -> Iterator[Faulty]:
        """Yield the documents with errors that the edition sees in one of the revisions."""
        before, after = self._before, self._after
        sides: tuple[tuple[Which, Revision, Revision], ...] = (
            ("base", before, after),
            ("head", after, before),
        )
        for side, revision, other in sides:
            for key in sorted(revision.faulty):
                for one in (revision, other):
                    if key in one.visible.documents:
                        document = one.visible.documents[key]
                        yield Faulty(subject_of(document, one.visible), side)
                        break
            for key in other.visible.documents:
                if key not in revision.faulty and self._is_missing(key, revision, other):
                    document = other.visible.documents[key]
                    yield Faulty(subject_of(document, other.visible), side)

    def _is_missing(self, key: Key, revision: Revision, other: Revision) -> bool:
        if key in revision.whole.documents:
            return False
        origin = other.visible.documents[key].origin
        paths = {origin.path, *(table for _, table in origin.tables)}
        return not paths.isdisjoint(revision.broken)

    def left_out(self, told: frozenset[Key]) -> int:
        """Return how many files changed in meaning, and are not told of in this edition.

        Files that cannot be read are counted apart.
        """
        before, after = self._before.whole.documents, self._after.whole.documents
        shown: set[str] = set()
        changed: set[str] = set()
        for key in (*before, *after):
            earlier, later = before.get(key), after.get(key)
            if earlier is not None and later is not None and earlier.values == later.values:
                continue
            document = later or earlier
            assert document is not None
            broken = self._before.broken if earlier is None else self._after.broken
            if (earlier is None or later is None) and document.origin.path in broken:
                continue
            changed.add(document.origin.path)
            if key in told or self._renamed.get(key) in told:
                shown.add(document.origin.path)
                if earlier is not None:
                    shown.add(earlier.origin.path)
        return len(changed - shown)


def _judged(found: Iterable[FieldChange], pair: Pair) -> Iterator[Change]:
    """Yield ``found`` as changes of the document, each under the one subject that it belongs to."""
    figures: list[FieldChange] = []
    for one in found:
        if pair.kind == Metric.KIND and one.path.startswith(("/values[]", "/targets[]")):
            figures.append(one)
            continue
        lines = _lines(one)
        if lines is not None:
            section: Section = "chapters" if pair.kind == "chapter" else "other"
            yield Change(section, "text-changed", pair.subject, one.path, one.steps, lines=lines)
            continue
        if pair.kind == "chapter":
            yield pair.change("chapters", operation(one), one)
            continue
        yield judge_rewriting(one, pair) or judge_goalposts(one, pair) or judge_terms(one, pair)
    if figures:
        yield from judge_figures_of(figures, pair)


def _state(pair: Pair) -> Change:
    """Return what it means that a document was archived, or is in force again."""
    archived = pair.after.seen.state == "archived"
    code = "archived" if archived else "in-force-again"
    return Change(_section_of(pair.kind), code, pair.subject, "/state")


def _section_of(kind: str) -> Section:
    match kind:
        case "goal" | "objective":
            return "goals"
        case "incentive":
            return "pay"
        case "person" | "team" | "role":
            return "people"
        case "chapter":
            return "chapters"
    return "other"


def _lines(found: FieldChange) -> tuple[int, int] | None:
    """Return how many lines a text of several gained and lost; None for any other change."""
    texts = [_text_of(one) for one in (found.raw_before, found.raw_after)]
    if found.raw_before is None or None in texts:
        return None
    before, after = (text or "" for text in texts)
    if found.raw_after is None or max(before.count("\n"), after.count("\n")) < _LONG:
        return None
    old, new = Counter(before.splitlines()), Counter(after.splitlines())
    return (new - old).total(), (old - new).total()


_LONG: Final = 3


def _text_of(value: object) -> str | None:
    if value is None:
        return ""
    if isinstance(value, Mapping) and all(isinstance(one, str) for one in value.values()):
        return "\n".join(value.values())
    return value if isinstance(value, str) else None


def _renamed(before: Revision, after: Revision) -> Iterator[tuple[Key, Key]]:
    """Yield the documents whose id changed, by their former key.

    That is so where one of a kind is gone and another one has come, in the same place of the same
    file, or with the same values.
    """
    gone = [key for key in before.visible.documents if key not in after.whole.documents]
    come = [key for key in after.visible.documents if key not in before.whole.documents]
    if not gone or not come:
        return
    places: dict[Hashable, Key] = {}
    for key in come:
        document = after.visible.documents[key]
        places[key.kind, document.origin.path, document.origin.index] = key
        places.setdefault((key.kind, _content(document)), key)
    taken: set[Key] = set()
    for key in gone:
        document = before.visible.documents[key]
        found = places.get((key.kind, _content(document)))
        if found is None:
            found = places.get((key.kind, document.origin.path, document.origin.index))
            if found is not None and not _is_much_alike(document, after.visible.documents[found]):
                continue
        if found is not None and found not in taken:
            taken.add(found)
            yield key, found


def _is_much_alike(before: Document, after: Document) -> bool:
    """Return whether most fields of two documents say the same."""
    names = before.values.keys() | after.values.keys()
    same = [name for name in names if before.values.get(name) == after.values.get(name)]
    return 2 * len(same) > len(names)


def _content(document: Document) -> str:
    """Return what a document says beside its id, to compare it with others."""
    return repr(sorted((name, one) for name, one in document.values.items() if name != "id"))
