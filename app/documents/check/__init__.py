"""What a check writes: JSON, JUnit, Markdown and plain text."""
