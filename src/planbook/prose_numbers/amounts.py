"""Amounts: a number with what it counts; ranges, tenths, fractions, doubling and halving."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

import msgspec
from msgspec.structs import replace

from planbook.prose_numbers.numerals import (
    CHINESE_NUMERAL,
    Number,
    chinese_value,
    find_numbers,
)
from planbook.prose_numbers.patterns import Pattern
from planbook.prose_numbers.spans import Covered, Span
from planbook.prose_numbers.units import PERCENT, Unit, unit_after, unit_before

_HUNDRED = Decimal(100)


class Amount(msgspec.Struct, frozen=True):
    """A number with its unit; of a range, ``value`` is the lower end.

    ``unit`` is None for a bare number. ``moves`` is 1 or -1 where the words themselves say which
    way (doubling, halving), else 0. ``number`` tells how it was written.
    """

    span: Span
    value: Decimal
    unit: str | None
    kind: str
    number: str
    figure: Span  # the number without its unit; of a range, the lower end
    moves: int = 0
    upper: Decimal | None = None
    scale: Decimal = Decimal(1)  # what 万 or K multiplied the written digits by
    letter: str = ""  # the letter that did: 10k
    step: Decimal = Decimal(1)  # the value of the last digit's place
    minus: bool = False  # a minus sign stands before it; ``value`` is without it


_N = rf"(?:[0-9]+(?:\.[0-9]+)?|{CHINESE_NUMERAL}+(?:点{CHINESE_NUMERAL}+)?)"


def _value(written: str) -> Decimal | None:
    return Decimal(written) if written.isascii() else chinese_value(written)


def _scaled(factor: Decimal) -> Callable[[re.Match[str]], Decimal | None]:
    def scale(match: re.Match[str]) -> Decimal | None:
        value = _value(match["n"])
        return None if value is None else value * factor

    return scale


def _tenths(match: re.Match[str]) -> Decimal | None:
    value = _value(match["n"])
    if value is None or value > 10:
        return None
    tail = match["tail"]
    if tail == "半":
        value += Decimal("0.5")
    elif tail:
        value += (_value(tail) or Decimal(0)) / 10
    return value * 10


def _fraction(match: re.Match[str]) -> Decimal | None:
    below, above = _value(match["below"]), _value(match["n"])
    if not below or above is None:
        return None
    return round(above * _HUNDRED / below, 2)


def _times_more(match: re.Match[str]) -> Decimal | None:
    value = _value(match["n"])
    return None if value is None else value * _HUNDRED


def _times_as_much(match: re.Match[str]) -> Decimal | None:
    value = _value(match["n"])
    return None if value is None or value <= 1 else (value - 1) * _HUNDRED


def _redoubled(match: re.Match[str]) -> Decimal | None:
    value = _value(match["n"])
    return None if value is None or value > 10 else (2 ** int(value) - 1) * _HUNDRED


def _fixed(value: str) -> Callable[[re.Match[str]], Decimal | None]:
    return lambda _match: Decimal(value)


_ENGLISH_FRACTIONS: Mapping[str, Decimal] = MappingProxyType(
    {"third": Decimal("33.33"), "quarter": Decimal(25), "fifth": Decimal(20), "tenth": Decimal(10)}
)


def _english_fraction(match: re.Match[str]) -> Decimal | None:
    part = match["part"].rstrip("s")
    count = 1 if match["n"] in ("a", "one") else {"two": 2, "three": 3, "four": 4}[match["n"]]
    if count == 2 and part == "third":
        return Decimal("66.67")
    return _ENGLISH_FRACTIONS[part] * count


def _out_of(match: re.Match[str]) -> Decimal | None:
    above, below = (_SMALL.get(match[name]) or int(match[name]) for name in ("n", "below"))
    return round(above * _HUNDRED / below, 2) if 1 < above < below else None


_SMALL: Mapping[str, int] = MappingProxyType(
    {
        word: value
        for value, word in enumerate(
            ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1
        )
    }
)
_SMALL_NUMBER = rf"(?:{'|'.join(_SMALL)}|[1-9]|10)"


def _multiplied(match: re.Match[str]) -> Decimal | None:
    times = {"tripl": 200, "quadrupl": 300, "quintupl": 400}
    return Decimal(next(value for stem, value in times.items() if stem in match[0]))


_PERCENT_FORMS = (
    (Pattern(
        rf"百分之(?P<n>{_N})(?:[-~至到](?:百分之)?{_N})?(?!百投入)"
    ), _scaled(Decimal(1)), 0),
    (Pattern(rf"千分之(?P<n>{_N})"), _scaled(Decimal("0.1")), 0),
    (Pattern(rf"万分之(?P<n>{_N})"), _scaled(Decimal("0.01")), 0),
    (Pattern(
        r"(?P<below>[二三四五六七八九十]|[2-9]|10)分之(?P<n>[一二两三四五六七八九1-9])"
    ), _fraction, 0),
    (
        Pattern(
            r"(?<![一-鿿0-9])?(?P<n>[一二两三四五六七八九1-9]) ?成(?P<tail>半"
            r"|[一二三四五六七八九])?"
            r"(?:[-~至到][一二三四五六七八九十]成半?)?(?!为|功|立|长|果|员|本|绩|交|熟|效|就|品"
            r"|套|都|型|分|体|了|人)"
        ),
        _tenths,
        0,
    ),
    (Pattern(
        r"(?:做|提|升|涨|增|长|加|高|扩|大|翻|达)(?:到|至|为|成)(?:了)?(?:现在|目前|当前|原来|去年"
        r"|今年|上年"
        r"|\x03)[\x03一-鿿]{0,6}?(?P<n>[0-9.]+|[一两二三四五六七八九十])倍"
    ), _times_as_much, 1),
    (Pattern(r"翻(?P<n>[一两二三四五六1-6])番"), _redoubled, 1),
    (Pattern(
        r"翻(?:一|1)?倍|翻番|翻了?一倍|加倍(?!努力|用心|珍惜|小心)|增长一倍|倍增(?!计划)"
    ), _fixed("100"), 1),
    (Pattern(
        r"(?:增长|提升|提高|增加|上涨|多|增|涨|扩大)了?(?P<n>[0-9.]+|[一两二三四五六七八九十])倍"
    ), _times_more, 1),
    (
        Pattern(
            r"减半|腰斩|对半砍|砍半|砍掉?一半|(?:减少|降低|下降|压缩|缩短|缩减|削减|减|降|减掉"
            r"|压降|砍)(?:了|到|至|为|去|掉)?(?:原来的|现在的)?一半"
        ),
        _fixed("-50"),
        -1,
    ),
    (Pattern(r"(?<!另)(?<!上)(?<!下)一半(?!天|会)"), _fixed("50"), 0),
    (
        Pattern(
            r"\bdoubl(?:e|es|ing)\b(?![ -](?:down|check|digit|opt|click|major|shift|booking))"
            r"|\b(?:by )?2x(?= (?:the|our|my|sales|revenue))"
            r"|\btwofold\b|\btwo-fold\b|\btwice as (?:many|much)\b"
        ),
        _fixed("100"),
        1,
    ),
    (
        Pattern(
            rf"\b(?P<n>{_SMALL_NUMBER}) (?:in|out of)(?: every)? (?P<below>{_SMALL_NUMBER})"
            r"(?![a-z0-9.,])(?! (?:days?|weeks?|months?|years?|hours?|minutes?|quarters?))"
        ),
        _out_of,
        0,
    ),
    (Pattern(r"\b(?:tripl|quadrupl|quintupl)(?:e|es|ing)\b"), _multiplied, 1),
    (Pattern(
        r"\bhalv(?:e|es|ing)\b|^half the (?:number|amount|volume|share)\b|\b(?:cut|reduce"
        r"|bring down|slash|shrink|drop|lower|decrease"
        r"|shorten)\b[^.;,]{0,60}?\b(?:in|by) half\b"
    ), _fixed("-50"), -1),
    (
        Pattern(
            r"\b(?:up|increas|grow|rais|rise|rising|lift|boost|improv|exten[ds]|widen"
            r"|expand)[a-z]*\b"
            r"[^.;,]{0,60}?\bby half\b"
        ),
        _fixed("50"),
        1,
    ),
    (Pattern(r"\b(?:by|in) half\b|\bby one half\b"), _fixed("-50"), -1),
    (Pattern(
        r"\b(?P<n>one|two|three|four|a)[ -](?P<part>third|quarter|fifth|tenth)s?(?=$|[,.;]"
        r"| ?\x00| (?:by|of|in|within|before|until|over|this|next|compared|fewer|less|higher|lower"
        r"|shorter|faster|quicker|bigger|smaller|up|down|off"
        r"|more))(?! (?:quarter|party))"
    ), _english_fraction, 0),
    (Pattern(
        r"(?:零|(?<![一-鿿])(?:无|不发生|不出现?|没有)(?:一起|任何)?)(?=[一-鿿]{0,8}(?:事故|客诉"
        r"|断货|缺货|延期|断供|投诉|差错|缺陷|违规"
        r"|流失|逾期|失误|伤亡|宕机|退货|差评|欠款"
        r"|工伤))"
    ), _fixed("0"), 0),
    (Pattern(
        r"(?:^|(?<=[.;:,] )|(?<=\blose )|(?<=\bmiss ))no (?![a-z]+ [a-z]+s? (?:more|less|fewer"
        r"|longer|over|above"
        r"|higher)\b)(?!single|more|less|later|longer|fewer|higher|lower|one|matter"
        r"|doubt|need"
        r"|pain|way|time|reason|excuse|problem|change|plan|goal|target|room)(?=(?:[a-z][a-z-]* )?"
        r"[a-z-]{2,}s\b)"
    ), _fixed("0"), 0),
    (Pattern(
        r"\bhalf(?= of (?:all|our|the|my|those|them|new|partners|orders))"
    ), _fixed("50"), 0),
)  # fmt: skip


def find_amounts(text: str, original: str) -> tuple[Amount, ...]:
    """Return the amounts of normalised ``text``, of which time words have been blanked out.

    ``original`` has the same length; units are quoted from it.
    """
    worded = list(_in_words(text, original))
    taken = Covered(len(text))
    for amount in worded:
        taken.add(amount.span)
    numbers = [number for number in find_numbers(text) if not taken.meets(number.span)]
    plain = [
        amount
        for amount in (_with_unit(number, text, original) for number in numbers)
        if not _is_part_of_word(amount, text)
    ]
    counted: list[Amount] = []
    for amount in plain:
        # The 百 of 百分点 is no number: it belongs to the unit of the amount before it.
        if not taken.meets(amount.span):
            taken.add(amount.span)
            counted.append(amount)
    found = sorted((*worded, *counted), key=lambda amount: amount.span)
    return tuple(_ranges(found, text))


def _is_part_of_word(amount: Amount, text: str) -> bool:
    """Return whether a single numeral is part of a word: 统一, 专一, not 降到三."""
    start, end = amount.span.start, amount.span.end
    if amount.number != "chinese" or amount.unit is not None or end - start > 1 or not amount.value:
        return False
    before = text[start - 1 : start]
    return "一" <= before <= "鿿" and before not in "到至为成从由"


def _in_words(text: str, original: str) -> Iterator[Amount]:
    taken = Covered(len(text))
    for pattern, read, moves in _PERCENT_FORMS:
        for match in pattern.finditer(text):
            span, value = Span(*match.span()), read(match)
            if value is None or taken.meets(span):
                continue
            taken.add(span)
            if value == 0:
                counted = unit_after(text, original, span.end - 1) if match[0].isascii() else None
                end = counted.end if counted is not None else span.end
                named = counted.name if counted is not None else None
                yield Amount(Span(span.start, end), value, named, "score", "digits", span)
                continue
            step = _step_of(value, match[0])
            yield Amount(span, value, PERCENT, "percent", "worded", span, moves, step=step)


def _step_of(value: Decimal, written: str) -> Decimal:
    """Return the value of the last digit's place: of 三成 it is ten."""
    if "成" in written and value % 10 == 0:
        return Decimal(10)
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)


