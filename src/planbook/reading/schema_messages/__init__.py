"""What is said of a value that its schema does not admit."""
