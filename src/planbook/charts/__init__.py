"""Figures to pictures: SVG as text, without words, colours or sizes of its own."""
