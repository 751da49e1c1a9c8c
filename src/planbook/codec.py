"""Frozen values as bytes, and back to equal values of the same type.

Nothing is made that is not of the type that was asked for: bytes run no code. The bytes of a
value are the same in every process; the order of a mapping is kept. What msgspec can tell apart by
itself (a *plain* type) is left to it. Above that, records are lists of their fields, members of a
union go by their position, sets are sorted, and values of an open type say what they are.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property
from types import MappingProxyType, NoneType, UnionType
from typing import (
    Any,
    Final,
    ForwardRef,
    Literal,
    NamedTuple,
    TypeAlias,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import msgspec
from msgspec import msgpack

from planbook.quantities import Number

Change: TypeAlias = Callable[[Any], Any]

_NUMBER: Final[Any] = Number
_SCALARS: Final = frozenset({NoneType, bool, int, float, str, bytes})
_TEXTUAL: Final = frozenset({str, bytes, date, datetime, Decimal})
_PLAIN: Final = _SCALARS | _TEXTUAL | {Fraction, _NUMBER}
_OPEN: Final = (Any, object)


class DamagedValueError(ValueError):
    """Bytes do not hold a value of the type that was asked for."""


def encode(value: object, type_: Any = None) -> bytes:
    """Return bytes from which ``decoder_for(type_)`` makes a value that equals ``value``.

    ``type_`` is what a field that holds the value would be annotated with; a record has its class
    by default. Raises TypeError for what has no such form.
    """
    declared: Any = type(value) if type_ is None else type_
    form = _form_of(declared)
    return _ENCODER.encode(form.write(value))


@cache
def decoder_for(type_: Any) -> Callable[[bytes], Any]:
    """Return what makes a value of ``type_`` of its bytes; others raise DamagedValueError.

    Raises TypeError where values of ``type_`` have no form.
    """
    form = _form_of(type_)
    reader = _reader_of(type_) if form.is_plain else _RAW

    def decode(written: bytes) -> Any:
        try:
            value = reader.decode(written)
            return value if form.is_plain else form.read(value)
        except (msgspec.MsgspecError, TypeError, ValueError, LookupError, ArithmeticError) as error:
            raise DamagedValueError(str(error)) from error

    return decode


class _Form(NamedTuple):
    """How the values of a type are written: ``write`` makes what msgpack holds, ``read`` undoes it.

    ``fits`` says whether a value is of the type, as far as its class tells; ``sort`` is equal for
    types that this cannot keep apart.
    """

    write: Change
    read: Change
    fits: Callable[[Any], bool]
    sort: object
    is_plain: bool = False


@cache
def _form_of(type_: Any, module: str = "") -> _Form:
    """Return the form of ``type_``; a name in it is one of ``module``."""
    if isinstance(type_, (str, ForwardRef)):
        return _form_of(_named(type_, module), module)
    if type_ in _OPEN:
        return _Form(_write_open, _as_it_is, _is_anything, object)
    sort, fits = _sort_of(type_)
    if _is_plain(type_, module, set()):
        return _Form(_as_it_is, _plain_reader(type_), fits, sort, is_plain=True)
    origin, arguments = get_origin(type_), get_args(type_)
    if origin in (Union, UnionType):
        write, read = _of_union(tuple(_Later(one, module) for one in arguments))
    elif sort is tuple and arguments[1:] != (...,):
        write, read = _of_row(tuple, tuple(_Later(one, module) for one in arguments))
    elif sort in (tuple, list, frozenset):
        write, read = _of_many(sort, _Later(arguments[0], module))
    elif sort is dict:
        write, read = _of_mapping(*(_Later(one, module) for one in arguments))
    else:
        write, read = _of_record(type_)
    return _Form(write, read, fits, sort)


class _Later:
    """The form of a type that may hold itself: made when the first value comes."""

    def __init__(self, type_: Any, module: str) -> None:
        self.type, self.module = type_, module

    @cached_property
    def form(self) -> _Form:
        return _form_of(self.type, self.module)


# Types


def _named(written: str | ForwardRef, module: str) -> Any:
    """Return the type that an annotation of ``module`` names."""
    holder = type("Holder", (), {"__module__": module, "__annotations__": {"it": written}})
    return get_type_hints(holder)["it"]


@cache
def _fields_of(record: Any) -> Mapping[str, Any]:
    """Return what the fields of a record are annotated with, by name; TypeError for none."""
    if not isinstance(record, type):
        raise TypeError(f"a value of {record} cannot be kept")
    if issubclass(record, msgspec.Struct):
        names: Iterable[str] = record.__struct_fields__
    elif dataclasses.is_dataclass(record):
        names = (field.name for field in dataclasses.fields(record) if field.init)
    elif issubclass(record, tuple) and hasattr(record, "_fields"):
        names = record._fields
    else:
        raise TypeError(f"a value of {record.__name__} cannot be kept")
    hints = get_type_hints(record)
    return MappingProxyType({name: hints[name] for name in names})


def _sort_of(type_: Any) -> tuple[object, Callable[[Any], bool]]:
    """Return what tells values of ``type_`` from others by their class, and whether one is."""
    origin, arguments = get_origin(type_), get_args(type_)
    if origin in (Union, UnionType):
        return Union, _is_anything
    if origin is Literal:
        return type(arguments[0]), lambda value: value in arguments
    if type_ in _PLAIN:
        return type_, _is_number if type_ is _NUMBER else lambda value: type(value) is type_
    if origin in (tuple, list):
        return origin, lambda value: type(value) is origin
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return dict, lambda value: isinstance(value, Mapping)
    if isinstance(origin, type) and issubclass(origin, Set):
        return frozenset, lambda value: isinstance(value, Set)
    if isinstance(origin, type) and issubclass(origin, Sequence):
        return tuple, lambda value: type(value) is tuple
    _fields_of(type_)
    return type_, lambda value: type(value) is type_


def _is_number(value: object) -> bool:
    return type(value) in (Decimal, Fraction)


def _is_anything(_: object) -> bool:
    return True


def _is_plain(type_: Any, module: str, seen: set[Any]) -> bool:
    """Return whether msgspec makes equal values of what it writes of ``type_``."""
    if isinstance(type_, (str, ForwardRef)):
        type_ = _named(type_, module)
    if type_ in _PLAIN or type_ in seen:
        return True
    if type_ in _OPEN:
        return False
    seen.add(type_)
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is Literal:
        return len({type(one) for one in arguments}) == 1 and type(arguments[0]) in (str, int)
    if origin in (Union, UnionType):
        some = [one for one in arguments if one is not NoneType]
        return all(_is_plain(one, module, seen) for one in some) and _are_told_apart(some)
    sort, _ = _sort_of(type_)
    if sort is frozenset:
        return False
    if sort in (tuple, list, dict):
        below = (one for one in arguments if one is not ...)
        return all(_is_plain(one, module, seen) for one in below)
    fields = _fields_of(type_)
    # msgspec leaves out what a dataclass holds for itself.
    return all(
        name[0] != "_" and _is_plain(one, type_.__module__, seen) for name, one in fields.items()
    )


def _are_told_apart(types: Sequence[Any]) -> bool:
    """Return whether msgspec can tell by the bytes which of ``types`` a value is of."""
    if len(types) == 1:
        return True
    forms: list[object] = []
    for one in types:
        sort, _ = _sort_of(one)
        if sort in _TEXTUAL:
            forms.append(str)
        elif sort in (int, float, bool):
            forms.append(sort)
        elif isinstance(sort, type) and issubclass(sort, msgspec.Struct):
            config = sort.__struct_config__
            if config.tag is None or config.array_like:
                return False
            forms.append((config.tag_field, config.tag))
        else:
            return False
    fields = {form[0] for form in forms if isinstance(form, tuple)}
    return len(set(forms)) == len(forms) and len(fields) <= 1


# Forms


def _as_it_is(value: Any) -> Any:
    return value


def _plain_reader(type_: Any) -> Change:
    if type_ in _SCALARS:

        def read_scalar(value: Any) -> Any:
            if type(value) is not type_:
                raise TypeError(f"{type(value).__name__} in place of {type_.__name__}")
            return value

        return read_scalar

    def read(value: Any) -> Any:
        return msgspec.convert(value, type_, dec_hook=_as_read)

    return read


def _of_union(members: tuple[_Later, ...]) -> tuple[Change, Change]:
    @cache
    def forms() -> tuple[_Form, ...]:
        found = tuple(one.form for one in members)
        if len({form.sort for form in found}) < len(found):
            raise TypeError(f"values of {[one.type for one in members]} cannot be told apart")
        return found

    def write(value: Any) -> Any:
        if value is None:
            return None
        for position, form in enumerate(forms()):
            if form.fits(value):
                return (position, form.write(value))
        raise TypeError(f"{type(value).__name__} is none of {[one.type for one in members]}")

    def read(written: Any) -> Any:
        if written is None:
            return None
        position, value = written
        return forms()[position].read(value)

    return write, read


def _of_many(sort: Any, member: _Later) -> tuple[Change, Change]:
    def write(values: Any) -> list[Any]:
        change = member.form.write
        written = [change(value) for value in values]
        return sorted(written, key=_ENCODER.encode) if sort is frozenset else written

    def read(written: Any) -> Any:
        change = member.form.read
        return sort(change(value) for value in _sequence(written))

    return write, read


def _of_row(make: Any, members: tuple[_Later, ...]) -> tuple[Change, Change]:
    def write(values: Any) -> list[Any]:
        return [one.form.write(value) for one, value in zip(members, values, strict=True)]

    def read(written: Any) -> Any:
        return make(
            one.form.read(value) for one, value in zip(members, _sequence(written), strict=True)
        )

    return write, read


def _of_mapping(key: _Later, value: _Later) -> tuple[Change, Change]:
    def write(values: Any) -> list[Any]:
        of_key, of_value = key.form.write, value.form.write
        return [(of_key(name), of_value(one)) for name, one in values.items()]

    def read(written: Any) -> dict[Any, Any]:
        of_key, of_value = key.form.read, value.form.read
        return {of_key(name): of_value(one) for name, one in _sequence(written)}

    return write, read


def _of_record(record: Any) -> tuple[Change, Change]:
    fields = _fields_of(record)
    members = {name: _Later(type_, record.__module__) for name, type_ in fields.items()}

    def write(value: Any) -> list[Any]:
        return [one.form.write(getattr(value, name)) for name, one in members.items()]

    def read(written: Any) -> Any:
        values = zip(members.items(), _sequence(written), strict=True)
        return record(**{name: one.form.read(value) for (name, one), value in values})

    return write, read


def _sequence(written: Any) -> Sequence[Any]:
    if not isinstance(written, (list, tuple)):
        raise TypeError(f"{type(written).__name__} in place of a list")
    return written


# Values that say what they are: fractions everywhere, all others where the type is open

_FRACTION: Final = 1
_DECIMAL: Final = 2
_DAY: Final = 3
_MOMENT: Final = 4
_TUPLE: Final = 5
_SET: Final = 6
_PAIRS: Final = 7


def _write_open(value: Any) -> Any:
    kind = type(value)
    if kind in _SCALARS or kind is Fraction:
        return value
    if kind is list:
        return [_write_open(one) for one in value]
    if kind is Decimal:
        return msgpack.Ext(_DECIMAL, str(value).encode())
    if kind is datetime:
        return msgpack.Ext(_MOMENT, value.isoformat().encode())
    if kind is date:
        return msgpack.Ext(_DAY, value.isoformat().encode())
    if kind is tuple:
        return msgpack.Ext(_TUPLE, _ENCODER.encode([_write_open(one) for one in value]))
    if isinstance(value, Set):
        members = sorted(map(_write_open, value), key=_ENCODER.encode)
        return msgpack.Ext(_SET, _ENCODER.encode(members))
    if isinstance(value, Mapping):
        if all(type(name) is str for name in value):
            return {name: _write_open(one) for name, one in value.items()}
        pairs = [(_write_open(name), _write_open(one)) for name, one in value.items()]
        return msgpack.Ext(_PAIRS, _ENCODER.encode(pairs))
    raise TypeError(f"a {kind.__name__} cannot be kept where any value may stand")


def _read_extension(code: int, written: memoryview) -> Any:
    if code not in _READERS:
        raise ValueError(f"no value has the code {code}")
    return _READERS[code](bytes(written))


def _read_fraction(content: bytes) -> Fraction:
    numerator, _, denominator = content.decode().partition("/")
    return Fraction(int(numerator, 16), int(denominator, 16))


_READERS: Final[Mapping[int, Callable[[bytes], Any]]] = MappingProxyType(
    {
        _FRACTION: _read_fraction,
        _DECIMAL: lambda content: Decimal(content.decode()),
        _DAY: lambda content: date.fromisoformat(content.decode()),
        _MOMENT: lambda content: datetime.fromisoformat(content.decode()),
        _TUPLE: lambda content: tuple(_sequence(_RAW.decode(content))),
        _SET: lambda content: frozenset(_sequence(_RAW.decode(content))),
        _PAIRS: lambda content: dict(_sequence(_RAW.decode(content))),
    }
)


def _as_written(value: Any) -> Any:
    """Write what msgspec does not know."""
    if type(value) is Fraction:
        # The mean of thousands of shares has more digits than Python writes in tens.
        return msgpack.Ext(_FRACTION, b"%x/%x" % value.as_integer_ratio())
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"a {type(value).__name__} cannot be kept")


def _as_read(type_: type[Any], value: Any) -> Any:
    if type_ is _NUMBER:
        return value if type(value) is Fraction else Decimal(value)
    if type(value) is not type_:
        raise TypeError(f"{type(value).__name__} in place of {type_.__name__}")
    return value


def _reader_of(type_: Any) -> msgpack.Decoder[Any]:
    return msgpack.Decoder(type_, dec_hook=_as_read, ext_hook=_read_extension)


_ENCODER: Final = msgpack.Encoder(enc_hook=_as_written)
_RAW: Final[msgpack.Decoder[Any]] = msgpack.Decoder(ext_hook=_read_extension)
