"""Codes of what is wrong in a theme's own file, theme.yaml."""

from __future__ import annotations

from typing import Final

from planbook.diagnostics.codes.schema import project_file_codes

THEME_FILE_CODES: Final = project_file_codes(
    "theme",
    {"en": "In a theme's theme.yaml: ", "zh": "主题的 theme.yaml 中："},
    (
        ("title: Our colours\n", "name: our-colours\ntitle: Our colours\n"),
        ("name: our-colours\nextend: default\n", "name: our-colours\nextends: default\n"),
        ("languages: zh\n", "languages: [zh]\n"),
        ("languages: [chinese language]\n", "languages: [zh]\n"),
        ("name: Our Colours\n", "name: our-colours\n"),
        ("title: {}\n", "title: Our colours\n"),
    ),
)

CODES: Final = THEME_FILE_CODES.all()
