"""The messages for values that do not fit their schema."""
