"""Advice that works: every proposal of every finding, written as it stands, puts the mistake right.

Findings carry what their help proposes as edits. Here each is applied to the text that it was
made for, and the text is checked again: the finding is gone, and nothing worse has come. The
texts are the invalid documents of ``tests/schemas``, the bad ones of ``tests/rules``, the
projects of ``tests/scenarios``, and the folders of ``cases``: one project each.

A code whose help proposes something and that no text here applies fails a test as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from msgspec import structs

from builders.fixing import apply_fix
from builders.handbooks import builtin_kinds
from planbook.diagnostics.finding import Code, Finding, Outcome, Place, Severity
from planbook.diagnostics.fix import Edit, Fix
from planbook.linking.link import link_handbook
from planbook.linking.readers import check_readers
from planbook.linting import lint_handbook
from planbook.model.settings import Settings
from planbook.reading.documents import parse_documents
from planbook.reading.locations import locate_places
from planbook.reading.project import check_rule_names, read_settings
from planbook.reading.rubric import RUBRIC_PATH, parse_rubric
from planbook.reading.schemas import load_builtin_schemas
from planbook.reading.sources import Attachment, Source, Sources
from planbook.reading.theme_options import find_option_files
from planbook.reading.validation import validate_documents
from planbook.rules import ALL_CODES, RULES
from planbook.scoring.smart import match_rubric
from planbook.views.looks import check_looks
from scenarios.scenario import read_scenario

HERE = Path(__file__).parent
TESTS = HERE.parent
AS_OF = date(2026, 9, 10)
PROJECT = "planbook.yaml"
SETTINGS = """\
title: Handbook
languages: [en, zh]
vocabulary:
  territories: [{id: east-china, title: {en: East China, zh: 华东}}, {id: north-china, title: 华北}]
  product_lines: [{id: smart-lock, title: 智能锁}]
