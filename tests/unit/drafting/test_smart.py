"""The SMART score of a draft is the one that the goal has once it stands in the project."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

from builders.handbooks import document, handbook_of
from planbook.drafting.draft import draft_goal
from planbook.drafting.smart import DraftProject
from planbook.drafting.vocabulary import vocabulary_of
from planbook.drafting.written import draft_as_json
from planbook.model.document import Document
from planbook.model.edition import Edition
from planbook.reading.normalizing import in_languages
from planbook.reading.rubric import builtin_rubric
from planbook.scoring.score import score_handbook

AS_OF = date(2026, 9, 10)
READINGS = [
    {"date": day, "subject": "chen-rui", "value": value}
    for day, value in (("2025-12-31", 47), ("2026-06-30", 48), ("2026-08-31", 48))
]
OTHERS = (
    document("person", "chen-rui", name={"en": "Chen Rui"}, role="seller"),
    document("role", "seller"),
    document("tool", "crm"),
    document(
        "metric",
        "reorder-rate",
        title={"en": "Reorder rate"},
        unit="%",
        direction="up",
        rollup="last",
        cadence="monthly",
        source="crm",
        values=READINGS,
    ),
)


def _as_document(written: str) -> Document:
    kinds = handbook_of(*OTHERS).kinds

    def filled(value: Any) -> Any:
        if isinstance(value, dict):
            kept = {key: filled(entry) for key, entry in value.items()}
            return {key: entry for key, entry in kept.items() if entry not in (None, {}, [])}
        return str(value) if isinstance(value, date) else value

    values = in_languages(filled(yaml.safe_load(written)), kinds["goal"].field, "en")
    return document("goal", values.pop("id"), **values)


@pytest.mark.parametrize(
    "text",
    [
        "Chen Rui: raise the reorder rate from 48% to 52% in Q4",
        "Chen Rui: raise the reorder rate from 48% to 90% in Q4",
        "Chen Rui: raise the reorder rate from 30% to 33% in Q4",  # its readings say 48%
        "Raise the reorder rate by 5 points by December",
        "Chen Rui signs 12 dealers in Q4",
        "Improve everything",
    ],
)
def test_the_draft_scores_as_the_goal_will(text: str) -> None:
    handbook = handbook_of(*OTHERS)
    around = DraftProject(handbook, builtin_rubric())
    draft = draft_goal(text, AS_OF, vocabulary=vocabulary_of(handbook))
    written = draft_as_json(draft, around)
    goal = _as_document(str(written["yaml"]))
    scores = score_handbook(
        handbook_of(*OTHERS, goal), AS_OF, builtin_rubric(), Edition("private")
    ).value
    smart = scores.goals[goal.key.id].smart
    assert smart is not None
    assert written["smart"] == {
        "total": float(smart.total),
        "letters": {letter: float(points) for letter, points in smart.letters.items()},
    }
