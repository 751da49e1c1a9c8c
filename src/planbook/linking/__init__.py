"""Ids become references: who points at whom, and what points at nothing."""
