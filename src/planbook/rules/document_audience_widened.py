"""A document that is private by default, shown to more people than its kind is meant for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from planbook.diagnostics.finding import Code, Severity
from planbook.diagnostics.fix import Edit
from planbook.language import Text
from planbook.model.edition import breadth
from planbook.model.handbook import Handbook
from planbook.model.record import Record
from planbook.rules.rule import Rule, Violation


def find(document: Record, handbook: Handbook) -> Iterator[Violation]:
    """Yield the audience of a document where it is wider than the private default."""
    kind, values = handbook.kinds[document.kind], handbook.documents[document.key].values
    if kind.default_audience_of(values) != "private" or breadth(document.audience) >= _PRIVATE:
        return
    if any(values.get(name) and kind.field.properties[name].keeps_from_subjects for name in values):
        yield Violation("/audience", {"audience": document.audience}, variant="kept")
    else:
        yield Violation("/audience", variant=document.audience)


_PRIVATE = breadth("private")

_ALLOW = (
    "put it back, or say why more people may see it: `# planbook: allow[document-audience-widened] "
    "…` on the line"
)
_ALLOW_ZH = "请改回原样；如果确实要放宽，请在这一行写明原因：`# planbook: allow[document-audience-widened] …`"
_HELP: Final[Text] = {"en": _ALLOW, "zh": _ALLOW_ZH}
# What a change does to an audience is told where a project is compared with how it was: an error.
_SINCE: Final[Mapping[str, tuple[Text, Text]]] = {
    "since-team": (
        {
            "en": "before this change {before} could see this document; now the whole team can",
            "zh": "这次改动之前，只有{before}能看到这份文档；现在全团队都能看到",
        },
        _HELP,
    ),
    "since-public": (
        {
            "en": "before this change {before} could see this document; now anybody can",
            "zh": "这次改动之前，只有{before}能看到这份文档；现在任何人都能看到",
        },
        _HELP,
    ),
    "since-kind": (
        {
            "en": "before this change {before} could see documents of this kind unless they said "
            "otherwise; now more people can",
            "zh": "这次改动之前，这类文档若没有另外写明，只有{before}能看到；现在更多人能看到",
        },
        {
            "en": "put the default audience back, or write `audience` in the documents that are "
            "to stay as they were",
            "zh": "请改回默认的可见范围，或在需要保持原样的文档里写明 `audience`",
        },
    ),
    "since-field": (
        {
            "en": "before this change {before} could see this field; now more people can",
            "zh": "这次改动之前，只有{before}能看到这个字段；现在更多人能看到",
        },
        {"en": "put `x-audience` back", "zh": "请改回 `x-audience`"},
    ),
    "since-reader": (
        {
            "en": "with this change this reader can see private documents that were kept from it "
            "before",
            "zh": "这次改动之后，这个读者能看到以前看不到的不公开文档",
        },
        _HELP,
    ),
}

RULE = Rule(
    Code(
        name="document-audience-widened",
        severity=Severity.WARNING,
        message={
            "en": "this is private unless it says otherwise, and here it is shown to more people",
            "zh": "这类文档默认是私密的，这里却放宽了可见范围",
        },
        help={
            "en": "delete the line, unless that is what you want",
            "zh": "如果不是有意放宽，请删掉这一行",
        },
        variants={
            "team": (
                {
                    "en": "this is private unless it says otherwise, and with `audience: team` "
                    "the whole team can read it",
                    "zh": "这类文档默认是私密的；写了 `audience: team`，全团队都能看到",
                },
                {
                    "en": "delete the line, and only those concerned will see it; if the team may "
                    "read such documents, lower this rule's severity under `rules` in "
                    "planbook.yaml",
                    "zh": "删掉这一行，就只有相关的人能看到；如果团队可以看这类文档，"
                    "请在 planbook.yaml 的 `rules` 里调低这条规则的级别",
                },
            ),
            "public": (
                {
                    "en": "this is private unless it says otherwise, and with `audience: public` "
                    "anybody can read it",
                    "zh": "这类文档默认是私密的；写了 `audience: public`，任何人都能看到",
                },
                {
                    "en": "delete the line, and only those concerned will see it; if anybody may "
                    "read such documents, lower this rule's severity under `rules` in "
                    "planbook.yaml",
                    "zh": "删掉这一行，就只有相关的人能看到；如果可以公开这类文档，"
                    "请在 planbook.yaml 的 `rules` 里调低这条规则的级别",
                },
            ),
            "kept": (
                {
                    "en": "`audience: {audience}` has no effect: this kind of document is kept "
                    "from the person it is about, so it stays private",
                    "zh": "`audience: {audience}` 不起作用：这类文档不让当事人看到，因此始终是私密的",
                },
                {"en": "delete the line", "zh": "请删掉这一行"},
            ),
            **_SINCE,
        },
        fixes={variant: ((Edit("remove"),),) for variant in ("team", "public", "kept")},
        what={
            "en": "A document that is private by default, by its kind or by its type (as a "
            "one-to-one is), has a wider `audience`. With `validate --since` it is an error when a "
            "document, a field or a reader of planbook.yaml sees or shows more than at that "
            "revision, and an unchanged document is not told.",
            "zh": "文档按种类或类型（例如一对一）默认是私密的，却写了更宽的 `audience`。"
            "用 `validate --since` 时，与那个版本相比，文档、字段的可见范围变宽，或 planbook.yaml "
            "里的读者能看到更多，就是错误；没有改动的文档不再提示。",
        },
        why={
            "en": "Reviews, feedback and one-to-ones are written in the belief that few will read "
            "them. One line shows them to everybody.",
            "zh": "绩效回顾、反馈和一对一记录，写的人都以为只有少数人会看。多写一行，所有人就都看到了。",
        },
        bad="kind: meeting\ntype: one_on_one\naudience: team\n",
        good="kind: meeting\ntype: one_on_one\n",
        compares_revisions=True,
        names_only=True,  # who could see it before is told in words of planbook's own
    ),
    Record,
    find,
)
