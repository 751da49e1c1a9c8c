"""From YAML text to plain values, by the YAML 1.2 core rules and within limits.

One pass over the parser's events builds lists, mappings and scalars; nothing recurses, and
depth and size are counted before anything is built, so a hostile file costs no more than an
honest one. Positions are not kept: whoever has a finding looks them up afterwards
(``locations.py``), since almost no file has one.
"""

from __future__ import annotations

from typing import Any, Final, NoReturn

import msgspec
import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from planbook.diagnostics.codes.yaml import (
    YAML_BAD_KEY,
    YAML_COMMA_IN_NUMBER,
    YAML_COMMENT_IN_TEXT,
    YAML_DUPLICATE_KEY,
    YAML_DUPLICATE_KEY_FIRST,
    YAML_SYNTAX,
    YAML_TOO_DEEP,
    YAML_TOO_LARGE,
    YAML_TOO_MANY_ALIASES,
    YAML_UNSUPPORTED_TAG,
)
from planbook.diagnostics.finding import Code, Finding, Place, Related
from planbook.diagnostics.pointer import escape_pointer
from planbook.model.settings import Limits
from planbook.reading.corrections import read_number
from planbook.reading.events import (
    DocumentCounter,
    disguise,
    open_events,
    resume_position,
    walk_events,
)
from planbook.reading.lines import Lines
from planbook.reading.syntax import explain_syntax
from planbook.reading.yaml_anchors import Anchor, Anchors, copy_of, move_written, take_merged
from planbook.reading.yaml_misreadings import find_misreadings, may_be_misread
from planbook.reading.yaml_scalars import (
    KEYWORDS,
    NUMBER_STARTS,
    TAG,
    TAGGED_TYPES,
    resolve_plain,
    shown_tag,
)
from planbook.reading.yaml_traps import (
    SplitNumber,
    cut_texts,
    find_placeholders,
    in_double_quotes,
    is_key,
    is_thousands,
    may_cut_text,
    may_have_placeholder,
    split_number,
    text_around,
)
from planbook.reading.yaml_typography import find_misleading, may_mislead

# A text with this many broken documents is no plan at all, and is not read on.
_TOO_DEEP_FOR_LIBYAML: Final = "exceeded maximum nesting depth"
_MOST_BROKEN: Final = 50

_MERGE: Final = object()  # the key `<<`
_DISCARDED: Final = object()  # a key that was refused; its value is built and dropped
_AS_KEY: Final = object()  # stands for a collection that is read where a key belongs


class YamlDocument(msgspec.Struct):
    """One document of a text.

    ``index`` counts the documents of the text from 0, broken ones included. ``written`` is the
    source text of numbers and booleans that ``str`` would write otherwise, by JSON pointer.
    """

    index: int
    value: Any
    written: dict[str, str] = msgspec.field(default_factory=dict)


class Cut(msgspec.Struct, frozen=True):
    """A value that may be a text cut off by a comment; its field says whether it is one."""

    place: Place
    value: str
    whole: str
    comment: str


class YamlText(msgspec.Struct):
    """The documents of a text, and what is wrong with it.

    ``broken`` are the numbers of the documents that could not be understood; ``cuts`` are values
    of the others that a comment may have cut, ``placeholders`` the document and pointer of each
    value that a comment says is still to be filled in.
    """

    documents: list[YamlDocument] = msgspec.field(default_factory=list)
    findings: list[Finding] = msgspec.field(default_factory=list)
    broken: list[int] = msgspec.field(default_factory=list)
    cuts: list[Cut] = msgspec.field(default_factory=list)
    placeholders: list[tuple[int, str]] = msgspec.field(default_factory=list)


def finding_of_cut(cut: Cut) -> Finding:
    """Return the finding that a comment cuts a text off."""
    return YAML_COMMENT_IN_TEXT.at(cut.place, whole=cut.whole, comment=cut.comment)


def read_yaml(
    text: str, path: str, limits: Limits, *, start: int = 0, end: int | None = None
) -> YamlText:
    """Return the documents in ``text`` from ``start`` to ``end``.

    A syntax error ends its document; reading goes on with the next ``---``. Places in findings
    count lines and columns of the whole ``text``.
    """
    return _Reader(text, path, limits, start, end).read()


