"""Objects whose cached properties are recorded, without their classes knowing of it.

A class that answers questions about a handbook computes each answer in a `cached_property`. A
recorded copy of such an object computes them in the same functions, as units of work: a mapping
becomes a table, so that who asked for one entry is not affected by another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cached_property
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from planbook.recording.recorder import Recorder
from planbook.recording.unit import Codec

T = TypeVar("T")


def record_properties(
    plain: T,
    recorder: Recorder,
    name: str,
    encode: Callable[[Any], bytes],
    among: tuple[type, ...] = (),
) -> T:
    """Return a copy of ``plain``, a dataclass, whose cached properties are units of ``recorder``.

    ``name`` begins the names of their tables. Answers are compared by what ``encode`` makes of
    them. A property that is an object of a class ``among`` those given is recorded in turn.
    """
    kind = type(plain)
    members: dict[str, Any] = {}
    copy: Any = object.__new__(type(f"Recorded{kind.__name__}", (kind,), members))
    for field in fields(plain):  # type: ignore[arg-type]  # every such class is a dataclass
        object.__setattr__(copy, field.name, getattr(plain, field.name))
    for base in reversed(kind.__mro__):
        for member, found in vars(base).items():
            if isinstance(found, cached_property):
                answer = _declare(copy, found, recorder, f"{name}.{member}", encode, among)
                setattr(type(copy), member, property(answer))
    recorded: T = copy
    return recorded


def _declare(
    copy: Any,
    asked: cached_property[Any],
    recorder: Recorder,
    name: str,
    encode: Callable[[Any], bytes],
    among: tuple[type, ...],
) -> Callable[[Any], Any]:
    returned = get_type_hints(asked.func)["return"]
    if returned in among:
        made = record_properties(asked.func(copy), recorder, name, encode, among)
        return lambda _: made
    if get_origin(returned) is Mapping:
        key_type, value_type = get_args(returned)
        codec = None if value_type in among else Codec(encode)
        table = recorder.whole(name, lambda: asked.func(copy), codec, key_type)
        return lambda _: table
    codec = Codec(encode) if _is_plain(returned) else None
    single = recorder.one(name, lambda: asked.func(copy), codec)
    return lambda _: single()


def _is_plain(returned: Any) -> bool:
    """Return whether an answer of this type can be compared: data rather than an object."""
    return get_origin(returned) is not None or returned in (bool, int, str) or returned is None
