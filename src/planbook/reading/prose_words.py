"""The words that rules look for in texts, from the file beside the schemas."""

from __future__ import annotations

from functools import cache
from typing import Final

import msgspec

from planbook.model.settings import Limits
from planbook.reading.resources import builtin_schemas
from planbook.reading.yaml_values import read_yaml

WORDS_FILE: Final = "prose.words.yaml"

Words = dict[str, tuple[str, ...]]


class ProseWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words by language, by what they are looked for; the file says what each list is."""

    judging: Words
    not_judging: Words
    judging_of_person: Words
    denying: Words
    speakers: Words
    saying: Words
    improvement_plan: Words
    not_improvement_plan: Words
    pay: Words
    salary: Words
    not_pay: Words
    others_paid: Words
    of_somebody: Words
    mailboxes: tuple[str, ...]
    called: Words
    numbered: Words


@cache
def prose_words() -> ProseWords:
    """Return the words that come with planbook."""
    text = (builtin_schemas() / WORDS_FILE).read_text("utf-8")
    read = read_yaml(text, WORDS_FILE, Limits())
    if read.findings or read.broken or len(read.documents) != 1:
        raise ValueError(f"{WORDS_FILE} is wrong: {read.findings}")
    return msgspec.convert(read.documents[0].value, ProseWords, strict=False)
