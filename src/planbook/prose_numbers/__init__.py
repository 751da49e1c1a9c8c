"""The one reader of numbers and times in prose, Chinese and English.

``figures`` reads titles and reasons, ``single`` reads a text that is one number, and ``drafting``
reads whole sentences; all of them get their numbers from ``numerals`` and ``amounts``, so that the
same text is the same number everywhere.
"""
