"""Tables: mappings whose entries are made when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, Protocol, TypeVar, cast

from planbook.recording.unit import AbsentError, Codec, Nothing, State, Unit, json_codec

K = TypeVar("K")
V = TypeVar("V")


class Recording(Protocol):
    """What a table asks of the recorder that it belongs to."""

    reads: dict[Unit, None] | None

    def find(self, table: Table[Any, Any], key: Any) -> Unit:
        """Return the unit of an entry as an earlier run left it, else a new one."""
        ...

    def settle(self, unit: Unit) -> None:
        """See to it that ``unit`` has the answer of this run."""
        ...

    def load(self, unit: Unit) -> Any:
        """Return the value of a settled unit."""
        ...

    def load_all(self, table: Table[Any, Any]) -> None:
        """Load all answers of a table that were kept."""
        ...

    def each(
        self,
        name: str,
        make: Callable[[K], V],
        codec: Codec | None = None,
        key_type: Any = str,
        index: Mapping[K, Any] | None = None,
    ) -> Table[K, V]:
        """Declare a table whose entries are made one by one."""
        ...

    def one(self, name: str, make: Callable[[], V], codec: Codec | None = None) -> Single[V]:
        """Declare a single value."""
        ...


class Table(Mapping[K, V]):
    """A mapping whose entries are units of work. Whoever asks for one has read it.

    Which entries there are is asked of ``index``, a table of its own, so that a reader who looked
    for one key is not affected by another. Without an index the entries cannot be listed.
    """

    def __init__(
        self,
        recorder: Recording,
        name: str,
        make: Callable[[K], V],
        codec: Codec | None,
        key_type: Any,
        index: Mapping[K, Any] | None = None,
    ) -> None:
        self.recorder = recorder
        self.name = name
        self.make = make
        self.codec = codec
        self.key_type = key_type
        self.index = index
        self.lowest = 0  # The lowest height of its units; set by the recorder.
        self.given: Mapping[K, bytes] | None = None
        self.units: dict[K, Unit] = {}

    def unit(self, key: K) -> Unit:
        """Return the unit of one entry, whether there is such an entry or not."""
        unit = self.units.get(key)
        if unit is None:
            unit = self.recorder.find(self, key)
            self.units[key] = unit
        return unit

    def __getitem__(self, key: K) -> V:
        # The hottest line of all: most of what is asked for is settled and in memory.
        unit = self.units.get(key)
        if unit is None:
            unit = self.unit(key)
        recorder = self.recorder
        if unit.state is not State.SETTLED:
            recorder.settle(unit)
        if recorder.reads is not None:
            recorder.reads[unit] = None
        value = unit.value
        if value is Nothing.UNLOADED:
            value = recorder.load(unit)
        if value is Nothing.ABSENT:
            raise AbsentError(key)
        return cast("V", value)

    def preload(self) -> None:
        """Load all entries that stand, in one go: for whoever is about to ask for every one."""
        self.recorder.load_all(self)

    def get(self, key: Any, default: Any = None) -> Any:
        """Return the entry of ``key``, or ``default`` where there is none."""
        try:
            return self[key]
        except AbsentError:
            return default

    def __contains__(self, key: object) -> bool:
        if self.index is not None:
            return key in self.index
        try:
            self[cast("K", key)]
        except AbsentError:
            return False
        return True

    def __iter__(self) -> Iterator[K]:
        return iter(self._listed())

    def __len__(self) -> int:
        return len(self._listed())

    def _listed(self) -> Mapping[K, Any]:
        if self.index is None:
            raise TypeError(f"nobody knows which entries the table {self.name} has")
        return self.index


class Whole(Table[K, V]):
    """A table whose entries are all made at once, by one unit of work.

    When that unit runs again its entries are compared one by one: readers of those that stayed the
    same are not affected. The list of the keys is an answer of its own.
    """

    def __init__(
        self,
        recorder: Recording,
        name: str,
        make_all: Callable[[], Mapping[K, V]],
        codec: Codec | None,
        key_type: Any,
    ) -> None:
        super().__init__(recorder, name, self._entry, codec, key_type)
        self.source: Single[Mapping[K, V]] = recorder.one(f"{name}/all", make_all)
        self.keys_read: Single[tuple[K, ...]] = recorder.one(
            f"{name}/keys", lambda: tuple(self.source()), json_codec(tuple[key_type, ...])
        )
        self.presence: Table[K, bool] = recorder.each(
            f"{name}/has", lambda key: key in self.source(), json_codec(bool), key_type
        )

    def _entry(self, key: K) -> V:
        try:
            return self.source()[key]
        except AbsentError:
            raise
        except KeyError:
            raise AbsentError(key) from None

    def __contains__(self, key: object) -> bool:
        return self.presence[cast("K", key)]

    def __iter__(self) -> Iterator[K]:
        return iter(self.keys_read())

    def __len__(self) -> int:
        return len(self.keys_read())


class Single(Generic[V]):
    """One value that is made when somebody asks for it."""

    def __init__(self, table: Table[str, V]) -> None:
        self.table = table

    def __call__(self) -> V:
        return self.table[""]
