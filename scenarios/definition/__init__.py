"""Reading a scenario: a document becomes a checked allocation problem with its strategies, or a list of findings."""
