"""The planning case of a real-shaped company, where its files are at hand."""