def _with_unit(number: Number, text: str, original: str) -> Amount:
    start, end = number.span.start, number.span.end
    bare = Amount(
        number.span,
        number.value,
        None,
        "bare",
        number.written,
        number.span,
        scale=number.scale,
        letter=number.letter,
        step=number.step,
        minus=number.minus,
    )
    before, after = unit_before(text, start), unit_after(text, original, end)
    if before is not None:
        money, start = before
        end = after.end if after is not None and after.kind == "money" else end
        return replace(bare, span=Span(start, end), unit=money.name, kind="money")
    if after is None:
        return bare
    after = _settled(after, number, text)
    return replace(
        bare,
        span=Span(start, after.end),
        value=number.value * after.factor,
        unit=after.name,
        kind=after.kind,
        step=number.step * after.factor,
    )


def _settled(unit: Unit, number: Number, text: str) -> Unit:
    """Return the unit, of which 块 and 万 before metres and the like are put right."""
    if (
        unit.name in ("s", "t", "g", "h", "x")
        and text[number.span.end : unit.end].strip() in "tghx"
    ):
        spaced = text[number.span.end : number.span.end + 1] == " "
        if spaced and unit.name != "x":
            return replace(unit, name=text[unit.end - 1], kind="counted")
    return unit


def _ranges(amounts: list[Amount], text: str) -> Iterator[Amount]:
    """Yield amounts, of which two with a dash between them are one: its lower end counts."""
    previous: Amount | None = None
    for amount in amounts:
        if previous is not None and _is_range(previous, amount, text):
            previous = _range_of(previous, amount)
            continue
        if previous is not None:
            yield previous
        previous = amount
    if previous is not None:
        yield previous


