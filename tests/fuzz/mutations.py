"""Small accidents: what editors, spreadsheets, merges and bad disks do to a file."""

from __future__ import annotations

from random import Random
from typing import Final

_ODD: Final = (
    *(
        ":",
        "：",
        ",",
        "，",
        "#",
        " #",
        "-",
        "- ",
        "'",
        '"',
        "“",
        "「",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
    ),
    *("|", ">", "!", "!!int ", "%", "@", "`", "?", "? ", "<<: ", "~", "---\n", "...\n", "\t", "\r"),
    *(
        "\u3000",
        "\u00a0",
        "\u200b",
        "\ufeff",
        "\u2028",
        "\x85",
        "\x00",
        "\x1b",
        "\ud7ff",
        "\U0001f600",
    ),
    *(
        "TODO",
        "待填",
        "null",
        "true",
        ".nan",
        "1e999",
        "-0",
        "0x1F",
        "1,000",
        "3500w",
        "2026-13-45",
    ),
    *("$ref", "../", "\\", "\\u", "<script>", "[x](", "![", "`" * 7, "[^1]: ", "&colon;"),
)
_VALUES: Final = (
    *("", "~", "5", "-1.5", "true", "text", "[]", "{}", "[a, b]", "{a: b}", '"5"', "2026-07-01"),
    *("1,000", "3500w", "0,7", "|", "*x", "&x y", "王丽", "x #y", "a: b", "[1, [2, [3]]]"),
)


def mutate(content: bytes, random: Random) -> bytes:
    """Return ``content`` after one to three accidents."""
    for _ in range(random.randint(1, 3)):
        content = random.choice(_ACCIDENTS)(content, random)
    return content


def _flip_a_byte(content: bytes, random: Random) -> bytes:
    if not content:
        return b"\xff"
    place = random.randrange(len(content))
    flipped = content[place] ^ (1 << random.randrange(8))
    return content[:place] + bytes([flipped]) + content[place + 1 :]


def _cut(content: bytes, random: Random) -> bytes:
    place = random.randrange(len(content) + 1)
    return content[:place] if random.random() < 0.8 else content[place:]


def _insert(content: bytes, random: Random) -> bytes:
    place = random.randrange(len(content) + 1)
    while place < len(content) and content[place] & 0xC0 == 0x80:
        place += 1  # between two characters, mostly what happens
    return content[:place] + random.choice(_ODD).encode() + content[place:]


def _change_lines(content: bytes, random: Random) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    at, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(other, lines[at])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            lines[at] = b" " * random.randint(1, 4) + lines[at]
        case 4:
            lines[at] = lines[at].removeprefix(b" " * random.randint(1, 4))
        case _:
            lines[at] = lines[at].rstrip(b"\r\n")
    return b"".join(lines)


def _swap_indentation(content: bytes, random: Random) -> bytes:
    instead = random.choice(("\t", "\u3000", "\u00a0", "    ", "")).encode()
    lines = content.splitlines(keepends=True)
    at = random.randrange(len(lines) + 1)
    changed = [line.replace(b"  ", instead, 1) for line in lines[at : at + 5]]
    return b"".join([*lines[:at], *changed, *lines[at + 5 :]])


def _change_a_value(content: bytes, random: Random) -> bytes:
    lines = content.splitlines(keepends=True)
    with_values = [number for number, line in enumerate(lines) if b":" in line]
    if not with_values:
        return content
    at = random.choice(with_values)
    key = lines[at].partition(b":")[0]
    lines[at] = key + b": " + random.choice(_VALUES).encode() + b"\n"
    return b"".join(lines)


def _save_otherwise(content: bytes, random: Random) -> bytes:
    text = content.decode("utf-8", "replace")
    match random.randrange(5):
        case 0:
            return b"\xef\xbb\xbf" + content
        case 1:
            return text.replace("\n", random.choice(("\r\n", "\r"))).encode()
        case 2:
            return text.encode("utf-16")
        case 3:
            return text.encode("gb18030")
        case _:
            return text.translate(str.maketrans(":,#", "：，＃")).encode()


_ACCIDENTS: Final = (
    *(_flip_a_byte, _cut, _insert, _insert, _change_lines, _change_lines),
    *(_swap_indentation, _change_a_value, _change_a_value, _save_otherwise),
)
