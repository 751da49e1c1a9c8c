"""From bytes to text: UTF-8, and for tables what spreadsheets write beside it."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import Final

import msgspec

from planbook.diagnostics.codes.csv import CSV_ENCODING
from planbook.diagnostics.codes.file import FILE_UNREADABLE
from planbook.diagnostics.codes.yaml import YAML_ENCODING
from planbook.diagnostics.finding import Outcome, Place
from planbook.diagnostics.span import Span
from planbook.language import Text


class Undecodable(msgspec.Struct, frozen=True):
    """The first byte that cannot stand in a text of UTF-8: where it is, and what it looks like.

    ``offset`` counts bytes from 0; ``looks`` is the end of a sentence about the byte, None where
    the byte is a NUL in what is a text otherwise.
    """

    offset: int
    span: Span
    looks: Text | None


def decode_utf8(content: bytes) -> str | Undecodable:
    """Return ``content`` as text, without its byte order mark, or what is wrong with it."""
    text, bad = _utf8(content)
    if text is not None:
        bad = content.find(b"\0")
        if bad < 0:
            return text
        if not _looks_utf16(content):
            return Undecodable(bad, _span_at(content, bad), None)
    return Undecodable(bad, _span_at(content, bad), _looks_like(content, bad))


def decode_text(content: bytes, path: str) -> Outcome[str | None]:
    """Return ``content`` as text; None with a ``yaml-encoding`` finding if it is not UTF-8."""
    text = decode_utf8(content)
    if isinstance(text, str):
        return Outcome(text)
    place, line = Place(path, span=text.span), text.span.line
    if _looks_utf16(content):
        finding = YAML_ENCODING.at(Place(path, span=Span(1, 1, 1, 2)), variant="utf-16")
    elif text.looks is None:
        finding = YAML_ENCODING.at(place, variant="nul", offset=text.offset, line=line)
    else:
        finding = YAML_ENCODING.at(place, offset=text.offset, line=line, looks=text.looks)
    return Outcome(None, (finding,))


def decode_table(content: bytes, path: str) -> Outcome[str | None]:
    """Return ``content`` as text: UTF-8, or with a hint what else spreadsheets write.

    That is UTF-16 ("Unicode Text"), Windows-1252 and gb18030.
    """
    if content.startswith(_WORKBOOKS):
        finding = FILE_UNREADABLE.at(Place(path, span=Span(1, 1, 1, 2)), variant="workbook")
        return Outcome(None, (finding,))
    text, bad = _utf8(content)
    if text is not None and "\0" not in text and not _is_chinese_by_chance(content, text):
        return Outcome(text)
    for encoding, variant in _encodings_of(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            bad = error.start
            continue
        if "\0" not in text:
            first = next((at for at, letter in enumerate(text) if not letter.isascii()), 0)
            place = Place(path, span=_span_in(text, 0 if variant == "utf-16" else first))
            return Outcome(text, (CSV_ENCODING.at(place, variant=variant),))
    nul = content.find(b"\0")
    bad = bad if nul < 0 else nul
    span = _span_at(content, bad)
    finding = FILE_UNREADABLE.at(
        Place(path, span=span),
        variant="encoding",
        offset=bad,
        line=span.line,
        looks=_looks_like(content, bad),
    )
    return Outcome(None, (finding,))


def _encodings_of(content: bytes) -> tuple[tuple[str, str], ...]:
    """Return in which encodings a table that is not UTF-8 may be, with the hint to each."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return (("utf-16", "utf-16"),)
    if b"\0" in content:
        # Separators and digits have their NUL second in the little-endian form.
        little = content[1::2].count(0) > content[::2].count(0)
        return (("utf-16-le" if little else "utf-16-be", "utf-16"),)
    if _is_damaged(content):
        return ()
    western = ("windows-1252", "windows-1252")
    return (western, ("gb18030", "")) if _looks_western(content) else (("gb18030", ""),)


