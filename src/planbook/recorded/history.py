"""What git's history says of a project, in tables: a new commit concerns what it changed alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import msgspec

from planbook.codec import decoder_for, encode
from planbook.digest import digest_of
from planbook.history.past import Past
from planbook.history.retrospect import Retrospect
from planbook.history.telling import History
from planbook.model.edition import Edition
from planbook.reading.git.head import Head
from planbook.reading.git.log import NO_LOG, Log
from planbook.reading.git.versions import Versions
from planbook.recorded.content import RecordedContent, codec_of
from planbook.recorded.edition import RecordedEdition
from planbook.recording.properties import record_properties
from planbook.recording.recorder import Recorder
from planbook.recording.table import Table, Whole
from planbook.recording.unit import Codec

_NAME: Final = "history"
_LACKING: Final = f"{_NAME}.lacking"


class RecordedHistory:
    """The history of a project, in tables of ``recorder``.

    ``git`` says which commit the project stands at, ``written`` is the log that an earlier run
    left. What git keeps under an id never changes: that it is read is noted nowhere.
    """

    def __init__(
        self,
        recorder: Recorder,
        content: RecordedContent,
        git: Table[str, Head | None],
        day: Table[str, date],
        written: bytes | None,
    ) -> None:
        self._recorder = recorder
        self._content = content
        self._git = git
        self._written = written
        self._versions: Versions | None = None
        # Who rests on what git lacks reads this, and is asked again by the next run.
        self._lacking: Table[str, None] = recorder.given(
            _LACKING, self._digest_of_lacking(), lambda _: None
        )
        self.past = record_properties(
            Past(
                content.handbook,
                None,
                date.min,
                None,
                self._known,
                content.file.get,
                content.names,
                self._lack,
            ),
            recorder,
            _NAME,
            _kept,
            asked={
                "head": lambda: git.get(""),
                "as_of": lambda: day[""],
                "versions": self._read_versions,
            },
        )

    def renew(self) -> None:
        """Ask again for what git lacked: it may be there by now."""
        self._recorder.give(self._lacking, self._digest_of_lacking())

    def seen_by(self, edition: Edition, sees: RecordedEdition) -> History:
        """Return what the history says to the readers of an edition."""
        return record_properties(
            Retrospect(self.past, sees.handbook, edition, None),
            self._recorder,
            f"{sees.name}{_NAME}",
            _kept,
            asked={"sight": sees.sight},
        )

    def prepare(self) -> None:
        """Work out what many pages ask for: before there are copies that would do it once more."""
        histories = self.past.histories
        assert isinstance(histories, Whole)
        self._recorder.settle_all(histories.source.table, ("",))

    def log_to_keep(self) -> bytes | None:
        """Return the log as it is to be kept, where it is another one than an earlier run left."""
        if not self._recorder.runs[f"{_NAME}.log"]:
            return None
        self._written = msgspec.msgpack.encode(self.past.log)
        return self._written

    @property
    def is_lacking(self) -> bool:
        """Whether something that was found rests on what git lacks."""
        return self._recorder.is_read(self._lacking, "")

    def _lack(self) -> None:
        self._lacking.get("")

    def _digest_of_lacking(self) -> Mapping[str, bytes]:
        """Return another digest than that of the last run, where somebody has read that."""
        last = self._recorder.last_read(_LACKING, "")
        return {} if last is None else {"": digest_of(last).encode()}

    def close(self) -> None:
        """End whoever reads files as they were."""
        if self._versions is not None:
            self._versions.close()
            self._versions = None

    def _known(self) -> Log:
        if self._written is None:
            return NO_LOG
        try:
            return msgspec.msgpack.decode(self._written, type=Log)
        except msgspec.MsgspecError:
            return NO_LOG

    def _read_versions(self) -> Versions | None:
        if self._versions is None:
            with self._recorder.aside():
                head: Head | None = self._git.get("")
            if head is not None:
                handbook = self._content.handbook
                self._versions = Versions(head, handbook.settings, handbook.kinds, self._lack)
        return self._versions


def _kept(type_: Any) -> Codec | None:
    """Return how answers of a type are kept; None where they cannot be compared."""
    try:
        decoder_for(type_)
    except TypeError:
        return None
    # The log lies in the store once already, for the next one to begin with.
    return Codec(lambda value: encode(value, type_)) if type_ is Log else codec_of(type_)
