"""A project's content as it was at a revision, made out of today's as far as the two are alike.

Of ten thousand files a change touches a few. Only those are read from git, parsed and checked
again; the documents of the others are today's, which is what they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from types import MappingProxyType
from typing import Final

import msgspec
from msgspec.structs import replace

from planbook.diagnostics.finding import Finding, Severity
from planbook.language import Text
from planbook.model.document import Document
from planbook.model.field import Kinds
from planbook.model.metric import Metric
from planbook.model.settings import Settings
from planbook.reading.content import Content
from planbook.reading.documents import Parsed, RawDocument, parse_documents
from planbook.reading.git.revision import RevisionFiles
from planbook.reading.presumed_ids import chapter_name
from planbook.reading.project import Project, read_project
from planbook.reading.project_folder import PROJECT_FILE_NAME, SCHEMA_FOLDER
from planbook.reading.rubric import rubric_texts
from planbook.reading.series import series_path
from planbook.reading.series_columns import TABLES
from planbook.reading.sources import Source, Sources, discover_sources
from planbook.reading.validation import Valid, validate_documents

_ABSENT: Final[Text] = {
    "en": "there was no planbook.yaml at {commit}; its content was read by the settings of today",
    "zh": "{commit} 时还没有 planbook.yaml；那时的内容按现在的设置读取",
}
_BROKEN: Final[Text] = {
    "en": "planbook.yaml or the project's schemas had errors at {commit}; the content of then was "
    "read by the settings of today",
    "zh": "{commit} 时 planbook.yaml 或项目的结构定义有错误；那时的内容按现在的设置读取",
}
_NOTHING: Final[Text] = {
    "en": "this project did not exist at {commit}: everything in it counts as new",
    "zh": "{commit} 时还没有这个项目：里面的一切都算新增",
}
_FAULTY: Final[Text] = {
    "en": "some files had errors at {commit}; they were compared as far as they could be read",
    "zh": "{commit} 时有些文件有错误；只比较了能读出的部分",
}
_SUBMODULES: Final[Text] = {
    "en": "submodules that are not checked out, or lack the commit of {commit}, were taken as "
    "empty: {names}",
    "zh": "未检出或缺少 {commit} 所用提交的子模块按空文件夹处理：{names}",
}


class Earlier(msgspec.Struct, frozen=True):
    """A project's content as it was.

    ``changed`` are the paths whose contents differ, today's and those of then; ``touched`` are
    these, and what has to be read together with one of them. ``moved`` has the former path of a
    file that is elsewhere now and otherwise the same. ``has_same_settings`` says that
    planbook.yaml and the schemas were today's. ``notes`` are for people to read.
    """

    settings: Settings
    kinds: Kinds
    content: Content
    changed: frozenset[str]
    touched: frozenset[str]
    moved: Mapping[str, str]
    has_same_settings: bool
    notes: tuple[Text, ...] = ()
    parsed: int = 0
    """How many documents were parsed again."""


def read_earlier(
    files: RevisionFiles, project: Project, content: Content, texts: Mapping[str, str]
) -> Earlier:
    """Return the content of ``project`` as it was in ``files``.

    ``content`` is today's, and ``texts`` are planbook.yaml and the schemas, by path.
    """
    notes: list[Text] = []
    then = _project_of_then(files, project, texts, notes)
    settings, kinds = (then or project).settings, (then or project).kinds
    now = _texts_of(content.sources)
    noted = {finding.place.path for finding in content.findings}
    known = {
        path: source
        for path, source in now.items()
        if path in files.unchanged and path not in noted
    }
    sources = discover_sources(files, settings.limits, known)
    before = _texts_of(sources.value)
    changed = frozenset(_changed(files, content, now, sources.value, before))
    touched = changed.union(_read_with(changed, content, before, settings.languages))
    has_same_settings = then is project
    if has_same_settings and not _has_errors_outside(content.findings, touched):
        earlier = _read_touched(content, sources.value, touched, settings, kinds)
    else:
        earlier = _read_all(sources.value, settings, kinds)
    kept = tuple(
        finding
        for finding in content.findings
        if has_same_settings and finding.place.path not in touched
    )
    own = (
        finding
        for finding in (*sources.findings, *earlier.findings)
        if not has_same_settings or finding.place.path in touched
    )
    found = (*kept, *own)
    if any(
        finding.code.severity is Severity.ERROR and finding.place.path in touched
        for finding in found
    ):
        notes.append(_FAULTY)
    if not files.paths:
        notes = [_NOTHING]
    if files.absent_submodules:
        notes.append(_SUBMODULES)
    return Earlier(
        settings,
        kinds,
        replace(earlier, findings=found),
        changed,
        touched,
        MappingProxyType(_moved(now, before)),
        has_same_settings,
        tuple(_filled(note, files) for note in notes),
        len(earlier.parsed.documents)
        - sum(raw.origin.path not in touched for raw in content.parsed.documents)
        if has_same_settings
        else len(earlier.parsed.documents),
    )


def _filled(note: Text, files: RevisionFiles) -> Text:
    names = ", ".join(files.absent_submodules[:3]) + ("…" if files.absent_submodules[3:] else "")
    return {
        language: words.format(commit=files.commit.short, names=names)
        for language, words in note.items()
    }


def _project_of_then(
    files: RevisionFiles, project: Project, texts: Mapping[str, str], notes: list[Text]
) -> Project | None:
    """Return the project as planbook.yaml and the schemas said; ``project`` where it is the same.

    None where that cannot be known: then nothing is better than today's.
    """
    own = {path: text for path, text in texts.items() if _is_of_project(path)}
    there = {path for path in files.paths if _is_of_project(path)}
    if own.keys() <= there <= files.unchanged:
        return project
    reading = read_project(files)
    then = {**reading.value.texts, **rubric_texts(files)}
    if then.keys() == own.keys() and all(_alike(then[path], own[path]) for path in own):
        return project
    if reading.value.project is None:
        notes.append(_BROKEN if files.look(PROJECT_FILE_NAME) else _ABSENT)
    return reading.value.project


def _is_of_project(path: str) -> bool:
    return path == PROJECT_FILE_NAME or path.startswith(f"{SCHEMA_FOLDER}/")


def _texts_of(sources: Sources) -> dict[str, Source]:
    texts = chain(sources.documents, sources.chapters, sources.series.values())
    return {source.path: source for source in texts}


def _alike(one: str, other: str) -> bool:
    """Return whether two texts are the same, however their lines end."""
    return one == other or _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _changed(
    files: RevisionFiles,
    content: Content,
    now: Mapping[str, Source],
    sources: Sources,
    before: Mapping[str, Source],
) -> Iterator[str]:
    """Yield the paths of the files that are not what they were."""
    for path in now.keys() | before.keys():
        if path not in now or path not in before or not _alike(now[path].text, before[path].text):
            yield path
    others = (
        *(content.sources.assets.keys() | sources.assets.keys()),
        *content.sources.unread,
        *sources.unread,
    )
    yield from (path for path in others if path not in files.unchanged)


def _read_with(
    changed: Set[str], content: Content, before: Iterable[str], languages: Sequence[str]
) -> Iterator[str]:
    """Yield the paths that have to be read again together with those in ``changed``.

    A chapter is read from the files of all its languages; a metric with its tables, and what is
    wrong with a table is found by whichever metric names it.
    """
    sources = content.sources
    chapters = {path for path in before if path.endswith(".md")}
    chapters.update(source.path for source in sources.chapters)
    groups = {chapter_name(path, languages)[:2] for path in chapters & changed}
    yield from (path for path in chapters if chapter_name(path, languages)[:2] in groups)
    metrics = [raw for raw in content.parsed.documents if raw.values.get("kind") == Metric.KIND]
    tables = {
        table
        for raw in metrics
        if raw.origin.path in changed or not changed.isdisjoint(_tables_of(raw))
        for table in _tables_of(raw)
    }
    yield from tables
    yield from (raw.origin.path for raw in metrics if not tables.isdisjoint(_tables_of(raw)))


def _tables_of(raw: RawDocument) -> Iterator[str]:
    """Yield the paths of the tables that a metric names, there or not."""
    yield from (path for _, path in raw.origin.tables)
    for sort in TABLES:
        written = raw.values.get(sort.named_in)
        path = series_path(raw.origin.path, written) if isinstance(written, str) else None
        if path is not None:
            yield path


def _has_errors_outside(findings: tuple[Finding, ...], touched: frozenset[str]) -> bool:
    """Return whether there are errors in files that did not change.

    What they hold is presumed, for all of the content at once: it has to be read as a whole.
    """
    return any(
        finding.code.severity is Severity.ERROR and finding.place.path not in touched
        for finding in findings
    )


def _read_all(sources: Sources, settings: Settings, kinds: Kinds) -> Content:
    parsed = parse_documents(sources, settings)
    valid = validate_documents(parsed.value, kinds, settings)
    return Content(sources, parsed.value, valid.value, (*parsed.findings, *valid.findings))


def _read_touched(
    now: Content, sources: Sources, touched: frozenset[str], settings: Settings, kinds: Kinds
) -> Content:
    """Return the content of then: what is in ``touched`` read again, the rest as it is now."""
    part = replace(
        sources,
        documents=tuple(source for source in sources.documents if source.path in touched),
        chapters=tuple(source for source in sources.chapters if source.path in touched),
    )
    again = _read_all(part, settings, kinds)

    def is_kept(document: Document | RawDocument) -> bool:
        return document.origin.path not in touched

    documents = (*filter(is_kept, now.parsed.documents), *again.parsed.documents)
    valid = (*filter(is_kept, now.valid.documents), *again.valid.documents)
    places = (place for place in now.valid.reported if place[0] not in touched)
    unlike = (found for found in now.valid.unlike_ids if found.place.path not in touched)
    return Content(
        sources,
        Parsed(
            tuple(sorted(documents, key=_order_of)),
            again.parsed.broken,
            again.parsed.incomplete,
        ),
        Valid(
            tuple(sorted(valid, key=_order_of)),
            again.valid.broken,
            again.valid.incomplete,
            again.valid.faulty,
            again.valid.reported.union(places),
            (*unlike, *again.valid.unlike_ids),
        ),
        again.findings,
    )


def _order_of(document: Document | RawDocument) -> tuple[str, int]:
    return document.origin.order


def _moved(now: Mapping[str, Source], before: Mapping[str, Source]) -> dict[str, str]:
    """Return the former path of each file that is elsewhere now, and otherwise the same."""
    gone = {_plain(source.text): path for path, source in before.items() if path not in now}
    found = (
        (path, gone.get(_plain(source.text))) for path, source in now.items() if path not in before
    )
    return {path: former for path, former in found if former is not None}
