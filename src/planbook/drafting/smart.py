"""The SMART score of a draft: the goal as it would be written, judged by the one rubric."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from planbook.model.document import Document, Key, Origin
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook, index_handbook
from planbook.model.rubric import Rubric
from planbook.model.settings import Limits, Settings
from planbook.reading.normalizing import in_languages, without_blanks
from planbook.reading.rubric import builtin_rubric
from planbook.reading.schemas import compile_kinds, load_builtin_schemas
from planbook.reading.yaml_values import read_yaml
from planbook.scoring.results import SmartScore
from planbook.scoring.series import read_all_series
from planbook.scoring.settings import read_scoring_settings
from planbook.scoring.smart import score_smart

_DRAFT = Key("goal", "a-draft")


@dataclass(frozen=True, slots=True)
class DraftProject:
    """What a draft is judged in: the handbook that it is to stand in, and the rubric."""

    handbook: Handbook
    rubric: Rubric


@cache
def no_project() -> DraftProject:
    """Return an empty handbook and the rubric that comes with planbook."""
    kinds = compile_kinds(load_builtin_schemas()).value
    return DraftProject(index_handbook((), kinds, Settings()), builtin_rubric())


def score_written(
    written: str, language: str, as_of: date, around: DraftProject | None = None
) -> SmartScore:
    """Return the SMART score of the goal ``written`` in YAML; what is still to do is missing.

    Texts are in ``language``; the readings of the metric count that there are by ``as_of``.
    """
    there = around or no_project()
    read = read_yaml(written, "", Limits()).documents[0].value
    filled = in_languages(without_blanks(read), there.handbook.kinds["goal"].field, language)
    if isinstance(filled.get("period"), int):
        filled["period"] = str(filled["period"])  # 2026 is a number to YAML
    values = {**filled, "id": _DRAFT.id, "audience": "private", "state": "active"}
    others = [one for one in there.handbook.documents.values() if one.key != _DRAFT]
    document = Document(_DRAFT, values, Origin("", 0))
    handbook = index_handbook((*others, document), there.handbook.kinds, there.handbook.settings)
    goal = handbook.find(Goal, _DRAFT.id)
    assert goal is not None
    settings = read_scoring_settings(handbook.settings.scoring)
    return score_smart(goal, handbook, there.rubric, settings, read_all_series(handbook, as_of))
