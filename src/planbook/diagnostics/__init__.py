"""What is wrong, where, and what to do: findings, diagnostics and their renderings."""
