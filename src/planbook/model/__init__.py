"""What a handbook is made of: one noun a file, and the handbook that owns the indexes."""
