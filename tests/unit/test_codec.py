"""Values as bytes, and back."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, get_args, get_type_hints

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.score_output import example_scores
from planbook.codec import DamagedValueError, decoder_for, encode
from planbook.language import Text
from planbook.model.document import Document, Key, Origin
from planbook.periods import Period
from planbook.quantities import Amount, Day
from planbook.scoring.results import GoalScore, Scores, Sentence

Choice = str | Decimal | tuple[str, ...] | Key | Text | None


class Inner(msgspec.Struct, frozen=True):
    when: date | None = None
    shares: Mapping[Key, Fraction] = {}


class Outer(msgspec.Struct, frozen=True, kw_only=True):
    key: Key
    state: Literal["on", "off"] = "on"
    inner: tuple[Inner, ...] = ()
    number: Decimal | Fraction | None = None
    names: frozenset[str] = frozenset()
    choice: Choice = None
    below: tuple[Outer, ...] = ()
    anything: Any = None


@dataclass(frozen=True, slots=True)
class Plain:
    days: int
    _hidden: str = ""


class Pair(NamedTuple):
    left: Outer | None
    right: Plain | Key


KEY = Key("goal", "q3")
WHOLE = Outer(
    key=KEY,
    state="off",
    inner=(Inner(date(2026, 2, 28), {KEY: Fraction(1, 3)}), Inner()),
    number=Fraction(-7, 10**30),
    names=frozenset({"b"}),
    choice=KEY,
    below=(Outer(key=KEY, number=Decimal("1.20")),),
    anything={"a": (1, Decimal("2.0"), date(2026, 1, 1)), "b": {KEY[0]: [True, None, 1.5]}},
)


@pytest.mark.parametrize(
    ("value", "type_"),
    [
        (WHOLE, Outer),
        (Pair(WHOLE, Plain(3, "kept")), Pair),
        (Pair(None, KEY), Pair),
        ((WHOLE, None), tuple[Outer | None, ...]),
        ({KEY: frozenset({KEY})}, Mapping[Key, frozenset[Key]]),
        ((1, "x", Fraction(1, 2)), tuple[int, str, Fraction]),
        (Period(date(2026, 7, 1), date(2026, 9, 30), "quarter", 2026, 3), Period),
        (date(2026, 9, 10), date),
        (datetime(2026, 9, 10, 12, 30), datetime),
        (Decimal("1.20"), Decimal),
        (Fraction(22, 7), Fraction),
        ("3/4", str),
        ({}, Text),
        (None, Outer | None),
        (Document(KEY, {"id": "q3", "target": 0.1, "list": [1, "2"]}, Origin("a.yaml")), Document),
        (
            Sentence("x", {"a": KEY, "b": ("goal", "q3"), "c": {"en": "d"}, "d": Day(date.max)}),
            Sentence,
        ),
        (Amount(Decimal("1.50"), "CNY"), Amount),
        (Amount(Fraction(3, 2)), Amount),
    ],
)
def test_a_value_comes_back_as_it_was(value: Any, type_: Any) -> None:
    back = decoder_for(type_)(encode(value, type_))

    assert back == value
    assert type(back) is type(value)
    assert repr(back) == repr(value)


# Days gone by are worked out when somebody asks: their parts are kept, not the whole.
@pytest.mark.parametrize("name", [one for one in Scores.__struct_fields__ if one != "past"])
def test_every_figure_comes_back_as_it_was(name: str) -> None:
    type_ = get_type_hints(Scores)[name]
    value = getattr(example_scores(), name)
    assert value

    assert decoder_for(type_)(encode(value, type_)) == value
    if isinstance(value, Mapping):
        of_one = get_args(type_)[1]
        for one in value.values():
            assert decoder_for(of_one)(encode(one, of_one)) == one


def test_a_record_is_written_by_its_class() -> None:
    assert encode(WHOLE) == encode(WHOLE, Outer)
    assert decoder_for(Outer)(encode(WHOLE)) == WHOLE


def test_a_mapping_of_another_class_comes_back_as_a_dict() -> None:
    kept = MappingProxyType({"zh": "目标", "en": "Goal"})

    back = decoder_for(Text)(encode(kept, Text))

    assert list(back.items()) == list(kept.items())
    assert isinstance(back, dict)


def test_members_of_a_union_that_look_alike_are_told_apart() -> None:
    decode = decoder_for(tuple[Choice, ...])
    values: tuple[Choice, ...] = ("1.0", Decimal("1.0"), ("goal", "q3"), KEY, {"goal": "q3"}, None)

    back = decode(encode(values, tuple[Choice, ...]))

    assert [type(one) for one in back] == [type(one) for one in values]
    assert back == values


def test_the_bytes_are_the_same_in_every_process() -> None:
    script = (
        "import sys; from planbook.codec import encode;"
        "value = (frozenset('abcdefgh'), {'x': frozenset('hgfedcba')});"
        "sys.stdout.write(encode(value, tuple[frozenset[str], object]).hex())"
    )
    written = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": str(seed), "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in range(4)
    }

    assert len(written) == 1


@pytest.mark.parametrize("type_", [Outer, GoalScore, Key, tuple[Key, ...], Text, date, Pair])
@pytest.mark.parametrize("written", [b"", b"\xc1", b"\x93\x01\x02\x03", b"\x81\xa1a\x01", b"\xd7"])
def test_other_bytes_are_no_value(type_: Any, written: bytes) -> None:
    with pytest.raises(DamagedValueError):
        decoder_for(type_)(written)


@given(st.data())
def test_damaged_bytes_are_no_value_or_one_of_the_type(data: st.DataObject) -> None:
    written = bytearray(encode(WHOLE))
    place = data.draw(st.integers(0, len(written) - 1))
    written[place] = data.draw(st.integers(0, 255))

    try:
        found = decoder_for(Outer)(bytes(written))
    except DamagedValueError:
        return
    assert type(found) is Outer


@pytest.mark.parametrize(
    ("value", "type_"),
    [
        (object(), None),
        ([1], None),
        (Outer(key=KEY, anything=object()), None),
        (Outer(key=KEY, anything=KEY), None),
        (Outer(key=KEY, choice=3), None),  # type: ignore[arg-type]  # what is to be refused
        (("a",), tuple[str, ...] | tuple[int, ...]),
    ],
)
def test_what_could_not_come_back_is_not_written(value: Any, type_: Any) -> None:
    with pytest.raises(TypeError):
        encode(value, type_)


def test_a_fraction_of_thousands_of_digits_comes_back() -> None:
    for value in (Fraction(10**9000 + 1, 3**9000), Fraction(-(7**9000), 10**5000 + 1)):
        assert decoder_for(Fraction)(encode(value, Fraction)) == value
