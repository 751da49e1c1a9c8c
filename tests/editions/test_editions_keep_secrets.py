"""Canaries: the example handbook with a mark in everything private, every byte of editions read.

Who may see a mark is decided here by a short table of its own, not by the code under test.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from planbook.as_of import fixed_as_of
from planbook.model.document import Document
from planbook.model.edition import Edition
from planbook.model.field import Field
from planbook.model.handbook import Handbook
from planbook.model.person import Person
from planbook.output.single_file import compose_file
from planbook.pipeline import Request, build_site, check_project

REPOSITORY = Path(__file__).parents[2]
AS_OF = datetime.date(2026, 9, 10)

# Whom a document is about, and who wrote it, in the words of the data model.
SUBJECTS = {
    "review": "person",
    "improvement": "person",
    "growth": "person",
    "feedback": "to",
    "goal": "owner",
    "training": "for",
    "incentive": "for",
    "meeting": ("owner", "attendees"),
}
AUTHORS = {"review": "reviewer", "feedback": "from"}


@dataclass(frozen=True)
class Canary:
    """A mark, and the persons who may see it besides the private edition's readers."""

    mark: str
    readers: frozenset[str]
    place: str


def below_of(field: Field, name: str) -> Field:
    """Return the field of a mapping's property."""
    below = field.properties.get(name) or field.keys
    assert below is not None
    return below


class Marker:
    """Puts marks into documents, and remembers who may see which."""

    def __init__(self, handbook: Handbook) -> None:
        self.handbook = handbook
        self.canaries: list[Canary] = []
        self._numbers = count(1)

    def mark(self, document: Document) -> dict[str, Any]:
        """Return the document's values with marks in all that is private."""
        readers = self._readers(document)
        whole = document.values["audience"] == "private"
        field = self.handbook.kinds[document.kind].field
        return {
            name: self._mark(
                value, field.properties[name], readers, f"{document.key}/{name}", whole
            )
            if name not in ("kind", "id", "audience", "state")
            else value
            for name, value in document.values.items()
        }

    def _mark(
        self, value: Any, field: Field, readers: frozenset[str], place: str, secret: bool
    ) -> Any:
        secret = secret or field.audience == "private"
        if field.type == "list":
            assert field.element is not None
            return [self._mark(each, field.element, readers, place, secret) for each in value]
        if isinstance(value, dict) and field.type == "mapping" and (field.properties or field.keys):
            own = value.get("person") if "person" in field.properties and place else None
            about_one = place.endswith(("/people", "/adjustments"))
            inner = self._upwards({own}) if own and about_one else readers
            return {
                name: self._mark(each, below_of(field, name), inner, f"{place}/{name}", secret)
                for name, each in value.items()
            }
        if not secret:
            return value
        if field.type == "text" and not field.refs:
            return {
                language: f"{words} {self._new(readers, place)}"
                for language, words in value.items()
            }
        if field.type == "number" and place.split("/")[-1] in (
            "amount",
            "quota",
            "variable",
            "cost",
        ):
            return int(self._new(readers, place))
        return value

    def _new(self, readers: frozenset[str], place: str) -> str:
        mark = str(731_000_000 + next(self._numbers))
        self.canaries.append(Canary(mark, readers, place))
        return mark

    def _readers(self, document: Document) -> frozenset[str]:
        names = SUBJECTS.get(document.kind, ())
        people: set[str] = set()
        for name in (names,) if isinstance(names, str) else names:
            written = document.values.get(name, [])
            people.update([written] if isinstance(written, str) else written)
        leads = {self.handbook.lead_of(name) for name in people} - {None}
        if document.kind == "incentive" and document.values["audience"] != "private":
            people |= {
                person.id
                for person in self.handbook.all(Person)
                if person.role is not None
                and person.role.id in people
                and person.is_in_force
                and person.in_service(AS_OF)
            }
        author = document.values.get(AUTHORS.get(document.kind, ""))
        return self._upwards(people | leads) | ({author} if author else frozenset())

    def _upwards(self, people: set[Any]) -> frozenset[str]:
        above = {boss for person in people for boss in self.handbook.managers_above(person)}
        known = {person.id for person in self.handbook.all(Person)}
        return frozenset((people | above) & known)


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Canary, ...], Handbook]:
    """Return a project like the repository's own with its marks, and its handbook."""
    original = check_project(REPOSITORY, fixed_as_of(AS_OF)).handbook
    assert original is not None
    root = tmp_path_factory.mktemp("canaries")
    (root / "planbook.yaml").write_bytes((REPOSITORY / "planbook.yaml").read_bytes())
    marker = Marker(original)
    for number, document in enumerate(original.documents.values()):
        if document.kind == "chapter":
            continue
        path = root / "content" / f"{number:04d}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            json.dumps(marker.mark(document), ensure_ascii=False, default=float), "utf-8"
        )
    return root, tuple(marker.canaries), original


