"""What a change of the plans means: two handbooks beside each other, in a manager's terms."""
