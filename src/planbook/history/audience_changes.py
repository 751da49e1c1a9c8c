"""Who sees what, before and after: audiences that widened or narrowed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planbook.history.audiences import audience_of, is_wider, widened_fields, widened_readers
from planbook.history.fields import Step
from planbook.history.records import Change, Subject
from planbook.history.values import Listing, Named, Option, Verbatim, label_of
from planbook.model.document import Document, Key
from planbook.model.field import Field, Kind, Kinds
from planbook.model.handbook import Handbook
from planbook.model.settings import EVERYBODY, Reader
from planbook.model.team import Team
from planbook.quantities import Term


def compare_audience(
    before: Document | None,
    after: Document | None,
    old: Handbook,
    new: Handbook,
    subject: Subject,
    *,
    seen_before: bool,
    seen_after: bool,
) -> Change | None:
    """Return what became of the audience of one document, without its contents.

    None where it stayed as it was, for this edition too. A draft that is in force now, or was, is
    told as any document that comes or goes.
    """
    if before is None or after is None or not (seen_before or seen_after):
        return None
    earlier = audience_of(before, old.kinds[before.kind])
    later = audience_of(after, new.kinds[after.kind])
    told = (_option(earlier, new.kinds[after.kind]), _option(later, new.kinds[after.kind]))
    if not seen_after:
        return Change("audience", "no-longer-shown", subject)
    if not seen_before and before.is_draft:
        return None
    if is_wider(later, earlier):
        return Change("audience", "widened", subject, "/audience", before=told[0], after=told[1])
    if not seen_before:
        return Change("audience", "now-shown", subject)
    if is_wider(earlier, later):
        return Change("audience", "narrowed", subject, "/audience", before=told[0], after=told[1])
    return None


def _option(audience: str, kind: Kind) -> Option | Verbatim:
    field = kind.field.properties.get("audience")
    if field is None or audience not in field.options:
        return Verbatim(audience)
    words = field.option_words
    position = field.options.index(audience)
    return Option(audience, "audience", words[position] if position < len(words) else {})


def compare_kinds_shown(old: Kinds, new: Kinds) -> Iterator[Change]:
    """Yield the kinds and fields that the schemas show to more people than before."""
    for name, kind in new.items():
        former = old.get(name)
        if former is not None and is_wider(kind.default_audience, former.default_audience):
            yield Change(
                "audience",
                "kind-widened",
                _subject_of(kind),
                before=_option(former.default_audience, kind),
                after=_option(kind.default_audience, kind),
            )
    for found in widened_fields(new, old):
        kind = new[found.kind]
        path, steps = _way_to(found.pointer, kind.field)
        yield Change(
            "audience",
            "field-widened",
            _subject_of(kind),
            path,
            steps,
            _option(found.before, kind),
            _option(found.now, kind),
        )


def _subject_of(kind: Kind) -> Subject:
    return Subject(Key(kind.name, ""), kind.title, {}, None, "")


def _way_to(pointer: str, field: Field) -> tuple[str, tuple[Step, ...]]:
    """Return the path of a field and the titles on the way, by a pointer into its schema."""
    path, steps = "", []
    tokens = iter(pointer.strip("/").split("/"))
    below: Field | None = field
    for token in tokens:
        if below is None or token == "x-audience":
            break
        match token:
            case "properties":
                name = next(tokens, "").replace("~1", "/").replace("~0", "~")
                below = below.properties.get(name)
                path = f"{path}/{name}"
                steps.append(Step(label_of(below, name) if below else {"": name}))
            case "items":
                path, below = f"{path}[]", below.element
            case _:
                below = below.keys
    return path, tuple(steps)


def compare_readers(old: Handbook, new: Handbook) -> Iterator[Change]:
    """Yield the readers of planbook.yaml who see more than before; nobody is named."""
    readers, former_readers = new.settings.readers, old.settings.readers
    for name in dict.fromkeys(one.reader for one in widened_readers(readers, former_readers)):
        reader, former = readers[name], former_readers.get(name)
        kinds = [one for one in reader.sees if former is None or one not in former.sees]
        teams = [one for one in reader.of if former is None or one not in former.of]
        more = (
            *(_kind_named(one, new) for one in kinds),
            *(_team_named(one, new) for one in teams),
            *((_NO_LONGER_EXCEPTED,) if _excepts_fewer(reader, former) else ()),
        )
        yield Change(
            "audience",
            "reader-added" if former is None else "reader-widened",
            None,
            f"/readers/{name}",
            (Step(reader.title or {"": name}),),
            after=Listing(more) if more else None,
        )


_NO_LONGER_EXCEPTED: Final = Term("reader", "not_about")


def _excepts_fewer(reader: Reader, former: Reader | None) -> bool:
    return former is not None and not set(former.not_about) <= set(reader.not_about)


def _kind_named(name: str, handbook: Handbook) -> Named:
    kind = handbook.kinds.get(name)
    return Named(name, kind.title if kind is not None else {"": name})


def _team_named(id_: str, handbook: Handbook) -> Named | Term:
    if id_ == EVERYBODY:
        return Term("reader", id_)
    return Named(id_, handbook.title_of(Key(Team.KIND, id_)))
