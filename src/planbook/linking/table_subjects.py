"""What is wrong with the subjects in tables: one finding a name, however many rows have it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from typing import Final

from msgspec.structs import replace

from planbook.diagnostics.codes.link import LINK_AMBIGUOUS_ID, LINK_UNKNOWN_ID
from planbook.diagnostics.finding import Finding, Place, Related
from planbook.diagnostics.suggestions import in_a_row
from planbook.language import Text
from planbook.linking.subject_names import SubjectNames, subject_fields
from planbook.model.document import ID, Document
from planbook.model.handbook import Handbook
from planbook.model.reference import Mention, candidates, split_reference

_NAMES: Final = 10
"""How many unknown names of a table get a finding each."""
_PLACES: Final = 2
_LISTED: Final = 5
_AND_HERE: Final[Text] = {"en": "and here", "zh": "还有这里"}


def check_table_subjects(
    document: Document,
    handbook: Handbook,
    names: SubjectNames,
    broken: Set[str],
    check: Callable[[Document, Mention, Place], Finding | None],
    kind_words: Callable[[tuple[str, ...]], Text],
) -> Iterator[Finding]:
    """Yield what is wrong with the subjects of a document's tables.

    ``check`` looks one reference up, ``kind_words`` names kinds. Where files could not be
    understood, ids that may stand in them are ``broken``, and a name may be somebody's in one.
    """
    for rows, field in subject_fields(document, handbook.kinds):
        positions: dict[str, list[int]] = {}
        for position, row in enumerate(document.values[rows]):
            positions.setdefault(row["subject"], []).append(position)
        unknown: list[str] = []
        for written, where in positions.items():
            pointer = f"/{rows}/{where[0]}/subject"
            mention = Mention(pointer, f"/{rows}/subject", written, field.refs)
            known = sum(handbook.knows(key) for key in candidates(mention))
            if known == 1 or split_reference(written)[1] in broken:
                continue
            place = Place(document.origin.path, document.origin.index, pointer)
            found = names.find(written, field.refs)
            if found:
                finding: Finding | None = LINK_AMBIGUOUS_ID.at(
                    place,
                    variant="name",
                    subject=str(document.key),
                    written=written,
                    found=in_a_row(map(str, found)),
                    example=names.reference_to(found[0], field.refs),
                )
            elif broken and not ID.fullmatch(written):
                continue
            elif not known and len(unknown) >= _NAMES:
                unknown.append(written)
                continue
            else:
                finding = check(document, mention, place)
                if finding is not None and finding.code is LINK_UNKNOWN_ID:
                    unknown.append(written)
                    near = names.nearest(written, field.refs)
                    finding = LINK_UNKNOWN_ID.at(
                        place,
                        variant="row-suggest" if near else "row",
                        subject=str(document.key),
                        written=written,
                        kinds=kind_words(field.refs),
                        suggestion=near,
                    )
            if finding is not None:
                yield _with_rows(finding, document, rows, where)
        if len(unknown) > _NAMES:
            yield _more(document, rows, unknown[_NAMES:], positions)


def _with_rows(finding: Finding, document: Document, rows: str, where: Sequence[int]) -> Finding:
    """Return ``finding``, at the first of the rows, with their number and a few others."""
    if len(where) == 1:
        return finding
    ends = {"en": f" ({len(where)} rows)", "zh": f"（共 {len(where)} 行）"}
    origin = document.origin
    return replace(
        finding,
        message={
            language: words + ends.get(language, ends["en"])
            for language, words in finding.message.items()
        },
        related=tuple(
            Related(_AND_HERE, Place(origin.path, origin.index, f"/{rows}/{position}/subject"))
            for position in where[1 : 1 + _PLACES]
        ),
    )


def _more(
    document: Document, rows: str, unknown: Sequence[str], positions: dict[str, list[int]]
) -> Finding:
    first = positions[unknown[0]][0]
    return LINK_UNKNOWN_ID.at(
        Place(document.origin.path, document.origin.index, f"/{rows}/{first}/subject"),
        variant="rows",
        subject=str(document.key),
        count=len(unknown),
        rows=sum(len(positions[name]) for name in unknown),
        names=in_a_row(unknown, most=_LISTED),
    )
