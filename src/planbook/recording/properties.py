"""Objects whose cached properties are recorded, without their classes knowing of it.

A class that answers questions about a handbook computes each answer in a `cached_property`. A
recorded copy of such an object computes them in the same functions, as units of work: a mapping
becomes a table, so that who asked for one entry is not affected by another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

from planbook.keyed import per_key
from planbook.recording.recorder import Recorder
from planbook.recording.unit import AbsentError, Codec

T = TypeVar("T")

_NOTHING_ASKED: Final[Mapping[str, Callable[[], Any]]] = MappingProxyType({})


def record_properties(
    plain: T,
    recorder: Recorder,
    name: str,
    compare: Callable[[Any], Codec | None],
    among: tuple[type, ...] = (),
    asked: Mapping[str, Callable[[], Any]] = _NOTHING_ASKED,
) -> T:
    """Return a copy of ``plain``, a dataclass, whose cached properties are units of ``recorder``.

    ``name`` begins the names of their tables. ``compare`` gives the codec of answers of a type,
    None where they cannot be compared. A property that is an object of a class ``among`` those
    given is recorded in turn. ``asked`` are fields whose value somebody has to be asked for.
    """
    kind = type(plain)
    members: dict[str, Any] = {}
    copy: Any = object.__new__(type(f"Recorded{kind.__name__}", (kind,), members))
    for field in fields(plain):  # type: ignore[arg-type]  # every such class is a dataclass
        if field.name in asked:
            setattr(type(copy), field.name, property(_asking(asked[field.name])))
        else:
            object.__setattr__(copy, field.name, getattr(plain, field.name))
    found = {
        member: one
        for above in reversed(kind.__mro__)
        for member, one in vars(above).items()
        if isinstance(one, cached_property)
    }
    returned = {member: get_type_hints(one.func)["return"] for member, one in found.items()}
    # Objects first, and in the order of their classes: one may be given the other.
    ranks = {each: rank for rank, each in enumerate(among)}
    for member in sorted(found, key=lambda member: ranks.get(returned[member], len(among))):
        function, table = found[member].func, f"{name}.{member}"
        if returned[member] in ranks:
            made = record_properties(function(copy), recorder, table, compare, among, asked)
            answer = _giving(made)
        else:
            answer = _declare(copy, function, returned[member], recorder, table, compare)
        setattr(type(copy), member, property(answer))
    for above in reversed(kind.__mro__):
        for member, one in vars(above).items():
            if isinstance(one, per_key):
                entries = _declare_each(copy, one, recorder, f"{name}.{member}", compare)
                setattr(type(copy), member, property(_giving(entries)))
    recorded: T = copy
    return recorded


def _declare(
    copy: Any,
    function: Callable[[Any], Any],
    returned: Any,
    recorder: Recorder,
    name: str,
    compare: Callable[[Any], Codec | None],
) -> Callable[[Any], Any]:
    if get_origin(returned) is Mapping:
        key_type, value_type = get_args(returned)
        table = recorder.whole(name, lambda: function(copy), compare(value_type), key_type)
        return _giving(table)
    return _asking(recorder.one(name, lambda: function(copy), compare(returned)))


def _declare_each(
    copy: Any,
    asked: per_key[Any, Any],
    recorder: Recorder,
    name: str,
    compare: Callable[[Any], Codec | None],
) -> Mapping[Any, Any]:
    hints = get_type_hints(asked.function)
    (key_type,) = (hint for argument, hint in hints.items() if argument != "return")

    def make(key: Any) -> Any:
        found = asked.function(copy, key)
        if found is None:
            raise AbsentError(key)
        return found

    return recorder.each(name, make, compare(hints["return"]), key_type)


def _giving(value: Any) -> Callable[[Any], Any]:
    return lambda _: value


def _asking(ask: Callable[[], Any]) -> Callable[[Any], Any]:
    return lambda _: ask()
