"""A text that is one number and nothing else: ``5,000,000``, ``-€5,000.00``, ``3500 万元``."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

import msgspec

from planbook.prose_numbers.amounts import Amount, find_amounts
from planbook.prose_numbers.script import normalise

_LONGEST: Final = 60
_SIGN: Final = re.compile(r"[+-] ?")
_BETWEEN: Final = re.compile(r"(?<=[0-9]) (?=[0-9]{3}(?:[^0-9]|$))")
_CODE: Final = re.compile(r"(?P<code>[A-Z]{3}) ?(?=-?[0-9])")
_UNIT: Final = re.compile(r"[^\d\s,.][^\d,.]{0,11}")


class SingleNumber(msgspec.Struct, frozen=True):
    """The number that a text stands for, and its unit: a currency code, ``%`` or a word."""

    value: Decimal
    unit: str = ""


def read_single_number(text: str) -> SingleNumber | None:
    """Return the number that ``text`` stands for, or None where it may mean something else.

    Brackets around a number are a minus, as accountants write it.
    """
    written = text.strip()
    if not written or len(written) > _LONGEST:
        return None
    plain = normalise(written).replace("（", "(").replace("）", ")")
    negative = False
    if plain.startswith("(") and plain.endswith(")"):
        written, plain, negative = written[1:-1].strip(), plain[1:-1].strip(), True
    sign = _SIGN.match(plain)
    if sign is not None:
        negative = negative != sign[0].startswith("-")
        written, plain = written[sign.end() :], plain[sign.end() :]
    code = _CODE.match(written)
    if code is not None:
        written, plain = written[code.end() :], plain[code.end() :]
    amount = _only_amount(_BETWEEN.sub(",", plain), written)
    if amount is None:
        return None
    value = amount.value if negative == amount.minus else -amount.value
    return SingleNumber(value, code["code"] if code else _unit_of(amount, written))


def _only_amount(plain: str, written: str) -> Amount | None:
    amounts = find_amounts(plain, written)
    if len(amounts) != 1 or amounts[0].upper is not None or amounts[0].moves:
        return None
    amount, rest = amounts[0], plain[amounts[0].span.end :].strip()
    before = plain[: amount.span.start].strip()
    if before not in ("", "-"):
        return None
    if rest and (amount.unit is not None or _UNIT.fullmatch(rest) is None):
        return None
    return amount


def _unit_of(amount: Amount, written: str) -> str:
    if amount.kind in ("money", "percent", "points"):
        return amount.unit or ""
    return written[amount.figure.end :].strip(" -")