class _StopError(Exception):
    """A limit is passed: the rest of the text is not read."""


class _SyntaxError(Exception):
    """The parser has stopped at ``error``; ``last`` is the last event that it gave."""

    def __init__(self, error: yaml.YAMLError, last: Any) -> None:
        super().__init__(str(error))
        self.error = error
        self.last = last


class _Reader:
    """Reads one text. What the rare cases need beside the loop lives here."""

    def __init__(self, text: str, path: str, limits: Limits, start: int, end: int | None) -> None:
        self.text = text
        self.path = path
        self.limits = limits
        self.begin = start
        self.offset = start  # where the stretch that the parser sees begins
        self.end = len(text) if end is None else end
        self.result = YamlText()
        self.counter = DocumentCounter()
        self.count = 0
        self.expanded = 0  # how much of the count aliases have brought
        self.anchors = Anchors()
        self.written: list[tuple[str, str]] = []
        # Each `<<` that waits for its value, and the length of `written` at that time.
        self.merges: list[tuple[Place, int]] = []
        self.spoiled = False  # whether the document must not be used
        self.last_split = -1  # where the last number begins that commas cut
        self._lines: Lines | None = None

    def read(self) -> YamlText:
        position: int | None = self.offset
        while position is not None:
            self.offset = position
            position = self._read_stream()
        stretch = self.text if self.end == len(self.text) else self.text[: self.end]
        if may_be_misread(stretch) or may_mislead(stretch):
            self._refuse_misreadings()
        if may_cut_text(self.text):
            self._find_cut_texts()
        if may_have_placeholder(self.text):
            events = walk_events(self.text, self.begin, self.end)
            self.result.placeholders += find_placeholders(self.text, events)
        return self.result

    def _read_stream(self) -> int | None:
        """Read up to a syntax error, and return where to go on after it; None at the end."""
        text = self.text
        if self.offset or self.end < len(text):
            text = text[self.offset : self.end]
        readable, mask = disguise(text)
        try:
            self._build(readable, mask)
        except _SyntaxError as stop:
            deep = self._too_deep_before(readable, stop.error)
            if deep is not None:
                self._report(YAML_TOO_DEEP, deep, limit=self.limits.depth)
                self.result.broken.append(self.counter.index)
                return None
            self._end_broken(stop)
            if len(self.result.broken) >= _MOST_BROKEN:
                return None
            found = resume_position(readable, stop.error)
            return None if found is None else self.offset + found
        except _StopError:
            self.result.broken.append(self.counter.index)
        return None

    def _too_deep_before(self, readable: str, error: yaml.YAMLError) -> Any:
        """Return the event that goes deeper than the limit, where libyaml gave up on its own.

        From 0.2.6 on it refuses a thousand levels, and does so before it has handed out the first
        of them: it looks ahead for the end of a key.
        """
        mark = getattr(error, "problem_mark", None)
        if mark is None or getattr(error, "problem", "") != _TOO_DEEP_FOR_LIBYAML:
            return None
        depth = 0
        for _, _, event in walk_events(readable, 0, mark.index):
            if isinstance(event, MappingStartEvent | SequenceStartEvent):
                depth += 1
                if depth > self.limits.depth:
                    return event
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                depth -= 1
        return None

    # The loop runs once for every token of every file, so it is one function with local names:
    # that halves its time. What is rare is called out of it.
    def _build(  # noqa: C901  # a call for each event would cost as much as the event
        self, readable: str, mask: dict[int, str] | None
    ) -> None:
        most, deepest = self.limits.nodes, self.limits.depth
        keywords, number_starts = KEYWORDS, NUMBER_STARTS
        stack: list[tuple[Any, bool, Any]] = []
        into: Any = []  # the document's outermost value stands in a list of one
        mapping = False  # whether `into` is a mapping; its next event is a key if `key` is None
        key: Any = None
        unusual = False  # whether merge keys or refused keys have to be cleared away
        count = self.count
        event: Any = None
        try:
            next_event = open_events(readable)
            while True:
                event = next_event()
                sort = type(event)
                if sort is ScalarEvent:
                    count += 1
                    if count > most:
                        self._stop_too_many(event)
                    value = event.value
                    if mask is not None:
                        value = value.translate(mask)
                    if mapping and key is None:
                        key = value
                        if value[:1].isdecimal() and not event.style:
                            key = self._number_split(readable, event, into, value)
                            unusual = unusual or key is _DISCARDED
                        if event.tag is not None or event.anchor is not None:
                            self._note_key(event, value)
                        if (value == "<<" or not value) and not event.style:
                            key = self._odd_key(event, value)
                            unusual = True
                        if key in into and key is not _DISCARDED:
                            self._refuse_repeated(event, key, _pointer(stack, into, key))
                            key = _DISCARDED
                            unusual = True
                        continue
                    if event.tag is not None:
                        value = self._tagged(event, value)
                    elif not event.style and (value in keywords or value[0] in number_starts):
                        source = value
                        value = resolve_plain(source)
                        if (
                            value.__class__ is not str
                            and value is not None
                            and (str(value) != source)
                        ):
                            pointer = _pointer(stack, into, key)
                            if pointer is not None:
                                self.written.append((pointer, source))
                    if event.anchor is not None:
                        self._anchor_scalar(event, value, _pointer(stack, into, key))
                    if mapping:
                        into[key] = value
                        key = None
                    elif event.value[:3].isdecimal() and not event.style:
                        self._add_or_join(readable, event, into, value)
                    else:
                        into.append(value)
                elif sort is MappingStartEvent or sort is SequenceStartEvent:
                    count += 1
                    if count > most:
                        self._stop_too_many(event)
                    if len(stack) >= deepest:
                        self._stop_too_deep(event)
                    if event.tag is not None:
                        self._check_collection_tag(event, mapping=sort is MappingStartEvent)
                    if event.anchor is not None:
                        self.anchors.open(
                            event.anchor,
                            len(stack),
                            count,
                            len(self.written),
                            _pointer(stack, into, key),
                        )
                    child: Any = {} if sort is MappingStartEvent else []
                    if not mapping:
                        into.append(child)
                    elif key is None:
                        self._report(YAML_BAD_KEY, event)
                        key = _AS_KEY
                        unusual = True
                    else:
                        into[key] = child
                    stack.append((into, mapping, key))
                    into = child
                    mapping = sort is MappingStartEvent
                    key = None
                elif sort is MappingEndEvent or sort is SequenceEndEvent:
                    if unusual and mapping:
                        self._tidy(into, _pointer_to(stack))
                    finished = into
                    into, mapping, key = stack.pop()
                    if self.anchors.opened and len(stack) in self.anchors.opened:
                        self.anchors.close(len(stack), finished, count, self.written)
                    key = _DISCARDED if key is _AS_KEY else None
                elif sort is AliasEvent:
                    if mapping and key is None:
                        key = self._alias_key(event)
                        if key in into and key is not _DISCARDED:
                            self._refuse_repeated(event, key, _pointer(stack, into, key))
                            key = _DISCARDED
                        unusual = True
                        count += 1
                        continue
                    value, size = self._alias(event, count, len(stack), _pointer(stack, into, key))
                    count += size
                    if mapping:
                        into[key] = value
                        key = None
                    else:
                        into.append(value)
                elif sort is DocumentStartEvent:
                    into = []
                    self._begin_document()
                elif sort is DocumentEndEvent:
                    self._end_document(into[0])
                elif sort is StreamEndEvent:
                    break
        except yaml.YAMLError as error:
            raise _SyntaxError(error, event) from None
        finally:
            self.count = count

    def _begin_document(self) -> None:
        self.counter.begin()
        self.anchors = Anchors()
        self.written = []
        self.merges = []
        self.spoiled = False

    def _end_document(self, value: Any) -> None:
        if self.spoiled:
            self.result.broken.append(self.counter.index)
        else:
            self.result.documents.append(
                YamlDocument(self.counter.index, value, dict(self.written))
            )

    def _end_broken(self, stop: _SyntaxError) -> None:
        ended = self.counter.end_broken(stop.last, stop.error)
        # It has ended already, as one that may be used or as one that may not.
        if ended and self.spoiled:
            self.result.broken.pop()
        elif ended:
            self.result.documents.pop()
        place = Place(self.path, self.counter.index)
        self.result.findings.append(
            explain_syntax(self.lines, place, self.offset, stop.error, stop.last)
        )
        self.result.broken.append(self.counter.index)

    # Positions

    @property
    def lines(self) -> Lines:
        if self._lines is None:
            self._lines = Lines(self.text)
        return self._lines

    def _place(self, event: Any, pointer: str = "") -> Place:
        start, end = event.start_mark.index, event.end_mark.index
        span = self.lines.span(self.offset + start, self.offset + end)
        return Place(self.path, self.counter.index, pointer, span=span)

    def _report(self, code: Code, event: Any, variant: str = "", **arguments: Any) -> None:
        self.result.findings.append(code.at(self._place(event), variant=variant, **arguments))

    # Limits

    def _stop_too_many(self, event: Any) -> NoReturn:
        if self.expanded:
            self._report(YAML_TOO_MANY_ALIASES, event, limit=self.limits.nodes)
        else:
            self._report(YAML_TOO_LARGE, event, "nodes", limit=self.limits.nodes)
        raise _StopError

    def _stop_too_deep(self, event: Any) -> NoReturn:
        self._report(YAML_TOO_DEEP, event, limit=self.limits.depth)
        raise _StopError

    # Keys

    def _odd_key(self, event: Any, value: str) -> Any:
        """Return what stands for a plain `<<` or for no key at all."""
        if value:
            self.merges.append((self._place(event), len(self.written)))
            return _MERGE
        self._report(YAML_BAD_KEY, event, "empty")
        return _DISCARDED

    def _note_key(self, event: Any, value: str) -> None:
        if event.tag is not None:
            self._tagged(event, value)
        if event.anchor is not None:
            known = value if event.style else resolve_plain(value)
            self.anchors.keep(event.anchor, Anchor(known, text=value))

    def _refuse_repeated(self, event: Any, key: Any, pointer: str | None) -> None:
        related = Related(
            YAML_DUPLICATE_KEY_FIRST, Place(self.path, self.counter.index, pointer or "", on="key")
        )
        self.result.findings.append(
            YAML_DUPLICATE_KEY.at(
                self._place(event, pointer or ""),
                related=(related,),
                key="<<" if key is _MERGE else key,
            )
        )

    def _tidy(self, mapping: dict[Any, Any], pointer: str | None) -> None:
        """Take refused keys out of ``mapping``, and put in what its `<<` stands for."""
        mapping.pop(_DISCARDED, None)
        if _MERGE not in mapping:
            return
        merged = mapping.pop(_MERGE)
        place, begun = self.merges.pop()
        several = isinstance(merged, list)
        sources = merged if several else [merged]
        if not all(isinstance(source, dict) for source in sources):
            self.result.findings.append(YAML_SYNTAX.at(place, variant="merge"))
            self.spoiled = True
            return
        taken = take_merged(mapping, sources)
        if pointer is not None and len(self.written) > begun:
            names = [set(map(escape_pointer, keys)) for keys in taken]
            self.written[begun:] = move_written(
                self.written[begun:], f"{pointer}/<<", names, several=several
            )

    # Numbers that commas cut

    def _number_split(self, readable: str, event: Any, into: dict[Any, Any], value: str) -> Any:
        """Return ``value`` as a key; refused where it is the rest of a number: `quota: 840,500`.

        The number then takes the place of what its first digits were read as.
        """
        found = split_number(readable, event.start_mark.index, spaced=True)
        if found is None or not into or is_key(readable, found.end):
            return value  # a key of its own
        start, end = (found.start, found.end) if found.is_plain else text_around(readable, found)
        last = next(reversed(into))
        if isinstance(into[last], dict | list):
            return value
        into[last] = self._join(readable, found, start, end)
        return _DISCARDED

    def _add_or_join(self, readable: str, event: Any, into: list[Any], value: Any) -> None:
        """Add ``value`` to a list, or to its last entry where a number was cut in two.

        Two whole numbers in a list are two, unless the second begins with a zero, or other
        entries have a space behind their comma and these have none.
        """
        found = split_number(readable, event.start_mark.index) if into else None
        if found is None or not is_thousands(readable, found) or isinstance(into[-1], dict | list):
            into.append(value)
            return
        start, end = (found.start, found.end) if found.is_plain else text_around(readable, found)
        into[-1] = self._join(readable, found, start, end)

    def _join(self, readable: str, found: SplitNumber, start: int, end: int) -> Any:
        """Return what was meant by a number that was cut, and report it once.

        What is not plain is no other finding's matter: any number will do.
        """
        words, number = readable[start:end], found.number
        variant = "" if number else "unclear"
        if not found.is_plain:
            reading = read_number(words)
            number = reading.write if reading is not None and reading.unit != "%" else None
            variant = "either" if number else "text"
        if self.offset + start != self.last_split:
            self.last_split = self.offset + start
            span = self.lines.span(self.offset + start, self.offset + end)
            self.result.findings.append(
                YAML_COMMA_IN_NUMBER.at(
                    Place(self.path, self.counter.index, span=span),
                    variant=variant,
                    written=words,
                    escaped=in_double_quotes(words),
                    number=number,
                    count=found.written.count(",") + 1,
                )
            )
        if number is not None:
            return resolve_plain(number)
        return 1 if found.is_plain else words

    def _refuse_misreadings(self) -> None:
        """Take back the documents that libyaml misreads, with the findings in the rest of them."""
        events = list(walk_events(self.text, self.begin, self.end))
        misread = [
            *find_misreadings(self.text, iter(events)),
            *find_misleading(self.text, events, self.begin, self.end),
        ]
        told: dict[int, set[int]] = {}
        for found in sorted(misread, key=lambda one: one.start):
            places = told.setdefault(found.document, set())
            if found.start in places:
                continue
            span = self.lines.span(found.start, found.end)
            if not places:
                self._drop_findings_from(found.document, span.line)
            places.add(found.start)
            place = Place(self.path, found.document, span=span)
            self.result.findings.append(
                YAML_SYNTAX.at(place, variant=found.variant, **found.arguments)
            )
            if found.document not in self.result.broken:
                self.result.broken.append(found.document)
                self.result.documents = [
                    document
                    for document in self.result.documents
                    if document.index != found.document
                ]

    def _drop_findings_from(self, document: int, line: int) -> None:
        """Take back what was found in ``document`` from ``line`` on."""
        self.result.findings = [
            finding
            for finding in self.result.findings
            if finding.place.document != document
            or (finding.place.span is not None and finding.place.span.line < line)
        ]

    def _find_cut_texts(self) -> None:
        """Note the texts that a comment cuts; report them where their document is broken."""
        broken = frozenset(self.result.broken)
        for found in cut_texts(self.text, walk_events(self.text, self.begin, self.end)):
            span = self.lines.span(found.start, found.end)
            place = Place(self.path, found.document, found.pointer, span=span)
            cut = Cut(place, found.value, found.whole, found.comment)
            if found.document not in broken:
                self.result.cuts.append(cut)
            elif not self._explain_by_cut(cut, bracketed=found.bracketed):
                self.result.findings.append(finding_of_cut(cut))

    def _explain_by_cut(self, cut: Cut, *, bracketed: bool) -> bool:
        """Put the cut in the place of the syntax error that comes of it, if one does."""
        for number, finding in enumerate(self.result.findings):
            if finding.code is not YAML_SYNTAX or finding.place.document != cut.place.document:
                continue
            if finding.place.span is None or cut.place.span is None:
                continue
            lines_below = finding.place.span.line - cut.place.span.line
            if bracketed or lines_below == 1:
                self.result.findings[number] = YAML_SYNTAX.at(
                    cut.place, variant="comment", whole=cut.whole, comment=cut.comment
                )
                return True
        return False

    # Anchors and aliases

    def _anchor_scalar(self, event: Any, value: Any, pointer: str | None) -> None:
        odd = self.written and self.written[-1][0] == pointer
        written = (("", self.written[-1][1]),) if odd else ()
        self.anchors.keep(event.anchor, Anchor(value, text=event.value, written=written))

    def _alias(self, event: Any, count: int, depth: int, pointer: str | None) -> tuple[Any, int]:
        """Return a copy of what the alias stands for, and how many values that makes."""
        anchor = self.anchors.find(event.anchor)
        if anchor is None:
            self._refuse_alias(event)
            return None, 1
        self.expanded += anchor.size
        if count + anchor.size > self.limits.nodes:
            self._stop_too_many(event)
        if depth + anchor.height > self.limits.depth:
            self._stop_too_deep(event)
        if pointer is not None:
            self.written.extend((pointer + below, text) for below, text in anchor.written)
        return copy_of(anchor.value), anchor.size

    def _alias_key(self, event: Any) -> Any:
        anchor = self.anchors.find(event.anchor)
        if anchor is None:
            self._refuse_alias(event)
        elif anchor.text is not None:
            return anchor.text
        else:
            self._report(YAML_BAD_KEY, event)
        return _DISCARDED

    def _refuse_alias(self, event: Any) -> None:
        variant = "alias-itself" if self.anchors.is_open(event.anchor) else "alias"
        self._report(YAML_SYNTAX, event, variant, name=event.anchor)
        self.spoiled = True

    # Tags

    def _tagged(self, event: Any, value: str) -> Any:
        """Return the value of a scalar that carries a tag."""
        tag = event.tag
        if tag in ("!", f"{TAG}str"):
            return value
        resolved = value if event.style else resolve_plain(value)
        types = TAGGED_TYPES.get(tag)
        if types is None:
            self._refuse_tag(event, tag=shown_tag(tag))
        elif type(typed := resolve_plain(value)) in types:
            return float(typed) if tag == f"{TAG}float" else typed
        else:
            self._refuse_tag(event, "mismatch", written=value, tag=shown_tag(tag))
        return resolved

    def _refuse_tag(self, event: Any, variant: str = "", **arguments: Any) -> None:
        # What the value was to be is not known, so nothing else is said of its document.
        self._report(YAML_UNSUPPORTED_TAG, event, variant, **arguments)
        self.spoiled = True

    def _check_collection_tag(self, event: Any, *, mapping: bool) -> None:
        if event.tag not in ("!", f"{TAG}map" if mapping else f"{TAG}seq"):
            span = self.lines.span(
                self.offset + event.start_mark.index,
                self.offset + event.start_mark.index + len(shown_tag(event.tag)),
            )
            place = Place(self.path, self.counter.index, span=span)
            self.result.findings.append(YAML_UNSUPPORTED_TAG.at(place, tag=shown_tag(event.tag)))
            self.spoiled = True


def _pointer(stack: list[tuple[Any, bool, Any]], into: Any, key: Any) -> str | None:
    """Return the pointer to the value that comes next; None where it is not kept."""
    if not stack:
        return ""
    tokens: list[Any] = [
        name if mapping else len(container) - 1 for container, mapping, name in stack[1:]
    ]
    tokens.append(len(into) if isinstance(into, list) else key)
    parts = []
    for token in tokens:
        if token is _MERGE:
            parts.append("/<<")
        elif isinstance(token, str):
            parts.append(f"/{escape_pointer(token)}")
        elif isinstance(token, int):
            parts.append(f"/{token}")
        else:
            return None
    return "".join(parts)


def _pointer_to(stack: list[tuple[Any, bool, Any]]) -> str | None:
    """Return the pointer to the list or mapping that is open at the top of ``stack``."""
    container, mapping, name = stack[-1]
    if mapping or len(stack) == 1:
        return _pointer(stack[:-1], container, name)
    above = _pointer_to(stack[:-1])
    return None if above is None else f"{above}/{len(container) - 1}"
