"""Earlier versions of documents, seen with the eyes of an edition as it is today.

Whoever may not see a document today does not learn of what it was either, whatever was allowed
then. What a version itself kept from somebody stays so: its audience was written in it, and what
its fields were kept from was said by the schemas of then.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import structs

from planbook.editions import Redactor, Sight
from planbook.linking.hidden_mentions import HiddenMentions
from planbook.model.document import Document, Key
from planbook.model.handbook import Handbook


class Eyes:
    """What an edition sees of earlier versions. Without a ``sight`` that is everything.

    ``gone`` are documents that the handbook of ``today`` does not hold any more, and whether they
    may be told of; ``mentions`` knows the names of what is hidden among them too.
    """

    def __init__(
        self,
        sight: Sight | None,
        mentions: HiddenMentions | None,
        today: Handbook,
        gone: Mapping[Key, bool],
    ) -> None:
        self._sight = sight
        self._mentions = mentions
        self._today = today
        self._gone = gone

    def cut(self, document: Document, then: Handbook) -> Document | None:
        """Return what is seen of a document of the handbook ``then``, if anything."""
        sight, mentions = self._sight, self._mentions
        if sight is None or mentions is None:
            return document
        seen: Document | None = document
        # Schemas that have changed since may have kept other fields back.
        kinds = (
            (then.kinds,) if then.kinds is self._today.kinds else (then.kinds, self._today.kinds)
        )
        for each in kinds:
            if seen is None or seen.kind not in each:
                return None
            handbook = structs.replace(then, kinds=each)
            reader = structs.replace(sight.reader, handbook=handbook)
            if not (self.is_shown(seen.key) and reader.sees_document(seen)):
                return None
            visible = _Shown(self)
            seen = Redactor(handbook, reader, visible, mentions, sight.holders).document(seen)
        return seen

    def is_shown(self, key: Key) -> bool:
        """Return whether the edition holds a document today, or would, if it was there still."""
        if self._sight is None:
            return True
        if key in self._today.documents:
            return key in self._sight.visible
        return self._gone.get(key, False)


class _Shown:
    """The documents that an edition holds today."""

    def __init__(self, eyes: Eyes) -> None:
        self._eyes = eyes

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and self._eyes.is_shown(Key(*key))
