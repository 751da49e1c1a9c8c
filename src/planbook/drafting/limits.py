"""Limits: what is not to be exceeded, not to be fallen below, or to be held where it is."""

from __future__ import annotations

import re
from typing import Literal

from planbook.drafting.directions import LOW_IS_GOOD, find_pushes
from planbook.prose_numbers.amounts import Amount
from planbook.prose_numbers.clauses import clause_around
from planbook.prose_numbers.spans import Span

Bound = Literal["min", "max"]

_NEAR = r"(?:约|大约|在|为|到|at|to|the|a|an|about|:|：|\x00|[ ,])*[$¥€£]?$"
# "Must not fall below" and "keep above": a floor that is to hold.
_FLOOR_BEFORE = re.compile(
    r"(?:不(?:[得能可许准应会]|允许)(?:再)?(?:低于|少于|小于|跌破|跌到|掉到|降到|低过)|(?:绝|永"
    r"|决)?不(?:跌破|掉破)"
    r"|别(?:跌破|低于|掉到|少于)|(?:守住|守牢|保住|稳住|兜住|托住)(?:在)?(?:底线)?|底线(?:是|为)?"
    r"|下限(?:是|为)?"
    r"|(?:\bnot|\bnever|n't) let [^,;.]{0,40}?\b(?:fall|drop|dip|go|sink|slip|slide)(?:s"
    r"|ing)? (?:below|under)"
    r"|\b(?:not|never|n't|cannot|without) (?:ever )?(?:to )?(?:fall|drop|dip|go|sink|slip|be|get"
    r"|come|slide)"
    r"(?:ing)? (?:to )?(?:below|under|less than|beneath)"
    r"|\b(?:keep|hold|stay|remain|maintain)(?:s|ing)?\b[^,;.]{0,50}?"
    r"\b(?:above|over|at least|at or above|no (?:less|lower|fewer) than|north of)"
    r"|\bfloor (?:of|is))" + _NEAR
)
# 不低于 alone names a mark to reach, unless the sentence only speaks of keeping it.
_KEPT = re.compile(
    r"保持|维持|稳定在|稳在|守住|守牢|保住|稳住|始终|任何时候|\b(?:keep|maintain|hold|stay|remain"
    r"|sustain)(?:s|ing)?\b"
)
_CEILING_BEFORE = re.compile(
    r"(?:(?:\bnot|\bnever|n't) let [^,;.]{0,40}?\b(?:climb|rise|go|get|grow|run|creep) (?:past"
    r"|above|over|beyond)"
    r"|控制在|控制到|控制|控到|控在|压在|卡在|摁在|按在|锁在|限制在|限定在|封顶|上限(?:是|为)?"
    r"|最(?:长|久|慢)(?:不超过)?|最多(?:只能"
    r"|不能超过?|花|用)?|不(?:允许|准)超(?:过|出)?"
    r"|至多|顶多|不[得能可许准应会]?(?:再)?(?:超过|超|高于|多于|大于|超出|突破)|别再?(?:超过"
    r"|超出|超"
    r"|高于|突破)"
    r"|(?:不得|不可|不能)(?:有)?超(?:过)?|(?<!不)(?:低于|少于|小于)"
    r"|\b(?:no|not|never) (?:go |be |get |rise |run )?(?:above|over|beyond|past)"
    r"|\bno (?:single )?[a-z]+(?: [a-z]+)? (?:is |may be |should be |must be )?(?:above|over"
    r"|older than|longer than|more than|higher than)"
    r"|\b(?:not|never)\b[^,;.0-9]{0,14}\b(?:more|higher|longer|later) than|\b(?:no more|never more"
    r"|never higher|no higher|no greater|no later|not more|not higher"
    r"|no longer) than|\bat most"
    r"|\bat or (?:below|under)"
    r"|\b(?:not|never|n't|cannot|without) (?:ever )?(?:to )?(?:exceed|go (?:over|above|beyond)|top"
    r"|pass|rise above|run over)(?:ing)?"
    r"|\b(?:cap(?:ped)?|limit(?:ed)?|ceiling|maximum|max)\b(?:\.)?(?: of| at| to"
    r"| is)?(?:[^,;.]{0,30}\b(?:at|to|of))?"
    r"|\b(?:within|under|below|inside|to|over|exceed|beyond) (?:an?|the|our|my|its|their)"
    r" (?:[a-z]+ )?(?:budget|limit|cap|ceiling|allowance|quota|envelope)(?: of| at)?"
    r"|\bbelow|\bunder|\bless than|\bfewer than|\bwithin|\bup to|≤|<=)" + _NEAR
)
_BAN_BEFORE = re.compile(
    r"(?:(?:\bnot|\bnever|n't) let [^,;.]{0,40}?\b(?:climb|rise|go|get|grow|run|creep) (?:past"
    r"|above|over|beyond)"
    r"|不(?:[得能可许准会]|允许)(?:再)?[超高多大突]|最多|最长|最久|最慢|至多|封顶|上限"
    r"|\bno (?:single )?[a-z]+(?: [a-z]+)? (?:is |may be |should be |must be )?(?:above|over|older"
    r"|longer|more|higher)"
    r"|\b(?:no|not|never)\b[^,;.0-9]{0,14}\b(?:more|higher|longer|later|greater) than|\bat most"
    r"|\bnot (?:to )?exceed|\bmax"
    r"|\b(?:no|not|never) (?:be |get )?(?:above|over|beyond|past)"
    r"|\b(?:not|never) (?:to )?(?:rise|go|climb|run|get) (?:above|over|beyond))[^，,；;。]{0,12}$"
)
_CEILING_AFTER = re.compile(
    r" ?(?:[一-鿿a-z]{0,6} )?(?:以内|以下|之内|内(?![部外容销需训地涵])|封顶|为限|为上限"
    r"|or (?:less|fewer|below|under)"
    r"|max(?:imum)?\b"
    r"|at (?:the )?most|tops)"
)
_FLOOR_AFTER = re.compile(r" ?(?:以上|or (?:more|above|better|higher))")
_HELD = re.compile(
    r"(?:保持|维持|稳定|稳住|守住|守牢)(?:在|住)?[^，,；;。]{0,6}$|\b(?:keep|maintain|hold"
    r"|stay)(?:s"
    r"|ing)?\b[^,;.]{0,40}\b(?:at|on|to)? ?$"
)
_NONE = re.compile(r"零|\bzero\b|\bno\b|\bnil\b")


