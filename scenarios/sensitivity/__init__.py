"""Questions to a finished plan that are answered by solving again."""
