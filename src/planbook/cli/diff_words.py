"""The words for what changed: one sentence a change, in English or Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from planbook.cli.diff_values import ValueTeller
from planbook.history.records import Change, FigureChange, Subject
from planbook.history.values import Entry, Listing, Option, Value
from planbook.language import Text
from planbook.quantities import Amount, Day, Share

if TYPE_CHECKING:
    from planbook.history.fields import Step
    from planbook.model.edition import Edition

CAPTIONS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "audience": {"en": "Who can see it", "zh": "可见范围变化"},
        "goals": {"en": "Goals added, dropped or moved", "zh": "目标的增减和移交"},
        "goalposts": {"en": "Goalposts moved", "zh": "目标放宽"},
        "history": {"en": "History rewritten", "zh": "改写历史记录"},
        "pay": {"en": "Weights, quotas and pay", "zh": "权重、销售任务和奖金"},
        "people": {"en": "People and responsibilities", "zh": "人员和职责"},
        "other": {"en": "Other changes", "zh": "其他修改"},
        "chapters": {"en": "Chapters", "zh": "手册章节"},
        "settings": {"en": "Settings (planbook.yaml)", "zh": "设置（planbook.yaml）"},
    }
)
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

_AUDIENCES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "public": {"en": "everyone", "zh": "所有人"},
        "team": {"en": "the team", "zh": "全团队"},
        "private": {"en": "those concerned only", "zh": "仅相关的人"},
    }
)

# The letters of SMART: a reader knows a target without being told that it is measurable.
_LETTERS: Final = (
    "/specific",
    "/measurable",
    "/measure",
    "/achievable",
    "/relevant",
    "/time_bound",
)


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


class Teller(ValueTeller):
    """Tells changes in one language, by the words of a theme."""

    # Documents

    def lead(self, subject: Subject | None) -> str:
        """Return what a document is called: its kind, its title, and whose it is."""
        if subject is None:
            return ""
        kind, title = self.say(subject.kind_title), self.say(subject.title)
        if not title:
            return kind
        if subject.key.kind == "person":
            return title
        owner = self.say(subject.owner.title) if subject.owner is not None else ""
        whose = self._or(f" ({owner})", f"（{owner}）") if owner else ""
        return self._or(f"{kind} “{title}”{whose}", f"{kind}“{title}”{whose}")

    # Changes

    def change(self, change: Change) -> str:
        """Return one change as a sentence without its document."""
        if change.section == "audience":
            return self._audience(change)
        told = self._whole(change) or self._moved(change)
        return told or self._field(change)

    def _audience(self, change: Change) -> str:
        before, after = self._seen_by(change.before), self._seen_by(change.after)
        match change.code:
            case "widened":
                return self._or(
                    f"shown to more people: now to {after}, before to {before}",
                    f"可见范围扩大：由{before}变为{after}",
                )
            case "narrowed":
                return self._or(
                    f"shown to fewer people: now to {after}, before to {before}",
                    f"可见范围缩小：由{before}变为{after}",
                )
            case "no-longer-shown":
                return self._or("no longer shown", "不再显示")
            case "now-shown":
                return self._or(
                    "shown in this edition from now on; its own audience is the same",
                    "从现在起在这个版本中显示；文档自身的可见范围没有变",
                )
            case "field-widened":
                return self._or(
                    f"the field “{self._label(change.steps, change.field)}” of all these documents "
                    f"is shown to more people: now to {after or 'all who see the document'}, "
                    f"before to {before}",
                    f"这类文档的“{self._label(change.steps, change.field)}”可见范围扩大："
                    f"由{before}变为{after or '能看到文档的人'}",
                )
            case "kind-widened":
                return self._or(
                    f"documents of this kind are by default shown to more people: now to {after}, "
                    f"before to {before}",
                    f"这类文档默认的可见范围扩大：由{before}变为{after}",
                )
        name = self._label(change.steps, "")
        told = self.value(change.after) if change.after is not None else ""
        seen = self._or(f": {told}", f"：{told}") if told else ""
        if change.code == "reader-added":
            return self._or(f"new reader “{name}”{seen}", f"新增读者“{name}”{seen}")
        return self._or(f"the reader “{name}” sees more{seen}", f"读者“{name}”能看到更多内容{seen}")

    def _seen_by(self, value: Value | None) -> str:
        if value is None:
            return ""
        name = value.value if isinstance(value, Option) else self.value(value)
        return self.say(_AUDIENCES.get(name, {"": name}))

    def _whole(self, change: Change) -> str | None:
        """Return the sentence of a change of a document as a whole; None for any other."""
        match change.code:
            case "document-added":
                return self._with_facts(self._added(change), change)
            case "document-removed":
                return self._with_facts(self._removed(change), change)
            case "archived":
                return self._or("archived: no longer counts", "已归档：不再计入")
            case "in-force-again":
                return self._or("in force again", "重新生效")
            case "goal-cancelled":
                return self._or("cancelled", "已取消")
            case "owner-changed":
                before, after = self.both(change)
                return self._or(
                    f"moved from {before} to {after}",
                    f"负责人由{self.apart(before)}改为{self.apart(after)}".rstrip(),
                )
            case "renamed":
                before, after = self.both(change)
                return self._or(
                    f"has another id: {before} → {after}", f"标识改为 {after}（原为 {before}）"
                )
            case "readings-added":
                days = self._range(change.after)
                noun = "reading" if change.count == 1 else "readings"
                return self._or(
                    f"{change.count} new {noun}{days}", f"新增 {change.count} 条读数{days}"
                )
            case "metric-targets-added":
                noun = "target" if change.count == 1 else "targets"
                return self._or(f"{change.count} new {noun}", f"新增 {change.count} 个目标值")
            case "rule-off":
                rule = self.say(change.steps[-1].label)
                return self._or(f"rule {rule} switched off", f"关闭规则 {rule}")
        return None

    def _added(self, change: Change) -> str:
        if change.subject is not None and change.subject.key.kind == "person":
            return self._or("joins", "新加入")
        return self._or("new", "新增")

    def _removed(self, change: Change) -> str:
        if change.section == "goals":
            return self._or("dropped", "已删除")
        return self._or("removed", "已删除")

    def _with_facts(self, told: str, change: Change) -> str:
        owner = change.subject.owner if change.subject is not None else None
        facts = [self.part(one) for one in change.facts if owner is None or one.value != owner]
        if not facts:
            return told
        return self._or(f"{told} ({'; '.join(facts)})", f"{told}（{'；'.join(facts)}）")

    def _range(self, value: Value | None) -> str:
        if not isinstance(value, Listing):
            return ""
        days = [self.value(one) for one in value.values]
        return self._or(f" ({' – '.join(days)})", f"（{' – '.join(days)}）")

    def _moved(self, change: Change) -> str | None:
        """Return the sentence of goalposts that were moved; None for any other change."""
        if change.section != "goalposts" and change.code not in ("target-raised", "due-earlier"):
            return None
        label = self._label(change.steps, change.field)
        if change.code in ("due-later", "due-earlier"):
            label = self._or("Due date", "截止日期")
        before, after = self.both(change)
        gone = self._gone(change)
        if change.code == "milestone-removed" or change.after is None:
            return self._or(
                f"{label}: removed {before}{gone}", f"{label}：删除{self.apart(before)}{gone}"
            )
        if change.before is None:
            return self._or(
                f"{label}: added {after}{gone}", f"{label}：新增{self.apart(after)}{gone}"
            )
        days = self._days_between(change)
        verb = self._or(*_direction(change))
        return self._or(
            f"{label} {verb} from {before} to {after}{days}{gone}",
            f"{label}由{self.apart(before)}{verb}{self.apart(after).rstrip()}{days}{gone}",
        )

    def _days_between(self, change: Change) -> str:
        if not (isinstance(change.before, Day) and isinstance(change.after, Day)):
            return ""
        days = (change.after.value - change.before.value).days
        noun = "day" if abs(days) == 1 else "days"
        if days > 0:
            return self._or(f", {days} {noun} later", f"，推迟 {days} 天")
        return self._or(f", {-days} {noun} earlier", f"，提前 {-days} 天")

    def _gone(self, change: Change) -> str:
        timing = change.timing
        if timing is None or change.section != "goalposts":
            return ""
        if timing.phase == "before":
            return self._or(", before the period began", "，期限尚未开始")
        if timing.phase == "over":
            return self._or(", after the period had ended", "，而期限已经结束")
        share = self.formats.percent_rounded(timing.gone)
        return self._or(f", with {share} of the period gone", f"，此时期限已过 {share}")

    def _field(self, change: Change) -> str:
        label = self._label(change.steps, change.field)
        before, after = self.both(change)
        if change.lines is not None:
            return f"{label}{self._or(': ', '：')}{self._lines(*change.lines)}"
        if change.code == "list-changed":
            parts = []
            if change.after is not None:
                parts.append(self._or(f"added {after}", f"新增{self.apart(after)}".rstrip()))
            if change.before is not None:
                parts.append(self._or(f"removed {before}", f"移除{self.apart(before)}".rstrip()))
            return f"{label}{self._or(': ', '：')}{self._or('; ', '；').join(parts)}"
        if isinstance(change.before or change.after, Entry):
            before, after = self._bracketed(change.before), self._bracketed(change.after)
        if change.before is None:
            return self._or(f"{label}: added {after}", f"{label}：新增{self.apart(after)}".rstrip())
        if change.after is None:
            return self._or(
                f"{label}: removed {before}", f"{label}：删除{self.apart(before)}".rstrip()
            )
        return f"{label}{self._or(': ', '：')}{before} → {after}"

    def _bracketed(self, value: Value | None) -> str:
        """Return an entry in brackets, unless it begins with its title."""
        told = self.value(value)
        if isinstance(value, Entry) and value.parts[0].name != "title":
            return self._or(f"({told})", f"（{told}）")
        return told

    def _lines(self, added: int, removed: int) -> str:
        if not (added or removed):
            return self._or("lines in another order", "行的顺序有变")
        noun = self._or("line" if added == 1 else "lines", "行")
        came = self._or(f"{added} {noun} added", f"增加 {added} {noun}")
        noun = self._or("line" if removed == 1 else "lines", "行")
        gone = self._or(f"{removed} {noun} removed", f"删除 {removed} {noun}")
        told = [*([came] if added else []), *([gone] if removed else [])]
        return self._or(", ", "，").join(told)

    def _label(self, steps: tuple[Step, ...], path: str) -> str:
        """Return what a field is called: the way to it, with the entries that it stands in."""
        letter = path.startswith(tuple(f"{one}/" for one in _LETTERS))
        names: list[str] = []
        above = ""
        for step in steps[1:] if letter and len(steps) > 1 else steps:
            name = self.say(step.label)
            if name == above and not step.entry:
                continue  # as the outcome of a result, which Chinese has one word for
            above = name
            if step.entry:
                entry = self._or(", ", "，").join(self.value(one) for one in step.entry)
                name += self._or(f" ({entry})", f"（{entry}）")
            names.append(name)
        return " · ".join(names)

    # Figures

    def figure(self, figure: FigureChange) -> str:
        """Return one figure, before and after."""
        before, after = self.value(figure.before), self.value(figure.after)
        name = self._figure_name(figure)
        return f"{name}{'' if name.endswith('）') else ' '}{before} → {after}"

    def _figure_name(self, figure: FigureChange) -> str:
        name, _, practice = figure.figure.partition(".")
        about = self.say(figure.about.title) if figure.about is not None else ""
        match name:
            case "coverage":
                return self.ui(f"practice.{practice}")
            case "value":
                period = self.value(figure.period)
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


def _direction(change: Change) -> tuple[str, str]:
    """Return the verb for a move of a figure or a date, in English and Chinese."""
    match change.before, change.after:
        case (Amount(before), Amount(after)) | (Share(before), Share(after)):
            lower = Fraction(after) < Fraction(before)
            return ("lowered", "降到") if lower else ("raised", "提高到")
        case Day(earlier), Day(later):
            return ("moved", "推迟到") if later > earlier else ("moved", "提前到")
    return "changed", "改为"
