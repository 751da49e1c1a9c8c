"""The files that go into a site as they are: linked ones, the project's, the theme's."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from planbook.diagnostics.codes.site import SITE_ASSET_UNREADABLE
from planbook.diagnostics.finding import Finding, Outcome, Place
from planbook.language import Text
from planbook.model.edition import Edition
from planbook.model.handbook import Handbook, index_handbook
from planbook.output.changes import check_addresses
from planbook.pages import Asset
from planbook.reading.attachments import digest_attachments
from planbook.reading.sources import STATIC, Attachment, Sources
from planbook.reading.theme import Theme
from planbook.rendering.theme import theme_assets
from planbook.scoring.results import Scores
from planbook.urls import addresses_of, project_file_path
from planbook.views.site import build_pages

_NONE: Final[Mapping[str, Attachment]] = MappingProxyType({})
_NOT_READABLE: Final[Text] = {"en": "permission denied", "zh": "没有读取权限"}


def gather_assets(
    linked: Mapping[str, str],
    sources: Sources,
    theme: Theme,
    named: Mapping[str, Attachment] = _NONE,
) -> Outcome[tuple[Asset, ...]]:
    """Return all files that go into the site as they are; those that cannot be read are findings.

    ``linked`` are the content's files that pages link to: path in the site → path in the project.
    ``named`` are those that planbook.yaml names, by their paths in the project.
    """
    wanted: dict[str, Attachment] = {path: sources.assets[own] for path, own in linked.items()}
    wanted.update((project_file_path(path), attachment) for path, attachment in named.items())
    for path, attachment in sources.statics.items():
        wanted[_address(path)] = attachment
    digests = digest_attachments(wanted.values())
    own = (
        Asset(path, attachment.location, digests.value[attachment.path], attachment.path)
        for path, attachment in wanted.items()
        if attachment.path in digests.value
    )
    return Outcome((*theme_assets(theme), *own), digests.findings)


def check_statics(handbook: Handbook, sources: Sources, theme: Theme) -> Iterator[Finding]:
    """Yield what is wrong with the files in ``static/``, without making a page of a document.

    They may not take the address of a page, must have names that an address can carry, and be
    readable.
    """
    if not sources.statics:
        return
    statics = [
        Asset(_address(path), attachment.location, "", path)
        for path, attachment in sources.statics.items()
    ]
    yield from check_addresses(
        dict.fromkeys(_addresses(handbook)), (*theme_assets(theme), *statics)
    )
    for static in statics:
        if not os.access(static.source, os.R_OK):
            place = Place(static.written)
            yield SITE_ASSET_UNREADABLE.at(place, name=static.written, reason=_NOT_READABLE)


def _address(static: str) -> str:
    return static.removeprefix(f"{STATIC}/")


def _addresses(handbook: Handbook) -> Iterator[str]:
    """Yield where pages will stand: those of any site, and those of the documents."""
    settings, kinds = handbook.settings, handbook.kinds
    bare = index_handbook((), kinds, settings)
    # The day matters to what pages show, not to where they stand.
    day = settings.as_of or date(2000, 1, 1)
    for page in build_pages(bare, Scores(day), Edition("private"), day).pages:
        yield page.path
    addresses = addresses_of(kinds, settings.languages)
    for language in settings.languages:
        for section in addresses.sections.values():
            yield addresses.folder(language, section)
        for key in handbook.documents:
            yield addresses.document(language, key)