def built(root: Path, edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Build an edition and yield every file's name and bytes."""
    out = root / "out" / f"{edition.audience}-{edition.viewer}"
    checked = check_project(root, fixed_as_of(AS_OF))
    assert checked.is_sound, [(found.path, found.message) for found in checked.diagnostics]
    result = build_site(checked, Request(out, edition))
    assert result.report is not None, result.diagnostics
    for path in sorted(out.rglob("*")):
        if path.is_file():
            yield path.relative_to(out).as_posix(), path.read_bytes()
    for folder in ("", "en/"):
        yield f"{folder}one file", compose_file(out, edition.name, folder).content


_MARKS = re.compile(r"(?=(731[0-9]{6}))")


def leaked(files: Mapping[str, bytes], marks: Mapping[str, Canary]) -> set[str]:
    """Return the marks that stand in any byte of ``files``, however their digits are grouped."""
    found: set[str] = set()
    for content in files.values():
        # A calendar's lines are folded, and a hidden word may stand on two of them.
        text = content.decode("utf-8", "replace").replace("\r\n ", "")
        text = text.replace(",", "").replace("731 ", "731")
        found.update(mark for mark in _MARKS.findall(text) if mark in marks)
    return found


EDITIONS = (
    Edition("public"),
    Edition("team"),
    Edition("team", "lin-yue"),
    Edition("team", "chen-rui"),
    Edition("team", "sun-hao"),
)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: each.viewer or each.audience)
def test_no_byte_of_an_edition_tells_what_its_reader_may_not_see(
    marked: tuple[Path, tuple[Canary, ...], Handbook], edition: Edition
) -> None:
    root, canaries, handbook = marked
    marks = {canary.mark: canary for canary in canaries}
    assert len(marks) > 500
    files = dict(built(root, edition))
    found = leaked(files, marks)
    told = {marks[mark].place for mark in found if edition.viewer not in marks[mark].readers}
    assert told == set()
    if edition.viewer is None:
        assert found == set()
    else:
        # The other half: what the viewer may see is really there.
        assert found == {mark for mark, each in marks.items() if edition.viewer in each.readers}
    hidden = {
        document.id
        for document in handbook.documents.values()
        if document.values["audience"] == "private"
        and edition.viewer not in Marker(handbook)._readers(document)
        and len(document.id) > 12
    }
    assert hidden or edition.viewer == "lin-yue"  # the head sees everybody
    names = "\n".join(files)
    for id_ in hidden:
        assert id_ not in names
        unfolded = (content.replace(b"\r\n ", b"") for content in files.values())
        assert not any(id_.encode() in content for content in unfolded), id_


def test_the_private_edition_has_every_mark(
    marked: tuple[Path, tuple[Canary, ...], Handbook],
) -> None:
    root, canaries, _ = marked
    marks = {canary.mark: canary for canary in canaries}
    found = leaked(dict(built(root, Edition("private"))), marks)
    assert {marks[mark].place for mark in marks.keys() - found} == set()
