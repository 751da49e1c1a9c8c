"""From views to bytes: words, templates, processes."""
