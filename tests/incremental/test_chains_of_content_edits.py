"""Whatever is edited, for whomever is built: site and findings are those of a clean run."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random
from typing import Any

import pytest

from builders.content_edits import Editor, copy_inputs, make_project
from builders.sites import tree_of
from planbook.as_of import fixed_as_of
from planbook.checked import Checked
from planbook.keeping import KeptRun, begin_run
from planbook.model.edition import Edition
from planbook.pipeline import Built, Request, build_site, check_project

SEEDS = (1, 2, 3)
STEPS = 3


class Chain:
    """One project that is edited and built again and again, beside clean copies of it."""

    def __init__(self, top: Path, seed: int) -> None:
        self.root, self.clean = top / "kept" / "plans", top / "clean" / "plans"
        make_project(self.root)
        self.chance = Random(seed)
        self.editor = Editor(self.root, self.chance)
        self.made: list[str] = []
        self.kept = 0

    def step(self) -> None:
        """Edit, run and compare."""
        editor, chance = self.editor, self.chance
        for _ in range(chance.choice([0, 1, 1, 1, 1, 2, 4])):
            self.made.append(editor.edit())
        edition = editor.choose_edition()
        only_checks = chance.random() < 0.15
        self.made.append(f"{'validate' if only_checks else 'build'} {edition.name} {editor.day}")
        as_of = fixed_as_of(editor.day)
        copy_inputs(self.root, self.clean)
        expected = check_project(self.clean, as_of)
        run = begin_run(self.root, as_of, None if only_checks else edition, None, 1)
        self.kept += isinstance(run, KeptRun)
        self.compare(told(run.checked), told(expected))
        if expected.is_sound and not only_checks and can_be_for(edition, expected):
            self.compare_sites(run.build(request_for(edition)), expected, edition)
        run.keep()
        # A store of other settings is begun anew.
        if expected.is_sound:
            if chance.random() < 0.8:
                editor.keep()
        elif chance.random() < 0.7:
            self.made.append(editor.mend())

    def compare(self, found: dict[str, Any], expected: dict[str, Any]) -> None:
        for name, value in expected.items():
            if found[name] != value:
                one, other = found[name], value
                if isinstance(value, tuple):
                    one = [each for each in found[name] if each not in value]
                    other = [each for each in value if each not in found[name]]
                pytest.fail(f"{name}: {one}\ninstead of {other}\nafter {self.made}")

    def compare_sites(self, built: Built, checked: Checked, edition: Edition) -> None:
        expected = build_site(checked, request_for(edition))
        assert built.diagnostics == expected.diagnostics, self.made
        assert built.drafts_left_out == expected.drafts_left_out, self.made
        assert (built.report is None) == (expected.report is None), self.made
        if built.report is not None and expected.report is not None:
            assert built.report.pages == expected.report.pages, self.made
            site = folder_of(edition)
            found, clean = tree_of(self.root / site), tree_of(self.clean / site)
            unlike = {path for path in found | clean if found.get(path) != clean.get(path)}
            assert not unlike, (sorted(unlike), self.made)


def folder_of(edition: Edition) -> str:
    return f"site-{edition.name.replace(':', '-')}"


def request_for(edition: Edition) -> Request:
    return Request(Path(folder_of(edition)), edition, jobs=1)


def can_be_for(edition: Edition, checked: Checked) -> bool:
    """Return whether there is such a viewer."""
    assert checked.project is not None
    assert checked.handbook is not None
    viewer = edition.viewer
    if viewer is None or viewer in checked.project.settings.readers:
        return True
    return any(key.kind == "person" and key.id == viewer for key in checked.handbook.documents)


def told(checked: Checked) -> dict[str, Any]:
    """Return everything that a run says of a project."""
    return {
        "diagnostics": checked.diagnostics,
        "found": checked.found,
        "allowed": checked.allowed,
        "in the way": checked.in_the_way,
        "counts": (checked.files, checked.documents, checked.drafts),
        "sound": checked.is_sound,
        "day": checked.as_of,
        "texts": dict(checked.texts),
        "named": sorted(checked.named),
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_any_chain_of_edits_gives_what_a_clean_run_gives(tmp_path: Path, seed: int) -> None:
    chain = Chain(tmp_path, seed)
    for _ in range(STEPS):
        chain.step()
    assert chain.kept


def main() -> None:
    """Try one seed after the other, from the numbers given: ``python FILE FIRST COUNT STEPS``."""
    import sys
    import tempfile
    import traceback

    first, count, steps = map(int, sys.argv[1:4])
    for seed in range(first, first + count):
        top = Path(tempfile.mkdtemp())
        chain = Chain(top, seed)
        try:
            for _ in range(steps):
                chain.step()
        except (Exception, pytest.fail.Exception):
            print(f"seed {seed} in {top}", flush=True)  # noqa: T201
            traceback.print_exc()
        else:
            shutil.rmtree(top)
        print(f"seed {seed}: {chain.kept} kept", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