def find_bound(text: str, amount: Amount) -> Bound | None:
    """Return which limit ``amount`` is, or None where it is something to get to.

    A verb of rise or fall before a ceiling makes it a level to come to: "cut it to under 3 %".
    """
    clause = clause_around(text, amount.span)
    before = text[max(clause.start, amount.span.start - 60) : amount.span.start]
    after = text[amount.span.end : clause.end]
    if _FLOOR_BEFORE.search(before):
        return "min"
    ban = _BAN_BEFORE.search(before)
    ceiling = ban or _CEILING_BEFORE.search(before)
    until = amount.span.start - (len(before) - ceiling.start() if ceiling else 0)
    if _moves(text, clause, until, banned=ban is not None):
        return None
    if amount.value == 0:
        return "max"
    if _CEILING_BEFORE.search(before):
        return "max"
    if _CEILING_AFTER.match(after):
        # "Run a half marathon, in two hours or less" is a mark to reach.
        earlier = any(push.direction == "reach" for push in find_pushes(text[: clause.start]))
        return None if earlier else "max"
    if _HELD.search(before) is not None and amount.kind != "counted":
        if _FLOOR_AFTER.match(after):
            return "min"
        low = LOW_IS_GOOD.search(text, clause.start, amount.span.start)
        return "max" if low is not None else "min"
    kept = _KEPT.search(text, clause.start, amount.span.start)
    named = re.search(r"不(?:低于|少于|小于)" + _NEAR, before) or _FLOOR_AFTER.match(after)
    return "min" if kept and named else None


def _moves(text: str, clause: Span, until: int, *, banned: bool) -> bool:
    """Return whether a verb before ``until`` takes the amount somewhere, instead of holding it.

    Where the words forbid to pass it, only a verb of rise or fall does.
    """
    for push in find_pushes(text):
        if not clause.start <= push.span.start or push.span.end > until:
            continue
        word = push.span.of(text)
        limits = _CEILING_BEFORE.search(word) is not None or _KEPT.match(word) is not None
        if banned and (push.direction == "reach" or not text[push.span.end : until].strip()):
            continue  # "lose no more than 6" forbids, "cut it to no more than 6" moves
        if not push.weak and not push.neutral and not limits:
            return True
    return not banned and _BRINGS.search(text, clause.start, until) is not None


_BRINGS = re.compile(
    r"\b(?:bring|get|take|drive|move|push)(?:ing|s)?\b|[降减压缩砍]|[打拉推弄搞带做]到|清零|清到"
)
