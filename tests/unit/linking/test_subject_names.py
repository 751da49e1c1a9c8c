"""Tables name their subjects as spreadsheets do: a name or title that only one has is an id."""

from __future__ import annotations

import msgspec
import pytest

from builders.handbooks import SETTINGS, builtin_kinds, document
from planbook.diagnostics.finding import Finding
from planbook.linking.link import link_handbook
from planbook.model.document import Document, Key, Origin
from planbook.model.handbook import Handbook
from planbook.model.metric import Metric
from planbook.model.settings import Term, Vocabulary
from planbook.reading.validation import Valid

PEOPLE = (
    document("person", "wang-li", name={"zh": "王丽", "en": "Wang Li"}),
    document("person", "li-na", name={"zh": "李娜", "en": "Li Na"}),
    document("person", "li-na-2", name={"zh": "李娜", "en": "Li Na (North)"}),
    document("partner", "anju", title={"zh": "安居", "en": "Anju"}),
    document("team", "south", title={"zh": "华南", "en": "South"}),
    document("person", "south", name={"en": "Ann South"}),
    document("goal", "g", title={"en": "Grow"}),
)
NAMED = msgspec.structs.replace(
    SETTINGS,
    vocabulary=Vocabulary(territories=(Term(id="east-china", title={"zh": "华东"}),)),
)


def table(*subjects: str, id_: str = "m", from_table: bool = True) -> Document:
    rows = [{"date": "2026-01-31", "subject": subject, "value": 1} for subject in subjects]
    metric = document("metric", id_, values=rows)
    tables = (("values", f"content/metric/{id_}.csv"),) if from_table else ()
    return Document(metric.key, metric.values, Origin(metric.origin.path, 0, tables))


def link(
    *documents: Document, broken: frozenset[str] = frozenset()
) -> tuple[Handbook, tuple[Finding, ...]]:
    outcome = link_handbook(Valid(documents, broken), builtin_kinds(), NAMED)
    return outcome.value, outcome.findings


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("王丽", Key("person", "wang-li")),
        ("wang li", Key("person", "wang-li")),
        ("Li Na (North)", Key("person", "li-na-2")),
        ("安居", Key("partner", "anju")),
        ("华东", Key("territory", "east-china")),
        ("华南", Key("team", "south")),
        ("Ann South", Key("person", "south")),
        ("anju", Key("partner", "anju")),
        ("Wang  Li ", Key("person", "wang-li")),
        ("ＷＡＮＧ ＬＩ", Key("person", "wang-li")),
        ("wangli", Key("person", "wang-li")),
        ("王 丽", Key("person", "wang-li")),
        ("Wang-Li", Key("person", "wang-li")),
        ("east-china", Key("territory", "east-china")),
        ("territory:east-china", Key("territory", "east-china")),
        ("territory:华东", Key("territory", "east-china")),
        ("territory：华东", Key("territory", "east-china")),
        ("team:South", Key("team", "south")),
    ],
)
def test_a_name_that_one_has_stands_for_its_id(written: str, meant: Key) -> None:
    handbook, findings = link(*PEOPLE, table(written))
    assert findings == ()
    metric = handbook.find(Metric, "m")
    assert metric is not None
    assert [reading.subject for reading in metric.values] == [meant]


def test_a_name_that_two_have_is_a_finding_at_its_row() -> None:
    _, findings = link(*PEOPLE, table("王丽", "李娜"))
    assert [(each.code.name, each.place.pointer) for each in findings] == [
        ("link-ambiguous-id", "/values/1/subject")
    ]
    assert findings[0].message["en"] == "`李娜` is the name of `person:li-na`, `person:li-na-2`"


def test_a_name_that_no_subject_has_is_unknown() -> None:
    _, findings = link(*PEOPLE, table("赵六"))
    assert [(each.code.name, each.place.pointer) for each in findings] == [
        ("link-unknown-id", "/values/0/subject")
    ]


def test_a_name_is_told_once_with_its_rows() -> None:
    _, findings = link(*PEOPLE, table("李娜", "赵六", "李娜", "赵六", "赵六", "李娜", "李娜"))
    assert [each.message["en"] for each in findings] == [
        "`李娜` is the name of `person:li-na`, `person:li-na-2` (4 rows)",
        "no person, partner, team or territory has the id or the name `赵六` (3 rows)",
    ]
    assert [related.place.pointer for related in findings[0].related] == [
        "/values/2/subject",
        "/values/5/subject",
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("王莉", "王丽"), ("Wang Lee", "Wang Li"), ("wang-lee", "wang-li")],
)
def test_a_near_name_is_proposed_and_works(written: str, meant: str) -> None:
    _, findings = link(*PEOPLE, table(written))
    assert [(each.help or {})["en"] for each in findings] == [f"did you mean `{meant}`?"]
    assert link(*PEOPLE, table(meant))[1] == ()


def test_of_two_near_names_none_is_proposed() -> None:
    _, findings = link(*PEOPLE, table("华冬"))
    assert "did you mean" not in (findings[0].help or {})["en"]


def test_what_is_to_be_written_for_a_shared_name_works() -> None:
    both = (document("team", "li-na", title={"zh": "李娜组"}), *PEOPLE)
    _, findings = link(*both, table("李娜"))
    assert (findings[0].help or {})["en"].endswith("such as `person:li-na`")
    assert link(*both, table("person:li-na"))[1] == ()


def test_a_column_of_something_else_is_a_few_findings() -> None:
    _, findings = link(*PEOPLE, table(*(f"order-{number}" for number in range(5000))))
    assert len(findings) == 11
    assert findings[-1].message["en"].startswith("4990 more subjects of this table are unknown")


def test_the_title_of_a_goal_is_no_subject() -> None:
    _, findings = link(*PEOPLE, table("Grow"))
    assert [(each.code.name, each.place.pointer) for each in findings] == [
        ("link-wrong-kind", "/values/0/subject")
    ]
    assert findings[0].message["en"].startswith("`Grow` is the name of a goal;")


def test_a_name_may_belong_to_somebody_in_a_file_that_could_not_be_read() -> None:
    assert link(*PEOPLE, table("赵六"), broken=frozenset({"zhao-liu"}))[1] == ()


def test_documents_refer_to_each_other_by_ids() -> None:
    _, findings = link(*PEOPLE, table("王丽", from_table=False))
    assert [each.code.name for each in findings] == ["link-unknown-id"]


def test_a_title_that_is_no_text_names_nobody() -> None:
    wrong = document("goal", "wrong", title={"zh": {"a": 1}, "en": "王丽"})
    valid = Valid((*PEOPLE, table("王丽")), faulty=(wrong,))
    outcome = link_handbook(valid, builtin_kinds(), NAMED)
    assert outcome.findings == ()
