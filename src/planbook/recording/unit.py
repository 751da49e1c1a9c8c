"""A unit of work: one entry of a table, what it was made from and what came out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Final, NamedTuple, Protocol

import msgspec

from planbook.digest import DIGEST_BYTES, digest_bytes

SEEN_BYTES: Final = 8
"""How much of the digest of an answer a trace keeps."""

ABSENT_DIGEST: Final = bytes(DIGEST_BYTES)
"""The digest of an answer that says that there is no such entry."""


class AbsentError(KeyError):
    """A table has no entry under this key. The question and its answer are recorded."""


class State(Enum):
    """How much is known about a unit in this run."""

    UNKNOWN = 0  # It stands as an earlier run left it; what it read may have changed since.
    RUNNING = 1
    SETTLED = 2


class Codec(NamedTuple):
    """How the answers of a table become bytes, which their digests are taken of.

    ``decode`` is None where only the digest is kept: the answer is made again when it is needed.
    """

    encode: Callable[[Any], bytes]
    decode: Callable[[bytes], Any] | None = None


def json_codec(kind: Any) -> Codec:
    """Return the codec of plain values of one type, which msgspec knows by itself."""
    decoder = msgspec.json.Decoder(kind)
    return Codec(msgspec.json.encode, decoder.decode)


class Nothing(Enum):
    """What stands in place of a value."""

    UNLOADED = 0
    ABSENT = 1


class Entries(Protocol):
    """What the recorder has to know of the table that a unit belongs to."""

    name: str
    make: Callable[[Any], Any]
    codec: Codec | None
    key_type: Any
    lowest: int
    given: Mapping[Any, bytes] | None
    units: dict[Any, Unit]


class Unit:
    """One entry of a table.

    ``reads`` are the units that it asked for, in that order, and ``seen`` the digests that their
    answers had; both are None until they are loaded from the store. Of a unit that has just run
    ``seen`` is what its reads have now, and is not kept. ``height`` is above that of whatever it
    read, ``place`` where it stands among all units of the recorder.
    """

    __slots__ = (
        "digest",
        "encoded",
        "height",
        "id",
        "is_fresh",
        "key",
        "place",
        "reads",
        "seen",
        "state",
        "table",
        "value",
    )

    def __init__(self, table: Entries, key: Any, place: int) -> None:
        self.table = table
        self.key = key
        self.place = place
        self.id = 0  # Its number in the store; 0 where it is not in there.
        self.digest = b""
        self.height = 0
        self.reads: tuple[Unit, ...] | None = None
        self.seen: tuple[bytes, ...] | None = None
        self.state = State.UNKNOWN
        self.value: Any = Nothing.UNLOADED
        self.encoded: bytes | None = None
        self.is_fresh = False  # Whether the store has to learn of it.


def digest_reads(unit: Unit) -> bytes:
    """Return a digest for an answer that has no bytes: that of everything it was made from.

    Equal reads give equal answers. Other reads may do so as well: such a change is not stopped.
    """
    name = f"{unit.table.name}\0{unit.key}".encode()
    return digest_bytes(b"".join([name, *[read.digest for read in unit.reads or ()]]))
