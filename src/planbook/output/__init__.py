"""The site on the disk: what changed, and the one writer."""
