"""A project as it was at a revision, read from git's objects: nothing is checked out."""
