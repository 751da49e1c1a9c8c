"""What git's history says of a project that was looked at as a whole, for one edition.

It is told apart from ``pipeline.py`` so that nobody loads what it needs whose project has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from planbook.checked import Checked
from planbook.editions import sight_of
from planbook.history.past import Past
from planbook.history.retrospect import Retrospect
from planbook.history.telling import NO_HISTORY, History
from planbook.keeping import Histories
from planbook.linking.subject_names import SubjectNames
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook
from planbook.reading.git.head import find_head
from planbook.reading.git.log import NO_LOG
from planbook.reading.git.versions import Versions
from planbook.recorded.history import RecordedHistory


@contextmanager
def retrace(checked: Checked, visible: Handbook, edition: Edition) -> Iterator[History]:
    """Give what git's history says of a project to the readers of ``edition``.

    ``visible`` is what they see of it. Pages are to be made while the history is given: files are
    read as they were when somebody asks.
    """
    project, whole, as_of = checked.project, checked.handbook, checked.as_of
    head = find_head(project.root) if project is not None else None
    if head is None or whole is None or as_of is None:
        yield NO_HISTORY
        return
    texts = checked.sources.texts

    def contents(path: str) -> bytes | None:
        return texts[path].encode("utf-8", "surrogatepass") if path in texts else None

    versions = Versions(head, whole.settings, whole.kinds)
    past = Past(
        whole,
        head,
        as_of,
        versions,
        lambda: NO_LOG,
        contents,
        lambda: SubjectNames(whole.documents.values(), whole.settings),
    )
    try:
        yield Retrospect(past, visible, edition, sight_of(whole, edition, as_of))
    finally:
        versions.close()


HISTORIES: Final = Histories(retrace, RecordedHistory)
"""Who finds out what git's history says."""
