"""Writes values for the pages of one language: words, dates, figures, links, prose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final, Generic, Literal, TypeAlias, TypeVar
from urllib.parse import quote, unquote

import msgspec

from planbook.diagnostics.pointer import escape_pointer
from planbook.history.telling import NO_HISTORY, History
from planbook.language import Text, choose_language
from planbook.model.chapter import language_in
from planbook.model.document import DRAFT, Key
from planbook.model.edition import Edition
from planbook.model.field import Field, Kind
from planbook.model.goal import Goal
from planbook.model.handbook import Handbook
from planbook.model.partner import Partner
from planbook.model.person import Person
from planbook.model.prose import Anchors, anchor_prefix, document_target, file_target
from planbook.model.record import Record
from planbook.model.reference import VOCABULARY_KINDS
from planbook.model.settings import Term
from planbook.periods import Period, parse_period
from planbook.prose import Destination, ProseRenderer
from planbook.scoring.actions import KINDS_WITH_ACTIONS, OpenAction, open_actions_of
from planbook.scoring.results import Scores
from planbook.scoring.settings import read_scoring_settings
from planbook.urls import Addresses, asset_path, link_path, root_from
from planbook.views.formats import NO_LIMITS, Formats, Limits
from planbook.views.order import by_id, present_first
from planbook.views.words import (
    NO_WORDS,
    Day,
    Fact,
    Label,
    PeriodView,
    Phrase,
    Prose,
    Quantity,
    Ref,
    Rows,
    Shown,
    Words,
)

Asked = TypeVar("Asked")
Found = TypeVar("Found")


Order: TypeAlias = Callable[[Any], tuple[int, str]]
"""Where a record of one kind stands among the others of its kind."""


class Place(msgspec.Struct, frozen=True):
    """Where a document stands in the list of its kind; only one in force is shown there."""

    is_listed: bool
    is_draft: bool
    order: tuple[int, int, int, str]


class Titled(msgspec.Struct, frozen=True):
    """What a link to a document says of it. ``state`` is empty for one in force."""

    title: Text
    state: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Shared(Generic[Asked, Found]):
    """What several pages show or count, kept under ``name`` for each that is ``asked`` for.

    That is a key, an id, or nothing but the empty text where there is one for the whole site.
    ``make`` asks the site alone; what it returns is a frozen value of ``type``. Of every document
    of ``kinds``, or of every document at all, it is asked for sooner or later.
    """

    name: str
    type: Any
    make: Callable[[SitePresenter, Asked], Found]
    asked: Any = str
    kinds: tuple[str, ...] | Literal["all"] = ()


class SitePresenter:
    """Hands out the presenters of one site, and keeps what all of them share.

    ``assets`` are the paths of the content's other files, which Markdown may link to; those
    that a page did link to are collected in ``wanted``, by their path in the site. ``orders`` are
    those of the kinds' lists; what has none is listed by id. ``history`` is what git's history says
    to the readers of the edition.
    """

    def __init__(
        self,
        handbook: Handbook,
        scores: Scores,
        addresses: Addresses,
        assets: Container[str],
        edition: Edition,
        orders: Mapping[str, Order] = MappingProxyType({}),
        history: History = NO_HISTORY,
    ) -> None:
        self.handbook = handbook
        self.scores = scores
        self.addresses = addresses
        self.assets = assets
        self.wanted: dict[str, str] = {}
        self.renderer = ProseRenderer()
        self.anchors = Anchors(handbook.documents, handbook.kinds)
        self.scoring = read_scoring_settings(handbook.settings.scoring)
        pace, confidence = self.scoring.pace, self.scoring.confidence
        self.pace_limits = (
            Limits((pace.on_track, pace.at_risk)) if pace.measure == "ratio" else NO_LIMITS
        )
        self.confidence_limits = Limits((confidence.on_track, confidence.at_risk))
        self.vocabulary = _vocabulary(handbook)
        self.added_sections = {
            kind.plural: kind for kind in handbook.kinds.values() if not kind.builtin
        }
        self.remembered: dict[str, dict[Any, Any]] = defaultdict(dict)
        self.orders = orders
        self.edition = edition
        self.history = history
        self.formats = {language: Formats(language) for language in addresses.languages}
        self._presenters: dict[tuple[str, str], Presenter] = {}

    def at(self, language: str, path: str) -> Presenter:
        """Return the presenter for the page at ``path``; pages of one depth share theirs."""
        root = root_from(path)
        presenter = self._presenters.get((language, root))
        if presenter is None:
            presenter = Presenter(self, language, root, self.formats[language])
            self._presenters[language, root] = presenter
        return presenter

    def at_number(self, language: str, segments: Sequence[str], number: int) -> Presenter:
        """Return the presenter for page ``number`` of the folder ``segments``."""
        return self.at(language, self.addresses.numbered(language, segments, number))

    def remember(self, shared: Shared[Asked, Found], asked: Asked) -> Found:
        """Return what ``shared`` is of ``asked``; it is made when somebody asks first."""
        kept = self.remembered[shared.name]
        if asked not in kept:
            kept[asked] = shared.make(self, asked)
        found: Found = kept[asked]
        return found

    def of_each(self, shared: Shared[Key, Found]) -> Iterator[tuple[Key, Found]]:
        """Yield what ``shared`` is of every document of its kinds, listed or not."""
        for kind in self.handbook.by_kind if shared.kinds == "all" else shared.kinds:
            for key in self.handbook.by_kind.get(kind, ()):
                yield key, self.remember(shared, key)

    def place(self, key: Key) -> Place:
        """Return where a document stands in its kind's list."""
        return self.remember(PLACE, key)

    def listed(self, kind: str) -> tuple[Key, ...]:
        """Return the documents of ``kind`` that lists show, in the order of the list.

        Drafts and archived documents keep their pages and leave the lists.
        """
        return self.remember(LISTED, kind)

    def titled(self, key: Key) -> Titled | None:
        """Return what a link to a document says, or None where this edition does not hold it."""
        return self.remember(TITLED, key)

    def is_covered(self, person: Key) -> bool:
        """Return whether it is known how well ``person`` is led."""
        return self.remember(IS_COVERED, person)

    def has_smart_scores(self) -> bool:
        """Return whether it is known of any goal how well it is written."""
        return any(
            self.remember(HAS_SMART, goal) for goal in self.handbook.by_kind.get(Goal.KIND, ())
        )

    def serving(self) -> Iterator[Key]:
        """Yield the people of the lists who are in service on the day of the figures, in order."""
        for key in self.listed(Person.KIND):
            person = self.handbook.find(Person, key)
            if person is not None and person.is_serving(self.scores.as_of):
                yield key

    def open_actions(self) -> tuple[OpenAction, ...]:
        """Return every step that is not done, of all documents in force."""
        return self.remember(OPEN_ACTIONS, "")