def _is_range(first: Amount, second: Amount, text: str) -> bool:
    between = text[first.span.end : second.span.start].strip()
    if between not in (
        "-",
        "--",
        "~",
        "至",
        "到",
        "to",
        "or",
        "and",
        "-百分之",
        "到百分之",
        "至百分之",
    ):
        return False
    if first.moves or second.moves or second.upper is not None or first.upper is not None:
        return False
    if between in ("and", "or") and not re.search(
        r"between $", text[max(0, first.span.start - 8) : first.span.start]
    ):
        return between == "or" and first.unit is None and second.value <= first.value * 3
    before = text[max(0, first.span.start - 8) : first.span.start]
    goes_on = re.match(r"[^,，;；。0-9]{0,8}(?:\bto\b|至|到)", text[second.span.end :])
    if between in ("-", "~") and goes_on:
        return True
    if re.search(r"(?:from|由|从|自) ?(?:约|目前的?|现在的?)?-?$", before):
        return False
    if first.kind == "bare" and re.search(r"[a-z]-?$", before) and between != "to":
        return False
    same = first.unit is None or first.unit == second.unit
    return same and (first.value < second.value or first.unit is None)


def _range_of(first: Amount, second: Amount) -> Amount:
    low = first.value
    # 20万-30万 says its scale twice, 20-30万 once: the lower end then takes the upper one's.
    if first.scale == 1 and second.scale > 1 and low * second.scale <= second.value:
        low *= second.scale
    return replace(
        second,
        span=Span(first.span.start, second.span.end),
        figure=first.figure,
        value=low,
        upper=second.value,
        minus=False,
    )
