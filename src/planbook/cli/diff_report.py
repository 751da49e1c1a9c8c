"""What ``planbook diff`` prints for people: records as sections of sentences in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import TYPE_CHECKING, Final

from planbook.cli.diff_words import (
    COMPANY,
    FIGURES_CAPTION,
    Teller,
    audience_words,
)
from planbook.history.records import SECTIONS

if TYPE_CHECKING:
    from planbook.history.records import Change, Comparison, FigureChange, Subject

URGENT: Final = ("audience", "goals", "goalposts", "history", "pay", "people")
"""The sections that a reviewer is to see first."""

_MOST_FIGURES: Final = 8
_MOST_CAUSES: Final = 4
"""So many figures are told of one document; what is more is counted."""


@dataclass(frozen=True, slots=True)
class Revisions:
    """What is compared: revisions as they were written, and where the project lies.

    ``head`` is None for the working tree. ``folder`` is the project's in the repository, empty at
    its top. ``commit`` is the base's, from which the head left ``since`` if ``is_fork_point``.
    """

    since: str
    commit: str
    head: str | None = None
    folder: str = ""
    is_fork_point: bool = False
    absent_submodules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """What is said of one document: what it is called, and sentences. ``lead`` may be empty."""

    lead: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with blocks under it. ``count`` is how many changes it holds."""

    name: str
    heading: str
    blocks: tuple[Block, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Report:
    """A comparison with what tells it in one language."""

    comparison: Comparison
    revisions: Revisions
    language: str
    teller: Teller = field(repr=False)

    def say(self, english: str, chinese: str) -> str:
        """Return the words in the language of messages."""
        return chinese if self.language == "zh" else english


def make_report(
    comparison: Comparison,
    revisions: Revisions,
    words: Mapping[str, Mapping[str, str]],
    language: str,
) -> Report:
    """Return what there is to print, in the words of ``language`` of a theme's ``words``."""
    return Report(comparison, revisions, language, Teller(words, language))


def sections_of(report: Report) -> Iterator[Section]:
    """Yield the sections that hold anything, the most important first."""
    teller = report.teller
    for name in SECTIONS:
        changes = [one for one in report.comparison.changes if one.section == name]
        if changes:
            yield Section(
                name,
                teller.caption(name),
                tuple(_blocks(changes, teller.lead, teller.change, _subject_of_change)),
                len(changes),
            )
    figures = report.comparison.figures
    if figures:
        yield Section("figures", teller.say(FIGURES_CAPTION), tuple(_figures(report)), len(figures))


def _subject_of_change(change: Change) -> Subject | None:
    return change.subject


def _blocks(
    changes: Iterable[Change],
    lead: Callable[[Subject | None], str],
    tell: Callable[[Change], str],
    subject_of: Callable[[Change], Subject | None],
) -> Iterator[Block]:
    for subject, found in groupby(changes, key=subject_of):
        yield Block(lead(subject), tuple(map(tell, found)))


def _figures(report: Report) -> Iterator[Block]:
    """Yield one line a document: all of its figures, and what they follow from."""
    teller = report.teller
    by_subject: dict[tuple[str, str], list[FigureChange]] = {}
    for one in report.comparison.figures:
        key = (one.subject.key.kind, one.subject.key.id) if one.subject else ("", "")
        by_subject.setdefault(key, []).append(one)
    for found in by_subject.values():
        figures = list(map(teller.figure, found[:_MOST_FIGURES]))
        more = len(found) - _MOST_FIGURES
        if more > 0:
            figures.append(report.say(f"and {more} more", f"另有 {more} 项"))
        told = report.say("; ", "；").join(figures)
        causes = {cause.key: cause for one in found for cause in one.follows_from}
        if causes:
            leads = [teller.lead(one) for one in islice(causes.values(), _MOST_CAUSES)]
            others = len(causes) - len(leads)
            if others:
                leads.append(report.say(f"{others} more", f"另外 {others} 处修改"))
            names = teller.formats.listed(leads)
            told += report.say(f". Follows from: {names}", f"。来自：{names}")
        lead = teller.lead(found[0].subject) or teller.say(COMPANY)
        yield Block(lead, (told,))


def title_of(report: Report) -> str:
    """Return the heading of the whole."""
    return report.say("What this change means", "这次修改意味着什么")


def comparing_words(report: Report) -> str:
    """Return what was compared with what, for whom and as of when."""
    revisions, teller = report.revisions, report.teller
    head = revisions.head or report.say("The working tree", "工作目录")
    told = teller.apart(head).lstrip()
    compared = report.say(
        f"{head} compared with {revisions.since} ({revisions.commit})",
        f"{told}与 {revisions.since}（{revisions.commit}）相比",
    )
    if revisions.since.startswith(revisions.commit):
        # The base of a pull request is named by its commit: once is enough.
        compared = report.say(
            f"{head} compared with {revisions.commit}", f"{told}与 {revisions.commit} 相比"
        )
    if revisions.is_fork_point:
        compared = report.say(
            f"{head} compared with {revisions.commit}, where it left {revisions.since}",
            f"{told}与 {revisions.commit}（从 {revisions.since} 分开的提交）相比",
        )
    day = teller.formats.day(report.comparison.as_of)
    edition = teller.say(audience_words(report.comparison.edition))
    return report.say(f"{compared}, as of {day}. {edition}", f"{compared}，截至 {day}。{edition}")


def warnings_of(report: Report) -> Iterator[str]:
    """Yield what to know before reading on: what could not be compared as it should be."""
    comparison, say = report.comparison, report.say
    if comparison.project_then == "absent":
        yield say(
            "There was no planbook.yaml yet; what was there then is read by the settings of today.",
            "当时还没有 planbook.yaml；当时的内容按现在的设置读取。",
        )
    if comparison.project_then == "broken":
        yield say(
            "planbook.yaml or a schema was broken then; what was there is read by the settings of "
            "today.",
            "当时的 planbook.yaml 或结构定义有错误；当时的内容按现在的设置读取。",
        )
    for one in comparison.faulty:
        lead = report.teller.lead(one.subject)
        if one.side == "head":
            yield say(
                f"{lead} has errors: compared as far as it can be read, without figures.",
                f"{lead}有错误：只比较能读懂的部分，没有评分数据。",
            )
        else:
            yield say(
                f"{lead} had errors before: compared as far as it could be read, without figures.",
                f"{lead}在修改前有错误：只比较能读懂的部分，没有评分数据。",
            )
    if comparison.without_figures:
        both = say("before and after", "修改前后的内容")
        one_side = {
            "base": say("before the change", "修改前的内容"),
            "head": say("after the change", "修改后的内容"),
        }
        missing = comparison.without_figures
        where = both if len(missing) > 1 else one_side[missing[0]]
        yield say(
            f"No figures: there are errors {where} (`planbook validate` lists them).",
            f"没有评分数据：{where}有错误（`planbook validate` 可列出）。",
        )


def notes_of(report: Report) -> Iterator[str]:
    """Yield what is not told at all, in numbers."""
    comparison, say = report.comparison, report.say
    if comparison.unread:
        files = "file" if comparison.unread == 1 else "files"
        yield say(
            f"{comparison.unread} {files} could not be read.",
            f"{comparison.unread} 个文件无法读取。",
        )
    for path in report.revisions.absent_submodules:
        yield say(
            f"The submodule {path} is not checked out: it counts as empty.",
            f"子模块 {path} 没有检出，按空目录处理。",
        )
    if comparison.left_out:
        files = "changed file is" if comparison.left_out == 1 else "changed files are"
        yield say(
            f"{comparison.left_out} {files} left out: this edition does not show what they say.",
            f"另有 {comparison.left_out} 个有修改的文件未列出：这个版本不显示其内容。",
        )


def nothing_changed(report: Report) -> str:
    """Return the sentence for a change that means nothing, as far as the edition sees."""
    return report.say(
        "Nothing that this edition shows changed in meaning.",
        "这个版本显示的内容没有实质性的修改。",
    )