def _place(site: SitePresenter, key: Key) -> Place:
    record = site.handbook.records[key]
    order = site.orders.get(key.kind, by_id)
    first = present_first(record, site.scores.as_of)
    if key.kind == Partner.KIND:
        first = _by_scorecard(site, key)
    return Place(record.is_in_force, record.state == DRAFT, (*first, *order(record)))


def _by_scorecard(site: SitePresenter, partner: Key) -> tuple[int, int]:
    """Return what sorts partners by their scorecards, the best first; who has none comes last."""
    score = site.scores.partners.get(partner.id)
    if score is None or score.score is None:
        return (1, 0)
    return (0, -int(score.score * 1_000_000))


def _listed(site: SitePresenter, kind: str) -> tuple[Key, ...]:
    places = {key: site.place(key) for key in site.handbook.by_kind.get(kind, ())}
    present = [key for key, place in places.items() if place.is_listed]
    return tuple(sorted(present, key=lambda key: places[key].order))


def _titled(site: SitePresenter, key: Key) -> Titled | None:
    record = site.handbook.records.get(key)
    if record is None:
        return None
    return Titled(record.label, "" if record.is_in_force else record.state)


def _is_covered(site: SitePresenter, person: Key) -> bool:
    score = site.scores.people.get(person.id)
    return score is not None and bool(score.coverage)


def _has_smart(site: SitePresenter, goal: Key) -> bool:
    score = site.scores.goals.get(goal.id)
    return score is not None and score.smart is not None


