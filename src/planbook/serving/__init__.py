"""A site on this machine that follows its project: watch, build, serve, reload."""
