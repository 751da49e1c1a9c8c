"""Markdown as planbook reads it: one parser for checking texts and for showing them."""
