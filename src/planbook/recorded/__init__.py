"""The stages of a run, as units of recorded work."""
