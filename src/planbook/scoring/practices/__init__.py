"""The ten practices of leading somebody well: one module a practice, each told by its parts."""
