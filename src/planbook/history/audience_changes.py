"""Who sees what, before and after: audiences that widened or narrowed."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.history.fields import Step
from planbook.history.records import Change, Subject
from planbook.history.values import Listing, Option, Verbatim, label_of
from planbook.language import Text
from planbook.model.document import Document, Key
from planbook.model.edition import breadth
from planbook.model.field import Field, Kind, Kinds
from planbook.model.handbook import Handbook
from planbook.model.settings import Settings


def effective_audience(document: Document, kind: Kind) -> str:
    """Return who sees ``document``: what is kept from somebody whom it is about is private."""
    properties = kind.field.properties
    kept = any(
        document.values.get(name) and properties[name].keeps_from_subjects for name in properties
    )
    return "private" if kept else document.audience


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
    earlier = effective_audience(before, old.kinds[before.kind])
    later = effective_audience(after, new.kinds[after.kind])
    told = (_option(earlier, new.kinds[after.kind]), _option(later, new.kinds[after.kind]))
    if not seen_after:
        return Change("audience", "no-longer-shown", subject)
    if not seen_before and before.is_draft:
        return None
    if breadth(later) < breadth(earlier):
        return Change("audience", "widened", subject, "/audience", before=told[0], after=told[1])
    if not seen_before:
        return Change("audience", "now-shown", subject)
    if breadth(later) > breadth(earlier):
        return Change("audience", "narrowed", subject, "/audience", before=told[0], after=told[1])
    return None


def _option(audience: str, kind: Kind) -> Option | Verbatim:
    field = kind.field.properties.get("audience")
    if field is None or audience not in field.options:
        return Verbatim(audience)
    words = field.option_words
    position = field.options.index(audience)
    return Option(audience, "audience", words[position] if position < len(words) else {})


def compare_fields_shown(old: Kinds, new: Kinds) -> Iterator[Change]:
    """Yield the fields that the schemas show to more people than before, and kinds that do."""
    for name, kind in new.items():
        earlier = old.get(name)
        if earlier is None:
            continue
        subject = Subject(Key(name, ""), kind.title, {}, None, "")
        if breadth(kind.default_audience) < breadth(earlier.default_audience):
            yield Change(
                "audience",
                "kind-widened",
                subject,
                before=_option(earlier.default_audience, kind),
                after=_option(kind.default_audience, kind),
            )
        for path, steps, before, after in _widened(earlier.field, kind.field, "", ()):
            yield Change(
                "audience",
                "field-widened",
                subject,
                path,
                steps,
                _option(before, kind),
                _option(after, kind) if after is not None else None,
            )


def _widened(
    old: Field, new: Field, path: str, steps: tuple[Step, ...]
) -> Iterator[tuple[str, tuple[Step, ...], str, str | None]]:
    if old.audience is not None and breadth(new.audience or "public") < breadth(old.audience):
        yield path, steps, old.audience, new.audience
    for name, below in new.properties.items():
        if name in old.properties:
            step = Step(label_of(below, name))
            yield from _widened(old.properties[name], below, f"{path}/{name}", (*steps, step))
    if old.element is not None and new.element is not None:
        yield from _widened(old.element, new.element, f"{path}[]", steps)


def compare_readers(old: Settings, new: Settings) -> Iterator[Change]:
    """Yield the readers of planbook.yaml who see more than before; nobody is named."""
    for name, reader in new.readers.items():
        earlier = old.readers.get(name)
        title: Text = reader.title or {"": name}
        sees = [kind for kind in reader.sees if earlier is None or kind not in earlier.sees]
        teams = [team for team in reader.of if earlier is None or team not in earlier.of]
        fewer_exceptions = earlier is not None and not set(earlier.not_about) <= set(
            reader.not_about
        )
        if sees or teams or fewer_exceptions:
            yield Change(
                "audience",
                "reader-added" if earlier is None else "reader-widened",
                None,
                f"/readers/{name}",
                (Step(title),),
                after=Listing(tuple(Verbatim(one) for one in (*sees, *teams))) or None,
            )
