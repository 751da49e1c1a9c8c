"""Measures the search of a handbook with 5 000 documents, opened from the disk in a Chromium.

    python benchmarks/search.py FOLDER [--documents 5000] [--json FILE]

FOLDER gets the handbook of wordy.py and its site, or is one that has them already. Found are: what
a first search loads, how long a keystroke takes, and what is found of all that a look at every
title and text finds.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Request, sync_playwright
from playwright.sync_api import Page as Tab

from browser.chromium import find_chromium
from wordy import write_wordy_handbook

LANGUAGES: Final[Mapping[str, str]] = {"zh": "", "en": "en/"}
SAMPLE: Final = 120
TEXT_SAMPLE: Final = 1500
BEGIN: Final = """async () => {
  const link = document.querySelector('a.search-link');
  const folder = new URL('.', document.querySelector('script[src$="search-open.js"]').src);
  for (const name of ['searchable-map.js', 'search.js']) await new Promise((done) => {
    const script = document.createElement('script');
    [script.src, script.async, script.onload] = [folder + name, false, done];
    document.head.append(script);
  });
  await planbookSearch.begin(link.href);
}"""
_FIND: Final = """async (queries) => {
  const found = [];
  for (const query of queries) {
    found.push((await planbookSearch.find(query)).hits.map((hit) => hit.code).join(' '));
  }
  return found;
}"""
_TYPE: Final = """async (query) => {
  const input = document.querySelector('.search input');
  const list = document.querySelector('#planbook-search-results');
  const times = [];
  const letters = [...query];
  for (let count = 1; count <= letters.length; count += 1) {
    const painted = new Promise((done) => {
      const observer = new MutationObserver(() => {
        if (list.ariaBusy === 'true') return;
        observer.disconnect();
        done();
      });
      observer.observe(list, { attributes: true });
    });
    const begun = performance.now();
    input.value = letters.slice(0, count).join('');
    input.dispatchEvent(new InputEvent('input'));
    await painted;
    times.push(performance.now() - begun);
  }
  return times;
}"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as the index has it."""

    title: str
    text: str


def entries_in(search: Path) -> dict[str, Entry]:
    """Return the documents of an index by their codes."""
    found: dict[str, Entry] = {}
    for path in search.glob("documents/*.js"):
        written = path.read_text("utf-8")
        start = written.index("{")
        for code, values in json.loads(written[start : written.rindex(")")]).items():
            found[code] = Entry(values[2], values[5])
    return found


def pairs_of(texts: Mapping[str, str]) -> dict[str, set[str]]:
    """Return which of ``texts`` have which two signs side by side, neither of them a space."""
    found: dict[str, set[str]] = {}
    for code, text in texts.items():
        for one, other in pairwise(text):
            said = one.isalnum() or other.isalnum()
            if said and not (one.isspace() or other.isspace()):
                found.setdefault(one + other, set()).add(code)
    return found


def recall(tab: Tab, wanted: Mapping[str, set[str]], size: int = 200) -> tuple[int, int]:
    """Return how many of ``wanted`` a search for each finds, and how many there are."""
    queries = sorted(wanted)
    hits = 0
    for start in range(0, len(queries), size):
        part = queries[start : start + size]
        for query, codes in zip(part, tab.evaluate(_FIND, part), strict=True):
            hits += len(wanted[query].intersection(codes.split(" ")))
    return hits, sum(map(len, wanted.values()))


def queries_of(entries: Sequence[Entry], chance: random.Random, language: str) -> Iterator[str]:
    """Yield what somebody might look for: a part of a title, now and then mistyped."""
    for number in range(SAMPLE):
        title = chance.choice(entries).title
        if language == "zh":
            length = chance.randrange(2, 7)
            start = chance.randrange(max(1, len(title) - length))
            yield title[start : start + length]
            continue
        words = title.split()
        query = " ".join(chance.sample(words, min(len(words), chance.randrange(1, 4))))
        if number % 5 == 0:
            place = chance.randrange(len(query))
            query = query[:place] + query[place + 1 :]
        yield query


def measure(browser: Browser, site: Path, language: str) -> dict[str, Any]:
    """Return the figures of the search in one language."""
    start = (site / LANGUAGES[language] / "index.html").as_uri()
    search = site / LANGUAGES[language] / "search"
    entries = entries_in(search)
    chance = random.Random(1)
    loaded: list[int] = []
    first: list[float] = []
    times: list[float] = []
    for query in queries_of([entries[code] for code in sorted(entries)], chance, language):
        context = browser.new_context()
        tab = context.new_page()
        sizes: list[int] = []
        tab.on("request", partial(_add_size, sizes))
        tab.goto(start)
        tab.keyboard.press("/")
        tab.wait_for_selector(".search[open]")
        first.append(tab.evaluate(_TYPE, query)[0])
        times += tab.evaluate(_TYPE, query)
        loaded.append(sum(sizes))
        context.close()
    tab = browser.new_context().new_page()
    tab.goto(start)
    tab.evaluate(BEGIN)
    of_titles = recall(tab, pairs_of({code: entry.title for code, entry in entries.items()}))
    texts = pairs_of({code: entry.text for code, entry in entries.items()})
    sample = chance.sample(sorted(texts), min(TEXT_SAMPLE, len(texts)))
    chinese = {pair: texts[pair] for pair in sample if all(sign >= "\u4e00" for sign in pair)}
    of_texts = recall(tab, chinese)
    return {
        "documents": len(entries),
        "typed letter by letter, loaded, median": statistics.median(loaded),
        "typed letter by letter, loaded, most": max(loaded),
        "keystroke ms, files at hand, median": round(statistics.median(times), 1),
        "keystroke ms, files at hand, most": round(max(times), 1),
        "first keystroke ms, files from disk, median": round(statistics.median(first), 1),
        "pairs of titles found": of_titles,
        "Chinese pairs of texts found": of_texts,
        "bytes of the index": sum(path.stat().st_size for path in search.rglob("*.js")),
        "files of the index": sum(1 for _ in search.rglob("*.js")),
    }


def _add_size(sizes: list[int], request: Request) -> None:
    path = Path(unquote(urlsplit(request.url).path))
    if "/search/" in request.url and path.suffix == ".js":
        sizes.append(path.stat().st_size)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--json", type=Path)
    call = parser.parse_args()
    folder: Path = call.folder.resolve()
    if not (folder / "planbook.yaml").exists():
        write_wordy_handbook(folder, call.documents)
    subprocess.run((sys.executable, "-m", "planbook", "-q", "-C", folder, "build"), check=True)
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        for language in LANGUAGES:
            found[language] = measure(browser, folder / "site", language)
        browser.close()
    for language, figures in found.items():
        for name, value in figures.items():
            print(f"{language}  {name}: {value}")
    if call.json is not None:
        call.json.write_text(json.dumps(found, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
