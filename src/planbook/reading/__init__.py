"""From files to checked documents: sources, values, schemas, positions."""
