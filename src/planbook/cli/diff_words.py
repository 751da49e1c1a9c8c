"""The words for what changed, on a terminal and in a comment, in English or Chinese.

What a single change means is told as on the pages of a site (`planbook.views.told_changes`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from planbook.language import Text, words_in
from planbook.rendering.catalogue import make_writer
from planbook.views.formats import Formats
from planbook.views.told_changes import ChangeTeller, caption_of
from planbook.views.words import Apart, Joined, Phrase, Telling, Told, Words

if TYPE_CHECKING:
    from planbook.history.records import Change, FigureChange, Section, Subject
    from planbook.history.values import Value
    from planbook.model.edition import Edition

COMPANY: Final[Text] = {"en": "The whole company", "zh": "全公司"}
FIGURES_CAPTION: Final[Text] = {"en": "Figures that change as a result", "zh": "评分和数据的变化"}

SUMMARIES: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "audience": ("change in who can see it", "changes in who can see it", "处可见范围变化"),
        "goals": (
            "goal added, dropped or moved",
            "goals added, dropped or moved",
            "处目标增减或移交",
        ),
        "goalposts": ("goalpost moved", "goalposts moved", "处目标放宽"),
        "history": ("past record rewritten", "past records rewritten", "处历史记录被改写"),
        "pay": ("change of weights or pay", "changes of weights or pay", "处权重、任务或奖金修改"),
        "people": ("change of people", "changes of people", "处人员和职责修改"),
        "other": ("other change", "other changes", "处其他修改"),
        "chapters": ("chapter change", "chapter changes", "处章节修改"),
        "settings": ("setting", "settings", "项设置"),
        "figures": ("figure", "figures", "项数据变化"),
    }
)
"""How many of each section there are: one, several, and in Chinese."""


def audience_words(edition: Edition) -> Text:
    """Return for whom the comparison is."""
    if edition.viewer is not None:
        return {
            "en": f"Edition: what {edition.viewer} may see.",
            "zh": f"版本：{edition.viewer} 能看到的内容。",
        }
    return {
        "private": {"en": "Edition: private, everything.", "zh": "版本：private，全部内容。"},
        "team": {"en": "Edition: team.", "zh": "版本：team，团队内可见的内容。"},
        "public": {"en": "Edition: public.", "zh": "版本：public，公开的内容。"},
    }[edition.audience]


class Teller:
    """Tells changes as plain text in one language, by the words of a theme."""

    def __init__(self, words: Mapping[str, Mapping[str, str]], language: str) -> None:
        self._language = language
        self._write = make_writer(words, language)
        self.formats = Formats(language)
        self._teller = ChangeTeller(
            lambda text: Words(self.say(text)), self.formats, (language, "en")
        )

    def say(self, text: Text) -> str:
        """Return ``text`` in the language of messages, else in English, else in its own."""
        return words_in(text, (self._language, "en"))

    def lead(self, subject: Subject | None) -> str:
        """Return what a document is called: its kind, its title, and whose it is."""
        return "" if subject is None else self._text(self._teller.lead(subject))

    def caption(self, section: Section) -> str:
        """Return the heading of a section."""
        return self._text(caption_of(section))

    def change(self, change: Change) -> str:
        """Return one change as a sentence without its document."""
        return self._text(self._teller.change(change))

    def apart(self, words: str) -> str:
        """Return ``words`` for the middle of a sentence: in Chinese, figures stand apart."""
        return self._text(Apart(words))

    def _value(self, value: Value | None) -> str:
        return self._text(self._teller.value(value))

    def _text(self, told: Told) -> str:
        return self._write(_plain(told))

    # Figures

    def figure(self, figure: FigureChange) -> str:
        """Return one figure, before and after."""
        before, after = self._value(figure.before), self._value(figure.after)
        name = self._figure_name(figure)
        return f"{name}{'' if name.endswith('）') else ' '}{before} → {after}"

    def _or(self, english: str, chinese: str) -> str:
        return chinese if self._language == "zh" else english

    def _figure_name(self, figure: FigureChange) -> str:
        name, _, practice = figure.figure.partition(".")
        about = self.say(figure.about.title) if figure.about is not None else ""
        match name:
            case "coverage":
                return self._write(Phrase(f"practice.{practice}"))
            case "value":
                period = self._value(figure.period)
                return self._or(f"{about}, {period}", f"{about}（{period}）")
            case "value_ytd":
                return self._or(f"{about}, year to date", f"{about}年累计")
            case "target_ytd":
                return self._or(f"{about}, target to date", f"{about}年累计目标值")
            case "attainment" | "pay":
                what = self.say(_FIGURES[name])
                return self._or(f"{what} of {about}", f"{about}的{what}")
        return self.say(_FIGURES[name])


_FIGURES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "smart": {"en": "SMART score", "zh": "SMART 评分"},
        "status": {"en": "status", "zh": "状态"},
        "progress": {"en": "progress", "zh": "进度"},
        "grade": {"en": "grade", "zh": "结果评分"},
        "attainment": {"en": "attainment", "zh": "达成率"},
        "pay": {"en": "pay so far", "zh": "目前的奖金"},
        "score": {"en": "scorecard", "zh": "记分卡得分"},
        "t_score": {"en": "growth score", "zh": "成长得分"},
    }
)


def _plain(told: Told) -> Told:
    """Return ``told`` with authors' words as plain text."""
    match told:
        case Words(text):
            return text
        case Telling(key, arguments):
            return Telling(key, {name: _plain(one) for name, one in arguments.items()})
        case Joined(between, parts):
            return Joined(between, tuple(map(_plain, parts)))
        case Apart(inner, behind):
            return Apart(_plain(inner), behind)
    return told
