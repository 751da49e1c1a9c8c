"""What planbook's Markdown changes inside a paragraph: Chinese emphasis, bare addresses.

CommonMark decides by spaces and punctuation whether ``**`` opens or closes, and Chinese has no
spaces: ``**“中文”**后面`` would stay as it is typed. The rules of "CommonMark CJK-friendly
amendments" (github.com/tats-u/markdown-cjk-friendly) mend that and leave other texts alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

Rule: TypeAlias = Callable[[StateInline, bool], bool]

AT: Final = "at"
"""Where a token keeps the stretch of its paragraph that it was made from."""

_ADDRESS_STARTS: Final = ("https://", "http://")
# RFC 3986 knows ASCII alone; what else a browser's address bar shows is percent-encoded when it
# is copied. So the address ends where Chinese begins, punctuation or words.
_ADDRESS_SIGNS: Final = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#@!$&'()*+,;=%[]"
)
_ENDS_NO_ADDRESS: Final = frozenset("?!.,:;*_~'[]")


class Inline(ParserInline):
    """The parser of paragraphs, with emphasis beside Chinese."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Add the tokens of the paragraph ``src`` to ``tokens``, and return them."""
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _State(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803  # the parser's own names
        """Return whether the run of markers at ``start`` may open or close, and its length."""
        source, marker = self.src, self.src[start]
        end = start
        while end < self.posMax and source[end] == marker:
            end += 1
        before = source[start - 1] if start > 0 else " "
        after = source[end] if end < self.posMax else " "
        space_before, space_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
        chinese_before, chinese_after = is_cjk(before), is_cjk(after)
        point_before = _is_punctuation(before) and not chinese_before
        point_after = _is_punctuation(after) and not chinese_after
        left = not space_after and (
            not point_after or space_before or point_before or chinese_before
        )
        right = not space_before and (
            not point_before or space_after or point_after or chinese_after
        )
        # An underline inside a word belongs to the word.
        opens = left and (canSplitWord or not right or _is_punctuation(before))
        closes = right and (canSplitWord or not left or _is_punctuation(after))
        return Scanned(opens, closes, end - start)


def is_cjk(sign: str) -> bool:
    """Return whether ``sign`` is written as Chinese, Japanese or Korean is: without spaces."""
    code = ord(sign)
    return (
        0x2E80 <= code <= 0x303E
        or 0x3041 <= code <= 0x33FF
        or 0x3400 <= code <= 0x4DBF
        or 0x4E00 <= code <= 0x9FFF
        or 0xAC00 <= code <= 0xD7AF
        or 0xF900 <= code <= 0xFAFF
        or 0xFE30 <= code <= 0xFE4F
        or 0xFF01 <= code <= 0xFFEF
        or 0x20000 <= code <= 0x3FFFF
    )


def _is_punctuation(sign: str) -> bool:
    return isMdAsciiPunct(ord(sign)) or isPunctChar(sign)


def bare_address(state: StateInline, silent: bool) -> bool:
    """Make a link of ``https://…`` as it stands in a text."""
    source, start = state.src, state.pos
    if source[start] != ":" or state.linkLevel > 0 or silent:
        return False
    # The text rule stops at the colon; the scheme is in what it has read.
    scheme = "https" if source.endswith("https", 0, start) else "http"
    begin = start - len(scheme)
    if not source.startswith(_ADDRESS_STARTS, begin) or not state.pending.endswith(scheme):
        return False
    before = source[begin - 1] if begin > 0 else " "
    if before.isascii() and (before.isalnum() or before in "+-./_:"):
        return False
    end = _end_of_address(source, start + 3, state.posMax)
    if end == start + 3:
        return False
    address = source[begin:end]
    if not state.md.validateLink(address):
        return False
    state.pending = state.pending[: -len(scheme)]
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": address}
    opening.meta[AT] = (begin, end)
    opening.info = "auto"
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1)
    state.pos = end
    return True


def _end_of_address(source: str, start: int, limit: int) -> int:
    """Return where the address ends whose host begins at ``start``; a closing point is left out."""
    end, depth = start, 0
    while end < limit and source[end] in _ADDRESS_SIGNS:
        # Of brackets only those that were opened inside belong to it: (see https://x.org).
        depth += (source[end] == "(") - (source[end] == ")")
        if depth < 0:
            break
        end += 1
    while end > start and (
        source[end - 1] in _ENDS_NO_ADDRESS or (source[end - 1] == "(" and depth > 0)
    ):
        end -= 1
    return end


def recording(rule: Rule) -> Rule:
    """Return ``rule`` so that its token tells which stretch of the paragraph it was made from."""

    def recorded(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            for token in state.tokens[known : known + 2]:
                # What was read before comes first, as text.
                if token.type != "text" and AT not in token.meta:
                    token.meta[AT] = (start, state.pos)
                    break
        return True

    return recorded
