"""The commands: one a file; arguments in, exit code out.

Imports inside functions are allowed here and nowhere else: a command loads what it runs, so that
``planbook --help`` does not wait for what ``planbook build`` needs.
"""
