"""What changed between a revision and now, and what that means."""