def _open_actions_of(site: SitePresenter, key: Key) -> tuple[OpenAction, ...]:
    return tuple(open_actions_of(site.handbook.records[key], site.scores.as_of))


def _open_actions(site: SitePresenter, _: str) -> tuple[OpenAction, ...]:
    return tuple(one for _, found in site.of_each(OPEN_ACTIONS_OF) for one in found)


PLACE: Final = Shared("place", Place, _place, Key, "all")
LISTED: Final = Shared("listed", tuple[Key, ...], _listed)
TITLED: Final = Shared("titled", Titled | None, _titled, Key, "all")
IS_COVERED: Final = Shared("is covered", bool, _is_covered, Key, (Person.KIND,))
HAS_SMART: Final = Shared("has smart", bool, _has_smart, Key, (Goal.KIND,))
OPEN_ACTIONS_OF: Final = Shared(
    "open actions of", tuple[OpenAction, ...], _open_actions_of, Key, KINDS_WITH_ACTIONS
)
OPEN_ACTIONS: Final = Shared("open actions", tuple[OpenAction, ...], _open_actions)


class Presenter:
    """Writes values for the pages of ``language`` that reach the site's root by ``root``.

    Whatever it is given may be missing, and a reference may lead to a document that the
    edition does not hold: it then writes nothing at all.
    """

    def __init__(self, site: SitePresenter, language: str, root: str, formats: Formats) -> None:
        self.handbook = site.handbook
        self.scores = site.scores
        self.scoring = site.scoring
        # What a pace is compared with (nothing where points decide), and what a confidence.
        self.pace_limits = site.pace_limits
        self.confidence_limits = site.confidence_limits
        self.addresses = site.addresses
        self.language = language
        self.root = root
        self.formats = formats
        self.site = site
        languages = site.addresses.languages
        self._preferred = (language, *(other for other in languages if other != language))
        self._refs: dict[Key, tuple[Titled, Ref]] = {}
        self._labels: dict[tuple[str, str], Words] = {}
        self._terms: dict[Key, Words] = {}
        self._days: dict[date, Day] = {}
        self._periods: dict[tuple[Period, str], PeriodView] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the site, that of the page first."""
        return self._preferred

    def added_section(self, section: str) -> Kind | None:
        """Return the kind that the project added under this address, or None."""
        return self.site.added_sections.get(section)

    def remember(self, shared: Shared[Asked, Found], asked: Asked) -> Found:
        """Return what all pages of the site share of ``asked``."""
        return self.site.remember(shared, asked)

    # Words

    def words(self, text: Text | None) -> Words:
        """Return the words of ``text`` in the page's language, else in the next best."""
        if not text:
            return NO_WORDS
        found = choose_language(text, self._preferred)
        return Words(text[found], "" if found in (self.language, "") else found)

    def every(self, texts: Iterable[Text]) -> tuple[Words, ...]:
        """Return the words of each of ``texts`` that has some."""
        return tuple(words for words in map(self.words, texts) if words)

    def label(self, kind: str, path: str) -> Words:
        """Return what the schema of ``kind`` calls the field at ``path`` (``measurable/unit``)."""
        found = self._labels.get((kind, path))
        if found is None:
            field: Field | None = self.handbook.kinds[kind].field
            for name in path.strip("/").split("/"):
                field = _below(field, name)
            found = self.words(field.title) if field and field.title else Words(path)
            self._labels[kind, path] = found
        return found

    def label_at(self, kind: str, pointer: str) -> Words:
        """Return what the field that a JSON pointer leads to is called: ``/milestones/0/due``."""
        found = self._labels.get((kind, pointer))
        if found is None:
            names = [step for step in pointer.strip("/").split("/") if not step.isdigit()]
            found = self.label(kind, "/".join(names))
            self._labels[kind, pointer] = found
        return found

    def facts(self, kind: str, *pairs: tuple[str, Shown]) -> tuple[Fact, ...]:
        """Return the facts of those (field path, value) pairs that have a value."""
        return tuple(Fact(self.label(kind, path), value) for path, value in pairs if value)

    def option(self, group: str, value: str | None) -> Phrase | None:
        """Return the catalogue's word for one value of an enumeration: ``commitment.committed``."""
        return Phrase(f"{group}.{value}") if value else None

    def title_of_kind(self, kind: str) -> Words:
        """Return what one document of ``kind`` is called."""
        return self.words(self.handbook.kinds[kind].title) or Words(kind)

    def title_of(self, record: Record) -> Words:
        """Return what a document is called."""
        return self.words(record.label)

    # Dates and figures

    def day(self, day: date | bool | None) -> Day | None:
        """Return a date. A yes or no (``done: true``) is none."""
        if not isinstance(day, date):
            return None
        found = self._days.get(day)
        if found is None:
            found = Day(day.isoformat(), self.formats.day(day))
            self._days[day] = found
        return found

    def short_day(self, day: date) -> Day:
        """Return a date without its year, for where that goes without saying."""
        return Day(day.isoformat(), self.formats.short_day(day))

    def near_day(self, day: date) -> str:
        """Return a date in words, without its year where that is the one of the figures."""
        is_near = day.year == self.scores.as_of.year
        return self.formats.short_day(day) if is_near else self.formats.day(day)

    def moment(self, written: str | None) -> Day | None:
        """Return a date with a time of day, or what was written where it is neither."""
        if not written:
            return None
        try:
            moment = datetime.fromisoformat(written)
        except ValueError:
            return Day(written, written)
        return Day(written, self.formats.moment(moment))

    def period(self, period: Period | None) -> PeriodView | None:
        """Return a period by its name, ``Q3 2026``, with its days."""
        if period is None:
            return None
        # Periods are alike where their days are; the name goes with how they were written.
        found = self._periods.get((period, period.name))
        if found is None:
            found = PeriodView(
                period_name(period, self.formats),
                "" if period.type == "range" else self.formats.days(period.start, period.end),
            )
            self._periods[period, period.name] = found
        return found

    def number(self, number: Decimal | int | None, unit: str | None = None) -> Quantity | None:
        """Return a number with its unit."""
        if number is None:
            return None
        return Quantity(self.formats.number(Decimal(number), unit or ""))

    def amount(
        self, amount: Decimal | Fraction | None, unit: str = "", *, with_cents: bool = False
    ) -> Quantity | None:
        """Return a computed amount: to two places, to four where it is less than a hundredth."""
        if amount is None:
            return None
        return Quantity(self.formats.amount(amount, unit, with_cents=with_cents))

    def brief(self, amount: Decimal | Fraction | None, unit: str = "") -> Quantity | None:
        """Return a computed amount as a table has room for it: ``14.19M``, ``1,419 万元``."""
        return None if amount is None else Quantity(self.formats.brief(amount, unit))

    def beside(
        self,
        amount: Decimal | Fraction | None,
        mark: Decimal | Fraction | None,
        unit: str = "",
    ) -> tuple[Quantity | None, Quantity | None]:
        """Return a computed amount and what it is held against, which are not written alike."""
        if amount is None or mark is None:
            return self.brief(amount, unit), self.brief(mark, unit)
        shown, against = self.formats.beside(amount, mark, unit)
        return Quantity(shown), Quantity(against)

    def percent(self, share: Decimal | None) -> Quantity | None:
        """Return a share of one as a percentage."""
        return None if share is None else Quantity(self.formats.percent(share))

    def percent_rounded(
        self, share: Fraction | Decimal | None, limits: Limits = NO_LIMITS, places: int = 0
    ) -> Quantity | None:
        """Return a computed share of one as a percentage, on its side of ``limits``."""
        return (
            None if share is None else Quantity(self.formats.percent_rounded(share, limits, places))
        )

    def ratio(
        self, ratio: Fraction | Decimal | None, limits: Limits = NO_LIMITS
    ) -> Quantity | None:
        """Return a computed ratio to two places, on its side of ``limits``."""
        return None if ratio is None else Quantity(self.formats.ratio(ratio, limits))

    def yes_no(self, answer: object) -> Phrase | None:
        """Return yes or no. A date in place of a yes counts as one."""
        if answer is None:
            return None
        return Phrase("answer.yes" if answer else "answer.no")

    # Links

    def ref(self, key: Key | None) -> Ref | None:
        """Return the link to a document, or None where this edition does not hold it."""
        if key is None:
            return None
        # It is asked for each time: a page shows what it asked for, not what another did.
        titled = self.site.titled(key)
        if titled is None:
            return None
        kept = self._refs.get(key)
        if kept is not None and kept[0] is titled:
            return kept[1]
        found = Ref(
            key.kind,
            key.id,
            self.words(titled.title),
            self.root + self.addresses.document(self.language, key),
            titled.state,
        )
        self._refs[key] = (titled, found)
        return found

    def refs(self, keys: Iterable[Key]) -> tuple[Ref, ...]:
        """Return the links to those of ``keys`` that this edition holds."""
        return tuple(ref for key in keys if (ref := self.ref(key)) is not None)

    def term(self, key: Key | None) -> Words:
        """Return a word of the vocabulary: ``term(Key("territory", "east-china"))``."""
        if key is None:
            return NO_WORDS
        found = self._terms.get(key)
        if found is None:
            term = self.site.vocabulary.get(key)
            found = self.words(term.title or {"": key.id}) if term else Words(key.id)
            self._terms[key] = found
        return found

    def terms(self, keys: Iterable[Key]) -> tuple[Words, ...]:
        """Return several words of the vocabulary."""
        return tuple(self.term(key) for key in keys)

    def named(self, key: Key | None) -> Ref | Words | None:
        """Return the link to a document, or the word of the vocabulary that ``key`` names.

        None where this edition holds neither.
        """
        if key is not None and key.kind in VOCABULARY_KINDS:
            return self.term(key)
        return self.ref(key)

    def to(self, *segments: str) -> str:
        """Return the link to the page that is the folder of ``segments``, in this language."""
        return self.root + self.addresses.folder(self.language, *segments)

    def to_file(self, *segments: str) -> str:
        """Return the link to a file of this language; the last of ``segments`` is its name."""
        return self.root + self.addresses.file(self.language, *segments)

    def to_page(self, segments: tuple[str, ...], number: int) -> str:
        """Return the link to one page of the list at ``segments``."""
        return self.root + self.addresses.numbered(self.language, segments, number)

    # Prose

    def prose(self, text: Text | None, key: Key, level: int = 2, at: str = "") -> Prose:
        """Return Markdown as HTML. Relative links in it start from the file of ``key``.

        ``at`` is the pointer to the text in its document; ids on the page are made from it.
        """
        if not text:
            return Prose()
        found = choose_language(text, self._preferred)
        html = self.site.renderer.render(
            text[found],
            lambda target: self._lead(target, key, at),
            level,
            anchor_prefix(key, at),
        )
        return Prose(html, "" if found in (self.language, "") else found)

    def _lead(self, target: str, key: Key, at: str) -> Destination | None:
        if target[:1] == "#":
            anchor = self._anchor(key, unquote(target[1:]), at)
            return Destination(f"#{quote(anchor)}") if anchor else None
        named = document_target(target)
        if named is not None:
            return self._destination(named.key, named.heading)
        file = file_target(target, self.handbook.documents[key].origin.path)
        if file is None:
            return None
        linked = self.handbook.files.get(file.path)
        if linked is not None:
            said = language_in(file.path, self.addresses.languages)
            return self._destination(linked, file.heading, said)
        if file.path in self.site.assets:
            place = asset_path(file.path)
            self.site.wanted[place] = file.path
            return Destination(self.root + link_path(place), file.path.rpartition("/")[2])
        return None

    def _destination(self, key: Key, heading: str = "", said: str = "") -> Destination | None:
        """Return the link to a document, or to a heading of it.

        Where the page of this language does not have the heading, and a file in another was named
        (``goals.en.md#steps``), the link leads to the page in that one.
        """
        ref = self.ref(key)
        if ref is None:
            return None
        anchor = self._anchor(key, heading)
        if anchor:
            return Destination(f"{ref.href}#{quote(anchor)}", ref.title.text)
        if heading and said and said != self.language:
            other = self.site.anchors.find(key, (said,)).get(heading)
            if other:
                href = self.root + self.addresses.document(said, key)
                return Destination(f"{href}#{quote(other)}", ref.title.text)
        return Destination(ref.href, ref.title.text)

    def _anchor(self, key: Key, heading: str, at: str = "") -> str | None:
        if not heading:
            return None
        return self.site.anchors.find(key, self._preferred, at).get(heading)

    # Anything, by its schema

    def shown(self, value: Any, field: Field | None, key: Key, at: str = "") -> Shown:
        """Return any value of the document ``key`` as its field says that it is to be shown.

        ``at`` is the pointer to the value in its document.
        """
        if value is None or value in ({}, [], ()):
            return None
        if field is None or field.type == "free":
            return self._free(value)
        if field.type == "list":
            return tuple(
                shown
                for place, one in enumerate(value)
                if (shown := self.shown(one, field.element, key, f"{at}/{place}")) is not None
            )
        if field.type == "mapping":
            return Rows(tuple(self.rows(value, field, key, at)))
        return self._scalar(value, field, key, at)

    def rows(
        self, values: Mapping[str, Any], field: Field, key: Key, at: str = ""
    ) -> Iterator[Fact]:
        """Yield a fact for each entry of a mapping, under the titles of its schema."""
        for name, value in values.items():
            below = field.properties.get(name, field.keys)
            shown = self.shown(value, below, key, f"{at}/{escape_pointer(str(name))}")
            if shown is not None and shown != ():
                title = self.words(below.title) if below and name in field.properties else None
                yield Fact(title or Words(str(name)), shown)

    def _scalar(self, value: Any, field: Field, key: Key, at: str) -> Shown:
        match field.type:
            case "text" if field.markdown:
                return self.prose(value, key, 3, at)
            case "text":
                return self.words(value if isinstance(value, Mapping) else {"": str(value)})
            case "date":
                return self.day(_date(value))
            case "datetime":
                return self.moment(str(value))
            case "period":
                return self.period(parse_period(value, self.handbook.settings.fiscal_year))
            case "reference":
                return self._reference(str(value), field.refs)
            case "number" | "integer" | "boolean" | "scalar" | "done":
                return self._plain(value)
        if value in field.options:
            return self._option_words(value, field)
        return Words(str(value))

    def _plain(self, value: Any) -> Shown:
        """Show a value of a field that takes several types: a figure, a yes or no, a date."""
        if isinstance(value, bool):
            return self.yes_no(value)
        if isinstance(value, int | float | Decimal):
            return Quantity(self.formats.number(Decimal(str(value))))
        return self.day(_date(value)) or Words(str(value))

    def _option_words(self, value: str, field: Field) -> Words:
        position = field.options.index(value)
        words = field.option_words[position] if position < len(field.option_words) else None
        return self.words(words) or Words(value)

    def _reference(self, written: str, refs: tuple[str, ...]) -> Shown:
        return self.named(self.handbook.resolve(written, refs))

    def _free(self, value: Any) -> Shown:
        """Show a value of ``extra``, which has no schema: as it was written."""
        if isinstance(value, Mapping):
            return Rows(tuple(_named(str(name), self._free(one)) for name, one in value.items()))
        if isinstance(value, list | tuple):
            return tuple(self._free(one) for one in value)
        if isinstance(value, bool):
            return self.yes_no(value)
        return Words(str(value))


def _named(name: str, value: Shown) -> Fact:
    label: Label = Words(name)
    return Fact(label, value)


def _below(field: Field | None, name: str) -> Field | None:
    """Return the field called ``name`` in a mapping, or in a list of mappings."""
    while field is not None and field.type == "list":
        field = field.element
    return field.properties.get(name, field.keys) if field else None


def _date(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def period_name(period: Period, formats: Formats) -> Phrase:
    """Return what a period is called: a quarter by its name, a range by its days."""
    if period.type == "range":
        days = {"start": formats.day(period.start), "end": formats.day(period.end)}
        return Phrase("period.range", days)
    if period.type == "week":
        return Phrase("period.week", {"year": str(period.year), "number": str(period.number)})
    number = f".{period.number}" if period.number else ""
    return Phrase(f"period.{period.type}{number}", {"year": str(period.year)})


def _vocabulary(handbook: Handbook) -> dict[Key, Term]:
    vocabulary = handbook.settings.vocabulary
    return {
        **{Key("territory", term.id): term for term in vocabulary.territories},
        **{Key("product_line", term.id): term for term in vocabulary.product_lines},
    }
