"""Whatever was edited, in whatever order: the site is, to the byte, that of a clean build."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from builders.killing import kill_at
from builders.sites import Words, build_site, spare_of, theme_of, tree_of
from planbook.output import exchange, target
from planbook.pages import Asset, Page
from planbook.reading.files import digest_file

FOREIGN = "a/mine.txt"
STEADY = ("s/index.html", "s/t/index.html", "u.html", "v.html", "w.html")
PATHS = ("index.html", "a/index.html", "a/b/index.html", "c", "en/a/index.html", "x.html")
TEMPLATES = {
    "layout.html": '<p>{% block body %}{% endblock %}{% include "part.html" %}',
    "part.html": "part",
    "page.html": '{% extends "layout.html" %}{% block body %}{{ view.title }}{% endblock %}',
    "word.html": '{% extends "layout.html" %}{% block body %}{{ ui("goal") }}{% endblock %}',
}
WAITS = st.sampled_from([False, False, True])
LETTERS = st.sampled_from(["", "a", "b", "目标", "<b>"])


@dataclass
class Plan:
    """What a site is to be made of."""

    pages: dict[str, Page] = field(
        default_factory=lambda: {
            "index.html": Page("index.html", "en", "page.html", Words("a")),
            "zh/index.html": Page("zh/index.html", "zh", "word.html", Words("a")),
            # Beside them most edits are small enough for the spare.
            **{path: Page(path, "en", "page.html", Words(path)) for path in STEADY},
        }
    )
    templates: dict[str, str] = field(default_factory=lambda: dict(TEMPLATES))
    words: dict[str, dict[str, str]] = field(
        default_factory=lambda: {"en": {"goal": "Goal"}, "zh": {"goal": "目标"}}
    )
    asset: str | None = None
    version: str = "1"
    edition: str = "team"
    foreign: str | None = None


class ChainOfEdits(RuleBasedStateMachine):
    """Edits a plan and harms the site, builds, and compares with a build from nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.top = Path(tempfile.mkdtemp())
        self.project = self.top / "plans"
        self.project.mkdir()
        self.plan = Plan()
        self.is_built = True
        self.is_spare_harmed = False

    @initialize()
    def begin(self) -> None:
        self.build()

    @rule(
        waits=WAITS,
        path=st.sampled_from(PATHS),
        language=st.sampled_from(["en", "zh", "fr"]),
        template=st.sampled_from(["page.html", "word.html", ""]),
        title=LETTERS,
    )
    def write_page(self, waits: bool, path: str, language: str, template: str, title: str) -> None:
        self.plan.pages[path] = Page(path, language, template, Words(title))
        self._go_on(waits)

    @rule(waits=WAITS, path=st.sampled_from(PATHS))
    def remove_page(self, waits: bool, path: str) -> None:
        self.plan.pages.pop(path, None)
        self._go_on(waits)

    @rule(waits=WAITS, name=st.sampled_from(sorted(TEMPLATES)), addition=LETTERS)
    def edit_template(self, waits: bool, name: str, addition: str) -> None:
        self.plan.templates[name] = TEMPLATES[name] + addition
        self._go_on(waits)

    @rule(waits=WAITS, language=st.sampled_from(["en", "zh"]), words=LETTERS)
    def edit_words(self, waits: bool, language: str, words: str) -> None:
        self.plan.words[language]["goal"] = words
        self._go_on(waits)

    @rule(waits=WAITS, content=st.none() | LETTERS)
    def edit_asset(self, waits: bool, content: str | None) -> None:
        self.plan.asset = content
        self._go_on(waits)

    @rule(waits=WAITS, version=st.sampled_from(["1", "2"]))
    def upgrade(self, waits: bool, version: str) -> None:
        self.plan.version = version
        self._go_on(waits)

    @rule(waits=WAITS, path=st.sampled_from(PATHS), content=LETTERS)
    def tamper(self, waits: bool, path: str, content: str) -> None:
        place = self.project / "site" / path
        if place.is_file():
            place.write_bytes(bytes(reversed(place.read_bytes())) + content.encode())
        self._go_on(waits)

    @rule(waits=WAITS, path=st.sampled_from(PATHS))
    def delete(self, waits: bool, path: str) -> None:
        (self.project / "site" / path).unlink(missing_ok=True)
        self._go_on(waits)

    @rule(waits=WAITS)
    def lose_the_cache(self, waits: bool) -> None:
        shutil.rmtree(self.project / ".planbook", ignore_errors=True)
        self._go_on(waits)

    @rule(waits=WAITS)
    def lose_the_site(self, waits: bool) -> None:
        self.plan.foreign = None
        shutil.rmtree(self.project / "site", ignore_errors=True)
        self._go_on(waits)

    @rule(waits=WAITS, edition=st.sampled_from(["team", "private"]))
    def build_for_others(self, waits: bool, edition: str) -> None:
        self.plan.edition = edition
        self._go_on(waits)

    @rule(waits=WAITS, content=st.none() | LETTERS)
    def put_something_into_the_site(self, waits: bool, content: str | None) -> None:
        place = self.project / "site" / FOREIGN
        if place.parent.is_dir():
            self.plan.foreign = content
            if content is None:
                place.unlink(missing_ok=True)
            else:
                place.write_text(content, "utf-8")
        self._go_on(waits)

    @rule(
        waits=WAITS,
        path=st.sampled_from([*PATHS, *STEADY, "a/EVIL.html", "EVIL"]),
        harm=st.sampled_from(["delete", "write", "rewrite", "replace"]),
    )
    def harm_the_spare(self, waits: bool, path: str, harm: str) -> None:
        self.is_spare_harmed = True
        for spare in self.project.glob(".planbook/*.spare/site"):
            place = spare / path
            if harm in ("delete", "replace"):
                place.unlink(missing_ok=True)
            if harm == "rewrite" and place.is_file():
                place.write_bytes(bytes(reversed(place.read_bytes())))
            if harm in ("write", "replace") and place.parent.is_dir() and not place.is_dir():
                place.write_text("EVIL")
        self._go_on(waits)

    @rule(step=st.integers(0, 90))
    def die_while_building(self, step: int) -> None:
        kill_at(step, lambda: self._build_into(self.project))
        self._go_on(waits=False)

    @rule()
    def build(self) -> None:
        before = self._tree()
        self._build_into(self.project)
        # Where nothing is to be done, nobody looks at the spare.
        self.is_spare_harmed &= self._tree() == before
        self.is_built = True

    @invariant()
    def site_is_that_of_a_clean_build(self) -> None:
        if self.is_built:
            clean = self.top / "clean"
            clean.mkdir()
            self._build_into(clean)
            built = tree_of(self.project / "site")
            foreign = built.pop(FOREIGN, None)
            assert foreign == (None if self.plan.foreign is None else self.plan.foreign.encode())
            assert built == tree_of(clean / "site")
            shutil.rmtree(clean)

    @invariant()
    def spare_holds_what_the_site_holds(self) -> None:
        if not self.is_built or self.is_spare_harmed:
            return
        spare, site = spare_of(self.project), self.project / "site"
        if spare is not None:
            # What is not planbook's is not taken along: with it, the spare rests.
            own = tree_of(site).keys() - {FOREIGN}
            assert tree_of(spare).keys() == own
            assert all((spare / path).samefile(site / path) for path in own)

    def _go_on(self, waits: bool) -> None:
        """Build after an edit, or wait for the next one."""
        self.is_built = False
        if not waits:
            self.build()

    def _tree(self) -> int:
        """Return what tells the tree that is the site now from others."""
        site = self.project / "site"
        return site.stat().st_ino if site.is_dir() else 0

    def teardown(self) -> None:
        shutil.rmtree(self.top)

    def _build_into(self, project: Path) -> None:
        assets: tuple[Asset, ...] = ()
        if self.plan.asset is not None:
            source = self.top / "logo"
            source.write_text(self.plan.asset, "utf-8")
            digest = digest_file(source)
            assert isinstance(digest, str)
            assets = (Asset("static/logo", source, digest),)
        outcome = build_site(
            project,
            self.plan.pages.values(),
            theme=theme_of(self.plan.templates, self.plan.words),
            assets=assets,
            version=self.plan.version,
            edition=self.plan.edition,
            force=True,
        )
        assert outcome.value is not None, outcome.findings


TestOneStep = ChainOfEdits.TestCase
TestOneStep.settings = settings(max_examples=6, stateful_step_count=25, deadline=None)


@pytest.mark.usefixtures("_in_two_steps")
class TestTwoSteps(ChainOfEdits.TestCase):  # type: ignore[misc, valid-type]  # made by Hypothesis
    """The same where folders cannot be exchanged in one step."""

    settings = settings(max_examples=4, stateful_step_count=25, deadline=None)


@pytest.mark.usefixtures("_at_a_mount_point")
class TestMountPoint(ChainOfEdits.TestCase):  # type: ignore[misc, valid-type]  # made by Hypothesis
    """The same where the site is a mount point."""

    settings = settings(max_examples=4, stateful_step_count=25, deadline=None)


@pytest.fixture
def _in_two_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "exchange_folders", lambda *_: False)


@pytest.fixture
def _at_a_mount_point(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(target, "is_mount_point", lambda path: path.is_dir())
