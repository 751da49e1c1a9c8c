"""Beginnings: a new project, and a new document to fill in."""
