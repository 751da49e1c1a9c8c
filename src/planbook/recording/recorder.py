"""The recorder: runs units of work, notes what each of them read, and runs none without need.

The method is that of verifying traces ("Build Systems à la Carte", Mokhov, Mitchell, Peyton Jones,
2018): of each unit the units that it read are kept, with the digests of their answers. Two rules
make the cost of a run follow the size of the change:

- *From below:* where an answer changes, the units that read it are marked, and no others are
  looked at. Marked units are worked off in the order of their heights, so whatever one of them
  read is settled before it. A unit whose reads all have the digests that it saw is not run; one
  that ran and gave the same answer marks nobody (early cut-off).
- *From above:* a unit that is asked for and lies below all that is marked stands as it was left.
  Any other is verified read by read first.

Values are loaded from the store, or made again, only when somebody asks for them.
"""

from __future__ import annotations

import marshal
import os
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from heapq import heappop, heappush
from itertools import count
from types import MappingProxyType
from typing import Any, Final, TypeAlias, TypeVar

import msgspec

from planbook.digest import digest_bytes
from planbook.processes import can_fork, run_shares
from planbook.recording.store import Changes, Row, Store, StoreError, Written
from planbook.recording.table import Single, Table, Whole
from planbook.recording.unit import (
    ABSENT_DIGEST,
    SEEN_BYTES,
    AbsentError,
    Codec,
    Nothing,
    State,
    Unit,
    digest_reads,
)

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")
R = TypeVar("R")

AnyUnit: TypeAlias = tuple[Table[Any, Any], Any]
"""A unit named by its table and its key."""

ITEMS_A_SHARE: Final = 64
"""What a copy is given at a time: a few hundred kilobytes come back."""

HEIGHTS_A_TABLE: Final = 1 << 10
"""The distance between the heights of two tables: units of one may read each other."""


_NO_NOTES: Final[Mapping[str, bytes]] = MappingProxyType({})


class CircleError(RuntimeError):
    """A unit asks for itself, directly or through others."""


