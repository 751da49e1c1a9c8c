"""Answers that are computed for one key at a time, when somebody asks, and once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Generic, TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")


class per_key(Generic[K, V]):  # noqa: N801  # a decorator, as cached_property is
    """A property that is a mapping whose entries a method makes one by one.

    The method is given a key and returns the entry, or None where there is none::

        @per_key
        def undertakings(self, key: Key) -> Undertaking | None: ...

        readings.undertakings.get(goal.key)

    Which entries there are nobody knows: the mapping cannot be gone through.
    """

    def __init__(self, function: Callable[[Any, K], V | None]) -> None:
        self.function = function
        self.name = function.__name__
        self.__doc__ = function.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type) -> per_key[K, V]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Mapping[K, V]: ...
    def __get__(self, instance: object | None, owner: type) -> per_key[K, V] | Mapping[K, V]:
        if instance is None:
            return self
        made: _Made[K, V] = _Made(partial(self.function, instance))
        # Found before the descriptor from now on, as with `functools.cached_property`.
        instance.__dict__[self.name] = made
        return made


class _Made(Mapping[K, V]):
    """The entries that were asked for."""

    def __init__(self, make: Callable[[K], V | None]) -> None:
        self._make = make
        self._known: dict[K, V | None] = {}

    def __getitem__(self, key: K) -> V:
        if key not in self._known:
            self._known[key] = self._make(key)
        found = self._known[key]
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[K]:
        raise TypeError("entries that are made one by one cannot be listed")

    def __len__(self) -> int:
        raise TypeError("entries that are made one by one cannot be counted")
