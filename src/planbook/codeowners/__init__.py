"""Who reviews changes to which files, from the org chart, in the form that git services read."""