class Recorder:
    """Hands out answers and notes who asked for them.

    Tables are declared in the order in which they build on each other, and under the same names
    in every run: those that a run does not declare stay in the store as they are.
    """

    def __init__(self, store: Store | None = None) -> None:
        self.reads: dict[Unit, None] | None = None
        """What the unit that runs now has read so far; None outside of any."""
        self.runs: Counter[str] = Counter()
        """How many units of each table have run."""
        self._store = store
        self._tables: dict[str, Table[Any, Any]] = {}
        self._marked: list[tuple[int, int, Unit]] = []
        self._marks: set[Unit] = set()
        self._numbers = count()
        self._running: list[Unit] = []
        self._by_id: dict[int, Unit] = {}
        self._fresh: list[Unit] = []
        self._every: list[Unit] = []
        self._changed: list[Unit] = []
        self._raised: dict[int, int] = {}
        self._marked_elsewhere: set[int] = set()

    # Tables

    def given(
        self,
        name: str,
        digests: Mapping[K, bytes],
        load: Callable[[K], V],
        key_type: Any = str,
    ) -> Table[K, V]:
        """Declare what comes from outside: the digest of each entry, and how to load it."""

        def load_given(key: K) -> V:
            if table.given is None or key not in table.given:
                raise AbsentError(key)
            return load(key)

        table = Table(self, name, load_given, None, key_type)
        self._declare(table)
        known = self._store.digests_of(name) if self._store is not None else {}
        table.given = digests
        for key, digest in digests.items():
            before = known.pop(self.written_key(key), None)
            if before is None or before[1] != digest:
                self._take_given(self._new_unit(table, key), digest, before)
        for written, before in known.items():
            if before[1] != ABSENT_DIGEST:
                unit = self._new_unit(table, self._read_key(table, written))
                self._take_given(unit, ABSENT_DIGEST, before)
        return table

    def each(
        self,
        name: str,
        make: Callable[[K], V],
        codec: Codec | None = None,
        key_type: Any = str,
        index: Mapping[K, Any] | None = None,
    ) -> Table[K, V]:
        """Declare a table whose entries are made one by one.

        ``make`` raises `AbsentError` where there is no such entry, which happens by itself when an
        entry that it asks for is absent. Without a ``codec`` an answer cannot be compared: it
        counts as another one whenever something that it was made from is.
        """
        table = Table(self, name, make, codec, key_type, index)
        self._declare(table)
        return table

    def whole(
        self,
        name: str,
        make_all: Callable[[], Mapping[K, V]],
        codec: Codec | None = None,
        key_type: Any = str,
    ) -> Whole[K, V]:
        """Declare a table whose entries are all made at once."""
        table = Whole(self, name, make_all, codec, key_type)
        self._declare(table)
        return table

    def one(self, name: str, make: Callable[[], V], codec: Codec | None = None) -> Single[V]:
        """Declare a single value."""
        return Single(self.each(name, lambda _: make(), codec))

    def _declare(self, table: Table[Any, Any]) -> None:
        if table.name in self._tables:
            raise ValueError(f"there are two tables of the name {table.name}")
        table.lowest = len(self._tables) * HEIGHTS_A_TABLE
        self._tables[table.name] = table

    # Answers

    def settle(self, unit: Unit) -> None:
        """See to it that ``unit`` has the answer of this run."""
        if unit.state is State.SETTLED:
            return
        if unit.state is State.RUNNING:
            raise CircleError(f"{unit.table.name} {unit.key} asks for itself")
        if not unit.id:
            self._run(unit)
        elif unit.table.given is not None:
            unit.state = State.SETTLED  # Those that changed are settled from the beginning.
        elif not self._stands(unit):
            self._verify(unit)

    def load(self, unit: Unit) -> Any:
        """Return the value of a settled unit, from the store or made again."""
        codec = unit.table.codec
        if unit.digest == ABSENT_DIGEST:
            unit.value = Nothing.ABSENT
        elif codec is not None and codec.decode is not None and (unit.id or unit.encoded):
            encoded = unit.encoded
            if encoded is None and self._store is not None:
                encoded = self._store.value_of(unit.id)
            if encoded is None or digest_bytes(encoded) != unit.digest:
                raise StoreError("an answer is not what its digest says")
            try:
                unit.value = codec.decode(encoded)
            except (msgspec.MsgspecError, ValueError, TypeError, LookupError) as error:
                raise StoreError("an answer cannot be read") from error
        else:
            with self.aside():
                unit.value = unit.table.make(unit.key)
        return unit.value

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Ask without being recorded: for what decides nothing about the answer of a unit."""
        outer, self.reads = self.reads, None
        try:
            yield
        finally:
            self.reads = outer

    def refresh(self, below: Table[Any, Any] | None = None) -> None:
        """Settle everything that is marked in the declared tables, lowest first.

        With ``below`` that ends at this table: it and those declared after it stay marked.
        """
        limit = below.lowest if below is not None else 1 << 62
        while self._marked and self._marked[0][0] < limit:
            _, _, unit = heappop(self._marked)
            if unit.state is State.UNKNOWN:
                if unit.table.codec is None:
                    self._doubt(unit)
                else:
                    self._verify(unit)

    def settle_all(self, table: Table[K, Any], keys: Iterable[K], jobs: int = 1) -> None:
        """Settle the units of ``keys`` in up to ``jobs`` processes; those that stand stay here."""
        self.settle_units(((table, key) for key in keys), jobs)

    def settle_units(self, units: Iterable[AnyUnit], jobs: int = 1) -> None:
        """Settle units of several tables, in this order, as `settle_all` does."""
        known: dict[str, frozenset[str]] = {}
        waiting = []
        for table, key in units:
            if key not in table.units:
                if table.name not in known:
                    known[table.name] = self._known_to_stand(table)
                if self.written_key(key) in known[table.name]:
                    continue
            if not self._stands(table.unit(key)):
                waiting.append((table, key))
        for _ in self.work_all(lambda each: self.settle(each[0].unit(each[1])), waiting, jobs):
            pass

    def work_all(
        self, function: Callable[[T], R], items: Sequence[T], jobs: int = 1
    ) -> Iterator[R]:
        """Yield what ``function`` returns of each item, in their order, from up to ``jobs`` copies.

        It may ask tables for anything: what was noted in a copy is noted here before its results
        are handed on. Answers that have no bytes stay there, and are made again when needed.
        """
        if jobs < 2 or len(items) <= ITEMS_A_SHARE or not can_fork():
            yield from map(function, items)
            return
        tables = list(self._tables.values())
        numbers = {table.name: number for number, table in enumerate(tables)}
        starts = range(0, len(items), ITEMS_A_SHARE)
        # Up to here all copies have the same units in the same places. What one of them comes to
        # know beyond it tells by name, once.
        shared = told = len(self._every)

        def begin() -> None:
            if self._store is not None:
                self._store.reopen()
            del self._fresh[:]

        def work(start: int) -> tuple[list[R], bytes]:
            nonlocal told
            results = list(map(function, items[start : start + ITEMS_A_SHARE]))
            news = [
                (numbers[unit.table.name], self.written_key(unit.key))
                for unit in self._every[told:]
            ]
            ran = [
                (unit.place, unit.digest, unit.encoded, [read.place for read in unit.reads or ()])
                for unit in self._fresh
            ]
            told = len(self._every)
            del self._fresh[:]
            return results, marshal.dumps((os.getpid(), news, ran))

        known: dict[int, list[Unit]] = {}
        for results, written in run_shares(work, starts, jobs, begin):
            copy, news, ran = marshal.loads(written)
            units = known.setdefault(copy, self._every[:shared])
            for number, key in news:
                table = tables[number]
                units.append(table.unit(self._read_key(table, key)))
            for place, digest, encoded, reads in ran:
                unit = units[place]
                if unit.state is not State.SETTLED:
                    read = tuple([units[place] for place in reads])
                    self._take_over(unit, digest, encoded, read)
            yield from results

    def _stands(self, unit: Unit) -> bool:
        """Return whether an earlier run's answer is known to hold, and settle the unit if so."""
        if unit.id and unit not in self._marks and unit.height <= self._lowest_doubt():
            unit.state = State.SETTLED
        return unit.state is State.SETTLED

    def _known_to_stand(self, table: Table[Any, Any]) -> frozenset[str]:
        """Return the entries of a table, as the store has them, of which `_stands` would say so.

        That is true of those that are not in memory: what is marked is there.
        """
        if self._store is None or self._raised:
            return frozenset()
        return self._store.keys_of(table.name, self._lowest_doubt())

    def _take_over(
        self, unit: Unit, digest: bytes, encoded: bytes | None, reads: tuple[Unit, ...]
    ) -> None:
        """Take what a unit came to in a copy of this process, where it ran."""
        before = unit.digest
        unit.reads, unit.seen = reads, None
        self._take_height(unit)
        unit.digest, unit.encoded = digest, encoded
        self.runs[unit.table.name] += 1
        self._finish(unit)
        if digest != before:
            self._mark_readers(unit)

    def knows(self, table: Table[Any, Any]) -> bool:
        """Return whether earlier runs left anything of a table."""
        return self._store is not None and self._store.has_any(table.name)

    def load_all(self, table: Table[Any, Any]) -> None:
        """Load the bytes of all answers of a table that the store has."""
        if self._store is None:
            return
        for row, value in self._store.rows_with_values(table.name):
            unit = self._unit_of(row)
            if unit.state is State.UNKNOWN and unit.encoded is None:
                unit.encoded = value

    def find(self, table: Table[Any, Any], key: Any) -> Unit:
        """Return the unit of an entry as the store knows it, else a new one."""
        if self._store is not None and self._store.is_believed:
            row = self._store.find(table.name, self.written_key(key))
            if row is not None:
                return self._unit_of(row)
        return self._new_unit(table, key)

    def _new_unit(self, table: Table[Any, Any], key: Any) -> Unit:
        unit = Unit(table, key, len(self._every))
        self._every.append(unit)
        return unit

    # Running

    def _run(self, unit: Unit) -> None:
        outer, self.reads = self.reads, {}
        before, unit.state = unit.digest, State.RUNNING
        self._running.append(unit)
        try:
            value = unit.table.make(unit.key)
        except AbsentError:
            value = Nothing.ABSENT
        except BaseException:
            unit.state = State.UNKNOWN
            raise
        finally:
            reads, self.reads = self.reads, outer
            self._running.pop()
        self.runs[unit.table.name] += 1
        self._take_answer(unit, value, tuple(reads or ()))
        if unit.digest != before:
            self._mark_readers(unit)

    def _take_answer(self, unit: Unit, value: Any, reads: tuple[Unit, ...]) -> None:
        codec = unit.table.codec
        unit.reads, unit.seen, unit.value = reads, None, value
        self._take_height(unit)
        if value is Nothing.ABSENT:
            unit.digest, unit.encoded = ABSENT_DIGEST, None
        elif codec is None:
            unit.digest = digest_reads(unit)
        else:
            unit.encoded = codec.encode(value)
            unit.digest = digest_bytes(unit.encoded)
            if codec.decode is None:
                unit.encoded = None
        self._finish(unit)

    def _finish(self, unit: Unit) -> None:
        unit.state = State.SETTLED
        self._marks.discard(unit)
        if not unit.is_fresh:
            unit.is_fresh = True
            self._fresh.append(unit)

    def _verify(self, unit: Unit) -> None:
        """Settle ``unit``: as it stands where all its reads are what it saw, else by running it."""
        reads, seen = self._trace_of(unit)
        for read, digest in zip(reads, seen, strict=True):
            if read.state is State.RUNNING:
                break
            self.settle(read)
            if read.digest[:SEEN_BYTES] != digest:
                break
        else:
            self._marks.discard(unit)
            unit.state = State.SETTLED
            return
        if unit.state is State.UNKNOWN:
            self._run(unit)

    def _doubt(self, unit: Unit) -> None:
        """Pass on a change through a unit whose answer cannot be compared, without running it.

        It runs when somebody asks for it. Those who read it are marked: whatever it was made from
        has changed.
        """
        reads, seen = self._trace_of(unit)
        for read in reads:
            self.settle(read)
        if tuple(read.digest[:SEEN_BYTES] for read in reads) == seen:
            self._verify(unit)
        else:
            self._mark_readers(unit)

    def _lowest_doubt(self) -> int:
        """Return the height up to which everything that is not marked stands as it was left."""
        lowest = self._marked[0][0] if self._marked else 1 << 62
        for unit in self._running:
            lowest = min(lowest, unit.height)
        return lowest

    # Marks

    def _mark_readers(self, unit: Unit) -> None:
        if not unit.id or self._store is None:
            return
        for row in self._store.readers_of(unit.id):
            self._mark(row)

    def _mark(self, row: Row) -> None:
        if row.table not in self._tables:
            self._marked_elsewhere.add(row.id)
            return
        unit = self._unit_of(row)
        if unit.state is State.UNKNOWN and unit not in self._marks:
            self._marks.add(unit)
            heappush(self._marked, (unit.height, next(self._numbers), unit))

    def _take_height(self, unit: Unit) -> None:
        """Put ``unit`` above what it read, and those who read it earlier above it."""
        height = unit.table.lowest
        for read in unit.reads or ():
            if read.height >= height:
                height = read.height + 1
        if not unit.id:
            unit.height = height
        elif height > unit.height:
            unit.height = height
            self._raise_readers(unit.id, height)

    def _raise_readers(self, number: int, height: int) -> None:
        waiting = [(number, height)]
        while waiting and self._store is not None:
            below, height = waiting.pop()
            for row in self._store.readers_of(below):
                unit = self._by_id.get(row.id)
                now = unit.height if unit is not None else self._raised.get(row.id, row.height)
                if now <= height:
                    self._raised[row.id] = height + 1
                    if unit is not None:
                        unit.height = height + 1
                    waiting.append((row.id, height + 1))

    # The store

    def renew(self) -> bool:
        """Begin another run with what this one has in memory; return whether that can be.

        It can when the store has taken all of it. `give` says what changed outside, then `start`.
        """
        if self._store is None or self._fresh or not self._store.resume():
            return False
        for table in self._tables.values():
            for unit in table.units.values():
                unit.state = State.UNKNOWN
        self._marks.clear()
        self._marked.clear()
        self._marked_elsewhere.clear()
        self.runs.clear()
        return True

    def give(self, table: Table[K, Any], digests: Mapping[K, bytes]) -> None:
        """Say in a renewed run what a table that was given has now."""
        before = table.given or {}
        table.given = digests
        for key in (*digests, *(key for key in before if key not in digests)):
            digest = digests.get(key, ABSENT_DIGEST)
            if before.get(key, ABSENT_DIGEST) == digest:
                continue
            unit = table.unit(key)
            unit.value = Nothing.UNLOADED
            self._take_given(unit, digest, (unit.id, unit.digest) if unit.id else None)

    def start(self) -> None:
        """Take in what changed outside since the last run. To be called when all is declared."""
        if self._store is None:
            return
        for row in self._store.marked():
            self._mark(row)
        for unit in self._changed:
            self._mark_readers(unit)
        self._changed.clear()

    @property
    def has_news(self) -> bool:
        """Whether there is anything that the store does not know yet."""
        known = {row.id for row in self._store.marked()} if self._store is not None else set()
        return bool(self._fresh or self._raised or known != self._left_marked())

    def _left_marked(self) -> set[int]:
        return {unit.id for unit in self._marks} | self._marked_elsewhere

    def save(self, notes: Mapping[str, bytes] = _NO_NOTES) -> bool:
        """Tell the store what this run found out, and return whether it could be told."""
        if self._store is None:
            return False
        first = self._store.highest + 1
        added = [unit for unit in self._fresh if not unit.id]
        for number, unit in enumerate(added, start=first):
            unit.id = number
        written = [
            Written(
                unit.id,
                unit.table.name,
                self.written_key(unit.key),
                unit.digest,
                unit.height,
                array("q", [read.id for read in unit.reads or ()]),
                # What a unit read has been settled for the whole run.
                b"".join([read.digest[:SEEN_BYTES] for read in unit.reads or ()]),
                unit.encoded,
                unit.id >= first,
            )
            for unit in self._fresh
        ]
        changes = Changes(written, self._raised, self._left_marked(), notes)
        if not self._store.save(changes):
            for unit in added:
                unit.id = 0
            return False
        for unit in self._fresh:
            unit.is_fresh, unit.encoded = False, None
            self._by_id[unit.id] = unit
        self._fresh.clear()
        self._raised.clear()
        return True

    def last_read(self, name: str, key: str) -> bytes | None:
        """Return the digest that an entry of a given table had; None where no unit rests on it."""
        if self._store is None:
            return None
        number, digest = self._store.digests_of(name).get(key, (0, b""))
        readers = self._store.readers_of(number) if number else []
        is_read = any(number in self._store.trace_of(row.id)[0] for row in readers)
        return digest if is_read else None

    def is_read(self, table: Table[K, Any], key: K) -> bool:
        """Return whether a unit that ran since the last save has read an entry."""
        found = table.units.get(key)
        return found is not None and any(found in (unit.reads or ()) for unit in self._fresh)

    def _take_given(self, unit: Unit, digest: bytes, before: tuple[int, bytes] | None) -> None:
        unit.digest, unit.height, unit.state = digest, unit.table.lowest, State.SETTLED
        unit.reads, unit.seen = (), ()
        unit.table.units[unit.key] = unit
        if before is not None:
            unit.id = before[0]
            self._by_id[unit.id] = unit
            self._changed.append(unit)
        unit.is_fresh = True
        self._fresh.append(unit)

    def _unit_of(self, row: Row) -> Unit:
        unit = self._by_id.get(row.id)
        if unit is None:
            table = self._tables.get(row.table)
            if table is None:
                raise StoreError("a unit is of a table that nobody has declared")
            unit = self._new_unit(table, self._read_key(table, row.key))
            unit.id, unit.digest = row.id, row.digest
            unit.height = self._raised.get(row.id, row.height)
            self._by_id[row.id] = unit
            table.units[unit.key] = unit
        return unit

    def _trace_of(self, unit: Unit) -> tuple[tuple[Unit, ...], tuple[bytes, ...]]:
        if unit.reads is None or unit.seen is None:
            assert self._store is not None
            numbers, unit.seen = self._store.trace_of(unit.id)
            unit.reads = tuple(
                self._by_id.get(number) or self._unit_of(self._store.row(number))
                for number in numbers
            )
        return unit.reads, unit.seen

    def written_key(self, key: Any) -> str:
        """Return a key as the store has it."""
        return key if type(key) is str else msgspec.json.encode(key).decode()

    def _read_key(self, table: Table[Any, Any], written: str) -> Any:
        if table.key_type is str:
            return written
        try:
            return msgspec.json.decode(written, type=table.key_type)
        except msgspec.MsgspecError as error:
            raise StoreError("a key cannot be read") from error