_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How .xlsx and .ods files begin, and .xls files of old."""
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_FIRST_COMMON: Final = 0xB0
_FIRST_SECOND: Final = 0xA1
"""The lowest bytes of the characters of GB 2312."""
_BY_CHANCE: Final = 3
"""How many characters of UTF-8 the bytes of GBK may look like by chance."""
_ABOVE_ASCII: Final = re.compile(rb"[\x80-\xff]+")


def _is_chinese_by_chance(content: bytes, text: str) -> bool:
    """Return whether bytes that are UTF-8 are in truth gb18030: 元 is a rare letter there.

    So it is where all letters beyond ASCII belong to hardly any language, and all their bytes are
    those of common Chinese characters.
    """
    if text.isascii() or not all(map(_is_rare, filter(_is_above_ascii, set(text)))):
        return False
    return all(
        len(run) % 2 == 0 and min(run[::2]) >= _FIRST_COMMON and min(run[1::2]) >= _FIRST_SECOND
        for run in _ABOVE_ASCII.findall(content)
    )


def _is_above_ascii(letter: str) -> bool:
    return letter > "\x7f"


def _is_rare(letter: str) -> bool:
    return "\u0250" <= letter <= "\u036f" or "\u0500" <= letter <= "\u052f"


def _is_damaged(content: bytes) -> bool:
    """Return whether several Chinese characters in UTF-8 stand before the first bad byte."""
    _, bad = _utf8(content)
    before = content[:bad].decode("utf-8", "ignore")
    return sum(letter > "\u07ff" for letter in before) > _BY_CHANCE


def _looks_western(content: bytes) -> bool:
    """Return whether accented letters stand alone among plain ones: Chinese takes two bytes."""
    runs = [len(run) for run in _ABOVE_ASCII.findall(content)]
    return sum(length == 1 for length in runs) * 2 > len(runs)


def _span_in(text: str, position: int) -> Span:
    before = text[:position]
    start = max(before.rfind("\n"), before.rfind("\r")) + 1
    line = len(_LINE_END.findall(before)) + 1
    return Span(line, position - start + 1, line, position - start + 2)


def _utf8(content: bytes) -> tuple[str | None, int]:
    """Return the text, or None and the position of the first byte that is not UTF-8."""
    try:
        return content.decode("utf-8-sig"), 0
    except UnicodeDecodeError as error:
        # Positions count from after the byte order mark there.
        return None, error.start + (len(BOM_UTF8) if content.startswith(BOM_UTF8) else 0)


def _span_at(content: bytes, offset: int) -> Span:
    """Return where the byte at ``offset`` stands; in its line, characters count."""
    before = content[:offset].removeprefix(BOM_UTF8)
    line_start = before.rfind(b"\n") + 1
    line = before.count(b"\n") + 1
    column = len(before[line_start:].decode("utf-8", "replace")) + 1
    return Span(line, column, line, column + 1)


def _looks_utf16(content: bytes) -> bool:
    return content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or (
        len(content) >= 4 and content[:400].count(b"\0") * 4 >= min(len(content), 400)
    )


def _looks_like(content: bytes, bad: int) -> Text:
    """Return what is probably amiss with the byte at ``bad``, as the end of a sentence about it."""
    if _looks_utf16(content):
        return {
            "en": "shows that it is probably UTF-16",
            "zh": "表明它可能是 UTF-16 编码",
        }
    before = content[:bad].removeprefix(BOM_UTF8).decode("utf-8", "ignore")
    # Two bytes of GBK may look like a character of UTF-8 by chance; two such pairs hardly do.
    if sum(not character.isascii() for character in before) > 1:
        return {
            "en": "belongs to no character, and the text before it is UTF-8: it may be damaged",
            "zh": "不属于任何字符，而之前的文字是 UTF-8：文件可能已损坏",
        }
    try:
        chinese = sum("\u4e00" <= character <= "\u9fff" for character in content.decode("gb18030"))
    except UnicodeDecodeError:
        chinese = 0
    if chinese and _looks_western(content):
        return {
            "en": "shows that it is probably Windows-1252, as older Western programs write it "
            "(“ANSI” in Notepad)",
            "zh": "表明它可能是 Windows-1252 编码（记事本里的“ANSI”）",
        }
    if chinese:
        return {
            "en": "shows that it is probably GBK, as older Chinese programs write it",
            "zh": "表明它可能是 GBK 编码",
        }
    return {"en": "belongs to another encoding", "zh": "属于其他编码"}
