"""Shells around the use cases: HTTP, command line, documents, words. No arithmetic."""