"""

Texts = Mapping[str, str]


@cache
def _read_settings(text: str) -> Outcome[Settings | None]:
    # Most texts are of projects with the same settings, and the schema of these takes its time.
    return read_settings(text, load_builtin_schemas())


def findings_of(texts: Texts) -> tuple[Finding, ...]:
    """Return all that is wrong with a project of these texts, judged on one day."""
    read = _read_settings(texts[PROJECT])
    settings = read.value
    if settings is None:
        return read.findings
    return (*check_rule_names(settings, ALL_CODES), *_of_content(texts, settings))


def _of_content(texts: Texts, settings: Settings) -> Iterator[Finding]:
    sources = Sources(
        documents=tuple(_sources(texts, ".yaml")),
        chapters=tuple(_sources(texts, ".md")),
        series={source.path: source for source in _sources(texts, ".csv")},
        statics={path: Attachment(path, HERE, 0) for path in texts if path.startswith("static/")},
    )
    parsed = parse_documents(sources, settings)
    valid = validate_documents(parsed.value, builtin_kinds(), settings)
    linked = link_handbook(valid.value, builtin_kinds(), settings, sources.paths)
    whole = not (valid.value.broken or valid.value.incomplete)
    linted = lint_handbook(linked.value, RULES, AS_OF, whole=whole)
    for outcome in (parsed, valid, linked, linted):
        yield from outcome.findings
    broken, incomplete = valid.value.broken, valid.value.incomplete
    yield from check_readers(linked.value, broken, incomplete=incomplete)
    yield from check_looks(linked.value, sources, whole=whole)
    if RUBRIC_PATH in texts:
        rubric = parse_rubric(texts[RUBRIC_PATH], settings.language)
        yield from rubric.findings
        if rubric.value is not None:
            yield from match_rubric(rubric.value)
    if any(path in texts for path in sources.statics):
        yield from _of_files(texts, settings, sources.statics)


def _of_files(texts: Texts, settings: Settings, statics: Iterable[str]) -> tuple[Finding, ...]:
    with TemporaryDirectory() as folder:
        for path in statics:
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(texts[path], "utf-8")
        return find_option_files(Path(folder), settings.theme_options, statics).findings


def _sources(texts: Texts, ending: str) -> Iterator[Source]:
    for path, text in sorted(texts.items()):
        if path.endswith(ending) and path not in (PROJECT, RUBRIC_PATH):
            yield Source(path, text)


# The texts --------------------------------------------------------------------------------------


def projects() -> Iterator[tuple[str, Texts]]:
    """Yield every text with mistakes that the tests have, as a project, with a name."""
    for path in sorted((TESTS / "schemas").glob("*/invalid/*")):
        if path.name.endswith(".expected.yaml") or path.suffix not in (".yaml", ".md"):
            continue
        name, kind = f"schemas/{path.parts[-3]}/{path.stem}", path.parts[-3]
        if kind in builtin_kinds():
            yield name, {PROJECT: SETTINGS, f"content/{path.name}": _text_of(path)}
        elif kind == "planbook":
            yield name, {PROJECT: _text_of(path)}
    for path in sorted((TESTS / "rules").glob("*/bad/*.yaml")):
        yield (
            f"rules/{path.parts[-3]}/{path.stem}",
            {PROJECT: SETTINGS, f"content/{path.name}": _text_of(path)},
        )
    for path in sorted((TESTS / "scenarios").glob("*.scenario")):
        texts = _texts_of_scenario(path)
        if texts:
            yield f"scenarios/{path.stem}", texts
    for folder in sorted((HERE / "cases").iterdir()):
        files = {
            str(path.relative_to(folder)): _text_of(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        yield f"cases/{folder.name}", {PROJECT: SETTINGS, **files}


def _text_of(path: Path) -> str:
    return path.read_text("utf-8")


def _texts_of_scenario(path: Path) -> Texts:
    texts: dict[str, str] = {}
    for step in read_scenario(path)[1]:
        if step.verb == "project":
            folder = TESTS / "scenarios" / "projects" / step.rest
            for file in sorted(folder.rglob("*")):
                if file.suffix in (".yaml", ".md", ".csv") and "schemas" not in file.parts:
                    texts[str(file.relative_to(folder))] = _text_of(file)
        elif (
            step.verb == "file"
            and step.rest.startswith((PROJECT, "content/"))
            and step.rest.endswith((".yaml", ".md", ".csv"))
        ):
            texts[step.rest] = step.text
    return texts if PROJECT in texts else {}


@dataclass(frozen=True)
class Proposal:
    """One proposal of one finding of a project."""

    name: str
    texts: Texts
    finding: Finding
    fix: Fix
    before: tuple[Finding, ...]

    def __str__(self) -> str:
        place = self.finding.place
        return f"{self.name}:{place.pointer}:{self.finding.code.name}"


@cache
def proposals() -> tuple[Proposal, ...]:
    return tuple(
        Proposal(name, texts, finding, fix, before)
        for name, texts in projects()
        for before in (findings_of(texts),)
        for finding in before
        if finding.place.path in texts
        for fix in finding.fixes
    )


def _apply(proposal: Proposal) -> Texts:
    """Return the texts with the proposal written, in a table where it is about one of its cells."""
    texts, finding = proposal.texts, proposal.finding
    tables = tuple(_sources(texts, ".csv"))
    if tables and finding.place.span is None:
        sources = Sources(
            documents=tuple(_sources(texts, ".yaml")),
            chapters=tuple(_sources(texts, ".md")),
            series={source.path: source for source in tables},
        )
        ((path, span),) = locate_places((finding.place,), sources, texts)
        if path.endswith(".csv"):
            finding = structs.replace(finding, place=Place(path, span=span))
    other = next((edit.file for edit in proposal.fix if edit.file), None)
    if other is not None:
        finding = structs.replace(finding, place=Place(other))
    path = finding.place.path
    return {**texts, path: apply_fix(texts[path], finding, proposal.fix)}


# What has to hold -------------------------------------------------------------------------------


def test_the_settings_of_the_cases_are_sound() -> None:
    assert findings_of({PROJECT: SETTINGS}) == ()


@pytest.mark.parametrize("proposal", proposals(), ids=str)
def test_a_proposal_puts_the_mistake_right_and_makes_nothing_worse(proposal: Proposal) -> None:
    path = proposal.finding.place.path
    texts = _apply(proposal)
    fixed = texts[path]
    assert texts != proposal.texts
    before = proposal.before
    after = findings_of(texts)
    assert _identity(proposal.finding) not in map(_identity, after), fixed
    new = Counter(map(_identity, after)) - Counter(map(_identity, before))
    touched = _touched(proposal)
    written = proposal.texts[path]
    worse = [
        f"{finding.place.pointer}: {finding.message['en']}"
        for finding in after
        if _identity(finding) in new
        and (_is_at(finding, path, touched) or not _was_hidden(finding, before))
        and not _names_what_the_author_named(finding, written)
    ]
    assert worse == [], fixed


@pytest.mark.parametrize("text", ["2026-13", "nonsense", "[2026-Q3]"])
def test_a_proposal_that_does_not_work_is_noticed(text: str) -> None:
    proposal = next(each for each in proposals() if each.fix == (Edit("write", "2026-Q3"),))
    wrong = replace(proposal, fix=(Edit("write", text),))
    with pytest.raises(AssertionError):
        test_a_proposal_puts_the_mistake_right_and_makes_nothing_worse(wrong)


@pytest.mark.parametrize("proposal", proposals(), ids=str)
def test_the_words_of_a_finding_name_what_its_proposal_writes(proposal: Proposal) -> None:
    help_ = proposal.finding.help
    assert help_ is not None
    for edit in proposal.fix:
        if edit.action in ("write", "rename", "replace"):
            assert set(help_) == {"en", "zh"}
            # Examples are words of a language, and the proposal is in the project's.
            assert any(edit.text in words for words in help_.values()), help_


def test_every_help_that_proposes_something_is_tried_out() -> None:
    tried = {id(_template(each.finding.code, each.finding.variant)) for each in proposals()}
    # The same words under the names of planbook.yaml, a theme or a rubric are tried out once.
    untried = {
        f"{code.name}/{variant}": help_
        for code in ALL_CODES.values()
        for variant, help_ in _helps(code)
        if id(help_) not in tried and any(_PROPOSES[tag].search(help_[tag]) for tag in help_)
    }
    assert set(untried) - set(LEFT_TO_THE_AUTHOR) == set()


def test_what_is_left_to_the_author_proposes_nothing() -> None:
    named = {f"{each.finding.code.name}/{each.finding.variant}" for each in proposals()}
    assert named & set(LEFT_TO_THE_AUTHOR) == set()
    known = {f"{code.name}/{variant}" for code in ALL_CODES.values() for variant, _ in _helps(code)}
    assert set(LEFT_TO_THE_AUTHOR) - known == set()


def _helps(code: Code) -> Iterator[tuple[str, Mapping[str, str]]]:
    for variant in ("", *code.variants):
        help_ = _template(code, variant)
        if help_ is not None:
            yield variant, help_


def _template(code: Code, variant: str) -> Mapping[str, str] | None:
    return code.variants[variant][1] if variant else code.help


def _identity(finding: Finding) -> tuple[str, str, int, str, str]:
    place = finding.place
    # What stands before it in the same text may move a link.
    within = finding.message["en"] if place.within is not None else str(place.span)
    return finding.code.name, place.path, place.document, place.pointer, within


def _touched(proposal: Proposal) -> tuple[str, ...]:
    pointer = proposal.finding.place.pointer
    # What was moved is as right or wrong as it was.
    edits = (edit for edit in proposal.fix if edit.action != "move")
    return tuple(edit.pointer_from(pointer) for edit in edits)


def _is_at(finding: Finding, path: str, touched: tuple[str, ...]) -> bool:
    """Return whether an error stands at, or in, what was changed."""
    pointer = finding.place.pointer
    at = any(pointer == one or pointer.startswith(f"{one}/") for one in touched if one)
    return finding.place.path == path and at and finding.code.severity is Severity.ERROR


def _names_what_the_author_named(finding: Finding, written: str) -> bool:
    """Return whether a reference leads nowhere as it did before, in another form."""
    named = re.match("there is no [a-z, ]+ with the id `([^`]+)`", finding.message["en"])
    return named is not None and named[1] in written


def _was_hidden(finding: Finding, before: tuple[Finding, ...]) -> bool:
    """Return whether a finding of a later stage may have been there all along.

    The rules see documents that fit their schema, and those that add up see them all.
    """
    return any(found.code.severity is Severity.ERROR for found in before)


_PROPOSES = {
    "en": re.compile(
        r"did you mean|\{hint\}|\{advice\}|(?:[Ww]rite|[Aa]dd|[Uu]se|[Rr]emove|with|example) "
        r"(?:them, for example |it, for example |one of them, for example )?[`{]|delete it$"
    ),
    "zh": re.compile(
        r"您是想写|\{hint\}|\{advice\}|(?:写|写成|补上|加上|例如|改为|改用|改成|用) ?[`{]|请删掉它$"
    ),
}
# What only the author can say, and what is done elsewhere than in the text.
LEFT_TO_THE_AUTHOR: Mapping[str, str] = {
    "config-schema-not-a-kind/": "a file is renamed",
    "config-schema-not-a-kind/ending": "a file is renamed",
    "config-schema-not-a-kind/folder": "files are moved",
    "csv-bad-row/short": "what the row lacks",
    "csv-missing-column/wide": "a table is turned round in the spreadsheet program",
    "csv-unknown-file/spreadsheet": "a table is saved in another form",
    "document-audience-widened/since-kind": "which documents are to stay as they were",
    "file-missing-id/": "ids are the author's",
    "file-name-not-an-id/": "a file is renamed",
    "file-not-a-chapter/": "a file is renamed",
    "file-translation-key/": "lines of another file",
    "git-history-missing/": "another call",
    "git-unknown-revision/": "another call",
    "git-unknown-revision/range": "another call",
    "git-unknown-revision/remote": "another call",
    "git-unknown-revision/shallow": "another call",
    "goal-level-measured-as-total/without-baseline": "the level at the start",
    "growth-competency-not-served/": "which step it is",
    "goal-no-readings-for-subject/": "whose readings are meant",
    "goal-no-readings-for-subject/owner": "whose readings are meant",
    "goal-outside-period/": "which of the two is right",
    "goal-target-equals-baseline/": "the bounds",
    "incentive-basis-aspirational/": "which goal is paid for",
    "incentive-basis-falls/": "which goal is paid for",
    "incentive-tiers-mixed/": "the other bounds",
    "incentive-tiers-out-of-order/": "the right order",
    "link-not-shown/": "where the link is to lead",
    "link-unknown-heading/none-here": "whether there is to be such a heading",
    "link-unknown-id/": "another document",
    "link-unknown-id/chapter": "which file is meant",
    "link-wrong-kind/": "which id is meant",
    "link-wrong-kind/name": "which id is meant",
    "meeting-double-booked/": "which of the two gives way, and to when",
    "metric-readings-on-one-day/": "which of the two is right",
    "partner-manager-differs-from-scope/lacking": "which of the two documents is right",
    "person-without-meeting/nobody": "a meeting is another document",
    "person-without-one-on-ones/": "other documents",
    "person-without-one-on-ones/none": "other documents",
    "rubric-missing-check/": "what is copied",
    "schema-unused-language/": "which languages there are",
    "site-cache-not-made/": "the call",
    "site-foreign-files/": "the call",
    "site-other-edition/": "the call",
    "site-path-collision/asset": "a file is renamed",
    "site-unsafe-cache/asked": "the call",
    "site-unsafe-folder/": "the call",
    "site-worker-lost/": "the call",
    "site-worker-lost/executor": "the call",
    "text-not-shown/cell": "whether the bar is part of the words",
    "suppression-unknown-code/": "a comment is changed",
    "suppression-unreadable/": "a comment is changed",
    "theme-bad-file/": "a theme",
    "theme-bad-file/settings": "a theme",
    "theme-placeholder-missing/": "a theme",
    "theme-placeholder/": "a theme",
    "theme-replaces-style/": "a file is moved",
    "theme-template-error/": "a theme",
    "theme-template-error/circle": "which of the templates is meant",
    "theme-template-error/missing": "a theme",
    "theme-template-error/several": "a theme",
    "training-courses-only/": "which practice it is",
    "training-session-overdue/": "what came of it",
    "training-session-overdue/onboarding": "what came of it",
    "training-without-expert/": "who comes from outside",
    "theme-unknown-word/": "a theme",
    "theme-words-missing/": "a theme",
    "theme-words-missing/all": "a theme",
    "training-team-without-people/": "other documents",
    "yaml-empty-document/": "the whole text",
    "yaml-empty-document/comments": "the whole text",
    "yaml-empty-document/settings": "the whole text",
    "yaml-not-a-mapping/": "the whole text",
    "yaml-not-a-mapping/front-matter": "which of the words are the title",
    "yaml-syntax/bullet": "whether the lines are a list or a text",
    "yaml-unsupported-tag/": "the text is no YAML",
    **{
        f"yaml-syntax/{variant}": "where the text or the list ends"
        for variant in (
            "after-list", "after-quote-inside", "block", "bracket", "code-point", "dash-inline",
            "merge",
        )
    },
    **{
        f"{stage}/{variant}": why
        for stages, variant, why in (
            (("schema-missing-property", "config-missing-key", "rubric-missing-key",
              "theme-missing-key"), "empty", "what belongs there"),
            (("schema-unknown-property", "config-unknown-key", "rubric-unknown-key",
              "theme-unknown-key"), "not-now", "no schema of ours refuses a property alone"),
            (("schema-wrong-type", "config-wrong-type", "rubric-wrong-type", "theme-wrong-type"),
             "advice", "what belongs there"),
        )
        for stage in stages
    },
}  # fmt: skip
