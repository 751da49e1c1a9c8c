"""The store: one SQLite file that remembers units of work from run to run.

It holds digests, traces and answers as plain bytes, never code. Nothing in it is believed that was
not left by this program: the file's time of change is set to what stands inside, so whoever else
writes into it, cuts it off or puts another in its place is noticed, and every answer is held
against its digest. A store that is not believed costs time and nothing else.
"""

from __future__ import annotations

import os
import sqlite3
import time
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Final, NamedTuple

from planbook.recording.unit import SEEN_BYTES

STORE_NAME: Final = "store.sqlite"

MOST_BYTES: Final = 1 << 30
"""The size from which on a store is begun anew."""

_FORMAT: Final = 1
_WAIT_SECONDS: Final = 2.0
_MOST_VALUES: Final = 500
"""Values in one question; SQLite has a limit."""
_SCHEMA: Final = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE note (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE unit (
    id INTEGER PRIMARY KEY, tab TEXT NOT NULL, key TEXT NOT NULL, digest BLOB NOT NULL,
    height INTEGER NOT NULL, marked INTEGER NOT NULL
);
CREATE TABLE trace (id INTEGER PRIMARY KEY, reads BLOB NOT NULL, seen BLOB NOT NULL);
CREATE TABLE answer (id INTEGER PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE readers (id INTEGER PRIMARY KEY, ids BLOB NOT NULL);
CREATE TABLE reader (read INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (read, id))
    WITHOUT ROWID;
"""
_INDEXES: Final = """
CREATE UNIQUE INDEX unit_by_key ON unit (tab, key);
CREATE INDEX unit_marked ON unit (marked) WHERE marked;
"""
_ROW: Final = "unit.id, unit.tab, unit.key, unit.digest, unit.height"


class StoreError(RuntimeError):
    """What a store holds cannot be right. The run has to be made again without it."""


class Row(NamedTuple):
    """A unit as it stands in the store."""

    id: int
    table: str
    key: str
    digest: bytes
    height: int


class Written(NamedTuple):
    """A unit as it goes into the store."""

    id: int
    table: str
    key: str
    digest: bytes
    height: int
    reads: array[int]
    seen: bytes
    value: bytes | None
    is_new: bool


class Changes(NamedTuple):
    """What a run has to tell the store.

    ``heights`` are new ones of units that are otherwise as they were, ``marked`` all that still
    has to be looked at.
    """

    units: list[Written]
    heights: Mapping[int, int]
    marked: Iterable[int]
    notes: Mapping[str, bytes]


def read_note(path: Path, name: str) -> bytes | None:
    """Return what a note in the store at ``path`` says, whatever the store is of."""
    store = Store(path, None)
    try:
        return store.note(name) if store.open() else None
    except StoreError:
        return None
    finally:
        store.close()


class Store:
    """What earlier runs left. All methods raise `StoreError` where the file is damaged."""

    def __init__(self, path: Path, binding: str | None, version: str | None = None) -> None:
        """Take the store at ``path``. Without ``binding`` and ``version`` it may be of any."""
        self.path = path
        self._binding = binding
        self._version = version
        self._connection: sqlite3.Connection | None = None
        self._stamp = ""
        self.is_believed = False
        """Whether there is anything in it that this run may use."""

    # Opening and reading

    def open(self) -> bool:
        """Open what stands on the disk; return False where it is damaged or of another version.

        Of other settings it is as good as none: ``binding`` says what it has to be of. So is one
        that another program holds. Reading goes on in one transaction: what another run writes
        meanwhile is not seen.
        """
        try:
            status = self.path.stat()
        except OSError:
            return not os.path.lexists(self.path)
        try:
            if status.st_size > MOST_BYTES:
                return False
            uri = f"{self.path.absolute().as_uri()}?mode=ro"
            self._connection = sqlite3.connect(uri, uri=True, timeout=_WAIT_SECONDS)
            self._connection.isolation_level = None
            self._connection.execute("PRAGMA mmap_size = 1073741824")
            self._connection.execute("BEGIN")
            meta = dict(self._connection.execute("SELECT name, value FROM meta"))
            self._stamp = meta["stamp"]
            if (
                meta["format"] == str(_FORMAT)
                and self._version in (None, meta["version"])
                and int(self._stamp) == status.st_mtime_ns
            ):
                self.is_believed = self._binding in (None, meta["binding"])
                if not self.is_believed:
                    self.close()
                return True
        except sqlite3.Error as error:
            self.close()
            return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
        except (OSError, ValueError, LookupError):
            pass
        self.close()
        return False

    def resume(self) -> bool:
        """Open the file again after a `save`; return whether it still is what that left."""
        stamp = self._stamp
        return bool(stamp) and self.open() and self.is_believed and self._stamp == stamp

    def reopen(self) -> None:
        """Open the file anew in a copy of the process: a connection cannot be shared."""
        stamp, was_believed = self._stamp, self.is_believed
        self._connection = None
        if was_believed and not (self.open() and self._stamp == stamp):
            raise StoreError("the store was replaced during the run")

    def close(self) -> None:
        """Let go of the file."""
        self.is_believed = False
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def find(self, table: str, key: str) -> Row | None:
        """Return the unit of one entry of a table."""
        rows = self._rows(f"SELECT {_ROW} FROM unit WHERE tab = ? AND key = ?", (table, key))
        return rows[0] if rows else None

    def digests_of(self, table: str) -> dict[str, tuple[int, bytes]]:
        """Return number and digest of every entry of a table, by key."""
        return {row.key: (row.id, row.digest) for row in self.rows_of(table)}

    def rows_of(self, table: str) -> list[Row]:
        """Return all units of a table."""
        return self._rows(f"SELECT {_ROW} FROM unit WHERE tab = ?", (table,))

    def keys_of(self, table: str, height: int) -> frozenset[str]:
        """Return the keys of the units of a table that are no higher than ``height``."""
        if not self.is_believed or self._connection is None:
            return frozenset()
        try:
            query = "SELECT key FROM unit WHERE tab = ? AND height <= ?"
            found = self._connection.execute(query, (table, height))
            return frozenset(key for (key,) in found)
        except (sqlite3.Error, TypeError) as error:
            raise StoreError("the store is damaged") from error

    def has_any(self, table: str) -> bool:
        """Return whether there is any unit of a table."""
        found = self._blobs("SELECT x'', x'' FROM unit WHERE tab = ? LIMIT 1", table)
        return found is not None

    def rows_with_values(self, table: str) -> Iterator[tuple[Row, bytes | None]]:
        """Yield all units of a table with the bytes of their answers."""
        if not self.is_believed or self._connection is None:
            return
        query = (
            f"SELECT answer.value, {_ROW} FROM unit LEFT JOIN answer ON answer.id = unit.id"
            " WHERE unit.tab = ?"
        )
        try:
            for value, *row in self._connection.execute(query, (table,)):
                yield Row(*row), value
        except (sqlite3.Error, TypeError, ValueError) as error:
            raise StoreError("the store is damaged") from error

    @property
    def highest(self) -> int:
        """The highest number of a unit."""
        found = self._blobs("SELECT CAST(MAX(id) AS BLOB), x'' FROM unit WHERE 1 = ?", 1)
        return int(found[0] or 0) if found is not None else 0

    def marked(self) -> list[Row]:
        """Return the units of which an earlier run knew that they have to be looked at."""
        return self._rows(f"SELECT {_ROW} FROM unit WHERE marked", ())

    def readers_of(self, number: int) -> list[Row]:
        """Return the units that read this one, or did so once."""
        if not self.is_believed or self._connection is None:
            return []
        found = self._blobs("SELECT ids, x'' FROM readers WHERE id = ?", number)
        try:
            ids = array("q", found[0]) if found is not None else array("q")
            later = self._connection.execute("SELECT id FROM reader WHERE read = ?", (number,))
            ids.extend(one for (one,) in later)
        except (sqlite3.Error, TypeError, ValueError) as error:
            raise StoreError("the store is damaged") from error
        return self.rows(ids)

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """Return the units of these numbers, in no order."""
        rows: list[Row] = []
        for start in range(0, len(ids), _MOST_VALUES):
            some = tuple(ids[start : start + _MOST_VALUES])
            marks = ",".join("?" * len(some))
            rows += self._rows(f"SELECT {_ROW} FROM unit WHERE id IN ({marks})", some)
        return rows

    def row(self, number: int) -> Row:
        """Return the unit of this number."""
        rows = self._rows(f"SELECT {_ROW} FROM unit WHERE id = ?", (number,))
        if not rows:
            raise StoreError("a unit is missing")
        return rows[0]

    def trace_of(self, number: int) -> tuple[array[int], tuple[bytes, ...]]:
        """Return the numbers of the units that a unit read, in that order, and what it saw."""
        found = self._blobs("SELECT reads, seen FROM trace WHERE id = ?", number)
        if found is None:
            raise StoreError("a trace is missing")
        numbers, seen = found
        if len(numbers) % 8 or len(numbers) // 8 * SEEN_BYTES != len(seen):
            raise StoreError("a trace is cut off")
        steps = range(0, len(seen), SEEN_BYTES)
        return array("q", numbers), tuple(seen[step : step + SEEN_BYTES] for step in steps)

    def value_of(self, number: int) -> bytes | None:
        """Return the bytes of a unit's answer, None where none were kept."""
        found = self._blobs("SELECT value, x'' FROM answer WHERE id = ?", number)
        return found[0] if found is not None else None

    def note(self, name: str) -> bytes | None:
        """Return what `Changes.notes` kept under this name."""
        if not self.is_believed:
            return None
        found = self._blobs("SELECT value, x'' FROM note WHERE name = ?", name)
        return found[0] if found is not None else None

    def _rows(self, query: str, values: tuple[object, ...]) -> list[Row]:
        if not self.is_believed or self._connection is None:
            return []
        try:
            return [Row(*row) for row in self._connection.execute(query, values)]
        except (sqlite3.Error, TypeError, ValueError) as error:
            raise StoreError("the store is damaged") from error

    def _blobs(self, query: str, value: object) -> tuple[bytes, bytes] | None:
        if not self.is_believed or self._connection is None:
            return None
        try:
            found = self._connection.execute(query, (value,)).fetchone()
            return None if found is None else (bytes(found[0] or b""), bytes(found[1]))
        except (sqlite3.Error, TypeError) as error:
            raise StoreError("the store is damaged") from error

    # Writing

    def save(self, changes: Changes) -> bool:
        """Write ``changes`` in one step and return whether that was possible.

        Where another run has written in the meantime nothing is: it is the newer one that counts.
        A store that is begun anew is made beside and takes the old one's place when it is whole.
        """
        was_believed = self.is_believed
        self.close()
        try:
            if was_believed:
                return self._update(changes)
            self._stamp = ""
            self._write_anew(changes)
        except (sqlite3.Error, OSError):
            return False
        return True

    def _update(self, changes: Changes) -> bool:
        connection = sqlite3.connect(self.path, timeout=_WAIT_SECONDS, isolation_level=None)
        with closing(connection):
            connection.execute("BEGIN IMMEDIATE")
            found = connection.execute("SELECT value FROM meta WHERE name = 'stamp'").fetchone()
            if found is None or found[0] != self._stamp:
                connection.execute("ROLLBACK")
                return False
            stamp = self._write(connection, changes)
            connection.execute("COMMIT")
        self._set_time(self.path, stamp)
        return True

    def _write_anew(self, changes: Changes) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        try:
            fresh.unlink(missing_ok=True)
            connection = sqlite3.connect(fresh, isolation_level=None)
            with closing(connection):
                connection.execute("PRAGMA journal_mode = OFF")
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute("BEGIN")
                for statement in _SCHEMA.split(";"):
                    connection.execute(statement)
                stamp = self._write(connection, changes)
                for statement in _INDEXES.split(";"):
                    connection.execute(statement)
                connection.execute("COMMIT")
            self._set_time(fresh, stamp)
            # What a killed run began to write would be taken for a change of the new file.
            self.path.with_name(f"{self.path.name}-journal").unlink(missing_ok=True)
            fresh.replace(self.path)
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)

    def _write(self, connection: sqlite3.Connection, changes: Changes) -> int:
        units, run = changes.units, connection.executemany
        added: dict[int, list[int]] = defaultdict(list)
        for each in units:
            number, reads = each.id, each.reads
            if not each.is_new:
                found = connection.execute("SELECT reads FROM trace WHERE id = ?", (number,))
                row = found.fetchone()
                before = frozenset(array("q", row[0]) if row is not None else ())
                reads = array("q", [read for read in reads if read not in before])
            for read in reads:
                added[read].append(number)
        run(
            "INSERT OR REPLACE INTO unit VALUES (?, ?, ?, ?, ?, 0)",
            ((each.id, each.table, each.key, each.digest, each.height) for each in units),
        )
        run(
            "INSERT OR REPLACE INTO trace VALUES (?, ?, ?)",
            ((each.id, each.reads.tobytes(), each.seen) for each in units),
        )
        run("DELETE FROM answer WHERE id = ?", ((each.id,) for each in units if not each.is_new))
        run(
            "INSERT INTO answer VALUES (?, ?)",
            ((each.id, each.value) for each in units if each.value is not None),
        )
        # Who read something once stays in the list: to look at them once too often does no harm.
        if self._stamp:
            edges = ((read, number) for read, numbers in added.items() for number in numbers)
            run("INSERT OR IGNORE INTO reader VALUES (?, ?)", edges)
            connection.execute("UPDATE unit SET marked = 0 WHERE marked")
        else:
            run(
                "INSERT INTO readers VALUES (?, ?)",
                ((read, array("q", numbers).tobytes()) for read, numbers in added.items()),
            )
        run("UPDATE unit SET height = ? WHERE id = ?", ((h, n) for n, h in changes.heights.items()))
        run("UPDATE unit SET marked = 1 WHERE id = ?", ((number,) for number in changes.marked))
        run("INSERT OR REPLACE INTO note VALUES (?, ?)", list(changes.notes.items()))
        # Whole seconds survive an archive that keeps no more.
        stamp = max(int(time.time()), int(self._stamp or 0) // 10**9 + 1) * 10**9
        meta = {
            "format": str(_FORMAT),
            "version": self._version or "",
            "binding": self._binding or "",
            "stamp": str(stamp),
        }
        run("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(meta.items()))
        self._stamp = str(stamp)
        return stamp

    @staticmethod
    def _set_time(path: Path, stamp: int) -> None:
        os.utime(path, ns=(stamp, stamp))
