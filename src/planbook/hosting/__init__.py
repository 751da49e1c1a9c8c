"""GitHub and GitLab as a build of a pull request sees them: the base, and the comment."""
