"""Whatever changes outside, in whatever order: the answers are those of a run from nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from planbook.digest import digest_bytes
from planbook.recording.recorder import Recorder
from planbook.recording.store import Store
from planbook.recording.unit import json_codec

NAMES = ("a", "b", "c", "d", "e")
LINES = st.lists(
    st.tuples(st.sampled_from(["", *NAMES]), st.integers(0, 3)), min_size=0, max_size=3
).map(tuple)
"""A file: each line names another file or none, and a number."""

FILES = st.dictionaries(st.sampled_from(NAMES), LINES, max_size=5)


class Program:
    """A program of every sort of table, with readings that depend on what was read."""

    def __init__(self, files: dict[str, Any], store: Store | None) -> None:
        recorder = self.recorder = Recorder(store)
        digests = {name: digest_bytes(msgspec.json.encode(lines)) for name, lines in files.items()}
        self.files = recorder.given("files", digests, files.__getitem__)
        self.names = recorder.given(
            "names", {"": digest_bytes(msgspec.json.encode(sorted(files)))}, lambda _: sorted(files)
        )
        self.parsed = recorder.each(
            "parsed", self._parse, json_codec(list[tuple[str, int]]), index=None
        )
        self.all = recorder.whole("all", self._all, json_codec(int))
        self.shared = recorder.one("shared", self._shared)
        self.totals = recorder.each("totals", self._total, json_codec(int), index=self.all)
        self.looked = recorder.each("looked", self._look, json_codec(str), index=self.all)
        self.page = recorder.one("page", self._page, json_codec(str))
        recorder.start()

    def _parse(self, name: str) -> list[tuple[str, int]]:
        # Numbers count by twos: some changes stop here.
        return [(other, number // 2) for other, number in self.files[name]]

    def _all(self) -> dict[str, int]:
        return {name: len(self.parsed[name]) for name in self.names[""]}

    def _shared(self) -> dict[str, int]:
        return {name: sum(n for _, n in self.parsed[name]) for name in self.all}

    def _total(self, name: str) -> int:
        """Follow the first names, as far as they do not lead in a circle."""
        total, met = 0, set()
        current = name
        while current and current not in met:
            met.add(current)
            lines = self.parsed.get(current) or []
            total += sum(number for _, number in lines)
            current = next((other for other, _ in lines if other), "")
        return total

    def _look(self, name: str) -> str:
        lines = self.parsed[name]
        found = []
        for other, number in lines:
            if number and other in self.all:
                found.append(f"{other}={self.totals[other]}")
            elif other > name and other in self.all:
                # Entries of one table read each other.
                found.append(f"{other}~{self.looked[other]}")
            elif number:
                found.append(f"s{self.shared().get(name)}")
        return ",".join(found)

    def _page(self) -> str:
        return ";".join(f"{name}:{self.looked[name]}:{self.totals[name]}" for name in self.all)


def answers(program: Program) -> tuple[Any, ...]:
    """Return everything that a program can be asked."""
    return (
        program.page(),
        dict(program.totals),
        dict(program.looked),
        dict(program.all),
        [name in program.all for name in NAMES],
        program.shared(),
    )


@settings(max_examples=250, deadline=None)
@given(
    st.lists(
        st.tuples(FILES, st.sampled_from(["all", "page", "totals", "settled", "nothing"])),
        max_size=7,
    ),
    st.booleans(),
)
def test_answers_are_those_of_a_run_from_nothing(
    chain: list[tuple[dict[str, Any], str]], pushes: bool
) -> None:
    go_through(chain, pushes=pushes)


def go_through(chain: list[tuple[dict[str, Any], str]], *, pushes: bool) -> None:
    """Run the program on each of some sets of files, and hold it against a run from nothing."""
    with tempfile.TemporaryDirectory() as folder:
        for files, asked in chain:
            store = Store(Path(folder) / "store", "same")
            assert store.open()
            program = Program(files, store)
            if pushes:
                program.recorder.refresh()
            clean = Program(files, None)
            if asked == "all":
                assert answers(program) == answers(clean)
            elif asked == "page":
                assert program.page() == clean.page()
            elif asked == "settled":
                recorder, names = program.recorder, list(program.all)
                recorder.settle_units(
                    (table, name) for table in (program.totals, program.looked) for name in names
                )
                ran = recorder.runs.copy()
                assert answers(program) == answers(clean)
                # What is known to stand is not asked for, and need not be.
                assert all(recorder.runs[one] == ran[one] for one in ("totals", "looked"))
            elif asked == "totals":
                assert dict(program.totals) == dict(clean.totals)
            assert program.recorder.save()
