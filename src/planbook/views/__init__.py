"""What each page shows: one closed, frozen view a page kind, made in one place."""
