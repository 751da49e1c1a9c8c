"""One side of a comparison: a project as it was checked, cut down to what an edition sees."""

from __future__ import annotations

from datetime import date

import msgspec

from planbook.checked import Checked
from planbook.diagnostics.finding import Severity
from planbook.editions import filter_for_edition
from planbook.history.faulty import with_faulty
from planbook.model.document import Key
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.scoring.records import ScoreRecords


class Revision(msgspec.Struct, frozen=True):
    """One side: everything as written, what the edition sees of it, and the figures of that.

    ``records`` is None where there are errors. ``faulty`` are the documents with errors, which
    both handbooks hold as far as they could be understood; ``broken`` the files with errors.
    ``unread`` counts the files that no document could be read from.
    """

    whole: Handbook
    visible: Handbook
    records: ScoreRecords | None
    faulty: frozenset[Key] = frozenset()
    broken: frozenset[str] = frozenset()
    unread: int = 0


def make_revision(
    checked: Checked,
    handbook: Handbook,
    edition: Edition,
    as_of: date,
    scored: tuple[Handbook, ScoreRecords] | None,
) -> Revision:
    """Return the side that ``checked`` is, of which ``handbook`` is the handbook.

    ``scored`` is what ``edition`` sees of it and the figures of that, if it is sound.
    """
    whole = with_faulty(handbook, checked.content.valid.faulty)
    visible, records = scored or (filter_for_edition(whole, edition, as_of), None)
    wrong = [one for one in checked.in_the_way if one.severity is Severity.ERROR]
    read = {document.origin.path for document in whole.documents.values()}
    return Revision(
        whole,
        visible,
        records,
        frozenset(key for one in wrong if (key := _key_of(one.subject)) in whole.documents),
        frozenset(one.path for one in wrong),
        len({one.path for one in wrong if one.scope == "content"} - read),
    )


def _key_of(subject: str) -> Key:
    kind, _, id_ = subject.partition(":")
    return Key(kind, id_)
