"""Small values for tests, made as the stages before would make them."""
