"""From a sentence to a draft goal: what a sentence in Chinese or English says, and what it lacks.

Pure functions by rules and word lists, without a clock and without a model: the same sentence and
the same ``as_of`` give the same draft on any machine.
"""
