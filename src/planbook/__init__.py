"""planbook: a static site generator from YAML plans."""

__version__ = "0.1.0"
