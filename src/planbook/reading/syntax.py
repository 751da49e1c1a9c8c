"""YAML syntax errors in the words of the person who made them.

The parser says where it gave up; the mistake is often a line or a quote before that. What it
read last tells the two apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import yaml
from yaml.events import MappingEndEvent, ScalarEvent, SequenceEndEvent, StreamStartEvent

from planbook.diagnostics.codes.yaml import (
    YAML_BAD_KEY,
    YAML_NOT_A_MAPPING,
    YAML_SYNTAX,
    YAML_UNSUPPORTED_TAG,
)
from planbook.diagnostics.finding import Finding, Place
from planbook.prose_numbers.patterns import Pattern
from planbook.reading.lines import Lines

_CLOSING: Final[Mapping[str, str]] = {"[": "]", "{": "}"}
_NUMBERED: Final = Pattern(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")
_NOT_YAML: Final = Pattern(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_KEY: Final = r"[ \t]*(?:- +)*(?P<key>[^\s:：#\"'\[\]{},&*!|>%@`-][^:：\n]*?)"
_WIDE_COLON: Final = Pattern(_KEY + r"：[ \t]*(?P<rest>[^\r\n]*)")
_TIGHT_COLON: Final = Pattern(_KEY + r":(?P<rest>[^\s:/][^\r\n]*)")
TIGHT_DASH: Final = Pattern(r"[ \t]*(?P<dash>-)(?P<entry>(?!\d)[\w{\[\"'“‘(*&@`][^\r\n]*)")
"""A line that begins with a dash and a word: `-Two days`, which YAML takes for a text."""
_FIRST_WORD: Final = Pattern(r"[ \t]*(?:- +)*(?P<key>[^\s:]+)[ \t]*(?P<rest>[^\r\n]*)")


def explain_syntax(
    lines: Lines, place: Place, offset: int, error: yaml.YAMLError, last: Any
) -> Finding:
    """Return a finding for ``error`` that points at the mistake and says how to mend it.

    ``place`` names the file and document. Marks count from ``offset`` in the text of ``lines``;
    ``last`` is the last event before the error.
    """
    return _Explanation(lines, place, offset, error, last).finding()


class _Explanation:
    def __init__(
        self, lines: Lines, place: Place, offset: int, error: yaml.YAMLError, last: Any
    ) -> None:
        self.lines = lines
        self.text = lines.text
        self.place = place
        self.error = error
        self.last = last
        self.problem = str(getattr(error, "problem", None) or "")
        self.while_ = str(getattr(error, "context", None) or "")
        self.at = _position(getattr(error, "problem_mark", None), offset, len(self.text))
        opening = getattr(error, "context_mark", None)
        self.began = _position(opening, offset, len(self.text)) if opening else self.at
        self.offset = offset

    def finding(self) -> Finding:
        if isinstance(self.error, yaml.reader.ReaderError):
            return self._control_character()
        return (
            self._directive()
            or self._tab()
            or self._in_scalar()
            or self._colon()
            or self._after_value()
            or self._in_bracket()
            or self._beside_value()
            or self._in_block()
            or self._start_of_value()
            or self._say("", self.at, problem=self.problem or str(self.error))
        )

    def _say(self, variant: str, start: int, end: int | None = None, **arguments: Any) -> Finding:
        span = self.lines.span(start, start + 1 if end is None else end)
        place = Place(self.place.path, self.place.document, span=span)
        return YAML_SYNTAX.at(place, variant=variant, **arguments)

    def _line(self, position: int) -> tuple[int, str]:
        """Return where the line of ``position`` begins, and its words."""
        number = self.lines.line_of(position)
        return self.lines.start_of(number), self.lines.words_of(number)

    def _control_character(self) -> Finding:
        found = _NOT_YAML.search(self.text, self.offset)
        position = found.start() if found else self.offset
        number = f"{ord(self.text[position]):04X}" if found else "?"
        return self._say("control", position, number=number)

    def _tab(self) -> Finding | None:
        start, words = self._line(self.at)
        indentation = words[: len(words) - len(words.lstrip(" \t"))]
        if "\t" in indentation:
            tab = start + indentation.index("\t")
            return self._say("tab", tab, start + len(indentation))
        if self.text[self.at : self.at + 1] == "\t":
            return self._say("tab-inside", self.at)
        return None

    def _directive(self) -> Finding | None:
        """Explain a line that begins with `%`, or the missing `---` after it."""
        position = self.at
        if "<document start>" in self.problem and self.last.__class__ is StreamStartEvent:
            position = self.offset
        start, words = self._line(position)
        if words.startswith("%") and (position == start or "directive" in self.while_):
            return self._say("directive", start, start + len(words))
        return None

    def _in_scalar(self) -> Finding | None:
        """Explain what goes wrong inside of a quoted or block text."""
        if "quoted scalar" in self.while_:
            if "unexpected" in self.problem:  # the end of the text, or of the document
                return self._unclosed(self.began)
            slash = self.text.rfind("\\", self.began, self.at + 1)
            start = self.at if slash < 0 else slash
            numbered = _NUMBERED.match(self.text, start)
            if numbered is not None:
                return self._say("code-point", start, numbered.end(), written=numbered[0])
            written = self.text[start : start + 2]
            return self._say("escape", start, start + 2, written=written)
        if "block scalar" in self.while_:
            return self._say("block", self.began, self._line_end(self.began))
        return None

    def _unclosed(self, position: int) -> Finding:
        return self._say(
            "quote", position, self._line_end(position), quote=self.text[position : position + 1]
        )

    def _line_end(self, position: int) -> int:
        start, words = self._line(position)
        return start + len(words)

    def _colon(self) -> Finding | None:
        """Explain a colon that is missing, or one too many."""
        if "could not find expected ':'" in self.problem:
            return self._without_colon(self.began)
        if "found unexpected ':'" in self.problem:
            return self._without_colon(self.at - 1)
        if "mapping values are not allowed" not in self.problem:
            return None
        start, words = self._line(self.at)
        if not isinstance(self.last, ScalarEvent):
            return self._colon_in_text(start, words)
        begun = _position(self.last.start_mark, self.offset, len(self.text))
        first, first_words = self._line(begun)
        if first == start:
            return self._colon_in_text(start, words)
        if self.last.style in ("'", '"'):
            return self._name_on_two_lines(begun) or self._unclosed(begun)
        if not first_words[: begun - first].strip(" -"):
            return self._without_colon(begun)
        tight = self._tight_dash(first, first_words)
        if tight is not None:
            return tight
        key = _name_of(first_words)
        indented = start + len(words) - len(words.lstrip())
        return self._say("deeper", indented, start + len(words), key=key)

    def _name_on_two_lines(self, begun: int) -> Finding | None:
        """Explain a name in quotes that goes on to a second line."""
        ended = _position(self.last.end_mark, self.offset, len(self.text))
        if ended == self.at and self._line(ended)[0] == self._line(begun + 1)[0]:
            return None
        lines = self.lines.line_of(ended) - self.lines.line_of(begun)
        if ended <= self.at and lines == 1 and not self.text[ended : self.at].strip():
            return self._say("colon-first", begun, self._line_end(begun))
        return None

    def _tight_dash(self, start: int, words: str) -> Finding | None:
        """Explain a dash of a list without the space after it."""
        match = TIGHT_DASH.match(words)
        if match is None:
            return None
        begin, entry = start + match.start("dash"), match["entry"].partition(" #")[0].rstrip()
        end = begin + len(f"-{entry}")
        return self._say("dash-space", begin, end, example=f"- {entry}")

    def _without_colon(self, position: int) -> Finding:
        start, words = self._line(position)
        tight = self._tight_dash(start, words)
        if tight is not None:
            return tight
        if words.lstrip()[:1] == "＃":
            hash_ = start + words.index("＃")
            return self._say("wide-hash", hash_)
        if words.lstrip()[:1] in ("&", "!"):
            begin = start + len(words) - len(words.lstrip())
            return self._say("indent", begin, start + len(words))
        for variant, pattern in (("wide-colon", _WIDE_COLON), ("colon-space", _TIGHT_COLON)):
            match = pattern.match(words)
            if match:
                key, rest = match["key"], match["rest"]
                return self._say(
                    variant,
                    start + match.start("key"),
                    start + match.end("key") + 1,
                    key=key,
                    written=words[match.start("key") :].rstrip(),
                    example=f"{key}: {rest}".rstrip(),
                )
        match = _FIRST_WORD.match(words)
        key = match["key"] if match else words.strip()
        # Somebody who writes `owner = x` has put a sign where the colon belongs.
        rest = match["rest"].lstrip("=＝ \t") if match else ""
        begin = start + match.start("key") if match else position
        return self._say(
            "missing-colon",
            begin,
            begin + len(key),
            key=key,
            example=f"{key}: {rest or '…'}",
            # Where nothing follows, only the author can say what does.
            written=words[match.start("key") :] if match and rest else None,
        )

    def _colon_in_text(self, start: int, words: str) -> Finding:
        tight = self._tight_dash(start, words)
        if tight is not None:
            return tight
        match = re.match(r"[ \t]*(?:- +)*[^:]*:[ \t]+", words)
        begin = match.end() if match and start + match.end() <= self.at else 0
        value = re.sub(r"[ \t]#.*$", "", words[begin:]).strip()
        key = words[:begin].strip()
        quoted = _quoted(value)
        return self._say(
            "colon-in-text",
            start + begin,
            start + begin + len(value),
            example=f"{key} {quoted}".strip(),
            quoted=quoted,
        )

    def _after_value(self) -> Finding | None:
        """Explain more text behind a value that was already complete."""
        if not isinstance(self.last, ScalarEvent) or self.last.style not in ("'", '"'):
            return None
        begun = _position(self.last.start_mark, self.offset, len(self.text))
        ended = _position(self.last.end_mark, self.offset, len(self.text))
        if self.text[ended : self.at].strip(" \t") or "\n" in self.text[ended : self.at]:
            return None
        if self._line(begun)[0] != self._line(ended)[0]:
            return self._unclosed(begun)
        quote = self.last.style
        if "flow" not in self.while_:
            words = re.sub(r"[ \t]#.*$", "", self.text[begun : self._line_end(begun)]).rstrip()
            # What closed the text may have been meant as a quote inside of it, or an apostrophe.
            before, after = self.text[ended - 2 : ended - 1], self.text[ended : ended + 1]
            inside = before.isspace() or after.isalnum()
            whole = inside and words.endswith(quote)
            return self._say(
                "after-quote",
                self.at,
                self._line_end(self.at),
                quote=quote,
                written=words,
                example=_quoted(words[1:-1].replace(quote * 2, quote) if whole else words),
            )
        doubled = "''" if quote == "'" else '\\"'
        return self._say(
            "after-quote-inside", self.at, self._line_end(self.at), quote=quote, doubled=doubled
        )

    def _in_bracket(self) -> Finding | None:
        if "flow" not in self.while_:
            return None
        begun = self.began
        if self.while_ == "while parsing a flow node":
            begun = self._open_bracket()
        bracket = self.text[begun : begun + 1]
        closing = _CLOSING.get(bracket)
        if closing is None:
            return None
        if self.text[self.at : self.at + 1] == ":":
            found = self._colon_in_bracket()
            if found is not None:
                return found
        if self._line(begun)[0] != self._line(self.at)[0] or self.at >= len(self.text):
            return self._say("bracket", begun, bracket=bracket, closing=closing)
        return self._say("in-bracket", self.at, bracket=bracket, closing=closing)

    def _colon_in_bracket(self) -> Finding | None:
        """Explain a colon inside brackets that has no name before it on its line."""
        start, words = self._line(self.at)
        if self.while_ == "while parsing a flow node":
            value = re.match(r"[^\s,\[\]{}]*", self.text[self.at : start + len(words)])
            written = value[0] if value else ":"
            if written == ":":
                return self._no_name()
            return self._say(
                "character",
                self.at,
                self.at + len(written),
                character=":",
                example=_quoted(written),
            )
        before = self.text[start : self.at].rstrip()
        if not before or (
            before[-1] in "'\"" and self._line(self._quote_before(self.at))[0] < start
        ):
            return self._say("colon-first", self.at)
        return None

    def _quote_before(self, position: int) -> int:
        """Return where the text in quotes begins that ends before ``position``."""
        end = len(self.text[:position].rstrip()) - 1
        return max(self.text.rfind(self.text[end], self.offset, end), self.offset)

    def _open_bracket(self) -> int:
        """Return the last bracket before the error that is still open, by counting."""
        depth = 0
        for position in range(self.at - 1, self.offset - 1, -1):
            character = self.text[position]
            if character in "]}":
                depth += 1
            elif character in "[{":
                if depth == 0:
                    return position
                depth -= 1
        return self.at

    def _beside_value(self) -> Finding | None:
        """Explain what stands on the line of a value and cannot belong to it."""
        start, words = self._line(self.at)
        end = start + len(words.rstrip())
        if words.strip() == "..." and "node content" in self.problem:
            return self._say("stray", self.at, end, character="...")
        if "<document start>" in self.problem and self.text[self.at : self.at + 1] in ("]", "}"):
            return self._say("stray", self.at, character=self.text[self.at])
        before = self.text[start : self.at].rstrip()
        if isinstance(self.last, MappingEndEvent | SequenceEndEvent) and before[-1:] in ("]", "}"):
            return self._say("after-bracket", self.at, end, bracket=before[-1])
        if self.text[self.at : self.at + 1] == "*" and "&" in before:
            name = re.match(r"\*[^\s,\[\]{}]*", self.text[self.at : end])
            return self._say("anchored-alias", self.at, name=name[0] if name else "*")
        if self.text[self.at : self.at + 1] == ":" and before[-1:] in ("-", "?", ":", ""):
            return self._no_name()
        return None

    def _no_name(self) -> Finding:
        span = self.lines.span(self.at, self.at + 1)
        place = Place(self.place.path, self.place.document, span=span)
        return YAML_BAD_KEY.at(place, variant="empty")

    def _in_block(self) -> Finding | None:
        """Explain lines that do not fit under each other."""
        start, words = self._line(self.at)
        body = start + len(words) - len(words.lstrip())
        end = start + len(words.rstrip())
        if "<document start>" in self.problem:
            return self._say("after-end", self.at, end)
        if "sequence entries are not allowed" in self.problem:
            return self._say("dash-inline", self.at)
        if "block mapping" not in self.while_ and "block collection" not in self.while_:
            return None
        if self.at > body:
            return None
        tight = self._tight_dash(start, words)
        if tight is not None:
            return tight
        if "block collection" in self.while_:
            return self._say("after-list", body, end)
        if words.lstrip().startswith("- ") or words.strip() == "-":
            return self._say("dash", body, end)
        return self._say("indent", body, end)

    def _start_of_value(self) -> Finding | None:
        """Explain a text whose first character means something else in YAML."""
        tagged = "tag" in self.while_ or "tag handle" in self.problem
        position = self.began if self.while_ and self.began < self.at else self.at
        character = self.text[position : position + 1]
        line_end = self._line_end(position)
        if tagged:
            tag = re.match(r"\S*", self.text[position:line_end])
            span = self.lines.span(position, position + len(tag[0] if tag else "!"))
            place = Place(self.place.path, self.place.document, span=span)
            return YAML_UNSUPPORTED_TAG.at(place, tag=tag[0] if tag else "!")
        if character in ("]", "}", ","):
            return self._say("stray", position, character=character)
        if character and character in "@`%*&?|>":
            value = re.sub(r"[ \t]#.*$", "", self.text[position:line_end]).strip()
            return self._say(
                "character",
                position,
                position + len(value),
                character=character,
                example=_quoted(value),
            )
        return None


def _position(mark: Any, offset: int, length: int) -> int:
    return min(offset + mark.index, length) if mark is not None else offset


def _name_of(words: str) -> str:
    return words.strip().removeprefix("- ").partition(":")[0]


def _quoted(value: str) -> str:
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def explain_bare_text(place: Place, words: str) -> Finding:
    """Return a finding for a document that is one text, where a mapping belongs."""
    for variant, pattern in (("wide-colon", _WIDE_COLON), ("colon-space", _TIGHT_COLON)):
        match = pattern.match(words)
        if match is not None and match["rest"].strip():
            key, value = match["key"], match["rest"].split()[0]
            return YAML_NOT_A_MAPPING.at(
                place,
                variant=variant,
                key=key,
                example=f"{key}: {value}",
                written=words[match.start("key") : match.start("rest") + len(value)],
            )
    return YAML_NOT_A_MAPPING.at(place)
