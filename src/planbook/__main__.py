"""``python -m planbook``: the same as the command ``planbook``."""

from planbook.cli.main import main

main()
