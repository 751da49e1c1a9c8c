"""A text about somebody that judges the person instead of describing what they did."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.span import spans_in
from planbook.model.feedback import Feedback
from planbook.model.improvement import Improvement
from planbook.model.record import Record
from planbook.model.review import Review
from planbook.rules.free_texts import free_texts
from planbook.rules.readings import Readings
from planbook.rules.rule import ReadingRule, Violation


def find(record: Record, readings: Readings) -> Iterator[Violation]:
    """Yield the words that judge somebody, in each text of the document."""
    if not record.is_in_force:
        return
    handbook = readings.handbook
    document = handbook.documents[record.key]
    for pointer, text in free_texts(document.values, handbook.kinds[document.kind].field):
        for span in spans_in(text, readings.judging_words.find(text)):
            yield Violation(pointer, within=span)


RULE = ReadingRule(
    Code(
        name="text-judges-person",
        severity=Severity.HINT,
        message={
            "en": "this judges the person and does not say what they did",
            "zh": "这是在评价人，没有说做了什么",
        },
        help={
            "en": "say what happened, when, and what came of it, so that both can see the same",
            "zh": "请写出什么时候、发生了什么、带来了什么，让双方看到同一件事",
        },
        what={
            "en": "Feedback, a review or an improvement plan has words that judge somebody: "
            "“lazy”, “bad attitude”, “you always complain”. What is denied, or what a customer "
            "said, does not count.",
            "zh": "反馈、绩效回顾或改进计划里有评价人的说法：“懒”“不负责任”“态度差”“总是抱怨”。"
            "否定的说法、客户说的话不算。",
        },
        why={
            "en": "Nobody can change what they are said to be. What they did, and what came of it, "
            "they can change.",
            "zh": "说一个人“是什么样的人”，他无从改起；说他做了什么、带来什么，他才改得了。",
        },
        bad="behaviour: You are careless with orders.\n",
        good="behaviour: Three orders in August left without the delivery date.\n",
    ),
    (Feedback, Review, Improvement),
    find,
)
