"""Words that judge a person are found, and not where they are denied, quoted or said of a thing."""

from __future__ import annotations

import pytest

from builders.handbooks import document, handbook_of
from planbook.rules.judging_words import JudgingWords

WORDS = JudgingWords(
    handbook_of(document("person", "bea-stone", name={"en": "Bea Stone", "zh": "王静"}))
)

JUDGED = """\
You are [lazy].
You were [careless] with the orders in July.
Bea Stone is [unreliable].
You're just too [passive] at the table.
Bea has a [bad attitude] towards partners.
You [never listen] when a dealer speaks.
You [always complain] about the price list.
She is a [difficult person].
He's just [not a team player].
You are [always late].
Your [laziness] cost us the order.
你[太懒]了
工作[态度差]，客户等了三天
对客户[不负责任]
你[总是找借口]
[从不主动]跟进
王静[不靠谱]
[责任心不强]
你[很粗心]
The dealer waited. You are [stupid].""".splitlines()

FAIR = """\
You are not lazy; you prepared well.
You weren’t careless.
Nobody is lazy here.
The dealer said that we were lazy.
“You are lazy”, the owner wrote.
the client called you lazy
客户反映我们态度差
客户说：“你们不负责任”。
不是懒，是没有时间
不要总是抱怨
没有总是拖延
The lazy loading of the page was slow.
The delivery was difficult.
It was a difficult month for you.
You always bring figures.
You never miss a check-in.
answers were never late
总是提前准备
从不迟到
你从不抱怨
笨重的展架搬了三次
Returns are a problem
The store is useless without a fitter
你答应回电，手边没有清单。""".splitlines()


@pytest.mark.parametrize("marked", JUDGED)
def test_a_judgement_is_found_where_it_stands(marked: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    for start, end in reversed(list(WORDS.find(text))):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    assert text == marked


@pytest.mark.parametrize("text", FAIR)
def test_what_is_denied_quoted_or_said_of_a_thing_judges_nobody(text: str) -> None:
    assert list(WORDS.find(text)) == []
