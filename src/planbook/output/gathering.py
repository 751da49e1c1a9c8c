"""Pages that other pages stand in: made last, of the bytes of the new site.

Where such a page stands and only some of those in it changed, it is taken as it is, and their parts
are put in anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from planbook.output.changes import Changes
from planbook.output.manifest import Manifest
from planbook.output.target import Target
from planbook.rendering.gathering import Places, Sheet, fill, has_same_frame, refill
from planbook.rendering.renderer import Fault, Rendered


def gather(
    sheets: Iterable[str],
    places: Places,
    target: Target,
    manifest: Manifest,
    changes: Changes,
    render: Callable[[str], Rendered | Fault],
) -> Iterator[Rendered | Fault]:
    """Yield those of ``sheets``, pages that gather others, which are to be made.

    Every other page has been made: it stands in the fresh folder, or in the site as it was.
    ``changes`` has the digests of these, and by now those of the sheets; ``render`` gives one with
    its slots. Raises OSError.
    """

    def read(path: str) -> bytes:
        folder = target.fresh if path in changes.digests else target.path
        return (folder / path).read_bytes()

    for path in sheets:
        sheet = Sheet(path, places)
        entry = manifest.entries.get(path)
        if entry is not None and has_same_frame(entry.digest, changes.digests[path]):
            filled = (target.path / path).read_bytes()
            yield Rendered(path, refill(filled, sheet, read, changes.digests.__contains__))
            continue
        frame = render(path)
        if isinstance(frame, Fault):
            yield frame
        else:
            yield Rendered(path, fill(frame.content, sheet, read))
