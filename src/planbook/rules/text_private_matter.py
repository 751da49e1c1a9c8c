"""A text that many may read and that may speak of a private matter of somebody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.span import spans_in
from planbook.editions import people_in
from planbook.model.chapter import Chapter
from planbook.model.edition import breadth
from planbook.model.goal import Goal
from planbook.model.incentive import Incentive
from planbook.model.ladder import Ladder
from planbook.model.meeting import Meeting
from planbook.model.partner import Partner
from planbook.model.person import Person
from planbook.model.recognition import Recognition
from planbook.model.record import Record
from planbook.model.role import Role
from planbook.model.team import Team
from planbook.model.tool import Tool
from planbook.rules.free_texts import free_texts
from planbook.rules.private_matters import may_hold_private_matters
from planbook.rules.readings import Readings
from planbook.rules.rule import TextRule, Violation
from planbook.rules.texts import DocumentTexts

_PRIVATE: Final = breadth("private")
# Fields that are made for what is looked for here.
_MEANT_FOR_IT: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        Person.KIND: frozenset({"/contacts"}),
        Team.KIND: frozenset({"/channels"}),
        Meeting.KIND: frozenset({"/where"}),
        Goal.KIND: frozenset({"/rewards"}),
        Incentive.KIND: frozenset({"/rewards"}),
    }
)
# Documents whose persons are named for another reason than that their texts are about them.
_OF_MANY: Final = frozenset(
    {Meeting.KIND, Recognition.KIND, Incentive.KIND, Team.KIND, Partner.KIND, Tool.KIND}
)
# Documents in which rules of pay may stand.
_OF_GENERAL: Final = frozenset(
    {Chapter.KIND, Incentive.KIND, Role.KIND, Ladder.KIND, Recognition.KIND}
)


def find(_record: Record, texts: DocumentTexts, readings: Readings) -> Iterator[Violation]:
    """Yield every sentence of a document that more people may see than its matter is for."""
    handbook, document = readings.handbook, texts.document
    if document.is_draft or breadth(document.audience) >= _PRIVATE:
        return
    if not may_hold_private_matters(texts.words):
        return
    kind = handbook.kinds[document.kind]
    people = people_in(document, handbook) if document.kind not in _OF_MANY else frozenset()
    about = next(iter(people)) if len(people) == 1 else None
    matters, audience = readings.private_matters, document.audience
    of_general = document.kind in _OF_GENERAL
    looked_into = free_texts(
        document.values, kind.field, but_not=_MEANT_FOR_IT.get(document.kind, ()), wide=True
    )
    for pointer, text in looked_into:
        found = matters.find(text, audience, about, of_general=of_general)
        for span in spans_in(text, found):
            yield Violation(pointer, within=span)


RULE = TextRule(
    Code(
        name="text-private-matter",
        severity=Severity.WARNING,
        message={
            "en": "this text may speak of a private matter",
            "zh": "这段文字可能涉及私密事项",
        },
        help={
            "en": "take out what concerns one person's performance, pay or contact details, or "
            "write it in a private document; addresses and telephone numbers belong in the "
            "person's `contacts`",
            "zh": "请删去涉及个人绩效、薪酬或联系方式的内容，或写进私密文档；邮箱和电话应写在人员的 "
            "`contacts` 里",
        },
        what={
            "en": "In a document that the team or the public can see, a text names a person "
            "beside an improvement plan that only few may know of, tells an amount of somebody's "
            "pay, or has a telephone number or a personal e-mail address in it. Addresses of the "
            "company, fields made for it (`contacts`, `channels`, `where`, `rewards`) and rules of "
            "pay that name nobody are left alone. The words are the same for all of these.",
            "zh": "团队或公众能看到的文档里，某段文字提到某人以及只有少数人该知道的改进计划，或写了"
            "某人薪酬的金额，或写了电话号码、个人邮箱。公司邮箱、专门的字段（`contacts`、`channels`、"
            "`where`、`rewards`）和不涉及具体个人的薪酬规则除外。各种情况的提示文字相同。",
        },
        why={
            "en": "A text is shown to everybody who may see its document, and stays in the history "
            "of the repository. Nobody takes back what a whole team has read.",
            "zh": "能看到文档的人都能看到这段文字，它还会留在仓库的历史里。全团队看过的，收不回来。",
        },
        bad="kind: goal\nowner: bea-stone\nachievable:\n"
        "  rationale: Once this is reached, Bea gets a bonus of EUR 4,000.\n",
        good="kind: goal\nowner: bea-stone\nrewards:\n"
        "  - {when: 1.0, kind: bonus, amount: 4000, currency: EUR}\n",
    ),
    Record,
    find,
)
