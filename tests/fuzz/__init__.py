"""Mutated files: what no input may do to planbook."""
