"""Broken files, each with what has to be said about it.

Every folder holds files and an `index.yaml`: what is found in each of them, where, and words that both languages use.
A new case is a file and its entry.
"""
