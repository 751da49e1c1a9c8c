"""A build gives way to what is saved meanwhile, and nothing ends the server."""

from __future__ import annotations

from pathlib import Path

from planbook.serving.build_outcome import BuildOutcome, IsSuperseded
from planbook.serving.debounce import Debounce
from planbook.serving.feed import Feed
from planbook.serving.session import GIVEN_UP_AT_MOST, build_until_done, wait_for_change

TOO_BAD = BuildOutcome(ok=False, problem={"en": "too bad"})


class Site:
    """A site during each of whose builds something is saved, so many times."""

    folder = Path("site")

    def __init__(self, debounce: Debounce, saves: int = 0, fails: bool = False) -> None:
        self.builds: list[str] = []
        self.outdated = False
        self._debounce = debounce
        self._saves = saves
        self._fails = fails

    def is_outdated(self) -> bool:
        return self.outdated

    def rebuild(self, is_superseded: IsSuperseded) -> BuildOutcome | None:
        if self._saves:
            self._saves -= 1
            self._debounce.note(["again"])
        if is_superseded():
            self.builds.append("given up")
            return None
        if self._fails:
            raise RuntimeError("oh")
        self.builds.append("done")
        return BuildOutcome(ok=True, changed=("a",))


def build(site: Site, debounce: Debounce) -> tuple[Feed, list[BuildOutcome]]:
    feed, told = Feed(), list[BuildOutcome]()
    build_until_done(site, debounce, feed, lambda one, _: told.append(one), lambda _: TOO_BAD)
    return feed, told


def test_a_build_is_given_up_for_a_newer_save_and_told_once() -> None:
    debounce = Debounce()
    site = Site(debounce, saves=2)
    feed, told = build(site, debounce)
    assert site.builds == ["given up", "given up", "done"]
    assert (feed.number, len(told)) == (1, 1)
    assert not debounce.is_pending


def test_after_some_that_were_given_up_one_is_done_whatever_is_saved() -> None:
    debounce = Debounce()
    site = Site(debounce, saves=99)
    build(site, debounce)
    assert site.builds == ["given up"] * GIVEN_UP_AT_MOST + ["done"]
    # What was saved during that one is built next.
    assert debounce.is_pending


def test_what_should_not_happen_is_told_and_the_server_goes_on() -> None:
    debounce = Debounce()
    feed, told = build(Site(debounce, fails=True), debounce)
    assert told == [TOO_BAD]
    assert feed.number == 1


def test_a_new_day_is_built_though_nothing_was_saved() -> None:
    debounce = Debounce()
    site = Site(debounce)
    site.outdated = True
    wait_for_change(site, debounce)
