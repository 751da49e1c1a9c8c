"""What a handbook is made of: one record a file, and the handbook that owns the indexes."""
