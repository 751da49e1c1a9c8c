"""Writes a handbook whose texts are as varied as those of people, for the search.

    python benchmarks/wordy.py DIR --documents 5000

The documents are those of generate.py; their titles and texts are put together from the words of
planbook's own documentation and example, so that pairs of signs and words are as frequent as they
are in prose. The same number and seed give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generate import Size, files_of

ROOT: Final = Path(__file__).parents[1]
_TEXT: Final = re.compile(r"\{zh: [^{}]*?, en: [^{}]*\}")
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff][^\n。；|`<>*{}\[\]#]{5,60}")
_CHINESE_WORDS: Final = re.compile(r"[\u4e00-\u9fff]{2,8}")
_ENGLISH: Final = re.compile(r"\b[A-Z][a-z][A-Za-z ,0-9%'-]{14,110}")
_ENGLISH_WORDS: Final = re.compile(r"[A-Za-z]{3,}")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Sentences and words of prose, sorted."""

    chinese: Sequence[str]
    chinese_words: Sequence[str]
    english: Sequence[str]
    english_words: Sequence[str]


def read_vocabulary() -> Vocabulary:
    """Return the words of planbook's own documentation and example."""
    paths = sorted(path for folder in ("docs", "content") for path in (ROOT / folder).rglob("*"))
    read = [path.read_text("utf-8") for path in paths if path.suffix in (".md", ".yaml")]
    chinese = sorted({found.strip() for text in read for found in _CHINESE.findall(text)})
    english = sorted({found.strip() for text in read for found in _ENGLISH.findall(text)})
    return Vocabulary(
        chinese,
        sorted({word for text in chinese for word in _CHINESE_WORDS.findall(text)}),
        [text for text in english if " " in text],
        sorted({word for text in english for word in _ENGLISH_WORDS.findall(text)}),
    )


def write_wordy_handbook(folder: Path, documents: int, seed: int = 1) -> None:
    """Write a project of about so many ``documents`` into the empty or missing ``folder``."""
    people = max(2, documents * 12 // 100)
    size = Size(people, documents - 2 * people - people // 4, 1)
    chance, words = random.Random(seed), read_vocabulary()
    for path, text in files_of(size, chance):
        lines = [_reworded(line, words, chance) for line in text.splitlines()]
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        written = text if path == "planbook.yaml" else "\n".join(lines) + "\n"
        target.write_text(written, encoding="utf-8", newline="\n")


def _reworded(line: str, words: Vocabulary, chance: random.Random) -> str:
    if line.startswith(("name:", "title: CRM")):
        return line
    make = _title if line.startswith("title:") else _text
    return _TEXT.sub(lambda _: make(words, chance), line)


def _title(words: Vocabulary, chance: random.Random) -> str:
    chinese = "".join(chance.choice(words.chinese_words) for _ in range(chance.randrange(2, 5)))
    if chance.random() < 0.3:
        chinese = f"2026-Q{chance.randrange(1, 5)}{chance.choice(('', ' '))}{chinese}"
    if chance.random() < 0.2:
        chinese += f" {chance.randrange(2, 900)} {chance.choice(('万元', '家', '%', 'GB'))}"
    english = " ".join(chance.choice(words.english_words) for _ in range(chance.randrange(3, 8)))
    return _pair(chinese, english.capitalize())


def _text(words: Vocabulary, chance: random.Random) -> str:
    number = chance.randrange(1, 3)
    return _pair(
        "。".join(chance.choice(words.chinese) for _ in range(number)),
        ". ".join(chance.choice(words.english) for _ in range(number)),
    )


def _pair(chinese: str, english: str) -> str:
    return f"{{zh: {json.dumps(chinese, ensure_ascii=False)}, en: {json.dumps(english)}}}"


def main() -> None:
    """Write a handbook as the command line asks for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    call = parser.parse_args()
    write_wordy_handbook(call.folder, call.documents, call.seed)


if __name__ == "__main__":
    main()
